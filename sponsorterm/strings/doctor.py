"""What the doctor says of each thing it looks at, and what to do about it."""

from __future__ import annotations

from typing import Literal

from sponsorterm.strings import syncing
from sponsorterm.strings.sync import REMOTE_ERRORS

HELP = (
    "Look at everything that could go wrong unseen: files, clocks, places and people. Ends with "
    "0 when all is well, 7 when something cannot be read, 1 for the rest."
)
FIX_HELP = "Build the index anew and remove what a crash left over."
OFFLINE_HELP = "Ask no server what time it is there."
TITLE = "How everything is"
KEY = "How all is"
HINT = "how all is"
LEVELS = {"ok": "well", "look": "look", "act": "act"}
FIX = "Put it right: sponsorterm doctor --fix"

PRIVATE = "only you can look into your files"
LOCAL = "your files lie on a disk of this machine"
FAR_TODO = (
    "It works, but a lost connection can hold up saving. A home on this machine is safer "
    "(SPONSORTERM_HOME)."
)
MAKE_ROOM = "Make room on the disk; nothing is lost, but soon nothing more can be saved."
NO_LEFT_OVER = "nothing was left half-written"
INDEX_WHOLE = "the index is whole"
INDEX_DAMAGED = "the index is damaged; your files are not touched by that"
NEVER_BACKED_UP = "never backed up: if this device is lost, so is what you kept to yourself"
BACK_UP = "Seal everything into one file, and keep it elsewhere: sponsorterm backup FILE"
NOT_ON_PAPER = (
    "your twelve words are not on paper yet; with them everything comes back from any place of "
    "your own, and a forgotten passphrase is no loss"
)
WRITE_DOWN = "When there is a quiet minute: sponsorterm backup words"
KEYS_WHOLE = "the keys of this device can be read"

ALL_READABLE = "every file can be read"
REPAIR_FILE = "Put it right with an editor, or put back a copy; it is never deleted here."
NOTHING_SET_ASIDE = "nothing was set aside"
ALL_KNOWN = "every record is of a kind this version knows"
UPDATE = "Update sponsorterm; until then they are kept as they are."
NONE_AHEAD = "no record is of a day to come"
CHECK_CLOCK = "Set this device's clock, or ask whose it is to set theirs."
ONE_VERSION = "no entry waits for a choice between two versions"
CHOOSE = "Look at both and choose: sponsorterm merge"

REPAIR = "Compare everything: sponsorterm sync --repair"
NOT_THE_SAME = "something differs from what they gave"
ARRIVED = {
    "in_step": "all they gave is here",
    "not_synced": "all that was told of is here; they have not synced for a while",
    "unknown": "they do not tell how much they gave",
}
NO_PLACE = "no place to sync"
ADD_PLACE = "Name one: sponsorterm people place add"
PLACE_LEVELS: dict[str, Literal["ok", "look", "act"]] = {
    "in_step": "ok",
    "waiting": "look",
    "never": "look",
    "unreachable": "look",
    "refused": "act",
}
PRESENCE_ON = "each person sees whether all you shared has arrived"
PRESENCE_OFF = "nobody is told how much you shared, so what is missing looks like silence"
PRESENCE_TODO = "You chose this. To change it: sponsorterm people presence on"
CLOCK_WELL = "this clock and the server's agree"


def heading(bad: int) -> str:
    """How many things need something."""
    if not bad:
        return "All is well."
    return "1 thing to look at." if bad == 1 else f"{bad} things to look at."


def open_files(count: int) -> str:
    """Others may look into these."""
    return f"others on this machine can look into {_of(count, 'file')} of yours"


def close(path: str) -> str:
    """How to close one of them, and the rest."""
    return f"Close them: chmod -R go-rwx on the folder of {path}"


def far(folder: str) -> str:
    """A folder on a network disk."""
    return f"{folder} is on a network disk, so the index lies elsewhere"


def free(megabytes: int) -> str:
    """Room on the disk."""
    return f"{megabytes:,} MB free on the disk"


def left_over(count: int) -> str:
    """Half-written files of a crash."""
    return f"{_of(count, 'file')} left half-written by a crash"


def file(name: str, reason: str) -> str:
    """A file and what is the matter with it."""
    return f"{name}: {reason}"


def on_paper(checked: str) -> str:
    """The words are written down."""
    return f"your twelve words are on paper, checked {checked}"


def by_hand(count: int) -> str:
    """Files that were edited by hand, each kept as it was."""
    if not count:
        return "no file was edited by hand"
    return f"{_of(count, 'file')} edited by hand, taken in as new versions"


def set_aside(count: int, reason: str) -> str:
    """So much was set aside for one reason."""
    return f"{count} set aside: {reason or 'no reason is noted'}"


def look_in(folder: str) -> str:
    """Where it lies, and what can be done."""
    return f"Look in {folder}. After an update: sponsorterm sync --repair"


def unknown(count: int) -> str:
    """Records of a kind a newer version writes."""
    return f"{_of(count, 'record')} of a kind this version does not know"


def ahead(count: int) -> str:
    """Records dated in the future."""
    return f"{_of(count, 'record')} of a day to come"


def two_versions(count: int) -> str:
    """Written on two devices apart."""
    return "1 entry has two versions" if count == 1 else f"{count} entries have two versions"


def of(name: str, says: str) -> str:
    """Something about one person."""
    return f"{name}: {says}"


def at(server: str, says: str) -> str:
    """Something about one server."""
    return f"{server}: {says}"


def skew(minutes: int) -> str:
    """How far this clock is ahead of the server's, or behind."""
    side = "ahead of" if minutes > 0 else "behind"
    units = (("days", 1440), ("hours", 60), ("minutes", 1))
    unit, size = next(each for each in units if abs(minutes) >= 2 * each[1])
    return f"this clock is {abs(minutes) // size:,} {unit} {side} the server's"


def place(name: str, state: str, waiting: int, when: str, code: str | None) -> str:
    """One place of a link."""
    return f"{name}: {syncing.state(state, waiting, code, when)}"


def place_todo(state: str, code: str | None) -> str:
    """What to do about a place."""
    if code:
        return REMOTE_ERRORS[code][1]
    return "" if state == "in_step" else "Sync: sponsorterm sync"


def needs_a_look(files: int) -> str:
    """Files that cannot be read, in the header, and where that is told in full."""
    return f"{_of(files, 'file')} cannot be read: 7, then h"


def _of(count: int, what: str) -> str:
    return f"1 {what}" if count == 1 else f"{count:,} {what}s"

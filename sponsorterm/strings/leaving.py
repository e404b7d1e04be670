"""Words about deleting, taking back, ending a link, moving it, and erasing everything."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sponsorterm.strings.cli import on

NOT_IN_TRASH = "There is no such entry in the trash."
SEE_TRASH = "See what is there: sponsorterm trash"

DELETE = (
    "Delete an entry: by its name in the list or its day, else the newest. Copies that others "
    "hold are taken back. It can be brought back from the trash for thirty days."
)
WITHDRAW = (
    "Take an entry back from those who hold a copy, and keep it yourself. What they have read "
    "they have read."
)
WITHDRAW_FROM = "Only from this person."
TRASH = "What was deleted in the last thirty days. `restore` and `empty` do something with it."
RESTORE = "Bring an entry back as it last was. Nobody else holds it until you share it again."
EMPTY = "Let deleted entries go for good, all of them or the one named."
RECEIVED = "Remove all that somebody whose link is ended had given you from this device."
MOVE = (
    "Move a link to a new space with new keys: after a lost device or when you doubt who could "
    "read, or to sync in another place. They join as with a new invitation; what you share now "
    "is shared there again, and what is yours in the old space is deleted."
)
OLD_VERSIONS = (
    "Whether earlier versions of what you changed stay where a link syncs (keep), or are "
    "deleted there (remove, as it is by itself). What you took back or deleted always goes."
)
ERASE = (
    "Erase everything: this home, and what is yours at every place your links sync. It cannot "
    "be undone."
)
HERE_ONLY = "Leave everything elsewhere as it is; only this device is cleared."

KEY_UNSHARE = "Take it back from those who hold it"
KEY_DELETE = "Delete it"
KEY_TRASH = "The trash"
HINT_UNSHARE = "take back"
HINT_DELETE = "delete"
HINT_TRASH = "trash"
UNSHARE_ABOUT = "It is shown to them no longer once synced. What they have read they have read."
IN_TRASH = "Deleted. It is in the trash for thirty days; t opens it."
HELP_TRASH = (
    "What you deleted stays here for thirty days. b brings an entry back, x lets one go for "
    "good, X all of them. What others were given is taken back when you delete, not later."
)
KEY_BACK = "Bring it back"
KEY_LET_GO = "Let it go for good"
KEY_LET_ALL_GO = "Let all of them go for good"
HINT_BACK = "bring back"
HINT_LET_GO = "let go"
HINT_LET_ALL_GO = "let all go"
TRASH_ABOUT = (
    "What is brought back is yours alone until you share it again. After thirty days the words "
    "are removed here and wherever they were sent."
)
AGREE_ONE = "Let this one go for good?"
LET_GO_ABOUT = (
    "It cannot be undone. What others read or copied, backups, and old blocks of a disk are out "
    "of reach."
)
BROUGHT_BACK = "It is back. Only you have it."
NOBODY_HOLDS_IT = "Nobody else holds this entry."
NOT_YOURS = "Only what you wrote yourself can be taken away."
NOT_YOURS_HINT = "See your own entries: sponsorterm list"
TRASH_EMPTY = "The trash is empty."
AGREE_EMPTY = "Let these go for good? They cannot be brought back."
STILL_LINKED = "That link has not ended."
STILL_LINKED_HINT = "End it first: sponsorterm people end"
AGREE_RECEIVED = "Remove all they had given you? They keep their own."
KEEPS = {
    True: "earlier versions stay where the link syncs",
    False: "earlier versions are deleted where the link syncs",
}

ERASE_WORD = "erase"
ERASE_WARNING = (
    "This erases everything: your entries and drafts, the trash, what others gave you, keys, "
    "settings, and what could not be read. It cannot be undone, not with your recovery words "
    "either."
)
ERASE_ELSEWHERE = (
    "Before that every link is ended, and what is yours is deleted wherever it can be reached. "
    "The people you are linked with are told."
)
ERASE_BEYOND = (
    "Out of reach: what others have read and keep, backups and exports you made, copies a sync "
    "tool or a server's own backup keeps, and old blocks of a disk, which an encrypted disk "
    "protects. Close other windows of this program first."
)
ERASE_TYPE = f"Type {ERASE_WORD} to go on > "
NOT_ERASED = "Nothing was erased."
NEEDS_TYPING = f"The word {ERASE_WORD} has to be typed by a person."
NEEDS_TYPING_HINT = "--yes is not enough for this."
CANNOT_OPEN = "This home cannot be opened, so nothing elsewhere can be reached."
CANNOT_OPEN_HINT = "Clear this device alone: sponsorterm erase --here-only"
SOMETHING_LEFT = "Something of yours could not be reached, so nothing was erased here yet."
SOMETHING_LEFT_HINT = (
    "Try again when it can be reached, or clear this device all the same: "
    "sponsorterm erase --here-only"
)
ERASED = "Everything is erased here."
KEY_MOVE = "Move this link to a new space"
KEY_VERSIONS = "What becomes of earlier versions"
KEY_FORGET = "Remove what they gave you"
ROW_MOVE = "Move"
ROW_VERSIONS = "Before"
VERSIONS_SHORT = {True: "earlier versions stay there", False: "earlier versions are deleted"}
ROW_THEIRS = "Theirs"
MOVE_SHORT = "new keys or place"
FORGET = "remove what they gave you"
NOTED = "Noted."
MOVE_QUESTION = "Move this link to a new space with new keys?"
MOVE_ABOUT = (
    "After a lost device, when you doubt who could read, or to sync elsewhere. They join anew and "
    "you compare digits again; what you share now is shared there, the old space is emptied."
)
END_ABOUT = (
    "Nothing goes either way any more. With the next sync what is yours there is deleted, and they "
    "are told. What they have read or copied stays with them; what you wrote stays with you."
)
FORGET_QUESTION = "Remove all they gave you from this device?"
FORGET_ABOUT = "It cannot be undone. They keep their own; backups you made keep theirs."
FORGOTTEN = "Removed."
END_BEYOND = (
    "Once a link is ended nothing is sent or fetched on it any more. With the next sync what is "
    "yours there is deleted and they are told. What they have read, copied or backed up stays "
    "with them. What they gave you stays here until you remove it: sponsorterm people forget"
)


def how_ended(who: str | None, places: Sequence[str]) -> str:
    """How an ended link stands; there may still be something of mine to take away."""
    ended = "ended by them" if who == "them" else "ended"
    return f"{ended}, still to be emptied: {', '.join(places)}" if places else ended


def moving(name: str) -> str:
    """Before the digits of a link that follows another."""
    return (
        f"This takes the place of your link with {name}. If the digits are the same, what you "
        f"share with {name} now is shared again there, and the old space is emptied and closed."
    )


def moved(name: str) -> str:
    """It is done."""
    return f"Your link with {name} has moved. What you shared before is on its way again."


def forgotten(name: str) -> str:
    """What came over an ended link is gone."""
    return f"All that {name} had given you is removed from this device."


def deleted(until: date, held: Sequence[str]) -> str:
    """What became of an entry."""
    back = f" {_names(held)} will not see it any more once synced." if held else ""
    return f"Deleted. It can be brought back until {on(until)}: sponsorterm trash{back}"


def unshare(names: Sequence[str]) -> str:
    """The question before taking back."""
    return f"Take it back from {_names(names)}?"


def delete_about(held: Sequence[str]) -> str:
    """What deleting does."""
    back = f" The copy of {_names(held)} is taken back." if held else " Nobody else has it."
    return f"It goes to the trash for thirty days.{back}"


def trash_heading(count: int) -> str:
    """How much there is."""
    return f"Trash  {count}"


def days_left(days: int) -> str:
    """How long it can be brought back."""
    return "today" if days < 1 else "1 day" if days == 1 else f"{days} days"


def agree_delete(day: str) -> str:
    """The question before it."""
    return f"Delete the entry of {day}?"


def withdrawn(names: Sequence[str]) -> str:
    """What was taken back."""
    return f"Taken back from {_names(names)}. What was read before stays known."


def gone_on(day: date) -> str:
    """Until when an entry can be brought back."""
    return f"until {on(day)}"


def restored(day: str) -> str:
    """It is there again."""
    return f"The entry of {day} is back. Only you have it."


def emptied(count: int) -> str:
    """How many were let go."""
    entries = "entry is" if count == 1 else "entries are"
    return f"{count} {entries} gone for good here; copies elsewhere go with the next sync."


def not_reached(name: str, where: str, reason: str) -> str:
    """A place that still holds something of mine."""
    return f"{name}, {where}: {reason}"


def _names(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]

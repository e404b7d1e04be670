"""Words of `backup` and `restore`."""

from __future__ import annotations

BACKUP = (
    "Whether everything you wrote would survive the loss of this device. Two things are needed: "
    "your twelve words on paper, and a place elsewhere that holds everything."
)
WORDS = (
    "Show your twelve recovery words once more, to be written down; three of them are asked for "
    "afterwards. They are shown on a screen that leaves nothing behind."
)
WRITE_THEM_DOWN = "Write them down: sponsorterm backup words"
NAME_A_PLACE = "Name a place elsewhere: sponsorterm people devices place --server URL"
ON_PAPER = "Noted: your twelve words are on paper."
THE_WORDS = "Your twelve words"
WHAT_THEY_OPEN = (
    "Whoever has them can read all you ever wrote here. Write them on paper and keep it where you "
    "would keep money. Nobody can give them back to you, and nobody else has them. They stay the "
    "same as long as this home does; if somebody saw them, begin a new home: export, setup and "
    "import there, invite everybody anew, then erase this one."
)
WRITTEN_DOWN = "Enter once they are on paper. "
NOT_AS_SHOWN = "That is not the word that was shown, so they do not count as written down."
NOT_AS_SHOWN_HINT = "Look at them again: sponsorterm backup words"
NEEDS_A_TERMINAL = "The words are shown only on a terminal's other screen, to a person."
NEEDS_A_TERMINAL_HINT = "Run this in a terminal, without --plain and --no-input."

RESTORE = "Bring everything back on a new device. This home becomes one more device of yours."
RESTORE_WORDS = (
    "From your twelve words and one place of yours. The words are asked for on a screen that "
    "leaves nothing behind, or read from standard input; never from the command line."
)
RESTORE_DEVICE = (
    "From another device of yours, without the words: on it, run `sponsorterm people devices "
    "add`. The code is asked for here; then both screens show the same digits."
)
SERVER = "The endpoint your other devices use, an https:// address."
FOLDER = "The folder everything of yours is in, as it is called here."
FILE = "The file everything of yours is in, as it is called here."
DEVICE_NAME = "What to call this device; otherwise what the machine is called."
SAME = "The digits are the same on both devices; you have compared them."
PLACE_NEEDED = "It has to be said where everything of yours is."
PLACE_NEEDED_HINT = "Add --server URL, --folder DIR or --file PATH."
ASK_WORDS = "Your twelve words"
HOW_TO_TYPE = "In their order. The first four letters of each are enough, in any case."
NO_WORDS = "There are no words."
NO_WORDS_HINT = "Type the twelve words you wrote down, or give them on standard input."
ASK_CODE = "Code or address your other device shows: "
NO_CODE = "There is no code."
NO_CODE_HINT = "Make one on your other device: sponsorterm people devices add"
DIGITS = "Compare these with your other device. They have to be the same on both screens:"
THEN_RESTORE = (
    "If they are, say so there with `sponsorterm people devices confirm --same`, then here: "
    "sponsorterm restore device --same"
)
WHEN_GRANTED = "Enter once you have said on the other device that they are the same, q to leave. "
NOT_GRANTED = "The other device has not said yet that the digits are the same."
NOT_GRANTED_HINT = "There: sponsorterm people devices confirm; then run this again."
NOTHING_HANDED_OVER = (
    "Stopped, and nothing came over. Somebody may have used the code: start again."
)


def which(position: int) -> str:
    """Which of the words is asked for."""
    return f"Word {position}: "


IF_ONE_IS_LOST = "If another device of yours was lost: sponsorterm people devices revoke NAME"


def arrived(revisions: int) -> str:
    """Everything came."""
    return f"Everything is here: {revisions} versions of what you wrote. Open it with: sponsorterm"


def link_trouble(name: str, line: str) -> str:
    """A link that could not be synced yet."""
    return f"{name}: {line}"

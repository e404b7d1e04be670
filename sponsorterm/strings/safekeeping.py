"""Words of the page about backup, lock and erasing, and of bringing everything back."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.dates import date_of

KEY = "Backup, lock, erase"
HINT = "backup, lock, erase"
HELP = (
    "What keeps all this, and what keeps others out. Each line says how it stands; its letter, "
    "or Enter on it, changes it. A backup file is brought back on the first page of a new home."
)
TITLE = "Kept safe"

ROW_WORDS = "Words"
NOT_ON_PAPER = "not on paper yet"
ROW_NEW_WORDS = "New words"
NEW_WORDS_SHORT = "if somebody saw them"
NEW_WORDS_TITLE = "New words for the same home: there are none"
NEW_WORDS = (
    "Your words are not a password that can be changed. The key to everything you keep elsewhere "
    "is made from them, so they stay the same as long as this home does. A lost sheet is no "
    "harm while you are here: look at the words again and write them down anew.",
    "If somebody else may have seen them, begin a new home, which has words of its own:",
    "1. sponsorterm export FOLDER   here.",
    "2. In another folder, named by SPONSORTERM_HOME: sponsorterm setup, then "
    "sponsorterm import FOLDER. Delete FOLDER: it can be read by anybody.",
    "3. Invite everybody anew from there, and compare the digits.",
    "4. sponsorterm erase   here. It deletes what the old words can open, wherever it can be "
    "reached. What somebody has copied already stays open to them.",
)
ROW_DEVICES = "Devices"
ROW_BACKUP = "Backup"
NEVER_TO_A_FILE = "never to a file yet"
ROW_LOCK = "Lock"
LOCK_OFF = "off: turn it on"
LOCK_ON = "on: turn it off"
ROW_PASSPHRASE = "Passphrase"
CHOOSE_ANOTHER = "choose another"
ROW_IDLE = "Idle"
ROW_ERASE = "Erase"
ERASE_SHORT = "everything, for good"

WHICH_FILE = "Write everything into which new file?"
WHICH_FILE_ABOUT = (
    "Sealed, on a disk or stick that is kept elsewhere. A backup is never written over."
)
BACKUP_SECRET = "A passphrase for this backup"
BACKUP_SECRET_ABOUT = "Nothing typed: your twelve words open it."

PASSPHRASE_NOW = "Your passphrase"
PASSPHRASE_NOW_ABOUT = "Forgotten, type your twelve words instead."
TURN_OFF = "Put everything back in clear?"
TURN_OFF_ABOUT = (
    "Whoever opens its files can read everything then. Turned on again later, a lock cannot reach "
    "the old blocks of a disk this was written to in clear."
)
OPENING = "Putting everything back in clear. Cut short, it goes on the next time."
NEW_PASSPHRASE = "The new passphrase"
NEW_PASSPHRASE_ABOUT = (
    "The seal beneath stays the same: if the old one may be known to somebody, turn the lock off "
    "and on again, which makes a new one."
)
HOW_LONG = "Lock after how many minutes without a key? 0 for never."

ERASE_TITLE = "Erase everything"
ERASE_GO = "I know; go on"
ERASE_WHERE = "Erase where?"
EVERYWHERE = "here and everywhere it can be reached"
HERE_ONLY = "on this device alone; elsewhere everything stays"
ERASING = "Erasing. This can take a moment."
LEFT = "It is still at:"
LEFT_HOW = "Nothing was erased here yet. Try again later, or erase this device alone."

BEGUN_BEFORE = "bring back what I had"
COME_BACK_TITLE = "Bring everything back"
FROM_WORDS = "my twelve words and a place"
FROM_FILE = "a backup file"
FROM_DEVICE = "another device that I have"
HELP_COME_BACK = (
    "Everything you wrote comes back, links included, and this becomes one more device of yours."
)
FROM_DEVICE_HOW = "At a prompt, run: sponsorterm restore device"
THE_WORDS = "Your twelve words"
THE_WORDS_ABOUT = "In their order. The first four letters of each are enough."
WHERE_IT_IS = "Where is everything of yours?"
WHICH_BACKUP = "Which backup file?"
BACKUP_PASSPHRASE = "The passphrase of this backup"
FETCHING = "Bringing everything back. This can take a moment."


def on_paper(checked: date | None, today: date) -> str:
    """Whether the words are written down."""
    return f"on paper, checked {date_of(checked, today)}" if checked else NOT_ON_PAPER


def file_name(today: date) -> str:
    """A name for a backup that says of when it is and not of what."""
    return f"~/backup-{today.isoformat()}.sealed"

"""What a person reads of the lock: choosing a passphrase, and what a lock cannot reach."""

from __future__ import annotations

from collections.abc import Sequence

TOO_SHORT = "A passphrase needs at least 8 characters."
TOO_SHORT_HINT = "Four or five unrelated words are easy to keep and hard to guess."
REACHES_OUT = "A passphrase cannot begin with an exclamation mark."
REACHES_OUT_HINT = "On the lock page that key opens Reach out, without a passphrase."
NO_NUMBER = "There is no contact of this name with a number."
NO_NUMBER_HINT = "add the number: sponsorterm lock show NAME PHONE"

LIMITS = (
    "Everything you wrote and received here will be sealed under a passphrase, also while "
    "sponsorterm is open.",
    "What a lock cannot reach: copies and backups made before, old blocks of an SSD, memory "
    "swapped to disk, what a terminal or tmux keeps of what was printed, and anybody who holds "
    "the unlocked device.",
    "It stays readable how many links and records there are, when each was last saved, and the "
    "numbers you ticked for Reach out.",
    "Forgotten, the passphrase can be replaced with your twelve recovery words. Without both, "
    "nobody can open it.",
)
"""Said before the lock is turned on."""

LOCK = "Turn the lock on or off, lock now, change the passphrase"
ON = "Seal everything under a passphrase"
NOW = "Lock every open sponsorterm of yours on this device"
OFF = "Put everything back in clear"
CHANGE = "Choose another passphrase"
CHANGE_WORDS = "The passphrase is forgotten: use the twelve recovery words."
IDLE = "Minutes without a key until it locks; 0 for never"
SHOW = "Let a number show while locked, readable for everybody at this device"
HIDE = "Seal a number that showed while locked"

PAGE = "Locked"
PASSPHRASE = "passphrase"
FORGOTTEN = "Type your passphrase; forgotten, type your twelve recovery words instead."
REACH_OUT_LOCKED = "reach out: whom to call, without a passphrase"
OPEN = "open"
CHECKING = "Checking. This takes a moment, so that guessing takes long."
HELP_LOCKED = (
    "Everything is sealed. Your passphrase opens it, or your twelve recovery words. "
    "Reach out works without either."
)
PAGE_ON = "Turn on a lock"
NEW = "A passphrase, of four or five unrelated words for example"
AGAIN = "The same again"
GO_ON = "go on"
UNDERSTOOD = "choose a passphrase"
ENTER_SEALS = "  on the last line seals everything"
NO_MINUTES = "Minutes are a number from 0, for never, to 1440."
KEY_LOCK = "Lock, or turn on a lock"
KEY_HIDE = "Hide behind a neutral page; the same key, Enter or Esc leads back"
HINT_LOCK = "lock"
NEUTRAL = """Shopping

  bread
  milk
  apples
  AA batteries

This week

  library books back by Friday
  call about the bicycle
"""

ASK = "Passphrase: "
ASK_NEW = "New passphrase: "
ASK_AGAIN = "The same again: "
ASK_WORDS = "The twelve words: "
ASK_OFF = "Put everything back in clear?"
NOT_THE_SAME = "The two were not the same, so nothing was changed."
NEEDS_A_TERMINAL = "A passphrase is only ever asked for at a terminal."
NEEDS_A_TERMINAL_HINT = "Run this yourself, without --no-input."
GIVEN_UP = "That was not the passphrase."
GIVEN_UP_HINT = "Forgotten? Run: sponsorterm lock change --words"

SEALING = "Sealing everything. It can take a while; cut short, it goes on the next time."
IS_ON = "The lock is on."
IS_OFF = "The lock is off: what you wrote can be read by whoever opens its files."
HALF_WAY = "Turning the lock on or off was cut short. Opening it goes on with that."
TURNED_ON = "The lock is on. Your twelve recovery words open it too."
TURNED_OFF = "The lock is off. Everything is in clear again."
LOCKED_NOW = "Locked, here and wherever else it was open on this device."
CHANGED = "From now on the new passphrase opens it."
NUMBERS_NONE = "While locked, Reach out shows emergency lines and nothing of yours."
OFFER = "A passphrase to lock it with (Enter for none, it can wait): "


def wait(seconds: int) -> str:
    """The next try has to wait."""
    return f"Wait {seconds} second{'' if seconds == 1 else 's'}."


def idle(minutes: int) -> str:
    """When it locks by itself."""
    if not minutes:
        return "It does not lock by itself."
    return f"It locks after {minutes} minute{'' if minutes == 1 else 's'} without a key."


def numbers(names: Sequence[str]) -> str:
    """Whose numbers show while locked."""
    return f"While locked, Reach out shows the numbers of: {', '.join(names)}."


def moved(done: int, total: int) -> str:
    """How far it is."""
    return f"{done} of {total}"

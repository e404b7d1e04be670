"""Words of the screens about one's own devices and the twelve words."""

from __future__ import annotations

HELP = (
    "Your own devices, each of which holds everything, and where they meet. Backed up means two "
    "things: your twelve words are on paper, and a place elsewhere holds everything."
)
HELP_WORDS = (
    "Whoever has these words can read all you ever wrote here. Write them on paper; three of "
    "them are asked for afterwards. Nobody can give them back to you. They belong to this home "
    "for good: new ones come with a new home only."
)
HELP_OFFER = (
    "On the new device run: sponsorterm restore device. It asks for what is shown here. "
    "It holds two days and works once."
)
HELP_DIGITS = "If both of your devices show the same digits, nobody stands between them."

KEY = "My own devices"
HINT = "my devices"
KEY_WORDS = "Write down the twelve words"
HINT_WORDS = "twelve words"
KEY_PLACE = "Keep everything at a place"
HINT_PLACE = "a place"
KEY_ADD = "Add a device"
HINT_ADD = "add a device"
KEY_REVOKE = "Shut a device out"
HINT_REVOKE = "shut out"

COLUMN_NAME = "device"
COLUMN_STATE = "last seen"
COLUMN_SINCE = "since"
NOWHERE = "Everything is on this device alone."
WHERE = "Where shall everything of yours be kept, sealed?"
PLACE_ADDED = "Noted, and everything is there."
REVOKE_ABOUT = (
    "Its keys to every server are deleted. What is on it stays on it: if somebody else has it "
    "unlocked, move house with everybody you are linked with, and begin anew with new words."
)
WORDS_TITLE = "Your twelve words"
WORDS_ABOUT = (
    "Whoever has them can read everything. Write them on paper, in this order. They stay the same "
    "as long as this home does."
)
ON_PAPER = "they are on paper"
ASKED = "Without looking at the screen: three of them, from your paper."
WORDS_KNOWN = "The words are written down."
WORDS_WRONG = "That is not the word that was shown. Look at them again."
OFFER_TITLE = "A device of your own"
OFFER_HOW = "On the new device run  sponsorterm restore device  and type there:"
OFFER_WAITING = "This page goes on by itself once it is typed there."
DIGITS_HOW = "Compare these with the new device. They have to be the same on both screens:"
SAME = "they are the same"
NOT_SAME = "they differ"
ADDED = "It is one of your devices now."
NOT_ADDED = "Stopped, and nothing went over."


def heading(count: int) -> str:
    """How many devices there are."""
    return f"Your own devices: {count}" if count != 1 else "Your own devices: this one alone"


def own_line(places: int, sync: str, safe: str) -> str:
    """How one's own devices stand, under the links."""
    return f"Your own devices: {sync}. {safe}" if places else safe


def which(position: int) -> str:
    """Which word is asked for."""
    return f"Which is word {position}?"


def revoke_question(name: str) -> str:
    """Before shutting out."""
    return f"Shut out {name}?"


def revoked(name: str) -> str:
    """After it."""
    return f"{name} is shut out."


def good_until(when: str) -> str:
    """How long an offer holds."""
    return f"Good once, until {when}."

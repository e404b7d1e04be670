"""Words of the ledger of amends on screen."""

from __future__ import annotations

from sponsorterm.strings.amends import STATES as TITLES
from sponsorterm.strings.amends import WAYS as WAY_TITLES
from sponsorterm.strings.amends import WILLING as WILLING_TITLES

TITLE = "Amends"
KEPT_HERE = "kept here until you share it"
HELP = (
    "Whom you owe something: w says how willing you are, t how far it has come. "
    "f marks a person whom contact could harm, or who could harm you; then nothing goes ahead "
    "before a says what a sponsor or a professional advised. Leaving somebody in peace, or "
    "writing a letter nobody will read, are ways to the end of it too."
)
EMPTY_HOW = "n puts the first one on it. A row of harm done that owes something comes by itself."

KEY_NEW = "Put somebody on the list"
KEY_EDIT = "Change it in its form"
KEY_WILLING = "How willing I am"
KEY_STATE = "How far it has come"
KEY_WAY = "In which way"
KEY_FLAG = "Contact could do harm, or no longer"
KEY_ADVICE = "What was advised"
KEY_OUTCOME = "How it went"
KEY_SHARE = "Share it with my sponsor"
KEY_REMOVE = "Take it off the list"

HINT_NEW = "new"
HINT_EDIT = "edit"
HINT_WILLING = "willing"
HINT_STATE = "state"
HINT_FLAG = "unsafe"
HINT_ADVICE = "advice"
HINT_OUTCOME = "outcome"
HINT_SHARE = "share"

HOW_WILLING = "How willing am I?"
WILLING = tuple(zip("nlmy", WILLING_TITLES, WILLING_TITLES.values(), strict=True))
HOW_FAR = "How far has it come?"
STATES = tuple(zip("ldptmsnr", TITLES, TITLES.values(), strict=True))
WHICH_WAY = "In which way?"
WAYS = tuple(zip("dfvlo", WAY_TITLES, WAY_TITLES.values(), strict=True))
ADVICE = "What was advised?"
ADVICE_ABOUT = "By a sponsor or a professional. It opens the way to a plan."
OUTCOME = "How did it go?"
OUTCOME_ABOUT = "Whatever they said: your side of it is what counts."
WRITTEN = "Written down."
NOBODY_LINKED = "You have no sponsor linked, so nobody else can have it."
WITH_WHOM = "Share it with whom?"
REMOVE = "Take it off the list?"
REMOVE_ABOUT = "It can be brought back for thirty days."
REMOVED = "Off the list. It can be brought back for thirty days."

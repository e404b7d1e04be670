"""Words of `invite`, `join` and `people`."""

from __future__ import annotations

INVITE = (
    "Link with somebody. It prints a code that is good once and for two days; the other person "
    "gives it to: sponsorterm join. Afterwards both of you compare some digits."
)
WHO = "What you call them; only you see that name."
ROLE = "What they are to you."
SERVER = "Meet at this endpoint, an https:// address."
FOLDER = "Meet in this folder, which both of you can open."
FILE = "Meet in this one file, which both of you can open."
PASTE = "Meet by two blocks of text that you send each other."
REGISTRATION = "A file with the endpoint's registration code, or - for standard input."
QR = "Show the code as a picture to be photographed, too."
ASK_REGISTRATION = "Registration code of that endpoint: "
ASK_ROLE = "Is this your sponsee or your sponsor? "
ROLE_NEEDED = "It has to be said what they are to you."
ROLE_HINT = "Add --role sponsee or --role sponsor."
PLACE_NEEDED = "It has to be said where the two of you meet."
PLACE_HINT = "Add --server URL, --folder DIR, --file PATH or --paste."
ONE_PLACE = "Only one of --server, --folder, --file and --paste can be given."
NO_NAME = "Give them a name."

PASS_ON = "Pass this on to them, and to nobody else:"
THE_CODE = "And this code, on another way, best by phone:"
SEND_BLOCK = "Send them this block:"
SEND_BACK = "Send this block back to them:"
WHEN_THEY_JOINED = "Enter once they have joined, q to leave that for later. "
NOT_JOINED = "They have not joined yet."

JOIN = (
    "Take up an invitation. The code is asked for, or read from standard input; it is never "
    "taken from the command line."
)
JOIN_PASTE = "Read the block you were sent as well."
JOIN_FILE = "Meet in the one file both of you can open."
JOIN_FOLDER = "Meet in the folder both of you can open, as it is called here."
ASK_CODE = "Code or address you were given: "
PASTE_BLOCK = "Paste the block, down to its END line:"
NO_CODE = "There is no code."
NO_CODE_HINT = "Ask the person who invites you for it."

PEOPLE = "Your links, and how each of them syncs."
PEOPLE_ALL = "Those that have ended, too."
CONFIRM = (
    "Compare the digits with the other person, on a call or face to face. Nothing is sent "
    "before both of you have said that they are the same."
)
SAME = "The digits are the same; you have compared them."
DIFFERENT = "They are not: the link is ended."
LEVEL = "How much of a new entry they get unless you say otherwise."
RENAME = "Call somebody something else; only you see that."
CADENCE = "Note how often you agreed to hear from a sponsee."
SET_LEVEL = (
    "How much of a new entry a sponsor gets unless you say otherwise, and of your clocks and steps."
)
PAUSE = "Pause a link: entries still come, and only a call request is flagged."
RESUME = "Take a paused link up again."
PRESENCE = (
    "Say how much there is of what you shared, so that nobody takes a lost line for silence, or "
    "leave it. By itself it says how it stands."
)
PRESENCE_ON = "Each person sees whether all you shared with them has arrived."
PRESENCE_OFF = "Nobody is told how much you shared, so what is missing looks like silence."
END = "End a link: nothing is sent or fetched any more."

DIGITS = "Read these to each other. They have to be the same on both screens:"
ARE_THEY = "Are they the same?"
ASK_LEVEL = "1 nothing, 2 numbers only, 3 all of it (Enter: nothing) > "
LEVEL_WHY = "How much of a new entry shall they get, unless you say otherwise each time?"
COMPARE = "The digits have to be compared by the two of you."
COMPARE_HINT = "Once you have: --same, or --different if they were not."
NOT_LINKED = "Stopped, and the link is ended. Somebody may have used the code before: start again."
NOBODY = "You are not linked with anybody yet. Invite somebody: sponsorterm invite"
SYNC_HINT = "They hear of it with the next: sponsorterm sync"
SAVED = "Noted."

ROLES = {"sponsor": "your sponsor", "sponsee": "your sponsee"}
STATES = {
    "invited": "invited",
    "confirming": "digits to compare",
    "active": "linked",
    "paused": "paused",
    "ended": "ended",
}
CADENCES = {"daily": "daily", "weekly": "weekly", "none": ""}
LEVELS = {"private": "gets nothing", "numbers": "gets numbers only", "full": "gets all of it"}


def invited(name: str, until: str) -> str:
    """The heading of an invitation."""
    return f"Invitation for {name}, good once, until {until}"


def they_run(flags: str) -> str:
    """What the other person does."""
    return f"They run: sponsorterm join{flags}"


def then_confirm(name: str) -> str:
    """What comes after."""
    return f"Then compare the digits: sponsorterm people confirm {name}"


def linking(name: str, role: str) -> str:
    """Who the other person is, before the digits."""
    return f"You are linking with {name}, {ROLES[role]}."


def linked(name: str) -> str:
    """It is done."""
    return f"You are linked with {name}. Nothing old is shared."


def may_give(name: str) -> str:
    """What can be done about what was written before."""
    return f"To give {name} the last 30 days, after a look: sponsorterm people give {name}"


def agrees_to_end(name: str, *, invited: bool) -> str:
    """Before an end, or before an invitation that nobody took up is taken back."""
    return f"Take back the invitation for {name}?" if invited else f"End the link with {name}?"


def ended(name: str, *, invited: bool) -> str:
    """After it."""
    if invited:
        return f"The invitation for {name} is no longer good."
    return f"The link with {name} is ended."


def now(name: str, what: str) -> str:
    """What was changed."""
    return f"{name}: {what}."


def cadence(key: str) -> str:
    """What was agreed."""
    return f"agreed: {key}" if key != "none" else "nothing agreed"

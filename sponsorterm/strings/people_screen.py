"""Words of the people one is linked with: the list, one link opened, inviting and joining."""

from __future__ import annotations

HELP = (
    "Everybody you are linked with, how the sync with them stands, and what they can see. "
    "i invites somebody; c is for a code somebody gave you. Enter opens a link."
)
HELP_LINK = "One link. Each line says how it stands; its letter, or Enter on it, changes it."
HELP_INVITE = (
    "Give the other person the line shown here, by phone or in person. It holds two days and "
    "works once. Leaving this page does not end the invitation."
)
HELP_DIGITS = (
    "If both of you read the same digits, nobody stands between you. "
    "Compare them by voice, not by the way the invitation took."
)

COLUMN_WHO = "who"
COLUMN_ROLE = "role"
COLUMN_SYNC = "sync"
COLUMN_SEES = "what they see"

EMPTY = "You are linked with nobody, and nobody sees anything."
EMPTY_ABOUT = (
    "A link joins you with one other person: a sponsor, or somebody you sponsor. "
    "Linking shares nothing by itself."
)

ROLES = {"sponsor": "your sponsor", "sponsee": "you sponsor"}
SHORT_ROLES = {"sponsor": "sponsor", "sponsee": "sponsee"}
STATES = {
    "invited": "invited, no answer yet",
    "confirming": "digits to compare",
    "ended": "ended",
}
SEES_WORDS = {
    "private": "nothing by default",
    "numbers": "numbers and ticks",
    "full": "all that I file",
}
SEES_SPONSEE = "what I write to them"

KEY_INVITE = "Invite somebody"
KEY_JOIN = "I was given a code"
KEY_SYNC = "Sync now"
HINT_OPEN = "open"
HINT_INVITE = "invite"
HINT_JOIN = "I have a code"
HINT_SYNC = "sync now"

# ── One link ───────────────────────────────────────────────────────────────────────────

ROW_INVITE = "Invite"
ROW_DIGITS = "Digits"
ROW_SEES = "Sees"
ROW_AGREED = "Agreed"
ROW_SYNC = "Sync"
ROW_PLACES = "Where"
ROW_NAME = "Name"
ROW_STATE = "State"
ROW_END = "End"

SHOW_INVITE = "show the code, and wait for the answer"
COMPARE = "compare them with each other"
NOWHERE = "nowhere yet"
RENAME = "What do you call them?"
RENAME_ABOUT = "Only you see this."
PAUSE = "active, p pauses"
TAKE_UP = "paused, p takes it up"
END = "end this link"
END_QUESTION = "End this link?"
ENDED = "This link is ended. Nothing goes either way any more."
PAUSED = "Paused. Entries still come; only a call request is flagged."
TAKEN_UP = "Taken up again."
RENAMED = "Noted, for you alone."
SYNCED = "Synced."
HOW_MUCH = "What can they see of what you file?"
HOW_MUCH_ABOUT = "Where new entries start. The last page of each entry still asks."
LEVELS = (
    ("p", "private", SEES_WORDS["private"]),
    ("n", "numbers", SEES_WORDS["numbers"]),
    ("a", "full", SEES_WORDS["full"]),
)
NEW_PLACE = "Where shall the two of you sync?"

# ── Pairing ────────────────────────────────────────────────────────────────────────────

WHAT_ARE_THEY = "What are they to you?"
ROLE_CHOICES = (("s", "sponsor", "my sponsor"), ("e", "sponsee", "somebody I sponsor"))
THEIR_NAME = "What do you call them?"
THEIR_NAME_ABOUT = "A first name or an alias. Only you see it."
WHERE = "Where do the two of you meet?"
WHERE_ABOUT = "It is also where the link will sync. None of these can read what goes through."
WHERE_JOIN = "Where does the invitation lie?"
SERVER = "server"
FOLDER = "folder"
PASTE = "paste"
A_SERVER = "a sponsorterm server"
A_FOLDER = "a folder you both can open"
OWN_FOLDER = "a folder only you can open"
OWN_ABOUT = "None of these can read what goes through."
A_PASTE = "nowhere: we paste two texts"
A_PASTED = "in a text they sent me"
ADDRESS = "The address of the server"
ADDRESS_ABOUT = "It starts with https://"
FOLDER_PATH = "The path of the folder on this machine"
FOLDER_ABOUT = "Synced by any tool: it may make copies, we read them all."
REGISTRATION = "The registration code of this server"
REGISTRATION_ABOUT = "Whoever runs it gives it out. Leave it empty if you used this server before."
THE_CODE = "The code, or the line you were sent"
THE_CODE_ABOUT = "Ten words. Tab hides what you type."
THE_BLOCK = "Paste the text they sent you"
THE_ANSWER = "Paste the answer they sent you"
CODE_KEYS = "Enter  go on    Tab  hide or show    Esc  leave it"
KEY_HIDE = "Hide or show what is typed"
ASKING = "One moment..."

TELL_THEM = "Give them this, by phone or in person:"
TELL_THEM_CODE = "The code, ten words. Tell it by voice:"
SEND_BLOCK = "Send them this text, any way you like. Without the code it is of no use:"
WAITING = "Waiting for their answer. You may leave this page; People shows the answer."
WAITING_BLOCK = "When their answer has come, press b and paste it."
KEY_COPY = "Copy it"
KEY_BLOCK = "Paste their answer"
HINT_COPY = "copy"
HINT_BLOCK = "paste their answer"
COPIED = "Sent to your terminal's clipboard, if it takes such things."

COMPARE_TITLE = "Read these digits to each other"
COMPARE_HOW = "By voice, or side by side. Do both of you see exactly the same?"
COMPARE_ANSWER = "First send them this answer:"
SAME = "the same"
NOT_SAME = "not the same"
LATER = "later"
KEY_SAME = "The digits are the same"
KEY_NOT_SAME = "The digits are not the same"
NOT_SAME_QUESTION = "Not the same: end this link?"
NOT_SAME_ABOUT = (
    "Then somebody else may have answered. Nothing was sent over this link. "
    "Tell the other person, and start again with a new invitation."
)
NOT_SAME_DONE = "Ended. Nothing was sent. Start again with a new invitation, by another way."


def expires(moment: str) -> str:
    """Until when an invitation holds."""
    return f"It works once, until {moment}."


def heading(count: int) -> str:
    """How many links there are."""
    return f"People  {count}"


def paused(sync: str) -> str:
    """A paused link, and how its sync stands all the same."""
    return f"paused, {sync}"


def waits(name: str) -> str:
    """Whose answer is waited for."""
    return f"An invitation for {name}"


def linked(name: str) -> str:
    """The digits were the same."""
    return f"Linked with {name}. Nothing old is shared."


def may_give(name: str) -> str:
    """The same of a sponsor, and what can be done about what was written before."""
    return f"Linked with {name}. Nothing old is shared; g on the link gives the last 30 days."


def not_linked(name: str) -> str:
    """Whom the digits are compared with."""
    return f"You and {name}"


def sees(level: str, name: str) -> str:
    """A new level was chosen."""
    return f"What {name} sees from now on: {SEES_WORDS[level]}."

"""What is said about remotes, pairing, and what came over a link and could not be used."""

from __future__ import annotations

REMOTE_ERRORS: dict[str, tuple[str, str]] = {
    "unreachable": (
        "The server cannot be reached.",
        "Everything is kept here and goes out by itself once it answers again.",
    ),
    "busy": (
        "The other end is busy.",
        "Nothing is lost; it is tried again in a little while.",
    ),
    "not_mounted": (
        "The shared folder or file is not there.",
        "Check its path, plug it in or start its sync program, then try again. If it was emptied, "
        "name it anew (sponsorterm people place add): all you sent goes there again.",
    ),
    "refused": (
        "This device was not let in.",
        "It may have been shut out on another device of yours, or the link may have ended: look "
        "there, or ask the other person.",
    ),
    "closed": (
        "The space was closed from the other side: the link has ended there.",
        "What you hold stays with you. End it here too; to go on, link again.",
    ),
    "no_space": (
        "The server does not know this space.",
        "Check the address, or set the link up there again; all you wrote is kept here.",
    ),
    "full": (
        "There is no more room there.",
        "Make room, or use another place for this link; nothing here is lost.",
    ),
    "read_only": (
        "That place can be read but not written to.",
        "Allow this user to write there, then sync again.",
    ),
    "damaged": (
        "What came back makes no sense to this version.",
        "Try again; if it stays, update sponsorterm at both ends.",
    ),
    "newer": (
        "A newer sponsorterm made this place; this version neither reads it nor writes there.",
        "Update sponsorterm on this device.",
    ),
    "too_many": (
        "There is far more here than two people write, so it was not read.",
        "Look at the place, or move the link to another one.",
    ),
}
"""Message and hint of every code a remote's trouble can have."""

ENDPOINT_REFUSALS: dict[str, tuple[str, str]] = {
    "bad_secret": (
        "Only the one who sent an entry can delete it there.",
        "Ask the other person to do it.",
    ),
    "registration_closed": (
        "This server asks for a registration code, and that one is not valid.",
        "Ask the person who runs the server for a code.",
    ),
    "token_conflict": (
        "This space is open on the server already, with another device.",
        "Make a new invitation.",
    ),
    "slow_down": ("The server asks for a pause.", "It is tried again by itself."),
    "server_error": (
        "The server had trouble.",
        "It is tried again by itself; nothing here is lost.",
    ),
    "unsupported_v": (
        "The server is too old for what this version sends.",
        "Ask the person who runs it to update it.",
    ),
    "too_large": (
        "The server takes no more than this at a time.",
        "Update sponsorterm at both ends.",
    ),
}
"""Where an endpoint's code deserves words of its own."""

TIMED_OUT = "The server did not answer in time."
NOT_AN_ENDPOINT = "Something answers at this address, but it is not a sponsorterm server."
NOT_AN_ENDPOINT_HINT = "Check the address, or sign in to the network you are on, then try again."
BAD_ADDRESS = "This is not the address of a server."
BAD_ADDRESS_HINT = "It starts with https:// and a name, such as https://example.org."
NOT_ENCRYPTED = "This address is not encrypted, so nothing was sent."
NOT_ENCRYPTED_HINT = "Use an address that starts with https://."
NO_TRUST = "The server could not prove who it is, so nothing was sent."
NO_TRUST_HINT = "Check the address and this device's clock; ask who runs it about its certificate."
ANSWER_TOO_LARGE = "The server's answer is larger than any it should give."
NOT_WHAT_WAS_SENT = "The server did not confirm what was sent; it is sent again next time."
NOT_THERE = "That entry is not there any more."

MARKER_NOT_WHOLE = "The shared folder is there, but its first file has not arrived whole."
FLOOD = "More came today than two people write in years; the rest waits until tomorrow."
FLOOD_HINT = "Ask the other person what happened; you may end the link if it goes on."
OVERFULL = "One entry has more versions than it can have, so this one was set aside."
FOLDER_CHANGED = "The shared folder was changed for another one just now."
OTHER_FOLDER = "This folder belongs to another link."
OTHER_FOLDER_HINT = "Choose the folder this link was made with, or an empty one."
OTHER_FILE = "This file belongs to another link."
OTHER_FILE_HINT = "Choose the file this link was made with, or a new name."
WAIT_FOR_TOOL = "Wait until it is synced; if it stays, move it away and sync again."
FILE_TOO_LONG = "A single shared file has become too long for this link."
FILE_TOO_LONG_HINT = "Use a shared folder from now on."
NO_ENTRY = "This user may not read that place."
DISK_FULL = "The disk there is full."
DISK_FULL_HINT = "Make room on it, then sync again; nothing here is lost."

NOT_A_FILE = "is not a plain file, so it was not opened"
NOT_WHOLE = "has not arrived whole"
MADE_BY_NEWER = "was written by a newer sponsorterm"
ONE_TOO_MANY = "is one copy too many beside the shared file, so it was not read"
NOT_DOWNLOADED = "has not been downloaded by its sync program"


def linked_folder(name: str) -> str:
    """A folder inside the shared one points elsewhere."""
    return f"{name} in the shared folder is a link to another place, so it was not used."


def cannot_read(name: str, reason: str) -> str:
    """One file of a shared place and what is the matter with it."""
    return f"{name}: {reason}."


LEDGER_TROUBLE = "What was synced before cannot be looked up (state/sync.db)."
LEDGER_HINT = "Check that the disk has room; the file may be deleted, it is made anew."

FROM_THE_LINK = "from the link"
NOT_FROM_A_ROLE = {
    "sponsor": "This is not something a sponsor sends, so it was set aside.",
    "sponsee": "This is not something a sponsee sends, so it was set aside.",
}

INVITE_EXPIRED = "This invitation is no longer valid."
NEW_INVITE = "Ask for a new one; an invitation holds for two days."
NEW_DEVICE_CODE = "Make a new one on your other device: sponsorterm people devices add"
OWN_INVITE = "This is your own invitation."
OWN_INVITE_HINT = "Send it to the other person; they join with it."
SAME_ROLE = "Both sides say they have the same role."
SAME_ROLE_HINT = "One invites their sponsor or their sponsee, and the other is it. Start again."
OTHER_VERSION = "This invitation was made by a version this one does not know."
UPDATE_BOTH = "Update sponsorterm at both ends, then start again."
BAD_BLOCK = "This is not an invitation of sponsorterm, or it is damaged."
START_AGAIN = "Start again with a new invitation."
CHECK_THE_CODE = "Compare the words of the code with each other."
COPY_AGAIN = "Copy the whole block again, or start again with a new invitation."
SLOT_TAKEN = "Somebody has answered this invitation already. Nothing was linked."
SLOT_TAKEN_HINT = "Stop here and tell the other person. Start again with a new invitation."
BAD_JOIN = "There is no invitation in this text."
BAD_JOIN_HINT = "Paste the whole address that was sent to you, or type the ten words of the code."
NOTHING_THERE = "Nothing was left there for this code."
NOTHING_THERE_HINT = "Check the code and the place; the other side may not have come so far."
BLOCK_TOO_LARGE = "This is larger than any block of an invitation."

"""Words of `people devices`."""

from __future__ import annotations

DEVICES = "Your own devices, and where they meet. Each holds everything that you wrote."
PLACE = (
    "Keep everything at a place too, sealed: for your other devices, and for the day this one is "
    "lost. A folder has to be yours alone."
)
SERVER = "An endpoint, an https:// address."
FOLDER = "A folder that only you can open."
FILE = "A file in a folder that only you can open."
REGISTRATION = "A file with the endpoint's registration code, or - for standard input."
ADD = (
    "Add a device of yours. It prints a code that is good once and for two days; on the new one "
    "run `sponsorterm restore device`. Then compare the digits on both screens."
)
CONFIRM = "Say that both screens show the same digits. Then the new device gets everything."
SAME = "The digits are the same on both devices; you have compared them."
RENAME = "Call this device something else."
REVOKE = "Shut a device out: its keys to every endpoint are deleted."
NO_PLACE = (
    "Everything is on this device alone. Name a place for it: sponsorterm people devices place"
)
PLACE_NEEDED = "It has to be said which place."
PLACE_NEEDED_HINT = "Add --server URL, --folder DIR or --file PATH."
WHEN_ANSWERED = "Enter once the code is typed there, q to leave that for later. "
NOT_ANSWERED = "The new device has not answered yet."
NOT_ANSWERED_HINT = "On it, run: sponsorterm restore device"
THEN_CONFIRM = "Once it has answered, compare the digits: sponsorterm people devices confirm"
NOT_ADDED = "Stopped, and nothing went over. Somebody may have used the code: start again."
STILL_KNOWS = (
    "What is on it stays on it, and a shared folder it can still open it can still read. If "
    "somebody else has it unlocked, they have your keys too: move house with everybody you are "
    "linked with, and begin a new home with new words."
)
REVOKED = "shut out"
THIS_ONE = "this one"


def offered(until: str) -> str:
    """The heading of an offer."""
    return f"For a device of your own, good once, until {until}"


def on_the_new_one(kind: str) -> str:
    """What to do on the new device."""
    flags = {"http": "", "folder": " --folder ITS-FOLDER", "file": " --file ITS-FILE"}[kind]
    return f"On the new device, run: sponsorterm restore device{flags}"


def granted(name: str) -> str:
    """The new device may fetch everything."""
    return f"{name} is one of your devices now and fetches everything."


def called(name: str) -> str:
    """What this device is called."""
    return f"This device is called {name}."


def agrees_to_revoke(name: str) -> str:
    """Before shutting out."""
    return f"Shut out {name}?"


def revoked(name: str) -> str:
    """After it."""
    return f"{name} is shut out."


def kept_at(where: str, state: str) -> str:
    """Where everything is, and how that stands."""
    return f"Everything is at {where}: {state}"


def last_seen(when: str) -> str:
    """When a device last wrote something."""
    return f"seen {when}" if when else ""


def since(day: str) -> str:
    """From when on it is one of mine."""
    return f"since {day}"

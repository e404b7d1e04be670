"""Words of `serve` and `server`."""

from __future__ import annotations

SERVE = (
    "Run an endpoint for people to meet at. It keeps sealed envelopes and cannot read them. It "
    "listens on this machine only, unless a proxy in front of it brings TLS."
)
HOST = "The address to listen on."
PORT = "The port; 0 takes a free one."
DATABASE = "The SQLite file; made if it does not exist."
BEHIND_PROXY = "A proxy in front of it brings TLS, so it may listen beyond this machine."

SERVER = "Look after an endpoint. Its operator sees counts and days, and never what people write."
INIT = "Make the endpoint's database, or bring it up to date."
INVITE = (
    "Make a registration code: who has it may open spaces here. It is printed this once and "
    "not kept."
)
LABEL = "Whom the code is for, in your words; only you see that."
CODES = "The registration codes: whom they are for, when they were made, what they opened."
REVOKE = "Let nothing more be opened with a code, by its id; what is open stays."
NO_CODES = "No code was made yet. Make one: sponsorterm server invite"
FOR_SOMEBODY = "somebody"
REVOKED = "revoked"
NEXT = "Hand out a code: sponsorterm server invite. Then: sponsorterm serve"


def ready(database: str) -> str:
    """The database is made."""
    return f"Ready: {database}"


def made(label: str) -> str:
    """Whom the code on the next line is for."""
    return f"Registration code for {label}, shown this once:"


def revoked(code: str) -> str:
    """A code is of no use any more."""
    return f"{code} opens nothing more."


def spaces(count: int) -> str:
    """What a code opened."""
    return "1 space" if count == 1 else f"{count} spaces"

"""Words about where a link syncs."""

from __future__ import annotations

from collections.abc import Sequence

NO_SUCH_PLACE = "This link does not sync there."
WHICH_PLACE = "It has to be said which place is meant."
SAME_PLACE = "The link syncs there already."
SAME_PLACE_HINT = "Name another place to move to."
NOT_MOVED_HINT = "The link has both places now. Nothing is lost: sync again, or take one away."

FAMILY = "Where each link syncs, and how it stands there. Both people name the same places."
ADD = (
    "Sync a link here too, besides where it does already. At a new endpoint the one who invited "
    "comes first and needs a registration code."
)
REMOVE = "Sync a link there no more. What lies there stays, sealed."
MOVE = "Sync a link here from now on, and no more where it did once everything is there."
FROM = "The place to leave, if the link has several."
SERVER = "At this endpoint, an https:// address."
FOLDER = "In this folder, which both of you can open."
FILE = "In this one file, which both of you can open."
PLACE_HINT = "Add --server URL, --folder DIR or --file PATH."
NOWHERE = "No link has a place to sync yet. Name one: sponsorterm people place add"

MOVE_QUESTION = "Where shall the two of you sync from now on?"
LEAVE_QUESTION = "Which place?"
CHANGE_QUESTION = "Where the two of you sync"
CHANGES = (
    ("a", "add", "another place besides"),
    ("m", "move", "somewhere else from now on"),
    ("r", "remove", "no more at one of these"),
)
TELL_THEM = "The other person has to tell their device the same."
ADDED = f"Noted. {TELL_THEM}"
MOVED = f"Moved: everything of yours is there. {TELL_THEM}"
REMOVED = "Noted. What lies there stays, sealed."


def one_of(places: Sequence[str]) -> str:
    """The places there are."""
    return f"There are: {', '.join(places)}" if places else "There is none yet."


def not_moved(trouble: str) -> str:
    """The new place is in trouble."""
    return f"Not everything came to the new place. {trouble}"

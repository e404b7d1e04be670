"""Words of the use cases: what happened, what is wrong, what to do."""

from __future__ import annotations

NOT_SET_UP = "There is no sponsorterm home here yet."
NOT_SET_UP_HINT = (
    "Run: sponsorterm setup, or sponsorterm restore if you have written before, or sponsorterm "
    "demo to look around first."
)
NO_SUCH_LINK = "There is no such link."
NO_SUCH_PERSON = "Nobody you are linked with goes by that name."
SEVERAL_PEOPLE = "More than one person goes by that name."
SEE_PEOPLE = "See: sponsorterm people"
NO_SUCH_ENTRY = "There is no such entry."
SEVERAL_ENTRIES = "More than one entry starts like that."
SEE_LIST = "See the short names in: sponsorterm list"


def you_know(names: str) -> str:
    """Who there is to choose from."""
    return f"You are linked with: {names}" if names else "Link with somebody: sponsorterm invite"


DRAFT_UNREADABLE = "this draft cannot be read; it is kept here as it was"
NOT_EDITABLE = "This entry is not one a form of your programme can change."
NOT_EDITABLE_HINT = "It stays as it is; unknown parts are shown plainly."
PRIVATE_PAGE = "only me"
ME = "me"
NOT_YOURS = "Only the one who wrote it can change it."
NOT_YOURS_HINT = "Reply to it, or write a comment."
SEE_NOTES = "See the short names in: sponsorterm notes"
SEE_AMENDS = "See the short names in: sponsorterm amends"
SEE_WORK = "See the short names in: sponsorterm people work NAME"
SEE_PRIVATE = "See the short names in: sponsorterm people private NAME"
NOTHING_TO_UNDO = "There is nothing before this."
FIRST_CLOCK = "Sober"
SET_UP_BEFORE = "This home is set up already."
SET_UP_BEFORE_HINT = "Open it with: sponsorterm"
NAME_NEEDED = "A name to be shown is needed."
NAME_HINT = "An alias or initials are fine."
NO_HOLD = "That is no time to wait."
NO_HOLD_HINT = "Say now, a number of minutes up to 1440, or an hour such as 07:00."
NO_SUCH_ZONE = "There is no such time zone."
NO_SUCH_ZONE_HINT = "Write it like Europe/Berlin or America/Chicago."


def no_assignment(key: str) -> str:
    """The programme has no assignment of this key."""
    return f"Your programme has no assignment {key}; see: sponsorterm people assign --library"


def not_from_your_role(name: str, kind: str) -> str:
    """Some kinds go only one way between sponsee and sponsor."""
    return f"A {kind} goes from a sponsee to a sponsor, so {name} is not given one."


def for_step(step: int, title: str) -> str:
    """The subject of a sponsor's instructions for a step."""
    return f"For step {step}: {title}"

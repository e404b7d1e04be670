"""Words of what two linked people do together at a command line."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.dates import date_of

SHOW = (
    "One person you sponsor on one page: how they are and why they need a look, what is agreed, "
    "open and ahead."
)
AGREEMENT = (
    "What the two of you agreed, and what one of you proposed. A proposal holds once the "
    "other has accepted it."
)
PROPOSE = "Propose the terms in this TOML file, or - for standard input."
ASK = "Propose term by term; Enter leaves one as it is, - takes it out."
ACCEPT = "Accept what they proposed."
DECLINE = "Decline what they proposed; what was in force stays."
TAKE_BACK = "Take back what you proposed."
MIRROR = "What a sponsor is shown about you: the flags you raise, by the same rules."
CALL = "Note that the two of you spoke. A call that was asked for is met by it."
MINUTES = "How long it took."
AT = "When it began: 18:10."
WITH_TEXT = "Say something with it: you are asked for it, or it is piped in."
CALLS = "The calls the two of you noted."
AGENDA = "What stands on the agenda of the next call, and ticking it off."
TICK = "Tick off the point of this number."
ADD_ENTRY = "Put an entry of yours on it, by its short name or day; no word of it goes along."
ADD = "Put a point on it: you are asked for it, or it is piped in."
CHIP = "Milestones ahead and just reached; with a number, note that the chip was given."
UNDO_CHIP = "It was not given after all."
ASSIGN = "Give somebody something to do: a KEY of the library, or in your own words."
LIBRARY = "Print what your programme suggests."
STEP = "The step it belongs to."
DUE = "The day it is due."
OWN = "In your own words: the first line is its title. You are asked for it, or it is piped in."
WORK = (
    "What one of you gave the other to do. With a short name and a state, say how it stands: "
    "{given} for what you gave, {told} for what you were given."
)
RESULT = "The short name of an entry that shows what came of it; it has to be shared already."
INSTRUCT = "Say how a step is to be worked: you are asked for it, or it is piped in."
SIGN = "Give your word on a step they shared."
SIGN_STATE = "What you say of it; done unless you say otherwise."
SHEET = "On this worksheet instead of the whole step."
UNDO_SIGN = "Take your word back."
READY = "Say that they are ready to sponsor somebody themselves."
UNDO_READY = "Take that back."
PRIVATE = "Your private notes about somebody. They never leave your own devices."
PRIVATE_WRITE = "Write one: you are asked for it, or it is piped in."
PRIVATE_EDIT = "Change the one of this short name."
PRIVATE_DELETE = "Delete the one of this short name."
PRIVATE_PIN = "Put the one of this short name on top, or let it go down again."
HANDOVER = (
    "A summary to hand over to a stand-in or a new sponsor. With a sponsor: of what you share "
    "with them. With a sponsee: of your own notes and what the two of you agreed."
)
ONLY = "Only this part; may be given several times. Without it, all but the last entries."
PARTS = "Print which parts there are."
OUTPUT = "Write it to this file."

NOTHING_AGREED = "Nothing is agreed yet."
THEIR_PROPOSAL = "They propose the following."
MY_PROPOSAL = "You proposed the following; it waits for their answer."
THEY_DECLINED = "They declined your last proposal."
NO_PROPOSAL = "There is no proposal to answer."
NO_PROPOSAL_OF_MINE = "You have no open proposal."
PROPOSED = "Proposed. It holds once they have accepted it."
ACCEPTED = "Accepted. It is in force from now on."
DECLINED = "Declined. What was in force stays."
TAKEN_BACK = "Taken back."
NOTHING_RAISED = "You raise no flag with them."
MIRROR_ABOUT = "What they acknowledged stands here all the same; that stays with them."
CALL_NOTED = "Noted, for both of you."
NO_CALLS = "No call is noted yet."
NO_AGENDA = "Nothing stands on the agenda."
TICKED = "Ticked off."
ADDED = "On the agenda of both of you."
NO_MILESTONES = "No milestone is near."
CHIP_GIVEN = "Noted: the chip was given today."
CHIP_BACK = "Taken back."
GIVEN = "Given to them."
NO_WORK = "Nothing was given to do yet."
NOTED = "Noted, for both of you."
STATE_NEEDED = "It has to be said how it stands."
SUCH_STATES = "What can be said of it: {states}."
NOT_SHARED = "That entry is not shared with them; share it first."
NOT_SHARED_STEP = "They have not shared that."
NOT_SIGNED = "You have not given your word on that."
SIGNED = "Your word on it is kept, and on its way."
SIGN_UNDONE = "Taken back, on both sides."
INSTRUCTED = "They see it with that step."
PRIVATE_MARK = "private, never sent"
PRIVATE_KEPT = "Kept for you alone."
PRIVATE_GONE = "Deleted. It can be brought back for thirty days."
NO_PRIVATE = "You have no private notes about them."
NO_SUCH_NUMBER = "There is no such number."
SPONSEES_ONLY = "That is for somebody you sponsor."
SPONSORS_ONLY = "That is for a sponsor of yours."
A_KEY = "Name a KEY of the library, or add --own."
NO_PART = "There is no such part here."
A_TIME = "Write a time of day like 18:10."
NO_DAY = "Write a day like 2026-12-20."
WRITTEN = "Written to {path}. Nobody was sent it."

FLAGS = "Why they need a look"
HANDLED = "Dealt with"
AGREED = "Agreed"
OPEN_WORK = "Open work"
FOR_THE_CALL = "For the next call"
MILESTONES = "Milestones"
LAST_CALLS = "Calls"
STARTED = "How we started"
NO_FLAGS = "nothing needs you now"

STATES = {
    "assigned": "assigned",
    "doing": "doing it",
    "submitted": "handed in",
    "another_look": "another look",
    "done": "done",
    "dropped": "let go",
}
ACTIONS = {"called": "called", "messaged": "wrote", "ok": "looked at", "snooze": "put off"}


def question(title: str, how: str, now: str) -> str:
    """One term, asked for in a line."""
    beside = f" [{now}]" if now else ""
    return f"{title} ({how}){beside}: "


def linked(since: date | None, today: date) -> str:
    """When the two linked."""
    return f"linked since {date_of(since, today)}" if since else "linked"


def first_agreed(on: date, today: date) -> str:
    """When the two first agreed on anything."""
    return f"first agreement on {date_of(on, today)}"


def due(on: date, today: date) -> str:
    """The day something is due."""
    return f"due {date_of(on, today)}"


def minutes(count: int) -> str:
    """How long a call took."""
    return f"{count} min"


def milestone(label: str, clock: str, days: int) -> str:
    """A milestone, of which clock, and how far away."""
    when = "today" if days == 0 else f"in {days} days" if days > 0 else f"{-days} days ago"
    return f"{label} ({clock}), {when}"


def chip(on: date | None, today: date) -> str:
    """Whether the chip was given."""
    return f"chip given {date_of(on, today)}" if on else ""


def until(day: date, today: date) -> str:
    """Until when something was put off."""
    return f"until {date_of(day, today)}"

"""Words of working together on the screens: one person's pages, tasks, agreements, summaries."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.dates import date_of

TOGETHER = "Together"
ENTRIES = "Entries"
STEPS = "Steps"
NOTES = "Notes"
WRITTEN = "Written"
PRIVATE = "Private"

KEY_PAGE = "This page"
KEY_PAGES = "Next page, page before"
KEY_CALL = "Note that you spoke"
KEY_ASSIGN = "Give something to do"
KEY_POINT = "Put a point on the agenda"
KEY_SIGN = "Give your word on it"
KEY_INSTRUCT = "Instructions for this step"
KEY_READY = "Ready to sponsor"
KEY_PRIVATE = "A private note"
KEY_SUMMARY = "A summary to hand over"
KEY_DELETE = "Delete it"
KEY_ROW = "Write to one answer"
KEY_TASK = "Answer an assignment"

HINT_CALL = "log call"
HINT_ASSIGN = "assign"
HINT_POINT = "agenda"
HINT_SIGN = "sign off"
HINT_INSTRUCT = "instruct"
HINT_PRIVATE = "private note"
HINT_DELETE = "delete"
HINT_TICK = "tick off"
HINT_ROW = "to one answer"
HINT_TASK = "answer"
HINT_PAGES = "pages"

WHY = "Why a look"
HANDLED = "Dealt with"
AGREED = "Agreed"
OPEN_WORK = "Open work"
CALL = "For the next call"
MILESTONES = "Milestones"
CALLS = "Calls"
STARTED = "How we started"
SIGNED = "Your word"
SHEETS = "Sheets"
AMENDS = "Amends"
PLAN = "Plan for hard moments"

NO_FLAGS = "nothing needs you now"
NO_AGREEMENT = "nothing agreed yet: o proposes"
NO_WORK = "nothing assigned: a gives work"
NO_POINTS = "nothing yet: g puts a point on it"
NO_CALLS = "no call is noted yet: l notes one"
NO_WRITTEN = "They have shared no sheet, no amends and no plan."
NO_STEPS = "They have shared no step yet. a gives something to do."
NO_PRIVATE = "Nothing yet. v writes a note that never leaves your own devices."
PRIVATE_HEAD = "For you alone. Nothing on this page is ever sent."
THEY_PROPOSE = "they propose a change: o shows it"
I_PROPOSE = "your proposal waits for their answer"
DECLINED = "they declined your last proposal"

TASK_STATES = {
    "assigned": "assigned",
    "doing": "doing it",
    "submitted": "handed in",
    "another_look": "another look",
    "done": "done",
    "dropped": "let go",
}
SIGN_STATES = {
    "done": "signed off",
    "reviewed": "looked at",
    "another_look": "another look",
    "ready_to_sponsor": "ready to sponsor",
}
ACTIONS = {"called": "called", "messaged": "wrote", "ok": "in hand", "snooze": "put off"}

MINUTES = "How long did you speak?"
MINUTES_ABOUT = "Minutes; empty if you do not want to say. Both of you see it."
NOT_MINUTES = "Write the minutes as a number, up to 1440."
CALL_NOTED = "Noted for both of you. What was asked for is met."
POINT = "A point for the next call"
POINT_ABOUT = "Both of you see it."
POINT_KEPT = "On the agenda."
TICKED = "Ticked off."
CHIP_GIVEN = "Noted: the chip was given today. Space takes it back."
CHIP_BACK = "Taken back."

ASSIGN = "What shall they do?"
OWN_WORDS = "in your own words"
OWN_WORK = "Something to do, in your own words"
OWN_WORK_ABOUT = "What it is in a line, and more about it if you like."
DUE = "Until when?"
DUE_ABOUT = "A day like 2026-12-20; empty for no day."
ASSIGNED = "Given to them, and on its way."
SAY_OF_IT = "What do you say of it?"
LOOK = (
    ("d", "done", "done"),
    ("l", "another_look", "wants another look, with a word why"),
    ("x", "dropped", "let it go"),
    ("u", "assigned", "take back what I said last"),
    ("t", "due", "another day"),
    ("r", "result", "read what they handed in"),
)
TELL = (
    ("b", "doing", "I am doing it"),
    ("h", "submitted", "hand it in, with a few words"),
    ("e", "entry", "hand it in with an entry they can see"),
    ("x", "dropped", "let it go"),
)
WHAT_CAME = "What came of it?"
WHICH_ENTRY = "Which entry shows what came of it?"
NOTHING_SHARED = "You share nothing with them that could show it."
WHY_AGAIN = "What would you look at again?"
HANDED_IN = "Handed in."
NOTED = "Noted, on its way."
SIGN = (
    ("d", "done", "signed off: done"),
    ("r", "reviewed", "looked at"),
    ("l", "another_look", "wants another look, with a word why"),
    ("u", "undo", "take my last word back"),
)
SIGN_QUESTION = "Your word on it?"
SIGNED_NOW = "Your word is on its way."
SIGN_BACK = "Taken back, on both sides."
NOT_SIGNED = "You have not given your word on this."
READY = "Are they ready to sponsor somebody themselves?"
READY_ABOUT = "They see it. It can be taken back the same way."
READY_BACK = "Take back that they are ready to sponsor?"
READY_NOW = "They see that you find them ready to sponsor."
INSTRUCT_ABOUT = "They see it with this step."
INSTRUCTED = "Kept, and on its way."
PRIVATE_QUESTION = "A private note"
PRIVATE_ABOUT = "For you alone: it is never sent."
PRIVATE_KEPT = "Kept, for you alone."
DELETE_PRIVATE = "Delete this private note?"
DELETED = "Deleted. t in your notes shows the trash."
ROW_QUESTION = "To which answer?"
CHANGES = "Changed"
NOT_ANSWERED = "not answered"
INSTRUCTIONS = "From your sponsor"
YOUR_WORK = "Asked of you"
NO_TASKS = "Nothing is asked of you here."

HELP_AGREEMENT = (
    "What the two of you agreed, term by term, and beside it what is proposed. Enter changes a "
    "term of your proposal, p proposes it. It holds once the other has accepted it."
)
HELP_CALLS = "Every call the two of you noted. l notes one; both of you see it."
HELP_ASSIGNMENT = (
    "Something a sponsor asked of you. Enter says how far you are: doing it, handed in with a few "
    "words or with an entry they can see, or let go. Each can be changed again."
)
MY_WORD = "What you said"
KEY_PROPOSE = "Propose it"
KEY_ACCEPT = "Accept their proposal"
KEY_DECLINE = "Decline their proposal"
KEY_TAKE_BACK = "Take your proposal back"
HINT_CHANGE = "change"
HINT_PROPOSE = "propose"
HINT_ACCEPT = "accept"
HINT_DECLINE = "decline"
HINT_TAKE_BACK = "take back"
COLUMN_TERM = "term"
COLUMN_NOW = "in force"
COLUMN_PROPOSED = "proposed"
PROPOSED = "Proposed. It holds once they have accepted it."
ACCEPTED = "Accepted. It is in force from now on."
DECLINED_NOW = "Declined. What was in force stays."
TAKEN_BACK = "Taken back."
NOTHING_CHANGED = "Nothing is changed that could be proposed."
NO_PROPOSAL = "There is no proposal of theirs."
NO_PROPOSAL_OF_MINE = "You have no open proposal."
DRAFT = "not proposed yet: p proposes it"
KEY_LEAVE = "Back, after a question if a change is not proposed yet"
LEAVE_DRAFT = "Leave without proposing it?"
LEAVE_DRAFT_ABOUT = "What you changed here is let go. If you stay, p proposes it."
NOTHING_AGREED = "Nothing is agreed yet. Enter on a term begins a proposal."

HELP_MIRROR = (
    "The flags you raise with this sponsor, by the same rules their app uses, over what you "
    "share with them. Nothing is asked of their app to show this."
)
MIRROR_NONE = "You raise no flag with them."
MIRROR_ABOUT = (
    "Made here by the same rules, of what you share with them and of nothing else. Whether they "
    "have dealt with a flag stays with them. Both of you can agree to do without one."
)
HELP_SUMMARY = (
    "A page to hand over to a stand-in or a new sponsor. Space takes a part in or leaves it "
    "out; below is the page as it will be. w writes it to a file. Nobody is sent anything."
)
KEY_WRITE = "Write it to a file"
KEY_TOGGLE = "Take in or leave out"
HINT_WRITE_FILE = "write to a file"
HINT_TOGGLE = "in or out"
SUMMARY_FILE = "Write it where?"
SUMMARY_FILE_ABOUT = "A file of your own. An older one of this name is replaced."
NO_SUMMARY = "There is nothing yet to make a summary of."

ROW_AGREEMENT = "Terms"
ROW_MIRROR = "Mirror"
ROW_SUMMARY = "Summary"
THEY_PROPOSE_SHORT = "they propose a change"
NO_TERMS = "nothing agreed yet"
ROW_CALLS = "Calls"
SUMMARY_SHORT = "to hand over to a stand-in or a new sponsor"
KEEPS_ALWAYS = "their copies are kept for as long as the link lasts"


def proposed_by(name: str) -> str:
    """Whose proposal stands beside what is in force."""
    return f"{name} proposes a change. a accepts it, d declines it."


def waits(name: str) -> str:
    """Mine waits."""
    return f"Your proposal waits for {name}."


def in_force(since: date, today: date) -> str:
    """Since when an agreement holds."""
    return f"in force since {date_of(since, today)}"


def agreement(name: str) -> str:
    """The page of one agreement."""
    return f"You and {name}"


def mirror(name: str) -> str:
    """The page a sponsee sees themselves on."""
    return f"What {name} is shown about you"


def mirror_short(count: int) -> str:
    """How many flags one raises."""
    return f"{count} flags" if count != 1 else "1 flag"


def keeps(days: int) -> str:
    """How long a sponsor keeps what was shared."""
    return f"their copies are removed after {days} days"


def due(on: date, today: date) -> str:
    """The day something is due."""
    return f"due {date_of(on, today)}"


def minutes(count: int | None) -> str:
    """How long a call took."""
    return f"{count} min" if count else ""


def calls_with(name: str) -> str:
    """The page of the calls."""
    return f"Calls with {name}"


def calls_short(count: int, last: str) -> str:
    """How many were noted, and the last one."""
    return f"{count} noted, the last one {last}" if count else "none noted yet"


def in_days(days: int) -> str:
    """How far a milestone is."""
    if days == 0:
        return "today"
    if abs(days) == 1:
        return "tomorrow" if days > 0 else "yesterday"
    return f"in {days} days" if days > 0 else f"{-days} days ago"


def chip(on: date, today: date) -> str:
    """The chip was given."""
    return f"chip given {date_of(on, today)}"


def linked(since: date, today: date) -> str:
    """When the two linked."""
    return f"linked {date_of(since, today)}"


def first_agreed(on: date, today: date) -> str:
    """The first agreement."""
    return f"first agreement {date_of(on, today)}"


def rows(count: int) -> str:
    """How many rows a sheet has."""
    return "1 row" if count == 1 else f"{count} rows"


def comments(count: int) -> str:
    """How much was said to something."""
    return "" if not count else "1 comment" if count == 1 else f"{count} comments"


def turn(number: int) -> str:
    """Which round."""
    return f"round {number}" if number > 1 else ""


def until(day: date, today: date) -> str:
    """Until when something was put off."""
    return f"until {date_of(day, today)}"


def changed(moment: str) -> str:
    """When it was changed."""
    return f"Changed {moment}"


def about_row(title: str) -> str:
    """Which answer a comment is about."""
    return f"to: {title}"


def instruct(step: int) -> str:
    """For which step."""
    return f"Instructions for step {step}"


def for_name(name: str) -> str:
    """Whom a private note is about."""
    return f"A private note about {name}"


def from_whom(name: str) -> str:
    """Who asked."""
    return f"from {name}"


def asked(title: str, when: str) -> str:
    """An assignment in a list of what waits."""
    return f"{title}, {when}" if when else title


def written_to(path: str) -> str:
    """Where a summary lies now."""
    return f"Written to {path}. Nobody was sent it."

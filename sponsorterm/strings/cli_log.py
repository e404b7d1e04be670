"""Words of `log`: questions a line each, the last look before filing, and text from elsewhere."""

from __future__ import annotations

from datetime import date

LOG = (
    "Write an inventory or any other form, a question a line. The draft is kept after each answer "
    "and goes on where you left. With - (or piped), the answers are read as TOML from standard "
    "input; sponsorterm log --template shows the form. Text is never taken from the command "
    "line, where the shell's history and other users would see it."
)
EDIT = (
    "Change an entry, by its short name from list or by its day: question by question, in "
    "$EDITOR, or piped in as TOML; sponsorterm edit NAME --template shows how it stands. How it "
    "was before is kept: sponsorterm show NAME --history"
)
ONLY = "Ask for this one field, like after or kept_back.told, and for nothing else."
ONLY_HINT = "The names of its questions: sponsorterm edit NAME --template"
QUICK = "The 60-second inventory."
FULL = "The whole inventory."
FORM = "A form of your programme by its key."
YESTERDAY = "The same as --date yesterday."
EDITOR = "Write in $EDITOR instead."
TEMPLATE = "Print the form as TOML, to be filled and piped in."
SHARE = "Give a sponsor the entry: private, numbers or full. May be said again."
HOLD = "Keep one answer out of every copy, like answers.fear. May be said again."
SYNC = "Send it at once, or leave that to later. By default only where somebody looks on."
DISCARD_EDIT = "Let the change that was begun go; the entry stays as it is."
DISCARD = "Let the draft of that day go, and nothing else."

PARTS = {
    "who": "About whom?",
    "text": "In words",
    "tell": "Whom will I tell?",
    "by": "By when?",
    "told": "Told on which day?",
}
"""What the parts of a prompt ask, after its yes or no."""
NONE_OF_THEM = "none of them"
YES_OR_NO = "y or n"
A_DAY = "a day like 2026-11-20"
HOW_TO_ANSWER = {
    "choice": "a number",
    "record": "a number",
    "choices": "numbers, with commas between them",
    "flags": "numbers, with commas between them; or: none",
    "lines": "several, with ; between them",
    "people": "names, with ; between them",
    "pairs": "when this -> then that, several with ; between them",
    "time": "a time like 21:05",
}
HELP = (
    "Enter skips a question or keeps what stands there. < goes back. - takes an answer back. "
    "Ctrl-C leaves; the draft is kept, and sponsorterm log goes on where you were."
)
KEYS = "Enter skips · < back · ? help · Ctrl-C keeps the draft and leaves"
KEYS_PLAIN = "Enter skips, < back, ? help, Ctrl-C keeps the draft and leaves"
NOTHING_TO_NAME = "nothing here to name yet"
NEEDED = "This one is needed. All the others may stay blank."
TOO_MUCH = "That is more than fits here; make it shorter."
GOES_ON = "Going on with the draft you kept."
CHANGES = "This entry is filed; what you change here stands beside how it was."


def progress(page: int, pages: int) -> str:
    """2 of 9."""
    return f"{page} of {pages}"


def scale(low: int, high: int, low_word: str, high_word: str) -> str:
    """How a number is given."""
    first = f"{low} ({low_word})" if low_word else str(low)
    last = f"{high} ({high_word})" if high_word else str(high)
    return f"{first} to {last}"


def choice(number: int, title: str) -> str:
    """One thing to choose."""
    return f"{number} {title}"


def stands(value: str) -> str:
    """The answer there already is."""
    return f"now: {value}"


def not_understood(expected: str) -> str:
    """A line that does not fit."""
    return f"That does not fit here: {expected}."


NEVER_ARGUMENTS = "The text of an entry is never taken from the command line."
NEVER_ARGUMENTS_HINT = "The shell would keep it: answer the questions, or pipe it in."
PIPE_HINT = "Pipe the answers in as TOML; sponsorterm log --template shows the form."
DRAFT_STANDS = "A draft of that day is kept, and it would be lost."
DRAFT_KEPT = "The draft is kept."
SAVED = "Saved here."
SAVED_ALONE = "Saved here. Nobody else sees it."


def or_let_it_go(go_on: str) -> str:
    """What can be done about a draft that stands in the way."""
    return f"{go_on}; or let it go: the same with --discard"


def no_such_question(field: str) -> str:
    """A field that the form does not ask for."""
    return f"This form does not ask for {field}."


def edit_on(name: str) -> str:
    """The command that takes up the change of an entry again."""
    return f"Go on with: sponsorterm edit {name}"


def go_on(form: str, day: date, today: date) -> str:
    """The command that takes up a draft again."""
    when = "" if day == today else f" --date {day.isoformat()}"
    return f"Go on with: sponsorterm log --form {form}{when}"

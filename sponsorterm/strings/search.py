"""Words of searching."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings import kinds
from sponsorterm.strings.dates import date_of

HELP = (
    "Words are looked for in everything you wrote; all of them must occur. A kind, days, a person "
    "and a trait narrow that down, with words or without. Enter opens what is found, here."
)
WORDS = "words, or none"
HINTS = (
    ("enter", "open"),
    ("slash", "words"),
    ("K", "kind"),
    ("F", "days"),
    ("P", "person"),
    ("T", "trait"),
    ("C", "clear"),
)
KEY_WORDS = "The words to look for"
KEY_KIND = "Only one kind"
KEY_DAYS = "Only some days"
KEY_PERSON = "Only what names somebody"
KEY_TRAIT = "Only what has a trait"
KEY_CLEAR = "Look for everything again"

WHICH_KIND = "Which kind of entry?"
ANY_KIND = "any kind"
WHICH_DAYS = "From which days?"
DAYS = (("a", "any day", 0), ("m", "the last 30 days", 30), ("q", "the last 90 days", 90))
A_YEAR = ("y", "the last year", 366)
A_SPAN = ("s", "from one day to another")
SPAN = "From which day to which?"
SPAN_HOW = "As 2026-10-01 2026-10-31; the second may be left out."
WHICH_PERSON = "Whom is it about?"
PERSON_HOW = "The name you use, or how it begins. Empty for anybody."
WHICH_TRAIT = "Which trait?"
ANY_TRAIT = "any"
NOTHING_ASKED = "Type what you look for, or narrow it down with a capital letter."


def used_before(names: list[str]) -> str:
    """Aliases to choose from."""
    return f"Used before: {', '.join(names)}."


def filters(kind: str, since: date | None, until: date | None, person: str, trait: str) -> str:
    """What is looked for beside words."""
    parts = [kinds.name(kind)] if kind else []
    if since or until:
        first = f"from {date_of(since, since)}" if since else ""
        last = f"to {date_of(until, until)}" if until else ""
        parts.append(" ".join(part for part in (first, last) if part))
    parts += [f"about {person}"] if person else []
    parts += [trait] if trait else []
    return " · ".join(parts)


def found(number: int, most: int) -> str:
    """How much was found."""
    if not number:
        return "nothing found"
    more = " or more" if number == most else ""
    return f"{number}{more} found" if number > 1 else "1 found"

"""What the nights of a span say when one looks back: counts, people, habits that came and went.

Nothing here is a verdict: it is what was written, put together for a person to change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sponsorterm.records.days import add_months
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Amends, Answer, Body, Inventory, Meeting

MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""How many months a review looks back."""
OFTEN = 2
"""Nights on which somebody, or a habit more than before, is seen again and again."""
MOST_PEOPLE = 20
_WENT_TO = "meeting"
"""The action that says so in a programme."""
_AT_REST = frozenset({"made", "settled", "not_to_contact", "out_of_reach"})


def first_day(span: str, until: date) -> date:
    """The first day of a span that ends with `until`."""
    return add_months(until, -MONTHS[span]) + timedelta(days=1)


def counts(entries: Iterable[Entry]) -> dict[str, int]:
    """Nights written, days with a meeting, and how often each question was answered with yes.

    A question nobody answered has no count: a count of nothing would say there was nothing.
    """
    entries = list(entries)
    nights = _nights(entries)
    found: Counter[str] = Counter()
    for _, body in nights:
        for key, answer in body.answers.items():
            if isinstance(answer, Answer) and answer.value:
                found[key] += answer.value == "yes"
        if body.kept_back is not None and body.kept_back.flag:
            found["kept_back"] += body.kept_back.flag == "yes"
    went = {entry.day for entry in entries if isinstance(entry.body, Meeting)}
    went |= {day for day, body in nights if _WENT_TO in body.actions}
    written = {"nights": len({day for day, _ in nights}), "meetings": len(went)}
    return {**found, **written} if nights or went else {}


def people(entries: Iterable[Entry]) -> list[str]:
    """Whom several nights were about, the one named most often first; as they were last spelt."""
    nights: dict[str, set[date]] = {}
    spelt: dict[str, str] = {}
    for day, body in sorted(_nights(entries), key=lambda night: night[0]):
        for name in _named(body):
            nights.setdefault(name.casefold(), set()).add(day)
            spelt[name.casefold()] = name
    often = [name for name, days in nights.items() if len(days) >= OFTEN]
    return [spelt[name] for name in sorted(often, key=lambda n: (-len(nights[n]), n))][:MOST_PEOPLE]


def habits(entries: Iterable[Entry], since: date, until: date) -> tuple[list[str], list[str]]:
    """Traits seen clearly more often in the second half than in the first, and those less often."""
    half = since + (until - since) / 2
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for day, body in _nights(entries):
        (after if day > half else before).update(set(body.traits))
    change = {key: after[key] - before[key] for key in before | after}
    more = sorted((key for key in change if change[key] >= OFTEN), key=lambda k: (-change[k], k))
    less = sorted((key for key in change if change[key] <= -OFTEN), key=lambda k: (change[k], k))
    return more, less


def outstanding(ledger: Iterable[Body]) -> list[str]:
    """Whom something is still owed, by alias."""
    owed = (body for body in ledger if isinstance(body, Amends) and body.state not in _AT_REST)
    return list(dict.fromkeys(body.person for body in owed if body.person))


def _nights(entries: Iterable[Entry]) -> Sequence[tuple[date, Inventory]]:
    return [(entry.day, entry.body) for entry in entries if isinstance(entry.body, Inventory)]


def _named(body: Inventory) -> set[str]:
    said = (answer.who for answer in body.answers.values() if isinstance(answer, Answer))
    return {name.strip() for name in (*body.people, *said) if name and name.strip()}

"""Search over everything one wrote or was given, with filters for what, when, whom and which trait.

Words and days narrow the question to the index; whom and which trait is then looked up in the
answers themselves, so that a name found in passing is no person, and a word is no trait.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sponsorterm.program import Pack
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.kinds import Body, Contact
from sponsorterm.services.entries.forms import values_of
from sponsorterm.services.entries.reading import SHOWN
from sponsorterm.services.home.session import Session

MOST = 100
"""Entries found at most, unless another number is asked for."""
SUGGESTED = 8
"""Aliases offered where a person is named."""
_NAMES = frozenset({"who", "tell", "people", "person", "who_knows", "call"})
"""Fields in which every programme keeps an alias; a pack's own prompts name further ones."""
_TRAITS = frozenset({"traits", "traits_up", "traits_down", "opposite", "trait"})


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for; whatever is left out matches everything."""

    words: str = ""
    kinds: Collection[str] = ()
    since: date | None = None
    until: date | None = None
    person: str = ""
    trait: str = ""
    mine: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is looked for."""
        return self == Filters(mine=self.mine)


def find(session: Session, wanted: Filters, limit: int = MOST) -> list[Entry]:
    """The entries that fit, newest first."""
    pack = session.pack
    found = []
    for entry in _candidates(session, wanted, limit):
        if wanted.person and not _names(pack, entry.body, wanted.person):
            continue
        if wanted.trait and wanted.trait not in set(_under(entry.body, _TRAITS)):
            continue
        found.append(entry)
        if len(found) == limit:
            break
    return found


def traits_named(pack: Pack, text: str) -> list[str]:
    """Keys of the traits that are meant by a key or by the first letters of a title."""
    wanted = text.strip().casefold()
    exact = [each.key for each in pack.traits if wanted in (each.key, each.title.casefold())]
    return exact or [e.key for e in pack.traits if e.title.casefold().startswith(wanted)]


def people_of(pack: Pack, body: Body) -> list[str]:
    """The aliases an entry names, each once, as it spells them."""
    fields = _NAMES | {
        prompt.field.rsplit(".", 1)[-1]
        for form in pack.all_forms()
        if form.kind == body.KIND
        for prompt in form.prompts()
        if prompt.type in ("person", "people")
    }
    return list(dict.fromkeys(name.strip() for name in _under(body, fields) if name.strip()))


def used_names(session: Session) -> list[str]:
    """Aliases used before, the one used most often first; of one name the newest spelling."""
    spelt: dict[str, str] = {}
    times: Counter[str] = Counter()
    for entry in session.store.entries(kinds=SHOWN - {"note", "comment"}, limit=MOST * 4):
        for name in people_of(session.pack, entry.body):
            spelt.setdefault(name.casefold(), name)
            times[name.casefold()] += 2 if isinstance(entry.body, Contact) else 1
    return [spelt[name] for name, _ in times.most_common()]


def _candidates(session: Session, wanted: Filters, limit: int) -> list[Entry]:
    """What the index finds. A name or a trait stands among an entry's words as well."""
    kinds = wanted.kinds or SHOWN
    space = MINE if wanted.mine else None
    words = f"{wanted.words} {wanted.person} {wanted.trait.replace('_', ' ')}".strip()
    if not words:
        return session.store.entries(
            space=space, kinds=kinds, since=wanted.since, until=wanted.until, limit=limit
        )
    exact = wanted.person or wanted.trait
    return session.store.search(
        words,
        space=space,
        kinds=kinds,
        since=wanted.since,
        until=wanted.until,
        limit=-1 if exact else limit,
    )


def _names(pack: Pack, body: Body, person: str) -> bool:
    wanted = person.strip().casefold()
    return any(name.casefold().startswith(wanted) for name in people_of(pack, body))


def _under(body: Body, fields: Collection[str]) -> Iterator[str]:
    yield from _texts(values_of(body), fields, inside=False)


def _texts(value: Any, fields: Collection[str], *, inside: bool) -> Iterator[str]:
    """Every text that stands under one of these fields."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(item, fields, inside=key in fields)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, fields, inside=inside)
    elif inside and isinstance(value, str):
        yield value

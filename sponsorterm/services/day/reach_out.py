"""Reach out: whom to turn to, on one key, with nothing to unlock and nothing to connect to.

Both faces print the same page: a first line, and sections of rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from sponsorterm.program import PackError
from sponsorterm.program.crisis import OWN, Country, CrisisLine, countries, load_countries
from sponsorterm.records.kinds import Contact
from sponsorterm.services.day.hard_moments import form_of, plan
from sponsorterm.services.entries.reading import revision_of, shown
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.contacts import contacts
from sponsorterm.services.home.locking import lock_state, show_chosen_numbers
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.strings import reach_out as words
from sponsorterm.strings.screens import near_day

LETTERS = 2
"""A country by ISO 3166-1."""


class Row(NamedTuple):
    """Somebody or something to turn to: a number to dial, who it is, what is known of it."""

    number: str
    name: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ReachOut:
    """The page, the most urgent first. Without a session only what everybody may see."""

    emergency: str
    beside: str
    sections: tuple[Section, ...]
    """People, lines, plan, call, good to know: always these, some without rows."""
    country: Country | None
    sponsors: tuple[LinkView, ...] = ()
    """Those who can be asked for a call."""


def reach_out(session: Session | None, home: Home) -> ReachOut:
    """The page's content. It never fails: what cannot be read is left out, the rest stands."""
    found, fault = _country(home, _code(session, home))
    people = _own_people(session) if session else _ticked(home)
    sections = [
        Section(words.PEOPLE, tuple(people)),
        Section(words.lines_in(found.name) if found else "", tuple(_lines(found))),
        Section(words.PLAN, tuple(_plan(session))),
        Section(words.CALL, tuple(_sponsors(session))),
        Section(words.GOOD_TO_KNOW, tuple(_know(session, found, fault))),
    ]
    return ReachOut(
        words.emergency(found.emergency) if found else words.EMERGENCY,
        (found.beside or "") if found else words.EMERGENCY_ABOUT,
        tuple(sections),
        found,
        tuple(link for link in session.links() if link.is_sponsor) if session else (),
    )


def choose_country(session: Session, code: str) -> Country | None:
    """Have the numbers of a country stand on the page; of none with an empty code.

    Returns:
        What is known of it, or None for a country that the page speaks of in words.

    Raises:
        ServiceError: it is not two letters.
    """
    code = code.strip().upper()
    if code and not (len(code) == LETTERS and code.isascii() and code.isalpha()):
        raise ServiceError(words.NO_SUCH_COUNTRY)
    session.save(replace(session.profile, country=code or None), record=session.profile_record)
    show_chosen_numbers(session)
    return _country(session.home, code)[0]


def own_faults(home: Home) -> Iterator[PackError]:
    """What keeps a person's own numbers from being used."""
    own = home.config / OWN
    if own.exists():
        try:
            load_countries(own)
        except PackError as error:
            yield error


def _code(session: Session | None, home: Home) -> str:
    if session is not None:
        return session.profile.country or ""
    try:
        return lock_state(home).country
    except StoreError:
        return ""


def _country(home: Home, code: str) -> tuple[Country | None, str]:
    """A country as its person wrote it, else as it comes along; and what keeps theirs away."""
    for fault in own_faults(home):
        return countries().get(code), str(fault)
    own = home.config / OWN
    known = {**countries(), **(load_countries(own) if own.exists() else {})}
    return known.get(code), ""


def _lines(country: Country | None) -> Iterator[Row]:
    for line in country.lines if country else ():
        yield Row(line.phone or words.text_to(line.text or ""), line.name, _about(line))
    days = sorted(line.checked_on for line in (country.lines if country else ()) if line.checked_on)
    if days:
        yield Row("", "", words.checked(days[0], days[-1]))


def _about(line: CrisisLine) -> str:
    """When and in which language they answer, and how else they can be reached."""
    text = words.text_to(line.text) if line.text and line.phone else ""
    parts = (text, line.hours, line.language, line.web)
    return " · ".join(part for part in parts if part)


def _own_people(session: Session) -> Iterator[Row]:
    people = contacts(session)
    for person in people:
        yield _person(person)
    if not people:
        yield Row("", "", words.NOBODY)


def _person(person: Contact) -> Row:
    parts = (person.role, person.hours, person.other if person.phone else None)
    number = person.phone or person.other or ""
    return Row(number, person.name, " · ".join(part for part in parts if part))


def _ticked(home: Home) -> Iterator[Row]:
    """Those that were ticked to show while locked."""
    try:
        state = lock_state(home)
    except StoreError:
        return
    for number in state.numbers:
        yield Row(number.number, number.name)
    if state.on and not state.numbers:
        yield Row("", "", words.WHILE_LOCKED)


def _plan(session: Session | None) -> Iterator[Row]:
    known = plan(session) if session else None
    if session is None or known is None:
        return
    said = {
        line.field: line.value for line in shown(session.pack, revision_of(session, known.entry))
    }
    said.pop("reviewed_on", None)
    for group in form_of(session, known.body.KIND).groups:
        values = [said[prompt.field] for prompt in group.prompts if prompt.field in said]
        if values:
            yield Row("", group.title, "\n".join(values))
    day = words.plan_due if known.due else words.plan_looked_on
    yield Row("", "", day(known.looked_on, session.today))


def _sponsors(session: Session | None) -> Iterator[Row]:
    """Each sponsor: a number first, because asking rings nowhere, then when their app looked."""
    if session is None:
        return
    numbers = {person.name.casefold(): person for person in contacts(session)}
    for link in session.links():
        if link.is_sponsor:
            person = numbers.get(link.name.casefold(), Contact())
            looked = _looked(session, link)
            yield Row(person.phone or person.other or "", link.name, looked)


def _looked(session: Session, link: LinkView) -> str:
    """The newest day of which anything of theirs is here; a presence note is enough."""
    newest = session.store.entries(space=link.record, limit=1)
    if not newest:
        return words.NEVER_LOOKED
    return words.last_looked(near_day(newest[0].day, session.today))


def _know(session: Session | None, country: Country | None, fault: str) -> Iterator[Row]:
    if fault:
        yield Row("", "", words.own_unusable(fault))
    if country is None and session is not None:
        yield Row("", "", words.NO_COUNTRY)
    for text in (*words.KNOW[:1], words.OTHERS, *words.KNOW[1:]):
        yield Row("", "", text)

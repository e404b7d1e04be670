"""Reading entries: lists, search, and an entry in words, in the order its form asks them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import msgspec

from sponsorterm.program import CHOSEN, Choice, Pack, Prompt, UnknownKey
from sponsorterm.records.codec import decode
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.kinds import (
    BOOKKEEPING,
    KINDS,
    Body,
    Inventory,
    Note,
    Row,
    Unknown,
    Worksheet,
)
from sponsorterm.records.revision import Revision
from sponsorterm.services.entries.forms import COMPOUND, prompts, said_pair
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.strings import kinds, services
from sponsorterm.strings import reading as words

DAILY = ("inventory", "checkin")
"""What a day's history is made of."""
DIARY = (
    *DAILY,
    *("spot_check", "morning", "review", "debrief", "meeting", "gratitude", "practice"),
    *("readiness", "balance", "urge"),
)
"""Everything that is written down for a day."""
SHOWN = frozenset(KINDS) - BOOKKEEPING
"""Kinds that a person reads."""


_RECORD = re.compile(r"\b[0-9a-f]{32}\b")
MOST_RECORDS = 50
"""Records a prompt offers to be named."""
_HEADLINES = (
    *("need_call", "body", "ask", "stuck", "label", "situation", "intention", "patterns"),
    *("person", "name", "title", "change", "trigger", "subject", "text", "note", "noticed"),
    *("items", "signs", "hours", "cells"),
)
"""Fields that say best what an entry is about, the first one answered."""


@dataclass(frozen=True, slots=True)
class Line:
    """One answer in words. `field` is its stable key, the one it can be held back by."""

    label: str
    value: str
    field: str


def history(
    session: Session,
    *,
    space: str = MINE,
    kinds: Collection[str] = DAILY,
    since: date | None = None,
    until: date | None = None,
    limit: int | None = None,
) -> list[Entry]:
    """Entries of these kinds, newest first."""
    return session.store.entries(space=space, kinds=kinds, since=since, until=until, limit=limit)


def entry(session: Session, name: str) -> Entry:
    """The one entry, mine or received, whose id or record id starts with `name`.

    Raises:
        UnknownEntry: none does, or several do.
    """
    wanted = name.strip().lower()
    found = [
        entry
        for entry in session.store.entries(space=None, kinds=SHOWN)
        if wanted and (entry.id.startswith(wanted) or entry.record.startswith(wanted))
    ]
    if len(found) == 1:
        return found[0]
    raise UnknownEntry(
        services.SEVERAL_ENTRIES if found else services.NO_SUCH_ENTRY, services.SEE_LIST
    )


def revision_of(session: Session, entry: Entry) -> Revision:
    """The revision an entry stands for, with its exact bytes."""
    return session.store.revision(entry.id)


def revisions_of(session: Session, entry: Entry) -> list[Revision]:
    """Every revision known of an entry's record, oldest first."""
    known = session.store.revisions(entry.record, entry.space)
    return sorted(known, key=lambda revision: revision.order)


def shown(pack: Pack, revision: Revision | bytes) -> list[Line]:
    """A revision, or the bytes of a copy, in words. What is unknown comes last, plainly."""
    if isinstance(revision, bytes):
        revision = decode(revision)
    body = revision.body
    if isinstance(body, Unknown):
        return [*_plain(body.raw), *_plain(revision.rest)]
    lines = list(_form_lines(pack, body)) if _asked(pack, body) else list(_body_lines(body))
    return [*lines, *_plain(revision.rest)]


def told(session: Session, revision: Revision | bytes) -> list[Line]:
    """As `shown`, with what a record is about in place of its name."""
    lines = shown(session.pack, revision)
    return [replace(each, value=_RECORD.sub(_Named(session), each.value)) for each in lines]


def in_short(entry: Entry | Revision) -> str:
    """The first words of an entry, without its numbers."""
    body = entry.body
    if isinstance(body, Inventory):
        return _first_line(body.done_well or body.better or body.tomorrow or "")
    return summary_line(entry)


def summary_line(entry: Entry | Revision) -> str:
    """An entry in one short line."""
    body = entry.body
    if isinstance(body, Inventory):
        return words.inventory_line(body.mood, body.craving, in_short(entry))
    if isinstance(body, Note):
        return _first_line(body.subject or body.body or "")
    texts = (_first_text(getattr(body, name, None)) for name in _HEADLINES)
    text = next((text for text in texts if text and text != "none"), "")
    if entry.kind == "checkin":
        return words.checkin_line(
            getattr(body, "mood", None), getattr(body, "need_call", None), _first_line(text)
        )
    return _first_line(text)


def answer_title(pack: Pack, kind: str, field: str) -> str:
    """What a field is called in this programme: the title of the prompt that fills it."""
    for prompt in _prompts_of(pack, kind):
        if field == prompt.field:
            return prompt.title
        if field.startswith(prompt.field + "."):
            part = field.removeprefix(prompt.field + ".")
            return f"{prompt.title}: {words.PARTS.get(part, part)}"
    return words.FIELDS.get(field, field.replace("_", " ").replace(".", ": "))


def worded(pack: Pack, kind: str, field: str, value: Any) -> str:
    """The value of one field in the programme's words; nothing for one that is not answered."""
    if value is None:
        return ""
    prompt = prompt_of(pack, kind, field)
    return _say(value) if prompt is None else value_in_words(pack, prompt, value)


def value_in_words(pack: Pack, prompt: Prompt, value: Any) -> str:
    """An answer to this very prompt, in the programme's words."""
    if prompt.type in COMPOUND and isinstance(value, Mapping):
        parts = [part for part in COMPOUND[prompt.type] if part in value]
        return words.joined([words.piece(part, _say(value[part])) for part in parts])
    if prompt.type == "scale":
        return words.scale(value, prompt.high, prompt.low_word, prompt.high_word)
    if prompt.type in CHOSEN:
        return _choices(pack, prompt, value)
    if prompt.type == "pairs":
        return "; ".join(said_pair(pair) for pair in value)
    return _say(value)


def answer_of(pack: Pack, prompt: Prompt, body: Body) -> str:
    """What a body answers to a prompt, in the programme's words; nothing when it does not."""
    return value_at(pack, prompt, msgspec.to_builtins(body, builtin_types=(date,)))


def value_at(pack: Pack, prompt: Prompt, values: Mapping[str, Any]) -> str:
    """The same of values in the shape a form edits."""
    value = _at(values, prompt.field)
    return "" if value is None else value_in_words(pack, prompt, value)


def prompt_of(pack: Pack, kind: str, field: str) -> Prompt | None:
    """The prompt that fills this field of a kind, if the programme asks for it."""
    return next((each for each in _prompts_of(pack, kind) if each.field == field), None)


def choices(session: Session, prompt: Prompt) -> list[Choice]:
    """What a prompt offers here: its own list, or the records it may name, newest first."""
    if prompt.type == "record":
        entries = session.store.entries(kinds=prompt.of, limit=MOST_RECORDS)
        return [Choice(entry.record, summary_line(entry) or entry.kind) for entry in entries]
    return session.pack.choices(prompt) if prompt.type in CHOSEN else []


@dataclass(frozen=True, slots=True)
class _Named:
    """Says in words which record of mine a name stands for, if it stands for one."""

    session: Session

    def __call__(self, name: re.Match[str]) -> str:
        for entry in self.session.store.entries(record=name[0]):
            return summary_line(entry) or kinds.name(entry.kind)
        return name[0]


def _form_lines(pack: Pack, body: Body) -> Iterator[Line]:
    """The answers of a form's record: those the programme asks for, then any others."""
    values = msgspec.to_builtins(body, builtin_types=(date,))
    asked = _asked(pack, body)
    for prompt in asked:
        value = _at(values, prompt.field)
        if value is not None:
            yield Line(prompt.title, value_in_words(pack, prompt, value), prompt.field)
    covered = {prompt.field for prompt in asked} | words.BESIDE
    for field, value in _flat(values):
        if not any(field == name or field.startswith(name + ".") for name in covered):
            yield Line(answer_title(pack, body.KIND, field), _say(value), field)


def _body_lines(body: Body) -> Iterator[Line]:
    for field, value in _flat(msgspec.to_builtins(body, builtin_types=(date,))):
        if field not in words.HIDDEN:
            yield Line(words.FIELDS.get(field, field.replace("_", " ")), _say(value), field)


def _asked(pack: Pack, body: Body) -> list[Prompt]:
    """The prompts that fill a body. A sheet's own words are those of its worksheet."""
    if not isinstance(body, Row | Worksheet):
        return _prompts_of(pack, body.KIND)
    try:
        sheet = pack.worksheet(body.sheet)
    except UnknownKey:
        return []
    form = sheet.row_form() if isinstance(body, Row) else sheet.sheet_form()
    return list(prompts(form)) if form else []


def _prompts_of(pack: Pack, kind: str) -> list[Prompt]:
    """Every prompt that fills this kind, each field once; the longest form leads."""
    forms = [form for form in pack.forms if form.kind == kind]
    forms.sort(key=lambda form: -sum(1 for _ in prompts(form)))
    found: dict[str, Prompt] = {}
    for form in forms:
        for prompt in prompts(form):
            found.setdefault(prompt.field, prompt)
    return list(found.values())


def _choices(pack: Pack, prompt: Prompt, value: Any) -> str:
    try:
        titles: dict[str, str] = {choice.key: choice.title for choice in pack.choices(prompt)}
    except UnknownKey:
        titles = {}
    if isinstance(value, Mapping):
        said = [(titles.get(str(key), str(key)), ticked) for key, ticked in value.items()]
        return ", ".join(title if ticked else words.not_this(title) for title, ticked in said)
    keys = value if isinstance(value, list) else [value]
    return ", ".join(titles.get(str(key), str(key)) for key in keys)


def _say(value: Any) -> str:
    if isinstance(value, bool):
        return words.YES if value else words.NO
    if isinstance(value, list):
        return "; ".join(_say(item) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{words.part(key)} {_say(item)}" for key, item in value.items())
    return words.VALUES.get(value, value) if isinstance(value, str) else str(value)


def _plain(raw: Mapping[str, Any]) -> list[Line]:
    return [Line(words.unknown(field), _say(value), field) for field, value in _flat(raw)]


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", value


def _at(values: Any, field: str) -> Any:
    for part in field.split("."):
        if not isinstance(values, Mapping) or part not in values:
            return None
        values = values[part]
    return values


def _first_text(value: Any) -> str:
    """The value, or the first of its texts."""
    if isinstance(value, Mapping | list):
        inside = value.values() if isinstance(value, Mapping) else value
        return next((each for each in inside if isinstance(each, str)), "")
    return value if isinstance(value, str) else ""


def _first_line(text: str) -> str:
    return text.strip().split("\n", 1)[0]

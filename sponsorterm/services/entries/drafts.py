"""Drafts: a half-answered form on disk, so that a dropped line costs nothing.

A draft is bound to a form and a day and remembers where the person was. It holds the record
id its entry will have, so that filing twice can never make two entries.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made_by
from datetime import date, datetime
from typing import Any

import msgspec
import rtoml
import tomli_w

from sponsorterm.program import Form, Pack, UnknownKey
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.ids import RecordId, RevisionId, new_record_id
from sponsorterm.records.kinds import Inventory, Review
from sponsorterm.records.kinds.link import ShareLevel
from sponsorterm.records.text import Key
from sponsorterm.services.entries.forms import Answers, values_of
from sponsorterm.services.errors import UnknownEntry
from sponsorterm.services.home.session import Session
from sponsorterm.store.drafts import Drafts
from sponsorterm.strings import services as words

TEXTS = "text-"
"""What the names of drafts that are no forms begin with (`writing.py`)."""
MODES = {"quick": "nightly_quick", "full": "nightly_full"}
"""Which form edits an inventory of which mode."""


class Sharing(msgspec.Struct, frozen=True):
    """What one link is to be given of an entry: how much, and which answers are held back."""

    level: ShareLevel
    held: tuple[str, ...] = ()


@dataclass(slots=True)
class FormDraft:
    """A form being answered. `field` is where the person was, `page` its group."""

    answers: Answers
    day: date
    record: str
    started: datetime
    field: str = ""
    page: int = 0
    sharing: dict[str, Sharing] = made_by(default_factory=dict)
    edits: bool = False
    follows: str | None = None
    """The revision an edit began from."""

    @property
    def form(self) -> Form:
        """The form being answered."""
        return self.answers.form

    @property
    def key(self) -> str:
        """The draft's name on disk: one for each form and day, or for each entry edited."""
        place = self.record if self.edits else self.day.isoformat()
        return f"{self.form.key.replace('_', '-')}-{place}"[:64]


class _Stored(msgspec.Struct, omit_defaults=True):
    """A draft as TOML."""

    form: str
    day: date
    record: RecordId
    started: datetime
    values: dict[str, Any] = {}
    field: str = ""
    page: int = 0
    sharing: dict[str, Sharing] = {}
    edits: bool = False
    follows: RevisionId | None = None
    kind: Key | None = None
    """The kind its form fills: a worksheet has two forms of one key."""


def open_draft(session: Session, form_key: str, day: date) -> FormDraft:
    """The draft of this form and day; else an edit of that day's entry; else a new one."""
    form = session.pack.form(form_key)
    fresh = FormDraft(Answers(form), day, new_record_id(), session.now)
    stored = load_draft(session, fresh.key)
    if stored is not None:
        return stored
    entry = entry_of_form(session, form, day)
    if entry is not None:
        return edit_draft(session, entry)
    if form.kind == Review.KIND:  # only a review knows something beforehand
        from sponsorterm.services.entries.reviewing import begin

        begin(session, fresh)
    return fresh


def edit_draft(session: Session, entry: Entry) -> FormDraft:
    """An entry of mine, opened for a change; its stored draft if one was begun.

    Raises:
        UnknownEntry: no form of this programme writes such an entry.
    """
    form = _form_for(session, entry)
    answers = Answers(form, values_of(entry.body))
    draft = FormDraft(answers, entry.day, entry.record, session.now, edits=True, follows=entry.id)
    return load_draft(session, draft.key) or draft


def entry_of_form(session: Session, form: Form, day: date) -> Entry | None:
    """The day's entry that this form would write over, if there is one.

    Only a day's one inventory is edited by opening its form again; check-ins add up.
    """
    if form.kind != Inventory.KIND:
        return None
    for entry in session.store.entries(kinds={form.kind}, since=day, until=day):
        if _writes(form, entry):
            return entry
    return None


def save_draft(session: Session, draft: FormDraft) -> None:
    """Keep a draft, durably.

    Raises:
        StoreError: it could not be written; the one before it stands.
    """
    stored = _Stored(
        form=draft.form.key,
        day=draft.day,
        record=draft.record,
        started=draft.started,
        values=draft.answers.values,
        field=draft.field,
        page=draft.page,
        sharing=draft.sharing,
        edits=draft.edits,
        follows=draft.follows,
        kind=draft.form.kind,
    )
    plain = msgspec.to_builtins(stored, builtin_types=(date, datetime))
    Drafts(session.home).save(draft.key, tomli_w.dumps(plain).encode())


def discard_draft(session: Session, draft: FormDraft) -> None:
    """Let a draft go: it was filed, or is not wanted."""
    Drafts(session.home).remove(draft.key)


def list_drafts(session: Session, *, work: bool = False) -> list[FormDraft]:
    """Every draft of a form that can be read, newest day first; with `work` those of sheets."""
    names = Drafts(session.home).keys()
    loaded = (load_draft(session, name) for name in names if not name.startswith(TEXTS))
    # The programme is asked for only where there is a draft: to load it takes as long as a status.
    found = [each for each in loaded if each and (each.form not in session.pack.forms) is work]
    return sorted(found, key=lambda draft: (draft.day, draft.started), reverse=True)


def load_draft(session: Session, key: str) -> FormDraft | None:
    """A stored draft. One that cannot be read is set aside, never thrown away."""
    data = Drafts(session.home).load(key)
    if data is None:
        return None
    try:
        stored = msgspec.convert(rtoml.loads(data.decode()), _Stored)
        form = _form(session.pack, stored)
    except (ValueError, UnknownKey):
        session.store.quarantine(data, words.DRAFT_UNREADABLE, key)
        Drafts(session.home).remove(key)
        return None
    return FormDraft(
        Answers(form, stored.values),
        stored.day,
        stored.record,
        stored.started,
        stored.field,
        stored.page,
        stored.sharing,
        stored.edits,
        stored.follows,
    )


def _form(pack: Pack, stored: _Stored) -> Form:
    """The form a stored draft answers, a worksheet's among them.

    Raises:
        UnknownKey: this programme has none.
    """
    for form in pack.all_forms():
        if form.key == stored.form and stored.kind in (None, form.kind):
            return form
    return pack.form(stored.form)


def _form_for(session: Session, entry: Entry) -> Form:
    """The form that asks most of what an entry says, among those that write such a one."""
    found = [form for form in session.pack.forms if entry.space == MINE and _writes(form, entry)]
    if not found:
        raise UnknownEntry(words.NOT_EDITABLE, words.NOT_EDITABLE_HINT)
    values = values_of(entry.body)
    return min(found, key=lambda form: sum(1 for _ in Answers(form, values).beside()))


def _writes(form: Form, entry: Entry) -> bool:
    """Whether this form makes such an entry: its kind, and what the form sets by itself."""
    return form.kind == entry.kind and all(
        getattr(entry.body, name, None) == value for name, value in form.fixed.items()
    )

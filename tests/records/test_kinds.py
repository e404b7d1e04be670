"""Every kind keeps what it is given, an absent answer stays absent, and what is private is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
import rtoml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from sponsorterm.records.codec import decode_copy, decode_own, encode
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import BOOKKEEPING, KINDS, Amends, Assignment, Body
from sponsorterm.records.revision import Header
from tests.records.bodies import BODIES, documents, fields, fullest, ids_of

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 23, 40, tzinfo=UTC)

PRIVATE = {
    *("link", "profile", "tombstone", "shared_copy", "device"),
    *("contact", "sponsor_note", "alert_ack"),
}
"""What never leaves its owner's own devices."""
SHARED_IDS = {
    *("note.thread", "note.about", "comment.about", "seen.items.about", "milestone.about"),
    *("progress.about", "progress.result", "sign_off.about", "acceptance.about"),
}
"""Ids that both sides know. Any other is the person's own and tells who is who."""


def header(kind: str) -> Header:
    return Header(kind=kind, record="0" * 32, device="ab" * 4, at=AT, day=DAY)


@st.composite
def any_document(draw: st.DrawFn) -> tuple[type[Body], dict[str, Any]]:
    kind = draw(st.sampled_from(BODIES))
    return kind, draw(documents(kind))


@settings(max_examples=300)
@given(any_document())
def test_a_body_of_any_kind_comes_back_and_says_no_more_than_it_was_told(
    told: tuple[type[Body], dict[str, Any]],
) -> None:
    kind, document = told
    body = msgspec.convert(document, kind)
    payload = encode(header(kind.KIND), body)
    revision = decode_own(payload)
    assert revision.body == body
    assert not revision.rest
    found = rtoml.loads(payload.decode()).get("body", {})
    assert without_defaults(kind, found) == without_defaults(kind, document)


def without_defaults(kind: type[Body], document: dict[str, Any]) -> dict[str, Any]:
    """A field that says its default says nothing; there are few, and none is an answer."""
    usual = {field.encode_name: field.default for field in fields(kind)}
    return {name: value for name, value in document.items() if value != usual[name]}


def test_few_fields_have_a_default_and_none_of_them_is_an_answer() -> None:
    assert {
        f"{kind.KIND}.{field.encode_name}"
        for kind in BODIES
        if kind.KIND not in BOOKKEEPING
        for field in fields(kind)
        if field.default not in (None, UNSET, msgspec.NODEFAULT)
    } == {
        *("step.round", "worksheet.round", "worksheet_row.round", "clock.count_from"),
        "contact.name",
    }


@pytest.mark.parametrize("kind", BODIES, ids=lambda kind: kind.KIND)
def test_a_kind_can_be_filled_to_the_last_field(kind: type[Body]) -> None:
    body = fullest(kind)
    assert decode_own(encode(header(kind.KIND), body)).body == body
    assert all(getattr(body, field.name) is not None for field in fields(kind))


def test_the_private_kinds_are_these_and_give_nothing_at_any_level() -> None:
    assert {name for name, kind in KINDS.items() if not kind.FULL} == PRIVATE
    assert all(not KINDS[name].NUMBERS for name in PRIVATE)


@pytest.mark.parametrize("name", sorted(PRIVATE - {"shared_copy"}))
@pytest.mark.parametrize("level", ["numbers", "full"])
def test_a_private_kind_is_refused_when_somebody_sends_one(name: str, level: Any) -> None:
    sent = Header(kind=name, record="0" * 32, day=DAY, level=level)
    payload = encode(sent, fullest(KINDS[name]))
    with pytest.raises(BadRecord, match="never shared"):
        decode_copy(payload)


def test_no_id_of_ones_own_is_on_any_list() -> None:
    listed = {
        f"{name}.{path}"
        for name, kind in KINDS.items()
        for path in ids_of(kind)
        if path in kind.FULL or path.split(".")[0] in kind.FULL
    }
    assert listed - {"presence.digest"} == SHARED_IDS  # a digest has the shape of an id


def test_what_the_program_keeps_for_itself_is_never_a_form_or_a_page() -> None:
    assert set(KINDS) >= BOOKKEEPING
    assert {"contact", "sponsor_note"} & BOOKKEEPING == set()


@pytest.mark.parametrize(
    ("body", "lingers"),
    [
        (Amends(state="planned"), True),
        (Amends(state="made"), False),
        (Amends(), False),
        (Assignment(state="assigned"), True),
        (Assignment(state="another_look"), True),
        (Assignment(state="done"), False),
        (Assignment(), False),
    ],
)
def test_what_is_open_lingers(body: Body, lingers: bool) -> None:
    assert body.lingers is lingers

"""The codec: what is written comes back, what is unknown survives, what is bad is named."""

from __future__ import annotations

import string
from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest
import rtoml
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.records.codec import decode, decode_copy, decode_own, encode
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import (
    Answer,
    Halt,
    Inventory,
    KeptBack,
    Link,
    Note,
    Place,
    Unknown,
    Withdrawn,
)
from sponsorterm.records.revision import Header, closure, heads
from sponsorterm.records.text import clean

RECORD = "0" * 32
AT = datetime(2026, 11, 20, 23, 40, tzinfo=UTC)
CANARY = "pelican-in-the-pantry"


def header(kind: str = "inventory", **changes: Any) -> Header:
    fields: dict[str, Any] = {
        "kind": kind,
        "record": RECORD,
        "device": "ab" * 4,
        "at": AT,
        "day": date(2026, 11, 20),
    }
    return Header(**(fields | changes))


def document(**body: Any) -> bytes:
    head = {
        "format": 1,
        "kind": "inventory",
        "record": RECORD,
        "device": "ab" * 4,
        "at": AT,
        "day": date(2026, 11, 20),
    }
    return tomli_w.dumps(head | {"body": {"period": "nightly", "mode": "quick"} | body}).encode()


texts = st.text(max_size=200).map(clean)
inventories = st.builds(
    Inventory,
    period=st.just("nightly"),
    mode=st.sampled_from(["quick", "full"]),
    mood=st.none() | st.integers(1, 5),
    craving=st.none() | st.integers(0, 10),
    used=st.sampled_from([None, "no", "yes", "call"]),
    halt=st.none() | st.builds(Halt, tired=st.none() | st.booleans()),
    answers=st.dictionaries(
        st.text(string.ascii_lowercase, min_size=1, max_size=8),
        st.builds(Answer, value=st.sampled_from([None, "yes", "no"]), text=st.none() | texts),
        max_size=4,
    ),
    done_well=st.none() | texts,
    gratitude=st.lists(texts, max_size=5),
    kept_back=st.none() | st.builds(KeptBack, by=st.none() | st.dates()),
)


@given(inventories)
def test_what_is_written_comes_back(body: Inventory) -> None:
    payload = encode(header(), body)
    revision = decode_own(payload)
    assert revision.body == body
    assert revision.header == header()
    assert revision.payload == payload
    assert revision.id == revision_id(payload)
    assert not revision.rest


@given(inventories)
def test_an_absent_answer_stays_absent(body: Inventory) -> None:
    raw = rtoml.loads(encode(header(), body).decode()).get("body", {})
    assert ("mood" in raw) == (body.mood is not None)
    assert ("used" in raw) == (body.used is not None)
    assert ("halt" in raw) == (body.halt is not None)


def test_unknown_keys_survive_an_edit() -> None:
    payload = document(mood=3, weather="rain", halt={"tired": True, "cold": True}) + b""
    revision = decode(payload)
    assert revision.rest == {"body": {"weather": "rain", "halt": {"cold": True}}}
    edited = encode(
        header(supersedes=[revision.id]),
        Inventory(period="nightly", mode="quick", mood=4, halt=Halt(tired=False)),
        revision.rest,
    )
    again = rtoml.loads(edited.decode())["body"]
    assert again["weather"] == "rain"
    assert again["halt"] == {"tired": False, "cold": True}
    assert again["mood"] == 4


def test_a_known_field_spelled_out_at_its_default_is_not_unknown() -> None:
    assert decode(document(gratitude=[])).rest == {}


@pytest.mark.parametrize(
    "change", [(b'"inventory"', b'"sculpture"'), (b"format = 1", b"format = 9")]
)
def test_an_unknown_kind_or_format_is_kept_as_it_is(change: tuple[bytes, bytes]) -> None:
    payload = document(mood=3, marble="white").replace(*change)
    revision = decode_own(payload)
    assert isinstance(revision.body, Unknown)
    assert revision.body.raw["marble"] == "white"
    assert revision.payload == payload


BAD = {
    "not utf-8": (b"\xff\xfe", "", "UTF-8"),
    "not toml": (b"mood = = 3", "", "TOML document (line 1)"),
    "cut off": (document(mood=3)[:-12], "", "TOML document"),
    "too large": (document(done_well="x" * 70_000), "", "65536"),
    "deep": (document(a={"b": {"c": {"d": {"e": {"f": {"g": {"h": 1}}}}}}}), "body", "8 tables"),
    "no kind": (document().replace(b"kind", b"kinda"), "", "`kind`"),
    "no day": (document().replace(b"day", b"dya"), "", "`day`"),
    "naive moment": (document().replace(b"+00:00", b""), "at", "timezone"),
    "bad record id": (document().replace(RECORD.encode(), b"../../etc/passwd"), "record", "`str`"),
    "body no table": (b"body = 1\n" + document().split(b"[body]")[0], "body", "table"),
    "mood too high": (document(mood=6), "body.mood", "<= 5"),
    "mood a word": (document(mood=CANARY), "body.mood", "Expected `int`"),
    "an odd answer": (document(used=CANARY), "body.used", "known words"),
    "text too long": (document(done_well="x" * 10_001), "body.done_well", "length <= 10000"),
    "a date in words": (document(kept_back={"by": CANARY}), "body.kept_back.by", "date"),
    "answers a list": (document(answers=["x"]), "body.answers", "Expected `object`"),
}


@pytest.mark.parametrize("case", BAD.values(), ids=BAD.keys())
def test_bad_input_names_file_and_field_and_never_the_content(
    case: tuple[bytes, str, str],
) -> None:
    payload, field, expected = case
    with pytest.raises(BadRecord) as caught:
        decode(payload, "2026-11-20-inventory.toml")
    assert caught.value.source == "2026-11-20-inventory.toml"
    assert caught.value.field.startswith(field)
    assert expected in str(caught.value)
    assert CANARY not in str(caught.value)


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_bad_record(data: bytes) -> None:
    try:
        decode(data)
    except BadRecord:
        return
    raise AssertionError("random bytes made a record")


def test_a_copy_needs_a_level_and_a_kind_that_may_be_shared() -> None:
    with pytest.raises(BadRecord, match="level"):
        decode_copy(document(mood=3))
    private = b'level = "full"\n' + document().replace(b'"inventory"', b'"tombstone"')
    private = private.split(b"[body]")[0] + b'[body]\nof = "note"\n'
    with pytest.raises(BadRecord, match="never shared"):
        decode_copy(private)


def test_a_withdrawn_copy_has_no_body_whatever_its_kind_asks_for() -> None:
    taken_back = header(device=None, at=None, level="withdrawn")
    revision = decode_copy(encode(taken_back, Withdrawn()))
    assert revision.body == Withdrawn()
    assert b"body" not in revision.payload
    with pytest.raises(BadRecord, match="never shared"):
        decode_copy(encode(header("tombstone", level="withdrawn"), Withdrawn()))


def test_windows_line_ends_become_plain_before_writing() -> None:
    payload = encode(header("note"), Note(body="one\r\ntwo\r\n"))
    assert b"\r" not in payload
    assert isinstance(body := decode(payload).body, Note)
    assert body.body == "one\ntwo\n"


def saved(*supersedes: str, mood: int) -> Any:
    return decode(
        encode(
            header(supersedes=list(supersedes)),
            Inventory(period="nightly", mode="quick", mood=mood),
        )
    )


def test_heads_are_what_nobody_supersedes_and_closure_names_all() -> None:
    first = saved(mood=1)
    left, right = saved(first.id, mood=2), saved(first.id, mood=3)
    assert heads([first]) == [first]
    assert {r.id for r in heads([right, first, left])} == {left.id, right.id}
    merged = saved(*closure([first, left, right]), mood=4)
    assert heads([left, merged, first, right]) == [merged]
    # A revision that never arrived stays superseded by whoever knew it.
    assert first.id in closure([left])


def test_what_opens_a_link_shows_in_no_log() -> None:
    place = Place(kind="http", where="https://house.example", token=CANARY)
    link = Link(name=CANARY, role="sponsor", state="active", copy_key="c" * 64, purge_key="d" * 64)
    shown = repr(place) + repr(link) + repr(msgspec.structs.replace(link, places=[place]))
    assert CANARY not in shown
    assert "cccc" not in shown
    assert "house" not in shown

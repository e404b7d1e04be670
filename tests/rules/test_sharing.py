"""Sharing: a copy holds what its kind allows at its level, less what is held back; no more."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Any, get_args

import pytest
import rtoml
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct, inspect

from sponsorterm.records.codec import decode, decode_copy, encode
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import (
    KINDS,
    Answer,
    Body,
    Checkin,
    Clock,
    Comment,
    Halt,
    Inventory,
    KeptBack,
    Note,
    Presence,
    Profile,
    Seen,
    SeenItem,
    Setback,
    Step,
    Tombstone,
)
from sponsorterm.records.kinds.link import Role
from sponsorterm.records.revision import Header, Revision
from sponsorterm.rules.sharing import (
    NotShareable,
    UnknownAnswer,
    holdable,
    may_author,
    project,
    still_held,
    withdraw,
)
from tests.records.bodies import BODIES as KINDS_TO_FILL
from tests.records.bodies import canary, fullest

RECORD, COPY = "0" * 32, "c" * 32
MY_AMENDS, MY_THREAD = "a" * 32, "b" * 32
DEVICE = "d0" * 8
AT = datetime(2026, 11, 20, 23, 40, 7, tzinfo=UTC)
DAY = date(2026, 11, 20)
OLD = ["k" * 32, "f" * 32]


def revision(body: Body, rest: dict[str, Any] | None = None) -> Revision:
    header = Header(kind=body.KIND, record=RECORD, device=DEVICE, at=AT, day=DAY, supersedes=OLD)
    return decode(encode(header, body, rest))


def shared(body: Body, level: Any = "full", held: tuple[str, ...] = ()) -> dict[str, Any]:
    payload = project(revision(body), level=level, held=held, copy_record=COPY, supersedes=OLD)
    return rtoml.loads(payload.decode())


FULL_NIGHT = Inventory(
    period="nightly",
    mode="full",
    pack="general",
    mood=2,
    craving=7,
    used="yes",
    halt=Halt(hungry=True, tired=False),
    answers={
        "fear": Answer(
            value="yes", text=canary("answers.fear.text"), who=canary("answers.fear.who")
        ),
        "selfish": Answer(text=canary("answers.selfish.text")),
        "kind": Answer(value="no"),
    },
    traits=["trait_key"],
    feelings=["feeling_key"],
    actions=["action_key"],
    done_well=canary("done_well"),
    better=canary("better"),
    gratitude=[canary("gratitude"), canary("gratitude")],
    kept_back=KeptBack(flag="yes", tell=canary("kept_back.tell"), by=date(2026, 11, 29)),
    tomorrow=canary("tomorrow"),
    minutes=12,
    amends_ids=[MY_AMENDS],
)
NIGHT_TEXTS = [
    "answers.fear.text",
    "answers.fear.who",
    "answers.selfish.text",
    "done_well",
    "better",
    "gratitude",
    "kept_back.tell",
    "tomorrow",
]
NIGHT_KEYS = [
    "pack",
    "mood",
    "craving",
    "used",
    "halt",
    "answers.fear",
    "answers.fear.value",
    "answers.fear.text",
    "answers.fear.who",
    "answers.selfish",
    "answers.kind",
    "traits",
    "feelings",
    "actions",
    "done_well",
    "better",
    "gratitude",
    "kept_back",
    "tomorrow",
    "minutes",
]
CHECKIN = Checkin(
    mood=3,
    craving=1,
    used="no",
    halt=Halt(lonely=True),
    meetings=2,
    reached_out="yes",
    honesty=8,
    step_action=canary("step_action"),
    stuck=canary("stuck"),
    ask=canary("ask"),
    need_call="today",
    channel=canary("channel"),
)
CLOCK = Clock(
    label=canary("label"),
    start=date(2026, 1, 2),
    count_from=1,
    primary=True,
    setbacks=[
        Setback(on=date(2026, 3, 4), restart=date(2026, 3, 5), note=canary("setbacks.note")),
        Setback(on=date(2026, 6, 7), restart=date(2026, 6, 8)),
    ],
)
STEP = Step(
    pack="general",
    step=4,
    round=2,
    state="working",
    method="paper",
    started=date(2026, 9, 1),
    done_on=date(2026, 10, 1),
    tasks_done=["task_key"],
    note=canary("note"),
)
NOTE = Note(
    subject=canary("subject"),
    body=canary("body"),
    thread=MY_THREAD,
    step=4,
    agenda=True,
    link="e" * 32,
)
COMMENT = Comment(about="9" * 32, row=canary("row"), body=canary("body"), link="e" * 32)
SEEN = Seen(items=[SeenItem(about="9" * 32, revision="q" * 32, talked=True)], link="e" * 32)
PRESENCE = Presence(count=3, digest="7" * 32)
BODIES: list[Body] = [FULL_NIGHT, CHECKIN, CLOCK, STEP, NOTE, COMMENT, SEEN, PRESENCE]
WITH_NUMBERS = [FULL_NIGHT, CHECKIN, CLOCK, STEP, PRESENCE]


def test_a_copy_says_kind_copy_record_what_it_replaces_day_and_level_and_never_whose() -> None:
    payload = project(revision(CHECKIN), level="full", held=(), copy_record=COPY, supersedes=OLD)
    raw = rtoml.loads(payload.decode())
    del raw["body"]
    assert raw == {
        "format": 1,
        "kind": "checkin",
        "record": COPY,
        "supersedes": sorted(OLD),
        "at": AT,
        "day": DAY,
        "level": "full",
    }
    for private in (RECORD, DEVICE, revision(CHECKIN).id):
        assert private.encode() not in payload


def test_the_moment_goes_out_at_full_only() -> None:
    assert "at" in shared(CHECKIN, "full")
    assert "at" not in shared(CHECKIN, "numbers")


@pytest.mark.parametrize("body", BODIES, ids=lambda b: b.KIND)
def test_full_gives_every_allowed_answer_and_no_other(body: Body) -> None:
    tops = {path.split(".")[0] for path in body.FULL}
    given_out = shared(body)["body"]
    kept = rtoml.loads(revision(body).payload.decode())["body"]
    assert given_out == {name: value for name, value in kept.items() if name in tops}


def test_numbers_of_a_night_are_these_and_nothing_else() -> None:
    assert shared(FULL_NIGHT, "numbers")["body"] == {
        "period": "nightly",
        "mode": "full",
        "pack": "general",
        "mood": 2,
        "craving": 7,
        "used": "yes",
        "halt": {"hungry": True, "tired": False},
        "actions": ["action_key"],
    }


def test_a_path_into_rows_picks_that_field_of_each_row() -> None:
    rows = shared(CLOCK, "numbers")["body"]["setbacks"]
    assert rows == [
        {"on": date(2026, 3, 4), "restart": date(2026, 3, 5)},
        {"on": date(2026, 6, 7), "restart": date(2026, 6, 8)},
    ]


class Row(Struct, frozen=True, omit_defaults=True):
    when: str | None = None
    text: str | None = None


class Table(Body, frozen=True, kw_only=True):
    KIND = "table"
    NUMBERS = frozenset({"title"})
    FULL = frozenset({"title", "rows.when"})

    title: str
    rows: list[Row] = []  # noqa: RUF012 - msgspec copies an empty default


def test_rows_of_which_nothing_may_go_do_not_even_tell_how_many_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(KINDS, "table", Table)
    table = Table(title="x", rows=[Row(text=canary("rows.text")), Row(when="then")])
    assert shared(table, "numbers")["body"] == {"title": "x"}
    assert shared(table, "full", held=("rows.when",))["body"] == {"title": "x"}
    # A row keeps its place among others, so that the second is not taken for the first.
    assert shared(table, "full")["body"] == {"title": "x", "rows": [{}, {"when": "then"}]}


@pytest.mark.parametrize("body", WITH_NUMBERS, ids=lambda b: b.KIND)
def test_numbers_hold_no_free_text_but_the_name_of_a_clock(body: Body) -> None:
    payload = project(revision(body), level="numbers", held=(), copy_record=COPY, supersedes=[])
    assert payload.decode().count("canary<") == (body is CLOCK)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_what_a_kind_cannot_do_without_is_allowed_wherever_the_kind_is(kind: type[Body]) -> None:
    info = inspect.type_info(kind)
    assert isinstance(info, inspect.StructType)
    required = {field.encode_name for field in info.fields if field.required}
    for allowed in (kind.NUMBERS, kind.FULL):
        assert not allowed or required <= allowed
    assert kind.NUMBERS <= kind.FULL


@given(
    st.sampled_from(["numbers", "full"]),
    st.sets(st.sampled_from([*NIGHT_KEYS, "answers", "kept_back.tell", "halt.tired"])),
)
def test_no_held_or_unlisted_text_is_in_the_bytes_and_every_other_is(
    level: Any, held: set[str]
) -> None:
    payload = project(
        revision(FULL_NIGHT), level=level, held=sorted(held), copy_record=COPY, supersedes=[]
    )
    for key in NIGHT_TEXTS:
        parts = key.split(".")
        above = {".".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
        goes = level == "full" and not above & held
        assert (canary(key).encode() in payload) == goes, key
    assert MY_AMENDS.encode() not in payload
    raw = rtoml.loads(payload.decode())["body"]
    assert ("mood" in raw) == ("mood" not in held)
    assert ("tired" in raw.get("halt", {})) == (not held & {"halt", "halt.tired"})


def test_what_is_emptied_by_holding_back_leaves_no_trace() -> None:
    body = shared(FULL_NIGHT, held=("answers.selfish.text", "answers.kind"))["body"]
    assert set(body["answers"]) == {"fear"}
    body = shared(FULL_NIGHT, held=("answers.fear", "answers.selfish", "answers.kind.value"))
    assert "answers" not in body["body"]
    assert (
        "halt" not in shared(Checkin(mood=1, halt=Halt(tired=True)), held=("halt.tired",))["body"]
    )


@pytest.mark.parametrize(
    "body", [Seen(items=[]), Inventory(period="nightly", mode="quick", gratitude=[""])]
)
def test_an_empty_answer_goes_out_as_it_is(body: Body) -> None:
    assert decode(revision(body).payload).body == body
    copy = project(revision(body), level="full", held=(), copy_record=COPY, supersedes=[])
    assert decode_copy(copy).body == body


def test_holding_back_everything_still_makes_a_copy() -> None:
    assert "body" not in shared(Checkin(mood=1), held=("mood",))


def test_rows_may_be_held_back_whole_or_by_their_words() -> None:
    assert "setbacks" not in shared(CLOCK, held=("setbacks",))["body"]
    rows = shared(CLOCK, held=("setbacks.note",))["body"]["setbacks"]
    assert [set(row) for row in rows] == [{"on", "restart"}] * 2


@pytest.mark.parametrize(
    ("body", "key"),
    [
        (CHECKIN, "moood"),
        (CHECKIN, ""),
        (CHECKIN, "halt.cold"),
        (CHECKIN, "mood.low"),
        (FULL_NIGHT, "answers.anger"),
        (FULL_NIGHT, "answers.fear.why"),
        (FULL_NIGHT, "answers.*"),
        (FULL_NIGHT, "gratitude.0"),
        (FULL_NIGHT, "amends_ids"),  # never goes out, so there is nothing to hold back
        (FULL_NIGHT, "period"),  # an inventory cannot be one without it
        (CLOCK, "setbacks.on"),
        (NOTE, "link"),
        (COMMENT, "body"),
    ],
)
@pytest.mark.parametrize("level", ["numbers", "full"])
def test_a_held_key_that_is_not_there_stops_the_copy(body: Body, key: str, level: Any) -> None:
    if not body.NUMBERS and level == "numbers":
        level = "full"
    with pytest.raises(UnknownAnswer) as caught:
        shared(body, level, held=("mood", key) if body is CHECKIN else (key,))
    assert caught.value.key == key
    assert key in str(caught.value)
    assert "canary" not in str(caught.value)


@pytest.mark.parametrize("key", ["gratitude", "halt", "halt.tired", "kept_back.tell", "answers"])
def test_a_key_of_the_kind_may_be_held_though_it_is_not_answered(key: str) -> None:
    quick = Inventory(period="nightly", mode="quick", mood=3)
    assert shared(quick, held=(key,)) == shared(quick)


def test_what_can_be_held_back_is_listed_in_the_order_of_the_fields() -> None:
    assert holdable(FULL_NIGHT) == NIGHT_KEYS
    assert holdable(revision(FULL_NIGHT)) == NIGHT_KEYS
    assert holdable(CLOCK) == [
        "count_from",
        "primary",
        "setbacks",
        "setbacks.restart",
        "setbacks.note",
    ]
    plain = Clock(label="x", start=DAY, setbacks=[Setback(on=DAY, restart=DAY)])
    assert holdable(plain) == ["setbacks", "setbacks.restart"]
    two_parts = {"fear": Answer(value="yes", text="x")}
    assert holdable(Inventory(period="nightly", mode="full", answers=two_parts)) == [
        "answers.fear",
        "answers.fear.value",
        "answers.fear.text",
    ]
    assert holdable(Checkin(mood=1, stuck="x")) == ["mood", "stuck"]
    assert holdable(PRESENCE) == []
    assert holdable(Tombstone(of="note")) == []


@pytest.mark.parametrize("body", BODIES, ids=lambda b: b.KIND)
def test_each_listed_key_can_be_held_back_and_changes_the_copy(body: Body) -> None:
    for key in holdable(body):
        assert shared(body, held=(key,)) != shared(body), key


def test_an_edit_drops_no_choice_but_one_whose_answer_was_taken_out() -> None:
    held = ("answers.fear.text", "answers.anger", "halt.tired", "gratitude", "moood")
    # The yes was taken out and the words stayed: they stay held back, though no list of
    # single answers names them any more.
    edited = Inventory(
        period="nightly", mode="full", answers={"fear": Answer(text=canary("answers.fear.text"))}
    )
    assert "answers.fear.text" not in holdable(edited)
    kept = still_held(edited, held)
    assert kept == ("answers.fear.text", "halt.tired", "gratitude")
    assert "body" in shared(edited, held=kept)
    assert "answers" not in shared(edited, held=kept)["body"]


@pytest.mark.parametrize("body", [NOTE, COMMENT, SEEN], ids=lambda b: b.KIND)
def test_a_kind_without_numbers_is_not_given_as_numbers(body: Body) -> None:
    with pytest.raises(NotShareable, match=f"{body.KIND} cannot be shared as numbers"):
        shared(body, "numbers")


@pytest.mark.parametrize("body", [Tombstone(of="note"), Profile(name="Sam")])
def test_a_private_kind_is_never_given(body: Body) -> None:
    with pytest.raises(NotShareable):
        shared(body)


@pytest.mark.parametrize("change", [(b'"note"', b'"sculpture"'), (b"format = 1", b"format = 2")])
def test_an_unknown_kind_or_format_is_never_given(change: tuple[bytes, bytes]) -> None:
    unknown = decode(revision(NOTE).payload.replace(*change))
    with pytest.raises(NotShareable):
        project(unknown, level="full", held=(), copy_record=COPY, supersedes=[])


def test_unknown_keys_stay_at_home() -> None:
    rest = {"weather": canary("weather"), "body": {"dream": canary("dream")}}
    kept = revision(CHECKIN, rest)
    assert b"canary<dream>" in kept.payload
    payload = project(kept, level="full", held=(), copy_record=COPY, supersedes=OLD)
    assert payload == project(
        revision(CHECKIN), level="full", held=(), copy_record=COPY, supersedes=OLD
    )


def test_the_same_entry_gives_the_same_bytes() -> None:
    one, two = (
        project(revision(FULL_NIGHT), level="full", held=(), copy_record=COPY, supersedes=ids)
        for ids in (OLD, [*reversed(OLD), OLD[0]])
    )
    assert one == two


@pytest.mark.parametrize("kind", ["inventory", "comment", "clock"])
def test_a_withdrawal_says_which_and_nothing_of_what(kind: str) -> None:
    payload = withdraw(kind, DAY, COPY, OLD)
    assert rtoml.loads(payload.decode()) == {
        "format": 1,
        "kind": kind,
        "record": COPY,
        "supersedes": sorted(OLD),
        "day": DAY,
        "level": "withdrawn",
    }
    assert decode_copy(payload).header.level == "withdrawn"


def test_only_what_is_shared_can_be_withdrawn() -> None:
    with pytest.raises(BadRecord, match="never shared"):
        withdraw("profile", DAY, COPY, [])


BOTH = {
    *("note", "comment", "seen", "presence", "ending"),
    *("assignment", "agreement", "acceptance", "call", "milestone"),
}
ONLY: dict[Role, set[str]] = {
    "sponsor": {"sign_off"},
    "sponsee": {
        *("inventory", "checkin", "spot_check", "morning", "review", "debrief"),
        *("step", "worksheet", "worksheet_row", "amends", "progress", "clock"),
        *("meeting", "gratitude", "practice", "readiness", "balance", "urge", "safety_plan"),
    },
}


@pytest.mark.parametrize("kind", [*KINDS, "sculpture"])
@pytest.mark.parametrize("role", get_args(Role))
def test_who_may_give_what(role: Role, kind: str) -> None:
    assert may_author(role, kind) == (kind in BOTH or kind in ONLY[role])


def test_every_kind_somebody_may_give_can_be_given_and_no_other() -> None:
    roles: tuple[Role, ...] = get_args(Role)
    assert {kind for kind in KINDS if any(may_author(role, kind) for role in roles)} == {
        name for name, kind in KINDS.items() if kind.FULL
    }


@pytest.mark.parametrize("kind", [k for k in KINDS_TO_FILL if not k.FULL], ids=lambda k: k.KIND)
@pytest.mark.parametrize("level", ["numbers", "full"])
def test_nothing_of_a_private_kind_is_given_at_any_level(kind: type[Body], level: Any) -> None:
    with pytest.raises(NotShareable):
        shared(fullest(kind), level)


GIVEN = [
    pytest.param(kind, level, id=f"{kind.KIND}-{level}")
    for kind in KINDS_TO_FILL
    for level in ("numbers", "full")
    if (kind.FULL if level == "full" else kind.NUMBERS)
]
NAMED = {"clock": {"canary<label>"}, "milestone": {"canary<label>"}}
"""The texts a copy of numbers holds: what a clock counts, what a milestone is called."""


@pytest.mark.parametrize(("kind", "level"), GIVEN)
def test_a_copy_of_any_kind_holds_the_listed_texts_and_no_other(
    kind: type[Body], level: Any
) -> None:
    kept = revision(fullest(kind))
    payload = project(kept, level=level, held=(), copy_record=COPY, supersedes=[])
    found = set(re.findall("canary<[^>]*>", payload.decode()))
    if level == "numbers":
        assert found == NAMED.get(kind.KIND, set())
        return
    listed = [tuple(path.split(".")) for path in kind.FULL]
    for text in set(re.findall("canary<([^>]*)>", kept.payload.decode())):
        goes = any(tuple(text.split("."))[: len(path)] == path for path in listed)
        assert (f"canary<{text}>" in found) == goes, text


@pytest.mark.parametrize("kind", [k for k in KINDS_TO_FILL if k.FULL], ids=lambda k: k.KIND)
def test_each_answer_of_any_kind_can_be_held_back_by_its_key(kind: type[Body]) -> None:
    body = fullest(kind)
    for key in holdable(body):
        place: Any = shared(body, held=(key,)).get("body", {})
        *above, last = key.split(".")
        for part in above:
            place = place.get(part, {}) if isinstance(place, dict) else {}
        assert last not in place, key

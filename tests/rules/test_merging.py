"""Two versions of a record: what differs, and what is made of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.records.codec import content, decode, encode
from sponsorterm.records.kinds import (
    Answer,
    Body,
    Checkin,
    Clock,
    Halt,
    Inventory,
    Link,
    Note,
    Profile,
    SharedCopy,
    Step,
    Tombstone,
    Unknown,
)
from sponsorterm.records.revision import (
    Header,
    Revision,
    acting,
    closure,
    says_the_same,
    versions,
)
from sponsorterm.rules.merging import (
    ABSENT,
    Merged,
    can_be_mixed,
    common_ancestor,
    differences,
    merge,
    safer,
    suggested,
)

AT = datetime(2026, 11, 20, 21, 4, tzinfo=UTC)
RECORD = "ab" * 16


def revision(
    body: Body,
    *,
    kind: str = "",
    minutes: int = 0,
    day: date = date(2026, 11, 20),
    after: Sequence[Revision] = (),
    rest: dict[str, Any] | None = None,
    format: int = 1,
) -> Revision:
    header = Header(
        format=format,
        kind=kind or body.KIND,
        record=RECORD,
        supersedes=closure(after),
        device="0123456789abcdef",
        at=AT + timedelta(minutes=minutes),
        day=day,
    )
    return decode(encode(header, body, rest))


def saved(kind: str, merged: Merged) -> Revision:
    """A merge as it is filed: plain values, checked against their kind by the codec."""
    return revision(
        Unknown(raw=dict(merged.body)), kind=kind, day=merged.day, rest=dict(merged.rest)
    )


lines = st.text(st.characters(codec="utf-8", exclude_categories=("Cc",)), max_size=12)
opened = st.none() | st.booleans()
inventories = st.builds(
    Inventory,
    period=st.sampled_from(["nightly", "morning"]),
    mode=st.sampled_from(["quick", "full"]),
    mood=st.none() | st.integers(1, 5),
    halt=st.none() | st.builds(Halt, hungry=opened, tired=opened),
    answers=st.dictionaries(
        st.sampled_from(["fear", "resentment", "honesty"]),
        st.builds(Answer, value=st.none() | st.sampled_from(["yes", "no"]), text=st.none() | lines),
        max_size=3,
    ),
    traits=st.lists(st.sampled_from(["pride", "fear", "envy"]), max_size=2),
    done_well=st.none() | lines,
)
notes = st.builds(Note, subject=st.none() | lines, body=st.none() | lines, pinned=opened)
steps = st.builds(Step, pack=st.just("general"), step=st.integers(1, 3), note=st.none() | lines)
values = st.recursive(
    st.integers(-9, 9) | lines | st.booleans(),
    lambda below: st.dictionaries(lines, below, max_size=2) | st.lists(below, max_size=2),
    max_leaves=4,
)
unknown = st.dictionaries(lines, values, max_size=3).map(lambda raw: Unknown(raw=raw))
more = st.dictionaries(st.sampled_from(["later", "a.b", "né"]), values, max_size=2)
days = st.integers(0, 3).map(lambda back: AT.date() - timedelta(days=back))


@st.composite
def apart(draw: st.DrawFn) -> list[Revision]:
    """Versions of one record of some kind, known or not, with fields of a newer program."""
    bodies, kind = draw(
        st.sampled_from(
            [(inventories, "inventory"), (notes, "note"), (steps, "step"), (unknown, "dream")]
        )
    )
    number = draw(st.integers(2, 3))
    return [
        revision(
            draw(bodies),
            kind=kind,
            minutes=n,
            day=draw(days),
            rest={"newer": draw(more), "body": {"newer": draw(more)}},
        )
        for n in range(number)
    ]


@given(apart())
def test_only_versions_that_differ_have_differences(two: list[Revision]) -> None:
    assert bool(differences(two)) == (len(versions(two)) > 1)
    assert differences([two[0], two[0]]) == []


@given(apart(), st.integers(0, 2), st.integers(0, 2))
def test_taking_every_field_from_one_is_that_one(
    two: list[Revision], base: int, place: int
) -> None:
    base, place = base % len(two), place % len(two)
    picks = {difference.field: place for difference in differences(two)}
    whole = saved(two[0].kind, merge(two, picks, base))
    assert says_the_same(whole, two[place])
    assert merge(two, {}, place) == merge(two, picks, base)


@given(apart(), st.data())
def test_every_choice_of_fields_is_an_entry_that_says_just_that(
    two: list[Revision], data: st.DataObject
) -> None:
    found = differences(two)
    places = st.integers(0, len(two) - 1)
    picks = {difference.field: data.draw(places) for difference in found}
    made = content(saved(two[0].kind, merge(two, picks)))
    for each in found:
        assert at(made, each.path) == each.values[picks[each.field]]
    chosen = {each.path: ABSENT for each in found}
    assert without(made, chosen) == without(content(two[0]), chosen)


def at(document: Any, path: Sequence[str]) -> Any:
    for key in path:
        document = document.get(key) if isinstance(document, dict) else ABSENT
    return document


def without(document: Any, paths: Mapping[Any, Any], here: tuple[str, ...] = ()) -> Any:
    """A document with nothing at these paths; a table with nothing left says nothing either."""
    if not isinstance(document, dict):
        return document
    left = {
        key: without(value, paths, (*here, key))
        for key, value in document.items()
        if (*here, key) not in paths
    }
    return {key: value for key, value in left.items() if value != {}}


@given(apart())
def test_the_order_of_versions_does_not_matter(two: list[Revision]) -> None:
    there = {(each.field, each.values) for each in map(_hashable, differences(two))}
    back = {(each[0], each[1][::-1]) for each in map(_pair, map(_hashable, differences(two[::-1])))}
    assert there == back


def _hashable(difference: Any) -> Any:
    return type(difference)(difference.path, tuple(map(repr, difference.values)))


def _pair(difference: Any) -> Any:
    return difference.field, difference.values


def test_a_field_of_the_day_is_not_one_of_the_body() -> None:
    two = [
        revision(Unknown(raw={"day": 1}), kind="dream"),
        revision(Unknown(raw={"day": 2}), kind="dream", day=date(2026, 11, 19)),
    ]
    assert [(each.field, each.name) for each in differences(two)] == [
        ("day", "day"),
        ("body.day", "day"),
    ]
    made = merge(two, {"body.day": 1})
    assert (made.day, made.body) == (AT.date(), {"day": 2})


def test_what_one_has_and_the_other_has_not_is_taken_whole() -> None:
    two = [
        revision(Inventory(period="nightly", mode="quick", answers={"fear": Answer(value="yes")})),
        revision(Inventory(period="nightly", mode="quick", done_well="slept")),
    ]
    assert [(each.name, each.values) for each in differences(two)] == [
        ("answers", ({"fear": {"value": "yes"}}, None)),
        ("done_well", (None, "slept")),
    ]
    made = merge(two, {"body.done_well": 1})
    assert made.body == {
        "period": "nightly",
        "mode": "quick",
        "answers": {"fear": {"value": "yes"}},
        "done_well": "slept",
    }


def test_what_the_author_writes_anew_stands() -> None:
    two = [revision(Note(body="here")), revision(Note(body="there"))]
    assert merge(two, {}, 1, {"body.body": "here and there"}).body == {"body": "here and there"}
    with pytest.raises(KeyError):
        merge(two, {}, 1, {"body.subject": "not a field that differs"})
    with pytest.raises(KeyError):
        merge(two, {"body.subject": 1})


def test_what_only_one_changed_is_suggested() -> None:
    before = revision(Checkin(mood=3, craving=2, ask="how"))
    two = [
        revision(Checkin(mood=4, craving=5, ask="how"), after=[before]),
        revision(Checkin(mood=3, craving=6, ask="when"), after=[before], minutes=1),
    ]
    assert common_ancestor(two, [before, *two]) == before
    assert suggested(two, before) == {"body.mood": 0, "body.ask": 1}
    assert suggested(two, None) == {}


def test_the_newest_that_all_go_back_to_is_the_one_before() -> None:
    first = revision(Note(body="a"), minutes=9)
    second = revision(Note(body="b"), after=[first], minutes=1)
    two = [revision(Note(body=text), after=[first, second]) for text in ("c", "d")]
    assert common_ancestor(two, [first, second, *two]) == second
    assert common_ancestor([first, second], [first, second]) is None


def test_an_entry_and_its_deletion_cannot_be_mixed() -> None:
    note, gone = revision(Note(body="words")), revision(Tombstone(of="note"))
    newer = revision(Unknown(raw={"body": "words"}), kind="note", format=2)
    assert can_be_mixed([note, note])
    assert not can_be_mixed([note, gone])
    assert not can_be_mixed([note, newer])


def test_the_safer_level_is_the_lower_one() -> None:
    assert safer(["full", "numbers"]) == "numbers"
    assert safer(["full", "withdrawn", "numbers"]) == "withdrawn"
    assert safer(["full", "full"]) == "full"


def link(**changes: Any) -> Link:
    keys = {"copy_key": "0" * 64, "purge_key": "0" * 64}
    return Link(**({"name": "Maria", "role": "sponsor", "state": "active"} | keys | changes))


def copied(level: Any) -> SharedCopy:
    return SharedCopy(link=RECORD, of=RECORD, kind="note", level=level, bytes="x")


@pytest.mark.parametrize(
    ("acts", "waits"),
    [
        (Note(body="edited"), Tombstone(of="note")),
        (link(state="ended"), link(default_level="full", name="Em")),
        (link(state="paused"), link(state="active")),
        (link(state="active"), link(state="confirming")),
        (link(default_level="numbers"), link(default_level="full")),
        (link(default_level="private"), link(default_level="numbers")),
        (Profile(name="Sam", presence=False), Profile(name="Sam")),
        (copied("withdrawn"), copied("full")),
        (copied("withdrawn"), copied("numbers")),
        (copied("numbers"), copied("full")),
    ],
)
def test_until_a_choice_the_safer_one_acts_whatever_the_clocks_say(acts: Body, waits: Body) -> None:
    for early, late in ((acts, waits), (waits, acts)):
        two = [revision(early), revision(late, minutes=60 * 24 * 365)]
        assert acting(two).body == acting(two[::-1]).body == acts


def test_of_two_alike_the_later_acts() -> None:
    two = [revision(Clock(label="a", start=AT.date()), minutes=n) for n in (5, 1)]
    assert acting(two) == two[0]
    assert acting(two[::-1]) == two[0]

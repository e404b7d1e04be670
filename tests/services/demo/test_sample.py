"""A sample home is a real one: nothing set aside, both sides agree, the days end today."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sponsorterm.records.entry import MINE
from sponsorterm.records.ids import revision_id
from sponsorterm.records.kinds import Comment, SharedCopy
from sponsorterm.services.day.today import today
from sponsorterm.services.demo import sample
from sponsorterm.services.demo.sample import load_sample, sample_folder
from sponsorterm.services.entries.reading import history
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.services.links.talk import agenda, comments_on, shared_name, threads, unread
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.steps.progress import current_step, sponsee_steps
from sponsorterm.services.syncing.standing import states
from sponsorterm.store.home import Home
from tests.services.sampled import NOW, SPONSEES, load

PRESENCE = "presence"


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Session]]:
    root = tmp_path_factory.mktemp("sample")
    sessions = {who: load(root, who) for who in ("Maria", *SPONSEES)}
    yield sessions
    for session in sessions.values():
        session.close()


@pytest.fixture(scope="module")
def maria(homes: dict[str, Session]) -> Session:
    return homes["Maria"]


def held_from(session: Session, name: str) -> set[bytes]:
    """All that came over a link but the notes of presence."""
    link = session.link_named(name).record
    found = session.store.entries(space=link, withdrawn=True)
    return {session.store.revision(e.id).payload for e in found if e.kind != PRESENCE}


def given_to(session: Session, name: str) -> dict[bytes, datetime | None]:
    """All copies kept for a link but the notes of presence, and when each was written."""
    link = session.link_named(name).record
    copies = session.store.entries(kinds={SharedCopy.KIND})
    return {
        entry.body.bytes.encode(): session.store.heads(entry.body.of)[0].header.at
        for entry in copies
        if isinstance(entry.body, SharedCopy)
        and entry.body.link == link
        and entry.body.kind != PRESENCE
    }


def test_everything_is_read_and_nothing_is_set_aside(homes: dict[str, Session]) -> None:
    for session in homes.values():
        assert session.store.problems() == []
        assert list(session.home.quarantine.iterdir()) == []
    assert homes["Maria"].store.count(space=None) > 1500


@pytest.mark.parametrize("name", [name for name in SPONSEES if name != "Noor"])
def test_each_holds_byte_for_byte_what_the_other_gave(
    homes: dict[str, Session], maria: Session, name: str
) -> None:
    assert held_from(maria, name) == given_to(homes[name], "Maria").keys()
    assert held_from(homes[name], "Maria") == given_to(maria, name).keys()


def test_what_was_written_since_the_last_sync_has_not_arrived(
    homes: dict[str, Session], maria: Session
) -> None:
    synced = datetime(2026, 11, 16, 8, 40, tzinfo=UTC)
    given = given_to(homes["Noor"], "Maria")
    assert held_from(maria, "Noor") == {copy for copy, at in given.items() if at and at <= synced}
    assert len(held_from(maria, "Noor")) == len(given) - 2


def test_no_word_of_theirs_is_here_but_what_they_gave(
    homes: dict[str, Session], maria: Session
) -> None:
    sam = homes["Sam"]
    held = next(e for e in history(sam) if e.day == date(2026, 11, 19))
    fear = "about my liver"
    assert fear in sam.store.revision(held.id).payload.decode()
    files = [path.read_bytes() for path in maria.home.data.rglob("*.toml")]
    assert not any(fear.encode() in data for data in files)
    private = [page for page in threads(sam) if page.link is None]
    assert private
    assert not any(private[0].blocks[0].text.encode() in data for data in files)


def test_the_dashboard_says_what_was_written_for_it(maria: Session) -> None:
    flags = {row.name: {flag.key: flag for flag in row.flags} for row in dashboard(maria).rows}
    assert set(flags) == set(SPONSEES)
    assert flags["Mika"]["call_now"].reason == "asks for a call, today 18:10"
    assert {"low_mood", "craving_high", "hard_run"} <= flags["Mika"].keys()
    assert flags["Jo"]["setback"].reason == "setback shared on Wed"
    assert flags["Ana"].keys() == {"silent"}
    assert flags["Ana"]["silent"].reason == "quiet 3 days (agreed: daily)"
    assert flags["Lee"]["milestone"].reason == "1 year on 2 Dec (12 days)"
    assert flags["Noor"]["stale_data"].reason == "no sync since Mon"
    assert "silent" not in flags["Noor"]
    quiet = [flags[name].keys() - {"plan_old"} for name in ("Sam", "Kit", "Pat")]
    assert quiet == [{"unread"}] * 3


def test_those_who_need_a_look_come_first(maria: Session) -> None:
    names = [row.name for row in dashboard(maria).rows]
    assert set(names[:2]) == {"Mika", "Jo"}
    assert names[2:4] == ["Ana", "Noor"]


def test_the_steps_go_from_the_first_to_the_last(maria: Session) -> None:
    at = {
        link.name: step.number
        for link in maria.links()
        if link.is_sponsee and (step := current_step(sponsee_steps(maria, link.record)))
    }
    assert at["Kit"] == at["Jo"] == 1
    assert at["Lee"] == 12
    assert len(set(at.values())) >= 6


def test_there_is_something_to_read_and_to_talk_about(
    homes: dict[str, Session], maria: Session
) -> None:
    assert 5 <= len(unread(maria)) <= 25
    assert len(agenda(maria)) >= 4
    sam = today(homes["Sam"])
    assert sam.filed is None
    assert sam.news
    view = next(clock for clock in sam.clocks if clock.body.primary)
    assert (view.count.current, view.count.total) == (127, 411)


def test_a_comment_stands_beside_its_entry_on_both_sides(
    homes: dict[str, Session], maria: Session
) -> None:
    sam = homes["Sam"]
    day = date(2026, 11, 17)
    mine = next(entry for entry in history(sam) if entry.day == day)
    link = maria.link_named("Sam").record
    theirs = next(e for e in maria.store.entries(space=link, kinds={"inventory"}) if e.day == day)
    assert [block.text for block in comments_on(sam, mine)] == [
        block.text for block in comments_on(maria, theirs)
    ]
    assert comments_on(sam, mine)


def test_every_comment_is_about_something_there(homes: dict[str, Session]) -> None:
    for session in homes.values():
        inventories = session.store.entries(space=None, kinds={"inventory"})
        known = {entry.record for entry in inventories} | {
            shared_name(session, link.record, entry)
            for link in session.links()
            for entry in inventories
            if entry.space == MINE
        }
        comments = session.store.entries(space=None, kinds={Comment.KIND})
        assert {entry.body.about for entry in comments if isinstance(entry.body, Comment)} <= known


def test_all_is_in_step(maria: Session) -> None:
    assert {state.state for state in states(maria)} == {"in_step"}
    assert {state.waiting for state in states(maria)} == {0}


@pytest.mark.parametrize(
    "now",
    [datetime(2027, 3, 28, 9, 0, tzinfo=UTC), datetime(2028, 2, 29, 0, 30, tzinfo=UTC)],
    ids=["clocks-go-forward", "before-rollover"],
)
def test_the_last_day_is_today_and_nothing_is_from_the_future(
    tmp_path: Path, now: datetime
) -> None:
    with load(tmp_path, "Lee", now) as lee:
        entries = lee.store.entries(space=None)
        shown = history(lee)
        assert shown[0].day == lee.today
        assert all(entry.at is None or entry.at <= now for entry in entries)
        clock = today(lee).clocks[0]
        assert clock.next is not None
        assert clock.next.milestone.label == "1 year"
        assert 11 <= clock.next.days <= 13


def test_two_loads_share_no_key(tmp_path: Path) -> None:
    for name in ("one", "two"):
        home = Home.find({"SPONSORTERM_HOME": str(tmp_path / name)})
        load_sample(home, sample_folder(), "Kit", clock=lambda: NOW).close()
    one, two = (
        {path.read_bytes() for path in (tmp_path / name / "data").rglob("*-link-*")}
        for name in ("one", "two")
    )
    assert len(one) == len(two) == 1
    keys = re.findall(rb"[0-9a-f]{64}", b"".join(one))
    assert len(keys) == 3
    assert not any(key in data for key in keys for data in two)


def test_nobody_of_that_name_is_an_error_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ServiceError):
        load(tmp_path, "Zoe")
    assert list(tmp_path.iterdir()) == []


def test_the_sample_is_found_inside_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (sample_folder() / "maria").is_dir()
    package = tmp_path / "sponsorterm"
    (package / "sample_data").mkdir(parents=True)
    monkeypatch.setattr(sample.sponsorterm, "__file__", str(package / "__init__.py"))
    assert sample_folder() == package / "sample_data"


def test_seen_marks_meet_the_very_revision_that_was_given(maria: Session) -> None:
    seen = maria.store.entries(kinds={"seen"})
    items = {item.revision for entry in seen for item in getattr(entry.body, "items", ())}
    received = {
        revision_id(maria.store.revision(entry.id).payload)
        for link in maria.links()
        for entry in maria.store.entries(space=link.record)
    }
    assert len(items) > 500
    assert items <= received

"""Where a link syncs: several places at once, broken ones among them, and moving house."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from sponsorterm.endpoint.settings import Rate, Settings
from sponsorterm.records.kinds import Note, Place
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links import talk
from sponsorterm.services.syncing import places
from sponsorterm.services.syncing.rounds import MOST_REASONS, SyncReport, sync_all
from sponsorterm.services.syncing.standing import states
from sponsorterm.strings import people as people_words
from sponsorterm.strings import syncing as words
from sponsorterm.sync.remotes.base import RemoteError
from tests.endpoint.living import Live
from tests.services.pairing import meet

NEW = ["http", "folder", "file"]


@pytest.fixture
def linked(two: tuple[Session, Session], tmp_path: Path) -> tuple[Session, Session]:
    """Sam and Maria, who invited, with a folder between them."""
    sam, maria = two
    (tmp_path / "first").mkdir()
    meet(maria, sam, "folder", tmp_path / "first", None)
    return sam, maria


@pytest.fixture
def second(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """Another endpoint, which nobody has been to."""
    unpaced = Rate(per_minute=10**9, burst=10**9)
    database = tmp_path_factory.mktemp("second") / "mailbox.db"
    live = Live(Settings(database=database, port=0, per_address=unpaced, per_token=unpaced))
    yield live
    live.stop()


@pytest.fixture
def new_place(tmp_path: Path, second: Live) -> Callable[[str], Place]:
    def make(kind: str) -> Place:
        if kind == "http":
            return Place(kind="http", where=second.url)
        (tmp_path / "new").mkdir()
        if kind == "folder":
            return Place(kind="folder", where=str(tmp_path / "new"))
        return Place(kind="file", where=str(tmp_path / "new" / "box.toml"))

    return make


def link_of(session: Session) -> LinkView:
    session.refresh()
    (link,) = session.links()
    return link


def here(session: Session) -> Place:
    return link_of(session).body.places[0]


def write(session: Session, text: str) -> None:
    talk.write_note(session, link_of(session).record, subject="", body=text)


def read(session: Session) -> set[str]:
    kept = session.store.entries(space=link_of(session).record, kinds={Note.KIND})
    return {entry.body.body for entry in kept if isinstance(entry.body, Note)}


def how(session: Session) -> list[str]:
    return [each.sync.state for each in places.states_by_place(session, link_of(session))]


def troubles(reports: list[SyncReport]) -> list[str]:
    return [report.code for report in reports]


def everybody(*sessions: Session) -> None:
    for session in (*sessions, *sessions):
        sync_all(session)


@pytest.mark.parametrize("kind", NEW)
def test_a_link_moves_and_nothing_is_lost(
    linked: tuple[Session, Session], new_place: Callable[[str], Place], second: Live, kind: str
) -> None:
    sam, maria = linked
    write(sam, "before")
    everybody(sam, maria)
    write(sam, "sent to the old place last")
    sync_all(sam)
    new = new_place(kind)
    places.move_place(maria, link_of(maria).record, here(maria), new, second.code)
    assert link_of(maria).body.places == [new]
    write(maria, "written at the new place")
    sync_all(maria)
    assert "written at the new place" not in read(sam)
    places.move_place(sam, link_of(sam).record, here(sam), new)
    everybody(sam, maria)
    assert read(sam) == {"written at the new place"}
    assert read(maria) == {"before", "sent to the old place last"}
    assert [state.state for state in (*states(sam), *states(maria))] == ["in_step"] * 2
    write(sam, "goes on")
    everybody(sam, maria)
    assert "goes on" in read(maria)


@pytest.mark.parametrize("broken", [0, 1, 2])
def test_one_broken_place_never_stops_the_others(
    linked: tuple[Session, Session],
    new_place: Callable[[str], Place],
    second: Live,
    tmp_path: Path,
    broken: int,
) -> None:
    sam, maria = linked
    stick = tmp_path / "stick"
    stick.mkdir()
    for session, code in ((maria, second.code), (sam, None)):
        record = link_of(session).record
        places.add_place(session, record, Place(kind="http", where=second.url), code)
        places.add_place(session, record, Place(kind="folder", where=str(stick)))
    write(sam, "over any of three")
    if broken == 1:
        second.begin_stop()
        second.stop()
    else:
        (tmp_path / ("first", "", "stick")[broken]).rename(tmp_path / "away")
    everybody(sam, maria)
    assert read(maria) == {"over any of three"}
    wrong = "unreachable" if broken == 1 else "not_mounted"
    expected = [wrong if number == broken else "" for number in range(3)]
    assert troubles(sync_all(sam)) == expected
    assert how(sam) == ["unreachable" if code else "in_step" for code in expected]


def test_an_address_that_cannot_even_be_used_stops_no_other_place(
    linked: tuple[Session, Session],
) -> None:
    sam, maria = linked
    link = link_of(sam)
    odd = Place(kind="http", where="http://example.org")
    sam.save(replace(link.body, places=[odd, *link.body.places]), record=link.record)
    write(sam, "goes the other way")
    first, second = sync_all(sam)
    assert first.trouble
    assert not second.trouble
    sync_all(maria)
    assert read(maria) == {"goes the other way"}
    assert how(sam)[1] == "in_step"


def test_two_who_have_only_one_place_in_common_still_meet(
    linked: tuple[Session, Session], tmp_path: Path
) -> None:
    """Each order of syncing, while one of them has another place as well."""
    sam, maria = linked
    (tmp_path / "stick").mkdir()
    stick = Place(kind="folder", where=str(tmp_path / "stick"))
    places.add_place(sam, link_of(sam).record, stick)
    for number, order in enumerate(itertools.permutations((sam, maria, sam))):
        write(sam, f"from sam {number}")
        write(maria, f"from maria {number}")
        for session in (*order, maria, sam):
            sync_all(session)
        assert len(read(maria)) == len(read(sam)) == number + 1


def test_a_place_that_cannot_be_used_changes_nothing(
    linked: tuple[Session, Session], tmp_path: Path
) -> None:
    _, maria = linked
    record, before = link_of(maria).record, link_of(maria).body
    for place in (
        Place(kind="folder", where=str(tmp_path / "unplugged" / "folder")),
        Place(kind="http", where="http://example.org"),
        Place(kind="http", where="http://127.0.0.1:9"),
    ):
        with pytest.raises(RemoteError):
            places.move_place(maria, record, here(maria), place, "code")
        assert link_of(maria).body == before


def test_the_old_place_stays_until_all_of_mine_is_at_the_new_one(
    linked: tuple[Session, Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sponsorterm.sync.remotes.folder import FolderRemote

    _, maria = linked
    (tmp_path / "stick").mkdir()
    write(maria, "a line")
    old, stick = here(maria), Place(kind="folder", where=str(tmp_path / "stick"))
    put = FolderRemote.put

    def full(remote: FolderRemote, uploads: object) -> object:
        if "stick" in remote.name:
            raise RemoteError("full")
        return put(remote, uploads)  # type: ignore[arg-type]

    monkeypatch.setattr(FolderRemote, "put", full)
    with pytest.raises(ServiceError, match="no more room"):
        places.move_place(maria, link_of(maria).record, old, stick)
    assert link_of(maria).body.places == [old, stick]
    monkeypatch.undo()
    assert troubles(sync_all(maria)) == ["", ""]


def test_an_old_place_that_is_gone_can_be_left(
    linked: tuple[Session, Session], tmp_path: Path
) -> None:
    sam, maria = linked
    write(sam, "never fetched from there")
    sync_all(sam)
    (tmp_path / "first").rename(tmp_path / "lost")
    (tmp_path / "stick").mkdir()
    stick = Place(kind="folder", where=str(tmp_path / "stick"))
    for session in (maria, sam):
        places.move_place(session, link_of(session).record, here(session), stick)
    everybody(sam, maria)
    assert read(maria) == {"never fetched from there"}


def test_a_new_endpoint_asks_the_one_who_invited_for_a_code(
    linked: tuple[Session, Session], second: Live
) -> None:
    sam, maria = linked
    place = Place(kind="http", where=second.url)
    with pytest.raises(ServiceError) as needed:
        places.add_place(maria, link_of(maria).record, place)
    assert needed.value.message == people_words.CODE_NEEDED
    with pytest.raises(RemoteError) as first:
        places.add_place(sam, link_of(sam).record, place, second.code)
    assert "Maria" in first.value.hint
    assert len(link_of(maria).body.places) == len(link_of(sam).body.places) == 1
    places.add_place(maria, link_of(maria).record, place, second.code)
    places.add_place(sam, link_of(sam).record, place)
    places.add_place(sam, link_of(sam).record, place)
    assert len(link_of(sam).body.places) == 2


def test_a_place_is_left_and_named_by_what_it_is_called(
    linked: tuple[Session, Session], tmp_path: Path
) -> None:
    _, maria = linked
    record, first = link_of(maria).record, here(maria)
    assert places.named(link_of(maria), None) == first
    (tmp_path / "stick").mkdir()
    stick = Place(kind="folder", where=str(tmp_path / "stick"))
    places.add_place(maria, record, stick)
    with pytest.raises(ServiceError) as which:
        places.named(link_of(maria), None)
    assert first.where in which.value.hint
    assert stick.where in which.value.hint
    with pytest.raises(ServiceError):
        places.named(link_of(maria), "/no/such/place")
    assert places.named(link_of(maria), f"{tmp_path}/other/../stick".replace("other/../", "")) == (
        stick
    )
    with pytest.raises(ServiceError):
        places.move_place(maria, record, stick, stick)
    places.remove_place(maria, record, stick)
    assert link_of(maria).body.places == [first]
    assert (tmp_path / "stick" / "sponsorterm.toml").exists()
    places.remove_place(maria, record, first)
    assert [state.state for state in states(maria)] == ["no_place"]


def test_half_a_file_is_named_whole_with_what_to_do(
    linked: tuple[Session, Session], tmp_path: Path
) -> None:
    sam, _ = linked
    sync_all(sam)
    name = f"{'a' * 52} (conflicted copy).toml"
    (tmp_path / "first" / "e" / name).write_text("v = ")
    (report,) = sync_all(sam)
    assert report.trouble == ""
    assert report.reasons == (words.unread(name, "has not arrived whole", waits=True),)
    assert "moved away" in report.reasons[0]


def test_rubbish_without_end_is_told_in_a_few_lines(
    linked: tuple[Session, Session], tmp_path: Path
) -> None:
    sam, _ = linked
    sync_all(sam)
    for number in range(MOST_REASONS + 20):
        (tmp_path / "first" / "e" / f"{number}.toml").mkdir()
    (report,) = sync_all(sam)
    assert report.trouble == ""
    assert len(report.reasons) == MOST_REASONS + 1
    assert report.reasons[-1] == words.and_more(20)

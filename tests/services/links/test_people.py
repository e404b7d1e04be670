"""Pairing for both sides: over an endpoint, over a folder, by pasted blocks."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from sponsorterm.records.kinds import Clock, Place, Step
from sponsorterm.sealing import SealingError
from sponsorterm.services.entries.filing import copies_of
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import people
from sponsorterm.services.syncing.places import add_place
from sponsorterm.services.syncing.rounds import sync_all
from sponsorterm.services.syncing.standing import states
from sponsorterm.store import files
from sponsorterm.store.keys import load_keys
from sponsorterm.sync.drops import SlotTaken
from sponsorterm.sync.pairing import PairingError
from tests.endpoint.living import Live
from tests.faults.disks import Deadly, Killed
from tests.services.conftest import Wrist
from tests.services.pairing import Kind, meet


@pytest.mark.parametrize("kind", ["http", "folder", "file"])
def test_both_know_each_other_after_comparing_digits(
    two: tuple[Session, Session], kind: Kind, tmp_path: Path, endpoint: Live
) -> None:
    sam, maria = two
    shared = tmp_path / "shared"
    shared.mkdir()
    meet(maria, sam, kind, shared, endpoint)
    (to_sam,), (to_maria,) = maria.links(), sam.links()
    assert (to_sam.name, to_sam.role, to_sam.state) == ("Sam", "sponsee", "active")
    assert (to_maria.name, to_maria.role, to_maria.state) == ("Maria", "sponsor", "active")
    assert to_sam.body.root == to_maria.body.root
    assert {to_sam.body.direction, to_maria.body.direction} == {"a", "b"}
    assert list(maria.home.pairing.iterdir()) == [], "the code has done its work"


def test_two_pasted_blocks_are_enough(two: tuple[Session, Session], tmp_path: Path) -> None:
    sam, maria = two
    invite = people.start_invite(maria, "Sam", "sponsee")
    joined = people.join(sam, invite.code.upper().replace("-", " "), block=f"> {invite.block}")
    answered = people.answer_from_block(maria, invite.link, f"Hi!\n{joined.block}\nbye")
    assert answered.digits == joined.digits
    people.confirm(maria, invite.link, same=True)
    people.confirm(sam, joined.link, same=True)
    assert [state.state for state in states(sam)] == ["no_place"]
    shared = tmp_path / "shared"
    shared.mkdir()
    for session in (maria, sam):
        add_place(session, session.links()[0].record, Place(kind="folder", where=str(shared)))
        assert [report.trouble for report in sync_all(session)] == [""]


@pytest.mark.parametrize("where", ["data", "config/ours", "data/records/box.toml", "", ".."])
def test_nobody_is_let_in_where_my_own_records_lie(
    two: tuple[Session, Session], where: str
) -> None:
    sam, maria = two
    root = maria.home.data.parent
    near = Place(kind="folder", where=str(root / where))
    meet(maria, sam, "folder", root.parent / "shared", None)
    code = people.start_invite(sam, "Maria", "sponsor").code
    with pytest.raises(ServiceError, match="own records"):
        people.start_invite(maria, "Sam", "sponsee", near)
    with pytest.raises(ServiceError, match="own records"):
        people.join(maria, code, place=near)
    with pytest.raises(ServiceError, match="own records"):
        add_place(maria, maria.links()[0].record, near)


def test_nothing_is_sent_before_the_digits_were_compared(
    two: tuple[Session, Session], tmp_path: Path
) -> None:
    sam, maria = two
    place = Place(kind="folder", where=str(tmp_path / "shared"))
    invite = people.start_invite(maria, "Sam", "sponsee", place)
    people.join(sam, invite.code, place=place)
    assert sam.links() == []
    assert sync_all(sam) == []
    assert not list((tmp_path / "shared" / "e").rglob("*.toml"))


def test_digits_that_differ_end_the_link_and_forget_its_key(
    two: tuple[Session, Session], tmp_path: Path
) -> None:
    sam, maria = two
    place = Place(kind="folder", where=str(tmp_path / "shared"))
    invite = people.start_invite(maria, "Sam", "sponsee", place)
    joined = people.join(sam, invite.code, place=place)
    people.confirm(sam, joined.link, same=False)
    assert sam.link(joined.link).state == "ended"
    assert sam.link(joined.link).body.root is None
    with pytest.raises(ServiceError):
        people.met(sam, joined.link)


def test_a_code_that_was_used_stops_loudly(
    two: tuple[Session, Session], tmp_path: Path, clock: Wrist
) -> None:
    sam, maria = two
    place = Place(kind="folder", where=str(tmp_path / "shared"))
    invite = people.start_invite(maria, "Sam", "sponsee", place)
    people.join(sam, invite.code, place=place)
    with pytest.raises(SlotTaken):
        people.join(sam, invite.code, place=place)


def test_ones_own_invitation_is_refused(two: tuple[Session, Session], tmp_path: Path) -> None:
    _, maria = two
    place = Place(kind="folder", where=str(tmp_path / "shared"))
    invite = people.start_invite(maria, "Sam", "sponsee", place)
    with pytest.raises(PairingError):
        people.join(maria, invite.code, place=place)


def test_an_invitation_ends_after_two_days(
    two: tuple[Session, Session], tmp_path: Path, clock: Wrist
) -> None:
    sam, maria = two
    place = Place(kind="folder", where=str(tmp_path / "shared"))
    invite = people.start_invite(maria, "Sam", "sponsee", place)
    clock.pass_(hours=48)
    with pytest.raises(PairingError):
        people.join(sam, invite.code, place=place)


def test_a_wrong_word_is_named_by_its_place_only(two: tuple[Session, Session]) -> None:
    sam, _ = two
    with pytest.raises((PairingError, SealingError)) as caught:
        people.join(sam, "one two three heronry five six seven eight nine ten", block="x")
    assert "heronry" not in str(caught.value)


def test_without_a_registration_code_no_link_is_made(
    two: tuple[Session, Session], endpoint: Live
) -> None:
    _, maria = two
    with pytest.raises(ServiceError, match="registration code"):
        people.start_invite(maria, "Sam", "sponsee", Place(kind="http", where=endpoint.url))
    assert maria.links(live_only=False) == []


def test_secrets_lie_apart_from_the_records(
    two: tuple[Session, Session], tmp_path: Path, endpoint: Live
) -> None:
    sam, maria = two
    meet(maria, sam, "http", tmp_path, endpoint)
    for session in (sam, maria):
        keys = load_keys(session.home)
        secrets = [*keys.tokens.values(), *keys.codes.values()]
        records = b"".join(p.read_bytes() for p in session.home.data.rglob("*.toml"))
        assert secrets
        assert all(secret.encode() not in records for secret in secrets)
        assert session.home.keys.stat().st_mode & 0o777 == 0o600


def test_linking_gives_nothing_old_unless_a_level_was_chosen(
    two: tuple[Session, Session], tmp_path: Path, endpoint: Live
) -> None:
    sam, maria = two
    sam.save(Clock(label="Sober", start=sam.today, primary=True))
    meet(maria, sam, "folder", tmp_path / "shared", endpoint)
    sync_all(sam)
    sync_all(maria)
    link = maria.links()[0].record
    assert [entry.kind for entry in maria.store.entries(space=link)] == ["presence"]
    people.set_default_level(sam, sam.links()[0].record, "numbers")
    sync_all(sam)
    sync_all(maria)
    assert {entry.kind for entry in maria.store.entries(space=link)} == {"presence", "clock"}


def test_a_crash_while_confirming_loses_nothing_that_was_to_be_given(
    two: tuple[Session, Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it dies, each time one call later: who confirms again has it whole."""
    sam, maria = two
    sam.save(Clock(label="Sober", start=sam.today, primary=True))
    sam.save(Step(pack="generic", step=1))
    place = Place(kind="folder", where=str(tmp_path / "shared"))
    invite = people.start_invite(maria, "Sam", "sponsee", place)
    link = people.join(sam, invite.code, place=place).link
    deaths = 0
    while sam.link(link).state != "active":
        monkeypatch.setattr(files, "disk", Deadly(deaths))
        with suppress(Killed):
            people.confirm(sam, link, same=True, level="full")
        monkeypatch.undo()
        sam.close()
        sam = Session.open(sam.home, sam.clock)
        deaths += 1
    given = {entry.body.kind for entry in copies_of(sam, sam.link(link))}  # type: ignore[attr-defined]
    sam.close()
    assert deaths > 5
    assert given == {Clock.KIND, Step.KIND}

"""The same two homes reach the same state over any remote, in any order, however often."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sponsorterm.records.kinds import Inventory, SharedCopy
from sponsorterm.records.revision import Revision
from sponsorterm.rules.presence import Arrival
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare, share
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import talk
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.syncing.rounds import note_presence, outgoing, set_presence, sync_all
from sponsorterm.services.syncing.standing import overall, states
from tests.endpoint.living import Live
from tests.services.conftest import Wrist, make_home
from tests.services.pairing import Kind, meet

CANARY = "otter-behind-the-oven"


def write(session: Session, mood: int, text: str, level: str = "full") -> str:
    body = Inventory(period="nightly", mode="full", mood=mood, done_well=text, better=CANARY)
    held = ("better",) if level == "full" else ()
    sharing = {session.links()[0].record: Sharing(level, held)}  # type: ignore[arg-type]
    return file(session, prepare(session, body, sharing=sharing)).revision.record


def held_by(session: Session) -> dict[str, bytes]:
    """What came over the link: revision id to exact bytes."""
    folder = session.home.records / session.links()[0].record
    payloads = [path.read_bytes() for path in sorted(folder.rglob("*.toml"))]
    from sponsorterm.records.ids import revision_id

    return {revision_id(payload): payload for payload in payloads}


def given_by(session: Session) -> set[bytes]:
    """The newest of every copy that was made for the link."""
    kept = session.store.entries(kinds={SharedCopy.KIND})
    return {e.body.bytes.encode() for e in kept if isinstance(e.body, SharedCopy)}


Duo = tuple[Session, Session]


@pytest.fixture
def start(tmp_path: Path, clock: Wrist, endpoint: Live) -> Iterator[Callable[[Kind, str], Duo]]:
    opened: list[Session] = []

    def start(kind: Kind, name: str) -> Duo:
        root = tmp_path / name
        (root / "shared").mkdir(parents=True)
        sam = set_up(make_home(root / "sam"), SetupAnswers("Sam", zone="UTC"), clock)
        maria = set_up(make_home(root / "maria"), SetupAnswers("Maria", zone="UTC"), clock)
        opened.extend((sam, maria))
        meet(maria, sam, kind, root / "shared", endpoint)
        return sam, maria

    yield start
    for session in opened:
        session.close()


@pytest.mark.parametrize("kind", ["http", "folder", "file"])
@pytest.mark.parametrize("order", list(itertools.product("sm", repeat=3)), ids="".join)
def test_any_order_of_syncs_ends_in_the_same_state(
    start: Callable[[Kind, str], Duo], kind: Kind, order: tuple[str, ...]
) -> None:
    sam, maria = start(kind, kind)
    by_letter = {"s": sam, "m": maria}
    first = write(sam, 2, "swam")
    write(sam, 4, "rested", "numbers")
    talk.write_note(maria, maria.links()[0].record, subject="Thursday", body="call at six?")
    for letter in order:
        sync_all(by_letter[letter])
    share(sam, first, {sam.links()[0].record: Sharing("private")})
    for letter in (*reversed(order), "s", "m", "s"):
        sync_all(by_letter[letter])
    assert given_by(sam) <= set(held_by(maria).values())
    assert given_by(maria) <= set(held_by(sam).values())
    shown = maria.store.entries(space=maria.links()[0].record, kinds={"inventory"})
    assert [entry.level for entry in shown] == ["numbers"], "what was taken back is shown nowhere"
    assert [state.state for state in states(sam)] == ["in_step"]


@pytest.mark.parametrize("kind", ["http", "folder", "file"])
def test_what_the_sponsor_holds_is_the_preview_and_nothing_else(
    start: Callable[[Kind, str], Duo], kind: Kind
) -> None:
    sam, maria = start(kind, kind)
    write(sam, 3, "wrote it down")
    private = sam.save(Inventory(period="nightly", mode="quick", mood=1, done_well=CANARY))
    sync_all(sam)
    sync_all(maria)
    assert set(held_by(maria).values()) == given_by(sam)
    everything = b"".join(p.read_bytes() for p in maria.home.data.rglob("*") if p.is_file())
    everything += b"".join(p.read_bytes() for p in maria.home.state.rglob("*") if p.is_file())
    for secret in (CANARY, private.id, private.record, sam.store.device):
        assert secret.encode() not in everything


@pytest.mark.parametrize("kind", ["http", "folder", "file"])
def test_a_sync_again_sends_and_fetches_nothing(
    start: Callable[[Kind, str], Duo], kind: Kind
) -> None:
    sam, maria = start(kind, kind)
    write(sam, 3, "once")
    sync_all(sam)
    sync_all(maria)
    sync_all(sam)
    for session in (sam, maria, sam, maria):
        (report,) = sync_all(session)
        assert (report.sent, report.received, report.refilled) == (0, 0, 0)


def test_a_copy_taken_back_before_it_was_sent_never_leaves(
    start: Callable[[Kind, str], Duo],
) -> None:
    sam, maria = start("folder", "folder")
    record = write(sam, 3, "a word too many")
    share(sam, record, {sam.links()[0].record: Sharing("private")})
    sync_all(sam)
    sync_all(maria)
    assert b"a word too many" not in b"".join(held_by(maria).values())


def test_saving_never_needs_the_remote(
    start: Callable[[Kind, str], Duo], tmp_path: Path, clock: Wrist
) -> None:
    sam, _ = start("folder", "folder")
    (tmp_path / "folder" / "shared").rename(tmp_path / "away")
    write(sam, 3, "still written")
    (report,) = sync_all(sam)
    assert report.code == "not_mounted"
    assert report.waiting >= 1
    assert "waiting" in overall(sam, states(sam))
    (tmp_path / "away").rename(tmp_path / "folder" / "shared")
    (report,) = sync_all(sam)
    assert (report.trouble, report.waiting) == ("", 0)


def test_presence_tells_how_many_entries_there_are(start: Callable[[Kind, str], Duo]) -> None:
    sam, maria = start("folder", "folder")
    write(sam, 3, "one")
    write(sam, 4, "two")
    sync_all(sam)
    sync_all(maria)
    (note,) = maria.store.entries(space=maria.links()[0].record, kinds={"presence"})
    assert getattr(note.body, "count", None) == 2


def test_a_received_revision_is_byte_for_byte_what_was_sealed(
    start: Callable[[Kind, str], Duo],
) -> None:
    sam, maria = start("folder", "folder")
    write(sam, 5, "exactly this")
    sync_all(sam)
    sync_all(maria)
    for name, payload in held_by(maria).items():
        revision: Revision = maria.store.revision(name)
        assert revision.payload == payload


def arrival_of(session: Session) -> Arrival:
    return dashboard(session).rows[0].arrival


def test_a_sponsor_sees_what_has_not_arrived_and_what_differs(
    start: Callable[[Kind, str], Duo],
) -> None:
    sam, maria = start("folder", "folder")
    link = maria.links()[0].record
    for text in ("one", "two", "three"):
        write(sam, 3, text)
    note_presence(sam, sam.links()[0])
    copies = [payload for _, payload in outgoing(sam, sam.links()[0])]
    assert b'kind = "presence"' in copies[0], "the count is told before what it counts"
    maria.store.receive(link, copies[0])
    assert arrival_of(maria) == Arrival("missing", 3)
    for payload in copies[1:3]:
        maria.store.receive(link, payload)
    assert arrival_of(maria) == Arrival("missing", 1)
    other = Inventory(period="nightly", mode="quick", mood=1)
    strange = prepare(sam, other, sharing={sam.links()[0].record: Sharing("full")})
    maria.store.receive(link, strange.copies[0].payload)
    assert arrival_of(maria) == Arrival("differs")
    maria.store.receive(link, copies[3])
    assert arrival_of(maria).state == "in_step", "more than the note knows of proves nothing"


def test_who_stops_telling_how_much_there_is_takes_back_what_was_told(
    start: Callable[[Kind, str], Duo], clock: Wrist
) -> None:
    sam, maria = start("folder", "folder")
    for _ in range(2):
        write(sam, 3, "a day")
        sync_all(sam)
        clock.pass_(days=1)
    sync_all(maria)
    assert arrival_of(maria).state == "in_step"
    set_presence(sam, on=False)
    write(sam, 3, "another")
    sync_all(sam)
    sync_all(maria)
    assert not maria.store.entries(space=maria.links()[0].record, kinds={"presence"})
    assert arrival_of(maria) == Arrival("unknown")
    set_presence(sam, on=True)
    sync_all(sam)
    sync_all(maria)
    assert arrival_of(maria).state == "in_step"

"""Two people with real homes, linked, and a clock the test sets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sponsorterm.endpoint.settings import Rate, Settings
from sponsorterm.records.kinds import Link, SharedCopy
from sponsorterm.sealing.keys import new_copy_key, new_purge_key, new_root_key, new_space_id
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.store.home import Home
from tests.endpoint.living import Live


@dataclass
class Wrist:
    """A clock somebody else winds."""

    now: datetime = field(default_factory=lambda: datetime(2026, 11, 20, 21, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **span: float) -> None:
        self.now += timedelta(**span)


@dataclass
class Pair:
    """Sam, the sponsee, and Maria, the sponsor, each with the link to the other."""

    clock: Wrist
    sam: Session
    maria: Session

    @property
    def to_maria(self) -> LinkView:
        return self.sam.links()[0]

    @property
    def to_sam(self) -> LinkView:
        return self.maria.links()[0]

    def carry(self) -> None:
        """Bring every copy to the other side, as a sync would."""
        for giver, taker in ((self.sam, self.maria), (self.maria, self.sam)):
            link = taker.links()[0].record
            for entry in giver.store.entries(kinds={SharedCopy.KIND}, oldest_first=True):
                for revision in giver.store.revisions(entry.record):
                    assert isinstance(revision.body, SharedCopy)
                    taker.store.receive(link, revision.body.bytes.encode())


def make_home(root: Path) -> Home:
    return Home.find({"SPONSORTERM_HOME": str(root)})


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One endpoint for all: each pair opens spaces of its own in it."""
    unpaced = Rate(per_minute=10**9, burst=10**9)
    database = tmp_path_factory.mktemp("endpoint") / "mailbox.db"
    settings = Settings(database=database, port=0, per_address=unpaced, per_token=unpaced)
    live = Live(settings)
    yield live
    live.stop()


@pytest.fixture
def two(tmp_path: Path, clock: Wrist) -> Iterator[tuple[Session, Session]]:
    """Sam and Maria, not linked yet."""
    with (
        set_up(make_home(tmp_path / "sam"), SetupAnswers("Sam", zone="UTC"), clock) as sam,
        set_up(make_home(tmp_path / "maria"), SetupAnswers("Maria", zone="UTC"), clock) as maria,
    ):
        yield sam, maria


@pytest.fixture
def clock() -> Wrist:
    return Wrist()


@pytest.fixture
def sam(tmp_path: Path, clock: Wrist) -> Iterator[Session]:
    with set_up(make_home(tmp_path / "sam"), SetupAnswers("Sam", zone="UTC"), clock) as session:
        yield session


@pytest.fixture
def pair(sam: Session, tmp_path: Path, clock: Wrist) -> Iterator[Pair]:
    maria = set_up(make_home(tmp_path / "maria"), SetupAnswers("Maria", zone="UTC"), clock)
    space, root = new_space_id(), new_root_key().hex()
    for session, name, role, direction in (
        (sam, "Maria", "sponsor", "b"),
        (maria, "Sam", "sponsee", "a"),
    ):
        session.save(
            Link(
                name=name,
                role=role,
                state="active",
                space=space,
                direction=direction,
                root=root,
                copy_key=new_copy_key().hex(),
                purge_key=new_purge_key().hex(),
                since=clock.now.date(),
            )
        )
    with maria:
        yield Pair(clock, sam, maria)


@pytest.fixture
def other(tmp_path: Path, clock: Wrist) -> Iterator[Session]:
    """A second home of Sam's, which knows nothing of the first."""
    with set_up(make_home(tmp_path / "other"), SetupAnswers("Sam", zone="UTC"), clock) as session:
        yield session

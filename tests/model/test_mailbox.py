"""The mailbox in memory answers as the real endpoint does, whatever is asked in whatever order."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing

import pytest

from sponsorterm import wire
from sponsorterm.endpoint.settings import Rate, Settings
from sponsorterm.sync.remotes import http
from sponsorterm.sync.remotes.base import RemoteError
from tests.endpoint.living import Live, sealed
from tests.model.mailbox import CODE, Mailbox, Network

SEEDS = range(4)
STEPS = 120
FEW = 5


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    unpaced = Rate(per_minute=10**9, burst=10**9)
    database = tmp_path_factory.mktemp("endpoint") / "mailbox.db"
    live = Live(Settings(database=database, port=0, per_address=unpaced, per_token=unpaced))
    yield live
    live.stop()


class Asked:
    """One side of the comparison: the same is asked of both, and the answers are noted."""

    def __init__(self, where: str, code: str) -> None:
        self.where, self.code = where, code
        self.ids: list[str] = []
        self.cursors = ["", ""]

    def ask(self, what: str, dice: random.Random, spaces: list[str], batch: list[wire.Upload]):  # type: ignore[no-untyped-def]
        """What came of it, without the names an endpoint makes up."""
        space, other = dice.sample(spaces, 2)
        token, second = (f"{spaces[0]} {dice.randrange(5)}" for _ in range(2))
        recovery, member = dice.random() < 0.4, dice.choice("ab")
        name = batch[0].envelope.id
        number = dice.randrange(len(self.ids) + 1)
        try:
            if what == "register":
                return http.register(self.where, space, token, dice.choice((self.code, "no")))
            if what == "add":
                self.ids.append(
                    http.add_device(
                        self.where, space, token, wire.token_hash(second), member, recovery=recovery
                    )
                )
                return self.ids.index(self.ids[-1])
            if what == "revoke":
                return http.revoke_device(self.where, space, token, [*self.ids, "0" * 32][number])
            if what == "close":
                return http.close_space(self.where, other, token)
            with closing(http.HttpRemote(self.where, space, token)) as remote:
                return self._ask(what, remote, batch, name, dice.choice(("theirs", "x")))
        except RemoteError as error:
            return error.code, getattr(error, "wire_code", "")

    def _ask(self, what, remote, batch, name, secret):  # type: ignore[no-untyped-def]
        if what == "put":
            return [(each.id, each.state) for each in remote.put(batch)]
        if what == "fetch":
            page = remote.fetch(self.cursors[0], ())
            self.cursors = [page.cursor, self.cursors[0]]
            return [each.id for each in page.envelopes], page.more, page.reset
        if what == "back":
            self.cursors.reverse()
        if what == "purge":
            return remote.purge(name, secret)
        if what == "get":
            return remote.get(name)
        return sorted(remote.ids()), remote.digest().bucket


WHAT = (
    "register", "add", "add", "revoke", "close", "put", "put", "put", "put", "fetch", "fetch",
    "back", "purge", "get", "digest",
)  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_both_answer_the_same(seed: int, live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_PAGE", FEW)
    dice = random.Random(seed)
    spaces = [dice.randbytes(16).hex() for _ in range(3)]
    uploads = [
        wire.Upload(sealed(dice.choice(spaces)), wire.purge_hash("theirs")) for _ in range(30)
    ]
    network = Network({"http://127.0.0.1:1": Mailbox(random.Random(seed))})
    real, model = Asked(live.url, live.code), Asked("http://127.0.0.1:1", CODE)
    for number in range(STEPS):
        what = "register" if number < 6 else dice.choice(WHAT)
        start, batch = dice.getrandbits(64), dice.sample(uploads, dice.randrange(1, 8))
        batch = [batch[0], *(e for e in batch if e.envelope.space == batch[0].envelope.space)]
        expected = real.ask(what, random.Random(start), spaces, batch)
        with monkeypatch.context() as patch:
            patch.setattr(http, "Connection", network.connect)
            assert model.ask(what, random.Random(start), spaces, batch) == expected, (number, what)

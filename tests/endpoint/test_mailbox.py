"""What every `Mailbox` promises, whatever database stands behind it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.endpoint import admin
from sponsorterm.endpoint.mailbox import Entry, Mailbox, Visit
from sponsorterm.endpoint.refusals import Refused
from sponsorterm.endpoint.settings import Limits
from sponsorterm.endpoint.sqlite import SqliteMailbox
from tests.endpoint.living import sealed, upload_of

pytestmark = pytest.mark.anyio

NOW = 1_800_000_000.0
LIMITS = Limits(space_bytes=4000, space_envelopes=30, devices=4, spaces_per_code=3, drops=3)
ROOM = wire.MAX_BODY


@dataclass
class Storage:
    """A mailbox under test, and how an operator makes a registration code for it."""

    mailbox: Mailbox
    new_code: Callable[[], str]
    revoke_codes: Callable[[], None]

    async def open(self, space: str | None = None) -> Visit:
        space, token = space or secrets.token_hex(16), secrets.token_hex(32)
        await self.mailbox.open_space(space, self.new_code(), token, NOW)
        return await self.mailbox.visit(space, token)

    async def again(self, visit: Visit) -> Visit:
        """The same device, let in once more."""
        token = secrets.token_hex(32)
        await self.mailbox.add_device(visit, token, visit.member)
        return await self.mailbox.visit(visit.space, token)

    async def way_back(self, visit: Visit) -> Visit:
        """The same member, come with their recovery token."""
        back = token()
        await self.mailbox.add_device(visit, back, visit.member, recovery=True)
        return await self.mailbox.visit(visit.space, back)

    async def send(self, visit: Visit, count: int, size: int = 96) -> list[wire.Envelope]:
        envelopes = [sealed(visit.space, size) for _ in range(count)]
        await self.mailbox.store(visit, [upload_of(envelope) for envelope in envelopes])
        return envelopes


def sqlite(folder: Path) -> Iterator[Storage]:
    path = folder / "mailbox.db"

    def revoke_codes() -> None:
        for code in admin.list_codes(path):
            admin.revoke_code(path, code.id)

    def new_code() -> str:
        return wire.token_hash(admin.create_code(path, label="a test"))

    with closing(SqliteMailbox(path, LIMITS)) as mailbox:
        yield Storage(mailbox, new_code, revoke_codes)


IMPLEMENTATIONS = [sqlite]


@pytest.fixture(params=IMPLEMENTATIONS)
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Storage]:
    yield from request.param(tmp_path)


def refused(code: str) -> pytest.RaisesExc[Refused]:
    return pytest.RaisesExc(Refused, check=lambda error: error.info.code == code)


def token() -> str:
    return secrets.token_hex(32)


class TestSpaces:
    async def test_the_same_request_twice_opens_one_space(self, storage: Storage) -> None:
        space, code, mine = secrets.token_hex(16), storage.new_code(), token()
        first = await storage.mailbox.open_space(space, code, mine, NOW)
        again = await storage.mailbox.open_space(space, code, mine, NOW)
        assert first.new
        assert again == Entry(first.device, new=False)

    async def test_an_open_space_takes_no_other_token(self, storage: Storage) -> None:
        visit, code = await storage.open(), storage.new_code()
        with refused("token_conflict"):
            await storage.mailbox.open_space(visit.space, code, token(), NOW)

    async def test_a_made_up_or_revoked_code_opens_nothing(self, storage: Storage) -> None:
        code = storage.new_code()
        storage.revoke_codes()
        for bad in (code, token()):
            with refused("registration_closed"):
                await storage.mailbox.open_space(secrets.token_hex(16), bad, token(), NOW)

    async def test_a_code_opens_so_many_spaces_and_repeats_are_free(self, storage: Storage) -> None:
        code = storage.new_code()
        opened = [(secrets.token_hex(16), token()) for _ in range(LIMITS.spaces_per_code)]
        for space, mine in [*opened, *opened]:
            await storage.mailbox.open_space(space, code, mine, NOW)
        with refused("quota"):
            await storage.mailbox.open_space(secrets.token_hex(16), code, token(), NOW)

    async def test_a_new_space_is_empty(self, storage: Storage) -> None:
        visit = await storage.open()
        assert (visit.member, visit.head, visit.held) == ("a", 0, 0)


class TestVisits:
    async def test_an_unknown_token_is_refused(self, storage: Storage) -> None:
        visit = await storage.open()
        for space in (visit.space, secrets.token_hex(16)):
            with refused("bad_token"):
                await storage.mailbox.visit(space, token())

    async def test_a_stranger_cannot_tell_a_space_from_none(self, storage: Storage) -> None:
        theirs, space, mine = await storage.open(), secrets.token_hex(16), token()
        await storage.mailbox.open_space(space, storage.new_code(), mine, NOW)
        for other in (theirs.space, secrets.token_hex(16)):
            with refused("no_space"):
                await storage.mailbox.visit(other, mine)

    async def test_one_token_may_stand_for_one_device_in_two_spaces(self, storage: Storage) -> None:
        mine, code = token(), storage.new_code()
        spaces = [secrets.token_hex(16), secrets.token_hex(16)]
        for space in spaces:
            await storage.mailbox.open_space(space, code, mine, NOW)
        visits = [await storage.mailbox.visit(space, mine) for space in spaces]
        assert [visit.space for visit in visits] == spaces
        assert visits[0].device != visits[1].device


class TestDevices:
    async def test_a_member_adds_own_devices(self, storage: Storage) -> None:
        visit, mine = await storage.open(), token()
        entry = await storage.mailbox.add_device(visit, mine, "a")
        assert (await storage.mailbox.visit(visit.space, mine)).device == entry.device
        assert await storage.mailbox.add_device(visit, mine, "a") == Entry(entry.device, new=False)

    async def test_a_lets_in_the_first_of_b_and_no_other(self, storage: Storage) -> None:
        visit, theirs = await storage.open(), token()
        first = await storage.mailbox.add_device(visit, theirs, "b")
        assert await storage.mailbox.add_device(visit, theirs, "b") == Entry(first.device, False)
        with refused("not_member"):
            await storage.mailbox.add_device(visit, token(), "b")

    async def test_b_adds_devices_of_b_and_never_of_a(self, storage: Storage) -> None:
        visit, theirs = await storage.open(), token()
        await storage.mailbox.add_device(visit, theirs, "b")
        as_b = await storage.mailbox.visit(visit.space, theirs)
        assert (await storage.mailbox.add_device(as_b, token(), "b")).new
        with refused("not_member"):
            await storage.mailbox.add_device(as_b, token(), "a")

    async def test_one_token_is_not_both_members(self, storage: Storage) -> None:
        visit, mine = await storage.open(), token()
        await storage.mailbox.add_device(visit, mine, "a")
        with refused("token_conflict"):
            await storage.mailbox.add_device(visit, mine, "b")

    async def test_a_space_has_so_many_devices(self, storage: Storage) -> None:
        visit = await storage.open()
        for _ in range(LIMITS.devices - 1):
            await storage.mailbox.add_device(visit, token(), "a")
        with refused("quota"):
            await storage.mailbox.add_device(visit, token(), "a")

    async def test_revoking_takes_what_the_device_added_with_it(self, storage: Storage) -> None:
        first, second, third = await storage.open(), token(), token()
        await storage.mailbox.add_device(first, second, "a")
        as_second = await storage.mailbox.visit(first.space, second)
        await storage.mailbox.add_device(as_second, third, "a")
        await storage.mailbox.revoke(await storage.way_back(first), as_second.device)
        for gone in (second, third):
            with refused("bad_token"):
                await storage.mailbox.visit(first.space, gone)

    async def test_the_other_person_stays_when_the_device_that_let_them_in_goes(
        self, storage: Storage
    ) -> None:
        visit, theirs = await storage.open(), token()
        await storage.mailbox.add_device(visit, theirs, "b")
        await storage.mailbox.revoke(await storage.way_back(visit), visit.device)
        assert (await storage.mailbox.visit(visit.space, theirs)).member == "b"

    async def test_the_way_back_in_stays_when_every_device_is_shut_out(
        self, storage: Storage
    ) -> None:
        first, back, new = await storage.open(), token(), token()
        entry = await storage.mailbox.add_device(first, back, "a", recovery=True)
        again = await storage.mailbox.add_device(first, back, "a", recovery=True)
        assert again == Entry(entry.device, new=False)
        by_words = await storage.mailbox.visit(first.space, back)
        with refused("not_member"):
            await storage.mailbox.revoke(by_words, entry.device)
        await storage.mailbox.add_device(by_words, new, "a")
        await storage.mailbox.revoke(by_words, first.device)
        assert (await storage.mailbox.visit(first.space, new)).member == "a"

    async def test_there_is_one_way_back_in_for_each_and_only_for_oneself(
        self, storage: Storage
    ) -> None:
        as_a, theirs, back = await storage.open(), token(), token()
        with refused("not_member"):
            await storage.mailbox.add_device(as_a, back, "b", recovery=True)
        await storage.mailbox.add_device(as_a, theirs, "b")
        as_b = await storage.mailbox.visit(as_a.space, theirs)
        await storage.mailbox.add_device(as_a, back, "a", recovery=True)
        await storage.mailbox.add_device(as_b, token(), "b", recovery=True)
        with refused("token_conflict"):
            await storage.mailbox.add_device(as_a, token(), "a", recovery=True)
        with refused("token_conflict"):
            await storage.mailbox.add_device(as_a, back, "a")

    async def test_the_way_back_in_is_none_of_the_devices_counted(self, storage: Storage) -> None:
        visit = await storage.open()
        await storage.mailbox.add_device(visit, token(), "a", recovery=True)
        for _ in range(LIMITS.devices - 1):
            await storage.mailbox.add_device(visit, token(), "a")
        with refused("quota"):
            await storage.mailbox.add_device(visit, token(), "a")

    async def test_nobody_revokes_the_other_persons_device(self, storage: Storage) -> None:
        visit, theirs = await storage.open(), token()
        other = await storage.mailbox.add_device(visit, theirs, "b")
        as_b = await storage.mailbox.visit(visit.space, theirs)
        with refused("not_member"):
            await storage.mailbox.revoke(await storage.way_back(visit), other.device)
        with refused("not_member"):
            await storage.mailbox.revoke(await storage.way_back(as_b), visit.device)

    async def test_a_devices_token_is_not_enough_to_shut_out_or_to_close(
        self, storage: Storage
    ) -> None:
        visit = await storage.open()
        added = await storage.mailbox.add_device(visit, token(), "a")
        for device in (visit.device, added.device):
            with refused("needs_recovery"):
                await storage.mailbox.revoke(visit, device)
        with refused("needs_recovery"):
            await storage.mailbox.close_space(visit)

    async def test_a_device_of_another_space_is_not_there(self, storage: Storage) -> None:
        visit, elsewhere = await storage.open(), await storage.open()
        back = await storage.way_back(visit)
        for device in (elsewhere.device, secrets.token_hex(16)):
            with refused("not_found"):
                await storage.mailbox.revoke(back, device)


class TestStoring:
    async def test_results_come_in_order_and_repeats_are_had(self, storage: Storage) -> None:
        visit = await storage.open()
        one, two, three = (upload_of(sealed(visit.space)) for _ in range(3))
        await storage.mailbox.store(visit, [two])
        results = await storage.mailbox.store(visit, [one, two, three, one])
        assert [result.state for result in results] == ["stored", "have", "stored", "have"]
        assert [result.id for result in results] == [
            sent.envelope.id for sent in (one, two, three, one)
        ]

    async def test_one_too_many_and_nothing_of_it_is_kept(self, storage: Storage) -> None:
        visit = await storage.open()
        await storage.send(visit, LIMITS.space_envelopes - 1)
        with refused("quota"):
            await storage.send(visit, 2)
        assert len(await storage.mailbox.ids(visit)) == LIMITS.space_envelopes - 1
        await storage.send(visit, 1)

    async def test_a_space_holds_so_many_bytes_and_a_purge_gives_room(
        self, storage: Storage
    ) -> None:
        visit = await storage.open()
        (large,) = await storage.send(visit, 1, size=LIMITS.space_bytes)
        with refused("quota"):
            await storage.send(visit, 1, size=4)
        await storage.mailbox.purge(visit, large.id, wire.purge_hash("a secret"))
        await storage.send(visit, 1, size=4)

    async def test_uploads_at_once_all_get_their_own_place(self, storage: Storage) -> None:
        visit = await storage.open()
        await asyncio.gather(*(storage.send(visit, 1) for _ in range(20)))
        page = await storage.mailbox.page(await storage.again(visit), 0, 200, ROOM)
        assert len({envelope.id for envelope in page.envelope}) == page.head == 20

    async def test_one_refused_among_many_at_once_spoils_no_other(self, storage: Storage) -> None:
        visit = await storage.open()
        counts = [9, 9, LIMITS.space_envelopes + 1, 9]
        outcomes = await asyncio.gather(
            *(storage.send(visit, count) for count in counts), return_exceptions=True
        )
        assert [isinstance(outcome, Refused) for outcome in outcomes] == [
            False, False, True, False,
        ]  # fmt: skip
        assert len(await storage.mailbox.ids(visit)) == 27

    async def test_a_closed_space_can_be_read_revoked_and_purged(self, storage: Storage) -> None:
        visit = await storage.open()
        back = await storage.way_back(visit)
        one, two = await storage.send(visit, 2)
        await storage.mailbox.close_space(back)
        await storage.mailbox.close_space(back)
        with refused("closed"):
            await storage.send(visit, 1)
        with refused("closed"):
            await storage.mailbox.add_device(visit, token(), "a")
        await storage.mailbox.purge(visit, one.id, wire.purge_hash("a secret"))
        assert await storage.mailbox.ids(visit) == [two.id]
        await storage.mailbox.revoke(back, visit.device)


P = 5


class TestPages:
    @pytest.mark.parametrize("count", [0, 1, P - 1, P, P + 1, 2 * P - 1, 2 * P, 2 * P + 1])
    async def test_pages_give_everything_once_and_in_order(
        self, storage: Storage, count: int
    ) -> None:
        visit = await storage.open()
        sent = [(await storage.send(visit, 1))[0] for _ in range(count)]
        visit = await storage.again(visit)
        got, after, pages = [], 0, 0
        while True:
            page = await storage.mailbox.page(visit, after, P, ROOM)
            got += page.envelope
            after, pages = page.cursor, pages + 1
            if not page.more:
                break
        assert got == sent
        assert after == page.head == count
        assert pages == max(1, -(-count // P))

    async def test_a_page_is_cut_where_the_room_ends(self, storage: Storage) -> None:
        visit = await storage.open()
        sent = await storage.send(visit, 3, size=400)
        visit = await storage.again(visit)
        page = await storage.mailbox.page(visit, 0, 200, 1100)
        assert page.envelope == sent[:2]
        assert page.more
        assert len(wire.write(page)) <= 1100 + 200
        rest = await storage.mailbox.page(visit, page.cursor, 200, 1100)
        assert rest.envelope == sent[2:]
        assert not rest.more

    async def test_one_envelope_always_fits(self, storage: Storage) -> None:
        visit = await storage.open()
        sent = await storage.send(visit, 2, size=400)
        page = await storage.mailbox.page(await storage.again(visit), 0, 200, 10)
        assert page.envelope == sent[:1]

    async def test_a_page_ends_at_the_visits_head(self, storage: Storage) -> None:
        visit = await storage.open()
        sent = await storage.send(visit, 2)
        visit = await storage.again(visit)
        await storage.send(visit, 1)
        page = await storage.mailbox.page(visit, 0, 200, ROOM)
        assert page.envelope == sent
        assert (page.cursor, page.head) == (2, 2)

    async def test_a_cursor_from_before_a_loss_meets_a_lower_head(self, storage: Storage) -> None:
        visit = await storage.open()
        page = await storage.mailbox.page(visit, 41, 200, ROOM)
        assert (page.cursor, page.head, page.envelope) == (0, 0, [])

    async def test_spaces_know_nothing_of_each_other(self, storage: Storage) -> None:
        one, other = await storage.open(), await storage.open()
        await storage.send(one, 2)
        sent = await storage.send(other, 1)
        other = await storage.again(other)
        assert (await storage.mailbox.page(other, 0, 200, ROOM)).envelope == sent
        assert other.head == 1

    async def test_ids_are_sorted_and_found_by_prefix(self, storage: Storage) -> None:
        visit = await storage.open()
        names = sorted(envelope.id for envelope in await storage.send(visit, 30))
        assert await storage.mailbox.ids(visit) == names
        for prefix in {name[:1] for name in names} | {names[0], "a" * 52}:
            expected = [name for name in names if name.startswith(prefix)]
            assert await storage.mailbox.ids(visit, prefix) == expected

    async def test_one_envelope_by_its_name(self, storage: Storage) -> None:
        visit, elsewhere = await storage.open(), await storage.open()
        (sent,) = await storage.send(visit, 1)
        assert await storage.mailbox.envelope(visit, sent.id) == sent
        with refused("not_found"):
            await storage.mailbox.envelope(elsewhere, sent.id)


class TestPurging:
    async def test_only_the_secret_deletes(self, storage: Storage) -> None:
        visit = await storage.open()
        (sent,) = await storage.send(visit, 1)
        with refused("bad_secret"):
            await storage.mailbox.purge(visit, sent.id, wire.purge_hash("another"))
        await storage.mailbox.purge(visit, sent.id, wire.purge_hash("a secret"))
        with refused("not_found"):
            await storage.mailbox.envelope(visit, sent.id)

    async def test_purging_what_is_gone_is_quiet(self, storage: Storage) -> None:
        visit = await storage.open()
        (sent,) = await storage.send(visit, 1)
        for _ in range(2):
            await storage.mailbox.purge(visit, sent.id, wire.purge_hash("a secret"))

    async def test_the_head_never_goes_back_and_leaves_no_trap(self, storage: Storage) -> None:
        visit = await storage.open()
        sent = await storage.send(visit, 3)
        await storage.mailbox.purge(visit, sent[2].id, wire.purge_hash("a secret"))
        visit = await storage.again(visit)
        assert (visit.head, visit.held) == (3, 2)
        page = await storage.mailbox.page(visit, 0, 2, ROOM)
        assert (page.cursor, page.more) == (3, False)
        (new,) = await storage.send(visit, 1)
        page = await storage.mailbox.page(await storage.again(visit), page.cursor, 2, ROOM)
        assert page.envelope == [new]

    async def test_nothing_stands_in_the_way_of_sending_it_again(self, storage: Storage) -> None:
        visit = await storage.open()
        (sent,) = await storage.send(visit, 1)
        await storage.mailbox.purge(visit, sent.id, wire.purge_hash("a secret"))
        (result,) = await storage.mailbox.store(visit, [upload_of(sent)])
        assert result.state == "stored"

    async def test_the_first_senders_secret_stays_the_only_one(self, storage: Storage) -> None:
        visit = await storage.open()
        (sent,) = await storage.send(visit, 1)
        await storage.mailbox.store(visit, [upload_of(sent, "a thief's")])
        with refused("bad_secret"):
            await storage.mailbox.purge(visit, sent.id, wire.purge_hash("a thief's"))


class TestNews:
    async def test_a_wait_ends_when_something_is_stored(self, storage: Storage) -> None:
        visit = await storage.open()
        waiting = [asyncio.create_task(storage.mailbox.news(visit, 60)) for _ in range(3)]
        await asyncio.sleep(0)
        await storage.send(visit, 1)
        await asyncio.gather(*waiting)

    async def test_news_of_another_space_wakes_nobody(self, storage: Storage) -> None:
        visit, other = await storage.open(), await storage.open()
        waiting = asyncio.create_task(storage.mailbox.news(visit, 60))
        await asyncio.sleep(0)
        await storage.send(other, 1)
        assert not waiting.done()
        await storage.send(visit, 1)
        await waiting

    async def test_what_came_before_the_wait_is_news(self, storage: Storage) -> None:
        visit = await storage.open()
        await storage.send(visit, 1)
        await storage.mailbox.news(visit, 60)

    async def test_time_runs_out(self, storage: Storage) -> None:
        await storage.mailbox.news(await storage.open(), 0.001)

    async def test_stopping_ends_all_waits_for_good(self, storage: Storage) -> None:
        visit = await storage.open()
        waiting = asyncio.create_task(storage.mailbox.news(visit, 60))
        await asyncio.sleep(0)
        storage.mailbox.stop()
        await waiting
        await storage.mailbox.news(visit, 60)


RDV = "7d" * 16


class TestDrops:
    async def test_a_slot_is_written_once(self, storage: Storage) -> None:
        assert await storage.mailbox.put_drop(RDV, "offer", b"x\x00\xff", NOW)
        assert not await storage.mailbox.put_drop(RDV, "offer", b"x\x00\xff", NOW)
        with refused("slot_taken"):
            await storage.mailbox.put_drop(RDV, "offer", b"y", NOW)
        assert await storage.mailbox.get_drop(RDV, "offer", NOW) == b"x\x00\xff"

    async def test_slots_and_rendezvous_are_apart(self, storage: Storage) -> None:
        await storage.mailbox.put_drop(RDV, "offer", b"x", NOW)
        await storage.mailbox.put_drop(RDV, "answer", b"y", NOW)
        await storage.mailbox.put_drop("7e" * 16, "offer", b"z", NOW)
        assert await storage.mailbox.get_drop(RDV, "answer", NOW) == b"y"
        with refused("not_found"):
            await storage.mailbox.get_drop(RDV, "grant", NOW)

    async def test_a_drop_lives_two_days(self, storage: Storage) -> None:
        await storage.mailbox.put_drop(RDV, "offer", b"x", NOW)
        end = NOW + wire.DROP_LIFE
        assert await storage.mailbox.get_drop(RDV, "offer", end - 1) == b"x"
        with refused("not_found"):
            await storage.mailbox.get_drop(RDV, "offer", end)
        assert await storage.mailbox.put_drop(RDV, "offer", b"y", end)

    async def test_a_removed_drop_is_gone_and_the_slot_is_free(self, storage: Storage) -> None:
        await storage.mailbox.put_drop(RDV, "offer", b"x", NOW)
        for _ in range(2):
            await storage.mailbox.delete_drop(RDV, "offer")
        with refused("not_found"):
            await storage.mailbox.get_drop(RDV, "offer", NOW)
        assert await storage.mailbox.put_drop(RDV, "offer", b"y", NOW)

    async def test_so_many_drops_and_sweeping_the_old_makes_room(self, storage: Storage) -> None:
        for n in range(LIMITS.drops):
            await storage.mailbox.put_drop(f"{n:032x}", "offer", b"x", NOW)
        with refused("quota"):
            await storage.mailbox.put_drop(RDV, "offer", b"x", NOW)
        await storage.mailbox.sweep(NOW + wire.DROP_LIFE)
        assert await storage.mailbox.put_drop(RDV, "offer", b"x", NOW)


async def test_the_epoch_is_that_of_the_database(storage: Storage) -> None:
    await storage.mailbox.check()
    assert len(storage.mailbox.epoch_id) == 32

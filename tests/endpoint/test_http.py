"""The routes of HTTP v1, over a real socket."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable

import httpx
import pytest

from sponsorterm import wire
from sponsorterm.endpoint.settings import Limits, Rate
from tests.endpoint.living import Clock, Device, Live, error_of, sealed

P = 3


@pytest.fixture
def slot() -> str:
    """The address of a drop that no other test uses."""
    return f"/v1/drops/{secrets.token_hex(16)}/offer"


class TestSpaces:
    def test_opening_twice_is_opening_once(self, live: Live) -> None:
        space, token = secrets.token_hex(16), secrets.token_hex(32)
        first, again = live.put_space(space, token), live.put_space(space, token)
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.content == again.content

    def test_two_members_see_the_same_envelopes(self, device: Device) -> None:
        theirs = device.add("b")
        sent = [sealed(device.space), sealed(device.space)]
        assert device.send(sent[0]).status_code == 200
        assert theirs.send(sent[1]).status_code == 200
        assert device.page().envelope == theirs.page().envelope == sent

    def test_a_revoked_device_is_out_at_once(self, device: Device) -> None:
        lost, back = device.add("a"), device.add("a", recovery=True)
        assert back.request("DELETE", f"/devices/{lost.id}").status_code == 204
        assert error_of(lost.get("/envelopes")) == (401, "bad_token")
        assert device.get("/envelopes").status_code == 200

    def test_a_stolen_token_erases_nothing_and_locks_nobody_out(self, device: Device) -> None:
        theirs, back = device.add("b"), device.add("a", recovery=True)
        kept = sealed(device.space)
        device.send(kept, secret="the author's")
        for stolen in (device, theirs, device.add("a")):
            for other in (device, theirs, back):
                answer = stolen.request("DELETE", f"/devices/{other.id}")
                assert error_of(answer) == (403, "needs_recovery")
            assert error_of(stolen.request("POST", "/close")) == (403, "needs_recovery")
            assert error_of(stolen.purge(kept.id, "a guess")) == (403, "bad_secret")
        assert back.request("DELETE", f"/devices/{device.id}").status_code == 204
        assert theirs.page().envelope == [kept]
        assert back.add("a").send(sealed(device.space)).status_code == 200

    def test_either_member_may_close(self, device: Device) -> None:
        theirs = device.add("b")
        device.send(sealed(device.space))
        back = theirs.add("b", recovery=True)
        assert back.request("POST", "/close").status_code == 204
        assert error_of(device.send(sealed(device.space))) == (403, "closed")
        assert len(device.page().envelope) == 1

    def test_a_stranger_hears_the_same_of_a_space_and_of_none(self, live: Live) -> None:
        theirs, stranger = live.open(), live.open()
        nowhere = secrets.token_hex(16)
        for token in (stranger.token, secrets.token_hex(32)):
            there, not_there = (
                Device(live.http, space, token, "").get("/envelopes")
                for space in (theirs.space, nowhere)
            )
            assert there.content == not_there.content
            assert there.status_code == not_there.status_code
        assert error_of(Device(live.http, nowhere, stranger.token, "").get("/digest")) == (
            404,
            "no_space",
        )


class TestEnvelopes:
    def test_sending_again_is_harmless(self, device: Device) -> None:
        sent = sealed(device.space)
        states = [wire.read(device.send(sent).content, wire.UploadAnswer).result for _ in range(2)]
        assert [result[0].state for result in states] == ["stored", "have"]
        assert {result[0].id for result in states} == {sent.id}

    @pytest.mark.parametrize("count", [0, 1, P - 1, P, P + 1, 2 * P])
    def test_pages_over_the_wire(self, device: Device, count: int) -> None:
        sent = [sealed(device.space) for _ in range(count)]
        for envelope in sent:
            device.send(envelope)
        got, page = [], device.page(limit=P)
        got += page.envelope
        while page.more:
            page = device.page(limit=P, after=page.cursor)
            got += page.envelope
        assert got == sent
        assert page.cursor == page.head == count

    def test_a_full_batch_and_no_more(self, device: Device) -> None:
        batch = [sealed(device.space) for _ in range(wire.MAX_BATCH)]
        assert device.send(*batch).status_code == 200
        assert error_of(device.send(*batch, sealed(device.space))) == (400, "bad_request")

    def test_no_answer_is_larger_than_a_body_may_be(self, device: Device) -> None:
        sent = [sealed(device.space, 200_000) for _ in range(8)]
        for envelope in sent:
            device.send(envelope)
        answer = device.get("/envelopes")
        page = wire.read(answer.content, wire.Page)
        assert wire.MAX_BODY // 2 < len(answer.content) <= wire.MAX_BODY
        assert page.more
        assert device.page(after=page.cursor).envelope == sent[len(page.envelope) :]

    def test_the_largest_envelope_goes_through(self, device: Device) -> None:
        largest = sealed(device.space, wire.MAX_ENVELOPE - 128)
        assert len(wire.write(largest)) <= wire.MAX_ENVELOPE
        assert device.send(largest).status_code == 200
        assert device.page().envelope == [largest]
        one_more = sealed(device.space, wire.MAX_ENVELOPE - 124)
        assert error_of(device.send(one_more)) == (413, "too_large")

    def test_one_bad_envelope_and_none_is_kept(self, device: Device) -> None:
        good, foreign = sealed(device.space), sealed(secrets.token_hex(16))
        assert error_of(device.send(good, foreign)) == (400, "bad_envelope")
        assert device.page().head == 0

    def test_one_by_its_name(self, device: Device) -> None:
        sent = sealed(device.space)
        device.send(sent)
        answer = device.get(f"/envelopes/{sent.id}")
        assert wire.read(answer.content, wire.Envelope) == sent

    def test_ids_by_prefix(self, device: Device) -> None:
        sent = [sealed(device.space) for _ in range(20)]
        device.send(*sent)
        names = sorted(envelope.id for envelope in sent)
        letter = names[0][0]
        for prefix, expected in (
            ("", names),
            (letter, [name for name in names if name[0] == letter]),
            (names[3], [names[3]]),
        ):
            answer = device.get("/ids", prefix=prefix)
            assert wire.read(answer.content, wire.Ids).id == expected

    def test_too_many_ids_for_one_body_come_by_prefix(
        self, device: Device, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("sponsorterm.endpoint.envelopes.IDS_IN_BODY", 2)
        sent = [sealed(device.space) for _ in range(3)]
        device.send(*sent)
        assert error_of(device.get("/ids")) == (413, "too_large")
        assert device.get("/ids", prefix=sent[0].id).status_code == 200

    def test_the_most_ids_allowed_fit_in_a_body(self) -> None:
        from sponsorterm.endpoint.envelopes import IDS_IN_BODY

        assert len(wire.write(wire.Ids(["a" * 52] * IDS_IN_BODY))) <= wire.MAX_BODY

    def test_both_sides_make_the_same_digest(self, device: Device) -> None:
        sent = [sealed(device.space) for _ in range(20)]
        device.send(*sent)
        digest = wire.read(device.get("/digest").content, wire.Digest)
        assert digest == wire.digest_of([e.id for e in sent], digest.epoch_id)
        assert digest.epoch_id == device.page().epoch_id

    def test_a_purge_by_secret(self, device: Device) -> None:
        sent = sealed(device.space)
        device.send(sent, secret="mine")
        for secret in ("another's", "", None):
            assert error_of(device.purge(sent.id, secret)) == (403, "bad_secret")
        assert device.purge(sent.id, "mine").status_code == 204
        assert device.purge(sent.id, "mine").status_code == 204
        assert error_of(device.get(f"/envelopes/{sent.id}")) == (404, "not_found")


class TestTags:
    def test_nothing_new_is_304(self, device: Device) -> None:
        device.send(sealed(device.space))
        first = device.get("/envelopes")
        page = wire.read(first.content, wire.Page)
        assert first.headers["etag"] == f'"{page.epoch_id}-{page.head}"'
        again = device.get("/envelopes", etag=first.headers["etag"], after=page.cursor)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        device.send(sealed(device.space))
        assert device.get("/envelopes", etag=first.headers["etag"]).status_code == 200

    def test_one_of_several_tags_is_enough(self, device: Device) -> None:
        etag = device.get("/envelopes").headers["etag"]
        assert device.get("/envelopes", etag=f'"x-1", {etag}').status_code == 304

    def test_a_digests_tag_changes_with_a_purge_too(self, device: Device) -> None:
        sent = sealed(device.space)
        device.send(sent)
        etag = device.get("/digest").headers["etag"]
        assert device.get("/digest", etag=etag).status_code == 304
        device.purge(sent.id, "a secret")
        after = device.get("/digest", etag=etag)
        assert after.status_code == 200
        assert wire.read(after.content, wire.Digest).count == 0


class TestDrops:
    def test_opaque_bytes_come_back(self, live: Live, slot: str) -> None:
        data = secrets.token_bytes(wire.MAX_DROP)
        assert live.http.put(slot, content=data).status_code == 201
        assert live.http.put(slot, content=data).status_code == 200
        answer = live.http.get(slot)
        assert answer.content == data
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["x-content-type-options"] == "nosniff"

    def test_the_second_to_come_is_told(self, live: Live, slot: str) -> None:
        live.http.put(slot, content=b"mine")
        assert error_of(live.http.put(slot, content=b"theirs")) == (409, "slot_taken")

    def test_gone_after_two_days_and_when_removed(
        self, start: Callable[..., Live], clock: Clock, slot: str
    ) -> None:
        live = start()
        live.http.put(slot, content=b"x")
        clock.time += wire.DROP_LIFE - 1
        assert live.http.get(slot).content == b"x"
        clock.time += 1
        assert error_of(live.http.get(slot)) == (404, "not_found")
        assert live.http.put(slot, content=b"y").status_code == 201
        assert live.http.delete(slot).status_code == 204
        assert error_of(live.http.get(slot)) == (404, "not_found")

    def test_refused_forms(self, live: Live, slot: str) -> None:
        too_large = b"x" * (wire.MAX_DROP + 1)
        assert error_of(live.http.put(slot, content=too_large)) == (413, "too_large")
        assert error_of(live.http.put(slot, content=b"")) == (400, "bad_request")
        assert error_of(live.http.get("/v1/drops/7D7D/offer")) == (400, "bad_id")
        assert error_of(live.http.get(f"/v1/drops/{'7d' * 16}/other")) == (400, "bad_id")


class TestRates:
    def test_a_token_has_its_burst_and_then_its_pace(
        self, start: Callable[..., Live], clock: Clock
    ) -> None:
        device = start(per_token=Rate(per_minute=60, burst=3)).open()
        theirs = device.add("b")
        assert [device.get("/envelopes").status_code for _ in range(3)] == [200, 200, 429]
        refused = device.get("/envelopes")
        assert error_of(refused) == (429, "slow_down")
        assert refused.headers["retry-after"] == "1"
        assert theirs.get("/envelopes").status_code == 200
        clock.time += 1
        assert [device.get("/envelopes").status_code for _ in range(2)] == [200, 429]

    def test_an_address_has_its_pace_where_no_token_is_asked(
        self, start: Callable[..., Live], slot: str
    ) -> None:
        live = start(per_address=Rate(per_minute=60, burst=2))
        statuses = [live.http.get(slot).status_code for _ in range(3)]
        assert statuses == [404, 404, 429]
        assert live.put_space(secrets.token_hex(16), "t").status_code == 429
        assert live.http.get("/v1/info").status_code == 200

    def test_a_whole_first_sync_of_ten_years_is_never_slowed(
        self, start: Callable[..., Live]
    ) -> None:
        """15,000 envelopes up, 15,000 down, at once; the clock stands still."""
        device = start().open()
        for _ in range(2 * 150):
            assert device.get("/envelopes", limit=1).status_code == 200

    def test_behind_a_proxy_the_last_hop_is_the_client(
        self, start: Callable[..., Live], slot: str
    ) -> None:
        def ask(live: Live, forwarded: str) -> int:
            headers = {"X-Forwarded-For": forwarded}
            return live.http.get(slot, headers=headers).status_code

        once = Rate(per_minute=60, burst=1)
        proxied, plain = start(behind_proxy=True, per_address=once), start(per_address=once)
        assert [ask(proxied, f"{made_up}, 192.0.2.1") for made_up in "123"] == [404, 429, 429]
        assert ask(proxied, "192.0.2.2") == 404
        assert [ask(plain, f"192.0.2.{n}") for n in (1, 2)] == [404, 429]


class TestPublic:
    def test_info_tells_limits_and_time(self, start: Callable[..., Live], clock: Clock) -> None:
        info = wire.read(start().http.get("/v1/info").content, wire.Info)
        assert info == wire.Info(wire.PROTOCOL, int(clock.time))

    def test_health_is_quiet(self, live: Live) -> None:
        assert live.http.get("/healthz").status_code == 204

    def test_the_join_page_runs_nothing_and_asks_for_nothing(self, live: Live) -> None:
        answer = live.http.get("/join")
        page, policy = answer.text, answer.headers["content-security-policy"]
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert not re.search(r"<script|<form|<img|<link|\son\w+=|https?:|url\(", page)
        style = re.search(r"<style>(.*)</style>", page, re.DOTALL)
        assert style
        digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
        assert policy.startswith("default-src 'none'")
        assert answer.headers["referrer-policy"] == "no-referrer"

    def test_head_is_get_without_its_body(self, live: Live) -> None:
        answer = live.http.head("/v1/info")
        assert (answer.status_code, answer.content) == (200, b"")

    def test_nothing_is_kept_in_between(self, live: Live) -> None:
        for path in ("/v1/info", "/join", "/nowhere"):
            assert live.http.get(path).headers["cache-control"] == "no-store"

    def test_no_address_has_a_second_spelling(self, live: Live) -> None:
        for path in ("/v1/info/", "//v1/info", "/v1", "/"):
            assert error_of(live.http.get(path)) == (404, "not_found")

    def test_a_wrong_method_is_told_the_right_ones(self, live: Live, slot: str) -> None:
        answer = live.http.post(slot)
        assert error_of(answer) == (405, "bad_method")
        assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "PUT", "DELETE"}


def test_quotas_over_the_wire(start: Callable[..., Live]) -> None:
    live = start(limits=Limits(space_envelopes=1, devices=1, spaces_per_code=1))
    device = live.open()
    device.send(sealed(device.space))
    body = wire.NewDevice("0" * 64, "a")
    refusals: list[httpx.Response] = [
        device.send(sealed(device.space)),
        device.request("POST", "/devices", body=body),
        live.put_space(secrets.token_hex(16), "t"),
    ]
    assert [error_of(refusal) for refusal in refusals] == [(507, "quota")] * 3

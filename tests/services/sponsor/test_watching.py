"""News is told once, by ids and levels, and never by a name or a word."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sponsorterm.records.kinds import Checkin
from sponsorterm.sealing.at_rest import Cost
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.home import locking
from sponsorterm.services.home.session import Session
from sponsorterm.services.sponsor.watching import news, waiting
from sponsorterm.store import lock
from tests.services.conftest import Pair

CANARY = "nobody else may read this"


def tell(pair: Pair, **answers: object) -> None:
    body = Checkin(**answers)  # type: ignore[arg-type]
    file(pair.sam, prepare(pair.sam, body, sharing={pair.to_maria.record: Sharing("full")}))
    pair.carry()


def test_a_flag_is_news_once(pair: Pair) -> None:
    assert news(pair.maria) == []
    tell(pair, need_call="now", ask=CANARY)
    (told,) = news(pair.maria)
    assert (told.link, told.alert, told.level) == (pair.to_sam.record, "call_now", 1)
    assert news(pair.maria) == []
    pair.clock.pass_(hours=3)
    assert news(pair.maria) == []


def test_the_same_flag_on_something_new_is_news_again(pair: Pair) -> None:
    tell(pair, need_call="now")
    assert len(news(pair.maria)) == 1
    pair.clock.pass_(minutes=5)
    tell(pair, need_call="now")
    assert len(news(pair.maria)) == 1


def test_a_call_for_today_becomes_loud_when_it_waits(pair: Pair) -> None:
    tell(pair, need_call="today")
    assert news(pair.maria) == []
    pair.clock.now += timedelta(hours=2)
    assert [told.alert for told in news(pair.maria)] == ["call_now"]
    assert [told.level for told in news(pair.maria, level=4)] == []


def test_nothing_of_anybody_is_in_what_a_command_is_given(pair: Pair) -> None:
    tell(pair, need_call="now", ask=CANARY, mood=1)
    given = [told.environment() for told in news(pair.maria)]
    assert {each["SPONSORTERM_ALERT"] for each in given} == {"call_now", "low_mood"}
    told = str(given) + pair.maria.home.watch.read_text()
    assert CANARY not in told
    assert "Sam" not in told


def test_a_file_that_cannot_be_read_is_begun_anew(pair: Pair) -> None:
    tell(pair, need_call="now")
    pair.maria.home.watch.write_text("not = [toml")
    assert len(news(pair.maria)) == 1
    assert news(pair.maria) == []


def test_what_waits_is_counted(pair: Pair) -> None:
    assert waiting(pair.maria) == (0, 0)
    tell(pair, need_call="now", mood=1)
    assert waiting(pair.maria) == (1, 1)


def test_under_a_lock_what_was_told_lies_sealed(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "affordable", lambda _: Cost(8192, 1))
    tell(pair, need_call="now")
    home = locking.turn_on(pair.maria.home, "correct horse battery", pair.clock)
    with Session.open(home, pair.clock) as maria:
        assert len(news(maria)) == 1
        assert news(maria) == []
    assert not home.watch.exists()

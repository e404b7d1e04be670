from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest

from sponsorterm.endpoint import admin
from sponsorterm.endpoint.refusals import EndpointError
from tests.endpoint.living import Live, error_of, sealed


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "endpoint" / "mailbox.db"


def test_a_code_is_told_once_and_only_its_hash_is_kept(database: Path) -> None:
    code = admin.create_code(database, label="for Maria")
    assert re.fullmatch(r"([a-z2-7]{4}-){7}[a-z2-7]{4}", code)
    files = b"".join(file.read_bytes() for file in database.parent.iterdir())
    assert code.encode() not in files
    assert code.replace("-", "").encode() not in files


def test_codes_are_listed_oldest_first(database: Path) -> None:
    for label in ("one", "two"):
        admin.create_code(database, label=label)
    codes = admin.list_codes(database)
    assert [code.label for code in codes] == ["one", "two"]
    assert codes[0].id != codes[1].id
    assert not any(code.revoked or code.spaces for code in codes)


def test_a_revoked_code_opens_no_more_and_takes_nothing_away(live: Live) -> None:
    database, device = live.settings.database, live.open()
    code = admin.create_code(database, label="to be revoked")
    assert live.put_space("ab" * 16, "t", code).status_code == 201
    listed = admin.list_codes(database)[-1]
    assert (listed.label, listed.spaces) == ("to be revoked", 1)
    admin.revoke_code(database, listed.id)
    assert admin.list_codes(database)[-1].revoked
    assert error_of(live.put_space("ac" * 16, "t", code)) == (403, "registration_closed")
    assert device.get("/envelopes").status_code == 200


def test_the_operator_sees_numbers(live: Live) -> None:
    before = admin.counts(live.settings.database)
    device = live.open()
    device.add("b")
    device.send(sealed(device.space, 400), sealed(device.space, 400))
    after = admin.counts(live.settings.database)
    assert [new - old for new, old in zip(after, before, strict=True)] == [1, 2, 2, 800, 0]


@pytest.mark.parametrize("label", ["", "x" * 81, "two\nlines", "\x1b[2J"])
def test_a_label_is_one_short_line(database: Path, label: str) -> None:
    with pytest.raises(EndpointError, match="one line"):
        admin.create_code(database, label=label)
    assert not database.exists()


def test_an_unknown_code_cannot_be_revoked(database: Path) -> None:
    admin.prepare(database)
    with pytest.raises(EndpointError, match="no code"):
        admin.revoke_code(database, "12345678")


def test_looking_makes_no_database(database: Path) -> None:
    for look in (admin.list_codes, admin.counts):
        with pytest.raises(EndpointError, match="no endpoint database"):
            look(database)
    assert not database.exists()


def test_preparing_makes_one_and_again_is_harmless(database: Path) -> None:
    for _ in range(2):
        admin.prepare(database)
    assert stat.S_IMODE(database.stat().st_mode) == 0o600
    assert admin.counts(database) == admin.Counts(0, 0, 0, 0, 0)

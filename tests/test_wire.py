from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm import wire

ENVELOPE = wire.Envelope(1, "5a" * 16, "c0" * 16, "QUJD")
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
names = st.text(BASE32, min_size=52, max_size=52)


def test_an_envelope_is_named_by_all_four_of_its_parts() -> None:
    others = [
        wire.Envelope(2, "5a" * 16, "c0" * 16, "QUJD"),
        wire.Envelope(1, "5b" * 16, "c0" * 16, "QUJD"),
        wire.Envelope(1, "5a" * 16, "c1" * 16, "QUJD"),
        wire.Envelope(1, "5a" * 16, "c0" * 16, "QUJE"),
    ]
    assert len({ENVELOPE.id, *(other.id for other in others)}) == 5


def test_a_name_stays_what_it_is() -> None:
    assert ENVELOPE.id == "nfpp6whydfyh3fqwcvnnpx2wvcdd73gspigtroudlsxvxkxaassq"


def test_the_length_of_a_part_counts() -> None:
    """Moving a letter from one part to the next gives another name."""
    first = wire.Envelope(1, "a" * 32, "b" * 32, "QUJD")
    second = wire.Envelope(1, "a" * 31, "a" + "b" * 32, "QUJD")
    assert first.id != second.id


def test_bodies_come_back_as_they_were() -> None:
    bodies = [
        wire.UploadBody([wire.Upload(ENVELOPE, "0" * 64)]),
        wire.UploadAnswer([wire.UploadResult(ENVELOPE.id, "have")]),
        wire.Page(3, 4, "e" * 32, True, [ENVELOPE, ENVELOPE]),
        wire.Ids([ENVELOPE.id]),
        wire.digest_of([ENVELOPE.id], "e" * 32),
        wire.NewSpace("0" * 64),
        wire.NewDevice("0" * 64, "b"),
        wire.DeviceAnswer("0" * 32),
        wire.Info(1, 1_800_000_000),
        wire.ErrorBody(wire.ErrorInfo("closed", "It is closed.", "Open another.")),
    ]
    for body in bodies:
        assert wire.read(wire.write(body), type(body)) == body


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"\xff", "bad_toml"),
        (b"token_hash = ", "bad_toml"),
        (b"a = 1\na = 2", "bad_toml"),
        (b"", "bad_request"),
        (b"token_hash = 1\nmember = 'a'", "bad_request"),
        (b"token_hash = 'x'\nmember = 'a'", "bad_request"),
    ],
)
def test_a_body_of_another_shape_is_refused(body: bytes, code: str) -> None:
    with pytest.raises(wire.BadBody) as refused:
        wire.read(body, wire.NewDevice)
    assert refused.value.code == code


def test_a_body_is_not_even_parsed_when_it_is_too_large() -> None:
    with pytest.raises(wire.BadBody) as refused:
        wire.read(b"=" * 11, wire.NewDevice, limit=10)
    assert refused.value.code == "too_large"


def test_a_newline_behind_an_id_is_part_of_it() -> None:
    body = b'token_hash = "%s\\n"\nmember = "a"' % (b"0" * 64)
    with pytest.raises(wire.BadBody):
        wire.read(body, wire.NewDevice)


CANARY = "canary-in-the-mine"


@pytest.mark.parametrize(
    ("body", "form", "field"),
    [
        (f"token_hash = '{'0' * 64}'\nmember = '{CANARY}'", wire.NewDevice, "$.member"),
        (f"token_hash = '{CANARY}'\nmember = 'a'", wire.NewDevice, "$.token_hash"),
        (f"upload = '{CANARY}'", wire.UploadBody, "$.upload"),
    ],
)
def test_a_refusal_names_the_field_and_never_its_value(body: str, form: type, field: str) -> None:
    with pytest.raises(wire.BadBody) as refused:
        wire.read(body.encode(), form)
    assert CANARY not in str(refused.value)
    assert field in str(refused.value)


def test_what_a_newer_program_adds_is_ignored() -> None:
    body = f"token_hash = '{'0' * 64}'\nmember = 'a'\nnew = {{ deep = [1, 2] }}"
    assert wire.read(body.encode(), wire.NewDevice).member == "a"


def test_hashes_are_the_plain_ones() -> None:
    assert wire.token_hash("t") == hashlib.sha256(b"t").hexdigest()
    assert wire.purge_hash("t") != wire.token_hash("t")


@given(st.lists(names))
def test_a_digest_knows_no_order_and_no_repetition(ids: list[str]) -> None:
    assert wire.digest_of(ids) == wire.digest_of(sorted(ids) + ids)


@given(st.sets(names), names)
def test_a_digest_differs_by_one_name_in_one_bucket(ids: set[str], one: str) -> None:
    with_it = wire.digest_of([*(ids - {one}), one])
    without = wire.digest_of(list(ids - {one}))
    different = [
        letter
        for letter, left, right in zip(BASE32, with_it.bucket, without.bucket, strict=True)
        if left != right
    ]
    assert different == [one[0]]
    assert with_it.count == without.count + 1


def test_every_status_is_an_error() -> None:
    assert all(400 <= status < 600 for status in wire.STATUS.values())

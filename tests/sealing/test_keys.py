from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

import pytest

from sponsorterm.sealing import (
    SpaceKeys,
    copy_record,
    new_copy_key,
    new_purge_key,
    new_root_key,
    new_space_id,
    new_token,
    other,
    purge_secret,
)

SPACE = "0123456789abcdef" * 2
ROOT = bytes(range(32))


def test_other_is_the_opposite_direction() -> None:
    assert (other("a"), other("b")) == ("b", "a")


def test_no_two_derived_values_are_alike() -> None:
    roots = ROOT, bytes(32)
    spaces = SPACE, "f" * 32
    values = [
        value
        for root in roots
        for space in spaces
        for direction in ("a", "b")
        for keys in [SpaceKeys(space, root).box_keys(direction)]
        for value in (keys.key, keys.nonce_key, keys.commit)
    ]
    assert all(one != two for one, two in combinations(values, 2))


def test_the_commit_of_an_envelope_is_32_hex_digits() -> None:
    assert re.fullmatch("[0-9a-f]{32}", SpaceKeys(SPACE, ROOT).commit("a"))


def test_no_representation_shows_a_key() -> None:
    keys = SpaceKeys(SPACE, ROOT)
    box_keys = keys.box_keys("a")
    shown = repr(keys) + str(keys) + f"{box_keys} {box_keys!r}"
    for secret in (ROOT, box_keys.key, box_keys.nonce_key):
        assert secret.hex() not in shown
        assert repr(secret)[2:-1] not in shown


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
def test_a_key_of_another_length_is_refused_without_being_shown(size: int) -> None:
    key = b"K" * size
    for use in (
        lambda: SpaceKeys(SPACE, key),
        lambda: purge_secret(key, "id"),
        lambda: copy_record(key, "record"),
    ):
        with pytest.raises(ValueError, match="32 bytes") as caught:
            use()
        assert "K" not in str(caught.value)


def test_names_and_keys_have_their_form_and_never_repeat() -> None:
    assert re.fullmatch("[0-9a-f]{32}", new_space_id())
    assert re.fullmatch("[0-9a-f]{64}", new_token())
    assert {len(make()) for make in (new_root_key, new_purge_key, new_copy_key)} == {32}
    makers: list[Callable[[], object]] = [new_space_id, new_token, new_root_key]
    for make in (*makers, new_purge_key, new_copy_key):
        assert len({make() for _ in range(100)}) == 100


def test_a_purge_secret_belongs_to_one_envelope_and_one_person() -> None:
    key = new_purge_key()
    secrets = {purge_secret(key, "one"), purge_secret(key, "two"), purge_secret(bytes(32), "one")}
    assert len(secrets) == 3
    assert purge_secret(key, "one") in secrets


def test_two_links_name_the_copies_of_one_record_differently() -> None:
    record, first, second = "a" * 32, new_copy_key(), new_copy_key()
    assert copy_record(first, record) == copy_record(first, record)
    assert re.fullmatch("[0-9a-f]{32}", copy_record(first, record))
    assert len({record, copy_record(first, record), copy_record(second, record)}) == 3

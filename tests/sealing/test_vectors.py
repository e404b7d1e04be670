"""The checked-in vectors hold for our program and for a second one that shares no line with it."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import rtoml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sealing import ours, second

FOLDER = Path(__file__).parents[1] / "vectors"
VECTORS: list[dict[str, Any]] = [
    vector
    for path in sorted(FOLDER.glob("*.toml"))
    for vector in rtoml.loads(path.read_text())["vector"]
]
KEYS = st.binary(min_size=32, max_size=32).map(bytes.hex)
SPACES = st.binary(min_size=16, max_size=16).map(bytes.hex)


def test_there_are_vectors_for_every_operation() -> None:
    operations = {vector["does"] for vector in VECTORS}
    assert len(VECTORS) >= 60
    assert operations == {
        "pad",
        "keys",
        "seal",
        "unseal",
        "envelope_id",
        "purge",
        "copy_record",
        "code",
        "seal_block",
        "open_block",
        "root_key",
        "digits",
    }


@pytest.mark.parametrize("program", [ours, second], ids=["ours", "second"])
@pytest.mark.parametrize("vector", VECTORS, ids=lambda each: f"{each['does']}-{each['name']}")
def test_vector(vector: dict[str, Any], program: ModuleType) -> None:
    assert program.run(vector["does"], vector["given"]) == vector["gives"]


def test_every_error_of_opening_has_a_vector() -> None:
    errors = {vector["gives"].get("error") for vector in VECTORS} - {None}
    assert errors == {
        "UnsupportedVersion",
        "WrongSpace",
        "WrongKey",
        "Damaged",
        "WrongCode",
        "BadPeerKey",
    }


@pytest.mark.parametrize(
    ("scalar", "point", "result"),
    [
        (
            "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        ),
        (
            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
        ),
    ],
)
def test_the_second_x25519_gives_what_rfc_7748_says(scalar: str, point: str, result: str) -> None:
    assert second.x25519(bytes.fromhex(scalar), bytes.fromhex(point)).hex() == result


@settings(deadline=None)
@given(
    root=KEYS,
    space=SPACES,
    direction=st.sampled_from("ab"),
    payload=st.binary(max_size=3000),
)
def test_both_programs_seal_alike(root: str, space: str, direction: str, payload: bytes) -> None:
    at = {"root": root, "space": space, "direction": direction}
    given = at | {"payload": payload.hex(), "times": 1}
    assert ours.run("seal", given) == second.run("seal", given)


@settings(deadline=None)
@given(size=st.integers(0, 65_536))
def test_both_programs_pad_alike(size: int) -> None:
    given = {"payload": "61", "times": size}
    assert ours.run("pad", given) == second.run("pad", given)

"""`sponsorterm/sync/PROTOCOL.md` says what the code does: no route, code or number is missing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from msgspec import inspect

import sponsorterm.sync
from sponsorterm import wire
from sponsorterm.endpoint import gate
from sponsorterm.endpoint.app import create_app
from sponsorterm.endpoint.envelopes import IDS_IN_BODY
from sponsorterm.endpoint.settings import Limits, Settings
from sponsorterm.endpoint.sqlite import SqliteMailbox
from sponsorterm.records import text
from sponsorterm.records.kinds import KINDS
from sponsorterm.records.revision import Header
from sponsorterm.rules.sharing import AUTHORS
from sponsorterm.sealing import padding
from sponsorterm.sync import drops, pairing
from sponsorterm.sync.remotes import folder, http, marker, polled, single_file
from tests.client.stranger import copies

PAGE = Path(sponsorterm.sync.__path__[0], "PROTOCOL.md").read_text()
VECTORS = [
    vector
    for path in (Path(__file__).parents[1] / "vectors").glob("*.toml")
    for vector in tomllib.loads(path.read_text())["vector"]
]


def section(number: str) -> str:
    """The part of the page under one heading, up to the next of the same rank or above."""
    found = re.search(rf"^(#+) {re.escape(number)}\.? .*?(?=^#{{1,2}} |^\1 |\Z)", PAGE, re.M | re.S)
    assert found is not None, number
    return found[0]


def rows(part: str) -> list[list[str]]:
    """The cells of every row of its tables, heads and rules left out."""
    lines = [line for line in part.splitlines() if re.match(r"\| *`", line)]
    return [[cell.strip() for cell in line.strip()[1:-1].split("|")] for line in lines]


KIND_ROWS = rows(section("3").partition("| field |")[0])


def number(cell: str) -> int:
    return int(cell.replace(",", ""))


def ticked(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def constants(*modules: Any) -> dict[str, int]:
    return {
        name: value
        for module in modules
        for name, value in vars(module).items()
        if re.fullmatch(r"[A-Z][A-Z_]+", name) and type(value) is int
    }


def test_every_route_is_on_the_page(tmp_path: Path) -> None:
    settings = Settings(database=tmp_path / "mailbox.db")
    mailbox = SqliteMailbox(settings.database, Limits())
    routes = {
        f"{method} {route.path}"
        for route in create_app(mailbox, settings=settings).routes
        for method in route.methods - {"HEAD"}
    }
    mailbox.close()
    named = {name for cells in rows(section("7.1")) for name in ticked(cells[0]) if " /" in name}
    assert named == routes


def test_every_code_has_its_status_on_the_page() -> None:
    told = {ticked(cells[0])[0]: cells[1] for cells in rows(section("7.1")) if len(cells) >= 3}
    codes = {code: int(status) for code, status in told.items() if status.isdigit()}
    assert codes == wire.STATUS


def test_every_number_of_the_wire_is_on_the_page() -> None:
    told = {ticked(cells[0])[0]: number(cells[1]) for cells in rows(section("10"))}
    others = constants(text, padding, gate, single_file)
    del others["SHARED"]  # the mode of a file here, not a matter of the protocol
    assert told == constants(wire) | others


def test_names_and_numbers_in_the_text_are_those_of_the_code() -> None:
    page = " ".join(PAGE.split())
    settings = Settings(database=Path())
    for phrase in (
        f"Bodies are `{wire.MEDIA_TYPE}`",
        f"`{wire.PROTOCOL_HEADER}: {wire.PROTOCOL}`",
        f"`{wire.PURGE_HEADER}: <secret>`",
        f"over {IDS_IN_BODY:,} ids",
        f"files over {wire.MAX_ENVELOPE + polled.AROUND_BOX:,} bytes",
        f"larger than {wire.MAX_BODY + http.ROOM:,} bytes",
        f"at most {marker._MAX_MARKER:,} bytes",
        f"{settings.per_token.per_minute} requests a minute in a space after a burst of "
        f"{settings.per_token.burst:,}",
        f"{settings.per_address.per_minute} after {settings.per_address.burst} for each address",
        f"arrive in {settings.body_seconds:.0f} s",
        f"{marker.MARKER} format = 1, space, folder",
        f"{folder.ENVELOPES}/<yyyy-mm>/<envelope id>.toml v, space",
        f"`{drops.FOLDER}/<rendezvous>-<slot>.txt`",
        "at most 1,700",
    ):
        assert phrase in page, phrase


def test_every_kind_that_travels_and_its_fields_are_on_the_page() -> None:
    told = {}
    for name, who, numbers, full in KIND_ROWS:
        roles = {"both": {"sponsor", "sponsee"}}.get(who, {who})
        told[ticked(name)[0]] = (roles, set(ticked(numbers)), set(ticked(full)))
    kinds = {kind: KINDS[kind] for authored in AUTHORS.values() for kind in authored}
    assert told == {
        name: (
            {role for role, authored in AUTHORS.items() if name in authored},
            set(kind.NUMBERS),
            set(kind.FULL - kind.NUMBERS),
        )
        for name, kind in kinds.items()
    }


@pytest.mark.parametrize("cells", KIND_ROWS, ids=lambda cells: ticked(cells[0])[0])
def test_what_a_kind_cannot_do_without_is_starred(cells: list[str]) -> None:
    starred = set(re.findall(r"`([^`]+)`\*", " ".join(cells[2:])))
    assert starred == set(required(inspect.type_info(KINDS[ticked(cells[0])[0]])))


def required(kind: inspect.Type, prefix: str = "") -> list[str]:
    """Dotted names of required fields; those of a table in a list as far as the page names them."""
    names = []
    for field in getattr(kind, "fields", ()):
        if field.required:
            names.append(prefix + field.encode_name)
        elif isinstance(field.type, inspect.ListType):
            names += required(field.type.item_type, f"{field.encode_name}.")
    return names


def test_every_field_has_its_form_on_the_page() -> None:
    forms = {name for cells in rows(section("3"))[len(KIND_ROWS) :] for name in ticked(cells[0])}
    named = {name for cells in KIND_ROWS for name in ticked(" ".join(cells[2:]))}
    assert {name for name in named if name not in forms} == set()


def test_header_and_blocks_have_the_keys_of_the_code() -> None:
    header = {ticked(cells[0])[0] for cells in rows(section("2"))}
    assert header == {*Header.__struct_fields__, "body"} - {"device"}
    told = {"offer": set(), "answer": set()}  # type: dict[str, set[str]]
    for keys, offer, answer, _ in rows(section("5")):
        told["offer"] |= set(ticked(keys)) if offer else set()
        told["answer"] |= set(ticked(keys)) if answer else set()
    assert told["offer"] == set(pairing.Offer.__struct_fields__)
    assert told["answer"] == set(pairing.Answer.__struct_fields__)


def test_the_worked_example_is_that_of_the_vectors() -> None:
    example, copy = re.findall(r"```toml\n(.*?)```", section("11"), re.S)
    steps = tomllib.loads(example)
    assert len(steps) >= 7
    for does, values in steps.items():
        known = [each["given"] | each["gives"] for each in VECTORS if each["does"] == does]
        assert values in known, does
    assert copies.read(copy.encode(), "sponsee").id in section("11")

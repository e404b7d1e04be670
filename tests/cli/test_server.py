from __future__ import annotations

import json
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sponsorterm.services.home import doors
from sponsorterm.store.keys import load_keys, save_keys
from tests.cli.conftest import Person
from tests.e2e.conftest import PROGRAM, EndpointProcess, environment

PAGE = "mood = 4\n"


@pytest.fixture
def online(sam: Person, maria: Person, tmp_path: Path) -> Iterator[EndpointProcess]:
    """An endpoint over which Sam and Maria are linked."""
    process = EndpointProcess(tmp_path / "endpoint")
    code = tmp_path / "code"
    code.write_text(process.code + "\n")
    where = ("--server", process.url, "--registration", str(code))
    sam.gets("join", stdin=maria.gets("invite", "Sam", "--role", "sponsee", *where))
    maria.gets("people", "confirm", "Sam")
    maria.gets("people", "confirm", "Sam", "--same", "--sync")
    sam.gets("people", "confirm", "Maria", "--same", "--level", "full", "--sync")
    yield process
    if process.process.poll() is None:
        process.kill()


def test_an_entry_goes_over_an_endpoint(
    sam: Person, maria: Person, online: EndpointProcess
) -> None:
    assert "Sent to Maria." in sam.gets("log", "--sync", stdin=PAGE)
    assert "received" in maria.gets("sync")
    assert "new" in maria.gets("dash")


def test_an_endpoint_that_is_down_is_not_synced_and_not_lost(
    sam: Person, maria: Person, online: EndpointProcess
) -> None:
    online.kill(signal.SIGTERM)
    result = sam.types("log", "--sync", stdin=PAGE)
    assert (result.exit_code, result.stdout) == (5, "Saved here.\n")
    assert sam.types("sync").exit_code == 5
    online.start()
    sam.gets("sync")
    maria.gets("sync")
    assert "mood 4" in maria.gets("list", "--of", "Sam")


def test_a_refused_token_is_not_authorised(sam: Person, online: EndpointProcess) -> None:
    keys = load_keys(sam.home)
    save_keys(sam.home, type(keys)(tokens=dict.fromkeys(keys.tokens, "x" * 52)))
    result = sam.types("sync")
    assert result.exit_code == 4
    assert "pair again" in result.stderr
    assert "x" * 8 not in result.output


def test_a_closed_space_is_told(sam: Person, online: EndpointProcess) -> None:
    with sam.session() as session:
        (link,) = session.links()
        assert link.body.space
        doors.close(session, link.body.space, link.body.places[0], "b")
    result = sam.types("log", "--sync", stdin=PAGE)
    assert result.exit_code == 5
    assert "closed" in result.stderr


@pytest.mark.parametrize("code", [None, "not-a-code"])
def test_a_registration_code_is_needed(
    maria: Person, online: EndpointProcess, tmp_path: Path, code: str | None
) -> None:
    flags = []
    if code:
        (tmp_path / "wrong").write_text(code)
        flags = ["--registration", str(tmp_path / "wrong")]
    other = maria.but(home_path=tmp_path / "other")
    other.gets("setup", "--name", "Jo", "--zone", "UTC")
    line = other.told("invite", "Kit", "--role", "sponsee", "--server", online.url, *flags, code=4)
    assert "registration code" in line
    assert other.types("people").stdout == ""


@pytest.mark.parametrize(
    ("where", "code"),
    [("http://127.0.0.1:9", 1), ("ftp://x", 1), ("nonsense", 1), ("http://example.org", 4)],
)
def test_a_server_that_cannot_be_used(maria: Person, tmp_path: Path, where: str, code: int) -> None:
    (tmp_path / "code").write_text("abcd")
    maria.told(
        *("invite", "Kit", "--role", "sponsee", "--server", where),
        *("--registration", str(tmp_path / "code")),
        code=code,
    )
    assert maria.types("people").stdout == ""


# ── serve and server ─────────────────────────────────────────────────────────────────


def serve(person: Person, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, "serve", *words],
        env=environment(person.home_path),
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )


def test_a_port_in_use_is_one_line(newcomer: Person, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = serve(newcomer, "--port", str(port), "--database", str(tmp_path / "e.db"))
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert str(port) in ended.stderr


def test_it_listens_beyond_this_machine_only_behind_a_proxy(
    newcomer: Person, tmp_path: Path
) -> None:
    line = newcomer.told("serve", "--host", "0.0.0.0", "--database", str(tmp_path / "e"), code=1)
    assert "--behind-proxy" in line


def test_a_database_that_is_none(newcomer: Person, tmp_path: Path) -> None:
    (tmp_path / "e.db").write_text("not a database, by far")
    newcomer.told("serve", "--database", str(tmp_path / "e.db"), code=1)
    newcomer.told("server", "codes", "--database", str(tmp_path / "none.db"), code=1)
    newcomer.told("server", "init", "--database", str(tmp_path / "e.db" / "x"), code=1)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_an_orderly_end_is_a_success(tmp_path: Path, number: signal.Signals) -> None:
    process = EndpointProcess(tmp_path / "endpoint")
    process.kill(number)
    assert process.process.returncode == 0


def test_codes_are_made_listed_and_revoked(newcomer: Person) -> None:
    newcomer.gets("server", "init")
    code = newcomer.gets("server", "invite", "House on Elm").strip()
    assert len(code) > 20
    listed = newcomer.gets("server", "codes")
    assert "House on Elm" in listed
    assert code not in listed
    newcomer.gets("server", "revoke", listed.split()[0])
    assert "revoked" in newcomer.gets("server", "codes")
    assert json.loads(newcomer.gets("server", "codes", "--json"))["codes"][0]["revoked"] is True
    newcomer.told("server", "revoke", "0000", code=1)
    newcomer.told("server", "invite", "two\nlines", code=1)


def test_only_the_code_is_the_result(newcomer: Person) -> None:
    newcomer.gets("server", "init")
    assert len(newcomer.gets("server", "invite").split()) == 1


def test_server_alone_shows_its_verbs(newcomer: Person) -> None:
    assert "invite" in newcomer.gets("server")

"""The endpoint as a remote: what it refuses, how it fails, and what is never sent to it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.endpoint.settings import Limits, Rate
from sponsorterm.records.kinds import Place
from sponsorterm.strings import sync as words
from sponsorterm.sync.remotes import Remote, RemoteError, open_remote, prepare
from sponsorterm.sync.remotes.connection import CODES
from sponsorterm.sync.remotes.http import HttpRemote
from tests.alone import printed
from tests.endpoint.living import Live
from tests.sync.conftest import Server
from tests.sync.sites import HttpSite, envelope, upload

SPACE = "0" * 32
OURS = f"{wire.PROTOCOL_HEADER}: 1\r\n"
DEADLINE = 10.0


@pytest.fixture
def site(endpoint: Live) -> HttpSite:
    return HttpSite(endpoint)


def trouble(work: Callable[[], object]) -> RemoteError:
    with pytest.raises(RemoteError) as caught:
        work()
    error = caught.value
    assert "\n" not in error.message + error.hint
    assert error.message
    assert error.hint
    return error


def test_an_unknown_token_is_refused(site: HttpSite) -> None:
    site.tokens["b"] = "0" * 64
    with closing(site.open("b")) as remote:
        assert trouble(remote.digest).code == "refused"


def test_a_space_the_token_is_not_for(site: HttpSite) -> None:
    with closing(HttpRemote(site.live.url, SPACE, site.tokens["a"])) as remote:
        assert trouble(remote.digest).code == "no_space"


def test_a_wrong_registration_code_opens_nothing(endpoint: Live) -> None:
    place = Place(kind="http", where=endpoint.url, token="0" * 64)
    error = trouble(lambda: prepare(place, SPACE, "wrong"))
    assert (error.code, error.message) == (
        "refused",
        words.ENDPOINT_REFUSALS["registration_closed"][0],
    )


def test_a_closed_space_is_read_but_not_written(site: HttpSite) -> None:
    kept = envelope(site.space)
    with closing(site.open()) as remote:
        remote.put([upload(kept)])
        site.close_space()
        assert trouble(lambda: remote.put([upload(envelope(site.space))])).code == "closed"
        assert remote.ids() == {kept.id}


def test_a_full_space(serve: Callable[..., Live]) -> None:
    site = HttpSite(serve(limits=Limits(space_envelopes=1)))
    with closing(site.open()) as remote:
        remote.put([upload(envelope(site.space))])
        assert trouble(lambda: remote.put([upload(envelope(site.space))])).code == "full"


def test_an_endpoint_that_asks_for_a_pause_says_how_long(serve: Callable[..., Live]) -> None:
    site = HttpSite(serve(per_token=Rate(per_minute=1, burst=3)))
    with closing(site.open()) as remote:
        remote.digest()
        remote.digest()
        error = trouble(remote.digest)
    assert error.code == "busy"
    assert error.retry_after is not None
    assert 0 < error.retry_after <= 60


def test_a_space_of_more_ids_than_fit_one_answer(
    site: HttpSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sponsorterm.endpoint import envelopes

    sent = [envelope(site.space) for _ in range(60)]
    with closing(site.open()) as remote:
        remote.put([upload(each) for each in sent])
        monkeypatch.setattr(envelopes, "IDS_IN_BODY", 3)
        assert remote.ids() == {each.id for each in sent}


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with closing(HttpRemote(f"http://127.0.0.1:{port}", SPACE, "t")) as remote:
        assert trouble(remote.digest).code == "unreachable"


@pytest.mark.parametrize(
    "where",
    [
        "",
        "example.org",
        "ftp://example.org",
        "https://",
        "https://me:pw@example.org",
        "https://[::1",
    ],
)
def test_what_is_no_address(where: str) -> None:
    error = trouble(lambda: HttpRemote(where, SPACE, "t"))
    assert (error.code, error.message) == ("unreachable", words.BAD_ADDRESS)


@pytest.mark.parametrize(
    "where", ["http://example.org", "http://127.0.0.1.example.org", "http://10.0.0.1:80"]
)
def test_no_token_goes_over_a_network_in_clear(where: str) -> None:
    error = trouble(lambda: HttpRemote(where, SPACE, "t"))
    assert error.message == words.NOT_ENCRYPTED


@contextmanager
def answering(data: bytes, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """A server that sends the same bytes to whoever asks, and then hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                try:
                    if tls:
                        connection = tls.wrap_socket(connection, server_side=True)
                    connection.recv(65536)
                    connection.sendall(data)
                except OSError:
                    continue

    thread = threading.Thread(target=serve)
    thread.start()
    host = "https://localhost" if tls else "http://127.0.0.1"
    try:
        yield f"{host}:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(DEADLINE)


def reply(
    body: bytes, head: str = OURS, status: str = "200 OK", length: int | None = None
) -> bytes:
    size = len(body) if length is None else length
    return f"HTTP/1.1 {status}\r\n{head}Content-Length: {size}\r\n\r\n".encode() + body


PAGE = wire.write(wire.Page(1, 1, "e", more=False, envelope=[envelope(SPACE)]))


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (reply(b"<h1>Sign in to the hotel's network</h1>", head=""), "unreachable"),
        (
            reply(b"", head="Location: https://elsewhere.example/\r\n", status="302 Found"),
            "unreachable",
        ),
        (reply(b"", head="", status="502 Bad Gateway"), "unreachable"),
        (reply(b"", head="Retry-After: 7\r\n", status="503 Unavailable"), "busy"),
        (reply(PAGE, length=len(PAGE) + 1), "unreachable"),
        (reply(PAGE[:-9]), "damaged"),
        (reply(b"\xff\xfe"), "damaged"),
        (reply(b"cursor = 'x'"), "damaged"),
        (reply(wire.write(wire.Page(0, 1, "e", more=True))), "damaged"),
        (reply(b"x" * (wire.MAX_BODY + 70_000)), "damaged"),
        (reply(b"not toml at all", status="500 Oh"), "unreachable"),
        (b"", "unreachable"),
        (b"\x00\x01 nonsense\r\n\r\n", "unreachable"),
    ],
)
def test_answers_that_make_no_sense(answer: bytes, code: str) -> None:
    with answering(answer) as url, closing(HttpRemote(url, SPACE, "t")) as remote:
        assert trouble(lambda: remote.fetch("", ())).code == code


def test_an_answer_without_end_is_not_read_to_its_end() -> None:
    body = b"x" * (64 * 1024)
    endless = (
        f"HTTP/1.1 200 OK\r\n{OURS}Transfer-Encoding: chunked\r\n\r\n".encode()
        + (b"10000\r\n" + body + b"\r\n") * 100
    )
    with answering(endless) as url, closing(HttpRemote(url, SPACE, "t")) as remote:
        assert trouble(lambda: remote.fetch("", ())).message == words.ANSWER_TOO_LARGE


def test_a_server_that_confirms_something_else_has_confirmed_nothing() -> None:
    other = wire.write(wire.UploadAnswer([wire.UploadResult(envelope(SPACE).id, "stored")]))
    with answering(reply(other)) as url, closing(HttpRemote(url, SPACE, "t")) as remote:
        assert trouble(lambda: remote.put([upload(envelope(SPACE))])).code == "damaged"


def test_a_server_gives_another_envelope_than_asked_for() -> None:
    with (
        answering(reply(wire.write(envelope(SPACE)))) as url,
        closing(HttpRemote(url, SPACE, "t")) as remote,
    ):
        assert trouble(lambda: remote.get("a" * 52)).code == "damaged"


def test_the_words_of_a_server_are_never_shown() -> None:
    body = wire.write(wire.ErrorBody(wire.ErrorInfo("bad_token", "call 555-0100", "pay")))
    with (
        answering(reply(body, status="401 No")) as url,
        closing(HttpRemote(url, SPACE, "t")) as remote,
    ):
        error = trouble(remote.digest)
    assert (error.code, error.message, error.hint) == ("refused", *words.REMOTE_ERRORS["refused"])


def test_a_certificate_nobody_vouches_for(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("untrusted.pem"))
    with answering(reply(PAGE), context) as url, closing(HttpRemote(url, SPACE, "t")) as remote:
        assert trouble(remote.digest).message == words.NO_TRUST


def test_nothing_new_costs_no_page(site: HttpSite, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(site.open()) as remote:
        remote.put([upload(envelope(site.space))])
        cursor = remote.fetch("", ()).cursor
        answers = []
        ask = remote._connection.ask  # type: ignore[attr-defined]
        monkeypatch.setattr(
            remote._connection,  # type: ignore[attr-defined]
            "ask",
            lambda *args, **named: answers.append(ask(*args, **named)) or answers[-1],
        )
        assert remote.fetch(cursor, ()).cursor == cursor
    assert [(answer.status, answer.body) for answer in answers] == [(304, b"")]


def test_an_endpoint_that_forgot_something_says_so(serve: Callable[..., Server]) -> None:
    server = serve()
    site = HttpSite(server)
    server.stop()
    server.keep_copy()
    site.live = server = server.renewed()
    with closing(site.open()) as remote:
        remote.put([upload(envelope(site.space))])
        cursor = remote.fetch("", ()).cursor
    site.live = server.renewed(restored=True)
    with closing(site.open()) as remote:
        batch = remote.fetch(cursor, ())
        assert batch.reset
        assert batch.more
        assert not remote.fetch(batch.cursor, ()).reset


def test_one_connection_serves_two_threads(site: HttpSite) -> None:
    with closing(site.open()) as remote:
        sent = [envelope(site.space) for _ in range(20)]
        threads = [threading.Thread(target=remote.put, args=([upload(e)],)) for e in sent]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(DEADLINE)
        assert remote.ids() == {each.id for each in sent}


def test_a_closed_remote_answers_nothing_more(site: HttpSite) -> None:
    remote: Remote = site.open()
    remote.close()
    remote.close()
    assert trouble(remote.digest).code == "unreachable"


def test_httpx_is_imported_only_when_an_endpoint_is_meant() -> None:
    program = (
        "import sys; from sponsorterm.sync import drops, engine, ledger, pairing, remotes;"
        "from sponsorterm.records.kinds import Place;"
        "remotes.open_remote(Place(kind='folder', where='/nowhere'), '0' * 32);"
        "print([m for m in ('httpx', 'textual', 'rich', 'nacl') if m in sys.modules])"
    )
    assert printed(program) == "[]"


def test_httpx_brings_nothing_that_only_its_own_command_line_needs() -> None:
    program = (
        "import sys, sponsorterm.sync.remotes.http;"
        "print('httpx' in sys.modules, {'click', 'rich', 'pygments'} & sys.modules.keys())"
    )
    assert printed(program) == "True set()"


def test_a_place_without_a_token_asks_without_one(site: HttpSite) -> None:
    place = Place(kind="http", where=site.live.url)
    with closing(open_remote(place, site.space)) as remote:
        assert trouble(remote.digest).code == "refused"


def test_every_code_of_the_endpoint_has_a_meaning() -> None:
    known = {*CODES, *words.ENDPOINT_REFUSALS}
    misfits = {"bad_toml", "bad_envelope", "bad_id", "bad_request", "not_found", "bad_method"}
    assert wire.STATUS.keys() - known - {"slot_taken"} == misfits
    assert known <= wire.STATUS.keys()

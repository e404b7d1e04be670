"""How fast the endpoint is, as ratios to a bare Starlette hello in the same run.

Run: `python -m tests.benchmarks.bench_endpoint [seconds per row]`. Servers are processes of
their own on loopback; the load is 16 connections that never pause. Budgets: design, "Budgets".
"""

from __future__ import annotations

import base64
import contextlib
import multiprocessing
import os
import secrets
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from sponsorterm import wire
from sponsorterm.endpoint.admin import create_code
from sponsorterm.endpoint.run import serve
from sponsorterm.endpoint.settings import Rate, Settings

CONNECTIONS = 16
BOX = 2760
"""Characters of the box of the smallest envelope there is."""


def hello(pipe: Connection) -> None:
    async def answer(_: Request) -> PlainTextResponse:
        return PlainTextResponse("hello")

    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind(("127.0.0.1", 0))
    pipe.send(f"http://127.0.0.1:{listener.getsockname()[1]}")
    config = uvicorn.Config(Starlette(routes=[Route("/", answer)]), log_config=None)
    config.access_log = False
    uvicorn.Server(config).run(sockets=[listener])


def endpoint(pipe: Connection, database: Path) -> None:
    unpaced = Rate(per_minute=10**9, burst=10**9)
    settings = Settings(database=database, port=0, per_token=unpaced)
    with Path(os.devnull).open("w") as nobody, contextlib.redirect_stderr(nobody):
        serve(settings, on_ready=pipe.send)


def request(method: str, path: str, headers: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: bench", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def load(url: str, make: Callable[[], bytes], seconds: float) -> tuple[float, list[float]]:
    """Requests per second and each one's seconds, over `CONNECTIONS` at once."""
    host, port = url.removeprefix("http://").split(":")
    took: list[float] = []
    end = time.perf_counter() + seconds

    def one() -> None:
        with socket.create_connection((host, int(port))) as connection:
            while (began := time.perf_counter()) < end:
                connection.sendall(make())
                read_answer(connection)
                took.append(time.perf_counter() - began)

    threads = [threading.Thread(target=one) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(took) / seconds, sorted(took)


def read_answer(connection: socket.socket) -> None:
    data = connection.recv(1 << 18)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith((b"HTTP/1.1 20", b"HTTP/1.1 304")):
        raise SystemExit(f"refused: {data[:300]!r}")
    length = 0
    for line in head.split(b"\r\n"):
        if line.lower().startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    missing = length - len(body)
    while missing > 0:
        missing -= len(connection.recv(1 << 18))


def new_upload(space: str) -> wire.Upload:
    box = base64.b64encode(secrets.token_bytes(BOX * 3 // 4)).decode()
    return wire.Upload(wire.Envelope(1, space, "c0" * 16, box), "0" * 64)


def rows(url: str, code: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
    space, token = secrets.token_hex(16), secrets.token_hex(32)
    bearer = {"Authorization": f"Bearer {token}"}
    with httpx.Client(base_url=url, headers=bearer) as client:
        client.put(
            f"/v1/spaces/{space}",
            headers={"Authorization": f"Bearer {code}"},
            content=wire.write(wire.NewSpace(wire.token_hash(token))),
        ).raise_for_status()
        path = f"/v1/spaces/{space}/envelopes"
        first = wire.UploadBody([new_upload(space) for _ in range(100)])
        client.post(path, content=wire.write(first)).raise_for_status()
        etag = client.get(path, params={"limit": 1}).headers["etag"]
    unchanged = request("GET", f"{path}?after=100", bearer | {"If-None-Match": etag})
    yield "304, nothing new", lambda: unchanged
    page = request("GET", f"{path}?limit=100", bearer)
    yield "page of 100", lambda: page
    ready = [
        request("POST", path, bearer, wire.write(wire.UploadBody([new_upload(space)])))
        for _ in range(20_000)
    ]
    yield "POST of 1, durable", ready.pop


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 4.0
    start = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "db" / "mailbox.db"
        code = create_code(database, label="benchmark")
        urls = []
        for target, extra in ((hello, ()), (endpoint, (database,))):
            ours, theirs = start.Pipe()
            start.Process(target=target, args=(theirs, *extra), daemon=True).start()
            urls.append(ours.recv())
        plain = request("GET", "/", {})
        base, took = load(urls[0], lambda: plain, seconds)
        show("Starlette hello", base, base, took)
        for name, make in rows(urls[1], code):
            rate, took = load(urls[1], make, seconds)
            show(name, rate, base, took)


def show(name: str, rate: float, base: float, took: list[float]) -> None:
    middle, late = took[len(took) // 2] * 1000, took[len(took) * 99 // 100] * 1000
    print(f"{name:20} {rate:8.0f}/s {rate / base:6.0%}   p50 {middle:.2f} p99 {late:.2f} ms")


if __name__ == "__main__":
    main()

"""Bad files and bad envelopes: each is refused in one clear line, and everything else loads."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sponsorterm import sealing, wire
from sponsorterm.records.kinds import Inventory, Note, Place
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, file_shared, prepare
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import people
from sponsorterm.services.syncing.rounds import channel, sync_all
from tests.e2e.conftest import home_at, run

CANARY = "walrus-at-the-window"


def record(**changes: str) -> bytes:
    """A record in a file's form; every part of it can be spoilt."""
    parts = {
        "kind": '"inventory"',
        "record": f'"{"0" * 32}"',
        "device": '"abababab"',
        "at": "2026-11-20T21:00:00+00:00",
        "day": "2026-11-20",
    } | {name: text for name, text in changes.items() if name != "body"}
    head = "".join(f"{name} = {text}\n" for name, text in parts.items() if text)
    body = changes.get("body", "mood = 3")
    return f'format = 1\n{head}\n[body]\nperiod = "nightly"\nmode = "quick"\n{body}\n'.encode()


BAD_RECORDS: dict[str, bytes] = {
    "malformed": b"mood = = 3\n" + CANARY.encode(),
    "oversized": record(body=f'done_well = "{CANARY * 5000}"'),
    "deep": record(body="a = " + "{b=" * 40 + "1" + "}" * 40),
    "wrong-typed": record(body=f'mood = "{CANARY}"'),
    "out-of-range": record(body="craving = 11"),
    "truncated": record(body=f'done_well = "{CANARY}"')[:-9],
    "no-day": record(day=""),
    "not-text": b"\xff\xfe" + CANARY.encode("utf-16"),
    "empty": b"",
}


@pytest.fixture
def sam(tmp_path: Path) -> Path:
    home = tmp_path / "sam"
    with set_up(home_at(home), SetupAnswers("Sam", zone="UTC")) as session:
        for day in (18, 19):
            body = Inventory(period="nightly", mode="quick", mood=3, done_well=f"kept {day}")
            file(session, prepare(session, body, day=date(2026, 11, day), sharing={}))
    return home


@pytest.mark.parametrize("case", BAD_RECORDS)
def test_a_bad_record_is_named_in_one_line_and_the_rest_loads(sam: Path, case: str) -> None:
    month = home_at(sam).records / "mine" / "2026-11"
    bad = month / f"2026-11-20-inventory-{case}.toml"
    bad.write_bytes(BAD_RECORDS[case])
    result = run(sam, "list", "--plain")
    assert result.returncode == 0
    assert result.stdout.count("kept") == 2
    (line,) = [line for line in result.stderr.splitlines() if bad.name in line]
    assert CANARY not in result.stdout + result.stderr
    assert "Traceback" not in result.stderr
    assert line.split(bad.name, 1)[1].strip(": ")
    assert bad.read_bytes() == BAD_RECORDS[case], "it stays as it was"


def link_to(path: Path, target: Path) -> None:
    path.symlink_to(target)


def pipe(path: Path, _: Path) -> None:
    os.mkfifo(path)


def folder(path: Path, _: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("make", [link_to, pipe, folder])
def test_what_is_no_plain_file_is_never_read(
    sam: Path, tmp_path: Path, make: Callable[[Path, Path], None]
) -> None:
    elsewhere = tmp_path / "elsewhere.toml"
    elsewhere.write_bytes(record(body=f'done_well = "{CANARY}"'))
    odd = home_at(sam).records / "mine" / "2026-11" / "2026-11-20-inventory-odd.toml"
    make(odd, elsewhere)
    result = run(sam, "list", "--plain")
    assert result.returncode == 0
    assert result.stdout.count("kept") == 2
    assert CANARY not in result.stdout + result.stderr
    assert odd.name in result.stderr


@pytest.fixture
def linked(tmp_path: Path) -> tuple[Session, Session, Path]:
    """Sam and Maria over a folder anybody could write to."""
    shared = tmp_path / "shared"
    shared.mkdir()
    place = Place(kind="folder", where=str(shared))
    giver = set_up(home_at(tmp_path / "sam"), SetupAnswers("Sam", zone="UTC"))
    maria = set_up(home_at(tmp_path / "maria"), SetupAnswers("Maria", zone="UTC"))
    invite = people.start_invite(maria, "Sam", "sponsee", place)
    joined = people.join(giver, invite.code, place=place)
    people.poll_invite(maria, invite.link)
    people.confirm(maria, invite.link, same=True)
    people.confirm(giver, joined.link, same=True)
    return giver, maria, shared


def bad_envelopes(sam: Session) -> dict[str, bytes]:
    """What somebody with the folder, or with Sam's own key, could put there."""
    meant = channel(sam, sam.links()[0])
    good = sealing.seal(record(), meant.keys, meant.direction)
    stranger = sealing.SpaceKeys(meant.keys.space, sealing.new_root_key())
    box = good.box
    flipped = ("A" if box[40] != "A" else "B").join((box[:40], box[41:]))

    def sealed(payload: bytes) -> bytes:
        return wire.write(sealing.seal(payload, meant.keys, meant.direction))

    return {
        "malformed": b"v = = 1",
        "oversized": b'v = 1\nbox = "' + b"A" * wire.MAX_ENVELOPE + b'"',
        "wrong-typed": wire.write(good).replace(b"v = 1", b'v = "one"'),
        "wrong-key": wire.write(sealing.seal(record(), stranger, meant.direction)),
        "damaged": wire.write(wire.Envelope(good.v, good.space, good.commit, flipped)),
        "truncated": wire.write(good)[:-200],
        "not-a-record": sealed(b"no TOML at all = ="),
        "no-level": sealed(record()),
        "not-his-role": sealed(record(kind='"signoff"', level='"full"', device="")),
        "never-shared": sealed(record(kind='"link"', level='"full"', device="")),
    }


@pytest.mark.parametrize(
    "case",
    [
        "malformed", "oversized", "wrong-typed", "wrong-key", "damaged", "truncated",
        "not-a-record", "no-level", "not-his-role", "never-shared",
    ],
)  # fmt: skip
def test_a_bad_envelope_is_set_aside_with_a_reason_and_the_rest_arrives(
    linked: tuple[Session, Session, Path], case: str
) -> None:
    sam, maria, shared = linked
    bad = bad_envelopes(sam)[case]
    month = shared / "e" / "2026-11"
    month.mkdir(parents=True, exist_ok=True)
    try:
        name = wire.read(bad, wire.Envelope, limit=wire.MAX_ENVELOPE).id
    except wire.BadBody:
        name = "a" * 52
    (month / f"{name}.toml").write_bytes(bad)
    body = Inventory(period="nightly", mode="quick", mood=4)
    file(sam, prepare(sam, body, sharing={sam.links()[0].record: Sharing("full")}))
    sync_all(sam)
    (report,) = sync_all(maria)
    assert len(report.reasons) == 1
    assert "\n" not in report.reasons[0]
    found = maria.store.entries(space=maria.links()[0].record, kinds={"inventory"})
    assert [getattr(entry.body, "mood", None) for entry in found] == [4]
    (again,) = sync_all(maria)
    assert again.set_aside == 0, "it is looked at once"
    sam.close()
    maria.close()


def test_text_of_others_shows_as_text_in_every_verb(
    linked: tuple[Session, Session, Path], tmp_path: Path
) -> None:
    sam, maria, _ = linked
    hostile = "[/b] [@click=app.quit] \x1b[2J \x1b]52;c;aGk=\x07 \x9b31m \u202e"
    link = sam.links()[0].record
    file_shared(sam, Note(subject=hostile, body=hostile, link=link, agenda=True), link)
    body = Inventory(period="nightly", mode="quick", mood=2, done_well=hostile)
    file(sam, prepare(sam, body, sharing={link: Sharing("full")}))
    sync_all(sam)
    sync_all(maria)
    sam.close()
    maria.close()
    for verb in (["list"], ["notes"], ["dash"], ["search", "click"], ["status"], ["people"]):
        for home in ("sam", "maria"):
            result = run(tmp_path / home, *verb, "--plain")
            shown = result.stdout + result.stderr
            assert "Traceback" not in shown
            assert not set(shown) & set("\x1b\x07\x9b\u202e"), verb
    assert "[@click=app.quit]" in run(tmp_path / "maria", "notes", "--plain").stdout

"""Import: what export wrote comes back whole, and what cannot be used is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from sponsorterm.records.codec import content
from sponsorterm.records.kinds import KINDS, Amends, Body, Comment, Gratitude, Inventory
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import copies_of, delete, share
from sponsorterm.services.entries.reading import SHOWN, history, revision_of
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.export.exporting import export
from sponsorterm.services.export.importing import import_records
from sponsorterm.services.home.session import LinkView, Session
from tests.records.bodies import fullest
from tests.services.conftest import Pair
from tests.services.entries.test_kinds import body_for

KINDS_READ = sorted(SHOWN | {"alert_ack"})


def bodies(session: Session) -> dict[str, Body]:
    return {entry.kind: entry.body for entry in history(session, kinds=KINDS_READ)}


def advised(body: Body) -> Body:
    return replace(body, advice="asked M.") if isinstance(body, Amends) else body


def test_every_kind_comes_back_as_it_was(tmp_path: Path, pair: Pair, other: Session) -> None:
    """Into another home that is linked with somebody of the same name."""
    kept = {kind: advised(body_for(kind, pair.to_maria)) for kind in KINDS_READ}
    for body in kept.values():
        pair.sam.save(body)
    export(pair.sam, tmp_path / "out")
    link = other.save(replace(pair.to_maria.body, space="b" * 32)).record
    done = import_records(other, tmp_path / "out")
    assert (done.taken, done.known, done.troubles) == (len(kept), 0, [])
    there = {
        kind: replace(body, link=link) if hasattr(body, "link") else body
        for kind, body in kept.items()
    }
    assert bodies(other) == there
    assert copies_of(other, LinkView(link, pair.to_maria.body)) == []


def test_what_is_here_already_is_left_as_it_is(tmp_path: Path, sam: Session) -> None:
    first = sam.save(Gratitude(items=["soup"]))
    gone = sam.save(Gratitude(items=["sun"]))
    export(sam, tmp_path / "out")
    sam.save(Gratitude(items=["soup and bread"]), record=first.record)
    delete(sam, gone.record)
    done = import_records(sam, tmp_path / "out")
    assert (done.taken, done.known) == (0, 2)
    assert [entry.body for entry in history(sam, kinds={"gratitude"})] == [
        Gratitude(items=["soup and bread"])
    ]


def test_twice_is_once(tmp_path: Path, sam: Session, other: Session) -> None:
    sam.save(Gratitude(items=["soup"]), day=date(2026, 10, 3))
    sam.save(Gratitude(items=["tea"]))
    export(sam, tmp_path / "out")
    one_file = import_records(other, tmp_path / "out" / "2026-10.toml")
    assert one_file.taken == 1
    assert import_records(other, tmp_path / "out").taken == 1
    assert import_records(other, tmp_path / "out").taken == 0
    assert len(history(other, kinds={"gratitude"})) == 2


def test_what_this_version_does_not_know_comes_back_too(tmp_path: Path, other: Session) -> None:
    page = RECORD.format(kind="dream", body="lucid = true\n") + RECORD.format(
        kind="gratitude", body='items = ["tea"]\nsmell = "rain"\n'
    ).replace("a" * 32, "b" * 32)
    (tmp_path / "x.toml").write_text(page)
    assert import_records(other, tmp_path / "x.toml").taken == 2
    found = {
        entry.kind: content(revision_of(other, entry))["body"]
        for entry in other.store.entries(kinds={"dream", "gratitude"})
    }
    assert found == {"dream": {"lucid": True}, "gratitude": {"items": ["tea"], "smell": "rain"}}


RECORD = """
[[record]]
kind = "{kind}"
record = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
day = 2026-11-19
at = 2026-11-19T21:00:00+01:00
[record.body]
{body}"""
GOOD = RECORD.format(kind="gratitude", body='items = ["tea"]\n').replace("a" * 32, "c" * 32)


@pytest.mark.parametrize(
    ("bad", "line", "field"),
    [
        (RECORD.format(kind="inventory", body="mood = 9\n"), 8, "record[0].body.mood"),
        (RECORD.format(kind="comment", body='link = "Zoe"\ntext = "x"\nabout = "y"\n'), 8, "link"),
        (RECORD.format(kind="profile", body='name = "x"\n'), 3, "record[0].kind"),
        (RECORD.format(kind="tombstone", body='of = "x"\n'), 3, "record[0].kind"),
        (
            RECORD.format(kind="amends", body='unsafe = "yes"\nstate = "planned"\n'),
            7,
            "record[0].body.advice",
        ),
        ('\n[[record]]\nkind = "gratitude"\nday = "soon"\n', 4, "record[0].day"),
        ("\nrecord = 3\n", 2, "record"),
    ],
)
def test_what_cannot_be_used_is_named_and_the_rest_goes_on(
    tmp_path: Path, sam: Session, bad: str, line: int, field: str
) -> None:
    good = GOOD if "[[record]]" in bad else ""
    bad = bad.replace("mood = 9\n", 'mood = 9\nmode = "full"\nperiod = "nightly"\n')
    (tmp_path / "2026-11.toml").write_text(bad + good)
    done = import_records(sam, tmp_path)
    (trouble,) = done.troubles
    assert (trouble.file, trouble.line) == ("2026-11.toml", line)
    assert field in trouble.field
    assert done.taken == (1 if good else 0)


def test_a_file_that_is_no_toml_keeps_no_other_from_being_read(
    tmp_path: Path, sam: Session
) -> None:
    (tmp_path / "2026-10.toml").write_text("= = =\n")
    (tmp_path / "2026-11.toml").write_text(GOOD)
    (tmp_path / "2026-12.toml").symlink_to("/dev/zero")
    done = import_records(sam, tmp_path)
    assert done.taken == 1
    assert [trouble.file for trouble in done.troubles] == ["2026-10.toml", "2026-12.toml"]


@pytest.mark.parametrize("name", ["nowhere", "empty", "\0"])
def test_nothing_to_read_is_said(tmp_path: Path, sam: Session, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ServiceError, match="nothing to be read"):
        import_records(sam, tmp_path / name)


def test_a_comment_on_my_entry_finds_its_copy_again(tmp_path: Path, pair: Pair) -> None:
    entry = pair.sam.save(Inventory(period="nightly", mode="quick", mood=3))
    link = pair.to_maria
    share(pair.sam, entry.record, {link.record: Sharing("full")})
    from sponsorterm.services.links.talk import comment, comments_on

    comment(pair.sam, link.record, history(pair.sam)[0], "one more thing")
    export(pair.sam, tmp_path / "out")
    (said,) = pair.sam.store.entries(kinds={Comment.KIND})
    pair.sam.store.forget("mine", [said.id])
    assert import_records(pair.sam, tmp_path / "out").taken == 1
    assert [block.text for block in comments_on(pair.sam, history(pair.sam)[0])] == [
        "one more thing"
    ]


def test_no_kind_is_forgotten() -> None:
    assert {fullest(KINDS[kind]).KIND for kind in KINDS_READ} == set(KINDS_READ)

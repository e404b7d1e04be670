"""`triage` at a command line: single acts a script can do, and the same walk as on the screens."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sponsorterm.records.kinds import AlertAck, Call
from sponsorterm.services.links import talk
from sponsorterm.strings import cli_reading
from tests.cli.conftest import Person
from tests.cli.test_terminal import at
from tests.e2e.terminal import Terminal
from tests.tui import morning
from tests.tui.circle import NOW


@pytest.fixture
def maria(tmp_path: Path) -> Person:
    morning.build(tmp_path)
    return Person(tmp_path / "Maria", at=NOW)


def told(person: Person, *words: str, stdin: str = "") -> dict[str, Any]:
    found = json.loads(person.gets("triage", *words, "--json", stdin=stdin))
    assert isinstance(found, dict)
    return found


def test_the_walk_goes_on_by_single_commands_until_nothing_waits(maria: Person) -> None:
    assert len(told(maria, "list")["stops"]) == morning.UNREAD + morning.FLAGS
    at = told(maria)
    shown = [(at["number"], at["total"])]
    for _ in range(morning.UNREAD + morning.FLAGS):
        name = at["stop"]["name"]
        act = ["deal", name, "ok"] if at["stop"]["flag"] else ["seen", name]
        at = told(maria, *act)
        shown.append((at["number"], at["total"]))
    assert shown[:3] == [(1, 15), (2, 15), (3, 15)]
    assert at["stop"] is None
    assert "Nothing waits" in maria.gets("triage")


def test_acts_are_kept_and_taken_back(maria: Person) -> None:
    name = told(maria)["stop"]["name"]
    maria.gets("triage", "deal", name[:8], "snooze", "--until", "2026-11-25", "--note", "away")
    with maria.session() as session:
        (ack,) = session.store.entries(kinds={AlertAck.KIND})
        assert isinstance(ack.body, AlertAck)
        assert (str(ack.body.until), ack.body.note) == ("2026-11-25", "away")
    handled = [h for row in json.loads(maria.gets("dash", "--json"))["sponsees"]
               for h in row["handled"]]  # fmt: skip
    assert [(h["key"], h["action"]) for h in handled] == [("call_now", "snooze")]
    assert told(maria, "undo")["stop"]["name"] == name
    maria.gets("triage", "call", name, "--minutes", "20")
    with maria.session() as session:
        (call,) = session.store.entries(kinds={Call.KIND})
        assert isinstance(call.body, Call)
        assert call.body.minutes == 20


def test_a_comment_is_read_from_standard_input(maria: Person) -> None:
    entry = next(s for s in told(maria, "list")["stops"] if s["entry"])
    maria.gets("triage", "comment", entry["name"], stdin="Thank you.\n")
    with maria.session() as session:
        assert [e.kind for e in session.store.entries(kinds={"comment"})] == ["comment"]


def test_what_does_not_fit_is_told_in_a_line(maria: Person) -> None:
    flag, entry = (
        next(s["name"] for s in told(maria, "list")["stops"] if s[kind])
        for kind in ("flag", "entry")
    )
    maria.told("triage", "seen", flag, code=2)
    maria.told("triage", "deal", entry, "ok", code=2)
    maria.told("triage", "deal", flag, "snooze", "--until", "2026-11-20", code=2)
    maria.told("triage", "seen", "zzzz", code=1)
    begins = Counter(s["name"][0] for s in told(maria, "list")["stops"] if s["entry"])
    letter, several = begins.most_common(1)[0]
    assert several > 1
    maria.told("triage", "seen", letter, code=1)
    maria.told("triage", "undo", code=1)


def test_the_dashboard_tells_groups_and_what_waits(maria: Person) -> None:
    document = json.loads(maria.gets("dash", "--json"))
    assert document["groups"] == {"now": 3, "calm": 5}
    assert {row["group"] for row in document["sponsees"]} == {"now", "calm"}
    assert document["sponsees"][0]["waiting"] == {
        "comments": 0, "worksheets": 0, "assignments": 0, "new": 2
    }  # fmt: skip
    assert "needs you now" in maria.gets("dash", "--plain")


def test_the_dashboard_shows_only_those_whom_the_words_fit(maria: Person) -> None:
    fitting = json.loads(maria.gets("dash", "CRAVING", "today", "--json"))
    assert [row["name"] for row in fitting["sponsees"]] == ["Kit"]
    assert fitting["groups"] == {"now": 1}
    shown = maria.gets("dash", "kit")
    assert "Kit" in shown
    assert "Ana" not in shown
    nobody = maria.types("dash", "zzz")
    assert (nobody.exit_code, nobody.stdout, nobody.stderr) == (
        0,
        "",
        f"{cli_reading.NOBODY_FITS}\n",
    )


def walks(terminal: Terminal, *turns: tuple[str, Sequence[str]]) -> None:
    """Wait until each stop is shown with its question, then type these lines under it."""
    for shown, lines in turns:
        terminal.wait_for(lambda text, shown=shown: shown in text)  # type: ignore[misc]
        for line in lines:
            before = terminal.wait_for(lambda text: text.rstrip().endswith("\n>"))
            terminal.send(line, "enter")
            terminal.wait_for(lambda text, before=before: text != before)  # type: ignore[misc]


def test_at_a_terminal_a_letter_says_what_to_do(tmp_path: Path) -> None:
    morning.build(tmp_path, datetime.now(UTC))
    maria = Person(tmp_path / "Maria", at=datetime.now(UTC))
    with at(maria, "triage") as terminal:
        walks(
            terminal,
            ("1 of 15", ["x"]),
            ("does nothing here", ["s", "2020-01-01"]),
            ("needs a day to come", ["s", "t", "away"]),
            ("2 of 15", ["m", "wrote back"]),
            ("3 of 15", ["u"]),
            ("lowest mood", ["l", "twenty"]),
            ("no number", ["l", "20", ""]),
            ("3 of 14", ["o", ""]),
            ("4 of 14", ["s"]),
            ("5 of 14", ["c", "Thank you.", "", "q"]),
        )
        assert terminal.wait() == 0
    with at(maria, "triage") as terminal:
        walks(
            terminal, ("5 of 14", ["l", "30", "", "u", "t"]), ("6 of 14", ["n"]), ("7 of 14", ["q"])
        )
        assert terminal.wait() == 0
    with maria.session() as session:

        def kept(kind: str) -> list[Any]:
            return [entry.body for entry in session.store.entries(kinds={kind})]

        assert {(ack.action, ack.note) for ack in kept("alert_ack")} == {
            ("snooze", "away"),
            ("called", None),
            ("ok", None),
        }
        assert [call.minutes for call in kept("call")] == [20]
        assert [comment.body for comment in kept("comment")] == ["Thank you."]
        assert len(talk.unread(session)) == morning.UNREAD - 3, "one was spoken about"


def test_at_the_end_of_the_walk_what_was_passed_over_is_still_told_of(maria: Person) -> None:
    told(maria)
    for _ in range(morning.UNREAD + morning.FLAGS - 1):
        maria.gets("triage", "next")
    assert "begins anew" in maria.gets("triage", "next")
    assert told(maria)["number"] == 1

"""People at a command line: real homes in temporary folders, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.root import root
from sponsorterm.services.home.session import Session, find_home
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import people
from sponsorterm.store.home import Home

EVENING = datetime(2026, 11, 20, 20, 10, tzinfo=UTC)
"""A Friday, ten past nine in Berlin."""

HOSTILE = "[b]x[/b][/b] [@click=app.quit]y[/] \x1b]52;c;aGk=\x07\x1b[31mred\x9b2J \u202eback"
"""Markup, a link that acts, OSC 52, colours, C1 and a bidi override: all of it only text."""
ONLY_TEXT = "[b]x[/b][/b] [@click=app.quit]y[/] ]52;c;aGk=[31mred2J back"
"""The same as a terminal may be given it."""


@dataclass(frozen=True)
class Person:
    """Somebody with a home, who types commands."""

    home_path: Path
    at: datetime = EVENING
    columns: int = 80
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def env(self) -> dict[str, str]:
        return {
            "SPONSORTERM_HOME": str(self.home_path),
            "COLUMNS": str(self.columns),
            **self.environment,
        }

    @property
    def home(self) -> Home:
        return find_home(self.env)

    def session(self) -> Session:
        return Session.open(self.home, lambda: self.at)

    def types(self, *words: str, stdin: str | bytes = "") -> Result:
        """Run a command line; its output, its messages and its exit code."""
        call = Invocation(environment=self.env, clock=lambda: self.at)
        return CliRunner().invoke(root, words, input=stdin, env=self.env, obj=call)

    def gets(self, *words: str, stdin: str | bytes = "", code: int = 0) -> str:
        """What a command line prints, once it ended with this code."""
        result = self.types(*words, stdin=stdin)
        assert result.exit_code == code, result.output
        return result.stdout

    def told(self, *words: str, stdin: str | bytes = "", code: int) -> str:
        """The one line an error is told in."""
        result = self.types(*words, stdin=stdin)
        assert result.exit_code == code, result.output
        line, rest = result.stderr.split("\n", 1)
        assert not rest, result.stderr
        assert line.startswith("sponsorterm: ")
        assert "Traceback" not in result.output
        return line

    def but(self, **changes: Any) -> Person:
        return replace(self, **changes)


@pytest.fixture
def newcomer(tmp_path: Path) -> Person:
    """Somebody who has not set up anything."""
    return Person(tmp_path / "nobody")


@pytest.fixture
def person(tmp_path: Path) -> Callable[[str], Person]:
    """Makes people by name."""

    def make(name: str) -> Person:
        made = Person(tmp_path / name)
        set_up(made.home, SetupAnswers(name, zone="Europe/Berlin"), lambda: made.at).close()
        return made

    return make


@pytest.fixture
def sam(person: Callable[[str], Person]) -> Person:
    """A sponsee, linked with nobody yet."""
    return person("Sam")


@pytest.fixture
def maria(person: Callable[[str], Person]) -> Person:
    """A sponsor, linked with nobody yet."""
    return person("Maria")


@pytest.fixture
def linked(sam: Person, maria: Person, tmp_path: Path) -> tuple[Person, Person]:
    """Sam and Maria, linked over a folder."""
    from sponsorterm.records.kinds import Place

    shared = tmp_path / "shared"
    shared.mkdir(mode=0o700)
    place = Place(kind="folder", where=str(shared))
    with sam.session() as mine, maria.session() as theirs:
        invite = people.start_invite(theirs, "Sam", "sponsee", place)
        joined = people.join(mine, invite.code, place=place)
        people.poll_invite(theirs, invite.link)
        people.confirm(theirs, invite.link, same=True)
        people.confirm(mine, joined.link, same=True, level="numbers")
        people.set_cadence(theirs, invite.link, "daily")
    return sam, maria

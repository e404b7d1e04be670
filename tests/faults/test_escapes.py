"""What a hostile peer writes reaches no terminal as a command: every verb, every output."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from sponsorterm.cli.root import root
from sponsorterm.cli.verb import Family, Reader
from tests.cli.conftest import Person
from tests.faults import nasty
from tests.faults.nasty import CONTENT, FORBIDDEN, SHOWN
from tests.faults.world import memory
from tests.tui.circle import build

NEVER = {"serve", "demo"}
"""Do not come back by themselves, and show nothing that anybody wrote."""


@pytest.fixture(scope="module")
def maria() -> Iterator[Person]:
    """A sponsor to whom all three sponsees are hostile."""
    with memory() as folder:
        circle = build(folder / "circle")
        with circle.open("Maria") as session:
            nasty.fill(session)
        yield Person(folder / "circle" / "Maria")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some verbs write where one stands."""
    monkeypatch.chdir(tmp_path)


def verbs(group: click.Group, path: str = "") -> Iterator[tuple[str, bool]]:
    """Every verb with the words that call it, and whether it shows something."""
    context = click.Context(group)
    for name in group.list_commands(context):
        below = group.get_command(context, name)
        if name not in NEVER:
            yield f"{path}{name}", isinstance(below, Reader | Family)
            if isinstance(below, click.Group):
                yield from verbs(below, f"{path}{name} ")


ALL = dict(verbs(root))
SHOWING = [verb for verb, shows in ALL.items() if shows]


def passed(text: str) -> set[str]:
    """What of it a terminal would obey."""
    return set(text) & FORBIDDEN | {part for part in nasty.SEQUENCES if part in text}


def said(person: Person, *words: str) -> str:
    result = person.types(*words)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.stdout + result.stderr


def things(person: Person) -> list[str]:
    """What a verb can be asked about: entries, people."""
    with person.session() as session:
        entries = [entry.record for entry in session.store.entries(space=None)]
        return [*dict.fromkeys(entries), session.links()[0].name]


@pytest.mark.parametrize("how", [(), ("--plain",), ("--json",)], ids=["", "plain", "json"])
@pytest.mark.parametrize("verb", SHOWING)
def test_no_verb_lets_through_what_others_wrote(
    maria: Person, verb: str, how: tuple[str, ...]
) -> None:
    for words in ((), ("Mika",)) if how else ((), ("Mika",), (SHOWN,)):
        assert not passed(said(maria, *how, *verb.split(), *words))


@pytest.mark.parametrize("how", [(), ("--plain",), ("--json",)], ids=["", "plain", "json"])
def test_no_entry_of_any_kind_does(maria: Person, how: tuple[str, ...]) -> None:
    shown = 0
    for thing in things(maria):
        text = said(maria, *how, "show", thing)
        assert not passed(text)
        shown += SHOWN in text
    assert shown >= 15


@pytest.mark.parametrize("verb", ALL)
def test_no_error_repeats_what_was_typed_as_it_was(maria: Person, verb: str) -> None:
    """A title, a usage line, an unknown name: what came in an argument is shown harmless."""
    typed = CONTENT.replace("\0", "")
    for words in ((typed,), ("--no-such", typed)):
        assert not passed(said(maria, "--no-input", *verb.split(), *words))


def test_much_was_tried() -> None:
    assert len(SHOWING) >= 15
    assert len(FORBIDDEN) >= 75

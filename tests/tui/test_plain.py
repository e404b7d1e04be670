"""Whatever anybody wrote is shown as it is: no markup, no action, no control character."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea

import sponsorterm.tui
from sponsorterm.program import Choice, Prompt
from sponsorterm.tui.widgets.answers import Pick, Tick
from sponsorterm.tui.widgets.fields import LineField, TextField
from sponsorterm.tui.widgets.footer import FooterLine
from sponsorterm.tui.widgets.go import Go
from sponsorterm.tui.widgets.header import HeaderLine
from sponsorterm.tui.widgets.lines import Line, Lines
from sponsorterm.tui.widgets.plain import Plain, said
from sponsorterm.tui.widgets.prompts import PromptBox
from tests.tui.stage import Stage

HOSTILE = "a[/b][@click=app.quit]c[/] \x1b]52;c;QUFB\x07\x1b[2Jd\x9b31m\u202ee\x00"
SHOWN = "a[/b][@click=app.quit]c[/]"
FORBIDDEN = {*map(chr, range(32)), "\x7f", "\x9b", "\u202e"} - {"\n"}

SOURCES = sorted(Path(sponsorterm.tui.__file__).parent.rglob("*.py"))


def header() -> Widget:
    widget = HeaderLine()
    widget.show_parts(HOSTILE, HOSTILE, "")
    return widget


def footer() -> Widget:
    widget = FooterLine("today")
    widget.say(HOSTILE)
    return widget


def lines() -> Widget:
    widget = Lines()
    widget.show([Line("one", (said(HOSTILE),))])
    return widget


def prompt() -> Widget:
    asked = Prompt("done_well", "text", HOSTILE.replace("\x00", ""), about=HOSTILE)
    return PromptBox(asked, (), lambda _field: HOSTILE)


WIDGETS: dict[str, Callable[[], Widget]] = {
    "plain": lambda: Plain(said(HOSTILE)),
    "header": header,
    "footer": footer,
    "lines": lines,
    "prompt": prompt,
    "go": lambda: Go(HOSTILE),
    "pick": lambda: Pick([Choice("one", HOSTILE, HOSTILE)]),
    "tick": lambda: Tick([Choice("one", HOSTILE)], ["one"]),
    "line": lambda: PromptBox(Prompt("channel", "line", "?"), (), lambda _field: HOSTILE),
    "text": lambda: TextField(HOSTILE),
}


@pytest.mark.anyio
@pytest.mark.parametrize("name", WIDGETS)
async def test_hostile_words_are_shown_and_do_nothing(name: str) -> None:
    app = Stage(WIDGETS[name]())
    async with app.run_test(size=(90, 12)) as pilot:
        assert SHOWN in app.text
        assert not FORBIDDEN & set(app.text)
        where = next(
            (y, row.index("c[/]")) for y, row in enumerate(app.text.split("\n")) if "c[/]" in row
        )
        await pilot.click(offset=(where[1], where[0]))
        await pilot.pause()
        assert app.is_running


@pytest.mark.anyio
@pytest.mark.parametrize("make", [LineField, TextField])
async def test_what_is_pasted_is_cleaned_before_it_is_taken_in(
    make: type[LineField] | type[TextField],
) -> None:
    app = Stage(make())
    async with app.run_test() as pilot:
        app.post_message(events.Paste(HOSTILE + "\r\nsecond"))
        await pilot.pause()
        field = app.widget
        value = field.value if isinstance(field, Input) else ""
        value = field.text if isinstance(field, TextArea) else value
        assert value.startswith(SHOWN)
        assert value.endswith("second")
        assert not FORBIDDEN & set(value)


@pytest.mark.anyio
async def test_a_field_takes_no_more_than_its_record_does() -> None:
    app = Stage(TextField("x" * 9_990))
    async with app.run_test() as pilot:
        app.post_message(events.Paste("y" * 50))
        await pilot.pause()
        assert isinstance(app.widget, TextField)
        assert len(app.widget.text) == 10_000


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_screen_has_a_way_in_for_markup(source: Path) -> None:
    """Strings go through `Plain` and `said`; what would read markup is not called at all."""
    tree = ast.parse(source.read_text())
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert not called & {"Static", "Label", "Markdown", "from_markup", "notify"}
    assert source.name == "plain.py" or "markup" not in {
        keyword.arg
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for keyword in node.keywords
    }

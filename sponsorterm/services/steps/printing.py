"""Sheets on paper, one or all of a step: plain text, with room to write by hand.

Only words of the programme's pack stand on it, and one's own.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from sponsorterm.program import CHOSEN, Form, Pack, Prompt
from sponsorterm.services.entries.forms import Answers, prompts, values_of
from sponsorterm.services.entries.reading import value_in_words
from sponsorterm.services.home.session import Session
from sponsorterm.services.steps.sheets import SheetView
from sponsorterm.store.files import PRIVATE, replace, write_once
from sponsorterm.strings import printing as words

WIDTH = 72
"""Columns of a page: paper has margins, and a terminal of eighty shows a page whole."""
LINES = 60
"""Lines of a page: both A4 and letter take them at the usual size of type."""
BREAK = "\f"
"""What a printer turns the page at."""
EMPTY_ROWS = 6
"""Rows of a blank table; more are printed again."""
_INDENT = "  "
_LONG, _SHORT = 4, 1
"""Lines to write on, for an answer in several lines and for one in a few words."""

Block = list[str]
"""Lines that are kept on one page where that can be done."""


Leaves = list[list[str]]
"""Pages of one sheet, without their heads."""


def printed(session: Session, view: SheetView, *, blank: bool = False) -> str:
    """A sheet as pages to print; with `blank` the empty form, whatever was written."""
    return _bound([(view.sheet.title, _leaves(session, view, blank=blank))])


def packet(
    session: Session, number: int, views: Sequence[SheetView], *, blank: bool = False
) -> str:
    """Sheets of a step as one document, behind a page that says what is in it.

    Raises:
        UnknownKey: the programme has no such step.
    """
    title = words.step(number, session.pack.step(number).title)
    parts = [(view.sheet.title, _leaves(session, view, blank=blank)) for view in views]
    page, contents = 2, []
    for view, (name, leaves) in zip(views, parts, strict=True):
        contents.append(words.in_it(name, 0 if blank else len(view.rows), page, WIDTH))
        page += len(leaves)
    return _bound([(title, [contents]), *parts])


def packed(views: Sequence[SheetView]) -> set[str]:
    """The sheets that go into a packet unless somebody chooses: those not kept apart."""
    return {view.key for view in views if not view.sheet.apart}


def keep_pages(path: Path, text: str, *, over: bool = False) -> None:
    """Write pages to a file for nobody else's eyes; with `over` in the place of what is there.

    Raises:
        StoreError: the name is taken, or the system refused.
    """
    if over:
        replace(path, text.encode(), PRIVATE)
    else:
        write_once(path, text.encode(), PRIVATE)


def _leaves(session: Session, view: SheetView, *, blank: bool) -> Leaves:
    """The pages of one sheet."""
    blocks = [_about(view.sheet.about)] if view.sheet.about else []
    if (form := view.sheet.sheet_form()) is not None:
        answers = Answers(form, None if blank else values_of(view.body))
        blocks += [_asked(session.pack, prompt, answers) for prompt in prompts(form)]
    if (form := view.sheet.row_form()) is not None:
        blocks += _table(session.pack, view, form, blank=blank)
    return _paged(blocks)


def _about(text: str) -> Block:
    return [*textwrap.wrap(text, WIDTH), ""]


def _table(pack: Pack, view: SheetView, form: Form, *, blank: bool) -> Iterator[Block]:
    """The rows one beneath the other, for no eight columns fit side by side on paper."""
    kept = [] if blank else [Answers(form, values_of(row.body)) for row in view.rows]
    for number, answers in enumerate(kept or [Answers(form)] * EMPTY_ROWS, 1):
        parts = (_asked(pack, prompt, answers) for prompt in prompts(form))
        yield [words.row(number, WIDTH), "", *(line for part in parts for line in part)]


def _asked(pack: Pack, prompt: Prompt, answers: Answers) -> Block:
    """A question, and its answer or the room for one."""
    value = answers.get(prompt.field)
    said = _said(pack, prompt, value) if value is not None else _room(pack, prompt)
    return [*textwrap.wrap(prompt.title, WIDTH), *said, ""]


def _said(pack: Pack, prompt: Prompt, value: Any) -> Iterator[str]:
    for paragraph in value_in_words(pack, prompt, value).split("\n"):
        # A wide character takes two columns, which `textwrap` does not know.
        wide = any(unicodedata.east_asian_width(character) in "WF" for character in paragraph)
        room = (WIDTH - len(_INDENT)) // (2 if wide else 1)
        for line in textwrap.wrap(paragraph, room) or [""]:
            yield f"{_INDENT}{line}".rstrip()


def _room(pack: Pack, prompt: Prompt) -> Iterator[str]:
    """What an answer is ticked or written on."""
    if prompt.type == "scale":
        numbers = "  ".join(str(number) for number in range(prompt.low, prompt.high + 1))
        yield _INDENT + words.scale(numbers, prompt.low_word, prompt.high_word)
    elif prompt.type == "tristate":
        yield _INDENT + _boxes((words.YES, words.NO))[0]
    elif prompt.type in CHOSEN:
        yield from (_INDENT + line for line in _boxes([c.title for c in pack.choices(prompt)]))
    else:
        lines = _LONG if prompt.type in ("text", "lines", "people", "answer") else _SHORT
        for _ in range(lines):
            yield ""
            yield _INDENT + "_" * (WIDTH - len(_INDENT))


def _boxes(titles: Sequence[str]) -> list[str]:
    """Boxes to tick, as many beside each other as fit."""
    cell = max(map(len, titles)) + 6
    across = max(1, (WIDTH - len(_INDENT)) // cell)
    boxes = [f"[ ] {title}".ljust(cell) for title in titles]
    return ["".join(boxes[at : at + across]).rstrip() for at in range(0, len(boxes), across)]


def _paged(blocks: Iterable[Block]) -> Leaves:
    """The blocks on pages; a block is broken only if it must. The head takes three lines."""
    room = LINES - 3
    pages: Leaves = [[]]
    for block in blocks:
        if pages[-1] and len(pages[-1]) + len(block) > room and len(block) <= room:
            pages.append([])
        for line in block:
            if len(pages[-1]) == room:
                pages.append([])
            pages[-1].append(line)
    return pages


def _bound(parts: Sequence[tuple[str, Leaves]]) -> str:
    """Sheets one behind the other, each page with the title of its sheet and its own number."""
    pages = [(title, leaf) for title, leaves in parts for leaf in leaves]
    texts = (
        "\n".join([*words.head(title, number, len(pages), WIDTH), *leaf]).rstrip()
        for number, (title, leaf) in enumerate(pages, 1)
    )
    return f"\n{BREAK}".join(texts) + "\n"

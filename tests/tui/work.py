"""Mika in the middle of the fourth step: sheets, a sponsor's words to them, amends."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

from sponsorterm.records.kinds import Assignment, Note, SignOff
from sponsorterm.services.entries.filing import file_shared
from sponsorterm.services.home.session import Session
from sponsorterm.services.links import talk
from sponsorterm.services.steps import assignments, rows, sign_offs
from sponsorterm.services.steps.handing_in import give, prepare_gift
from sponsorterm.services.steps.sheets import sheet
from tests.tui.circle import Circle


def put(session: Session, key: str, **cells: Any) -> str:
    """A row of a sheet, its cells by the last part of their field."""
    view = sheet(session, key)
    draft = rows.new_row(session, view)
    fields = {prompt.field.rpartition(".")[2]: prompt.field for prompt in view.sheet.columns}
    for name, value in cells.items():
        draft.answers.set(fields[name], value)
    rows.keep_row(session, draft)
    return draft.record


def worked(built: Path, root: Path) -> Circle:
    """The circle, some work later."""
    copytree(built, root)
    circle = Circle(root)
    with circle.open("Mika") as mika:
        _write(circle, mika)
        link = mika.links()[0]
        give(mika, prepare_gift(mika, sheet(mika, "resentments"), link, "full", submit=True))
    circle.carry("Mika", "Maria")
    circle.clock.tick()
    with circle.open("Maria") as maria:
        _answer(maria)
    circle.carry("Maria", "Mika")
    return circle


def _write(circle: Circle, mika: Session) -> None:
    brother = {
        "who": "My brother",
        "happened": "Sold the car without asking me, after all I did for it.",
        "touched": ["security", "money"],
        "part": ["selfish", "afraid"],
        "part_words": "I had promised him half and never paid.",
        "let_go": "no",
    }
    for key, cells in (
        ("resentments", brother),
        ("resentments", {"who": "The clinic", "happened": "Kept me waiting for six weeks."}),
        ("resentments", {"who": "My old boss", "touched": ["ambition", "pride"]}),
        ("harms", {"who": "J.", "did": "Took money from the tin.", "owed": "yes"}),
        ("step_8", {"person": "Old neighbour", "willing": "not_yet", "unsafe": "yes"}),
    ):
        put(mika, key, **cells)
        circle.clock.tick()
    plan = {"person": "Lee W.", "state": "planned", "planned_for": date(2026, 12, 1)}
    put(mika, "step_9", **plan, way="direct")
    circle.clock.tick()


def _answer(maria: Session) -> None:
    link = maria.link_named("Mika")
    [theirs] = maria.store.entries(space=link.record, kinds={"worksheet"})
    entries = maria.store.entries(space=link.record, kinds={"worksheet_row"})
    brother = next(entry for entry in entries if "brother" in str(entry.body))
    talk.comment(maria, link.record, brother, "What would he say your part was?")
    found = SignOff(state="another_look", text="Look at the first row again.")
    sign_offs.sign_off(maria, link, theirs, found)
    due = date(2026, 11, 29)
    asked = Assignment(title="The table of fears", step=4, category="writing", due=due)
    assignments.assign(maria, link, asked)
    told = Note(body="Stop when the kettle boils.", step=4, link=link.record)
    file_shared(maria, told, link.record)

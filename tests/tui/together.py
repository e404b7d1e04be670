"""The circle some weeks on: Maria and Mika with an agreement, work, calls and written work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from sponsorterm.records.kinds import (
    Agreement,
    Amends,
    Assignment,
    Body,
    Inventory,
    Row,
    SafetyPlan,
    SignOff,
    Worksheet,
)
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import file, prepare
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links import talk
from sponsorterm.services.links.agreements import agreement, answer, propose
from sponsorterm.services.links.calls import log_call
from sponsorterm.services.sponsor.alerts import acknowledge
from sponsorterm.services.sponsor.dashboard import dashboard
from sponsorterm.services.sponsor.sponsor_notes import (
    pin_private_note,
    private_notes,
    write_private_note,
)
from sponsorterm.services.steps.assignments import assign, assigned_to_me, from_library, tell
from sponsorterm.services.steps.instructions import instruct
from sponsorterm.services.steps.sign_offs import sign_off
from tests.tui.circle import Circle, Wrist

COLUMNS = ("who", "happened", "part_words")
CELLS = (
    ("My brother", "He never paid me back.", "I never asked."),
    ("An old boss", "Passed me over twice.", "I had stopped trying."),
)


@dataclass
class Moving(Wrist):
    """A clock on which no two moments are one, so that what was written has one order."""

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def weeks_on(circle: Circle) -> Circle:
    """Live those weeks."""
    circle.clock = Moving(circle.clock.now - timedelta(minutes=50))
    with circle.open("Mika") as mika, circle.open("Maria") as maria:
        ours = (mika, mika.link_named("Maria"), maria, maria.link_named("Mika"))
        _agree(circle, *ours)
        _work(circle, *ours)
        _write(mika, ours[1])
        _talk(circle, *ours)
    circle.carry("Mika", "Maria")
    circle.carry("Maria", "Mika")
    return circle


def _agree(
    circle: Circle, mika: Session, to_maria: LinkView, maria: Session, to_mika: LinkView
) -> None:
    terms = Agreement(
        cadence="daily",
        meetings=3,
        hours="18:00 to 22:00, Sundays too",
        zone="Europe/Berlin",
        channel="phone",
        backup="Jo",
        keep_days=90,
    )
    propose(mika, to_maria, terms)
    circle.carry("Mika", "Maria")
    maria.refresh()
    proposal = agreement(maria, to_mika).theirs
    assert proposal is not None
    answer(maria, to_mika, proposal, "yes")
    circle.clock.tick()
    propose(
        maria, to_mika, Agreement(cadence="daily", meetings=2, hours="from 18:00", keep_days=90)
    )
    circle.carry("Maria", "Mika")
    mika.refresh()


def _work(
    circle: Circle, mika: Session, to_maria: LinkView, maria: Session, to_mika: LinkView
) -> None:
    today = maria.today
    assign(maria, to_mika, from_library(maria.pack, "s1_cost", today))
    circle.clock.tick()
    own = Assignment(title="Call two people from the meeting", due=today + timedelta(days=2))
    assign(maria, to_mika, own)
    instruct(maria, to_mika, 4, "Short sessions, never late at night.")
    circle.carry("Maria", "Mika")
    mika.refresh()
    first = next(t for t in assigned_to_me(mika, to_maria) if t.body.library == "s1_cost")
    tell(mika, to_maria, first, "submitted", "Health was the longest list.")
    circle.carry("Mika", "Maria")
    maria.refresh()
    steps = maria.store.entries(space=to_mika.record, kinds={"step"})
    done = next(entry for entry in steps if getattr(entry.body, "step", 0) == 1)
    sign_off(maria, to_mika, done, SignOff(state="done", step=1))


def _share(session: Session, link: LinkView, body: Body, **more: object) -> str:
    sharing = {link.record: Sharing("full")}
    filed = file(session, prepare(session, body, sharing=sharing, **more))  # type: ignore[arg-type]
    return filed.revision.header.record


def _write(mika: Session, link: LinkView) -> None:
    sheet = "resentments"
    _share(mika, link, Worksheet(pack="general", sheet=sheet, step=4, state="submitted"))
    for place, row in enumerate(CELLS, 1):
        cells = dict(zip(COLUMNS, row, strict=True))
        _share(mika, link, Row(pack="general", sheet=sheet, place=place, cells=cells))
    _share(mika, link, Amends(person="K.", state="planned", planned_for=date(2026, 12, 1)))
    _share(mika, link, SafetyPlan(signs=["short sleep"], people=["Jo", "Maria"]))
    first = mika.store.entries(kinds={"inventory"}, oldest_first=True)[0]
    body = first.body
    assert isinstance(body, Inventory)
    changed = Inventory(
        period="nightly", mode="full", pack="general", mood=2, craving=4, done_well=body.done_well
    )
    _share(mika, link, changed, record=first.record, day=first.day)


def _talk(
    circle: Circle, mika: Session, to_maria: LinkView, maria: Session, to_mika: LinkView
) -> None:
    log_call(maria, to_mika, minutes=25, day=maria.today - timedelta(days=6), note="His brother")
    talk.write_note(maria, to_mika.record, body="The letter to K.", agenda=True)
    write_private_note(maria, to_mika, "Do not press on the brother yet.", "Family")
    circle.clock.tick()
    write_private_note(maria, to_mika, "Sounds lighter on Sundays.")
    pin_private_note(maria, private_notes(maria, to_mika)[-1], on=True)
    flags = next(row for row in dashboard(maria).rows if row.name == "Mika").flags
    for flag in flags:
        if flag.level > 1:
            acknowledge(maria, to_mika, flag, "ok", note="spoke about it on Sunday")
            break


if __name__ == "__main__":
    import sys

    from tests.tui.circle import build

    weeks_on(build(Path(sys.argv[1])))

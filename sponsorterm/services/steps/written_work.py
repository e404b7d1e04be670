"""What a sponsee shared of their written work: sheets with their rows, amends, the plan."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sponsorterm.program import UnknownKey
from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Amends, Row, SafetyPlan, Worksheet
from sponsorterm.services.home.session import LinkView, Session

_Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet in one round. `entry` is the sheet itself, if it was shared beside its rows."""

    key: str
    title: str
    round: int
    step: int | None
    entry: Entry | None
    rows: tuple[Entry, ...]

    @property
    def state(self) -> str:
        """What its writer says of it."""
        return getattr(self.entry.body, "state", None) or "draft" if self.entry else "draft"


@dataclass(frozen=True, slots=True)
class WrittenWork:
    """All of it. The newest amends and plans stand first."""

    sheets: tuple[Sheet, ...]
    amends: tuple[Entry, ...]
    plans: tuple[Entry, ...]


def written_work(session: Session, link: LinkView) -> WrittenWork:
    """All written work that came over a link, the sheets in the order of their steps."""
    kinds = {Worksheet.KIND, Row.KIND, Amends.KIND, SafetyPlan.KIND}
    heads: dict[_Key, Entry] = {}
    rows: dict[_Key, list[Entry]] = defaultdict(list)
    other: dict[str, list[Entry]] = defaultdict(list)
    for entry in session.store.entries(space=link.record, kinds=kinds):
        body = entry.body
        if isinstance(body, Worksheet):
            heads.setdefault((body.pack, body.sheet, body.round), entry)
        elif isinstance(body, Row):
            rows[(body.pack, body.sheet, body.round)].append(entry)
        else:
            other[entry.kind].append(entry)
    sheets = [_sheet(session, key, heads.get(key), rows[key]) for key in {*heads, *rows}]
    sheets.sort(key=lambda each: (each.step or 0, each.round, each.key))
    return WrittenWork(tuple(sheets), tuple(other[Amends.KIND]), tuple(other[SafetyPlan.KIND]))


def _sheet(session: Session, key: _Key, head: Entry | None, rows: list[Entry]) -> Sheet:
    pack, name, turn = key
    title, step = name.replace("_", " "), getattr(head.body, "step", None) if head else None
    if pack == session.pack.key:
        try:
            known = session.pack.worksheet(name)
            title, step = known.title, known.step
        except UnknownKey:
            pass
    ordered = sorted(rows, key=lambda row: (getattr(row.body, "place", None) or 0, row.day, row.id))
    return Sheet(f"{name}-{turn}", title, turn, step, head, tuple(ordered))

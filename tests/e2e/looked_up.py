"""How things stand at one of two people, looked up apart from their screens.

It is read off the `--json` of verbs on the same homes, and what none tells off the services.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.root import root
from sponsorterm.services.home.session import Session, wall_clock
from sponsorterm.services.links.milestones import chips
from tests.e2e.conftest import environment, home_at


class Standing:
    """The side of one of the two, at `home`; `other` is what they call the other."""

    def __init__(self, home: Path, other: str) -> None:
        self.home, self.other = home, other

    def told(self, *words: str) -> Any:
        """What a verb prints for programs."""
        env = environment(self.home)
        call = Invocation(environment=env, clock=wall_clock)
        result = CliRunner().invoke(root, [*words, "--json"], env=env, obj=call)
        assert result.exit_code == 0, (words, result.output)
        return json.loads(result.stdout)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with Session.open(home_at(self.home)) as session:
            yield session

    @property
    def link(self) -> str:
        (link,) = self.told("people", "--all")["people"]
        return str(link["state"])

    @property
    def agreed(self) -> dict[str, Any]:
        return self.told("people", "agreement", self.other)["agreement"] or {}

    @property
    def cadence(self) -> str:
        return self.agreed.get("cadence") or "none"

    @property
    def meetings(self) -> int:
        return self.agreed.get("meetings") or 0

    @property
    def answer(self) -> str:
        found = self.told("people", "agreement", self.other)
        return "me" if found["proposed_by_them"] else "them" if found["proposed_by_me"] else ""

    @property
    def paused(self) -> bool:
        return bool(self.agreed.get("paused_from"))

    @property
    def tasks(self) -> dict[str, str]:
        work = self.told("people", "work", self.other)["work"]
        return {task["title"]: task["state"] for task in work}

    @property
    def due(self) -> dict[str, date]:
        work = self.told("people", "work", self.other)["work"]
        return {task["title"]: date.fromisoformat(task["due"]) for task in work}

    @property
    def steps(self) -> dict[int, str]:
        states = {step["number"]: step["state"] for step in self.told(*self.where_steps)["steps"]}
        return {number: state for number, state in states.items() if state != "not_started"}

    @property
    def nights(self) -> dict[date, int]:
        bodies = {each["day"]: self.told("show", each["name"])["body"] for each in self.entries}
        return {date.fromisoformat(day): body["mood"] for day, body in bodies.items()}

    @property
    def said(self) -> list[str]:
        comments = self.told("show", self.entries[0]["name"])["comments"]
        return [comment["text"] for comment in comments]

    @property
    def calls(self) -> int:
        return len(self.told("people", "calls", self.other)["calls"])

    @property
    def where_steps(self) -> tuple[str, ...]:
        raise NotImplementedError

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The nights, the newest first."""
        raise NotImplementedError


class SponseeStanding(Standing):
    """Sam's side."""

    where_steps = ("steps",)

    @property
    def entries(self) -> list[dict[str, Any]]:
        return list(self.told("list", "--kind", "inventory")["entries"])

    @property
    def signed(self) -> list[str]:
        return [sign["state"] for sign in self.told("steps", "show", "4")["step"]["signed"]]

    @property
    def count(self) -> int:
        clocks = self.told("clock")["clocks"]
        return next(int(each["current"]) for each in clocks if each["primary"])

    @property
    def chips(self) -> int:
        with self.session() as session:
            return len(chips(session))

    @property
    def reasons(self) -> dict[str, str]:
        found = self.told("people", "mirror", self.other)["flags"]
        return {flag["key"]: flag["reason"] for flag in found}


class SponsorStanding(Standing):
    """Maria's side."""

    @property
    def where_steps(self) -> tuple[str, ...]:
        return ("steps", "--of", self.other)

    @property
    def entries(self) -> list[dict[str, Any]]:
        return list(self.told("list", "--of", self.other, "--kind", "inventory")["entries"])

    @property
    def signed(self) -> list[str]:
        with self.session() as session:
            (link,) = session.links()
            found = session.store.entries(kinds={"sign_off"}, link=link.record)
            return [getattr(each.body, "state", "") for each in found if _is_on_step(each.body)]

    @property
    def row(self) -> dict[str, Any]:
        (row,) = self.told("dash")["sponsees"]
        return dict(row)

    @property
    def count(self) -> int:
        return (self.row["clock"] or {}).get("current", -1)

    @property
    def chips(self) -> int:
        milestones = self.told("people", "chip", self.other)["milestones"]
        return sum(bool(one["chip_on"]) for one in milestones)

    @property
    def reasons(self) -> dict[str, str]:
        return {flag["key"]: flag["reason"] for flag in self.row["flags"]}


def _is_on_step(body: object) -> bool:
    return getattr(body, "step", None) is not None

"""The doctor: everything that could go wrong unseen, looked at in one go.

`house.py` looks at the folders before anything is opened, `records.py` at what is kept in
them, `links.py` at people, places and clocks. Each check gives findings: what was found and
what to do. Start here at `examine`.
"""

from __future__ import annotations

from sponsorterm.services.doctor import house, links, records
from sponsorterm.services.doctor.finding import Finding, Level
from sponsorterm.services.errors import NotSetUp
from sponsorterm.services.home.session import Clock, Session, wall_clock
from sponsorterm.store.errors import StoreError
from sponsorterm.store.health import discard_index, remove_left_over
from sponsorterm.store.home import Home

__all__ = ["Finding", "Level", "examine"]


def examine(
    home: Home, clock: Clock = wall_clock, *, fix: bool = False, online: bool = True
) -> list[Finding]:
    """Look at everything. `fix` builds the index anew and removes what a crash left over.

    `online` asks the endpoints what time it is there.

    Raises:
        NotSetUp: there is no home here.
    """
    if not home.exists():
        raise NotSetUp
    if fix:
        discard_index(home)
        remove_left_over(home)
    found = list(house.findings(home))
    try:
        with Session.open(home, clock) as session:
            return [*found, *records.findings(session), *links.findings(session, online=online)]
    except StoreError as error:
        told = Finding("open", "act", error.message, error.hint)
        return found if any(each.says == told.says for each in found) else [*found, told]

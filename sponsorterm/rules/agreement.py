"""Which agreement is in force: the one that one proposed and the other accepted, word for word.

An acceptance names the very revision it says yes to. A later change of it is a proposal
again, and until that is accepted the version before stays in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sponsorterm.records.entry import Entry
from sponsorterm.records.kinds import Acceptance, Agreement
from sponsorterm.rules.limits import DEFAULTS, Limits

NEVER_OFF = "call_now"
"""A call that is asked for is heard whatever was agreed."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """What holds between two people, and what one of them has put to the other.

    `theirs` waits for my answer, `mine` for theirs; `declined` is one of mine they said no
    to. Each is a copy on the link. `since` is the day the one in force was accepted, `first`
    that of the very first.
    """

    in_force: Agreement | None = None
    since: date | None = None
    first: date | None = None
    theirs: Entry | None = None
    mine: Entry | None = None
    declined: Entry | None = None


def agreed(
    my_proposals: Sequence[Entry],
    their_proposals: Sequence[Entry],
    my_answers: Iterable[Entry],
    their_answers: Iterable[Entry],
) -> Agreed:
    """Read it off both sides' records. Of proposals, every revision, the newest first."""
    yes, no = _answers(their_answers)
    my_yes, my_no = _answers(my_answers)
    accepted = [
        *((yes[each.id], each) for each in my_proposals if each.id in yes),
        *((my_yes[each.id], each) for each in their_proposals if each.id in my_yes),
    ]
    accepted.sort(key=lambda pair: _moment(pair[0]))
    last = accepted[-1] if accepted else None
    answered = yes.keys() | no | my_yes.keys() | my_no
    newest = [next(iter(each), None) for each in (my_proposals, their_proposals)]
    open_ = [each if each and each.id not in answered else None for each in newest]
    mine = newest[0]
    return Agreed(
        _body(last[1]) if last else None,
        last[0].day if last else None,
        accepted[0][0].day if accepted else None,
        theirs=open_[1],
        mine=open_[0],
        declined=mine if mine and mine.id in no else None,
    )


def limits(agreement: Agreement | None) -> Limits:
    """The thresholds that hold on a link."""
    if agreement is None:
        return DEFAULTS
    return DEFAULTS.agreed({"weekly_meetings": agreement.meetings or 0, **agreement.alerts})


def switched_off(agreement: Agreement | None) -> frozenset[str]:
    """The alerts the two agreed to do without."""
    return frozenset(agreement.alerts_off if agreement else ()) - {NEVER_OFF}


def is_paused(agreement: Agreement | None, today: date) -> bool:
    """Whether a pause both agreed on covers `today`, both its ends included."""
    if agreement is None or agreement.paused_from is None:
        return False
    until = agreement.paused_to or date.max
    return agreement.paused_from <= today <= until


def _answers(entries: Iterable[Entry]) -> tuple[dict[str, Entry], frozenset[str]]:
    """The proposals' revisions that were accepted, each with its answer, and those declined."""
    yes, no = {}, set()
    for entry in entries:
        if isinstance(entry.body, Acceptance):
            if entry.body.accepted == "yes":
                yes[entry.body.revision] = entry
            else:
                no.add(entry.body.revision)
    return yes, frozenset(no)


def _moment(entry: Entry) -> tuple[date, float, str]:
    return (entry.day, entry.at.timestamp() if entry.at else 0.0, entry.id)


def _body(entry: Entry) -> Agreement | None:
    return entry.body if isinstance(entry.body, Agreement) else None

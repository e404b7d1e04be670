"""Amends that an inventory or a spot check says are owed: the line of the ledger they become."""

from __future__ import annotations

from msgspec.structs import replace

from sponsorterm.records.kinds import Amends, Answer, Body, Inventory, SpotCheck

KEY = "amends"
"""By this key every programme asks a night whether something is to be put right."""


def owed(body: Body) -> Answer | None:
    """What is to be put right, when that was answered with yes."""
    answer: object = None
    if isinstance(body, Inventory):
        answer = body.answers.get(KEY)
    elif isinstance(body, SpotCheck):
        answer = body.amends
    return answer if isinstance(answer, Answer) and answer.value == "yes" else None


def as_amends(answer: Answer, pack: str | None) -> Amends:
    """The line of the ledger: on the list, with a first idea of how and by when."""
    return Amends(
        pack=pack, person=answer.who, plan=answer.text, planned_for=answer.by, state="listed"
    )


def naming(body: Body, amends: str) -> Body:
    """The same entry, with the name of that line. Such names are never shared."""
    if isinstance(body, Inventory):
        return replace(body, amends_ids=list(dict.fromkeys([*body.amends_ids, amends])))
    if isinstance(body, SpotCheck):
        return replace(body, amends_id=amends)
    return body

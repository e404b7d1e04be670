"""The safety gate of the amends: no contact is planned with somebody it could harm, unadvised.

One rule, asked wherever a record of one's own is made, so that no face and no use case can
go around it (`domain` 2.6).
"""

from __future__ import annotations

from msgspec.structs import replace

from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import Amends, Body
from sponsorterm.records.kinds.amends import AmendsState
from sponsorterm.strings import amends as words

TOWARDS: frozenset[AmendsState] = frozenset({"planned", "attempted", "made", "settled"})
"""States that mean going towards the other person. The rest leaves them in peace."""
GROUPS: tuple[AmendsState, ...] = (
    *("planned", "attempted", "discussed", "listed"),
    *("made", "settled", "out_of_reach", "not_to_contact"),
)
"""Every state, in the order of a ledger: what is under way, what waits, what has come to rest."""


class Unadvised(BadRecord):
    """Something is planned for a person flagged unsafe, and nobody has advised."""

    def __init__(self) -> None:
        super().__init__(Amends.KIND, "advice", words.UNADVISED)
        self.args = (words.UNADVISED,)


def is_closed(body: Amends) -> bool:
    """Whether the gate is closed: contact could do harm, and no advice is written down."""
    return body.unsafe == "yes" and not (body.advice or "").strip()


def check(body: Body) -> None:
    """Let pass what the gate lets pass; bodies of other kinds always.

    Raises:
        Unadvised: it goes towards a person for whom the gate is closed.
    """
    if isinstance(body, Amends) and is_closed(body) and _goes_towards(body):
        raise Unadvised


def stepped_back(body: Amends) -> Amends:
    """The same, taken back behind the gate where it is closed: talked over at most, no day set.

    Flagging a person must never fail because something is planned already.
    """
    if not (is_closed(body) and _goes_towards(body)):
        return body
    state: AmendsState = "discussed" if body.discussed_on else "listed"
    return replace(body, state=state, planned_for=None)


def _goes_towards(body: Amends) -> bool:
    return body.state in TOWARDS or body.planned_for is not None

"""One's own people, in the order one gave them."""

from __future__ import annotations

from sponsorterm.records.kinds import Contact
from sponsorterm.services.home.session import Session

_LAST = 1001
"""Behind every place in the list: `order` goes to 1000."""


def contacts(session: Session) -> list[Contact]:
    """Those with a place in the list first, the others by name."""
    found = [entry.body for entry in session.store.entries(kinds={Contact.KIND})]
    people = [body for body in found if isinstance(body, Contact)]
    return sorted(people, key=lambda body: (body.order or _LAST, body.name.casefold()))

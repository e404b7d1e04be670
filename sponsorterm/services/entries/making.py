"""From a draft to an entry: the one way on which a form's answers are made ready to be filed."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from sponsorterm.records.entry import MINE
from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import Amends
from sponsorterm.rules.owed import as_amends, naming, owed
from sponsorterm.services.entries.drafts import FormDraft, Sharing
from sponsorterm.services.entries.filing import Prepared, prepare
from sponsorterm.services.home.session import Session


def prepare_draft(session: Session, draft: FormDraft, sharing: Mapping[str, Sharing]) -> Prepared:
    """The entry of a draft and its copies, with the line of the amends ledger it asks for.

    An entry makes one such line at most, however often it is changed; a line that was changed
    or deleted since stays so.

    Raises:
        BadRecord: an answer does not fit, or a copy would be too large.
        UnknownAnswer: a held-back answer is not in this entry.
        UnknownPerson: a link is not there.
    """
    body = draft.answers.body(session.pack)
    answer = owed(body)
    amends = derived_record_id(Amends.KIND, draft.record)
    if answer is not None:
        body = naming(body, amends)
    prepared = prepare(
        session,
        body,
        day=draft.day,
        record=draft.record,
        follows=draft.follows,
        sharing=sharing,
    )
    if answer is None or session.store.revisions(amends, MINE):
        return prepared
    line = as_amends(answer, getattr(body, "pack", None))
    listed = session.compose(line, record=amends, day=draft.day)
    return dataclasses.replace(prepared, listed=listed)

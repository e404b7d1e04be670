"""Filing an entry: what is kept, what each link is given, and the preview that is the copy.

`prepare` makes every byte that will be kept or sent; `file` writes exactly those. Sharing
later, changing it and taking it back go the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from msgspec.structs import replace

from sponsorterm.records.codec import decode_copy, decode_own, encode
from sponsorterm.records.entry import MINE, Entry
from sponsorterm.records.ids import derived_record_id, new_record_id
from sponsorterm.records.kinds import Body, Checkin, Clock, Contact, SharedCopy, Step, Tombstone
from sponsorterm.records.kinds.base import Level
from sponsorterm.records.kinds.link import ShareLevel
from sponsorterm.records.revision import Revision, acting, versions
from sponsorterm.rules.sharing import may_author, project, withdraw
from sponsorterm.sealing.keys import copy_record
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.errors import ServiceError, UnknownEntry
from sponsorterm.services.home.locking import show_chosen_numbers
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.strings import services as words


@dataclass(frozen=True, slots=True)
class PreparedCopy:
    """What one link will hold. `payload` is the preview and the very bytes that are sent."""

    link: str
    name: str
    level: Level
    held: tuple[str, ...]
    payload: bytes
    unchanged: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """An entry and its copies, made but not yet kept."""

    revision: Revision
    copies: tuple[PreparedCopy, ...]
    records: tuple[bytes, ...]
    """The shared-copy records to keep beside the entry, one for each changed copy."""
    listed: bytes | None = None
    """The line of the amends ledger to keep with it, if it asks for a new one."""


@dataclass(frozen=True, slots=True)
class Filed:
    """An entry that is kept; `given` names the people a copy is on its way to."""

    revision: Revision
    given: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How an entry stands with one link. `current` is false after an edit not yet shared."""

    link: str
    name: str
    level: Level
    held: tuple[str, ...]
    payload: bytes
    copy: Revision
    current: bool


def default_sharing(session: Session) -> dict[str, Sharing]:
    """Each sponsor's link with its own default level."""
    return {link.record: Sharing(link.default_level) for link in session.links() if link.is_sponsor}


def prepare(
    session: Session,
    body: Body,
    *,
    day: date | None = None,
    record: str | None = None,
    at: datetime | None = None,
    follows: str | None = None,
    sharing: Mapping[str, Sharing],
) -> Prepared:
    """Make an entry and what each link will hold of it; `at` is now unless it was earlier.

    `follows` is the revision an edit was made from, where that is not the one that acts.

    Raises:
        BadRecord: a field breaks its limits, or a copy would be too large.
        UnknownAnswer: a held-back answer is not in this entry.
        UnknownPerson: a link is not there.
    """
    record = record or new_record_id()
    revision = decode_own(session.compose(body, record=record, day=day, at=at, follows=follows))
    return copies_for(session, revision, sharing)


def file(session: Session, prepared: Prepared) -> Filed:
    """Keep what was prepared. When this returns it is on disk, entry first, then copies.

    Raises:
        StoreError: the disk refused; what was not written is still in the draft.
    """
    more = [] if prepared.listed is None else [prepared.listed]
    session.store.save_many([prepared.revision.payload, *prepared.records, *more])
    _show_outside(session, prepared.revision.kind)
    given = tuple(c.name for c in prepared.copies if not c.unchanged and c.level != "withdrawn")
    return Filed(prepared.revision, given)


def file_shared(
    session: Session,
    body: Body,
    link: str,
    *,
    record: str | None = None,
    day: date | None = None,
    follows: str | None = None,
) -> Filed:
    """File something that is wholly meant for one link: a note, a comment, a read mark."""
    sharing = {link: Sharing("full")}
    prepared = prepare(session, body, day=day, record=record, follows=follows, sharing=sharing)
    return file(session, prepared)


def share(session: Session, record: str, sharing: Mapping[str, Sharing]) -> Filed:
    """Give, change or take back what links hold of an entry that is already kept.

    Raises:
        UnknownEntry: there is no such entry of mine.
    """
    prepared = prepare_share(session, record, sharing)
    session.store.save_many(prepared.records)
    given = tuple(c.name for c in prepared.copies if not c.unchanged and c.level != "withdrawn")
    return Filed(prepared.revision, given)


def prepare_share(session: Session, record: str, sharing: Mapping[str, Sharing]) -> Prepared:
    """What `share` would give, for a look before it is done."""
    return copies_for(session, _standing(session, record), sharing)


def shares(session: Session, record: str) -> list[Share]:
    """What each link holds of an entry now."""
    own = {revision.id for revision in versions(session.store.heads(record, MINE))}
    found = []
    for link in session.links():
        last = _last_copy(session, link, record)
        if last is not None and last[0].level != "withdrawn":
            kept, copy = last
            found.append(
                Share(
                    link.record,
                    link.name,
                    kept.level,
                    tuple(kept.held),
                    copy.payload,
                    copy,
                    own == set(kept.source),
                )
            )
    return found


def delete(session: Session, record: str) -> None:
    """End an entry of mine: take every copy back and leave a tombstone.

    Raises:
        UnknownEntry: there is no such entry of mine.
    """
    own = _standing(session, record)
    back = {held.link: Sharing("private") for held in shares(session, record)}
    records = copies_for(session, own, back).records
    tomb = session.compose_whole(Tombstone(of=own.kind), record=record, day=own.day)
    session.store.save_many([*records, tomb])
    _show_outside(session, own.kind)


def _show_outside(session: Session, kind: str) -> None:
    """A changed contact changes what stands beside a lock, for it was ticked or is no longer."""
    if kind == Contact.KIND:
        show_chosen_numbers(session)


def take_back_deleted(session: Session, record: str) -> None:
    """See that no link shows a deleted entry: another device may have given it, not knowing."""
    for link in session.links():
        last = _last_copy(session, link, record)
        if last is None or last[0].level == "withdrawn":
            continue
        kept, copy = last
        before = _superseded(session, link, record)
        payload = withdraw(kept.kind, copy.day, copy.record, before)
        back = replace(kept, level="withdrawn", held=[], bytes=payload.decode())
        name = copy_record_id(link.record, record)
        session.store.save(session.compose_whole(back, record=name, day=copy.day))


def ask_for_call(session: Session, link: str, *, now: bool) -> Filed:
    """File a request for a call with one link. It does not ring anywhere."""
    return file_shared(session, Checkin(need_call="now" if now else "today"), link)


def copies_of(session: Session, link: LinkView) -> list[Entry]:
    """The live shared copies kept for a link, whatever they are of."""
    return session.store.entries(kinds={SharedCopy.KIND}, link=link.record)


def stand_by_the_safest(session: Session, link: LinkView) -> None:
    """Where my devices gave an entry apart, see that the other end goes by what counts here.

    Both may have made the very same copy, and one of them replaced it since: the other end
    then shows the replacement, though until the author has chosen the safer one counts. So
    that is given once more, in place of all others; the choice stays open.
    """
    for entry in session.store.entries(kinds={SharedCopy.KIND}, link=link.record, undecided=True):
        kept = entry.body
        if not isinstance(kept, SharedCopy):
            continue
        acts = decode_copy(kept.bytes.encode(), link.name)
        known = _given_before(session, link, kept.of)
        if any(acts.id in copy.header.supersedes for copy in known):
            header = replace(acts.header, supersedes=sorted({copy.id for copy in known}))
            payload = encode(header, acts.body, acts.rest)
            again = replace(kept, bytes=payload.decode())
            session.save(again, record=entry.record, day=entry.day, follows=entry.id)


def _standing(session: Session, record: str) -> Revision:
    """The revision that stands for a record of mine."""
    own = session.store.heads(record, MINE)
    if not own:
        raise UnknownEntry(words.NO_SUCH_ENTRY, words.SEE_LIST)
    return acting(own)


def copies_for(
    session: Session, revision: Revision, sharing: Mapping[str, Sharing], *, anew: bool = False
) -> Prepared:
    """What each of these links will hold of a revision; `anew` even if it holds the same.

    Raises:
        UnknownPerson: a link is not there.
        ServiceError: a link is not one this kind goes over.
    """
    made = [
        _copy(session, revision, session.link(link), choice, anew)
        for link, choice in sharing.items()
    ]
    copies = [copy for copy in made if copy is not None]
    records = tuple(_record_of(session, revision, c) for c in copies if not c.unchanged)
    return Prepared(revision, tuple(copies), records)


def _copy(
    session: Session, revision: Revision, link: LinkView, choice: Sharing, anew: bool
) -> PreparedCopy | None:
    """The copy for one link, or None when it has nothing and is to have nothing."""
    if not may_author(link.my_role, revision.kind):
        raise ServiceError(words.not_from_your_role(link.name, revision.kind))
    name = copy_record(bytes.fromhex(link.body.copy_key), revision.record)
    last = _last_copy(session, link, revision.record)
    before = _superseded(session, link, revision.record)
    level: Level
    if choice.level == "private":
        if last is None or (last[0].level == "withdrawn" and not anew):
            return None
        level, payload = "withdrawn", withdraw(revision.kind, revision.day, name, before)
    else:
        level = choice.level
        payload = project(
            revision, level=level, held=choice.held, copy_record=name, supersedes=before
        )
    # Two devices may have given the same apart: one more copy that supersedes both joins them.
    apart = len(session.store.heads(copy_record_id(link.record, revision.record), MINE)) > 1
    same = last is not None and _says_the_same(last[1], decode_copy(payload, link.name))
    same = same and not apart
    if last is not None and same and not anew:
        payload = last[1].payload
    return PreparedCopy(link.record, link.name, level, choice.held, payload, same and not anew)


def _record_of(session: Session, revision: Revision, copy: PreparedCopy) -> bytes:
    kept = SharedCopy(
        link=copy.link,
        of=revision.record,
        kind=revision.kind,
        source=[revision.id],
        level=copy.level,
        held=list(copy.held),
        bytes=copy.payload.decode(),
    )
    return session.compose_whole(
        kept, record=copy_record_id(copy.link, revision.record), day=revision.day
    )


def copy_record_id(link: str, record: str) -> str:
    """The one private record that keeps what `link` holds of `record`."""
    return derived_record_id(SharedCopy.KIND, link, record)


def _last_copy(session: Session, link: LinkView, record: str) -> tuple[SharedCopy, Revision] | None:
    """The copy a link is to have; of several the safest, so a withdrawal wins."""
    kept = copy_heads(session, link.record, record)
    if not kept:
        return None
    body = max(reversed(kept), key=lambda copy: copy.precedence)
    return body, decode_copy(body.bytes.encode(), link.name)


def copy_heads(session: Session, link: str, record: str) -> list[SharedCopy]:
    """What my devices gave a link of a record, newest last: one copy unless they did so apart."""
    heads = versions(session.store.heads(copy_record_id(link, record), MINE))
    return [head.body for head in heads if isinstance(head.body, SharedCopy)]


def holds_just(session: Session, link: str, record: str, body: Body) -> bool:
    """Whether what a link holds of a record is one copy that says this and no more."""
    kept = copy_heads(session, link, record)
    return [decode_copy(copy.bytes.encode()).body for copy in kept] == [body]


def _superseded(session: Session, link: LinkView, record: str) -> list[str]:
    """Ids of every copy of this record the link may have."""
    return sorted({copy.id for copy in _given_before(session, link, record)})


def _given_before(session: Session, link: LinkView, record: str) -> list[Revision]:
    known = session.store.revisions(copy_record_id(link.record, record), MINE)
    return [
        decode_copy(revision.body.bytes.encode(), link.name)
        for revision in known
        if isinstance(revision.body, SharedCopy)
    ]


def _says_the_same(old: Revision, new: Revision) -> bool:
    return (old.header.level, old.day, old.kind, old.body) == (
        new.header.level,
        new.day,
        new.kind,
        new.body,
    )


def standing_sharing(session: Session, record: str) -> dict[str, Sharing]:
    """How steps and clocks are given: as each link holds them already, else by its default.

    What was taken back stays so until the person gives it again.
    """
    back = {
        link: Sharing("private")
        for link in default_sharing(session)
        if any(copy.level == "withdrawn" for copy in copy_heads(session, link, record))
    }
    held = {
        share.link: Sharing("full" if share.level == "full" else "numbers", share.held)
        for share in shares(session, record)
    }
    return default_sharing(session) | back | held


def current_sharing(session: Session, record: str) -> dict[str, Sharing]:
    """How those hold it who know it as it stands.

    Whoever was not told of a change before is not told of the next one either: what was kept
    back goes out with a yes of its own, and never along with something else.
    """
    return {
        share.link: Sharing("full" if share.level == "full" else "numbers", share.held)
        for share in shares(session, record)
        if share.current
    }


def share_standing(session: Session, link: str, level: ShareLevel) -> None:
    """Give a sponsor all my clocks and steps at a level, or take them back ("private")."""
    for entry in session.store.entries(kinds={Clock.KIND, Step.KIND}):
        share(session, entry.record, {link: Sharing(level)})

"""Records that were written on my devices apart: what waits for a choice, and choosing.

A merge supersedes every version. What links hold is made anew at the safest level any device
gave it at; nobody is shown more than before without the person's say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import tomli_w

from sponsorterm.records.codec import content, decode_own, parse
from sponsorterm.records.entry import MINE
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import Link, Presence, Seen, SharedCopy, Tombstone, Unknown
from sponsorterm.records.kinds.base import Level
from sponsorterm.records.revision import FORMAT, Revision, versions
from sponsorterm.records.text import clean_tree
from sponsorterm.rules.amends import check
from sponsorterm.rules.merging import (
    Difference,
    Merged,
    can_be_mixed,
    common_ancestor,
    differences,
    merge,
    safer,
    suggested,
)
from sponsorterm.rules.sharing import still_held
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import Prepared, PreparedCopy, copies_for, copy_heads, file
from sponsorterm.services.entries.reading import Line, answer_title, shown, worded
from sponsorterm.services.errors import ServiceError, UnknownEntry
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.strings import merging as words

OWN_BUSINESS = frozenset({Presence.KIND, Seen.KIND})
"""Kinds whose copies the program makes and mends by itself."""
KEYS = frozenset({"root", "space", "direction", "copy_key", "purge_key"})
"""Fields of a link that belong together. They follow the version the rest is taken from."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version: its revision, and the device it was written on."""

    revision: Revision
    device: str

    @property
    def deleted(self) -> bool:
        """On that device the record was deleted."""
        return isinstance(self.revision.body, Tombstone)


@dataclass(frozen=True, slots=True)
class Field:
    """One field that differs, in words: the title, and what each version says there."""

    difference: Difference
    title: str
    values: tuple[str, ...]

    @property
    def is_text(self) -> bool:
        """It may be written anew by hand."""
        return any(self.difference.values) and all(
            value is None or isinstance(value, str) for value in self.difference.values
        )


@dataclass(frozen=True, slots=True)
class Apart:
    """One person who was given a record at several levels; `level` is what counts till then."""

    name: str
    levels: tuple[Level, ...]
    level: Level


@dataclass(frozen=True, slots=True)
class Question:
    """A record that waits for its author. With one version only what was shared differs."""

    record: str
    kind: str
    versions: tuple[Version, ...]
    fields: tuple[Field, ...]
    picks: Mapping[str, int]
    """What is suggested: each field from the one version that changed it."""
    apart: tuple[Apart, ...]

    @property
    def revisions(self) -> list[Revision]:
        """The versions' revisions."""
        return [version.revision for version in self.versions]

    @property
    def can_be_mixed(self) -> bool:
        """Fields can be taken from each, rather than one version as a whole."""
        return len(self.versions) > 1 and can_be_mixed(self.revisions)

    @property
    def can_be_written(self) -> bool:
        """The whole can be written by hand. A link has keys that no editor should see."""
        return self.can_be_mixed and self.kind != Link.KIND


@dataclass(frozen=True, slots=True)
class Settled:
    """A choice, made but not yet kept; `asks` are lines on what links hold and might hold."""

    prepared: Prepared
    asks: tuple[str, ...]


def waiting(session: Session) -> list[str]:
    """The records that wait for a choice, newest first. Cheap: nothing is compared."""
    links = {link.record for link in session.links()}
    found: dict[str, None] = {}
    for entry in session.store.entries(undecided=True):
        body = entry.body
        if not isinstance(body, SharedCopy):
            found[entry.record] = None
        elif body.link in links and body.kind not in OWN_BUSINESS:
            found[body.of] = None
    return list(found)


def question(session: Session, record: str) -> Question:
    """What there is to choose for one record.

    Raises:
        UnknownEntry: it does not wait for a choice.
    """
    known = session.store.revisions(record, MINE)
    heads = versions(session.store.heads(record, MINE))
    apart = [found for link in session.links() if (found := _apart(session, link, record))]
    if len(heads) < 2 and not (heads and apart):
        raise UnknownEntry(words.NO_QUESTION, words.NO_QUESTION_HINT)
    mixed = len(heads) > 1 and can_be_mixed(heads)
    kind = next((head.kind for head in heads if head.kind != Tombstone.KIND), heads[0].kind)
    return Question(
        record,
        kind,
        tuple(Version(head, _device(session, head)) for head in heads),
        tuple(_fields(session, heads)) if mixed else (),
        suggested(heads, common_ancestor(heads, known)) if mixed else {},
        tuple(apart),
    )


def question_named(session: Session, name: str) -> Question:
    """The question whose record, or one of whose versions, has a name that starts so.

    Raises:
        UnknownEntry: none does, or several do.
    """
    wanted = name.strip().lower()
    found = [
        each
        for each in (question(session, record) for record in waiting(session))
        if wanted and any(id.startswith(wanted) for id in _names(each))
    ]
    if len(found) == 1:
        return found[0]
    raise UnknownEntry(words.SEVERAL if found else words.NO_QUESTION, words.NO_QUESTION_HINT)


def take(session: Session, chosen: Question, place: int) -> Settled:
    """Choose one version as a whole.

    Raises:
        ServiceError: a newer version of the program wrote it.
    """
    revision = chosen.versions[place].revision
    if len(chosen.versions) == 1:
        return _settled(session, chosen, revision)
    if revision.header.format > FORMAT:
        raise ServiceError(words.NEWER)
    whole = content(revision)
    return settle(session, chosen, Merged(whole.pop("day"), whole.pop("body"), whole), place)


def mix(
    chosen: Question,
    picks: Mapping[str, int],
    base: int = 0,
    written: Mapping[str, str] | None = None,
) -> Merged:
    """One entry of several versions: the rest from `base`, fields as picked or written anew.

    Raises:
        ServiceError: of these only one or the other can be taken.
    """
    if not chosen.can_be_mixed:
        raise ServiceError(words.NOT_MIXED, words.NOT_MIXED_HINT)
    return merge(chosen.revisions, picks, base, written)


def settle(session: Session, chosen: Question, merged: Merged, base: int = 0) -> Settled:
    """Make the revision that ends a question, and what each link will hold of it.

    Raises:
        BadRecord: a field breaks its limits.
        Unadvised: the mixture would pass the safety gate of the amends.
    """
    kind = chosen.versions[base].revision.kind
    body = Unknown(raw=dict(merged.body))
    payload = session.compose_whole(
        body, record=chosen.record, day=merged.day, kind=kind, rest=merged.rest
    )
    revision = decode_own(payload, words.SOURCE)
    check(revision.body)
    return _settled(session, chosen, revision)


def keep(session: Session, settled: Settled) -> list[str]:
    """Keep a choice; on return it is on disk. Gives the names of those whose copy changed.

    Raises:
        StoreError: the disk refused.
    """
    file(session, settled.prepared)
    session.forget_profile()
    return [copy.name for copy in settled.prepared.copies]


def as_text(chosen: Question, merged: Merged) -> str:
    """A merge as a page for an editor, what the versions say above it."""
    said = [words.COMMENT]
    for field in chosen.fields:
        said += [f"{field.title} ({field.difference.name})"]
        said += [f"  {number}: {value}" for number, value in enumerate(field.values, 1)]
    comment = "\n".join(f"# {line}".rstrip() for line in "\n".join(said).splitlines())
    plain = {"day": merged.day, "body": dict(merged.body), **merged.rest}
    return f"{comment}\n\n{tomli_w.dumps(plain, multiline_strings=True)}"


def from_text(text: str) -> Merged:
    """A page for an editor, read again.

    Raises:
        BadRecord: it is no TOML, or has no day.
    """
    raw = clean_tree(parse(text.encode(), words.SOURCE), words.SOURCE)
    day, body = raw.pop("day", None), raw.pop("body", {})
    if not isinstance(day, date) or isinstance(day, datetime):
        raise BadRecord(words.SOURCE, "day", words.DAY_EXPECTED)
    if not isinstance(body, dict):
        raise BadRecord(words.SOURCE, "body", words.TABLE_EXPECTED)
    return Merged(day, body, raw)


def lines_of(session: Session, version: Version) -> list[Line]:
    """A version in words. A link's keys are for no screen; its fields are told one by one."""
    if version.deleted or version.revision.kind == Link.KIND:
        return []
    return shown(session.pack, version.revision)


def _settled(session: Session, chosen: Question, revision: Revision) -> Settled:
    """A choice beside the copies that follow from it: never more than any device gave."""
    records: list[bytes] = []
    copies: list[PreparedCopy] = []
    asks: list[str] = []
    for link in session.links():
        given = copy_heads(session, link.record, chosen.record)
        if not given:
            continue
        source, sharing, ask = _sharing(session, chosen, revision, link, given)
        if ask:
            asks.append(ask)
        if source is not None:
            made = copies_for(session, source, {link.record: sharing}, anew=len(given) > 1)
            records += made.records
            copies += [copy for copy in made.copies if not copy.unchanged]
    return Settled(Prepared(revision, tuple(copies), tuple(records)), tuple(asks))


def _sharing(
    session: Session,
    chosen: Question,
    revision: Revision,
    link: LinkView,
    given: Sequence[SharedCopy],
) -> tuple[Revision | None, Sharing, str]:
    """What a link's copy is made from, if it is made anew, how, and what to ask the person.

    Words that were never given to this link stay here: then its copy is of what it was of.
    """
    level = safer([copy.level for copy in given])
    if isinstance(revision.body, Tombstone):
        return _source(session, given[-1]), Sharing("private"), ""
    apart = len({copy.level for copy in given}) > 1
    if level == "withdrawn":
        ask = words.ask_more(link.name, level) if apart else ""
        return revision, Sharing("private"), ask
    held = {key for copy in given for key in copy.held}
    shown = {source for copy in given for source in copy.source}
    if all(version.revision.id in shown or version.deleted for version in chosen.versions):
        sharing = Sharing(level, still_held(revision.body, sorted(held)))
        return revision, sharing, words.ask_more(link.name, level) if apart else ""
    if len(given) == 1:
        return None, Sharing(level), words.as_it_was(link.name)
    least = next(copy for copy in reversed(given) if copy.level == level)
    if (source := _source(session, least)) is None:
        return revision, Sharing("private"), words.ask_more(link.name, "withdrawn")
    sharing = Sharing(level, still_held(source.body, sorted(held)))
    return source, sharing, words.as_it_was(link.name)


def _source(session: Session, copy: SharedCopy) -> Revision | None:
    """What a copy was made from; none when those words were let go since.

    Of a deleted entry the next sync takes the copy back all the same.
    """
    known = [name for name in copy.source if session.store.knows(MINE, name)]
    return session.store.revision(known[0]) if known else None


def _apart(session: Session, link: LinkView, record: str) -> Apart | None:
    """What a link was given by devices apart, if it was."""
    levels = tuple(copy.level for copy in copy_heads(session, link.record, record))
    return Apart(link.name, levels, safer(levels)) if len(levels) > 1 else None


def _device(session: Session, revision: Revision) -> str:
    name = revision.header.device or ""
    return words.THIS_DEVICE if name == session.store.device else words.device(name)


def _fields(session: Session, heads: Sequence[Revision]) -> Iterator[Field]:
    kind = heads[0].kind
    for difference in differences(heads):
        if kind == Link.KIND and difference.name in KEYS:
            continue
        title = words.DAY if difference.path == ("day",) else ""
        said = (worded(session.pack, kind, difference.name, each) for each in difference.values)
        yield Field(
            difference,
            title or answer_title(session.pack, kind, difference.name),
            tuple(said),
        )


def _names(chosen: Question) -> list[str]:
    return [chosen.record, *(version.revision.id for version in chosen.versions)]

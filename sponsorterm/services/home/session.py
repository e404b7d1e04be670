"""A session: one person's opened home, with their profile, programme, day and links."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from sponsorterm.program import Pack, PackError, UnknownKey, builtin
from sponsorterm.records.codec import encode
from sponsorterm.records.days import civil_day
from sponsorterm.records.entry import MINE
from sponsorterm.records.ids import new_record_id
from sponsorterm.records.kinds import Body, Link, Profile
from sponsorterm.records.kinds.link import Cadence, LinkState, Role, ShareLevel
from sponsorterm.records.revision import Header, Revision, acting, closure, heads, says_the_same
from sponsorterm.rules.amends import check
from sponsorterm.services.errors import NotSetUp, UnknownPerson
from sponsorterm.services.home.programme import find_pack
from sponsorterm.store.home import Home
from sponsorterm.store.store import Store
from sponsorterm.strings import services as words

if TYPE_CHECKING:
    from sponsorterm.sync.ledger import Ledger

Clock = Callable[[], datetime]

LIVE: frozenset[LinkState] = frozenset({"active", "paused"})


def wall_clock() -> datetime:
    """Now, with an offset. The only place that reads the machine's clock for a session."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link as its owner sees it. `role` is what the other person is to me."""

    record: str
    body: Link

    @property
    def name(self) -> str:
        """What I call the other person."""
        return self.body.name

    @property
    def role(self) -> Role:
        """What they are to me."""
        return self.body.role

    @property
    def state(self) -> LinkState:
        """Where the link stands between invitation and end."""
        return self.body.state

    @property
    def cadence(self) -> Cadence:
        """How often we agreed to hear from the sponsee."""
        return self.body.cadence

    @property
    def default_level(self) -> ShareLevel:
        """The level an entry starts at on the last page of a form."""
        return self.body.default_level

    @property
    def is_sponsor(self) -> bool:
        """They are my sponsor."""
        return self.body.role == "sponsor"

    @property
    def is_sponsee(self) -> bool:
        """They are my sponsee."""
        return self.body.role == "sponsee"

    @property
    def my_role(self) -> Role:
        """What I am to the other person."""
        return "sponsee" if self.is_sponsor else "sponsor"

    @property
    def live(self) -> bool:
        """Digits compared and not ended: entries may go and come."""
        return self.body.state in LIVE


class Session:
    """One opened home. Close it, or use it as a context manager."""

    def __init__(self, home: Home, store: Store, clock: Clock) -> None:
        self.home = home
        self.store = store
        self.clock = clock

    @classmethod
    def open(cls, home: Home, clock: Clock = wall_clock, *, thorough: bool = True) -> Self:
        """Open what `setup` made.

        When not `thorough`, files of older months that somebody changed in place are taken in
        by whoever opens it next: it saves what must be quick a look at every file.

        Raises:
            NotSetUp: there is no home here, or nobody's profile in it.
            StoreError: the home cannot be used as it is.
        """
        if not home.exists():
            raise NotSetUp
        session = cls(home, Store.open(home, now=clock, thorough=thorough), clock)
        if not session.store.count(kinds={Profile.KIND}):
            session.close()
            raise NotSetUp
        return session

    def close(self) -> None:
        """Let go of the files."""
        self.store.close()
        if "ledger" in self.__dict__:
            self.ledger.close()

    def __enter__(self) -> Self:
        """Use the session in a `with`."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    @cached_property
    def ledger(self) -> Ledger:
        """What this device remembers of its remotes; it can be learned again."""
        from sponsorterm.sync.ledger import Ledger

        with self.home.writing():
            return Ledger(self.home.database(self.home.sync))

    @cached_property
    def profile(self) -> Profile:
        """Who I am to this program."""
        return self._profile()[1]

    @property
    def profile_record(self) -> str:
        """The record my profile is kept in."""
        return self._profile()[0]

    def _profile(self) -> tuple[str, Profile]:
        for entry in self.store.entries(kinds={Profile.KIND}, limit=1):
            if isinstance(entry.body, Profile):
                return entry.record, entry.body
        raise NotSetUp

    @cached_property
    def pack(self) -> Pack:
        """My programme; the general one when mine cannot be used, which `config check` explains."""
        try:
            return find_pack(self.home, self.profile.pack)
        except (UnknownKey, PackError):
            return builtin()

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone I chose. It stays mine while I travel, until I change it."""
        return ZoneInfo(self.profile.zone)

    @property
    def now(self) -> datetime:
        """This second, in my zone."""
        return self.clock().astimezone(self.zone).replace(microsecond=0)

    @property
    def today(self) -> date:
        """The civil day it is for me: it ends at the hour I chose, not at midnight."""
        return civil_day(self.now, self.zone, time.fromisoformat(self.profile.day_starts_at))

    def refresh(self) -> bool:
        """Take in what another program wrote; whether there was anything."""
        changed = self.store.refresh()
        if changed:
            self.forget_profile()
        return changed

    def forget_profile(self) -> None:
        """Read who I am anew when it is next asked for: it was changed."""
        for name in ("profile", "pack", "zone"):
            self.__dict__.pop(name, None)

    def links(self, *, live_only: bool = True) -> list[LinkView]:
        """My links, by name; with `live_only` those whose digits were compared, not ended."""
        views = [
            LinkView(entry.record, entry.body)
            for entry in self.store.entries(kinds={Link.KIND})
            if isinstance(entry.body, Link)
        ]
        return sorted(
            (view for view in views if view.live or not live_only),
            key=lambda view: (view.name.casefold(), view.record),
        )

    def link(self, record: str) -> LinkView:
        """One link by its record id.

        Raises:
            UnknownPerson: there is none.
        """
        for entry in self.store.entries(kinds={Link.KIND}, record=record):
            if isinstance(entry.body, Link):
                return LinkView(entry.record, entry.body)
        raise UnknownPerson(words.NO_SUCH_LINK, words.SEE_PEOPLE)

    def link_named(
        self, text: str, *, live_only: bool = True, states: Collection[LinkState] = ()
    ) -> LinkView:
        """The link whose name starts with `text`, whatever the case.

        With `states` one that stands so is meant before any other; an ended one comes last.

        Raises:
            UnknownPerson: none does, or several do and none is it exactly.
        """
        return named(self.links(live_only=live_only), text, states)

    def compose(
        self,
        body: Body,
        *,
        record: str | None = None,
        day: date | None = None,
        at: datetime | None = None,
        follows: str | None = None,
    ) -> bytes:
        """The payload of a new record, or of the next revision of `record`.

        It supersedes the revision it was made from (`follows`, or the one that acts) and
        carries along what this version does not know of it. A version written apart stays
        beside it: only `merging` supersedes what the author has not seen.

        Raises:
            BadRecord: a field breaks its limits.
            Unadvised: it would pass the safety gate of the amends.
        """
        check(body)
        known = self.store.revisions(record, MINE) if record else []
        made_from = _made_from(known, follows)
        last = made_from[-1] if made_from else None
        rest = last.rest if last and last.kind == body.KIND else {}
        header = self._header(body.KIND, record or new_record_id(), made_from, day)
        return encode(replace(header, at=at or header.at), body, rest)

    def compose_whole(
        self,
        body: Body,
        *,
        record: str,
        day: date,
        kind: str | None = None,
        rest: Mapping[str, Any] | None = None,
    ) -> bytes:
        """The payload of a revision that supersedes all that is known of `record`.

        Only for what settles a record: its end, a choice between versions, and what a link
        holds of it, where every copy the link may have has to go. `kind` is the body's own
        unless the body is plain values.

        Raises:
            BadRecord: a field breaks its limits.
        """
        known = self.store.revisions(record, MINE)
        return encode(self._header(kind or body.KIND, record, known, day), body, rest)

    def _header(self, kind: str, record: str, follows: list[Revision], day: date | None) -> Header:
        return Header(
            kind=kind,
            record=record,
            supersedes=closure(follows),
            device=self.store.device,
            at=self.now,
            day=day or self.today,
        )

    def save(
        self,
        body: Body,
        *,
        record: str | None = None,
        day: date | None = None,
        follows: str | None = None,
    ) -> Revision:
        """Keep a body, durably, as `compose` says.

        Raises:
            BadRecord: a field breaks its limits.
            StoreError: it could not be written; nothing was.
        """
        revision = self.store.save(self.compose(body, record=record, day=day, follows=follows))
        if revision.kind == Profile.KIND:
            self.forget_profile()
        return revision


def _made_from(known: list[Revision], follows: str | None) -> list[Revision]:
    """The revision a change was made from, and those heads that say the very same."""
    standing = heads(known)
    chosen = next((revision for revision in known if revision.id == follows), None)
    if chosen is None and standing:
        chosen = acting(standing)
    if chosen is None:
        return []
    return [*(head for head in standing if says_the_same(head, chosen)), chosen]


def find_home(environment: dict[str, str], override: Path | None = None) -> Home:
    """The home this person's environment names."""
    if override is not None:
        environment = environment | {"SPONSORTERM_HOME": str(override)}
    return Home.find(environment)


def named(views: Sequence[LinkView], text: str, states: Collection[LinkState] = ()) -> LinkView:
    """The one of these links that is meant, as `Session.link_named` says.

    Raises:
        UnknownPerson: none is, or several are and none exactly.
    """
    wanted = text.strip().casefold()
    exact = [view for view in views if view.name.casefold() == wanted]
    found = exact or [view for view in views if view.name.casefold().startswith(wanted)]
    found = (
        [view for view in found if view.state in states]
        or [view for view in found if view.state != "ended"]
        or found
    )
    if len(found) == 1:
        return found[0]
    names = ", ".join(view.name for view in found or views)
    raise UnknownPerson(
        words.SEVERAL_PEOPLE if found else words.NO_SUCH_PERSON, words.you_know(names)
    )

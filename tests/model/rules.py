"""What may happen in a world: the rules of the model, one function each, and their table.

Both drivers, hypothesis and the random walk, choose a rule by its weight and its arguments
from its lists.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any, Literal, NamedTuple

from sponsorterm.records.kinds import Inventory, Note
from sponsorterm.records.revision import acting, says_the_same
from sponsorterm.services.entries import merging, trash
from sponsorterm.services.entries.drafts import Sharing
from sponsorterm.services.entries.filing import delete, file, file_shared, prepare, share
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.links.talk import comment, mark_seen, unread
from sponsorterm.services.syncing.private_space import sync_everything, sync_private
from sponsorterm.services.syncing.rounds import sync_link
from tests.model import hostile, invariants
from tests.model.mailbox import FAULTS
from tests.model.world import EAST, LINKS, WEST, Device, World, bad_disk

Level = Literal["private", "numbers", "full"]
LEVELS: tuple[Level, ...] = ("private", "numbers", "full")
DEVICE = range(4)
PICK = range(5)
GOOD = ("none",) * 12
DISK = (*GOOD, "dies", "refuses")
AT = range(14)


class Rule(NamedTuple):
    """A function of a world, how often it is chosen, and what each argument may be."""

    do: Callable[..., None]
    weight: int
    arguments: dict[str, Sequence[Any]]


RULES: dict[str, Rule] = {}


def rule(weight: int, **arguments: Sequence[Any]) -> Callable[[Any], Any]:
    def add(do: Callable[..., None]) -> Callable[..., None]:
        RULES[do.__name__] = Rule(do, weight, arguments)
        return do

    return add


def perform(world: World, name: str, chosen: dict[str, Any]) -> None:
    """One step."""
    RULES[name].do(world, **chosen)


def _on(world: World, number: int) -> Device:
    device = world.devices[number % len(world.devices)]
    world.tick(device)
    return device


def _picked(world: World, device: Device, pick: int) -> str | None:
    """One of the records a person wrote last."""
    written = world.records[device.person]
    return written[-1 - pick % len(written)] if written else None


def _body(world: World, device: Device) -> Inventory | Note:
    text = world.text()
    if device.person == "sam":
        return Inventory(period="nightly", mode="quick", mood=world.words % 5 + 1, done_well=text)
    return Note(body=text)


def _sharing(device: Device, levels: Sequence[Level]) -> dict[str, Sharing]:
    """What each link of a device is to get; a note has no numbers."""
    lowest: Level = "numbers" if device.person == "sam" else "full"
    return {
        link: Sharing(lowest if level == "numbers" else level)
        for link, level in zip(device.links, levels, strict=False)
    }


def _try(world: World, device: Device, act: Callable[[], object], disk: str, at: int) -> None:
    """Do what a person may ask for, though it may be out of place just now."""

    def asked() -> None:
        with contextlib.suppress(ServiceError):
            act()

    world.attempt(device, asked, bad_disk(disk, at))


@rule(16, device=DEVICE, first=LEVELS, second=LEVELS, disk=DISK, at=AT)
def write(world: World, device: int, first: Level, second: Level, disk: str, at: int) -> None:
    one = _on(world, device)
    made = prepare(one.session, _body(world, one), sharing=_sharing(one, (first, second)))

    def act() -> None:
        filed = file(one.session, made)
        world.promise(one, filed.revision)

    if made.revision.record not in world.records[one.person]:
        world.records[one.person].append(made.revision.record)
    world.attempt(one, act, bad_disk(disk, at))


@rule(14, device=DEVICE, pick=PICK, first=LEVELS, second=LEVELS, shared=(False, True),
      disk=DISK, at=AT)  # fmt: skip
def edit(
    world: World, device: int, pick: int, first: Level, second: Level, shared: bool, disk: str,
    at: int,
) -> None:  # fmt: skip
    one = _on(world, device)
    record = _picked(world, one, pick)
    if record is None or not one.session.store.entries(record=record):
        return
    body = _body(world, one)
    sharing = _sharing(one, (first, second)) if shared else {}

    def act() -> None:
        heads = one.session.store.heads(record)
        apart = {head.id for head in heads if not says_the_same(head, acting(heads))}
        made = prepare(one.session, body, record=record, sharing=sharing)
        assert not apart & set(made.revision.header.supersedes), "an edit ends what is undecided"
        world.promise(one, file(one.session, made).revision)

    _try(world, one, act, disk, at)


@rule(12, device=DEVICE, pick=PICK, which=range(2), level=LEVELS, disk=DISK, at=AT)
def share_at(
    world: World, device: int, pick: int, which: int, level: Level, disk: str, at: int
) -> None:
    """Give, change the level, or take back."""
    one = _on(world, device)
    record, link = _picked(world, one, pick), one.links[which % len(one.links)]
    if record is None or not one.session.store.entries(record=record):
        return
    sharing = {link: _sharing(one, (level, level))[link]}
    _try(world, one, lambda: share(one.session, record, sharing), disk, at)


@rule(6, device=DEVICE, pick=PICK, disk=DISK, at=AT)
def throw_away(world: World, device: int, pick: int, disk: str, at: int) -> None:
    one = _on(world, device)
    record = _picked(world, one, pick)
    if record is not None and one.session.store.entries(record=record):
        _try(world, one, lambda: delete(one.session, record), disk, at)


@rule(4, device=DEVICE, pick=PICK, disk=DISK, at=AT)
def bring_back(world: World, device: int, pick: int, disk: str, at: int) -> None:
    one = _on(world, device)
    record = _picked(world, one, pick)
    if record is not None:
        _try(world, one, lambda: trash.restore(one.session, record), disk, at)


@rule(3, device=DEVICE, pick=PICK, disk=DISK, at=AT)
def empty_trash(world: World, device: int, pick: int, disk: str, at: int) -> None:
    """Let the words of one deleted entry go for good."""
    one = _on(world, device)
    record = _picked(world, one, pick)
    if record is not None:
        _try(world, one, lambda: trash.empty(one.session, [record]), disk, at)


@rule(5, device=DEVICE, pick=PICK, which=range(2))
def answer(world: World, device: int, pick: int, which: int) -> None:
    """Comment on something that came, and mark it read."""
    one = _on(world, device)
    link = one.links[which % len(one.links)]
    came = unread(one.session, [one.session.link(link)])
    if came:
        about = came[pick % len(came)]

        def act() -> None:
            comment(one.session, link, about, world.text())
            mark_seen(one.session, link, [about])

        world.attempt(one, act, None)


@rule(4, device=DEVICE, which=range(2))
def send_note(world: World, device: int, which: int) -> None:
    one = _on(world, device)
    link = one.links[which % len(one.links)]

    def act() -> None:
        filed = file_shared(one.session, Note(body=world.text(), link=link), link)
        world.promise(one, filed.revision)

    world.attempt(one, act, None)


@rule(6, device=DEVICE, pick=PICK, place=range(2))
def choose(world: World, device: int, pick: int, place: int) -> None:
    """Settle what was written on two devices apart."""
    one = _on(world, device)
    if not (waiting := merging.waiting(one.session)):
        return

    def act() -> None:
        asked = merging.question(one.session, waiting[pick % len(waiting)])
        chosen = merging.take(one.session, asked, place % len(asked.versions))
        merging.keep(one.session, chosen)

    world.attempt(one, act, None)


@rule(34, device=DEVICE, what=(*("private", "first", "second") * 5, "all", "repair"),
      fault=("none", "none", *FAULTS), at=range(9), again=(False, False, True),
      disk=DISK, disk_at=range(40))  # fmt: skip
def sync(
    world: World, device: int, what: str, fault: str, at: int, again: bool, disk: str,
    disk_at: int,
) -> None:  # fmt: skip
    """One round with one space or all, over a line that fails at one request or at two."""
    one = _on(world, device)
    world.network.plan = ["none"] * at + [fault] + (["none", fault] if again else [])
    try:
        world.attempt(one, lambda: _go_round(one, what), bad_disk(disk, disk_at))
    finally:
        world.network.plan = []
    invariants.no_head_goes_back(world, one)


def _go_round(one: Device, what: str) -> None:
    session = one.session
    if what == "private":
        sync_private(session)
    elif what in ("first", "second"):
        link = one.links[0 if what == "first" else -1]
        sync_link(session, session.link(link))
    else:
        sync_everything(session, anew=what == "repair")


@rule(3, device=DEVICE, lost=((), (), ("index",), ("sync",), ("index", "sync")))
def start_anew(world: World, device: int, lost: Sequence[str]) -> None:
    """The program ends and starts again; what can be learned again may be gone."""
    one = _on(world, device)
    world.reopen(one, lost)
    invariants.no_head_goes_back(world, one)


@rule(4, device=DEVICE, days=(0, 1, -1, 29, 31, 400, -400, 3650, -3650))
def wind(world: World, device: int, days: int) -> None:
    world.wind(_on(world, device), days)


@rule(2, where=(EAST, WEST))
def keep_a_copy(world: World, where: str) -> None:
    world.copies[where].append(world.network.mailboxes[where].copy(world.dice))


@rule(2, where=(EAST, WEST), what=("wiped", "restored", "rolled back"), pick=PICK)
def lose(world: World, where: str, what: str, pick: int) -> None:
    """An endpoint loses all, or becomes what it was, and says so or not."""
    mailbox, copies = world.network.mailboxes[where], world.copies[where]
    if what == "wiped":
        mailbox.wipe()
    else:
        mailbox.go_back(copies[-1 - pick % len(copies)], told=what == "restored")


@rule(6, what=tuple(hostile.DEEDS), where=(EAST, WEST), pick=range(12))
def harm(world: World, what: str, where: str, pick: int) -> None:
    """Somebody with a stolen token, or with Rosa's keys where she has no device, does harm."""
    hostile.DEEDS[what](world, where, pick)


assert set(LINKS) == {"maria", "rosa"}

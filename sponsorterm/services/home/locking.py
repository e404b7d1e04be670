"""The lock as a person meets it: their passphrase, the idle time, and what shows while locked."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec.structs import replace

from sponsorterm.records.kinds import Contact
from sponsorterm.sealing.at_rest import Cost
from sponsorterm.sealing.recovery import seed_of
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.contacts import contacts
from sponsorterm.services.home.doors import own_seed
from sponsorterm.services.home.session import Clock, Session, wall_clock
from sponsorterm.store import lock, lockfile
from sponsorterm.store.cover import Sealed
from sponsorterm.store.home import Home
from sponsorterm.store.intake import Progress
from sponsorterm.store.lockfile import Number
from sponsorterm.strings import locking as words

SHORTEST = 8
"""Characters of a passphrase: below that Argon2 is no help."""


@dataclass(frozen=True, slots=True)
class LockState:
    """What is known of a home's lock without opening it."""

    on: bool
    half_way: bool = False
    """It was being turned on or off when the program ended; opening it goes on."""
    idle_minutes: int = 0
    country: str = ""
    numbers: tuple[Number, ...] = ()


def lock_state(home: Home) -> LockState:
    """How the lock stands.

    Raises:
        StoreError: its file is damaged.
    """
    found = lockfile.load(home.state)
    if found is None:
        return LockState(on=False)
    half_way = found.state != "sealed"
    return LockState(True, half_way, found.idle_minutes, found.country, tuple(found.numbers))


def check_passphrase(text: str) -> None:
    """See that a new passphrase can be used.

    Raises:
        ServiceError: it is too short, or begins with the key that reaches out.
    """
    if len(text) < SHORTEST:
        raise ServiceError(words.TOO_SHORT, words.TOO_SHORT_HINT)
    if text.startswith("!"):
        raise ServiceError(words.REACHES_OUT, words.REACHES_OUT_HINT)


def turn_on(
    home: Home,
    passphrase: str,
    clock: Clock = wall_clock,
    progress: Progress | None = None,
    cost: Cost | None = None,
) -> Home:
    """Seal a home that is set up; whatever is open elsewhere locks. The home, open.

    Raises:
        ServiceError: as `check_passphrase`.
        StoreError: it could not be finished; opening the home goes on with it.
    """
    check_passphrase(passphrase)
    with Session.open(home, clock) as session:  # takes in hand edits, while there can be any
        seed = own_seed(session)
    sealed = lock.turn_on(home, passphrase, seed, cost=cost, progress=progress)
    with Session.open(sealed, clock) as session:
        show_chosen_numbers(session)
    return sealed


def unlock_with_words(home: Home, text: str, progress: Progress | None = None) -> Home:
    """Open a locked home by the twelve recovery words.

    Raises:
        SealingError: a word is wrong, or they are another home's.
        StoreError: it could not be opened.
    """
    return lock.unlock_with_words(home, seed_of(text), progress)


def change_passphrase(home: Home, passphrase: str, cost: Cost | None = None) -> None:
    """Give an opened home another passphrase.

    Raises:
        ServiceError: as `check_passphrase`.
        StoreError: it could not be kept; the old one still opens it.
    """
    check_passphrase(passphrase)
    lock.change_passphrase(home, passphrase, cost)


def set_idle(home: Home, minutes: int) -> None:
    """Lock after so many minutes without a key; 0 for never."""
    lock.change(home, lambda found: replace(found, idle_minutes=minutes))


def show_chosen_numbers(session: Session) -> None:
    """Keep in clear, beside the lock, the numbers their owner ticked, and the country.

    Nothing of one's own is shown unless it was ticked. Without a lock there is nothing to do.
    """
    if not session.home.cover.is_sealed:
        return
    numbers = [
        Number(body.name, body.phone)
        for body in contacts(session)
        if body.phone and body.emergency == "yes"
    ]
    country = session.profile.country or ""
    found = lockfile.load(session.home.state)
    if found is not None and (found.country, found.numbers) != (country, numbers):
        change = {"country": country, "numbers": numbers}
        lock.change(session.home, lambda now: replace(now, **change))


def tick(session: Session, name: str, phone: str | None = None) -> None:
    """Have a contact's number show while locked; a new contact when `phone` is given.

    Raises:
        ServiceError: there is no such contact with a number.
    """
    record, body = _contact(session, name)
    body = replace(body, emergency="yes", phone=phone or body.phone)
    if not body.phone:
        raise ServiceError(words.NO_NUMBER, words.NO_NUMBER_HINT)
    session.save(body, record=record)
    show_chosen_numbers(session)


def untick(session: Session, name: str) -> None:
    """Let a contact's number be sealed with everything else."""
    record, body = _contact(session, name)
    if record is not None:
        session.save(replace(body, emergency="no"), record=record)
    show_chosen_numbers(session)


def let_go(home: Home) -> Home:
    """Forget the key of an opened home. The same home, locked."""
    if isinstance(home.cover, Sealed):
        home.cover.let_go()
    return Home(home.config, home.state, home.data)


def _contact(session: Session, name: str) -> tuple[str | None, Contact]:
    for entry in session.store.entries(kinds={Contact.KIND}):
        if isinstance(entry.body, Contact) and entry.body.name.casefold() == name.casefold():
            return entry.record, entry.body
    return None, Contact(name=name)

"""Syncing in the background while the screens are open: rounds, listening, backing off.

One thread goes round all links when something was filed and every minute; up to a handful of
links at endpoints are listened to as well, each by a waiting thread, so that what one person
files the other sees at once. They share a session: ten years of fifty people have indices and
folders enough that one for each thread would take more memory than all the screens.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial

from sponsorterm.records.kinds import Place
from sponsorterm.services.entries.trash import sweep
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.home.session import Clock, Session, wall_clock
from sponsorterm.services.links.retention import sweep_received
from sponsorterm.services.syncing.private_space import private_places, private_state, sync_private
from sponsorterm.services.syncing.rounds import Why, channel, due, open_place, sync_link
from sponsorterm.services.syncing.standing import states
from sponsorterm.store.errors import StoreError
from sponsorterm.store.home import Home
from sponsorterm.sync.remotes.base import Remote, RemoteError

ROUND_EVERY = 60.0
"""Seconds between rounds when nothing was filed; folders and files are looked at then too."""
FOLDER_EVERY = 10.0
"""The same for a person with a link over a folder or a file: looking costs no network."""
LISTENERS = 8
"""Links that are listened to at once; the others wait for the next round."""
WAIT = 25
"""Seconds one listening lasts, under the usual limit of a proxy."""
SHORTEST, LONGEST = 1.0, 300.0
"""Seconds of the first pause after trouble, which doubles up to the last."""


@dataclass(slots=True)
class Pause:
    """How long to wait after trouble: twice as long each time, from the start after success."""

    seconds: float = 0.0

    def after(self, *, trouble: bool, told: float | None = None) -> float:
        """The pause now; `told` is what the remote itself asked for."""
        doubled = min(LONGEST, max(SHORTEST, 2 * self.seconds)) if trouble else 0.0
        self.seconds = max(doubled, min(told or 0.0, LONGEST))
        return self.seconds


@dataclass(eq=False)
class Background:
    """The threads that sync one home. `on_change` is called from them."""

    home: Home
    on_change: Callable[[], None]
    clock: Clock = wall_clock
    _wake: threading.Event = field(default_factory=threading.Event)
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: dict[str, threading.Thread] = field(default_factory=dict)
    _remotes: dict[str, Remote] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Begin with a round at once."""
        self._wake.set()
        self._run("rounds", self._rounds)

    def wake(self) -> None:
        """Something was filed, or a link changed: go round now."""
        self._wake.set()

    def stop(self, seconds: float = 5.0) -> None:
        """Send what waits, as far as `seconds` allow, and end. What is left goes next time."""
        self._stop.set()
        self._wake.set()
        with self._lock:
            remotes = list(self._remotes.values())
            threads = list(self._threads.values())
        for remote in remotes:
            with suppress(RemoteError):
                remote.close()
        share = seconds / max(len(threads), 1)
        for thread in threads:
            thread.join(share)

    def _rounds(self) -> None:
        with suppress(ServiceError, StoreError), Session.open(self.home, self.clock) as session:
            try:
                self._go_round(session)
            finally:
                self._hear_out()

    def _go_round(self, session: Session) -> None:
        pause = Pause()
        while not self._stop.is_set():
            self._wake.clear()
            session.refresh()
            pause.after(trouble=self._round(session))
            self._listen_to(session)
            if not self._stop.is_set():
                self._wake.wait(pause.seconds or _round_every(session))
        session.refresh()
        if private_state(session).waiting or any(s.waiting for s in states(session)):
            self._round(session, "leaving")

    def _hear_out(self) -> None:
        """Wait for those who listen: the session they use is about to be closed."""
        with self._lock:
            threads = list(self._threads.values())
        for thread in threads:
            if thread is not threading.current_thread():
                thread.join()

    def _round(self, session: Session, why: Why = "going_round") -> bool:
        """One round with everybody; whether a place was in trouble that may pass."""
        trouble = False
        sweep(session)
        rounds = [partial(sync_private, session)]
        rounds += [partial(sync_link, session, link, why=why) for link in due(session)]
        for sync in rounds:
            try:
                reports = sync()
            except (RemoteError, ServiceError, StoreError):
                trouble = True
                continue
            trouble |= any(report.code in ("unreachable", "busy") for report in reports)
        with suppress(StoreError):  # it is tried again in the next round
            sweep_received(session)
        self.on_change()
        return trouble

    def _listen_to(self, session: Session) -> None:
        """See that somebody listens to each link at an endpoint, up to the limit."""
        for link in session.links():
            for place in link.body.places:
                if place.kind == "http" and len(self._threads) <= LISTENERS:
                    name = f"{link.record} {place.where}"
                    self._run(name, partial(self._listen, session, link.record, place, name))

    def _listen(self, session: Session, record: str, place: Place, name: str) -> None:
        with suppress(ServiceError, StoreError):
            pause = Pause()
            while not self._stop.wait(pause.seconds):
                try:
                    with closing(open_place(session, session.link(record), place)) as remote:
                        self._note(name, remote)
                        self._hear(session, record, place, remote, pause)
                except RemoteError:
                    return
                if not self._is_live(session, record, place):
                    return

    def _hear(
        self, session: Session, record: str, place: Place, remote: Remote, pause: Pause
    ) -> None:
        """Listen over one connection until it is in trouble or no longer wanted."""
        from sponsorterm.sync.engine import listen

        while not self._stop.is_set() and self._is_live(session, record, place):
            meant = channel(session, session.link(record))
            outcome = listen(meant, remote, session.ledger, session.now, wait=WAIT)
            error = outcome.error
            if outcome.received or error is not None:
                self.on_change()
            pause.after(trouble=error is not None, told=error.retry_after if error else None)
            if error is not None:
                return

    def _is_live(self, session: Session, record: str, place: Place) -> bool:
        session.refresh()
        link = session.link(record)
        return link.live and place in link.body.places

    def _run(self, name: str, work: Callable[[], None]) -> None:
        with self._lock:
            there = self._threads.get(name)
            if self._stop.is_set() or (there is not None and there.is_alive()):
                return
            thread = threading.Thread(target=work, name="sync", daemon=True)
            self._threads[name] = thread
        thread.start()

    def _note(self, name: str, remote: Remote) -> None:
        """Remember a remote that waits, so that `stop` can wake it."""
        with self._lock:
            self._remotes[name] = remote
        if self._stop.is_set():
            remote.close()


def _round_every(session: Session) -> float:
    places = [place for link in session.links() for place in link.body.places]
    places += private_places(session)
    return FOLDER_EVERY if any(place.kind != "http" for place in places) else ROUND_EVERY

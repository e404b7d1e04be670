"""Where a person's things lie: what they configure, what the program keeps, what they wrote."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from sponsorterm.store.cover import PLAIN, Cover, Locked
from sponsorterm.store.errors import StoreError
from sponsorterm.store.files import make_folder, write_once
from sponsorterm.store.gate import is_alone, side_by_side
from sponsorterm.store.memory import Memory
from sponsorterm.store.paths import path_at
from sponsorterm.strings import store as words

_NAME = "sponsorterm"
_MARKS = {
    ".stignore": "// half-written files\n(?d).*.tmp\n",
    ".gitignore": "# half-written files\n.*.tmp\n",
    ".gitattributes": "# a record is named by its exact bytes: never convert line ends\n* -text\n",
}
"""What keeps Syncthing and git from touching a record, should a person use them."""


@dataclass(frozen=True, slots=True)
class Home:
    """Three folders: `config` is the user's to edit, `state` the program's, `data` holds records.

    Only `data` is worth a copy by other tools; `state` has the keys and what can be rebuilt.
    """

    config: Path
    state: Path
    data: Path
    cover: Cover = field(default=PLAIN, compare=False)
    """How what is written here stands on disk; another one once a lock was opened."""

    @classmethod
    def find(cls, env: Mapping[str, str]) -> Self:
        """The home this environment names; nothing is made or looked at.

        SPONSORTERM_HOME holds all three; without it they lie where XDG says, on every unix.

        Raises:
            StoreError: it is no path.
        """
        if chosen := env.get("SPONSORTERM_HOME"):
            root = path_at(chosen).absolute()
            return cls(root / "config", root / "state", root / "data")
        own = Path(env.get("HOME") or Path.home())
        return cls(
            _xdg(env, "XDG_CONFIG_HOME", own / ".config"),
            _xdg(env, "XDG_STATE_HOME", own / ".local" / "state"),
            _xdg(env, "XDG_DATA_HOME", own / ".local" / "share"),
        )

    def is_near(self, path: Path) -> bool:
        """Whether a path lies in one of the three or holds one, whatever links lead there."""
        real = path.resolve()
        own = [folder.resolve() for folder in (self.config, self.state, self.data)]
        return any(real.is_relative_to(each) or each.is_relative_to(real) for each in own)

    @property
    def packs(self) -> Path:
        """Programmes of the user's own, one file each."""
        return self.config / "packs"

    @property
    def records(self) -> Path:
        """One folder a space, one folder a month, one file a revision."""
        return self.data / "records"

    @property
    def drafts(self) -> Path:
        """What is being written and not yet filed."""
        return self.state / "drafts"

    @property
    def quarantine(self) -> Path:
        """What could not be used, each with its reason, never deleted by itself."""
        return self.state / "quarantine"

    @property
    def index(self) -> Path:
        """The database that answers questions; it can be deleted at any time."""
        return self.state / "index.db"

    @property
    def device(self) -> Path:
        """The name of this device."""
        return self.state / "device.toml"

    @property
    def keys(self) -> Path:
        """The private space's keys."""
        return self.state / "keys.toml"

    @property
    def pairing(self) -> Path:
        """The folder of pairings under way."""
        return self.state / "pairing"

    @property
    def watch(self) -> Path:
        """Which flags a watching program was told of."""
        return self.state / "watch.toml"

    @property
    def triage(self) -> Path:
        """How far the sponsor's walk went today, and what was done last."""
        return self.state / "triage.toml"

    @property
    def sync(self) -> Path:
        """The database of what was sent and seen; it can be learned again from the remotes."""
        return self.state / "sync.db"

    def under(self, cover: Cover) -> Self:
        """The same home under another cover."""
        return replace(self, cover=cover)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Write content while nobody turns the lock on or off.

        Raises:
            Locked: somebody did, or locked it, since this home was opened.
            Busy: somebody is doing so.
        """
        with side_by_side(self.state):
            self.check_cover()
            yield

    def check_cover(self) -> None:
        """See that the home still stands as it was opened.

        Raises:
            Locked: it does not.
        """
        if not is_alone(self.state):
            self.cover.check(self.state)

    def check_open(self) -> None:
        """See that this home may still be read and written here.

        Raises:
            Locked: as `check_cover`, or every open instance was told to lock.
        """
        self.check_cover()
        if self.cover.is_recalled(self.state):
            raise Locked

    def database(self, path: Path) -> Path | Memory:
        """Where the database of this path really is."""
        return self.cover.memory(path) or path

    def exists(self) -> bool:
        """Whether this home was set up."""
        return self.records.is_dir()

    def create(self) -> None:
        """Make what is missing, for its owner alone whatever the umask.

        Raises:
            StoreError: as `check`, or the system refused.
        """
        self.check()
        made_before = self.exists()  # `records` comes last, when the others are durable
        for folder in (self.config, self.drafts, self.quarantine, self.pairing, self.data):
            if not (made_before and folder.is_dir()):
                make_folder(folder)
        for name, text in _MARKS.items():
            if not (self.data / name).exists():
                write_once(self.data / name, text.encode(), mode=0o600)
        make_folder(self.records)

    def check(self) -> None:
        """Refuse a home that is not this person's alone.

        Raises:
            StoreError: a folder of it is another's, or others can read it, or it cannot be
                written to; the hint says what to run.
        """
        for folder in (self.config, self.state, self.data):
            _check_folder(folder)


def _xdg(env: Mapping[str, str], variable: str, default: Path) -> Path:
    """The XDG base directory rule: a path that is not absolute counts as none."""
    named = Path(env.get(variable, ""))
    return (named if named.is_absolute() else default) / _NAME


def _check_folder(folder: Path) -> None:
    """Judge a folder by what it leads to, so that a symlink to one's own encrypted disk is fine."""
    place = str(folder)
    if not os.path.lexists(folder):
        return
    try:
        info = folder.stat()
    except OSError:
        raise StoreError(words.not_a_folder(place), words.NOT_A_FOLDER_HINT) from None
    if not stat.S_ISDIR(info.st_mode):
        raise StoreError(words.not_a_folder(place), words.NOT_A_FOLDER_HINT)
    if info.st_uid != os.geteuid():
        raise StoreError(words.not_yours(place), words.NOT_YOURS_HINT)
    if info.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise StoreError(words.open_to_others(place), words.close_it(place))
    if info.st_mode & stat.S_IRWXU != stat.S_IRWXU or not os.access(folder, os.W_OK):
        raise StoreError(words.not_writable(place), words.make_writable(place))

"""From a link's place to its remote; the three kinds are told apart here and nowhere else."""

from __future__ import annotations

from sponsorterm.records.kinds.link import Place
from sponsorterm.sync.remotes.base import Remote
from sponsorterm.sync.remotes.polled import path_of


def open_remote(place: Place, space: str) -> Remote:
    """The remote of one space at a place. Nothing is touched or asked before it is used.

    Raises:
        RemoteError: the place is an address that cannot be used.
    """
    if place.kind == "http":
        from sponsorterm.sync.remotes.http import HttpRemote

        return HttpRemote(place.where, space, place.token)
    path = path_of(place.where)
    if place.kind == "folder":
        from sponsorterm.sync.remotes.folder import FolderRemote

        return FolderRemote(path, space)
    from sponsorterm.sync.remotes.single_file import SingleFileRemote

    return SingleFileRemote(path, space)


def prepare(place: Place, space: str, registration_code: str = "") -> None:
    """Make a place ready for a new space. Doing it again changes nothing.

    An endpoint is asked to open the space for the token in `place`; a folder gets its
    marker; a single file is begun.

    Raises:
        RemoteError: the place cannot be used, or belongs to another space.
    """
    if place.kind == "http":
        from sponsorterm.sync.remotes.http import register

        register(place.where, space, place.token or "", registration_code)
        return
    path = path_of(place.where)
    if place.kind == "folder":
        from sponsorterm.sync.remotes.marker import make_folder

        make_folder(path, space)
        return
    from sponsorterm.sync.remotes.single_file import make_file

    make_file(path, space)


def let_in(place: Place, space: str, token_hash: str | None) -> None:
    """Let the first device of the one who joined in. Only an endpoint keeps a door.

    Raises:
        RemoteError: the endpoint refused.
    """
    if place.kind == "http" and token_hash is not None:
        from sponsorterm.sync.remotes.http import add_device

        add_device(place.where, space, place.token or "", token_hash, "b")

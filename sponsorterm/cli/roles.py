"""Which of the two a verb is for: somebody I sponsor, or a sponsor of mine."""

from __future__ import annotations

from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.strings import cli_together as words


def sponsee(session: Session, name: str) -> LinkView:
    """The one I sponsor of this name.

    Raises:
        Stop: they are my sponsor.
    """
    link = session.link_named(name)
    if not link.is_sponsee:
        raise Stop(words.SPONSEES_ONLY, code=ExitCode.USAGE)
    return link


def sponsor_meant(session: Session, name: str | None, *, several: str, none: str) -> LinkView:
    """The one of this name; without a name the only sponsor there is.

    Raises:
        Stop: there is none, or several and none was named; told in these words.
    """
    if name:
        return session.link_named(name)
    found = [link for link in session.links() if link.is_sponsor]
    if len(found) == 1:
        return found[0]
    raise Stop(several if found else none, code=ExitCode.USAGE)


def sponsor(session: Session, name: str) -> LinkView:
    """My sponsor of this name.

    Raises:
        Stop: they are my sponsee.
    """
    link = session.link_named(name)
    if not link.is_sponsor:
        raise Stop(words.SPONSORS_ONLY, code=ExitCode.USAGE)
    return link

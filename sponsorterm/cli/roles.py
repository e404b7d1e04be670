"""Which of the two a verb is for: somebody I sponsor, or a sponsor of mine."""

from __future__ import annotations

from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.services.session import LinkView, Session
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


def sponsor(session: Session, name: str) -> LinkView:
    """My sponsor of this name.

    Raises:
        Stop: they are my sponsee.
    """
    link = session.link_named(name)
    if not link.is_sponsor:
        raise Stop(words.SPONSORS_ONLY, code=ExitCode.USAGE)
    return link

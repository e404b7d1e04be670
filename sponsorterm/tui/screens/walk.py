"""The walk through all that needs a look, one thing after the other, like a mail reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from textual.binding import Binding, BindingType

from sponsorterm.services.dashboard import Look, next_look
from sponsorterm.strings import sponsees as words
from sponsorterm.tui.screens.writing import WritingScreen


@dataclass(slots=True)
class Walk:
    """Entries and links walked past so far, read or not."""

    passed: set[str] = field(default_factory=set)


class WalkScreen(WritingScreen):
    """A screen from which `n` goes on to the next thing that needs a look."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "next_look", words.KEY_NEXT)]

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.walk = walk

    def action_next_look(self) -> None:
        """Go on; at the end say so, and begin anew the next time."""
        look = self.attempt(lambda: next_look(self.session, self.walk.passed))
        if look is None:
            self.walk.passed.clear()
            self.say(words.ALL_LOOKED_AT)
            return
        self.walk.passed |= {look.link, look.entry.id} if look.entry else {look.link}
        self.show_look(look)

    def show_look(self, look: Look) -> None:
        """Show it in the place of what was looked at before."""
        self.app.switch_screen(screen_for(look, self.walk))


def screen_for(look: Look, walk: Walk) -> WalkScreen:
    """The page of an entry, or of a person who has a reason and nothing unread."""
    if look.entry is not None:
        from sponsorterm.tui.screens.received import ReceivedScreen

        return ReceivedScreen(look.link, look.entry.record, walk)
    from sponsorterm.tui.screens.person import PersonScreen

    return PersonScreen(look.link, walk)

"""The walk through all that needs a look, one thing after the other, like a mail reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType

from sponsorterm.services.sponsor import triage
from sponsorterm.services.sponsor.triage import Place
from sponsorterm.strings import sponsees as words
from sponsorterm.strings import triage as triage_words
from sponsorterm.tui.screens.writing import WritingScreen


@dataclass(slots=True)
class Walk:
    """Where the walk is while one is on it; the screens it leads through share it."""

    place: Place | None = None

    def counter(self, name: str) -> str:
        """How far it is, on the page of the stop of this name."""
        if self.place is None or self.place.stop.name != name:
            return ""
        return triage_words.counter(self.place.number, self.place.total)


class WalkScreen(WritingScreen):
    """A screen from which `n` goes on to the next thing that needs a look, and `u` back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next_look", words.KEY_NEXT),
        Binding("u", "undo", triage_words.KEY_UNDO),
    ]

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self.walk = walk

    def action_next_look(self) -> None:
        """Go on, or back to where it stopped; at the end say so, and begin anew the next time."""
        step = triage.go_on if self.walk.place else triage.resume
        place = self.attempt(lambda: step(self.session))
        self.walk.place = place
        if place is None:
            self.say(words.ALL_LOOKED_AT)
        else:
            self.show_place(place)

    def action_undo(self) -> None:
        """Take the last act back; on the walk, go back to where it was done."""
        found: list[Place | None] = []
        done = self.write(lambda: found.append(triage.undo(self.session)), triage_words.UNDONE)
        place = found[0] if done else None
        if place and self.walk.place and place.stop.name != self.walk.place.stop.name:
            self.walk.place = place
            self.show_place(place)

    def show_place(self, place: Place) -> None:
        """Show it in the place of what was looked at before."""
        self.app.switch_screen(screen_for(place, self.walk))


def screen_for(place: Place, walk: Walk) -> WalkScreen:
    """The page of an entry, or of a flag."""
    stop = place.stop
    if stop.entry is not None:
        from sponsorterm.tui.screens.received import ReceivedScreen

        return ReceivedScreen(stop.link, stop.entry.record, walk)
    from sponsorterm.tui.screens.flag import FlagScreen

    return FlagScreen(stop, walk)

"""The very bytes that the screens send to a terminal hold no command that a peer wrote."""

from __future__ import annotations

from tests.e2e.conftest import screens
from tests.faults.nasty import BIDI, SEPARATORS, SEQUENCES, SHOWN, fill
from tests.faults.world import memory
from tests.tui.circle import build

AREAS = "1234567"
C1 = range(0x80, 0xA0)


def test_the_screens_send_nothing_that_others_wrote_as_it_was() -> None:
    with memory() as folder:
        circle = build(folder / "circle")
        with circle.open("Maria") as maria:
            fill(maria)
        with screens(folder / "circle" / "Maria", columns=100, rows=40) as terminal:
            terminal.wait_for(SHOWN)
            for area in AREAS:
                terminal.send(area)
                terminal.settle(quiet=0.15)
                terminal.send("enter")
                terminal.settle(quiet=0.15)
                terminal.send("escape")
            sent = terminal.raw.decode("utf-8")
    assert SHOWN in sent, "no screen showed any of it"
    assert not {chr(point) for point in (*BIDI, *SEPARATORS, *C1)} & set(sent)
    assert not [each for each in SEQUENCES if each in sent]
    assert "Q0FO\x07" not in sent

"""The screens as a person meets them: dropped lines, a waiting sponsor, an idle terminal."""

from __future__ import annotations

from tests.e2e.conftest import Homes, screens

WORDS = "the half sentence I was in the mid"


def test_a_dropped_line_costs_nothing_and_the_sponsor_sees_it_at_once(homes: Homes) -> None:
    with screens(homes.sam, columns=40, rows=20) as phone:
        phone.wait_for("Tonight")
        phone.send("Q")
        phone.wait_for("How was today?")
        phone.wait_for("▸")
        phone.press("2", "tab", "tab", "tab", "tab")
        for letter in WORDS:
            phone.send(letter)
        phone.wait_for("in the mid")
        phone.hang_up()

    with screens(homes.maria) as laptop, screens(homes.sam, columns=40, rows=20) as phone:
        laptop.wait_for("Tonight")
        laptop.send("5")
        laptop.wait_for("in step")
        phone.wait_for("Tonight")
        phone.send("Q")
        phone.wait_for("in the mid")
        phone.send("dle of")
        phone.wait_for("middle of")
        phone.send("escape")
        phone.wait_for("▸ Enter")
        phone.send("F")
        phone.wait_for("What Maria will see")
        phone.send("F")
        phone.wait_for("▸ Enter  file it")
        phone.send("enter")
        phone.wait_for("Saved here")
        laptop.wait_for("new", seconds=5)


def test_an_idle_screen_sends_nothing(homes: Homes) -> None:
    with screens(homes.sam) as terminal:
        terminal.wait_for("in step")
        terminal.settle(quiet=1.0)
        assert terminal.drain(10) == 0

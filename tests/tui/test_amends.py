from __future__ import annotations

import pytest

from sponsorterm.services.entries.filing import shares
from sponsorterm.services.steps.amends import ledger
from tests.tui.circle import Circle, press, screen_text, shown, typed

pytestmark = pytest.mark.anyio


async def test_the_gate_says_why_and_opens_with_advice(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3", "a", "end") as pilot:
        await press(pilot, "t", "p")
        assert "nothing goes ahead" in screen_text(app)
        assert ledger(app.session)[-1].state == "listed"
        await press(pilot, "a")
        await typed(pilot, "Only by letter, she says.")
        await press(pilot, "tab", "t", "p")
        owed = next(each for each in ledger(app.session) if each.body.person == "Old neighbour")
        assert owed.state == "planned"
        assert "unsafe, advised" in screen_text(app)


async def test_flagging_takes_a_plan_back_and_says_so(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3", "a", "f"):
        assert "taken back until there is advice" in screen_text(app)
        lee = next(each for each in ledger(app.session) if each.body.person == "Lee W.")
        assert (lee.state, lee.body.planned_for) == ("listed", None)


async def test_the_form_leads_to_the_advice_that_is_missing(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3", "a", "end", "e") as pilot:
        await press(pilot, "escape", "greater_than_sign", "3", "escape")
        await press(pilot, "greater_than_sign", "escape", "greater_than_sign", "enter")
        text = screen_text(app)
        assert "nothing goes ahead" in text
        assert "What did my sponsor" in text


@pytest.mark.parametrize(
    ("keys", "field", "value"),
    [
        (("w", "m"), "willing", "maybe"),
        (("y", "l"), "way", "living"),
        (("t", "n"), "state", "not_to_contact"),
        (("t", "r"), "state", "out_of_reach"),
    ],
)
async def test_each_field_is_two_keys(
    work: Circle, keys: tuple[str, ...], field: str, value: str
) -> None:
    app = work.app("Mika")
    async with shown(app, "3", "a", "end") as pilot:
        await press(pilot, *keys)
        owed = next(each for each in ledger(app.session) if each.body.person == "Old neighbour")
        assert getattr(owed.body, field) == value


async def test_it_is_shared_after_a_look_and_taken_off_after_a_yes(work: Circle) -> None:
    app = work.app("Mika")
    async with shown(app, "3", "a") as pilot:
        record = ledger(app.session)[0].record
        await press(pilot, "s")
        assert "Lee W." in screen_text(app)
        await press(pilot, "escape", "x", "n")
        assert shares(app.session, record) == []
        assert len(ledger(app.session)) == 3
        await press(pilot, "x", "y")
        assert len(ledger(app.session)) == 2


async def test_an_empty_ledger_teaches(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "3", "a") as pilot:
        assert "Nobody is on the list yet" in screen_text(app)
        await press(pilot, "w", "t", "f", "a", "s", "x", "o", "e")
        assert ledger(app.session) == []

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.records.kinds import Comment, Inventory, Place
from sponsorterm.services.entries.filing import default_sharing, file, prepare
from sponsorterm.services.home.setup import SetupAnswers, set_up
from sponsorterm.services.links import talk
from sponsorterm.services.sponsor import dashboard
from sponsorterm.services.syncing.places import add_place
from sponsorterm.services.syncing.rounds import sync_all
from sponsorterm.store.home import Home
from sponsorterm.strings.reasons import BRIEF
from sponsorterm.tui.app import SponsortermApp
from sponsorterm.tui.screens.flag import FlagScreen
from sponsorterm.tui.screens.person import PersonScreen
from sponsorterm.tui.screens.received import ReceivedScreen
from sponsorterm.tui.screens.sponsees import NARROW, WHO, SponseesScreen, held_in_place
from sponsorterm.tui.screens.writing import WriteText
from sponsorterm.tui.widgets.lines import GUTTER, Column, Lines, laid_out
from sponsorterm.tui.widgets.plain import said
from tests.services.sampled import NOW as SAMPLE_NOW
from tests.services.sampled import load
from tests.tui.circle import Circle, each_size, press, resized, screen_text, shown, typed, until

pytestmark = pytest.mark.anyio


def order(app: SponsortermApp) -> list[str]:
    """The names as they stand, top first."""
    names = ("Mika", "Jo", "Lee")
    rows = [line.split() for line in screen_text(app).splitlines()]
    return [next(word for word in row if word in names) for row in rows if set(names) & set(row)]


async def test_the_one_who_asks_for_a_call_stands_first_with_the_reason_in_words(
    circle: Circle,
) -> None:
    app = circle.app("Maria")
    async with shown(app, "5") as pilot:
        async for width, _height in each_size(pilot):
            assert order(app)[0] == "Mika"
            text = screen_text(app)
            assert "! Mika" in text
            assert ("asks for a call, today" if width >= 80 else "call asked ") in text
            assert ("14 days" in text) == (width >= 80)
            assert ("craving" in text) == (width >= 120)
            assert all(len(line) <= width for line in text.splitlines())


PHONE = {"Mika": "call asked 18:10", "Ana": "quiet 3 days", "Noor": "no sync since Mon"}
WIDER = {"Mika": "asks for a call, today 18:10", "Ana": "quiet 3 days (agreed: daily)"}


def beginnings(app: SponsortermApp, why: dict[str, str]) -> set[int]:
    """The columns that these reasons begin in, each in the line of its person."""
    rows = {name: line for line in screen_text(app).splitlines() for name in why if name in line}
    return {rows[name].index(reason + "  ") for name, reason in why.items()}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Maria's, with eight sponsees. It is only looked at."""
    root = tmp_path_factory.mktemp("sample")
    load(root, "Maria").close()
    return Home.find({"SPONSORTERM_HOME": str(root / "Maria")})


async def test_no_reason_is_cut_on_a_phone_and_no_column_moves(sample: Home) -> None:
    app = SponsortermApp(sample, clock=lambda: SAMPLE_NOW, online=False)
    async with shown(app, "5") as pilot:
        for width, height in ((36, 20), (40, 20), (80, 24), (120, 40)):
            await resized(pilot, width, height)
            why = PHONE if width < 80 else WIDER
            standing = beginnings(app, why)
            assert len(standing) == 1
            assert "…" not in screen_text(app)
            await press(pilot, "slash")
            await typed(pilot, "ana")
            assert beginnings(app, {"Ana": why["Ana"]}) == standing
            await press(pilot, "escape")


@pytest.mark.parametrize("width", [36, 39, 40])
def test_a_brief_reason_fits_beside_the_longest_name_that_is_shown(width: int) -> None:
    cells = (said("! Bartholomew"), (said("x" * 60), said("x" * BRIEF)), said("14w"))
    line = laid_out((Column(WHO), *NARROW), cells, width - GUTTER).plain
    assert line.startswith(f"! Bartholom…  {'x' * BRIEF} ")


async def test_of_many_reasons_all_stand_there_and_none_is_cut(sample: Home) -> None:
    app = SponsortermApp(sample, clock=lambda: SAMPLE_NOW, online=False)
    async with shown(app, "5", "enter") as pilot:
        for width, height in ((40, 24), (80, 24), (120, 40)):
            await resized(pilot, width, height)
            text = screen_text(app)
            assert "~ hungry, angry, lonely or tired, two" in text
            assert "~ step work rests since 28 Oct" in text
            assert ("agreed: every day" in text) == (width >= 80)


async def test_the_filter_keeps_names_and_reasons_and_esc_shows_all(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5", "slash") as pilot:
        await typed(pilot, "lee")
        assert order(app) == ["Lee"]
        await press(pilot, "escape")
        assert len(order(app)) == 3
        await press(pilot, "slash")
        await typed(pilot, "call")
        await press(pilot, "enter", "enter")
        assert isinstance(app.screen, PersonScreen)


async def test_a_filter_that_fits_nobody_says_so(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5", "slash") as pilot:
        await typed(pilot, "zzz")
        assert "Nobody fits that filter" in screen_text(app)


async def test_n_walks_through_everything_once_and_space_marks_it_seen(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5") as pilot:
        waiting = {entry.id for entry in talk.unread(app.session)}
        seen = set()
        await press(pilot, "n")
        while isinstance(app.screen, ReceivedScreen | FlagScreen):
            if isinstance(app.screen, ReceivedScreen):
                entry = app.screen.meant()
                assert entry is not None
                assert entry.id not in seen
                seen.add(entry.id)
                await press(pilot, "space")
            await press(pilot, "n")
            if "That was all" in screen_text(app):
                break
        assert seen == waiting
        assert talk.unread(app.session) == []


async def test_n_passes_over_what_was_left_unread(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5") as pilot:
        titles = []
        for _ in range(4):
            await press(pilot, "n")
            titles.append(screen_text(app))
        assert len(set(titles)) == 4
        assert len(app.screen_stack) == 2, "one page at a time stands above the list"
        await press(pilot, "q")
        assert isinstance(app.screen, SponseesScreen)


async def test_what_comes_in_does_not_move_the_row_under_the_cursor(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5") as pilot:
        standing, before = order(app), screen_text(app)
        last = standing[-1]
        await press(pilot, "end")
        with circle.open(last) as session:
            body = Inventory(period="nightly", mode="quick", mood=1, used="yes")
            file(session, prepare(session, body, sharing=default_sharing(session)))
        circle.carry(last, "Maria")
        app.session.refresh()
        app.data_changed()
        text = screen_text(app)
        assert before != text
        assert order(app) == standing, "no row moves"
        assert f"▸ ! {last}" in text
        assert "setback" in text or "lowest mood" in text
        assert "order changed: r" in text
        await press(pilot, "r")
        assert order(app).index(last) < 2
        assert f"▸ ! {last}" in screen_text(app), "the cursor goes along"
        assert "order changed" not in screen_text(app)


async def test_coming_back_everybody_stands_where_their_need_is(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5") as pilot:
        last = order(app)[-1]
        with circle.open(last) as session:
            body = Inventory(period="nightly", mode="quick", mood=1, used="yes")
            file(session, prepare(session, body, sharing=default_sharing(session)))
        circle.carry(last, "Maria")
        app.session.refresh()
        app.data_changed()
        assert order(app)[-1] == last
        await press(pilot, "1", "5")
        assert order(app).index(last) < 2


async def test_a_filter_that_is_typed_is_kept_while_data_come_in(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5", "slash") as pilot:
        await typed(pilot, "lee")
        app.data_changed()
        assert order(app) == ["Lee"]


async def test_g_folds_those_away_who_need_nothing_and_tells_how_many(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5") as pilot:
        everybody = order(app)
        assert "needs you now  1" in screen_text(app)
        await press(pilot, "g")
        folded = screen_text(app)
        assert "g shows them" in folded
        away = int(folded.split("nothing pressing")[1].split()[0])
        assert len(order(app)) + away == len(everybody)
        await press(pilot, "g")
        assert "needs you now" not in screen_text(app)
        assert order(app) == everybody
        await press(pilot, "g")
        assert "needs you now  1" in screen_text(app)


@given(st.data())
def test_held_in_place_loses_nobody_and_moves_nobody(data: st.DataObject) -> None:
    names = st.lists(st.sampled_from("abcdefgh"), unique=True)
    standing, wanted, there = (data.draw(names) for _ in range(3))
    held = held_in_place(standing, wanted, set(there))
    assert held[: len([one for one in standing if one in there])] == [
        one for one in standing if one in there
    ]
    assert set(held) == {*standing, *wanted} & set(there)
    assert len(held) == len(set(held))


async def test_a_person_shows_every_reason_the_clock_and_the_steps(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5", "enter", size=(120, 40)) as pilot:
        text = screen_text(app)
        assert "127 days since 16 Jul" in text
        assert "asks for a call" in text
        assert "new" in text
        assert "step 4, Write an honest inventory" in text
        assert "agreed: every day" in text
        await press(pilot, "right")
        assert "on paper" in screen_text(app)
        await press(pilot, "right", "enter")
        assert "How do I list them?" in screen_text(app)


async def test_an_entry_of_theirs_opens_in_words(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5", "enter", "end", "enter", size=(80, 50)):
        text = screen_text(app)
        assert "Mika, Wed 18 Nov, inventory" in text
        assert "all of it" in text
        assert "My brother, about the money." in text
        assert "Mika went for a walk." in text


async def test_space_marks_one_seen_and_talking_meets_the_call(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5", "enter") as pilot:
        screen = app.screen
        assert isinstance(screen, PersonScreen)
        rows = screen.query_one("#rows", Lines)
        while (entry := screen.meant()) is not None and entry.kind != "checkin":
            before = rows.cursor
            await press(pilot, "j")
            assert rows.cursor > before
        await press(pilot, "space")
        assert entry is not None
        assert not dashboard.is_unread(app.session, entry)
        await press(pilot, "t")
        assert "talked" in screen_text(app)
        assert "! asks for a call" not in screen_text(app)


async def test_a_note_to_them_begins_with_w(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5", "enter", "w") as pilot:
        await until(pilot, lambda: isinstance(app.screen, WriteText))
        assert "A note to Mika" in screen_text(app)
        await press(pilot, "tab")
        await typed(pilot, "Call me.")
        await press(pilot, "tab")
        assert talk.threads(app.session)[0].last.text == "Call me."


async def test_the_age_of_what_is_shown_is_a_time_of_day(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5"):
        assert "not all synced yet" in screen_text(app)
    with circle.open("Maria") as maria:
        for link in maria.links():
            folder = str(circle.root)
            add_place(maria, link.record, Place(kind="file", where=f"{folder}/{link.name}.toml"))
        sync_all(maria)
    app = circle.app("Maria")
    async with shown(app, "5"):
        assert "synced today 21:00" in screen_text(app)


async def test_a_comment_is_written_beside_the_entry_and_reaches_them(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "5", "enter", "end", "enter", "c", size=(80, 60)) as pilot:
        await typed(pilot, "Thank you for telling me.")
        await press(pilot, "tab")
        assert "Thank you for telling me." in screen_text(app)
    circle.carry("Maria", "Mika")
    with circle.open("Mika") as mika:
        (said,) = talk.unread(mika, kinds={Comment.KIND})
        assert isinstance(said.body, Comment)
        assert said.body.body == "Thank you for telling me."


async def test_an_entry_taken_back_while_it_is_read_is_gone_at_once(circle: Circle) -> None:
    from sponsorterm.services.entries.drafts import Sharing
    from sponsorterm.services.entries.filing import share

    app = circle.app("Maria")
    async with shown(app, "5", "enter", "end", "enter", size=(80, 50)):
        with circle.open("Mika") as mika:
            first = mika.store.entries(kinds={"inventory"}, oldest_first=True)[0]
            share(mika, first.record, {mika.links()[0].record: Sharing("private")})
        circle.carry("Mika", "Maria")
        app.session.refresh()
        app.data_changed()
        text = screen_text(app)
        assert "They took this back" in text
        assert "brother" not in text


async def test_with_nobody_to_sponsor_the_screen_teaches_how_to_begin(circle: Circle) -> None:
    set_up(circle.home("Ada"), SetupAnswers("Ada", zone="UTC"), circle.clock).close()
    app = circle.app("Ada")
    async with shown(app):
        await app.switch_mode("sponsees")
        text = screen_text(app)
        assert "Nobody you sponsor is linked yet" in text
        assert "i  invite somebody you sponsor" in text

from __future__ import annotations

from pathlib import Path

import pytest

from sponsorterm.records.kinds import SharedCopy
from sponsorterm.services.entries.writing import kept_text
from sponsorterm.services.links import people, talk
from sponsorterm.tui.screens.notes import NotesScreen
from sponsorterm.tui.screens.writing import WriteText
from sponsorterm.tui.widgets.fields import TextField
from tests.tui.circle import Circle, press, screen_text, shown, typed

pytestmark = pytest.mark.anyio


async def test_opening_a_thread_shows_author_and_time_and_marks_it_read(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "4") as pilot:
        assert "1 new" in screen_text(app)
        await press(pilot, "enter")
        text = screen_text(app)
        assert "Mika  today 20:04" in text
        assert "agenda" in text
        assert "How do I list them?" in text
        assert talk.threads(app.session)[0].unread == 0
        assert "1 new" not in text


async def test_a_reply_is_a_block_of_mine_on_its_way(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "4", "enter", "r") as pilot:
        await typed(pilot, "All of them.")
        await press(pilot, "tab")
        block = talk.threads(app.session)[0].last
        assert (block.mine, block.text) == (True, "All of them.")
        assert "All of them." in screen_text(app)
        assert "for Mika" in screen_text(app) or "way to Mika" in screen_text(app)
    circle.carry("Maria", "Mika")
    with circle.open("Mika") as mika:
        assert talk.threads(mika)[0].last.text == "All of them."


async def test_only_what_is_mine_can_be_changed(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "4", "enter", "e"):
        assert isinstance(app.screen, NotesScreen)
        assert "Only its author can change it" in screen_text(app)


async def test_my_block_is_changed_in_place_and_says_so(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "4", "enter", "e") as pilot:
        await typed(pilot, " All?")
        await press(pilot, "tab")
        (thread,) = talk.threads(app.session)
        assert [block.text for block in thread.blocks] == ["How do I list them? All?"]
        assert "changed" in screen_text(app)


async def test_a_text_that_was_left_comes_back_as_a_draft(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "4", "enter", "r") as pilot:
        await typed(pilot, "Half a thou")
        await press(pilot, "escape")
        assert "Kept as a draft" in screen_text(app)
    again = circle.app("Maria")
    async with shown(again, "4", "enter", "r") as pilot:
        await typed(pilot, "ght.")
        assert again.screen.query_one(TextField).text == "Half a thought."
        await press(pilot, "tab")
        (thread, *_) = talk.threads(again.session)
        assert thread.last.text == "Half a thought."
        assert kept_text(again.session, f"reply-{thread.id}") is None


async def test_a_dropped_line_keeps_what_was_typed(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "4", "enter", "r") as pilot:
        await typed(pilot, "Not lost")
        thread = talk.threads(app.session)[0].id
        app.leave()
    with circle.open("Maria") as maria:
        kept = kept_text(maria, f"reply-{thread}")
        assert kept is not None
        assert kept.text == "Not lost"


async def test_a_text_that_is_too_long_stays_open_and_says_why(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "4", "enter", "r") as pilot:
        app.screen.query_one(TextField).text = "x" * 10_001
        await press(pilot, "tab")
        assert isinstance(app.screen, WriteText)
        assert "body" in screen_text(app)


async def test_a_private_page_is_marked_and_goes_nowhere(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "4", "n", "full_stop", size=(120, 40)) as pilot:
        await typed(pilot, "Before the call")
        await press(pilot, "tab")
        await typed(pilot, "Listen first.")
        await press(pilot, "tab")
        (page,) = [thread for thread in talk.threads(app.session) if thread.link is None]
        assert (page.subject, page.last.text) == ("Before the call", "Listen first.")
        copies = app.session.store.entries(kinds={SharedCopy.KIND})
        assert page.last.entry.record not in {
            copy.body.of for copy in copies if isinstance(copy.body, SharedCopy)
        }
        await press(pilot, "home", "enter")
        assert "Only you, on your own devices" in screen_text(app)


async def test_a_new_note_to_a_person_is_a_thread_with_them(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "4", "n", "a", "enter") as pilot:
        await typed(pilot, "Call me on Sunday.")
        await press(pilot, "tab")
        thread = next(t for t in talk.threads(app.session) if t.last.text == "Call me on Sunday.")
        assert thread.name == "Jo"


async def test_pin_and_agenda_go_on_and_off(circle: Circle) -> None:
    app = circle.app("Mika")
    async with shown(app, "4", "enter", "p") as pilot:
        assert talk.threads(app.session)[0].pinned
        await press(pilot, "p")
        assert not talk.threads(app.session)[0].pinned
        await press(pilot, "g")
        assert talk.agenda(app.session) == []
        await press(pilot, "g")
        assert len(talk.agenda(app.session)) == 1


async def test_my_own_editor_changes_a_block_and_leaves_no_file(
    circle: Circle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.sh"
    script.write_text('#!/bin/sh\nstat -c %a "$1" > "$0.mode"\nprintf "Whom first?\\n" > "$1"\n')
    script.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(script))
    app = circle.app("Mika")
    monkeypatch.setattr(app, "suspend", _nothing)
    async with shown(app, "4", "enter", "E"):
        assert talk.threads(app.session)[0].last.text == "Whom first?"
    assert (tmp_path / "editor.sh.mode").read_text().strip() == "600"
    assert not list(circle.home("Mika").state.rglob("*.md"))


async def test_an_editor_that_is_not_there_is_said_in_one_line(
    circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "/nowhere/at/all")
    app = circle.app("Mika")
    monkeypatch.setattr(app, "suspend", _nothing)
    async with shown(app, "4", "enter", "E"):
        assert "No editor" in screen_text(app)
        assert talk.threads(app.session)[0].last.text == "How do I list them?"


async def test_on_a_narrow_screen_it_is_the_list_or_the_thread(circle: Circle) -> None:
    app = circle.app("Maria")
    async with shown(app, "4", size=(36, 20)) as pilot:
        assert "How do I list them?" not in screen_text(app)
        await press(pilot, "enter")
        assert "How do I list them?" in screen_text(app)
        await press(pilot, "q")
        assert "How do I list them?" not in screen_text(app)
        assert app.is_running


async def test_a_thread_of_an_ended_link_can_be_read_and_not_written_to(circle: Circle) -> None:
    with circle.open("Maria") as maria:
        people.end_link(maria, maria.link_named("Mika").record)
    app = circle.app("Maria")
    async with shown(app, "4", "enter") as pilot:
        assert "How do I list them?" in screen_text(app)
        for key in ("r", "e", "p", "g"):
            await press(pilot, key)
            assert isinstance(app.screen, NotesScreen)
            assert "has ended" in screen_text(app)


async def test_with_no_notes_the_screen_teaches_the_first_key(circle: Circle) -> None:
    app = circle.app("Lee")
    async with shown(app, "4"):
        text = screen_text(app)
        assert "No notes yet" in text
        assert "n  write the first one" in text


class _nothing:
    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...

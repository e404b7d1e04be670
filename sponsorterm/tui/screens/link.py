"""One link opened: each line says how something stands, and its letter changes it."""

from __future__ import annotations

from contextlib import suppress
from typing import ClassVar, cast

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.kinds import Place
from sponsorterm.records.kinds.link import Cadence, ShareLevel
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links import people
from sponsorterm.services.links.agreements import agreement
from sponsorterm.services.links.calls import calls
from sponsorterm.services.links.leaving import forget_received
from sponsorterm.services.links.retention import keep_days
from sponsorterm.services.sponsor.mirror import mirror
from sponsorterm.services.syncing import places
from sponsorterm.services.syncing.rounds import sync_all
from sponsorterm.services.syncing.standing import state_of
from sponsorterm.strings import giving, leaving, sponsees, working
from sponsorterm.strings import people_screen as words
from sponsorterm.strings import places as place_words
from sponsorterm.strings.dates import day_of
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.agreement import AgreementScreen
from sponsorterm.tui.screens.calls import CallsScreen
from sponsorterm.tui.screens.giving import GiveScreen
from sponsorterm.tui.screens.invite import DigitsScreen, InviteScreen
from sponsorterm.tui.screens.pairing import Left, PairingActions
from sponsorterm.tui.screens.people import told
from sponsorterm.tui.screens.seen_by import MirrorScreen, SummaryScreen
from sponsorterm.tui.theme import KEY, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine, Confirm
from sponsorterm.tui.widgets.lines import Column, Line, Lines
from sponsorterm.tui.widgets.plain import Plain, said

_ROW = (Column(1), Column(7), Column(0))


class LinkScreen(PairingActions):
    """Everything about one link, as a list of what can be changed."""

    CSS_PATH = sheet("people")
    HELP: ClassVar[str] = words.HELP_LINK
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "go_on", words.COMPARE, show=False),
        Binding("v", "sees", words.ROW_SEES),
        Binding("o", "agree", words.ROW_AGREED),
        Binding("t", "terms", working.ROW_AGREEMENT),
        Binding("w", "mirror", working.ROW_MIRROR),
        Binding("h", "summary", working.ROW_SUMMARY),
        Binding("l", "calls", working.ROW_CALLS),
        Binding("s", "sync", words.KEY_SYNC),
        Binding("a", "places", words.NEW_PLACE),
        Binding("r", "rename", words.RENAME),
        Binding("p", "pause", words.PAUSE),
        Binding("g", "give", giving.KEY_GIVE),
        Binding("m", "move", leaving.KEY_MOVE),
        Binding("e", "versions", leaving.KEY_VERSIONS),
        Binding("f", "forget", leaving.KEY_FORGET),
        Binding("x", "end", words.END),
    ]

    def __init__(self, link: str) -> None:
        super().__init__()
        self._link = link

    def body(self) -> ComposeResult:
        """Who it is, and the lines."""
        yield Plain(id="heading")
        yield Lines(_ROW, id="facts")
        yield Plain(id="more")

    @property
    def view(self) -> LinkView:
        """The link as it is now."""
        return self.session.link(self._link)

    def fill(self) -> None:
        """Say how everything stands."""
        link = self.view
        self.query_one("#heading", Plain).show(
            Content.assemble(said(link.name, STRONG), "   ", said(words.ROLES[link.role], MUTED))
        )
        rows = self._rows(link)
        self.query_one("#facts", Lines).show(
            [
                Line(action, (said(letter, KEY), said(title, MUTED), said(text)))
                for letter, action, title, text in rows
            ]
        )

        self.query_one("#more", Plain).show(said(self._more(link), MUTED))

    def _more(self, link: LinkView) -> str:
        """How the sync stands at each place, with room for all of it."""
        if not link.live:
            return ""
        found = places.states_by_place(self.session, link)
        return "\n".join(f"{each.sync.words}\n  {each.place.where}" for each in found)

    def check_action(
        self,
        action: str,
        parameters: tuple[object, ...],  # noqa: ARG002
    ) -> bool | None:
        """Only what stands on the page can be done."""
        own = {"go_on", "sees", "agree", "sync", "places", "pause", "end"}
        own |= {"move", "versions", "forget", "terms", "mirror", "summary", "calls"}
        return action not in own or action in {row[1] for row in self._rows(self.view)}

    def _rows(self, link: LinkView) -> list[tuple[str, str, str, str]]:
        """Letter, action, title and words of each line."""
        name = ("r", "rename", words.ROW_NAME, link.name)
        end = ("x", "end", words.ROW_END, words.END)
        if link.state == "invited":
            return [("d", "go_on", words.ROW_INVITE, words.SHOW_INVITE), name, end]
        if link.state == "confirming":
            return [("d", "go_on", words.ROW_DIGITS, words.COMPARE), name, end]
        if link.state == "ended":
            how = leaving.how_ended(link.body.who_ended, [p.where for p in link.body.places])
            rows = [name, ("", "nothing", words.ROW_STATE, how)]
            received = self.session.store.count(space=link.record)
            return (
                [*rows, ("f", "forget", leaving.ROW_THEIRS, leaving.FORGET)] if received else rows
            )
        return [
            *self._terms(link),
            ("s", "sync", words.ROW_SYNC, state_of(self.session, link).words),
            ("a", "places", words.ROW_PLACES, _places(link)),
            name,
            (
                "p",
                "pause",
                words.ROW_STATE,
                words.TAKE_UP if link.state == "paused" else words.PAUSE,
            ),
            ("e", "versions", leaving.ROW_VERSIONS, leaving.VERSIONS_SHORT[link.body.keep_old]),
            ("m", "move", leaving.ROW_MOVE, leaving.MOVE_SHORT),
            end,
        ]

    def _terms(self, link: LinkView) -> list[tuple[str, str, str, str]]:
        """What they see, and of a sponsee what was agreed."""
        agreed = ("t", "terms", working.ROW_AGREEMENT, self._agreed(link))
        summary = ("h", "summary", working.ROW_SUMMARY, working.SUMMARY_SHORT)
        if link.is_sponsor:
            days = keep_days(self.session, link)
            kept = working.keeps(days) if days else working.KEEPS_ALWAYS
            text = f"{words.SEES_WORDS[link.default_level]}; {kept}"
            flags = working.mirror_short(len(mirror(self.session, link)))
            return [
                ("v", "sees", words.ROW_SEES, text),
                ("w", "mirror", working.ROW_MIRROR, flags),
                agreed,
                self._calls(link),
                summary,
            ]
        return [
            ("", "nothing", words.ROW_SEES, words.SEES_SPONSEE),
            ("o", "agree", words.ROW_AGREED, sponsees.AGREED[link.cadence]),
            agreed,
            summary,
        ]

    def _calls(self, link: LinkView) -> tuple[str, str, str, str]:
        found = calls(self.session, link)
        last = day_of(found[0].day, self.session.today) if found else ""
        return ("l", "calls", working.ROW_CALLS, working.calls_short(len(found), last))

    def _agreed(self, link: LinkView) -> str:
        """How the agreement stands, in a few words."""
        found = agreement(self.session, link)
        if found.theirs is not None:
            return working.THEY_PROPOSE_SHORT
        if found.in_force is None:
            return working.NO_TERMS
        return working.in_force(found.since or self.session.today, self.session.today)

    @on(Lines.Chosen, "#facts")
    async def _chosen(self, event: Lines.Chosen) -> None:
        if event.key != "nothing":
            await self.run_action(event.key)

    def action_terms(self) -> None:
        """Show what the two agreed, term by term."""
        self.app.push_screen(AgreementScreen(self._link))

    def action_calls(self) -> None:
        """Show the calls that were noted."""
        self.app.push_screen(CallsScreen(self._link))

    def action_mirror(self) -> None:
        """Show the flags I raise with this sponsor."""
        self.app.push_screen(MirrorScreen(self._link))

    def action_summary(self) -> None:
        """Show a summary to hand over."""
        self.app.push_screen(SummaryScreen(self._link))

    # ── What can be changed ──────────────────────────────────────────────────────────

    def action_go_on(self) -> None:
        """Take up the pairing where it was left: the code, or the digits."""
        if self.view.state == "confirming":
            met = self.attempt(lambda: people.met(self.session, self._link))
            if met is not None:
                self.app.push_screen(DigitsScreen(met))
            return
        for invite in people.open_invites(self.session):
            if invite.link == self._link:
                self.app.push_screen(InviteScreen(invite))

    @work(exclusive=True, group="link")
    async def action_sees(self) -> None:
        """Choose where what I file starts for this sponsor."""
        link = self.view
        with suppress(Left):
            question = Choose(
                words.HOW_MUCH, words.LEVELS, words.HOW_MUCH_ABOUT, chosen=link.default_level
            )
            level = cast(ShareLevel, await self.ask(question))
            self.write(
                lambda: people.set_default_level(self.session, self._link, level),
                words.sees(level, link.name),
            )

    @work(exclusive=True, group="link")
    async def action_agree(self) -> None:
        """Note how often we agreed to hear from this sponsee."""
        with suppress(Left):
            question = Choose(sponsees.HOW_OFTEN, sponsees.CADENCES, chosen=self.view.cadence)
            cadence = cast(Cadence, await self.ask(question))
            self.write(
                lambda: people.set_cadence(self.session, self._link, cadence),
                sponsees.AGREEMENT_KEPT,
            )

    @work(exclusive=True, group="sync")
    async def action_sync(self) -> None:
        """One round with this person, now."""
        link = self.view
        reports = await self.in_thread(lambda session: sync_all(session, [link]))
        if reports is not None:
            self.say(told(reports))

    @work(exclusive=True, group="link")
    async def action_places(self) -> None:
        """Change where the two of us sync: another place besides, another instead, or one less."""
        with suppress(Left):
            how = "add"
            if self.view.body.places:
                how = await self.ask(Choose(place_words.CHANGE_QUESTION, place_words.CHANGES))
            old = await self._one_place() if how != "add" else None
            if how == "remove" and old is not None:
                self._remove_place(old)
                return
            question = words.NEW_PLACE if how == "add" else place_words.MOVE_QUESTION
            new = await self.ask_place(question)
            code = await self._registration(new)
            if await self.in_thread(lambda session: _settle(session, self._link, old, new, code)):
                self.say(place_words.MOVED if old else place_words.ADDED)

    def _remove_place(self, place: Place) -> None:
        self.write(
            lambda: places.remove_place(self.session, self._link, place), place_words.REMOVED
        )

    async def _one_place(self) -> Place:
        """Which place is meant; not asked where there is only one."""
        found = self.view.body.places
        if len(found) == 1:
            return found[0]
        options = [(str(number), place.where, place.where) for number, place in enumerate(found, 1)]
        where = await self.ask(Choose(place_words.LEAVE_QUESTION, options))
        return places.named(self.view, where)

    async def _registration(self, place: Place) -> str | None:
        """The code of an endpoint, from the one who has to open the space there."""
        if place.kind != "http" or self.view.body.direction != "a":
            return None
        question = AskLine(words.REGISTRATION, words.REGISTRATION_ABOUT)
        code = await self.app.push_screen_wait(question)
        if code is None:
            raise Left
        return code.strip() or None

    @work(exclusive=True, group="link")
    async def action_rename(self) -> None:
        """Call them something else."""
        with suppress(Left):
            question = AskLine(words.RENAME, words.RENAME_ABOUT, value=self.view.name)
            name = (await self.ask(question)).strip()
            self.write(lambda: people.rename(self.session, self._link, name), words.RENAMED)

    def action_pause(self) -> None:
        """Pause the link, or take it up again."""
        on = self.view.state != "paused"
        self.write(
            lambda: people.pause(self.session, self._link, on=on),
            words.PAUSED if on else words.TAKEN_UP,
        )

    @work(exclusive=True, group="link")
    async def action_end(self) -> None:
        """End it, after asking."""
        with suppress(Left):
            if await self.ask(Confirm(words.END_QUESTION, leaving.END_ABOUT)) and (
                await self.in_thread(lambda session: _end(session, self._link))
            ):
                self.say(words.ENDED)
                self.app.filed()

    def action_versions(self) -> None:
        """Keep earlier versions where the link syncs, or have them deleted there."""
        keep = not self.view.body.keep_old
        self.write(lambda: people.set_keep_old(self.session, self._link, keep=keep), leaving.NOTED)

    def action_give(self) -> None:
        """Give what was written in the last days, after a look at each copy."""
        if self.view.live:
            self.app.push_screen(GiveScreen(self._link), self._given)

    def _given(self, told: str | None) -> None:
        if told:
            self.changed(told)

    @work(exclusive=True, group="link")
    async def action_move(self) -> None:
        """Invite them into a new space that takes the place of this one."""
        with suppress(Left):
            if not await self.ask(Confirm(leaving.MOVE_QUESTION, leaving.MOVE_ABOUT)):
                return
            place, code = await self.ask_where()
            made = await self.in_thread(
                lambda session: people.start_move(session, self._link, place, code)
            )
            if made is not None:
                self.app.push_screen(InviteScreen(made))

    @work(exclusive=True, group="link")
    async def action_forget(self) -> None:
        """Remove what came over an ended link, after asking."""
        with suppress(Left):
            if await self.ask(Confirm(leaving.FORGET_QUESTION, leaving.FORGET_ABOUT)):
                self.write(lambda: forget_received(self.session, self._link), leaving.FORGOTTEN)


def _settle(session: Session, link: str, old: Place | None, new: Place, code: str | None) -> bool:
    if old is None:
        places.add_place(session, link, new, code)
    else:
        places.move_place(session, link, old, new, code)
    return True


def _end(session: Session, link: str) -> bool:
    people.end_link(session, link)
    return True


def _places(link: LinkView) -> str:
    return ", ".join(place.where for place in link.body.places) or words.NOWHERE

"""An entry somebody shared with me: what it says, and what was said about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.entry import Entry
from sponsorterm.records.ids import derived_record_id
from sponsorterm.records.kinds import Comment
from sponsorterm.rules.dashboard import LOOK
from sponsorterm.rules.facts import Flag
from sponsorterm.services.entries.changes import Change, changes
from sponsorterm.services.entries.reading import answer_title, revision_of, shown
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links import talk
from sponsorterm.services.sponsor import triage
from sponsorterm.services.sponsor.dashboard import row_of
from sponsorterm.strings import sponsees as words
from sponsorterm.strings import triage as triage_words
from sponsorterm.strings import working
from sponsorterm.strings.dates import moment_of
from sponsorterm.strings.screens import short_day
from sponsorterm.tui.marks import Marks
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.dealing import DealingScreen
from sponsorterm.tui.screens.walk import Walk
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said


class ReceivedActions(DealingScreen):
    """What can be done to an entry of somebody else's, wherever it is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "seen", words.KEY_SEEN),
        Binding("c", "comment", words.KEY_COMMENT),
        Binding("t", "talked", words.KEY_TALKED),
        Binding("C", "comment_answer", working.KEY_ROW),
    ]

    @property
    def view(self) -> LinkView:
        """The link with this person."""
        return self.session.link(self.link)

    def meant(self) -> Entry | None:
        """The entry meant now, if there is one."""
        raise NotImplementedError

    def flag_meant(self) -> Flag | None:
        """The loudest flag that rests on the entry meant, else the loudest that asks for a look."""
        entry = self.meant()
        flags = [flag for flag in row_of(self.session, self.link).flags if flag.level <= LOOK]
        resting = [flag for flag in flags if entry and entry.id in flag.revisions]
        return next(iter([*resting, *flags]), None)

    def action_seen(self) -> None:
        """Mark it seen; they are told."""
        if (entry := self.meant()) is not None:
            self.write(lambda: triage.see(self.session, self.link, [entry]), words.MARKED_SEEN)

    def action_talked(self) -> None:
        """Note that the two have talked about it. That is what meets a call request."""
        if (entry := self.meant()) is not None:
            self.write(
                lambda: triage.see(self.session, self.link, [entry], talked=True),
                words.TALKED_ABOUT,
            )

    def action_comment(self) -> None:
        """Write beside it."""
        if (entry := self.meant()) is not None:
            self.ask_text(
                words.comment_for(self.view.name),
                words.COMMENT_ABOUT,
                f"comment-{entry.record}",
                lambda text: triage.comment(self.session, self.link, entry, text.text),
                message=words.COMMENTED,
            )

    def action_comment_answer(self) -> None:
        """Choose one of its answers, and write beside that."""
        entry = self.meant()
        if entry is None:
            return
        found = shown(self.session.pack, revision_of(self.session, entry))
        options = [
            (str(number) if number < 10 else " ", line.field, line.label)
            for number, line in enumerate(found, 1)
        ]

        def chosen(field: str | None) -> None:
            if field:
                self._comment_on(entry, field)

        self.app.push_screen(Choose(working.ROW_QUESTION, options), chosen)

    def _comment_on(self, entry: Entry, field: str) -> None:
        title = answer_title(self.session.pack, entry.kind, field)
        self.ask_text(
            words.comment_for(self.view.name),
            working.about_row(title),
            f"answer-{derived_record_id(Comment.KIND, entry.record, field)}",
            lambda text: triage.comment(self.session, self.link, entry, text.text, row=field),
            message=words.COMMENTED,
        )


class SeenPage(Page):
    """A page on which Space marks what it says as seen; PgDn scrolls."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "screen.seen", words.KEY_SEEN)]


class ReceivedScreen(ReceivedActions):
    """One entry of somebody else's, in words."""

    CSS_PATH = sheet("sponsees")
    HELP: ClassVar[str] = words.HELP_RECEIVED
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "seen_next", triage_words.KEY_SEEN_NEXT),
    ]

    def __init__(self, link: str, record: str, walk: Walk) -> None:
        super().__init__(link, walk)
        self._record = record

    def body(self) -> ComposeResult:
        """The entry, then what the keys do."""
        with SeenPage(id="reading"):
            yield Plain(id="entry")
        yield Hints(
            [
                ("enter", triage_words.HINT_SEEN_NEXT),
                ("space", words.HINT_SEEN),
                ("n", words.HINT_NEXT),
                ("c", words.HINT_COMMENT),
                ("A", triage_words.HINT_ACT),
                ("t", words.HINT_TALKED),
                ("u", triage_words.HINT_UNDO),
                ("C", working.HINT_ROW),
            ]
        )

    def action_seen_next(self) -> None:
        """The most usual of a morning in one key."""
        self.action_seen()
        self.action_next_look()

    def meant(self) -> Entry | None:
        """The entry, unless it was taken back."""
        found = self.session.store.entries(space=self.link, record=self._record)
        return found[0] if found else None

    def fill(self) -> None:
        """Read it again: it may have been changed, taken back or answered."""
        entry = self.meant()
        content = said(words.TAKEN_BACK)
        if entry is not None:
            content = received_content(
                self.session, self.view, entry, self.marks, self.walk.counter(entry.id)
            )
        self.query_one("#entry", Plain).show(content)


def received_content(
    session: Session, link: LinkView, entry: Entry, marks: Marks, counter: str = ""
) -> Content:
    """An entry of somebody else's as a page: whose, when, the answers, the comments."""
    title = words.title(link.name, short_day(entry.day), entry.kind)
    parts = [
        Content.assemble(said(title, STRONG), "   ", said(counter, MUTED)),
        said(f" {marks.dot} ".join(_facts(session, entry)), MUTED),
        Content(),
    ]
    for line in shown(session.pack, revision_of(session, entry)):
        parts += [said(line.label, MUTED), said(line.value), Content()]
    for change in changes(session, entry):
        parts += [*_changed(session, change), Content()]
    comments = talk.comments_on(session, entry)
    if comments:
        parts.append(said(words.COMMENTS, STRONG))
    for block in comments:
        when = moment_of(block.at, session.now) if block.at else short_day(block.day)
        row = getattr(block.entry.body, "row", None)
        about = f", {working.about_row(answer_title(session.pack, entry.kind, row))}" if row else ""
        parts += [said(f"{block.name}, {when}{about}", ACCENT), said(block.text), Content()]
    return lines(*parts)


def _changed(session: Session, change: Change) -> Iterator[Content]:
    """A later version: when it came, and each answer before and after."""
    at = change.revision.header.at
    when = moment_of(at, session.now) if at else short_day(change.revision.day)
    yield said(working.changed(when), STRONG)
    for field in change.fields:
        before, after = field.before or working.NOT_ANSWERED, field.after or working.NOT_ANSWERED
        yield Content.assemble(
            said(f"{field.title}  ", MUTED), said(f"{before} ", MUTED), ("> ", ACCENT), said(after)
        )


def standing(session: Session, entry: Entry) -> str:
    """Whether an entry is new to me, seen, or talked about."""
    if (entry.record, entry.id) in talk.talked_about(session):
        return words.IS_TALKED
    seen = talk.read_marks(session).get(entry.record) == entry.id
    return words.IS_SEEN if seen else words.IS_NEW


def _facts(session: Session, entry: Entry) -> list[str]:
    moment = [moment_of(entry.at, session.now)] if entry.at else []
    level = words.LEVELS.get(entry.level or "", "")
    return [*moment, level, standing(session, entry)]

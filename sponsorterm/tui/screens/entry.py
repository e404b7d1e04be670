"""One entry opened: its answers in words, who holds it, what was said about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from sponsorterm.records.entry import Entry
from sponsorterm.services.entries.drafts import edit_draft
from sponsorterm.services.entries.filing import shares
from sponsorterm.services.entries.merging import waiting
from sponsorterm.services.entries.reading import revision_of, revisions_of, told
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.services.links import talk
from sponsorterm.strings import inventory as words
from sponsorterm.strings import kinds, leaving
from sponsorterm.strings import merging_screen as merging
from sponsorterm.strings.dates import moment_of
from sponsorterm.strings.screens import short_day
from sponsorterm.tui.marks import Marks
from sponsorterm.tui.paths import sheet
from sponsorterm.tui.screens.day import DayScreen
from sponsorterm.tui.screens.taking import TakingAway
from sponsorterm.tui.theme import ACCENT, MUTED, STRONG
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import PageDialog
from sponsorterm.tui.widgets.hints import Hints
from sponsorterm.tui.widgets.page import Page
from sponsorterm.tui.widgets.plain import Plain, lines, said


class EntryActions(DayScreen, TakingAway):
    """What can be done to an entry of mine, wherever it is shown."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", words.KEY_EDIT),
        Binding("s", "share", words.KEY_SHARE),
        Binding("c", "comment", words.KEY_COMMENT),
        Binding("g", "for_call", words.KEY_FOR_CALL),
        Binding("h", "history", words.KEY_HISTORY),
        Binding("m", "merge", merging.KEY_MERGE),
    ]

    @property
    def entry(self) -> Entry | None:
        """The entry meant now, if there is one."""
        raise NotImplementedError

    def taken(self) -> Entry | None:
        """The same one is taken away."""
        return self.entry

    def action_edit(self) -> None:
        """Change it, in the form it was written with."""
        if (entry := self.entry) is not None:
            draft = self.attempt(lambda: edit_draft(self.session, entry))
            if draft is not None:
                self.open_draft(draft)

    def action_share(self) -> None:
        """Say what a sponsor is to have of it."""
        if (entry := self.entry) is not None:
            self._with_link(words.SHARE_WITH, lambda link: self._share(entry, link))

    def _share(self, entry: Entry, link: LinkView) -> None:
        from sponsorterm.tui.screens.sharing import ShareScreen

        self.app.push_screen(ShareScreen(entry.record, link), self._after)

    def action_comment(self) -> None:
        """Write to somebody who holds it."""
        if (entry := self.entry) is None:
            return
        holders = {share.link for share in shares(self.session, entry.record)}
        if not holders:
            self.say(words.NOBODY_HOLDS_IT)
            return
        self._with_link(
            words.COMMENT_TO, lambda link: self._comment(entry, link), lambda v: v.record in holders
        )

    def _comment(self, entry: Entry, link: LinkView) -> None:
        self.ask_text(
            words.comment_for(link.name),
            words.COMMENT_ABOUT,
            f"comment-{entry.record[:16]}",
            lambda written: talk.comment(self.session, link.record, entry, written.text),
            message=words.COMMENTED,
        )

    def action_for_call(self) -> None:
        """Put it on the agenda of the next call with a sponsor."""
        if (entry := self.entry) is not None:
            self._with_link(words.CALL_WITH, lambda link: self._for_call(entry, link))

    def _for_call(self, entry: Entry, link: LinkView) -> None:
        subject = words.to_talk_about(kinds.name(entry.kind).capitalize(), short_day(entry.day))
        self.write(
            lambda: talk.for_next_call(self.session, link.record, entry, subject), words.FOR_CALL
        )

    def action_history(self) -> None:
        """Show every version there was."""
        if (entry := self.entry) is None:
            return
        parts = []
        for revision in reversed(revisions_of(self.session, entry)):
            at = revision.header.at
            moment = moment_of(at, self.session.now) if at else short_day(revision.day)
            parts.append(said(moment, ACCENT))
            parts += _answers(self.session, revision.payload)
        self.app.push_screen(PageDialog(words.HISTORY, lines(*parts)))

    def action_merge(self) -> None:
        """Choose between the versions that two devices wrote apart."""
        if (entry := self.entry) is None:
            return
        if entry.record not in waiting(self.session):
            self.say(merging.NOTHING_TO_CHOOSE)
            return
        from sponsorterm.tui.screens.merge import MergeScreen

        self.app.push_screen(MergeScreen(entry.record), self._merged)

    def _merged(self, done: bool | None) -> None:
        if done:
            self.changed(merging.SETTLED)

    def _with_link(
        self,
        question: str,
        do: Callable[[LinkView], None],
        among: Callable[[LinkView], bool] = lambda link: link.is_sponsor,
    ) -> None:
        """Do something with the one link there is, or ask which."""
        links = [link for link in self.session.links() if among(link)]
        if len(links) == 1:
            do(links[0])
        elif not links:
            self.say(words.NOBODY_LINKED)
        else:
            options = [(str(n), link.record, link.name) for n, link in enumerate(links, 1)]

            def chosen(record: str | None) -> None:
                if record:
                    do(self.session.link(record))

            self.app.push_screen(Choose(question, options), chosen)


class EntryScreen(EntryActions):
    """One entry on a page of its own, for where there is no room beside the list."""

    AREA: ClassVar[str] = ""
    CSS_PATH = sheet("inventory")
    HELP: ClassVar[str] = words.HELP_ENTRY
    HINTS = (
        ("e", words.HINT_EDIT),
        ("s", words.HINT_SHARE),
        ("c", words.HINT_COMMENT),
        ("u", leaving.HINT_UNSHARE),
        ("x", leaving.HINT_DELETE),
        ("h", words.HINT_HISTORY),
    )

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry

    @property
    def entry(self) -> Entry:
        """The entry shown."""
        return self._entry

    def body(self) -> ComposeResult:
        """The entry, and what can be done to it."""
        with Page(id="reading"):
            yield Plain(id="entry")
        yield Hints(self.HINTS)

    def fill(self) -> None:
        """Read it again: it may have been changed, or answered."""
        found = self.session.store.entries(record=self._entry.record)
        if found:
            self._entry = found[0]
        content = entry_content(self.session, self._entry, self.marks)
        self.query_one("#entry", Plain).show(content)
        self.has_read(block.entry for block in talk.comments_on(self.session, self._entry))

    def gone(self) -> None:
        """Back to the list."""
        self.dismiss()


def entry_content(session: Session, entry: Entry, marks: Marks) -> Content:
    """An entry as a page: when, who holds it, what was said about it, the answers."""
    held = shares(session, entry.record)
    holders = [words.held_by(share.name, share.level, share.current) for share in held]
    parts = [
        said(words.title(short_day(entry.day), entry.kind), STRONG),
        said(" · ".join(holders) or words.ONLY_MINE, MUTED),
    ]
    if entry.heads > 1:
        parts.append(said(merging.TWO_HEADS, ACCENT))
    if entry.revisions > entry.heads:
        parts.append(said(words.edited(entry.revisions - 1), MUTED))
    parts.append(Content())
    for block in talk.comments_on(session, entry):
        when = moment_of(block.at, session.now) if block.at else short_day(block.day)
        mark = f"{marks.unread} " if block.unread else ""
        parts.append(Content.assemble((mark, ACCENT), said(f"{block.name}, {when}", ACCENT)))
        parts += [said(block.text), Content()]
    return lines(*parts, *_answers(session, revision_of(session, entry).payload))


def _answers(session: Session, payload: bytes) -> list[Content]:
    """Question and answer, one beneath the other."""
    parts = []
    for line in told(session, payload):
        parts += [said(line.label, MUTED), said(line.value), Content()]
    return parts

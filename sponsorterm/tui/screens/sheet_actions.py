"""What can be done with a sheet as a whole: mark it, hand it in, open its pages, print it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, cast

from textual.binding import Binding, BindingType

from sponsorterm.records.kinds.step import StepMethod
from sponsorterm.services.steps import sheets
from sponsorterm.services.steps.pages import page_draft
from sponsorterm.services.steps.sheets import SheetView
from sponsorterm.strings import sheet_screen as words
from sponsorterm.strings import sheets as common
from sponsorterm.tui.screens.printing import PrintingScreen
from sponsorterm.tui.widgets.choose import Choose
from sponsorterm.tui.widgets.dialogs import AskLine


class SheetActions(PrintingScreen):
    """What can be done with a sheet as a whole."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "mark_done", words.KEY_DONE),
        Binding("S", "give(True)", words.KEY_SUBMIT),
        Binding("s", "give(False)", words.KEY_SHARE),
        Binding("p", "pages", words.KEY_PAGES),
        Binding("P", "print", words.KEY_PRINT),
        Binding("u", "undo", words.KEY_UNDO),
    ]

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    @property
    def view(self) -> SheetView:
        """The sheet as it stands."""
        return sheets.sheet(self.session, self._key)

    def action_mark_done(self) -> None:
        """Ask how it was done, and mark it so."""
        view = self.view

        def done(method: str | None) -> None:
            if method:
                standing = common.standing("done", method, changed=False)
                self.write(
                    lambda: sheets.mark(self.session, view, "done", cast(StepMethod, method)),
                    words.now(view.sheet.title, standing),
                )

        self.app.push_screen(Choose(words.HOW_DONE, words.WAYS, view.sheet.title), done)

    def action_undo(self) -> None:
        """Take back the last change of the sheet's state."""
        self.write(lambda: sheets.undo(self.session, self.view), words.UNDONE)

    def action_pages(self) -> None:
        """Open the pages of the sheet."""
        from sponsorterm.tui.screens.work_form import WorkForm

        draft = self.attempt(lambda: page_draft(self.session, self.view))
        if draft is not None:
            self.app.push_screen(WorkForm(draft), lambda message: self.say(message or ""))

    def action_give(self, submit: bool) -> None:
        """Hand the sheet in, or share it, after a look at the very copies."""
        from sponsorterm.tui.screens.handing_in import HandInScreen

        sponsors = [link for link in self.session.links() if link.is_sponsor]

        def to(record: str | None) -> None:
            if record:
                screen = HandInScreen(self._key, record, submit=submit)
                self.app.push_screen(screen, lambda message: self.say(message or ""))

        if not sponsors:
            self.say(words.NOBODY_LINKED)
        elif len(sponsors) == 1:
            to(sponsors[0].record)
        else:
            options = [(str(n), link.record, link.name) for n, link in enumerate(sponsors, 1)]
            self.app.push_screen(Choose(words.WHICH_SPONSOR, options), to)

    def action_print(self) -> None:
        """Write the sheet to a file."""
        ask = AskLine(words.PRINT_TO, words.PRINT_ABOUT, value=words.file_name(self._key))
        self.app.push_screen(ask, self._print_to)

    def _print_to(self, name: str | None) -> None:
        from sponsorterm.services.steps.printing import printed

        if not name or not name.strip(" *"):
            return
        blank = name.strip().startswith("*")
        path = Path(name.strip().removeprefix("*").strip()).expanduser()
        self.write_pages(path, printed(self.session, self.view, blank=blank))

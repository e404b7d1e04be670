"""The last look before filing: what each sponsor will see, which is the very copy they get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sponsorterm.cli.columns import Cell, Column
from sponsorterm.cli.lines import Lines
from sponsorterm.cli.outcome import ExitCode, Stop
from sponsorterm.cli.page import Page
from sponsorterm.records.kinds import Body
from sponsorterm.records.kinds.link import ShareLevel
from sponsorterm.rules.sharing import holdable
from sponsorterm.services.entries.drafts import FormDraft, Sharing, save_draft
from sponsorterm.services.entries.filing import Prepared, PreparedCopy, standing_sharing
from sponsorterm.services.entries.forms import prompts
from sponsorterm.services.entries.making import prepare_draft
from sponsorterm.services.entries.reading import answer_title, shown
from sponsorterm.services.home.session import LinkView, Session
from sponsorterm.strings import cli_sharing as words
from sponsorterm.strings import filing

LEVELS: tuple[ShareLevel, ...] = ("private", "numbers", "full")
COLUMNS = (Column(right=True), Column(gives=True), Column())
BACK, HOLD, VERBATIM = "<", "h", "v"


def sharing_of(session: Session, draft: FormDraft) -> dict[str, Sharing]:
    """What each sponsor is to get: as chosen in the draft, else as they hold it, else the default.

    An answer that is no longer there need not be held back.
    """
    answers = draft.answers
    chosen = standing_sharing(session, draft.record) | draft.sharing
    live = {link.record for link in session.links() if link.is_sponsor}
    return {
        link: Sharing(
            choice.level, tuple(key for key in choice.held if answers.get(key) is not None)
        )
        for link, choice in chosen.items()
        if link in live
    }


def asked_for(
    session: Session, sharing: Mapping[str, Sharing], shares: Iterable[str], held: Iterable[str]
) -> dict[str, Sharing]:
    """The same after `--share NAME=LEVEL` and `--hold FIELD`.

    Raises:
        Stop: a share is not of that form, or names somebody who is no sponsor.
        UnknownPerson: nobody goes by that name.
    """
    changed = dict(sharing)
    for each in shares:
        name, _, level = each.rpartition("=")
        if not name or level not in LEVELS:
            raise Stop(words.SHARE_FORM, words.SHARE_HINT, ExitCode.USAGE)
        link = session.link_named(name)
        if not link.is_sponsor:
            raise Stop(words.NOT_A_SPONSOR, words.SEE_PEOPLE, ExitCode.USAGE)
        changed[link.record] = Sharing(level, changed.get(link.record, Sharing(level)).held)
    more = tuple(held)
    return {
        link: Sharing(choice.level, tuple(dict.fromkeys((*choice.held, *more))))
        for link, choice in changed.items()
    }


class LastLook:
    """Goes through the sponsors, one after the other, before an entry is filed."""

    def __init__(
        self, session: Session, draft: FormDraft, page: Page, lines: Lines, prepared: Prepared
    ) -> None:
        self.session = session
        self.draft = draft
        self.page = page
        self.lines = lines
        self.prepared = prepared
        """The entry and the copies as they were shown last: what is filed in the end."""
        self.body = prepared.revision.body
        self.sponsors = [link for link in session.links() if link.is_sponsor]

    def take(self) -> bool:
        """Show and ask. True: file it. False: back to the questions.

        Raises:
            Interrupted: the person left; what they chose is in the draft.
        """
        if not self.sponsors:
            self._stays_here()
            return self.lines.ask(words.FILES).strip() != BACK
        at = 0
        while 0 <= at < len(self.sponsors):
            at += self._ask(self.sponsors[at], last=at == len(self.sponsors) - 1)
        return at >= 0

    def _ask(self, link: LinkView, *, last: bool) -> int:
        """One look at what one sponsor gets: 1 to go on, -1 to go back, 0 to look again."""
        self._show(link)
        self.page.text(words.KEYS_PLAIN if self.page.plain else words.KEYS, tone="soft")
        text = self.lines.ask(words.FILES if last else words.GOES_ON).strip().lower()
        if text in ("", BACK):
            return -1 if text else 1
        level = self._level(text)
        if level is not None:
            self._choose(link, Sharing(level, self.draft.sharing[link.record].held))
        elif text == HOLD:
            self._hold(link)
        elif text == VERBATIM:
            self._verbatim(link)
        else:
            self.page.text(words.NOT_A_KEY, tone="accent")
        return 0

    def _level(self, text: str) -> ShareLevel | None:
        by_digit = {str(number): level for number, level in enumerate(LEVELS, 1)}
        return by_digit.get(text)

    def _choose(self, link: LinkView, choice: Sharing) -> None:
        self.draft.sharing[link.record] = choice
        save_draft(self.session, self.draft)
        self.prepared = prepare_draft(self.session, self.draft, self.draft.sharing)

    def _show(self, link: LinkView) -> None:
        level = self.draft.sharing[link.record].level
        self.page.line()
        self.page.title(words.seen_by(link.name), words.LEVELS[level])
        copy = self._copy(link)
        if copy is None or copy.level == "withdrawn":
            self.page.text(words.nothing(link.name))
        else:
            lines = shown(self.session.pack, copy.payload)
            self.page.pairs([(line.label, line.value) for line in lines], indent=2)
        if copy is not None and (copy.unchanged or copy.level == "withdrawn"):
            say = filing.unchanged if copy.unchanged else filing.withdrawn
            self.page.text(say(link.name), tone="soft")
        held = self.draft.sharing[link.record].held
        if held and level != "private":
            titles = [self._title(key) for key in held]
            self.page.text(filing.stays(titles), tone="soft")
        self.page.line()

    def _copy(self, link: LinkView) -> PreparedCopy | None:
        return next((copy for copy in self.prepared.copies if copy.link == link.record), None)

    def _verbatim(self, link: LinkView) -> None:
        copy = self._copy(link)
        self.page.text(copy.payload.decode() if copy else filing.NO_COPY, indent=2)

    def _hold(self, link: LinkView) -> None:
        """Mark answers as held back, or as given again, by their numbers."""
        keys = self._holdable(self.draft.sharing[link.record].level)
        if not keys:
            self.page.text(words.NOTHING_TO_HOLD, tone="accent")
            return
        choice = self.draft.sharing[link.record]
        rows = [
            (Cell(str(number), "soft"), Cell(self._title(key)), _standing(key in choice.held))
            for number, key in enumerate(keys, 1)
        ]
        self.page.rows(COLUMNS, rows)
        self.page.text(words.HOLD, tone="soft")
        picked = self._picked(keys, self.lines.ask("> "))
        if picked is None:
            self.page.text(words.NOT_A_NUMBER, tone="accent")
            return
        kept = [key for key in choice.held if key not in picked]
        more = [key for key in keys if key in picked and key not in choice.held]
        self._choose(link, Sharing(choice.level, (*kept, *more)))

    def _picked(self, keys: list[str], text: str) -> set[str] | None:
        numbers = text.replace(",", " ").split()
        if not all(n.isascii() and n.isdigit() and 1 <= int(n) <= len(keys) for n in numbers):
            return None
        return {keys[int(number) - 1] for number in numbers}

    def _holdable(self, level: ShareLevel) -> list[str]:
        """What could be held back at this level."""
        allowed = _allowed(self.body, level)
        asked = [prompt.field for prompt in prompts(self.draft.form)]
        return [
            key
            for key in holdable(self.body)
            if key.split(".")[0] in allowed
            and any(key == field or key.startswith(f"{field}.") for field in asked)
        ]

    def _title(self, key: str) -> str:
        return answer_title(self.session.pack, self.body.KIND, key)

    def _stays_here(self) -> None:
        self.page.line()
        self.page.title(filing.STAYS_HERE)
        self.page.text(filing.STAYS_WHY, tone="soft")


def _standing(held: bool) -> Cell:
    return Cell(words.HELD, "accent") if held else Cell(words.GIVEN, "soft")


def _allowed(body: Body, level: ShareLevel) -> set[str]:
    paths = {"private": frozenset(), "numbers": body.NUMBERS, "full": body.FULL}[level]
    return {path.split(".")[0] for path in paths}

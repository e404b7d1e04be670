"""What every verb has in common: the options that work everywhere, and help that fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click

from sponsorterm.cli.columns import terminal_width, wrapped
from sponsorterm.cli.invocation import Invocation
from sponsorterm.strings import cli as words

STACKED = 60
"""Below this many cells a term of a help page stands above its meaning, not beside it."""
WIDEST = 90
COLORS = ("auto", "always", "never")


class Help(click.HelpFormatter):
    """Help pages that a telephone can show."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        here = min(terminal_width(), max_width or WIDEST)
        super().__init__(width=width or max(here - 1, 30))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 26, col_spacing: int = 2
    ) -> None:
        """Terms and their meanings: side by side, or in the narrow one above the other."""
        if self.width >= STACKED:
            super().write_dl(rows, col_max, col_spacing)
            return
        blank = " " * self.current_indent
        for term, meaning in rows:
            self.write(f"{blank}{term}\n")
            for line in wrapped(meaning, self.width - self.current_indent - 2):
                self.write(f"{blank}  {line}\n")


class Call(click.Context):
    """A call of a verb."""

    formatter_class = Help


class Grouped(click.Command):
    """A command with the options that work everywhere, its help in two groups."""

    context_class = Call
    reads = False

    def __init__(self, name: str | None, **settings: Any) -> None:
        own = [*(settings.pop("params", None) or ()), *everywhere(reads=self.reads)]
        settings.setdefault("context_settings", {"help_option_names": ["-h", "--help"]})
        super().__init__(name, params=own, **settings)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verb's own options first, then those that work everywhere."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        own = [each for each in options if not isinstance(each, Everywhere)]
        rest = [each for each in options if isinstance(each, Everywhere)]
        for heading, group in ((words.OPTIONS, own), (words.OPTIONS_EVERYWHERE, rest)):
            records = [option.get_help_record(ctx) for option in group]
            if rows := [record for record in records if record is not None]:
                with formatter.section(heading):
                    formatter.write_dl(rows)


class Verb(Grouped):
    """A verb that does something."""


class Reader(Verb):
    """A verb that shows something: to people, or as JSON to programs."""

    reads = True


class Family(Grouped, click.Group):
    """A verb that shows something by itself and has further ones below it."""

    reads = True

    def __init__(self, name: str | None, **settings: Any) -> None:
        settings.setdefault("invoke_without_command", True)
        settings.setdefault("subcommand_metavar", "[VERB ...]")
        super().__init__(name, **settings)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs below this one, then the options."""
        self.format_commands(ctx, formatter)
        Grouped.format_options(self, ctx, formatter)

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        """The verbs below this one."""
        rows = [(name, each.get_short_help_str(200)) for name, each in self.commands.items()]
        with formatter.section(words.VERBS):
            formatter.write_dl(rows)


class FileFamily(Family):
    """A family in which a word that is no verb of it is the file for its verb `file`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb of this name, or `file`."""
        if args and args[0] not in self.commands:
            return "file", self.commands["file"], args
        return super().resolve_command(ctx, args)


class Remembered(click.Option):
    """An option whose value goes to the invocation, not to the verb."""

    def __init__(self, name: str, flag: str = "", **settings: Any) -> None:
        super().__init__(
            [name, flag or f"--{name.replace('_', '-')}"],
            help=words.EVERYWHERE[name],
            default=None,
            expose_value=False,
            callback=_remember,
            **settings,
        )


class Everywhere(Remembered):
    """An option every verb takes."""


def everywhere(*, reads: bool) -> Sequence[click.Parameter]:
    """The options every verb takes, made anew; `--json` for those that show something."""
    flags = [*(["json"] if reads else []), "plain", "quiet", "no_input", "yes"]
    color = Everywhere("color", type=click.Choice(COLORS), metavar="WHEN")
    return [*(Everywhere(name, is_flag=True) for name in flags), color]


def day_option() -> click.Option:
    """`--date`, for the verbs that are about one day."""
    return Remembered("day", "--date", metavar="DAY")


def _remember(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    call = ctx.ensure_object(Invocation)
    if value is not None and param.name is not None:
        setattr(call, param.name, value)

"""The root of the command line. It imports a verb when somebody asks for it, and not before."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

import click

from sponsorterm import __version__
from sponsorterm.cli.columns import terminal_width, wrapped
from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode, explain
from sponsorterm.cli.verb import STACKED, Call, everywhere
from sponsorterm.strings import cli as words

PROGRAM = "sponsorterm"

VERBS = {
    "setup": "setup.setup",
    "demo": "demo.demo",
    "log": "log.log",
    "edit": "log.edit",
    "shred": "shred.shred",
    "status": "status.status",
    "list": "entries.list_entries",
    "show": "entries.show",
    "search": "entries.search",
    "merge": "merge.merge",
    "delete": "leaving.delete",
    "withdraw": "leaving.withdraw",
    "trash": "leaving.trash",
    "steps": "steps.steps",
    "amends": "amends.amends",
    "notes": "notes.notes",
    "reply": "notes.reply",
    "dash": "dash.dash",
    "triage": "triage.triage",
    "invite": "pairing.invite",
    "join": "pairing.join",
    "people": "people.people",
    "sync": "sync.sync",
    "insight": "insight.insight",
    "report": "insight.report",
    "clock": "clock.clock",
    "reach": "reach.reach",
    "doctor": "doctor.doctor",
    "backup": "backup.backup",
    "restore": "restore.restore",
    "watch": "watch.watch",
    "remind": "watch.remind",
    "export": "export.export",
    "import": "export.import_",
    "lock": "lock.lock",
    "erase": "leaving.erase",
    "config": "config.config",
    "serve": "server.serve",
    "server": "server.server",
}
"""Every verb: its file in `verbs/` and its name there."""


class Root(click.Group):
    """All verbs, and the one place where an error becomes a line and a code."""

    context_class = Call

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The names of all verbs."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The verb of this name, imported now."""
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].split(".")
        found = getattr(import_module(f"sponsorterm.cli.verbs.{module}"), name)
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb a command line names; a misspelt one brings up those spelt alike."""
        if args[0] not in VERBS and not args[0].startswith("-"):
            raise click.exceptions.NoSuchCommand(args[0], possibilities=VERBS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs in groups, without importing any, then the options."""
        widest = max(map(len, VERBS)) if formatter.width >= STACKED else 0
        for heading, names in words.GROUPS.items():
            with formatter.section(heading):
                rows = [(name.ljust(widest), words.SUMMARIES[name]) for name in names]
                formatter.write_dl(rows)
        records = [param.get_help_record(ctx) for param in self.get_params(ctx)]
        with formatter.section(words.OPTIONS_EVERYWHERE):
            formatter.write_dl([record for record in records if record is not None])

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, **extra: Any
    ) -> NoReturn:
        """Run a command line and leave the program with its exit code."""
        extra |= {"prog_name": PROGRAM, "standalone_mode": False}
        try:
            code = super().main(args, **extra)
            sys.stdout.flush()
        except SystemExit:
            raise
        except BrokenPipeError:
            code = _reader_left()
        except BaseException as error:
            code = _say(error)
        sys.exit(int(code or ExitCode.DONE))


def run() -> NoReturn:
    """The program: the command line of this process."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # whoever started this closed it, as cron jobs do
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123 SIM115
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    for name in ("SIGHUP", "SIGTERM"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _leave)
    root.main()


def _leave(*_: object) -> None:
    """A dropped line ends a verb as Ctrl-C does: files are closed, nothing is cut in half."""
    raise KeyboardInterrupt


def _say(error: BaseException) -> ExitCode:
    message, code = explain(error)
    line = f"{PROGRAM}: {message}"
    with contextlib.suppress(OSError):  # the terminal may be what is gone
        width = terminal_width() if sys.stderr.isatty() else len(line)
        click.echo("\n".join(wrapped(line, width)), err=True)
    return code


def _reader_left() -> ExitCode:
    """Whoever read the output has enough: that is no failure, and Python must not make it one."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.DONE


@click.command(
    cls=Root,
    invoke_without_command=True,
    help=words.ROOT,
    epilog=words.ROOT_END,
    options_metavar="",
    subcommand_metavar="[VERB ...]",
    context_settings={"help_option_names": ["-h", "--help"]},
    params=[*everywhere(reads=True)],
)
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def root(ctx: click.Context) -> ExitCode | None:
    """Without a verb: the screens, or what one can type where there are none."""
    if ctx.invoked_subcommand is not None:
        return None
    call = ctx.ensure_object(Invocation)
    if call.line_mode:
        click.echo(ctx.get_help())
        return None
    from sponsorterm.cli.screens import open_screens

    return open_screens(call, call.home)

"""The way from the command line to the screens."""

from __future__ import annotations

import gc

from sponsorterm.cli.invocation import Invocation
from sponsorterm.cli.outcome import ExitCode
from sponsorterm.store.home import Home


def open_screens(call: Invocation, home: Home) -> ExitCode:
    """Show the screens over a home until the person leaves them.

    Raises:
        StoreError: the home cannot be used as it is; the terminal was not touched.
    """
    gc.disable()  # what the start makes is here to stay; the app enables it when all is up
    from sponsorterm.tui.app import SponsortermApp

    app = SponsortermApp(home, call.clock)
    app.run()
    return ExitCode.FAILED if app.return_code else ExitCode.DONE

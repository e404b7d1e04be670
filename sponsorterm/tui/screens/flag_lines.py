"""Flags one beneath the other, each with its mark and its reason in full."""

from __future__ import annotations

from collections.abc import Sequence

from sponsorterm.rules.facts import Flag
from sponsorterm.tui.marks import Marks
from sponsorterm.tui.screens.sponsees import MARK_STYLES
from sponsorterm.tui.theme import MUTED
from sponsorterm.tui.widgets.parts import Part, hanging
from sponsorterm.tui.widgets.plain import said


def flag_lines(flags: Sequence[Flag], marks: Marks) -> list[Part]:
    """The loudest first, as they come; what only informs has a quiet mark."""
    signs = {1: "!", 2: "~", 3: "~", 4: marks.dot}
    return [
        hanging(
            said(f"{signs[flag.level]} ", MARK_STYLES.get(signs[flag.level], MUTED)),
            said(flag.reason),
        )
        for flag in flags
    ]

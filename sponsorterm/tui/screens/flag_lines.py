"""Flags one beneath the other, each with its mark and its reason in full."""

from __future__ import annotations

from collections.abc import Sequence

from sponsorterm.rules.dashboard import MARKS
from sponsorterm.rules.facts import Flag
from sponsorterm.tui.marks import Marks
from sponsorterm.tui.screens.sponsees import MARK_STYLES
from sponsorterm.tui.theme import MUTED
from sponsorterm.tui.widgets.parts import Part, hanging
from sponsorterm.tui.widgets.plain import said


def flag_lines(flags: Sequence[Flag], marks: Marks) -> list[Part]:
    """The loudest first, as they come; what only informs has a quiet mark."""
    signs = [MARKS.get(flag.level, marks.dot) for flag in flags]
    return [
        hanging(said(f"{sign} ", MARK_STYLES.get(sign, MUTED)), said(flag.reason))
        for sign, flag in zip(signs, flags, strict=True)
    ]

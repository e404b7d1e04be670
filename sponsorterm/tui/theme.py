"""The look: a quiet room in the evening, one lamp. Dark, light, and the terminal's own colours.

Screens use the variables only: `$foreground`, `$muted` for what can wait, `$faint` for rules,
`$accent` for the one thing to do, `$cursor` under the chosen line. In the third theme these are
names of the terminal's sixteen colours, and reverse video stands where a background would.
"""

from __future__ import annotations

from collections.abc import Mapping

from textual.theme import Theme

MUTED = "$muted"
ACCENT = "$accent"
STRONG = "bold"
KEY = "$accent bold"
WARN = "$warning"

_DARK = Theme(
    name="lamp-dark",
    primary="#e6b566",
    secondary="#9aa7b4",
    accent="#e6b566",
    warning="#e6b566",
    error="#e58f7b",
    success="#a3bf8f",
    foreground="#dcd7cb",
    background="#14171c",
    surface="#191d23",
    panel="#1f242c",
    dark=True,
    variables={
        "muted": "#989da5",
        "faint": "#3a414c",
        "cursor": "#2b323d",
        "cursor-text-style": "none",
        "field": "#1f242c",
        "scrollbar": "#3a414c",
        "scrollbar-background": "#14171c",
        "scrollbar-corner-color": "#14171c",
        "input-cursor-background": "#dcd7cb",
        "input-cursor-foreground": "#14171c",
        "input-selection-background": "#e6b566 30%",
        "block-cursor-background": "#2b323d",
        "block-cursor-foreground": "#dcd7cb",
        "border": "#3a414c",
        "border-blurred": "#3a414c",
    },
)

_LIGHT = Theme(
    name="lamp-light",
    primary="#8a5200",
    secondary="#53606b",
    accent="#8a5200",
    warning="#8a5200",
    error="#a3321f",
    success="#4a6b35",
    foreground="#2b2a27",
    background="#f8f5ef",
    surface="#f3efe6",
    panel="#ece7db",
    dark=False,
    variables={
        "muted": "#645f56",
        "faint": "#cfc8b8",
        "cursor": "#e8dfca",
        "cursor-text-style": "none",
        "field": "#ece7db",
        "scrollbar": "#cfc8b8",
        "scrollbar-background": "#f8f5ef",
        "scrollbar-corner-color": "#f8f5ef",
        "input-cursor-background": "#2b2a27",
        "input-cursor-foreground": "#f8f5ef",
        "input-selection-background": "#8a5200 25%",
        "block-cursor-background": "#e8dfca",
        "block-cursor-foreground": "#2b2a27",
        "border": "#cfc8b8",
        "border-blurred": "#cfc8b8",
    },
)

_TERMINAL = Theme(
    name="terminal",
    ansi=True,
    primary="ansi_yellow",
    secondary="ansi_cyan",
    accent="ansi_yellow",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    dark=True,
    variables={
        "muted": "ansi_bright_black",
        "faint": "ansi_bright_black",
        "cursor": "ansi_default",
        "cursor-text-style": "reverse",
        "field": "ansi_default",
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "scrollbar": "ansi_bright_black",
        "scrollbar-background": "ansi_default",
        "scrollbar-corner-color": "ansi_default",
        "input-cursor-background": "ansi_default",
        "input-cursor-foreground": "ansi_default",
        "input-cursor-text-style": "reverse",
        "input-selection-background": "ansi_default",
        "input-selection-foreground": "ansi_default",
        "block-cursor-background": "ansi_default",
        "block-cursor-foreground": "ansi_default",
        "block-cursor-text-style": "reverse",
        "screen-selection-background": "ansi_bright_blue",
        "screen-selection-foreground": "ansi_black",
        "border": "ansi_bright_black",
        "border-blurred": "ansi_bright_black",
    },
)

THEMES: dict[str, Theme] = {"dark": _DARK, "light": _LIGHT, "terminal": _TERMINAL}


def choose(wanted: str, environment: Mapping[str, str]) -> Theme:
    """The theme for what was asked for ("auto" or a name) and for this terminal.

    Colours switched off, or only sixteen of them, mean the terminal's own: mixed colours would
    come out as something nobody looked at. `COLORFGBG` is the one hint some terminals give
    about a light background.
    """
    if wanted in THEMES and not environment.get("NO_COLOR"):
        return THEMES[wanted]
    plain = environment.get("TERM", "") in ("linux", "vt100", "vt220", "ansi", "xterm", "screen")
    if environment.get("NO_COLOR") or (plain and not environment.get("COLORTERM")):
        return _TERMINAL
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return _LIGHT if background in ("7", "15") else _DARK

"""How well what stands on a screen can be read, by the colours it is drawn in.

The ratio is that of WCAG 2.2 (1.4.3 and 1.4.11): 4.5 for words, 3 for marks that mean something.
Rules and scroll bars, in a colour of their own, say nothing.
"""

from __future__ import annotations

from rich.color import Color as Drawn
from rich.segment import Segment
from textual.color import Color

from sponsorterm.tui.app import SponsortermApp

WORDS, MARKS = 4.5, 3.0


def hard_to_read(app: SponsortermApp) -> dict[str, float]:
    """What stands in the window and can hardly be seen, with its ratio."""
    found: dict[str, float] = {}
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            least, ratio = _needed(app, segment), _ratio(segment)
            if ratio is not None and ratio < least:
                found[segment.text.strip()] = round(ratio, 2)
    return found


def _needed(app: SponsortermApp, segment: Segment) -> float:
    """The ratio a piece needs; none for blanks, and for what is no word in the colour of rules."""
    if any(character.isalnum() for character in segment.text):
        return WORDS
    faint = Color.parse(app.theme_variables["faint"]).rich_color
    rule = segment.style is not None and segment.style.color == faint
    return 0 if rule or segment.text.isspace() else MARKS


def _ratio(segment: Segment) -> float | None:
    """The contrast of a segment's two colours, or None where it has not both."""
    style = segment.style
    if style is None or style.color is None or style.bgcolor is None:
        return None
    front, back = _luminance(style.color), _luminance(style.bgcolor)
    return (max(front, back) + 0.05) / (min(front, back) + 0.05)


def _luminance(drawn: Drawn) -> float:
    """Relative luminance (WCAG 2.2)."""
    red, green, blue = map(_linear, Color.from_rich_color(drawn).normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

"""Words of a month's report."""

from __future__ import annotations

from datetime import date

from sponsorterm.strings.dates import WEEKDAYS

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

CLOCKS = "Days counted"
LEVELS = {
    "numbers": "This holds numbers and choices only, no words.",
    "full": "This holds everything that was written. Whoever has the file can read it.",
}
OWN = (
    "Made by sponsorterm from one person's own notes. "
    "sponsorterm is not affiliated with or endorsed by any fellowship."
)

HTML = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: CanvasText; background: Canvas; }}
h1 {{ font-size: 1.6rem; }} h2 {{ font-size: 1.1rem; margin: 2rem 0 .4rem; }}
svg {{ width: 100%; height: auto; }}
svg text {{ font: 11px system-ui, sans-serif; fill: currentColor; text-anchor: middle; }}
svg .end {{ text-anchor: end; }}
svg .axis {{ fill: none; stroke: currentColor; opacity: .5; }}
svg polyline {{ fill: none; stroke: #b9781d; stroke-width: 2; }} svg circle {{ fill: #b9781d; }}
td {{ padding: .1rem 1.5rem .1rem 0; }} td + td {{ text-align: right; }}
dl {{ margin: 0; }} dt {{ font-weight: 600; margin-top: .5rem; }}
dd {{ margin: 0; white-space: pre-wrap; }}
footer {{ margin-top: 3rem; font-size: .85rem; opacity: .7; }}
@media print {{ h2 {{ break-after: avoid; }} svg {{ break-inside: avoid; }} }}
</style>
<body>
{body}
</body>
</html>
"""


def title(name: str, month: date) -> str:
    """Whose month it is."""
    return f"{name}, {_MONTHS[month.month - 1]} {month.year}"


def day(on: date) -> str:
    """The heading of an entry."""
    return f"{WEEKDAYS[on.weekday()]} {on.day} {_MONTHS[on.month - 1]}"


def written(days: int, of: int) -> str:
    """On how many days there is an entry."""
    return f"Written on {days} of {of} days."


def about(level: str) -> str:
    """What the report holds, and whose it is."""
    return f"{LEVELS[level]} {OWN}"

"""Where the style sheets are."""

from __future__ import annotations

from pathlib import Path

import sponsorterm


def styles() -> Path:
    """The folder of the sheets: inside an installed package, beside it in an editable install."""
    package = Path(sponsorterm.__file__).parent
    inside = package / "styles"
    return inside if inside.is_dir() else package.parent / "styles"


def sheet(name: str) -> Path:
    """The sheet of this name, as an absolute path."""
    return styles() / f"{name}.tcss"

"""The sample people in homes of their own, at one fixed moment."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sponsorterm.services.demo.sample import load_sample, sample_folder
from sponsorterm.services.home.session import Session
from sponsorterm.store.home import Home

NOW = datetime(2026, 11, 20, 21, 6, tzinfo=UTC)
SECRET = b"the same for both sides"
SPONSEES = ("Ana", "Jo", "Kit", "Lee", "Mika", "Noor", "Pat", "Sam")


def load(root: Path, who: str, now: datetime = NOW) -> Session:
    home = Home.find({"SPONSORTERM_HOME": str(root / who)})
    return load_sample(home, sample_folder(), who, clock=lambda: now, secret=SECRET)

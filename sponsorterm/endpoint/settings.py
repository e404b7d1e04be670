"""How one endpoint is set up: where it listens, what it keeps, how much it takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sponsorterm import wire


@dataclass(frozen=True)
class Rate:
    """A token bucket: `burst` requests at once, then `per_minute` of them."""

    per_minute: int
    burst: int


@dataclass(frozen=True)
class Limits:
    """How much a mailbox takes before it answers `quota`."""

    space_bytes: int = wire.MAX_SPACE_BYTES
    space_envelopes: int = wire.MAX_SPACE_ENVELOPES
    devices: int = wire.MAX_DEVICES
    spaces_per_code: int = wire.MAX_SPACES_PER_CODE
    drops: int = 10_000
    """Pairing drops at one time, 80 MiB at most: anybody may leave one, so they are counted."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything an operator or a test may choose; the defaults are the product's.

    `per_token` counts each token in each space apart. It must carry a first sync at full
    speed: ten years of two people are about 15,000 envelopes, 150 uploads of 100; the largest
    space allowed is 1,000.
    `per_address` guards what needs no token: drops, the opening of spaces, and guesses at tokens.
    """

    database: Path
    host: str = "127.0.0.1"
    port: int = 8840
    behind_proxy: bool = False
    limits: Limits = field(default_factory=Limits)
    per_token: Rate = Rate(per_minute=600, burst=1200)
    per_address: Rate = Rate(per_minute=60, burst=120)
    waits: int = 2
    """Long-polls one device may hold at a time."""
    head_seconds: float = 15.0
    """Seconds a connection may take until its request has begun in full."""
    body_seconds: float = 30.0
    """Seconds a request body may take to arrive."""
    busy_seconds: float = 5.0
    """Seconds a write may wait for another process that holds the database."""
    now: Callable[[], float] = time.time
    """Seconds since 1970; decides when a drop is too old."""
    ticks: Callable[[], float] = time.monotonic
    """Seconds of a clock that never jumps; decides rates."""

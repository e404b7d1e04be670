"""How often one token or one address may ask."""

from __future__ import annotations

from collections.abc import Callable

from sponsorterm.endpoint.settings import Rate


class RateLimit:
    """Token buckets, one per key, each held as a single number.

    The number is the time at which the bucket is full again ("theoretical arrival time" of
    the generic cell rate algorithm, ITU-T I.371). A bucket that is full is forgotten.
    """

    FORGET_ABOVE = 10_000

    def __init__(self, rate: Rate, ticks: Callable[[], float]) -> None:
        self._interval = 60.0 / rate.per_minute
        self._depth = self._interval * rate.burst
        self._ticks = ticks
        self._full_at: dict[str, float] = {}

    def wait(self, key: str) -> float:
        """Take one request from the bucket of `key`.

        Returns:
            Seconds until there is one to take; 0.0 if one was taken.
        """
        now = self._ticks()
        full_at = max(self._full_at.get(key, now), now) + self._interval
        if full_at - now > self._depth:
            return full_at - now - self._depth
        self._full_at[key] = full_at
        if len(self._full_at) > self.FORGET_ABOVE:
            self._forget(now)
        return 0.0

    def _forget(self, now: float) -> None:
        self._full_at = {key: at for key, at in self._full_at.items() if at > now}

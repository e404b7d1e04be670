"""Uploads in batches of a size an endpoint takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sponsorterm import wire

AROUND_BOX = 512
"""Bytes of an upload's TOML that are not its box, rounded up."""


def batches(
    uploads: Iterable[tuple[str, wire.Upload]],
) -> Iterator[list[tuple[str, wire.Upload]]]:
    """Cut into batches an endpoint takes: `wire.MAX_BATCH` envelopes, `wire.MAX_BODY` bytes."""
    batch: list[tuple[str, wire.Upload]] = []
    room = wire.MAX_BODY
    for each in uploads:
        size = len(each[1].envelope.box) + AROUND_BOX
        if batch and (len(batch) == wire.MAX_BATCH or size > room):
            yield batch
            batch, room = [], wire.MAX_BODY
        batch.append(each)
        room -= size
    if batch:
        yield batch

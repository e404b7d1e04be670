"""What each write does to the SQLite file, inside the transaction it is run in.

The `Writer` runs these: what one of them raises takes back all that it wrote. Meanings and
refusals are those of the `Mailbox` methods of the same names.
"""

from __future__ import annotations

import datetime
import hmac
import secrets
import sqlite3
from typing import Any

from sponsorterm import wire
from sponsorterm.endpoint.mailbox import Entry, Visit
from sponsorterm.endpoint.refusals import Refused
from sponsorterm.endpoint.settings import Limits

Database = sqlite3.Connection


def open_space(
    db: Database, limits: Limits, space: str, code_hash: str, token_hash: str, now: float
) -> Entry:
    """Open a space with a registration code, for member `a`'s first device."""
    code = _first(db, "SELECT id FROM code WHERE hash = ? AND revoked = 0", code_hash)
    if code is None:
        raise Refused("registration_closed")
    if _first(db, "SELECT 1 FROM space WHERE id = ?", space):
        entry = _known_device(db, space, token_hash, "a")
        if entry is None:
            raise Refused("token_conflict")
        return entry
    (opened,) = _first(db, "SELECT count(*) FROM space WHERE code = ?", *code)
    if opened >= limits.spaces_per_code:
        raise Refused("quota", "This registration code has opened all the spaces it may.")
    day = datetime.datetime.fromtimestamp(now, datetime.UTC).date().isoformat()
    db.execute("INSERT INTO space (id, code, opened) VALUES (?, ?, ?)", (space, *code, day))
    return _new_device(db, space, token_hash, "a", added_by=None)


def add_device(
    db: Database,
    limits: Limits,
    visit: Visit,
    token_hash: str,
    member: wire.Member,
    *,
    recovery: bool = False,
) -> Entry:
    """Add a device of the visitor's member, or the first of `b`, or the member's way back in."""
    if entry := _known_device(db, visit.space, token_hash, member, recovery=recovery):
        return entry
    query = "SELECT member FROM device WHERE space = ? AND recovery = ?"
    devices = [row[0] for row in db.execute(query, (visit.space, 0))]
    ways_back = [row[0] for row in db.execute(query, (visit.space, 1))]
    if member != visit.member and (recovery or member == "a" or "b" in (*devices, *ways_back)):
        raise Refused("not_member")
    if recovery and member in ways_back:
        raise Refused("token_conflict")
    if not recovery and len(devices) >= limits.devices:
        raise Refused("quota", "This space has as many devices as it may.")
    _refuse_closed(db, visit)
    # The first of b was let in by a, but stands for another person: it is not shut out with
    # the device that added it. Nor is a way back in, which is there for that very day.
    added_by = visit.device if member == visit.member and not recovery else None
    return _new_device(db, visit.space, token_hash, member, added_by, recovery=recovery)


def revoke(db: Database, visit: Visit, device: str) -> None:
    """Shut out a device and, one after the other, all it has added."""
    _only_recovery(visit)
    query = "SELECT member, recovery FROM device WHERE id = ? AND space = ?"
    row = _first(db, query, device, visit.space)
    if row is None:
        raise Refused("not_found")
    member, recovery = row
    if member != visit.member or recovery:
        raise Refused("not_member")
    db.execute(
        """WITH RECURSIVE gone (id) AS (
            VALUES (?) UNION SELECT device.id FROM device JOIN gone ON added_by = gone.id
        ) DELETE FROM device WHERE id IN (SELECT id FROM gone)""",
        (device,),
    )


def close_space(db: Database, visit: Visit) -> None:
    """Make the space read-only."""
    _only_recovery(visit)
    db.execute("UPDATE space SET closed = 1 WHERE id = ?", (visit.space,))


def store(
    db: Database, limits: Limits, visit: Visit, uploads: list[wire.Upload]
) -> list[wire.UploadResult]:
    """Keep the envelopes that are not there yet, under the next sequence numbers."""
    head, count, size, closed = _first(
        db, "SELECT head, count, bytes, closed FROM space WHERE id = ?", visit.space
    )
    if closed:
        raise Refused("closed")
    results = []
    for upload in uploads:
        name = upload.envelope.id
        new = _append(db, head + 1, name, upload)
        if new:
            head, count, size = head + 1, count + 1, size + len(upload.envelope.box)
        results.append(wire.UploadResult(name, "stored" if new else "have"))
    if count > limits.space_envelopes or size > limits.space_bytes:
        raise Refused("quota", "This space is full.")
    db.execute(
        "UPDATE space SET head = ?, count = ?, bytes = ? WHERE id = ?",
        (head, count, size, visit.space),
    )
    return results


def _append(db: Database, seq: int, name: str, upload: wire.Upload) -> bool:
    sealed = upload.envelope
    cursor = db.execute(
        """INSERT INTO envelope (space, seq, id, v, key_commit, box, purge)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (space, id) DO NOTHING""",
        (sealed.space, seq, name, sealed.v, sealed.commit, sealed.box, upload.purge),
    )
    return cursor.rowcount > 0


def purge(db: Database, visit: Visit, envelope_id: str, purge_hash: str) -> None:
    """Delete one envelope, if the secret is its own."""
    row = _first(
        db,
        "SELECT purge, length(box) FROM envelope WHERE space = ? AND id = ?",
        visit.space,
        envelope_id,
    )
    if row is None:
        return
    if not hmac.compare_digest(row[0], purge_hash):
        raise Refused("bad_secret")
    db.execute("DELETE FROM envelope WHERE space = ? AND id = ?", (visit.space, envelope_id))
    db.execute(
        "UPDATE space SET count = count - 1, bytes = bytes - ? WHERE id = ?",
        (row[1], visit.space),
    )


def put_drop(
    db: Database, limits: Limits, rdv: str, slot: wire.Slot, data: bytes, now: float
) -> bool:
    """Leave a drop in an empty slot; one that is too old counts as empty."""
    db.execute(
        "DELETE FROM pairing_drop WHERE rdv = ? AND slot = ? AND expires <= ?", (rdv, slot, now)
    )
    there = _first(db, "SELECT data FROM pairing_drop WHERE rdv = ? AND slot = ?", rdv, slot)
    if there is not None:
        if not hmac.compare_digest(there[0], data):
            raise Refused("slot_taken")
        return False
    (count,) = _first(db, "SELECT count(*) FROM pairing_drop")
    if count >= limits.drops:
        raise Refused("quota", "Too many invitations are open here.", "Try again tomorrow.")
    db.execute(
        "INSERT INTO pairing_drop (rdv, slot, data, expires) VALUES (?, ?, ?, ?)",
        (rdv, slot, data, now + wire.DROP_LIFE),
    )
    return True


def delete_drop(db: Database, rdv: str, slot: wire.Slot) -> None:
    """Remove a drop."""
    db.execute("DELETE FROM pairing_drop WHERE rdv = ? AND slot = ?", (rdv, slot))


def sweep(db: Database, now: float) -> None:
    """Remove the drops that are too old."""
    db.execute("DELETE FROM pairing_drop WHERE expires <= ?", (now,))


def _first(db: Database, query: str, *values: object) -> Any:
    return db.execute(query, values).fetchone()


def _only_recovery(visit: Visit) -> None:
    """Whoever has one device's token, by theft perhaps, must not be able to lock its owner out."""
    if not visit.recovery:
        raise Refused("needs_recovery")


def _refuse_closed(db: Database, visit: Visit) -> None:
    (closed,) = _first(db, "SELECT closed FROM space WHERE id = ?", visit.space)
    if closed:
        raise Refused("closed")


def _known_device(
    db: Database, space: str, token_hash: str, member: wire.Member, *, recovery: bool = False
) -> Entry | None:
    query = "SELECT id, member, recovery FROM device WHERE token_hash = ? AND space = ?"
    row = _first(db, query, token_hash, space)
    if row is None:
        return None
    if tuple(row[1:]) != (member, recovery):
        raise Refused("token_conflict")
    return Entry(row[0], new=False)


def _new_device(
    db: Database,
    space: str,
    token_hash: str,
    member: wire.Member,
    added_by: str | None,
    *,
    recovery: bool = False,
) -> Entry:
    device = secrets.token_hex(16)
    db.execute(
        "INSERT INTO device (id, space, token_hash, member, added_by, recovery) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (device, space, token_hash, member, added_by, recovery),
    )
    return Entry(device, new=True)

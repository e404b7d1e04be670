"""Bits flip, files end early, stores rot: what is damaged is told, and the rest is whole."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sponsorterm import wire
from sponsorterm.records.codec import decode, decode_own
from sponsorterm.records.errors import BadRecord
from sponsorterm.records.ids import revision_id
from sponsorterm.sealing import SealingError, seal, unseal
from sponsorterm.sync.remotes.polled import Kept
from sponsorterm.wire import Envelope
from tests.faults.world import CANARY, KEYS, World, build, memory, uploads
from tests.nights import ROUNDS
from tests.store import pen

FLIPS = 2_500 * ROUNDS
STORES = 200 * ROUNDS
SIZE = 3
NOTE = pen.note(f"{CANARY} words", "flipped")


def why_refused(data: bytes) -> str:
    """The kind of error that an envelope on its way in meets; empty when it is let in."""
    try:
        unseal(wire.read(data, Envelope, limit=wire.MAX_ENVELOPE), KEYS, "a")
    except (wire.BadBody, SealingError) as error:
        refusal = error
    else:
        return ""
    said = str(refusal)
    assert said
    assert "\n" not in said
    assert CANARY not in said
    return type(refusal).__name__


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_no_envelope_with_a_flipped_bit_is_let_in() -> None:
    dice, refused = random.Random(3), 0
    kinds: set[str] = set()
    while refused < FLIPS:
        payload = pen.note(CANARY * dice.randrange(1, 300), str(refused))
        data = wire.write(seal(payload, KEYS, "a"))
        # The head of the file is a hundredth of it and deserves half of the flips.
        bits = [dice.randrange(8 * 130) for _ in range(50)]
        bits += [dice.randrange(8 * len(data)) for _ in range(50)]
        for bit in bits:
            kind = why_refused(flipped(data, bit))
            assert kind, f"bit {bit} of {len(data)} bytes"
            kinds.add(kind)
            refused += 1
    assert kinds >= {"BadBody", "Damaged", "WrongKey", "WrongSpace", "UnsupportedVersion"}


def test_no_envelope_that_ends_early_is_let_in() -> None:
    data = wire.write(seal(NOTE, KEYS, "a"))
    whole = data.rstrip(b"\n")
    assert len(whole) > 2_500
    assert all(why_refused(data[:length]) for length in range(len(whole)))


def test_a_record_that_ends_early_is_refused_or_is_what_its_words_say() -> None:
    """TOML has no end mark; the name, which is the hash of all bytes, tells a short one."""
    said = []
    for length in range(len(NOTE)):
        try:
            assert decode_own(NOTE[:length], "a file").id != revision_id(NOTE)
        except BadRecord as error:
            said.append(str(error))
    assert len(said) > len(NOTE) / 2
    assert not any(CANARY in line for line in said)


def test_nor_is_a_file_of_a_folder_that_has_a_flipped_bit() -> None:
    (upload,) = uploads([NOTE])
    data = wire.write(Kept.of(upload))
    for bit in range(0, 8 * len(data), 8 * len(data) // 500):
        try:
            kept = wire.read(flipped(data, bit), Kept, limit=wire.MAX_ENVELOPE)
        except wire.BadBody:
            continue
        # Only the purge hash is not sealed: who owns the folder could delete anyway.
        assert kept.purge != upload.purge or kept.envelope.id != upload.envelope.id


def flip(data: bytes, dice: random.Random) -> bytes:
    return flipped(data, dice.randrange(8 * len(data)))


def cut(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(1, len(data) - 1)]


def zeros(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data) - 8)
    return data[:start] + bytes(len(data) - start)


def noise(data: bytes, dice: random.Random) -> bytes:
    return dice.randbytes(len(data))


def doubled(data: bytes, dice: random.Random) -> bytes:
    return data + data[dice.randrange(len(data) // 2) :]


DAMAGES: list[Callable[[bytes, random.Random], bytes]] = [flip, flip, cut, zeros, noise, doubled]


@pytest.fixture(scope="module")
def rotting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with memory() as folder:
        world = build(folder / "world", SIZE)
        with world.open() as session:
            session.store.keep_all(world.notes())
            session.store.keep_all(world.copies(), pen.LINK)
        world.keep()
        yield world


def damage(paths: list[Path], dice: random.Random) -> set[str]:
    """Hurt some of these files, each in another way; the ids of what they were."""
    hurt = dice.sample(paths, dice.randint(1, len(paths)))
    ids = set()
    for path in hurt:
        before = path.read_bytes()
        ids.add(revision_id(before))
        path.chmod(0o600)
        path.write_bytes(dice.choice(DAMAGES)(before, dice))
    return ids


@pytest.mark.parametrize("batch", range(8))
def test_a_damaged_store_opens_and_counts_what_it_set_aside(rotting: World, batch: int) -> None:
    everything = {revision_id(each) for each in (*rotting.notes(), *rotting.copies())}
    for seed in range(batch, STORES, 8):
        dice = random.Random(seed)
        rotting.begin_again()
        mine = sorted(rotting.home.records.glob("mine/*/*-note-*.toml"))
        mine = [path for path in mine if b"before" not in path.read_bytes()]
        theirs = sorted(rotting.home.records.glob(f"{pen.LINK}/*/*.toml"))
        assert len(mine) == len(theirs) == SIZE
        hurt_mine, hurt_theirs = damage(mine, dice), damage(theirs, dice)
        index_lost = bool(seed % 2)
        if index_lost:
            rotting.home.index.unlink()
        rotting.open().close()
        with rotting.open() as session:
            standing = session.store.problems()
            aside = list(rotting.home.quarantine.glob("*.bin"))
            assert len(aside) + len(standing) == len(hurt_mine) + len(hurt_theirs), seed
            assert all("mine/" in problem.file for problem in standing)
            assert not any(CANARY in p.reason + p.field + p.file for p in standing)
            known = {e.id for e in session.store.entries(space=None)}
            assert everything - hurt_mine - hurt_theirs <= known, "an undamaged one is gone"
            theirs_now = {e.id for e in session.store.entries(space=pen.LINK)}
            lost = hurt_theirs if index_lost else set()
            assert theirs_now == {revision_id(each) for each in rotting.copies()} - lost
            for name in known:
                decode(session.store.revision(name).payload)


def test_the_stores_are_many() -> None:
    assert STORES >= 200
    assert FLIPS >= 2_500

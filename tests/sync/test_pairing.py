"""Pairing: both ends hold the same key, or nobody is linked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import rtoml
import tomli_w

from sponsorterm import sealing, wire
from sponsorterm.records.kinds import Place
from sponsorterm.records.kinds.link import Role
from sponsorterm.strings import sync as words
from sponsorterm.sync.drops import Drops, FolderDrops, HttpDrops, SlotTaken, open_drops
from sponsorterm.sync.pairing import (
    LIFE,
    Acceptance,
    Invitation,
    Joined,
    PairingError,
    accept,
    finish,
    invite,
    join_url,
    parse_join,
)
from sponsorterm.sync.remotes import let_in, open_remote, prepare
from tests.endpoint.living import Live
from tests.sync.conftest import Server

NOW = datetime(2026, 11, 20, 21, 30, tzinfo=UTC)
HTTP = Place(kind="http", where="https://example.org")


def invitation(role: Role = "sponsee", place: Place | None = HTTP) -> Invitation:
    return invite("Pat", role, place, NOW)


def answered(open_: Invitation) -> Acceptance:
    return accept(open_.code, open_.offer_block, "Maria", NOW)


def message(work: Callable[[], object]) -> str:
    with pytest.raises(PairingError) as caught:
        work()
    error = caught.value
    assert error.hint
    assert "\n" not in error.message + error.hint
    return error.message


def same(ours: Joined, theirs: Acceptance) -> None:
    assert ours.root == theirs.root
    assert ours.digits == theirs.digits
    assert ours.space == theirs.space
    assert ours.token_hash == wire.token_hash(theirs.token)


@pytest.mark.parametrize(("mine", "theirs"), [("sponsor", "sponsee"), ("sponsee", "sponsor")])
def test_both_sides_get_the_same(mine: Role, theirs: Role) -> None:
    offered = invitation(mine)
    b = answered(offered)
    a = finish(offered, b.answer_block, NOW)
    same(a, b)
    assert (b.name, b.role) == ("Pat", mine)
    assert (a.name, a.role) == ("Maria", theirs)
    groups = a.digits.split()
    assert [len(group) for group in groups] == [5] * 5
    assert "".join(groups).isdigit()


def test_each_device_has_a_token_of_its_own() -> None:
    offered = invitation()
    b = answered(offered)
    assert b.place is not None
    assert (b.place.where, b.place.token) == (HTTP.where, b.token)
    assert offered.place is not None
    assert offered.place.token == offered.token != b.token


def test_every_invitation_and_every_answer_is_another_one() -> None:
    first, second = invitation(), invitation()
    assert first.code != second.code
    assert first.space != second.space
    assert answered(first).digits != answered(first).digits


def test_an_open_invitation_is_kept_as_toml() -> None:
    offered = invitation()
    again = Invitation.from_toml(offered.to_toml())
    assert again == offered
    b = answered(offered)
    same(finish(again, b.answer_block, NOW), b)
    assert message(lambda: Invitation.from_toml(b"code = 1")) == words.BAD_BLOCK


def test_nothing_secret_shows_in_a_repr() -> None:
    offered = invitation()
    b = answered(offered)
    a = finish(offered, b.answer_block, NOW)
    shown = repr([offered, b, a])
    for secret in (offered.code, offered.private, offered.token, b.token, b.root, b.root.hex()):
        assert str(secret) not in shown


def test_a_path_is_never_told_to_the_other_side() -> None:
    place = Place(kind="folder", where="/home/pat/our folder")
    offered = invitation(place=place)
    b = answered(offered)
    assert "pat/" not in offered.offer
    assert b.place is None
    assert b.meeting is not None
    assert (b.meeting.kind, b.meeting.where) == ("folder", None)
    assert offered.place is not None
    assert offered.place.where == place.where


def test_two_may_pair_without_a_place() -> None:
    offered = invitation(place=None)
    b = answered(offered)
    assert b.place is b.meeting is None
    same(finish(offered, b.answer_block, NOW), b)


def test_one_does_not_answer_oneself() -> None:
    offered = invitation()
    said = message(
        lambda: accept(offered.code, offered.offer_block, "Pat", NOW, own={offered.space})
    )
    assert said == words.OWN_INVITE


def test_an_invitation_ends() -> None:
    offered = invitation()
    b = answered(offered)
    over = NOW + LIFE
    assert message(lambda: accept(offered.code, offered.offer_block, "M", over)) == (
        words.INVITE_EXPIRED
    )
    assert message(lambda: finish(offered, b.answer_block, over)) == words.INVITE_EXPIRED
    accept(offered.code, offered.offer_block, "M", over - timedelta(seconds=1))


def test_a_wrong_code_opens_nothing() -> None:
    offered, other = invitation(), invitation()
    said = message(lambda: accept(other.code, offered.offer_block, "Maria", NOW))
    assert other.code not in said
    assert message(lambda: finish(offered, answered(other).answer_block, NOW))


def test_swapped_and_damaged_blocks_are_refused() -> None:
    offered = invitation()
    b = answered(offered)
    assert message(lambda: finish(offered, offered.offer_block, NOW))
    assert message(lambda: accept(offered.code, b.answer_block, "Maria", NOW))
    for block in (b.answer_block[:-1], b.answer_block[:10], b"", b.answer_block + b"\0"):
        assert message(lambda block=block: finish(offered, block, NOW))  # type: ignore[misc]


def sealed(offered: Invitation, slot: str, **changes: object) -> bytes:
    """A block somebody who has the code could make."""
    if slot == "offer":
        raw = rtoml.loads(offered.offer) | changes
    else:
        text = sealing.open_block(offered.code, slot, answered(offered).answer_block)
        raw = rtoml.loads(text.decode()) | changes
    return sealing.seal_block(offered.code, slot, tomli_w.dumps(raw).encode())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"role": "sponsee"}, words.SAME_ROLE),
        ({"role": "friend"}, words.BAD_BLOCK),
        ({"v": 2}, words.OTHER_VERSION),
        ({"name": "x" * 201}, words.BAD_BLOCK),
        ({"public": "00" * 31}, words.BAD_BLOCK),
        ({"token_hash": "x"}, words.BAD_BLOCK),
        ({"name": {"a": {"b": {}}}}, words.BAD_BLOCK),
    ],
)
def test_an_answer_that_does_not_fit(changes: dict[str, object], said: str) -> None:
    offered = invitation("sponsee")
    block = sealed(offered, "answer", **changes)
    assert message(lambda: finish(offered, block, NOW)) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"v": 2}, words.OTHER_VERSION),
        ({"space": "../../etc"}, words.BAD_BLOCK),
        ({"expires": 7}, words.BAD_BLOCK),
        ({"expires": datetime(2026, 11, 23)}, words.BAD_BLOCK),
        ({"place": {"kind": "ftp"}}, words.BAD_BLOCK),
    ],
)
def test_an_offer_that_does_not_fit(changes: dict[str, object], said: str) -> None:
    offered = invitation()
    block = sealed(offered, "offer", **changes)
    assert message(lambda: accept(offered.code, block, "Maria", NOW)) == said


@pytest.mark.parametrize("text", [b"\xff", b"[[", b"a." * 2000 + b"b = 1", b""])
def test_what_is_no_offer_at_all(text: bytes) -> None:
    offered = invitation()
    block = sealing.seal_block(offered.code, "offer", text)
    assert message(lambda: accept(offered.code, block, "Maria", NOW)) == words.BAD_BLOCK


def test_a_key_everybody_could_guess_is_refused() -> None:
    offered = invitation()
    offer = sealed(offered, "offer", public="00" * 32)
    answer = sealed(offered, "answer", public="00" * 32)
    assert message(lambda: accept(offered.code, offer, "Maria", NOW))
    assert message(lambda: finish(offered, answer, NOW))


def test_a_name_is_made_fit_to_show() -> None:
    offered = invitation()
    block = sealed(offered, "offer", name="Pat\x1b]52;c;AA\x07[/b]")
    assert accept(offered.code, block, "Maria", NOW).name == "Pat]52;c;AA[/b]"


def test_somebody_in_between_is_told_by_the_digits() -> None:
    """Mallory has the code, shows Maria an offer of his own, and answers Pat himself."""
    offered = invitation()
    _, public = sealing.new_pair_keys()
    false_offer = sealed(offered, "offer", public=public.hex())
    b = accept(offered.code, false_offer, "Maria", NOW)
    false_answer = sealed(offered, "answer", name="Maria", public=public.hex())
    a = finish(offered, false_answer, NOW)
    assert a.name == "Maria"
    assert a.digits != b.digits
    assert a.root != b.root


def test_an_onlooker_who_learns_the_code_later_has_no_key() -> None:
    offered = invitation()
    b = answered(offered)
    offer = offered.offer.encode()
    answer = sealing.open_block(offered.code, "answer", b.answer_block)
    private, _ = sealing.new_pair_keys()
    public = bytes.fromhex(rtoml.loads(offered.offer)["public"])
    assert sealing.root_key(offered.code, offer, answer, private, public) != b.root


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("{url}", "https://example.org"),
        ("  <{url}>.\n", "https://example.org"),
        ("Join me here: {url}\nSee you, Pat", "https://example.org"),
        ("https://example.org/#{code}", "https://example.org"),
        ("https://example.org:8443/sub/join#{code}", "https://example.org:8443/sub"),
        ("HTTPS://example.org/JOIN#{CODE}", "HTTPS://example.org"),
        ("https://example.org/join#{percent}", "https://example.org"),
        ("{code}", None),
        ("{spaced}", None),
        ("{CODE}\n", None),
    ],
)
def test_a_join_text_is_found(text: str, server: str | None) -> None:
    code = sealing.new_code()
    found = text.format(
        url=join_url("https://example.org/", code),
        code=code,
        CODE=code.upper(),
        spaced=code.replace("-", "  "),
        percent=code.replace("-", "%20"),
    )
    if "See you" in text:
        with pytest.raises(PairingError):
            parse_join(found.replace("#", " "))
    assert parse_join(found) == (server, code)


@pytest.mark.parametrize(
    "text", ["", "https://example.org/join", "https://example.org/join#", "42"]
)
def test_a_text_without_a_code(text: str) -> None:
    assert message(lambda: parse_join(text))


def test_a_mistyped_code_is_told_by_the_place_of_the_word() -> None:
    wrong = sealing.new_code().split("-")
    wrong[3] = "pelicanx"
    said = message(lambda: parse_join(" ".join(wrong)))
    assert "4" in said
    assert "pelican" not in said


# Drops


@pytest.fixture(params=["http", "folder"])
def drops(request: pytest.FixtureRequest, endpoint: Server, tmp_path: Path) -> Callable[[], Drops]:
    if request.param == "http":
        return lambda: HttpDrops(endpoint.url)
    return lambda: FolderDrops(tmp_path)


def test_two_meet_over_drops(drops: Callable[[], Drops]) -> None:
    offered = invitation()
    with closing(drops()) as mine, closing(drops()) as theirs:
        assert theirs.get(offered.rendezvous, "offer") is None
        mine.put(offered.rendezvous, "offer", offered.offer_block)
        block = theirs.get(sealing.rendezvous(offered.code), "offer")
        assert block is not None
        b = accept(offered.code, block, "Maria", NOW)
        theirs.put(b.rendezvous, "answer", b.answer_block)
        answer = mine.get(offered.rendezvous, "answer")
        assert answer is not None
        same(finish(offered, answer, NOW), b)
        mine.delete(offered.rendezvous, "offer")
        mine.delete(offered.rendezvous, "answer")
        mine.delete(offered.rendezvous, "answer")
        assert theirs.get(offered.rendezvous, "answer") is None


def test_a_slot_is_written_once(drops: Callable[[], Drops]) -> None:
    offered = invitation()
    first, second = answered(offered), answered(offered)
    with closing(drops()) as mine:
        mine.put(offered.rendezvous, "answer", first.answer_block)
        mine.put(offered.rendezvous, "answer", first.answer_block)
        with pytest.raises(SlotTaken) as caught:
            mine.put(offered.rendezvous, "answer", second.answer_block)
        assert caught.value.message == words.SLOT_TAKEN
        assert mine.get(offered.rendezvous, "answer") == first.answer_block


def test_two_answers_as_a_conflict_copy_stop_pairing(tmp_path: Path) -> None:
    offered = invitation()
    drops = FolderDrops(tmp_path)
    drops.put(offered.rendezvous, "answer", answered(offered).answer_block)
    (path,) = (tmp_path / "pairing").iterdir()
    copy = path.with_name(f"{path.stem}.sync-conflict-20261120-151926-GUKEPQU.txt")
    copy.write_bytes(path.read_bytes())
    assert drops.get(offered.rendezvous, "answer")
    copy.write_text(sealing.armor("answer", answered(offered).answer_block))
    with pytest.raises(SlotTaken):
        drops.get(offered.rendezvous, "answer")
    drops.delete(offered.rendezvous, "answer")
    assert not list((tmp_path / "pairing").iterdir())


def test_a_slot_taken_under_another_name_is_taken(tmp_path: Path) -> None:
    offered = invitation()
    drops = FolderDrops(tmp_path)
    drops.put(offered.rendezvous, "answer", answered(offered).answer_block)
    (path,) = (tmp_path / "pairing").iterdir()
    path.rename(path.with_name(f"{path.stem} (Sam's conflicted copy).txt"))
    with pytest.raises(SlotTaken):
        drops.put(offered.rendezvous, "answer", answered(offered).answer_block)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.95])
def test_half_a_block_in_a_folder_is_not_there_yet(tmp_path: Path, share: float) -> None:
    offered = invitation()
    drops = FolderDrops(tmp_path)
    drops.put(offered.rendezvous, "offer", offered.offer_block)
    (path,) = (tmp_path / "pairing").iterdir()
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[: int(len(data) * share)])
    assert drops.get(offered.rendezvous, "offer") is None


def test_drops_of_a_place(tmp_path: Path, endpoint: Live) -> None:
    with closing(open_drops(Place(kind="http", where=endpoint.url))) as drops:
        assert drops.get("0" * 32, "offer") is None
    drops = open_drops(Place(kind="file", where=str(tmp_path / "shared.toml")))
    drops.put("0" * 32, "offer", b"block")
    assert (tmp_path / "pairing").is_dir()


def test_a_block_fits_a_drop_whatever_the_names() -> None:
    place = Place(kind="http", where="https://" + "é" * 900)
    offered = invite("😀" * 200, "sponsor", place, NOW)
    assert len(offered.offer_block) <= wire.MAX_DROP
    b = accept(offered.code, offered.offer_block, "😀" * 200, NOW)
    assert len(b.answer_block) <= wire.MAX_DROP


def test_two_meet_by_pasted_blocks() -> None:
    offered = invitation(place=None)
    message = f"> Hi Maria,\n{sealing.armor('offer', offered.offer_block)}\n-- Pat"
    b = accept(offered.code, sealing.dearmor("offer", message), "Maria", NOW)
    reply = sealing.armor("answer", b.answer_block).upper().replace("\n", "\n> ")
    same(finish(offered, sealing.dearmor("answer", reply), NOW), b)


def test_after_pairing_both_are_let_in(endpoint: Server) -> None:
    place = Place(kind="http", where=endpoint.url)
    offered = invitation(place=place)
    assert offered.place is not None
    prepare(offered.place, offered.space, endpoint.code)
    b = answered(offered)
    a = finish(offered, b.answer_block, NOW)
    assert a.place is not None
    assert b.place is not None
    for _ in range(2):
        let_in(a.place, a.space, a.token_hash)
    for side in (a.place, b.place):
        with closing(open_remote(side, a.space)) as remote:
            assert remote.digest().count == 0


def test_a_folder_lets_everybody_in(tmp_path: Path) -> None:
    place = Place(kind="folder", where=str(tmp_path))
    prepare(place, "0" * 32)
    let_in(place, "0" * 32, "f" * 64)

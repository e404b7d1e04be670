"""The form of an export: one canonical text, read back whole, every fault named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sponsorterm.records.errors import BadRecord
from sponsorterm.records.kinds import Note
from sponsorterm.services.errors import ServiceError
from sponsorterm.services.export.document import (
    Document,
    Partner,
    Shared,
    Written,
    body_of,
    files,
    read_export,
    unique_names,
)
from sponsorterm.store.errors import StoreError

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 21, 0, tzinfo=UTC)
MARIA = Partner(name="Maria", role="sponsor", state="active", cadence="daily", since=DAY, synced=AT)
DEEP = {"a": {"b": {"c": {"d": {"e": {"f": 1}}}}}}


def written(name: str, **changes: object) -> Written:
    fields: dict[str, object] = {
        "kind": "note",
        "record": f"{ord(name):032x}",
        "day": DAY,
        "at": AT,
        "body": {"body": f'{name}\nwith "quotes" and a [/b]', "link": "Maria"},
        "shared": [Shared(name="Maria", level="full", held=["subject"], seen=DAY, talked=True)],
    }
    return Written(**(fields | changes))  # type: ignore[arg-type]


def document(*records: Written) -> Document:
    return Document({"name": "Sam", "zone": "UTC"}, (MARIA,), records)


def put(folder: Path, *records: Written) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in files(document(*records)).items():
        (folder / name).write_bytes(data)
    return folder


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    early = written("a", day=date(2026, 10, 31), shared=[])
    unknown = written("b", kind="later_kind", body=DEEP, shared=[])
    there = document(early, written("c"), unknown)
    found = read_export(put(tmp_path / "x", *there.records))
    assert found.profile == there.profile
    assert found.links == there.links
    assert sorted(found.records, key=lambda e: e.record) == [early, unknown, written("c")]
    assert files(found) == files(there)


def test_a_file_a_month_and_the_same_text_whatever_the_order() -> None:
    records = [written("b"), written("a", day=date(2026, 1, 2)), written("c")]
    one, two = files(document(*records)), files(document(*reversed(records)))
    assert list(one) == ["profile.toml", "links.toml", "2026-01.toml", "2026-11.toml"]
    assert one == two


def test_a_body_is_its_kind_with_the_link_in_the_place_of_the_name() -> None:
    body = body_of(written("a"), {"Maria": "ab" * 16})
    assert isinstance(body, Note)
    assert body.link == "ab" * 16


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("profile.toml", 'zone = "UTC"', "zone = 3", "profile.toml: zone: "),
        ("profile.toml", 'name = "Sam"', "", "profile.toml: "),
        ("links.toml", '"sponsor"', '"friend"', "links.toml: link[0].role: "),
        ("links.toml", '"Maria"', "[1", "links.toml: this is not a TOML document (line 3)"),
        ("2026-11.toml", "2026-11-20\n", "2026-10-20\n", "2026-11.toml: record[0].day: "),
        ("2026-11.toml", 'with = "Maria"', 'with = "Zoe"', "record[0].shared: "),
        ("2026-11.toml", 'link = "Maria"', 'link = "Zoe"', "record[0].body.link: "),
        ("2026-11.toml", 'body = """', 'agenda = 3\nbody = """', "record[0].body.agenda: "),
        ("2026-11.toml", 'level = "full"', 'level = "withdrawn"', "record[0].shared[0].level: "),
        ("2026-11.toml", "+00:00", "", "record[0].at: "),
    ],
)
def test_a_fault_names_file_and_key(
    tmp_path: Path, name: str, old: str, new: str, told: str
) -> None:
    path = put(tmp_path / "x", written("a")) / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    with pytest.raises(BadRecord, match=r"^[^\n]+$") as caught:
        read_export(path.parent)
    assert told in str(caught.value)


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    folder = put(tmp_path / "x", written("a"))
    (folder / "2026-11.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(BadRecord, match=r"2026-11\.toml: this is not UTF-8 text"):
        read_export(folder)


def test_a_symlink_is_not_followed(tmp_path: Path) -> None:
    folder = put(tmp_path / "x", written("a"))
    (folder / "2026-11.toml").rename(tmp_path / "elsewhere")
    (folder / "2026-11.toml").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError):
        read_export(folder)


def test_a_folder_without_a_profile_is_no_export(tmp_path: Path) -> None:
    with pytest.raises(ServiceError):
        read_export(tmp_path)
    with pytest.raises(ServiceError):
        read_export(tmp_path / "nowhere")


def test_files_that_are_no_month_are_left_alone(tmp_path: Path) -> None:
    folder = put(tmp_path / "x", written("a"))
    (folder / "README.txt").write_text("mine")
    assert len(read_export(folder).records) == 1


def test_two_of_a_name_are_told_apart() -> None:
    assert list(unique_names(["Sam", "Jo", "Sam", "Sam (2)", "Sam"])) == [
        "Sam",
        "Jo",
        "Sam (2)",
        "Sam (2) (2)",
        "Sam (3)",
    ]

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Person


def files(root: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_is_shredded_is_written_nowhere(sam: Person, tmp_path: Path) -> None:
    before = files(tmp_path)
    result = sam.types("shred", stdin="I hate the heron\nand more\n.\n")
    assert result.exit_code == 0
    assert "kept nowhere" in result.stdout
    assert "heron" not in result.output
    assert files(tmp_path) == before


def test_the_end_of_input_ends_it(newcomer: Person) -> None:
    assert "kept nowhere" in newcomer.gets("shred", stdin="heron\n")

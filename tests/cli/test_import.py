from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Person


def test_an_export_read_into_another_home(
    sam: Person, person: Callable[[str], Person], tmp_path: Path
) -> None:
    sam.gets("log", stdin='mood = 4\ndone_well = "walked home"\n')
    sam.gets("export", str(tmp_path / "out"))
    other = person("Other")
    assert "1 record taken in" in other.gets("import", str(tmp_path / "out"))
    assert "walked home" in other.gets("show")
    assert "1 was here already" in other.gets("import", str(tmp_path / "out"))


def test_what_is_left_out_is_named_and_its_words_are_not(sam: Person, tmp_path: Path) -> None:
    page = '[[record]]\nkind = "gratitude"\nrecord = "secret words"\n'
    (tmp_path / "x.toml").write_text(page)
    result = sam.types("import", str(tmp_path / "x.toml"))
    assert result.exit_code == 7
    assert "x.toml, line 3: record[0].record" in result.stderr
    assert "secret" not in result.output


def test_nothing_there(sam: Person, tmp_path: Path) -> None:
    assert "nothing to be read" in sam.told("import", str(tmp_path / "nope"), code=1)

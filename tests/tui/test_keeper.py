from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.tui.keeper import Keeper


class Page:
    """Something being typed, and its disk."""

    def __init__(self) -> None:
        self.text = ""
        self.disk: list[str] = []
        self.keeper = Keeper(lambda: self.text, self.disk.append)

    def type(self, text: str) -> None:
        self.text += text
        self.keeper.touch()


def test_a_snapshot_holds_what_was_typed_when_it_was_taken() -> None:
    page = Page()
    page.type("a")
    write = page.keeper.snapshot()
    assert page.keeper.waiting == 0
    page.type("b")
    write()
    assert page.disk == ["a"]
    assert page.keeper.waiting == 1


@given(st.permutations(range(5)))
def test_in_whatever_order_they_reach_the_disk_the_newest_is_last(order: list[int]) -> None:
    page = Page()
    writes = []
    for letter in "abcde":
        page.type(letter)
        writes.append(page.keeper.snapshot())
    for number in order:
        writes[number]()
    assert page.disk[-1] == "abcde"
    assert page.disk == sorted(page.disk, key=len)


def test_nothing_is_written_after_it_was_filed() -> None:
    page = Page()
    page.type("a")
    late = page.keeper.snapshot()
    page.keeper.close()
    late()
    assert page.disk == []

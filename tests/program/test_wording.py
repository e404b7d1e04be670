"""No word that shames, and no sentence that belongs to a fellowship, in anything we show."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rtoml

import sponsorterm

PACKAGE = Path(sponsorterm.__file__).parent

SHAMING = [
    *("clean", "dirty", "addict", "addicts", "alcoholic", "alcoholics", "junkie", "abuser"),
    *("failed", "failure", "failing", "violation", "violated", "non-compliant", "noncompliant"),
    *("streak", "streaks", "relapse", "relapsed", "you missed", "missed days", "broke your"),
]
"""Words a person may choose for themselves in a pack's terms; the program never does."""

FELLOWSHIP = [
    *("powerless", "unmanageable", "power greater", "to sanity", "turn our will", "our will and"),
    *("as we understood", "as you understand", "fearless moral", "moral inventory"),
    *("exact nature", "our wrongs", "entirely ready", "defects of character"),
    *("character defects", "humbly asked", "shortcomings", "direct amends", "would injure"),
    *("personal inventory", "promptly admitted", "prayer and meditation", "conscious contact"),
    *("his will", "spiritual awakening", "carry this message", "carry the message"),
    *("practice these principles", "in all our affairs", "higher power", "god", "lord"),
    *("what we used to be like", "what it was like", "jealousy, suspicion", "pass it on"),
    *("owe an apology", "kind and loving", "kept something to ourselves"),
    *("could we have done better", "one day at a time", "just for today", "keep coming back"),
    *("let go and let", "easy does it", "first things first", "progress not perfection"),
    *("progress, not perfection", "grant me the serenity", "rarely have we", "half measures"),
    *("cunning, baffling", "restless, irritable", "rigorous honesty", "searching and fearless"),
    *("it works if you work it", "live and let live", "this too shall pass", "happy, joyous"),
    *("people, places", "experience, strength", "trusted servant", "the disease of"),
    *("another addict", "addict helping", "clean and serene", "the still suffering"),
    *("big book", "basic text", "twelve and twelve", "alcoholics anonymous"),
    *("narcotics anonymous", "al-anon", "overeaters anonymous"),
]
"""Short marks of text that others wrote, each enough to know it by."""

NOT_SHOWN = {"key", "field", "type", "kind", "from", "unit", "fixed", "terms"}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in NOT_SHOWN:
                yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def strings_of(module: Path) -> Iterator[str]:
    """Every string in a module that is not a docstring."""
    tree = ast.parse(module.read_text())
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


SHOWN = [
    *((path, list(texts(rtoml.load(path)))) for path in sorted(PACKAGE.glob("program/**/*.toml"))),
    *((path, list(strings_of(path))) for path in sorted(PACKAGE.glob("strings/**/*.py"))),
]


def test_there_is_something_to_read() -> None:
    assert {path.name for path, shown in SHOWN if shown} >= {"general.toml", "program.py"}


@pytest.mark.parametrize(
    ("path", "shown"), SHOWN, ids=[str(path.relative_to(PACKAGE)) for path, _ in SHOWN]
)
@pytest.mark.parametrize("words", [SHAMING, FELLOWSHIP], ids=["shame", "fellowship"])
def test_our_words_are_our_own_and_kind(path: Path, shown: list[str], words: list[str]) -> None:
    avoid = re.compile(rf"\b({'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    assert [text for text in shown if avoid.search(text)] == []

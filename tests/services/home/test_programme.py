"""A programme of one's own: a file in the config folder, switched to and back, nothing lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rtoml

from sponsorterm.program import Form, PackError, UnknownKey, builtin_keys
from sponsorterm.records.codec import decode
from sponsorterm.records.kinds import Inventory, Row
from sponsorterm.services.entries.forms import Answers, values_of
from sponsorterm.services.entries.reading import revision_of, shown
from sponsorterm.services.home.programme import choose_pack, faults, find_pack, pack_keys
from sponsorterm.services.home.session import Session
from sponsorterm.services.home.setup import counts_days
from sponsorterm.services.steps.progress import set_state, steps

OURS = """
base = "general"
name = "Our group"

[terms]
sober = "clean"
date_word = "clean date"

[prompts.anger]
field = "answers.anger_today"
type = "scale"
title = "How angry was I?"
low = 0
high = 10

[prompts.garden]
field = "cells.in_the_garden"
type = "people"
title = "Who was in the garden?"
max_items = 5

[[forms]]
key = "nightly_quick"
groups = [ { key = "ours", title = "Ours", prompts = ["anger"] } ]

[[worksheets]]
key = "gardens"
title = "Gardens"
columns = ["garden", "cell_happened"]
"""


def put(session: Session, text: str, name: str = "ours") -> Path:
    session.home.packs.mkdir(exist_ok=True)
    file = session.home.packs / f"{name}.toml"
    file.write_text(text)
    return file


def filed(session: Session, form: Form, **answers: Any) -> dict[str, Any]:
    """The body in the file of a form's answers, after a look that all of them come back."""
    told = Answers(form)
    for field, value in answers.items():
        told.set(field.replace("__", "."), value)
    body = told.body(session.pack)
    kept = session.save(body)
    back = decode(kept.payload).body
    assert back == body
    assert values_of(back).items() >= told.values.items()
    found: dict[str, Any] = rtoml.loads(kept.payload.decode())["body"]
    return found


def test_a_prompt_and_a_column_of_ones_own_need_no_code(sam: Session) -> None:
    put(sam, OURS)
    pack = choose_pack(sam, "ours")
    assert sam.pack is not None
    assert (sam.pack.key, pack.terms.date_word, pack.terms.sponsor) == (
        *("ours", "clean date", "sponsor"),
    )
    night = filed(sam, sam.pack.form("nightly_quick"), mood=3, answers__anger_today=7)
    assert night["answers"] == {"anger_today": 7}
    row_form = sam.pack.worksheet("gardens").row_form()
    assert row_form is not None
    row = filed(sam, row_form, cells__in_the_garden=["J.", "K."])
    assert (row["sheet"], row["cells"]) == ("gardens", {"in_the_garden": ["J.", "K."]})
    (entry,) = sam.store.entries(kinds={Inventory.KIND})
    lines = {line.label: line.value for line in shown(sam.pack, revision_of(sam, entry))}
    assert lines["How angry was I?"] == "7 of 10"
    assert isinstance(sam.store.entries(kinds={Row.KIND})[0].body, Row)


def test_only_a_programme_that_counts_days_has_setup_ask_for_one(sam: Session) -> None:
    asked = {key: counts_days(sam.home, key) for key in ("general", "family", "not_there")}
    assert asked == {"general": True, "family": False, "not_there": True}


def test_switching_keeps_all_history(sam: Session) -> None:
    set_state(sam, 4, "working")
    filed(sam, sam.pack.form("nightly_full"), mood=2, answers__fear__text="bills")
    before = {entry.id for entry in sam.store.entries() if entry.kind != "profile"}
    for key in [*builtin_keys(), "general"]:
        choose_pack(sam, key)
        assert {entry.id for entry in sam.store.entries() if entry.kind != "profile"} == before
        (night,) = sam.store.entries(kinds={Inventory.KIND})
        assert "bills" in [line.value for line in shown(sam.pack, revision_of(sam, night))]
    assert [view.state for view in steps(sam) if view.number == 4] == ["working"]


def test_a_fault_names_file_line_and_key_and_locks_nobody_out(sam: Session) -> None:
    put(sam, OURS)
    choose_pack(sam, "ours")
    put(sam, OURS.replace("high = 10", "high = 10\ncolour = 3"))
    sam.refresh()
    sam.__dict__.pop("pack", None)
    assert sam.pack.key == "general"
    (fault,) = faults(sam.home)
    line = 1 + OURS[: OURS.index("high = 10")].count("\n") + 1
    assert str(fault).startswith(f"ours.toml, line {line}: ")
    assert "colour: is not a setting" in str(fault)
    with pytest.raises(PackError):
        find_pack(sam.home, "ours")


def test_a_programme_is_known_by_its_file(sam: Session) -> None:
    put(sam, OURS)
    put(sam, OURS, "Not A Key")
    assert pack_keys(sam.home) == sorted([*builtin_keys(), "ours"])
    for key in ("../ours", "Not A Key", "none"):
        with pytest.raises(UnknownKey):
            choose_pack(sam, key)

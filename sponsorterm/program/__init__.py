"""Programmes: steps, forms, worksheets, feelings, traits and milestones, as data to be edited.

Here live the model of a pack (`pack.py`: `prompts.py` has the forms, `work.py` the steps and
worksheets), its loader with errors that name file and line (`loader.py`, `document.py`,
`faults.py`), and the packs themselves (`packs/*.toml`), all in our own words. No rule or
screen may enter, and no fellowship's text. Start at `packs/general.toml`, then read `pack.py`.
"""

from __future__ import annotations

from sponsorterm.program.loader import PackError, builtin, builtin_keys, load_pack
from sponsorterm.program.pack import Pack, Terms, UnknownKey
from sponsorterm.program.prompts import CHOSEN, Choice, Form, Group, Prompt, PromptType
from sponsorterm.program.work import (
    Assignment,
    Counter,
    Milestone,
    Step,
    Task,
    Trait,
    Worksheet,
)

__all__ = [
    "CHOSEN",
    "Assignment",
    "Choice",
    "Counter",
    "Form",
    "Group",
    "Milestone",
    "Pack",
    "PackError",
    "Prompt",
    "PromptType",
    "Step",
    "Task",
    "Terms",
    "Trait",
    "UnknownKey",
    "Worksheet",
    "builtin",
    "builtin_keys",
    "load_pack",
]

"""Programmes: steps, forms, feelings, traits and milestones, as data a person can edit.

Here live the model of a pack (`pack.py`), its loader with errors that name the line of
thought to mend (`loader.py`, `faults.py`), and the packs themselves (`packs/*.toml`), all
in our own words. No rule, record or screen may enter, and no fellowship's text. Start at
`packs/general.toml`, then read `pack.py`.
"""

from __future__ import annotations

from sponsorterm.program.loader import PackError, builtin, builtin_keys, load_pack
from sponsorterm.program.pack import (
    Choice,
    Form,
    Group,
    Milestone,
    Pack,
    Prompt,
    PromptType,
    Step,
    Task,
    Terms,
    Trait,
    UnknownKey,
)

__all__ = [
    "Choice",
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
    "builtin",
    "builtin_keys",
    "load_pack",
]

"""Words of step work at a command line: sheets, their rows, amends."""

from __future__ import annotations

SAME_AGAIN = "Go on with the same command."
KEPT = "Kept here. Nobody else has it."

AMENDS = "Whom you owe something, how willing you are, and how far it has come."
AMENDS_ADD = "Put somebody on the list: question by question, or as TOML on standard input (-)."
AMENDS_CHANGE = (
    "Change one of them by options, or with none question by question. "
    "Nothing is planned for a person marked unsafe before there is advice."
)
STATE = "How far it has come."
WILLING = "How willing you are."
WAY = "In which way it is put right."
UNSAFE = "Whether contact could harm anybody, you included."
PLANNED_FOR = "The day it is planned for."
MADE_ON = "The day it was made."
DISCUSSED_ON = "The day you talked it over."
NOT_ONE = "That entry is no amends."
CHANGED = "Changed here. What others hold of it stays as it is until you share it again."

"""All that the program does to the disk, a line each in the module of its field.

To have a new path killed and failed at every call, add its `Action` there.
"""

from __future__ import annotations

from tests.faults import carrying, keeping, leaving, locking
from tests.faults.action import Action

ACTIONS: tuple[Action, ...] = (
    *keeping.ACTIONS,
    *locking.ACTIONS,
    *carrying.ACTIONS,
    *leaving.ACTIONS,
)

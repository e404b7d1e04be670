"""Where each rule begins to speak. Two people may agree on other numbers for their link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of `domain` section 8, in the unit each name ends on.

    Attributes:
        call_waits_hours: A call asked for today and not met counts as one for now.
        setback_days: How long a setback shared is looked at.
        lowest_mood: A mood this low or lower, of 1 to 5.
        high_craving: A craving this high or higher, of 0 to 10.
        rising_craving: A craving this high on two of the last three days.
        craving_jump: A craving this much over one's own median of two weeks.
        hard_mood: A day is hard when its lowest mood is this low or lower.
        hard_days: Hard days in a row.
        halt_parts: Of hungry, angry, lonely, tired, on two days running.
        weekly_meetings: How many meetings a week were agreed; 0 is none agreed.
        stalled_days: Days without a movement in step work.
        overdue_days: Days past the day an assignment was due.
        on_you_hours: Hours that work or a question may wait for the sponsor.
        plan_days: Days after which a plan for hard moments wants another look.
        easy_days: Days of nothing but top marks and no words.
        early_days: The first days of a clock, in which silence counts a day earlier.
        quiet_days: Days past the day an entry was due that raise silence on its lowest
            level; None goes by the cadence.
    """

    call_waits_hours: int = 2
    setback_days: int = 7
    lowest_mood: int = 1
    high_craving: int = 8
    rising_craving: int = 6
    craving_jump: int = 3
    hard_mood: int = 2
    hard_days: int = 3
    halt_parts: int = 3
    weekly_meetings: int = 0
    stalled_days: int = 21
    overdue_days: int = 3
    on_you_hours: int = 48
    plan_days: int = 90
    easy_days: int = 14
    early_days: int = 90
    quiet_days: int | None = None

    def agreed(self, overrides: Mapping[str, int]) -> Self:
        """These limits with the numbers two people agreed on. What is not a limit is not read."""
        names = {field.name for field in fields(self)}
        return replace(self, **{name: n for name, n in overrides.items() if name in names})


DEFAULTS = Limits()
"""What holds where nothing else was agreed."""

"""How the days were, as somebody told them: mood, craving, HALT."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median

from sponsorterm.rules.facts import Facts, Flag
from sponsorterm.rules.readings import Day, Reading
from sponsorterm.strings import reasons as words

DAY = timedelta(days=1)
LAST_DAYS = 3
"""A rise in craving is looked for in so many days, today among them."""
HIGH_DAYS = 2
"""On so many of them it must be high."""
MEDIAN_DAYS = 14
"""One's own median is taken over so many days before today."""
MEDIAN_OF = 5
"""Of fewer readings no median is taken: they say nothing of what is usual."""
TOP_MOOD = 5
NO_CRAVING = 0


def low_mood(facts: Facts) -> Flag | None:
    """The bottom of the scale, today or yesterday."""
    for day in (facts.today, facts.today - DAY):
        mood = _mood(facts, day)
        if mood and mood.value <= facts.limits.lowest_mood:
            return Flag("low_mood", 1, *words.low_mood(day, facts.today), day, (mood.record,))
    return None


def craving_high(facts: Facts) -> Flag | None:
    """A high craving, today."""
    today = _craving(facts, facts.today)
    if today is None or today.value < facts.limits.high_craving:
        return None
    reason = words.craving(today.value)
    return Flag("craving_high", 1, *reason, facts.today, (today.record,))


def craving_rise(facts: Facts) -> Flag | None:
    """A craving that is high on two of the last three days, or well over one's own median.

    The second looks at today's craving against the median of the two weeks before. A
    craving that `craving_high` tells of is not told twice.
    """
    if craving_high(facts):
        return None
    return _often_high(facts) or _jumped(facts)


def hard_run(facts: Facts) -> Flag | None:
    """Hard days in a row, up to today, or to yesterday while today is open."""
    day = facts.today if _mood(facts, facts.today) else facts.today - DAY
    records = []
    while (mood := _mood(facts, day)) and mood.value <= facts.limits.hard_mood:
        records.append(mood.record)
        day -= DAY
    if len(records) < facts.limits.hard_days:
        return None
    first = day + DAY
    reason = words.hard_run(len(records), first, facts.today)
    return Flag("hard_run", 2, *reason, first, tuple(records))


def halt(facts: Facts) -> Flag | None:
    """Most of hungry, angry, lonely and tired, on two days running, the later not over long.

    The two days end today, or yesterday while today is open.
    """
    last = facts.today if _day(facts, facts.today).halt else facts.today - DAY
    found = [_day(facts, day).halt for day in (last, last - DAY)]
    told = [one for one in found if one and one.value >= facts.limits.halt_parts]
    if len(told) < len(found):
        return None
    records = tuple(dict.fromkeys(one.record for one in told))
    return Flag("halt", 2, *words.halt(last, facts.today), last, records)


def all_easy(facts: Facts) -> Flag | None:
    """Day after day nothing but the best marks and not a word: perhaps worth a question.

    Every day up to yesterday must be known, with a mood at the top, no craving above none,
    and no text of any sort.
    """
    days = [facts.today - DAY * ago for ago in range(1, facts.limits.easy_days + 1)]
    found = [_day(facts, day) for day in days]
    if not all(_is_easy(day) for day in found):
        return None
    records = tuple(day.mood.record for day in found if day.mood)
    return Flag("all_easy", 4, *words.all_easy(len(days)), min(days), records)


def _often_high(facts: Facts) -> Flag | None:
    last = [_craving(facts, facts.today - DAY * ago) for ago in range(LAST_DAYS)]
    high = [one for one in last if one and one.value >= facts.limits.rising_craving]
    if len(high) < HIGH_DAYS:
        return None
    reason = words.craving_often(len(high), facts.limits.rising_craving, LAST_DAYS)
    return Flag("craving_rise", 2, *reason, facts.today, tuple(one.record for one in high))


def _jumped(facts: Facts) -> Flag | None:
    today = _craving(facts, facts.today)
    before = [_craving(facts, facts.today - DAY * ago) for ago in range(1, MEDIAN_DAYS + 1)]
    known = [one.value for one in before if one]
    if today is None or len(known) < MEDIAN_OF:
        return None
    usual = median(known)
    if today.value - usual < facts.limits.craving_jump:
        return None
    reason = words.craving_over(today.value, usual)
    return Flag("craving_rise", 2, *reason, facts.today, (today.record,))


def _is_easy(day: Day) -> bool:
    craving = day.craving.value if day.craving else NO_CRAVING
    return (
        day.mood is not None
        and day.mood.value == TOP_MOOD
        and craving == NO_CRAVING
        and not day.words
    )


def _day(facts: Facts, day: date) -> Day:
    return facts.days.get(day) or Day()


def _mood(facts: Facts, day: date) -> Reading | None:
    return _day(facts, day).mood


def _craving(facts: Facts, day: date) -> Reading | None:
    return _day(facts, day).craving

"""Civil days, with the reasoning beside each number."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sponsorterm.records.days import add_months, civil_day

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati"]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 21, 0, 40, tzinfo=BERLIN), date(2026, 11, 20)),
        (datetime(2026, 11, 21, 3, 59, 59, tzinfo=BERLIN), date(2026, 11, 20)),
        (datetime(2026, 11, 21, 4, 0, tzinfo=BERLIN), date(2026, 11, 21)),
        # 02:30 UTC is 03:30 in Berlin in winter, 04:30 in summer.
        (datetime(2026, 11, 21, 2, 30, tzinfo=UTC), date(2026, 11, 20)),
        (datetime(2026, 7, 21, 2, 30, tzinfo=UTC), date(2026, 7, 21)),
        # The hour that happens twice on 25 October belongs to the evening before.
        (datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN, fold=1), date(2026, 10, 24)),
    ],
)
def test_the_day_ends_at_four_by_the_wall_clock(moment: datetime, day: date) -> None:
    assert civil_day(moment, BERLIN) == day


def test_another_hour_may_be_chosen() -> None:
    midnight = datetime(2026, 11, 21, 0, 0, tzinfo=BERLIN)
    assert civil_day(midnight, BERLIN, time(0, 0)) == date(2026, 11, 21)


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        civil_day(datetime(2026, 11, 21), BERLIN)


@given(
    st.datetimes(
        min_value=datetime(1990, 1, 2), max_value=datetime(2090, 1, 1), timezones=st.just(UTC)
    ),
    st.sampled_from(ZONES).map(ZoneInfo),
)
def test_the_civil_day_is_the_wall_date_or_the_one_before(moment: datetime, zone: ZoneInfo) -> None:
    wall = moment.astimezone(zone)
    day = civil_day(moment, zone)
    assert day == wall.date() - (timedelta(days=1) if wall.hour < 4 else timedelta(0))


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 10, 31), 6, date(2027, 4, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
    ],
)
def test_months_are_calendar_months_clamped_to_their_end(
    day: date, months: int, result: date
) -> None:
    assert add_months(day, months) == result


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.integers(0, 600))
def test_adding_months_moves_the_month_and_never_past_its_end(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day <= day.day

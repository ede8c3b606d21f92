"""
Statutory festivals with fixed dates (全国年节及纪念日放假办法), version by version.

They are what can be said of a year without a published arrangement: the festivals of the lunar calendar and Qingming
need a table, and which days are swapped is decided anew each year.
"""

from datetime import date

from luyue.engine.holiday import DayKind, Mark

# By the first year of each version (1949, 1999, 2007, 2024; the third October day was first given in 1999 itself).
FIXED = (
    (1949, ((1, 1, "元旦"), (5, 1, "劳动节"), (10, 1, "国庆节"), (10, 2, "国庆节"))),
    (1999, ((1, 1, "元旦"), (5, 1, "劳动节"), *((10, day, "国庆节") for day in (1, 2, 3)))),
    (2000, ((1, 1, "元旦"), *((5, day, "劳动节") for day in (1, 2, 3)), *((10, day, "国庆节") for day in (1, 2, 3)))),
    (2008, ((1, 1, "元旦"), (5, 1, "劳动节"), *((10, day, "国庆节") for day in (1, 2, 3)))),
    (2025, ((1, 1, "元旦"), (5, 1, "劳动节"), (5, 2, "劳动节"), *((10, day, "国庆节") for day in (1, 2, 3)))),
)


def fixed_festivals(year: int) -> tuple[Mark, ...]:
    """Return the statutory festivals of a year (from 1949 on) that stand on fixed dates, rising."""
    dates = [dates for since, dates in FIXED if since <= year][-1]
    return tuple(Mark(date(year, month, day).toordinal(), DayKind.FESTIVAL, name) for month, day, name in dates)

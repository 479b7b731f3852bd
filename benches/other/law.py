"""What the statute of Norway says, read from the project's own file, so that no figure stands twice."""

import re
from datetime import date, timedelta
from pathlib import Path

STATUTE = Path(__file__).resolve().parents[2] / "policies/statutes/no.frist"
FIRST, LAST = date(2004, 1, 1), date(2026, 12, 31)
# Interest of a day is balance x rate / days of the year. Over this both years have whole numerators; rates are in hundredths of a per cent.
DENOMINATOR = 365 * 366 * 10_000
MONTHS = {name: at for at, name in enumerate(
    "January February March April May June July August September October November December".split(), 1)}


def dated(name, unit):
    """The dated values of a name, as whole hundredths of the unit; what is only announced is left out."""
    text = STATUTE.read_text(encoding="utf-8")
    block = re.search(rf"value {name} {{(.*?)\n    }}", text, re.S).group(1)
    lines = re.findall(rf"from (\d{{4}}-\d\d-\d\d): ([\d.]+) {unit}", block)
    return [(date.fromisoformat(day), round(float(figure) * 100)) for day, figure in lines]


def on(values, day):
    """The value of a day."""
    return [value for start, value in values if start <= day][-1]


def easter(year):
    """Easter Sunday, by the anonymous Gregorian rule."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114
    return date(year, n // 31, n % 31 + 1)


def holidays():
    """Every holiday of the years that the statute is known for, and of the next."""
    text = STATUTE.read_text(encoding="utf-8")
    days = set()
    for year in range(FIRST.year, LAST.year + 2):
        for day, month in re.findall(r'holiday +"[^"]*" on (\d+) (\w+)', text):
            days.add(date(year, MONTHS[month], int(day)))
        for far, side in re.findall(r'holiday +"[^"]*" (\d+) days? (before|after) easter', text):
            days.add(easter(year) + timedelta(int(far) * (1 if side == "after" else -1)))
        days.add(easter(year))
    return days


def calendar(as_of):
    """For each day from three years before the as-of date to the last one known: the business day that a due date on it moves to, and the numerator of
    the interest on one unit of money of all days since the first, up to it and up to that business day."""
    rates, off, rows, sum_ = dated("forsinkelsesrente", "%"), holidays(), [], 0
    starts = dict(rates)
    day = max(FIRST, as_of - timedelta(3 * 365))
    rate = on(rates, day)
    while day <= LAST:
        rate = starts.get(day, rate)
        leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
        sum_ += rate * (365 if leap else 366)
        moved = day
        while moved.weekday() > 4 or moved in off:
            moved += timedelta(1)
        rows.append((day, moved, sum_))
        day += timedelta(1)
    accrued = {day: sum_ for day, _, sum_ in rows}
    return [(day, moved, sum_, accrued[moved]) for day, moved, sum_ in rows if moved in accrued]


def letter_fee(as_of):
    """The most that a reminder or a collection notice may cost, in oere: a share of the rate of the day, in whole kroner. The share is that of claims
    due since October 2020."""
    exact = on(dated("inkassosats", "NOK"), as_of) * on(dated("gebyrandel", "%"), as_of)
    return (exact + 500_000) // 1_000_000 * 100


def plus_months(day, months):
    """The same day some months later, or the last day of that month."""
    at = day.year * 12 + day.month - 1 + months
    year, month = at // 12, at % 12 + 1
    behind = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(day.day - 1), behind - timedelta(1))


def round_over(as_of):
    """The last day of a charged letter whose round has ended by the as-of date: six months have passed since."""
    day = as_of - timedelta(170)
    while plus_months(day, 6) > as_of:
        day -= timedelta(1)
    return day

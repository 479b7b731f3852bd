"""Tables of cases for every dated value and every holiday, worked out apart from the program and from the statutes' files.

The figures stand here as the research notes have them (official tables of the four countries); interest is added up day by day in exact fractions,
Easter is the Sunday after the printed paschal full moon. `python3 work-out.py && frist fmt */values.frist` writes the tables again,
byte for byte.
"""
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
DAY = timedelta(days=1)
KNOWN_UNTIL = date(2026, 12, 31)
FULL_MOON = [(4, 14), (4, 3), (3, 23), (4, 11), (3, 31), (4, 18), (4, 8), (3, 28), (4, 16), (4, 5),
             (3, 25), (4, 13), (4, 2), (3, 22), (4, 10), (3, 30), (4, 17), (4, 7), (3, 27)]


def easter(year):
    day = date(year, *FULL_MOON[year % 19]) + DAY
    while day.weekday() != 6:
        day += DAY
    return day


def dated(text):
    words = text.split()
    return [(date.fromisoformat(day), Fraction(figure)) for day, figure in zip(words[::2], words[1::2])]


def on(table, day):
    """The figure of a day; None before the first."""
    return next((figure for start, figure in reversed(table) if start <= day), None)


def half_years(first, last, figures):
    """`4.50 4.00 …` from one half-year on."""
    starts, day = [], first
    for figure in figures.split():
        starts.append((day, Fraction(figure)))
        day = date(day.year + (day.month == 7), 7 if day.month == 1 else 1, 1)
    assert day == last, (day, last)
    return starts


class Country:
    def __init__(self, code, currency, fixed, from_easter, others, due_moves, leap):
        self.code, self.currency, self.fixed, self.from_easter = code, currency, fixed, from_easter
        self.others, self.due_moves, self.leap, self.tables = others, due_moves, leap, []

    def holiday(self, day):
        return ((day.month, day.day) in self.fixed or (day - easter(day.year)).days in self.from_easter(day.year)
                or day in self.others(day.year))

    def closed(self, day):
        return day.weekday() >= 5 or self.holiday(day)

    def business_day(self, day, step):
        while self.closed(day):
            day += step * DAY
        return day

    def year(self, day):
        leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
        return 366 if leap and self.leap else 365

    def money(self, amount):
        """Rounded to the minor unit, half away from zero."""
        sign, cents = (-1 if amount < 0 else 1), int(abs(amount) * 100 + Fraction(1, 2))
        whole = f"{cents // 100:,}".replace(",", " ")
        return f"{'-' if sign < 0 else ''}{whole}" + (f".{cents % 100:02}" if cents % 100 else "") + f" {self.currency}"

    def table(self, title, policy, columns, rows):
        assert len(set(rows)) == len(rows), title
        lines = [f'test "{title}" of {policy} {{', "    | " + " | ".join(columns) + " |"]
        lines += ["    | " + " | ".join(row) + " |" for row in rows] + ["}"]
        self.tables.append("\n".join(lines))

    def around(self, changes, first):
        """Claims on the last day of each old figure and the first of the new: (due, until), due on a business day, so that neither moves it nor gives grace.
        Nothing is known before `first`: there it is due on the day before, and over once the next business day is past."""
        pairs = []
        for change in changes:
            due = self.business_day(change - 2 * DAY, -1)
            first_pair = (change - DAY, max(change, self.business_day(change - DAY, 1) + DAY))
            pairs += [(due, change - DAY), (due, change)] if change > first else [first_pair]
        return [(due, until) for due, until in pairs if until <= KNOWN_UNTIL]

    def interest(self, title, to, pairs, rate):
        """Interest from `due` through `until`, at `rate(day, due)` per cent of each day."""
        amount, rows = Fraction(36_500_000), []
        for due, until in pairs:
            days = [due + n * DAY for n in range(1, (until - due).days + 1)]
            total = sum(amount * rate(day, due) / 100 / self.year(day) for day in days)
            rows.append((self.money(amount), str(due - 14 * DAY), str(due), to, "wait", str(until), self.money(total)))
        self.table(title, "interest", ("amount", "issued", "due", "to", "expect", "on", "interest"), list(dict.fromkeys(rows)))

    def holidays(self, years, abolished=()):
        """Each holiday and its neighbours, due on the business day before: nothing goes out on it, and something on them."""
        days = [date(year, 1, 1) + n * DAY for year in years for n in range(365)]
        holidays = [day for day in days if self.holiday(day)]
        rows = []
        for day in sorted({day + by * DAY for day in holidays for by in (-1, 0, 1)} | set(abolished)):
            if day.weekday() < 5:
                due = self.business_day(day - DAY, -1)
                what = "wait" if self.closed(day) else "letter"
                rows.append((f"1 000 {self.currency}", str(due - 14 * DAY), str(due), "consumer", what, str(day)))
        self.table("holidays: nothing goes out", "business-days", ("amount", "issued", "due", "to", "expect", "on"), rows)

    def amounts(self, title, policy, column, rows, clauses=""):
        """What a letter of a day may carry: (due, day, debtor, amount). A hold keeps it until that day."""
        for due, day, to, figure in dict.fromkeys(rows):
            issued = due - (14 if not clauses else 31) * DAY
            due = issued + 14 * DAY
            self.tables.append("\n".join([
                f'test "{title}" of {policy} {{',
                f"    invoice  1 000 {self.currency} issued {issued} due {due} to {to}{clauses}",
                f"    hold     on {issued} until {day - DAY}",
                f"    expect   letter on {day} with {column} {self.money(Fraction(figure))}",
                "}"]))

    def write(self):
        head = "# Every dated value and holiday, by tests/law/work-out.py."
        used = [text for name, text in policies(self) if any(f"of {name} {{" in table for table in self.tables)]
        text = "\n\n".join([head] + used + self.tables) + "\n"
        (HERE / self.code / "values.frist").write_text(text)


def policies(country):
    """A day on which nothing goes out, the letter on the next business day, and letters with what the law allows."""
    letter = "    step letter is {} {{\n        send {}\n{}    }}\n"
    for name, more, step in [
        ("interest", "interest statutory", letter.format("reminder", "900 days after due date", "")),
        ("business-days", "no interest\n    send on business days", letter.format("courtesy", "1 day after due date", "")),
        ("letters", "no interest", letter.format("reminder", "on due date", "        fee statutory\n")),
        ("sums", "no interest", letter.format("reminder", "on due date", "        compensation statutory\n")),
    ]:
        yield name, (f"policy {name} {{\n    law {country.code.upper()}\n    debtors consumer, business, public\n"
                     f"    currency {country.currency}\n    valid from 1980-01-01\n    {more}\n{step}}}")


def starts(table):
    return [start for start, _ in table]


# ---- Norway --------------------------------------------------------------------------------------------------
NO = Country("no", "NOK", {(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)}, lambda year: (-3, -2, 0, 1, 39, 49, 50), lambda year: (), True, True)
NO_RATES = half_years(date(2004, 1, 1), date(2027, 1, 1), """
    9.25 8.75 8.75 9.00 9.25 9.75 10.50 11.50 12.25 12.75 10.00 8.25 8.75 9.00 9.00 9.25 8.75 8.50 8.50 9.50 9.50 9.50 9.25 9.00
    8.75 8.50 8.50 8.50 8.50 8.50 8.75 9.25 9.50 8.00 8.00 8.00 8.50 9.25 10.75 11.75 12.50 12.50 12.50 12.25 12.00 12.25""")
NEXT_YEAR = date(2027, 1, 1)
NO.interest("forsinkelsesrente known: the rate of each half-year", "consumer", NO.around(starts(NO_RATES) + [NEXT_YEAR], date(2004, 1, 1)),
            lambda day, due: on(NO_RATES, day))
NO.interest("day no forsinkelsesrente: leap years have 366 days", "business", [(date(2024, 2, 27), date(2024, 2, 29))],
            lambda day, due: on(NO_RATES, day))
NO_SATS = dated("""2006-01-01 550 2007-01-01 560 2008-01-01 570 2009-01-01 590 2010-01-01 600 2011-01-01 610 2012-01-01 620 2013-01-01 630
    2014-01-01 640 2015-01-01 650 2016-01-01 670 2017-01-01 700 2026-01-01 750""")
rows = []
for start in starts(NO_SATS):
    for day in (start - DAY, start):
        due = NO.business_day(day - 30 * DAY, -1)
        if due >= date(2004, 1, 1) and day >= NO_SATS[0][0]:
            share = 20 if due >= date(2020, 10, 1) else 10
            rows.append((due, day, "consumer", int(on(NO_SATS, day) / share + Fraction(1, 2))))
NO.amounts("inkassosats gebyrandel: the reminder fee of each day", "letters", "fee", rows)
NO_SUMS = [(start, Fraction(sum_of)) for (start, _), sum_of in zip(half_years(date(2013, 7, 1), date(2027, 1, 1), "0 " * 27), """
    300 320 320 330 330 370 370 360 370 380 380 380 390 400 430 400 400 390 400 410 460 470 460 470 460 460 430""".split())]
rows = []
# Interest starts 31 days after issue where the due date was not agreed: on any day of the week.
for start in starts(NO_SUMS) + [NEXT_YEAR]:
    for first, day in ((start - 20 * DAY, start - DAY), (start - 20 * DAY, start), (start - DAY, start + 20 * DAY), (start, start + 20 * DAY)):
        if on(NO_SUMS, first) is not None and day <= KNOWN_UNTIL:
            rows.append((first, day, "business", max(on(NO_SUMS, first), on(NO_SUMS, day))))
NO.amounts("standardkompensasjon: the sum of each half-year", "sums", "compensation", rows, ", due date not agreed")
NO.holidays((2024, 2025, 2026))
NO.write()

# ---- Sweden --------------------------------------------------------------------------------------------------
def saturday_from(year, month, day):
    first = date(year, month, day)
    return first + (5 - first.weekday()) % 7 * DAY


def nordic_summer(year):
    midsummer = saturday_from(year, 6, 20)
    return midsummer - DAY, midsummer, saturday_from(year, 10, 31)


# In 2005 the National Day took the place of Whit Monday.
SE = Country("se", "SEK", {(1, 1), (1, 6), (5, 1), (12, 24), (12, 25), (12, 26), (12, 31)},
             lambda year: (-2, 0, 1, 39, 49) + ((50,) if year < 2005 else ()),
             lambda year: nordic_summer(year) + ((date(year, 6, 6),) if year >= 2005 else ()), False, False)
SE_RATES = half_years(date(2002, 7, 1), NEXT_YEAR, """
    4.50 4.00 3.00 3.00 2.00 2.00 1.50 1.50 2.50 3.00 3.50 4.00 4.50 2.00 0.50 0.50 0.50 1.50 2.00 2.00 1.50 1.00 1.00 1.00 1.00
    0.00 0.00 0.00 -0.50 -0.50 -0.50 -0.50 -0.50 -0.50 0.00 0.00 0.00 0.00 0.00 0.00 0.50 2.50 3.50 4.00 4.00 3.00 2.00 2.00 2.00""")
SE.interest("referensränta interest known: the rate of each half-year", "consumer", SE.around(starts(SE_RATES) + [NEXT_YEAR], date(2002, 7, 1)),
            lambda day, due: on(SE_RATES, day) + 8)
SE.interest("day referensränta interest: leap years have 365 days too", "business", [(date(2024, 2, 27), date(2024, 2, 29))],
            lambda day, due: on(SE_RATES, day) + 8)
SE.holidays((2004, 2021, 2024, 2025, 2026), [date(2003, 6, 6)])
SE.write()

# ---- Denmark -------------------------------------------------------------------------------------------------
DK = Country("dk", "DKK", {(1, 1), (6, 5), (12, 24), (12, 25), (12, 26), (12, 31)},
             lambda year: (-3, -2, 0, 1, 39, 49, 50) + ((26,) if year < 2024 else ()), lambda year: (), False, False)
DK_RATES = half_years(date(2013, 1, 1), NEXT_YEAR, """
    0.20 0.20 0.20 0.20 0.20 0.05 0.05 0.05 0.05 0.05 0.05 0.05 0.05 0.05 0.05 0.05 0.05 -0.35 -0.45 -0.45 1.90 3.25 3.75 3.50 2.75 1.75
    1.75 2.00""")


def dk_rate(day, due):
    return on(DK_RATES, day) + (7 if due < date(2013, 3, 1) else 8)


DK.interest("referencesats interest known: the rate of each half-year", "consumer", DK.around(starts(DK_RATES) + [NEXT_YEAR], date(2013, 1, 1)), dk_rate)
DK.interest("rentetillæg interest: by the day the claim fell due", "business",
            [(date(2013, 2, 28), date(2013, 3, 4)), (date(2013, 3, 1), date(2013, 3, 4))], dk_rate)
DK.interest("day referencesats: leap years have 365 days too", "public", [(date(2024, 2, 27), date(2024, 2, 29))], dk_rate)
DK.holidays((2023, 2024, 2025, 2026), [date(2024, 4, 26)])
DK.write()

# ---- Finland -------------------------------------------------------------------------------------------------
FI = Country("fi", "EUR", {(1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26)}, lambda year: (-2, 0, 1, 39, 49), nordic_summer, False, False)
FI_RATES = half_years(date(2007, 1, 1), NEXT_YEAR, " ".join(
    ["4.0"] + ["4.5"] * 3 + ["2.5"] + ["1.0"] * 4 + ["1.5"] + ["1.0"] * 3 + ["0.5"] * 6 + ["0.0"] * 13 + ["2.5", "4.0", "4.5", "4.5", "3.5"]
    + ["2.5"] * 3))


def fi_rate(day, due):
    return on(FI_RATES, day) + (7 if due < date(2013, 3, 16) else 8)


CHANGES = FI.around(starts(FI_RATES) + [NEXT_YEAR], date(2007, 1, 1))
FI.interest("viitekorko interest known: the rate of each half-year, consumers", "consumer", CHANGES, lambda day, due: on(FI_RATES, day) + 7)
FI.interest("viitekorko interest: the rate of each half-year, businesses", "business", CHANGES[1:], fi_rate)
FI.interest("yrityslisä interest: by the day the claim fell due", "public",
            [(date(2013, 3, 15), date(2013, 3, 20)), (date(2013, 3, 16), date(2013, 3, 20)), (date(2007, 1, 1), date(2007, 1, 5))], fi_rate)
FI.interest("day viitekorko: leap years have 365 days too", "public", [(date(2024, 2, 27), date(2024, 2, 29))], fi_rate)
FI.holidays((2021, 2024, 2025, 2026))
FI.write()

"""Expected figures for Norway, worked out apart from the program: exact fractions, one day at a time.

Run `python3 work-out.py` in this folder; it writes interest.csv, due-dates.csv and fees.csv again, byte for byte.
"""
import csv
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
DAY = timedelta(days=1)

# ---- the calendar -------------------------------------------------------------------------------------------
# The paschal full moon of each golden number, as almanacs print it for 1900-2199 (month, day).
# Easter is the Sunday after it.
FULL_MOON = [(4, 14), (4, 3), (3, 23), (4, 11), (3, 31), (4, 18), (4, 8), (3, 28), (4, 16), (4, 5),
             (3, 25), (4, 13), (4, 2), (3, 22), (4, 10), (3, 30), (4, 17), (4, 7), (3, 27)]


def easter(year):
    day = date(year, *FULL_MOON[year % 19]) + DAY
    while day.weekday() != 6:
        day += DAY
    return day


def closed(day):
    """Saturday, Sunday or public holiday in Norway."""
    from_easter = (day - easter(day.year)).days
    return (day.weekday() >= 5 or from_easter in (-3, -2, 0, 1, 39, 49, 50)
            or (day.month, day.day) in ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26)))


def moved(day):
    while closed(day):
        day += DAY
    return day


# ---- interest -----------------------------------------------------------------------------------------------
RATES = """2004-01-01 9.25  2004-07-01 8.75  2005-07-01 9.00  2006-01-01 9.25  2006-07-01 9.75  2007-01-01 10.50
2007-07-01 11.50  2008-01-01 12.25  2008-07-01 12.75  2009-01-01 10.00  2009-07-01 8.25  2010-01-01 8.75
2010-07-01 9.00  2011-07-01 9.25  2012-01-01 8.75  2012-07-01 8.50  2013-07-01 9.50  2015-01-01 9.25
2015-07-01 9.00  2016-01-01 8.75  2016-07-01 8.50  2019-01-01 8.75  2019-07-01 9.25  2020-01-01 9.50
2020-07-01 8.00  2022-01-01 8.50  2022-07-01 9.25  2023-01-01 10.75  2023-07-01 11.75  2024-01-01 12.50
2025-07-01 12.25  2026-01-01 12.00  2026-07-01 12.25""".split()
RATES = [(date.fromisoformat(a), Fraction(b)) for a, b in zip(RATES[::2], RATES[1::2])]


def one_day(balance, day):
    rate = [r for start, r in RATES if start <= day][-1]
    leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
    return balance * rate / 100 / (366 if leap else 365)


def ore(amount):
    """Rounded to the øre, half away from zero; nothing here is negative."""
    assert amount >= 0
    return Fraction(int(amount * 100 + Fraction(1, 2)), 100)


class Claim:
    def __init__(self, amount, order):
        self.order = order.split()
        self.amount, self.credited = amount, Fraction(0)
        self.owed = {"fees": Fraction(0), "interest": Fraction(0), "principal": amount}
        self.paid = {"fees": Fraction(0), "interest": Fraction(0), "principal": Fraction(0)}
        self.credit = Fraction(0)
        self.written_off, self.recovered = Fraction(0), Fraction(0)
        self.accrued = Fraction(0)  # since the last settlement date, exact
        self.notices = []

    def close_accrual(self):
        self.owed["interest"] += ore(self.accrued)
        self.accrued = Fraction(0)

    def settle(self, money):
        self.close_accrual()
        for what in self.order:
            part = min(money, self.owed[what])
            self.owed[what] -= part
            self.paid[what] += part
            money -= part
        recovered = min(money, self.written_off - self.recovered)
        self.recovered += recovered
        self.credit += money - recovered

    def event(self, kind, *args):
        money = Fraction(args[0]) if kind in ("payment", "reversal", "credit", "waive-fee", "waive-interest") else None
        if kind == "payment":
            self.settle(money)
        elif kind == "reversal":
            self.close_accrual()
            part = min(money, self.credit)
            self.credit -= part
            money -= part
            part = min(money, self.recovered)
            self.recovered -= part
            money -= part
            for what in reversed(self.order):
                part = min(money, self.paid[what])
                if what == "principal":
                    # No more is ever owed of the invoice than credit notes have left of it.
                    part = min(part, max(max(self.amount - self.credited, 0) - self.owed["principal"] - self.written_off, 0))
                self.paid[what] -= part
                self.owed[what] += part
                money -= part
        elif kind == "credit":
            self.credited += money
            part = min(money, self.owed["principal"])
            self.owed["principal"] -= part
            if money > part:
                self.settle(money - part)
        elif kind == "waive-fee":
            self.owed["fees"] -= min(money, self.owed["fees"])
        elif kind == "waive-interest":
            self.close_accrual()
            self.owed["interest"] -= min(money, self.owed["interest"])
        elif kind == "write-off":
            self.written_off += self.owed["principal"]
            self.owed["principal"] = Fraction(0)
        elif kind == "notice":
            fee = Fraction(args[1])
            self.notices.append((args[0], fee))
            self.owed["fees"] += fee
            if self.credit:
                money, self.credit = self.credit, Fraction(0)
                self.settle(money)
        elif kind == "cancelled":
            last = max(i for i, (act, _) in enumerate(self.notices) if act == args[0])
            fee = self.notices.pop(last)[1]
            unpaid = min(fee, self.owed["fees"])
            self.owed["fees"] -= unpaid
            freed = min(fee - unpaid, self.paid["fees"])
            self.paid["fees"] -= freed
            if freed:
                self.settle(freed)
        else:
            raise ValueError(kind)


SLOT = {"credit": 0, "waive-fee": 0, "waive-interest": 0, "payment": 1, "reversal": 1, "write-off": 2,
        "notice": 3, "cancelled": 3}


def work_out(amount, issued, due, agreed, order, events, as_of):
    issued, as_of = date.fromisoformat(issued), date.fromisoformat(as_of)
    start = moved(date.fromisoformat(due) if due else issued + 30 * DAY)
    if agreed == "false":
        start = max(start, issued + 30 * DAY)
    rows = [e.split() for e in events.split(";")] if events else []
    claim = Claim(Fraction(amount), order)
    day = min([issued, start] + [date.fromisoformat(r[-1]) for r in rows])
    while day <= as_of:
        if day > start:
            claim.accrued += one_day(claim.owed["principal"], day)
        today = [r for r in rows if date.fromisoformat(r[-1]) == day]
        for kind, *args in sorted(today, key=lambda r: SLOT[r[0]]):
            claim.event(kind, *args[:-1])
        day += DAY
    balance, fees = claim.owed["principal"], claim.owed["fees"]
    interest = claim.owed["interest"] + ore(claim.accrued)
    return balance, interest, fees, balance + interest + fees, claim.credit


F, P = "fees interest principal", "principal interest fees"
# case | amount | issued | due | due_agreed | settle | events | as_of
CASES = """
# rates, years, starts
brief-2026 | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | | 2026-07-31
brief-2024 | 100000.00 | 2023-11-01 | 2023-12-01 | yes | F | | 2024-01-31
on-the-due-date | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | | 2026-06-15
first-day-after-due | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | | 2026-06-16
before-the-due-date | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | | 2026-06-10
before-issue | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | | 2026-05-20
rate-last-old-day | 73000.00 | 2026-06-01 | 2026-06-29 | yes | F | | 2026-06-30
rate-first-new-day | 73000.00 | 2026-06-01 | 2026-06-30 | yes | F | | 2026-07-01
rate-both-sides | 73000.00 | 2026-06-01 | 2026-06-29 | yes | F | | 2026-07-01
rate-down-2025 | 40000.00 | 2025-05-15 | 2025-06-16 | yes | F | | 2025-08-15
rate-new-year-2026 | 40000.00 | 2025-11-10 | 2025-12-10 | yes | F | | 2026-01-20
rate-2023-three-steps | 15990.00 | 2022-11-15 | 2022-12-15 | yes | F | | 2023-07-15
rate-2020-fall | 9500.00 | 2020-03-02 | 2020-04-01 | yes | F | | 2020-09-30
rate-twenty-years | 1234.56 | 2004-01-15 | 2004-02-16 | yes | F | | 2026-11-20
rate-2009-fall | 56789.10 | 2008-10-01 | 2008-10-31 | yes | F | | 2009-12-31
rate-2013-rise | 20000.00 | 2013-05-02 | 2013-06-03 | yes | F | | 2013-12-31
leap-whole-2024 | 36600.00 | 2023-12-01 | 2023-12-29 | yes | F | | 2024-12-31
leap-29-february | 36600.00 | 2024-01-29 | 2024-02-28 | yes | F | | 2024-02-29
leap-to-common-year | 50000.00 | 2024-11-15 | 2024-12-16 | yes | F | | 2025-01-15
common-to-leap-year | 50000.00 | 2019-11-15 | 2019-12-16 | yes | F | | 2020-01-15
leap-2020-to-2021 | 8765.43 | 2020-01-15 | 2020-02-14 | yes | F | | 2021-02-15
common-whole-2025 | 36500.00 | 2024-12-02 | 2024-12-31 | yes | F | | 2025-12-31
half-ore-rounds-up | 36.50 | 2025-02-03 | 2025-03-03 | yes | F | | 2025-03-05
half-ore-six-days | 36.50 | 2025-02-03 | 2025-03-03 | yes | F | | 2025-03-09
half-ore-in-a-leap-year | 36.60 | 2024-02-05 | 2024-03-04 | yes | F | | 2024-03-06
under-half-an-ore | 0.99 | 2026-06-01 | 2026-06-15 | yes | F | | 2026-06-28
one-ore | 0.01 | 2026-01-05 | 2026-02-02 | yes | F | | 2026-11-20
large | 987654321.09 | 2026-01-05 | 2026-02-02 | yes | F | | 2026-11-20
# the due date moves
due-saturday | 12000.00 | 2026-09-01 | 2026-09-19 | yes | F | | 2026-10-01
due-sunday | 12000.00 | 2026-09-01 | 2026-09-20 | yes | F | | 2026-10-01
due-saturday-as-of-monday | 12000.00 | 2026-09-01 | 2026-09-19 | yes | F | | 2026-09-21
due-saturday-as-of-tuesday | 12000.00 | 2026-09-01 | 2026-09-19 | yes | F | | 2026-09-22
due-maundy-thursday-2026 | 12000.00 | 2026-03-10 | 2026-04-02 | yes | F | | 2026-04-30
due-good-friday-2025 | 12000.00 | 2025-03-20 | 2025-04-18 | yes | F | | 2025-05-05
due-easter-monday-2024 | 12000.00 | 2024-03-04 | 2024-04-01 | yes | F | | 2024-04-15
due-wednesday-before-easter | 12000.00 | 2026-03-10 | 2026-04-01 | yes | F | | 2026-04-30
due-easter-saturday | 12000.00 | 2026-03-10 | 2026-04-04 | yes | F | | 2026-04-08
due-1-may-friday | 12000.00 | 2026-04-01 | 2026-05-01 | yes | F | | 2026-05-31
due-1-may-thursday | 12000.00 | 2025-04-01 | 2025-05-01 | yes | F | | 2025-05-31
due-17-may-sunday | 12000.00 | 2026-04-17 | 2026-05-17 | yes | F | | 2026-05-31
due-17-may-then-whit-monday | 12000.00 | 2024-04-17 | 2024-05-17 | yes | F | | 2024-05-31
due-ascension-day | 12000.00 | 2026-04-14 | 2026-05-14 | yes | F | | 2026-05-31
due-whit-monday | 12000.00 | 2026-04-24 | 2026-05-25 | yes | F | | 2026-06-10
due-christmas-day | 12000.00 | 2025-11-25 | 2025-12-25 | yes | F | | 2026-01-15
due-26-december | 12000.00 | 2025-11-26 | 2025-12-26 | yes | F | | 2026-01-15
due-24-december-stays | 12000.00 | 2025-11-24 | 2025-12-24 | yes | F | | 2025-12-27
due-31-december-stays | 12000.00 | 2025-12-01 | 2025-12-31 | yes | F | | 2026-01-02
due-new-year-day | 12000.00 | 2025-12-01 | 2026-01-01 | yes | F | | 2026-01-31
paid-on-the-moved-due-date | 12000.00 | 2026-09-01 | 2026-09-19 | yes | F | payment 12000.00 2026-09-21 | 2026-10-01
paid-the-day-after-the-moved-due-date | 12000.00 | 2026-09-01 | 2026-09-19 | yes | F | payment 12000.00 2026-09-22 | 2026-10-01
# no agreed due date
no-due-date | 8000.00 | 2026-03-17 | | yes | F | | 2026-05-01
no-due-date-moved-over-easter | 8000.00 | 2026-03-03 | | yes | F | | 2026-05-01
no-due-date-not-agreed | 8000.00 | 2026-03-03 | | no | F | | 2026-05-01
not-agreed-14-days | 8000.00 | 2026-06-01 | 2026-06-15 | no | F | | 2026-07-31
not-agreed-day-30 | 8000.00 | 2026-06-01 | 2026-06-15 | no | F | | 2026-07-01
not-agreed-day-31 | 8000.00 | 2026-06-01 | 2026-06-15 | no | F | | 2026-07-02
not-agreed-45-days | 8000.00 | 2026-06-01 | 2026-07-16 | no | F | | 2026-07-31
not-agreed-day-30-a-holiday | 8000.00 | 2026-03-03 | 2026-03-17 | no | F | | 2026-04-08
not-agreed-30-days-on-a-saturday | 8000.00 | 2026-08-20 | 2026-09-19 | no | F | | 2026-09-30
not-agreed-paid-on-day-30 | 8000.00 | 2026-06-01 | 2026-06-15 | no | F | payment 8000.00 2026-07-01 | 2026-07-31
# payments
paid-on-the-due-date | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-15 | 2026-07-31
paid-a-day-late | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-16 | 2026-07-31
paid-a-day-late-principal-first | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | payment 10000.00 2026-06-16 | 2026-07-31
paid-on-the-as-of-date | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 4000.00 2026-07-31 | 2026-07-31
paid-after-the-as-of-date | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 4000.00 2026-08-01 | 2026-07-31
part-before-due | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 4000.00 2026-06-10 | 2026-07-31
payment-before-issue | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 4000.00 2026-05-28 | 2026-07-31
part-after-due | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 4000.00 2026-07-10 | 2026-07-31
part-after-due-principal-first | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | payment 4000.00 2026-07-10 | 2026-07-31
part-before-and-after-due | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 2500.50 2026-06-12;payment 1999.99 2026-07-03 | 2026-08-14
part-less-than-interest | 100000.00 | 2025-01-02 | 2025-02-03 | yes | F | payment 500.00 2025-06-02 | 2025-06-30
three-instalments | 9999.99 | 2025-01-02 | 2025-02-03 | yes | F | payment 3333.33 2025-03-03;payment 3333.33 2025-04-01;payment 3333.33 2025-05-02 | 2025-06-30
three-instalments-principal-first | 9999.99 | 2025-01-02 | 2025-02-03 | yes | P | payment 3333.33 2025-03-03;payment 3333.33 2025-04-01;payment 3333.33 2025-05-02 | 2025-06-30
rounding-at-each-payment | 36.50 | 2025-02-03 | 2025-03-03 | yes | P | payment 0.01 2025-03-05;payment 0.01 2025-03-07;payment 0.01 2025-03-09 | 2025-03-11
rounding-at-each-payment-fees-first | 36.50 | 2025-02-03 | 2025-03-03 | yes | F | payment 0.01 2025-03-05;payment 0.01 2025-03-07;payment 0.01 2025-03-09 | 2025-03-11
rounding-down-each-day | 12.00 | 2026-01-05 | 2026-02-02 | yes | P | payment 0.01 2026-02-03;payment 0.01 2026-02-04;payment 0.01 2026-02-05;payment 0.01 2026-02-06 | 2026-02-09
two-payments-on-one-day | 36.50 | 2025-02-03 | 2025-03-03 | yes | P | payment 10.00 2025-03-05;payment 10.00 2025-03-05 | 2025-03-20
payments-not-in-date-order | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 1000.00 2026-07-20;payment 3000.00 2026-06-30 | 2026-07-31
payment-over-a-rate-change | 36500.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 6500.00 2026-06-30 | 2026-07-31
payment-over-new-year-leap | 36600.00 | 2023-11-01 | 2023-12-01 | yes | F | payment 6600.00 2023-12-31;payment 1000.00 2024-01-01 | 2024-03-01
paid-exactly-with-interest | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10153.36 2026-07-31 | 2026-08-31
paid-one-ore-short | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10153.35 2026-07-31 | 2026-11-20
over-payment | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 12000.00 2026-06-11 | 2026-07-31
over-payment-late | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 11000.00 2026-07-06 | 2026-07-31
paid-twice | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | payment 10000.00 2026-06-12;payment 10000.00 2026-06-15 | 2026-07-31
credit-used-against-a-later-fee | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10050.00 2026-06-15;notice reminder 38.00 2026-06-29 | 2026-07-31
credit-less-than-a-later-fee | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10020.00 2026-06-15;notice reminder 38.00 2026-06-29 | 2026-07-31
# fees
fee-owed | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29 | 2026-07-31
free-reminder | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 0.00 2026-06-16 | 2026-07-31
three-fees | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;notice collection-notice 38.00 2026-07-14;notice payment-demand 113.00 2026-07-29 | 2026-08-20
fee-bears-no-interest | 38.00 | 2025-11-03 | 2025-12-03 | yes | F | notice reminder 38.00 2026-01-05;notice collection-notice 38.00 2026-01-20;notice payment-demand 113.00 2026-02-04 | 2026-11-20
fee-paid-first | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 5000.00 2026-07-06 | 2026-07-31
fee-paid-last | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | notice reminder 38.00 2026-06-29;payment 5000.00 2026-07-06 | 2026-07-31
principal-paid-after-a-fee | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 10000.00 2026-07-06 | 2026-07-31
principal-paid-after-a-fee-principal-first | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | notice reminder 38.00 2026-06-29;payment 10000.00 2026-07-06 | 2026-07-31
payment-covers-part-of-the-fee | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 20.00 2026-07-06 | 2026-07-31
principal-first-all-but-part-of-the-fee | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | notice reminder 38.00 2026-06-29;payment 10100.00 2026-07-06 | 2026-07-31
notice-after-the-as-of-date | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-08-03 | 2026-07-31
# credit notes
credit-note-before-due | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | credit 2000.00 2026-06-10 | 2026-07-31
credit-note-after-due | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | credit 2000.00 2026-07-10 | 2026-07-31
credit-note-after-due-principal-first | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | credit 2000.00 2026-07-10 | 2026-07-31
credit-note-is-no-settlement-date | 36.50 | 2025-02-03 | 2025-03-03 | yes | F | credit 0.50 2025-03-05 | 2025-03-08
credit-notes-are-no-settlement-dates | 36.50 | 2025-02-03 | 2025-03-03 | yes | F | credit 0.50 2025-03-05;credit 1.00 2025-03-07 | 2025-03-10
credit-note-of-the-whole-balance | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | credit 10000.00 2026-06-25 | 2026-07-31
credit-note-of-the-whole-balance-by-the-due-date | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice courtesy 0.00 2026-06-08;credit 10000.00 2026-06-15 | 2026-07-31
credit-note-over-the-balance | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 9000.00 2026-06-12;credit 2500.00 2026-06-25 | 2026-07-31
credit-note-over-the-balance-settles-charges | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 9000.00 2026-07-06;credit 1150.00 2026-07-20 | 2026-07-31
credit-note-over-the-balance-part-of-charges | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;credit 10050.00 2026-07-20 | 2026-07-31
credit-note-over-the-balance-principal-first | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | notice reminder 38.00 2026-06-29;credit 10050.00 2026-07-20 | 2026-07-31
credit-note-after-full-payment | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-15;credit 1500.00 2026-06-25 | 2026-07-31
# reversals
reversal-of-the-whole | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-15;reversal 10000.00 2026-06-22 | 2026-07-31
reversal-interest-starts-the-day-after | 36500.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 36500.00 2026-06-15;reversal 36500.00 2026-06-22 | 2026-06-23
reversal-before-due | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-05;reversal 10000.00 2026-06-08 | 2026-07-31
reversal-of-an-over-payment | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-12;payment 3000.00 2026-06-15;reversal 3000.00 2026-06-22 | 2026-07-31
reversal-credit-then-principal | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-12;payment 3000.00 2026-06-15;reversal 10000.00 2026-06-22 | 2026-07-31
reversal-all-the-way-to-fees | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 11000.00 2026-07-06;reversal 11000.00 2026-07-10 | 2026-07-31
reversal-part-principal-only | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 5000.00 2026-07-06;reversal 3000.00 2026-07-10 | 2026-07-31
reversal-into-interest-default | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 150.00 2026-07-06;reversal 70.00 2026-07-10 | 2026-07-31
reversal-into-fees-principal-first | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | notice reminder 38.00 2026-06-29;payment 10100.00 2026-07-06;reversal 60.00 2026-07-10 | 2026-07-31
reversal-all-principal-first | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | notice reminder 38.00 2026-06-29;payment 10200.00 2026-07-06;reversal 10200.00 2026-07-10 | 2026-07-31
reversal-is-a-settlement-date | 56.50 | 2025-02-03 | 2025-03-03 | yes | P | payment 20.00 2025-03-03;reversal 10.00 2025-03-05 | 2025-03-06
reversal-then-paid-again | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-15;reversal 10000.00 2026-06-22;payment 10100.00 2026-07-15 | 2026-07-31
reversal-and-payment-on-one-day | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-15;reversal 10000.00 2026-07-01;payment 2000.00 2026-07-01 | 2026-07-31
reversal-after-a-credit-note-over-the-balance | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-15;credit 1500.00 2026-06-25;reversal 10000.00 2026-06-29 | 2026-07-31
reversal-after-the-as-of-date | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-15;reversal 10000.00 2026-08-03 | 2026-07-31
# waivers
waive-fee | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;waive-fee 38.00 2026-07-02 | 2026-07-31
waive-part-of-a-fee | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;waive-fee 18.50 2026-07-02 | 2026-07-31
waive-more-fee-than-owed | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;waive-fee 500.00 2026-07-02;notice collection-notice 38.00 2026-07-14 | 2026-07-31
waive-fee-already-paid | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 1000.00 2026-07-01;waive-fee 38.00 2026-07-02 | 2026-07-31
waive-fee-is-no-settlement-date | 36.50 | 2025-02-03 | 2025-03-03 | yes | F | notice reminder 0.00 2025-03-04;waive-fee 1.00 2025-03-05;waive-fee 1.00 2025-03-07 | 2025-03-08
waive-interest | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | waive-interest 50.00 2026-07-10 | 2026-07-31
waive-more-interest-than-owed | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | waive-interest 5000.00 2026-07-10 | 2026-07-31
waive-interest-is-a-settlement-date | 36.50 | 2025-02-03 | 2025-03-03 | yes | F | waive-interest 0.01 2025-03-05;waive-interest 0.01 2025-03-07 | 2025-03-10
waive-interest-before-due | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | waive-interest 100.00 2026-06-10 | 2026-07-31
waive-both-on-one-day | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;waive-fee 38.00 2026-07-20;waive-interest 500.00 2026-07-20 | 2026-07-31
waive-then-pay-in-full | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;waive-interest 500.00 2026-07-20;waive-fee 38.00 2026-07-20;payment 10000.00 2026-07-20 | 2026-07-31
# write-offs
write-off | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;write-off 2026-07-10 | 2026-07-31
write-off-after-a-part-payment | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | payment 6000.00 2026-06-30;write-off 2026-07-10 | 2026-07-31
write-off-on-the-as-of-date | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | write-off 2026-07-31 | 2026-07-31
write-off-before-due | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | write-off 2026-06-10 | 2026-07-31
write-off-then-charges-paid | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;write-off 2026-07-10;payment 100.00 2026-07-20 | 2026-07-31
write-off-after-the-as-of-date | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | write-off 2026-08-03 | 2026-07-31
# cancelled notices
cancelled-notice | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;cancelled reminder 2026-07-03 | 2026-07-31
cancelled-before-it-is-cancelled | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;cancelled reminder 2026-07-03 | 2026-07-02
cancelled-latest-of-two | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 35.00 2026-06-29;notice reminder 38.00 2026-07-14;cancelled reminder 2026-07-20 | 2026-07-31
cancelled-by-act | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;notice collection-notice 38.00 2026-07-14;notice payment-demand 113.00 2026-07-29;cancelled collection-notice 2026-07-30 | 2026-07-31
cancelled-after-the-fee-was-paid | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 1000.00 2026-07-06;cancelled reminder 2026-07-10 | 2026-07-31
cancelled-after-all-was-paid | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 10108.48 2026-07-06;cancelled reminder 2026-07-10 | 2026-07-31
cancelled-after-the-fee-was-paid-principal-first | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | notice reminder 38.00 2026-06-29;payment 10108.00 2026-07-06;cancelled reminder 2026-07-10 | 2026-07-31
cancelled-fee-part-paid | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 20.00 2026-07-06;cancelled reminder 2026-07-10 | 2026-07-31
cancelled-after-the-fee-was-waived | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;waive-fee 38.00 2026-07-02;cancelled reminder 2026-07-10 | 2026-07-31
cancelled-then-sent-again | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;cancelled reminder 2026-06-30;notice reminder 38.00 2026-07-01 | 2026-07-31
# several events on one day
same-day-payment-before-notice | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 100.00 2026-06-29 | 2026-07-31
same-day-full-payment-before-notice | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 10000.00 2026-06-29 | 2026-07-31
same-day-waiver-before-payment | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 38.00 2026-07-06;waive-fee 38.00 2026-07-06 | 2026-07-31
same-day-interest-waiver-before-payment | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 500.00 2026-07-06;waive-interest 40.00 2026-07-06 | 2026-07-31
same-day-waiver-before-notice | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;waive-fee 38.00 2026-06-29 | 2026-07-31
same-day-credit-note-before-payment | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 9500.00 2026-06-15;credit 1000.00 2026-06-15 | 2026-07-31
same-day-credit-note-before-payment-late | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 9000.00 2026-07-06;credit 1000.00 2026-07-06 | 2026-07-31
same-day-credit-note-before-reversal | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10000.00 2026-06-15;reversal 10000.00 2026-06-22;credit 1000.00 2026-06-22 | 2026-07-31
same-day-credit-note-before-payment-later-reversed | 1000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 100.00 2026-07-06;credit 1000.00 2026-07-06;reversal 100.00 2026-07-10 | 2026-07-31
same-day-payment-before-write-off | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | write-off 2026-07-10;payment 4000.00 2026-07-10 | 2026-07-31
same-day-credit-note-before-write-off | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | write-off 2026-07-10;credit 4000.00 2026-07-10 | 2026-07-31
same-day-write-off-before-notice | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;write-off 2026-06-29 | 2026-07-31
same-day-write-off-before-cancelled | 1000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 38.00 2026-07-01;cancelled reminder 2026-07-06;write-off 2026-07-06 | 2026-07-31
same-day-notice-and-cancelled | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;cancelled reminder 2026-06-29 | 2026-07-31
same-day-payment-before-cancelled | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;cancelled reminder 2026-07-06;payment 500.00 2026-07-06 | 2026-07-31
same-day-everything | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | notice reminder 38.00 2026-06-29;notice collection-notice 38.00 2026-07-14;waive-fee 10.00 2026-07-14;reversal 100.00 2026-07-14;payment 300.00 2026-07-14;credit 50.00 2026-07-14;payment 2000.00 2026-06-30 | 2026-07-31
a-long-history | 25000.00 | 2023-05-02 | 2023-06-01 | yes | F | notice reminder 35.00 2023-06-15;payment 5000.00 2023-07-03;notice collection-notice 35.00 2023-07-17;credit 1250.00 2023-09-01;payment 7000.00 2023-12-29;reversal 7000.00 2024-01-05;payment 7000.00 2024-02-29;notice payment-demand 105.00 2024-03-18;waive-interest 300.00 2024-04-02;payment 6000.00 2025-06-30 | 2026-11-20
a-long-history-principal-first | 25000.00 | 2023-05-02 | 2023-06-01 | yes | P | notice reminder 35.00 2023-06-15;payment 5000.00 2023-07-03;notice collection-notice 35.00 2023-07-17;credit 1250.00 2023-09-01;payment 7000.00 2023-12-29;reversal 7000.00 2024-01-05;payment 7000.00 2024-02-29;notice payment-demand 105.00 2024-03-18;waive-interest 300.00 2024-04-02;payment 6000.00 2025-06-30 | 2026-11-20
# one reading of several: see the README
doubt-write-off-then-principal-paid | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | write-off 2026-07-10;payment 3000.00 2026-07-20 | 2026-07-31
doubt-write-off-then-reversal | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 4000.00 2026-06-15;write-off 2026-07-10;reversal 4000.00 2026-07-13 | 2026-07-31
doubt-write-off-then-credit-note | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | write-off 2026-07-10;credit 2000.00 2026-07-13 | 2026-07-31
doubt-credit-used-then-reversal | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 10100.00 2026-06-15;notice reminder 38.00 2026-06-29;reversal 100.00 2026-07-03 | 2026-07-31
doubt-cancelled-unpaid-is-no-settlement-date | 36.50 | 2025-02-03 | 2025-03-03 | yes | F | notice reminder 35.00 2025-03-04;cancelled reminder 2025-03-05 | 2025-03-06
doubt-cancelled-paid-is-a-settlement-date | 36.50 | 2025-02-03 | 2025-03-03 | yes | F | notice reminder 35.00 2025-03-03;payment 35.00 2025-03-04;cancelled reminder 2025-03-06 | 2025-03-07
doubt-cancelled-freed-money-pays-the-other-fee | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 38.00 2026-07-06;notice collection-notice 38.00 2026-07-14;cancelled reminder 2026-07-20 | 2026-07-31
doubt-issued-after-due | 2500.00 | 2026-06-20 | 2026-06-15 | yes | F | | 2026-07-01
doubt-credit-note-excess-and-waiver-on-one-day | 10000.00 | 2026-06-01 | 2026-06-15 | yes | P | payment 10000.00 2026-06-15;notice reminder 38.00 2026-06-29;credit 38.00 2026-07-06;waive-fee 38.00 2026-07-06 | 2026-07-31
doubt-reversal-after-an-excess-credit-note | 1000.00 | 2026-06-01 | 2026-06-15 | yes | F | notice reminder 38.00 2026-06-29;payment 100.00 2026-07-01;credit 1000.00 2026-07-06;reversal 100.00 2026-07-10 | 2026-07-31
doubt-reversal-undoes-the-pool-not-the-payment | 10000.00 | 2026-06-01 | 2026-06-15 | yes | F | payment 2000.00 2026-06-15;notice reminder 38.00 2026-06-29;payment 38.00 2026-06-30;reversal 38.00 2026-07-03 | 2026-07-31
"""


def interest():
    yield ["case", "amount", "issued", "due", "due_agreed", "settle", "events", "as_of",
           "balance", "interest", "fees", "claim", "credit"]
    for line in CASES.strip().splitlines():
        if line.startswith("#"):
            continue
        case, amount, issued, due, agreed, order, events, as_of = (part.strip() for part in line.split("|"))
        order = {"F": F, "P": P}[order]
        agreed = {"yes": "true", "no": "false"}[agreed]
        figures = work_out(amount, issued, due, agreed, order, events, as_of)
        yield [case, amount, issued, due, agreed, order, events, as_of] + [money(x) for x in figures]


def money(exact):
    cents = exact * 100
    assert cents.denominator == 1
    return f"{int(cents) // 100}.{int(cents) % 100:02}"


# ---- due dates ----------------------------------------------------------------------------------------------
def due_dates():
    yield ["stated", "counts"]
    stated = set()
    for year in range(1999, 2036):
        easter_day = easter(year)
        shifts = (-3, -1, 1, 39, 50) if year % 4 == 0 else (-2, 0, 49) if year % 4 == 2 else (-4, 2, 40)
        stated |= {easter_day + n * DAY for n in shifts}
        fixed = [(1, 1), (5, 1), (5, 17), (12, 24), (12, 25), (12, 26), (12, 31), (6, 15)]
        stated |= {date(year, *fixed[(year + i) % 8]) for i in (0, 3, 5)}
    # 2008: Ascension Day is 1 May; Easter early (2008) and late (2011); Whit Monday is 17 May (2027)
    # and Ascension Day is 17 May (2012); a fortnight around Easter and Christmas 2026.
    stated |= {date(2008, 5, 1), date(2027, 5, 17), date(2012, 5, 17), date(2008, 3, 24), date(2011, 4, 21)}
    stated |= {date(2026, 3, 28) + n * DAY for n in range(14)} | {date(2026, 12, 22) + n * DAY for n in range(14)}
    for day in sorted(stated):
        yield [day, moved(day)]


# ---- fees ---------------------------------------------------------------------------------------------------
SATS = """2006-01-01 550  2007-01-01 560  2008-01-01 570  2009-01-01 590  2010-01-01 600  2011-01-01 610
2012-01-01 620  2013-01-01 630  2014-01-01 640  2015-01-01 650  2016-01-01 670  2017-01-01 700
2026-01-01 750""".split()
SATS = [(date.fromisoformat(a), int(b)) for a, b in zip(SATS[::2], SATS[1::2])]
TENTHS = {"reminder": 1, "collection-notice": 1, "payment-demand": 3}


def most(act, due, sent):
    sats = [s for start, s in SATS if start <= sent][-1]
    fee = Fraction(TENTHS[act] * sats, 10 if due < date(2020, 10, 1) else 20)
    if sent >= date(2026, 1, 1):
        fee = Fraction(int(fee + Fraction(1, 2)))
    assert fee.denominator == 1
    return int(fee)


def fees():
    yield ["act", "due", "sent", "most"]
    pairs = set()
    for start, _ in SATS:
        for sent in (start - DAY, start, start + 180 * DAY):
            due = sent - 14 * DAY
            while closed(due):
                due -= DAY
            pairs.add((due, sent))
            pairs.add((date(sent.year - 1, 10, 29) if not closed(date(sent.year - 1, 10, 29))
                       else date(sent.year - 1, 10, 31), sent))
    for due in (date(2020, 9, 29), date(2020, 9, 30), date(2020, 10, 1), date(2020, 10, 2)):
        for sent in (due + 14 * DAY, date(2020, 10, 16), date(2020, 12, 31), date(2021, 1, 1),
                     date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 2), date(2026, 11, 21)):
            pairs.add((due, sent))
    for due, sent in sorted(pairs):
        if sent >= SATS[0][0] and (sent - due).days >= 14 and not closed(due):
            for act in TENTHS:
                yield [act, due, sent, most(act, due, sent)]


def write(name, rows):
    with open(HERE / name, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    # Known Easter Sundays, so that the table above is not trusted blindly.
    for known in ("1999-04-04", "2000-04-23", "2005-03-27", "2008-03-23", "2011-04-24", "2016-03-27", "2018-04-01",
                  "2019-04-21", "2024-03-31", "2025-04-20", "2026-04-05", "2030-04-21", "2035-03-25"):
        assert easter(int(known[:4])).isoformat() == known, known
    write("interest.csv", interest())
    write("due-dates.csv", due_dates())
    write("fees.csv", fees())

"""The accounts of the ledger beside this file on 2026-08-31, worked out apart from the program: exact fractions, one day at a time.

Run `python3 work-out.py` in this folder; it writes accounts.csv again, byte for byte. It shares no code with Frist.
A stretch of interest is shown with six decimals; what is rounded in at its end is shown as a line of its own, so that the column adds up.
"""
import csv
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

HERE = Path(__file__).parent
DAY = timedelta(days=1)
ON = date(2026, 8, 31)
# forsinkelsesrenteloven § 3: the rate of each half-year.
RATES = [("2022-01-01", "8.50"), ("2022-07-01", "9.25"), ("2023-01-01", "10.75"), ("2023-07-01", "11.75"), ("2024-01-01", "12.50"),
         ("2025-07-01", "12.25"), ("2026-01-01", "12.00"), ("2026-07-01", "12.25")]
RATES = [(date.fromisoformat(day), Fraction(rate)) for day, rate in RATES]
# Due dates on no business day that occur here, and the day they move to: 2026-08-16 is a Sunday.
MOVED = {date(2026, 8, 16): date(2026, 8, 17)}
TURN = {"credit": 0, "waive": 0, "payment": 1, "reversal": 1, "write-off": 2, "notice": 4, "cancelled": 4}


def nearest(amount, units):
    """To whole units of the last decimal, halves away from zero."""
    scaled = abs(amount) * units
    whole = int(scaled + Fraction(1, 2))
    return Fraction(whole if amount >= 0 else -whole, units)


class Account:
    def __init__(self, invoice, order):
        self.number, self.order = invoice["invoice"], order
        self.owed = {"principal": Fraction(invoice["amount"]), "interest": Fraction(0), "fees": Fraction(0)}
        self.credit = Fraction(0)
        self.paid = {"principal": Fraction(0), "interest": Fraction(0), "fees": Fraction(0)}
        self.forgiven = Fraction(0)
        self.stretches, self.exact, self.shown = [], Fraction(0), Fraction(0)
        self.rows, self.before = [], (Fraction(0),) * 4
        self.row("opened", date.fromisoformat(invoice["issued"]))

    def state(self):
        return (self.owed["principal"], self.owed["interest"], self.owed["fees"], self.credit)

    def row(self, kind, on, first="", interest=None):
        now = self.state()
        change = [a - b for a, b in zip(now, self.before)]
        if interest is None and not any(change):
            return
        self.before = now
        cells = ["%.2f" % float(cell) for cell in change]
        if interest is not None:
            cells[1] = "%.6f" % float(interest)
        self.rows.append([self.number, kind, first, on, *cells])

    def day(self, day):
        balance = self.owed["principal"]
        if balance == 0:
            return
        rate = [rate for start, rate in RATES if start <= day][-1]
        year = 366 if day.year % 4 == 0 else 365
        last = self.stretches[-1] if self.stretches else None
        if last and last[2:] == [balance, rate, year]:
            last[1] = day
        else:
            self.stretches.append([day, day, balance, rate, year])

    def write_down(self):
        for first, last, balance, rate, year in self.stretches:
            interest = balance * rate / 100 * ((last - first).days + 1) / year
            self.exact += interest
            self.shown += nearest(interest, 1_000_000)
            self.row("interest", last, first, nearest(interest, 1_000_000))
        self.stretches = []

    def round(self, on):
        self.write_down()
        if self.exact:
            rounded = nearest(self.exact, 100)
            self.owed["interest"] += rounded
            self.row("rounding", on, "", rounded - self.shown)
            self.exact = self.shown = Fraction(0)

    def settle(self):
        for part in self.order:
            some = min(self.owed[part], self.credit)
            self.owed[part] -= some
            self.paid[part] += some
            self.credit -= some

    def receive(self, kind, amount, on):
        self.round(on)
        self.credit += amount
        self.settle()
        self.row(kind, on)

    def event(self, event, on, notices):
        kind = event["event"]
        amount = Fraction(event["amount"] or 0)
        if kind == "payment":
            self.receive("payment", amount, on)
        elif kind == "credit":
            self.write_down()
            over = max(amount - self.owed["principal"], Fraction(0))
            self.owed["principal"] -= amount - over
            self.row("credit-note", on)
            if over:
                self.receive("excess", over, on)
        elif kind == "reversal":
            self.round(on)
            back = min(amount, self.credit)
            self.credit -= back
            amount -= back
            for part in reversed(self.order):
                back = min(amount, self.paid[part])
                self.paid[part] -= back
                self.owed[part] += back
                amount -= back
            self.row("reversal", on)
        elif kind == "waive":
            if event["interest"]:
                self.round(on)
                self.owed["interest"] -= min(Fraction(event["interest"]), self.owed["interest"])
            fee = min(Fraction(event["fee"] or 0), self.owed["fees"])
            self.owed["fees"] -= fee
            self.forgiven += fee
            self.row("waive", on)
        elif kind == "write-off":
            self.write_down()
            self.owed["principal"] = Fraction(0)
            self.row("write-off", on)
        elif kind == "notice":
            notices.append(Fraction(event["fee"] or 0))
            self.owed["fees"] += notices[-1]
            self.row("charge", on)
            self.settle()
            self.row("credit-used", on)
        elif kind == "cancelled":
            fee = notices.pop()
            unpaid = min(fee, self.owed["fees"])
            forgiven = min(fee - unpaid, self.forgiven)
            freed = fee - unpaid - forgiven
            if freed:
                self.round(on)
            self.owed["fees"] -= fee
            self.row("undone", on)
            self.owed["fees"] += forgiven
            self.forgiven -= forgiven
            self.row("forgiven-before", on)
            if freed:
                self.owed["fees"] += freed
                self.paid["fees"] -= freed
                self.receive("paid-before", freed, on)


def main():
    events = list(csv.DictReader(open(HERE / "ledger/events.csv")))
    rows = []
    for invoice in csv.DictReader(open(HERE / "ledger/invoices.csv")):
        if invoice["currency"] != "NOK":
            continue
        order = ["principal", "interest", "fees"] if invoice["tags"] in ("principal first", "joined") else ["fees", "interest", "principal"]
        account, notices = Account(invoice, order), []
        issued = date.fromisoformat(invoice["issued"])
        due = date.fromisoformat(invoice["due"]) if invoice["due"] else issued + 30 * DAY
        due = MOVED.get(due, due)
        own = [event for event in events if event["invoice"] == invoice["invoice"] and event["event"] in TURN]
        own.sort(key=lambda event: (event["date"], TURN[event["event"]]))
        day = issued
        while day <= ON:
            if day > due:
                account.day(day)
            for event in own:
                if event["date"] == day.isoformat():
                    account.event(event, day, notices)
            day += DAY
        account.round(ON)
        rows += account.rows
        balance, interest, fees, credit = account.state()
        rows.append([invoice["invoice"], "owed", "", ON, *["%.2f" % float(cell) for cell in (balance, interest, fees, credit)]])
    with open(HERE / "accounts.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["invoice", "kind", "first", "on", "balance", "interest", "fees", "credit"])
        writer.writerows(rows)


main()

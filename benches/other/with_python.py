"""The decision as a plain loop with whole numbers: with_python.py SHAPE INPUT OUTPUT AS_OF [--all]."""

import csv
from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

import law
import terms
from options import options


class Owed(NamedTuple):
    """What is owed on an invoice. Amounts are in oere."""
    balance: int
    interest: int
    fees: int


class Next(NamedTuple):
    """The step that comes next, the day since which it is due, and what stands in its way."""
    step: str
    since: date
    fee: int
    may_not_hand_over: bool


def minor(text):
    kroner, _, oere = text.partition(".")
    return int(kroner) * 100 + int((oere + "00")[:2])


def kroner(amount):
    return f"{amount // 100}.{amount % 100:02}"


def rounded(numerator):
    """To whole oere, half away from zero; numerators are never below 0."""
    return (numerator + law.DENOMINATOR // 2) // law.DENOMINATOR


class Decider:
    def __init__(self, as_of):
        self.as_of = as_of
        calendar = law.calendar(as_of)
        self.due = {day.isoformat(): (moved, accrued) for day, moved, _, accrued in calendar}
        self.accrued = {day.isoformat(): accrued for day, _, accrued, _ in calendar}
        self.today = self.accrued[as_of.isoformat()]
        self.fee = law.letter_fee(as_of)
        self.round_over = law.round_over(as_of)

    def open_item(self, row):
        of = terms.BY_DEBTOR[row["debtor"]]
        due, accrued = self.due[row["due"]]
        balance = minor(row["balance"])
        owed = Owed(balance, rounded(balance * max(self.today - accrued, 0)), 0)
        last, fee = row["last_step"], self.fee
        # The file tells no deadlines: each letter's own length counts, a second fee waits for half a year, and nothing can be handed over.
        sent = date.fromisoformat(row["last_sent"]) + timedelta(terms.DEADLINE) if last else None
        if last == "purring" and date.fromisoformat(row["last_sent"]) > self.round_over:
            fee = 0
        return self.line(row, of, due, owed, None, self.next(of, due, owed, last, sent, fee, True))

    def next(self, of, due, owed, last, deadline, fee, may_not_hand_over):
        if not last:
            return Next("purring", due + timedelta(of.purring_after), fee, False)
        if last == "purring":
            return Next("varsel", deadline + timedelta(of.varsel_after), fee, False)
        if last == "varsel" and sum(owed) >= of.claim_least and owed.balance >= of.balance_least:
            return Next("inkasso", deadline + timedelta(of.inkasso_after), 0, may_not_hand_over)
        return None

    def invoice(self, row, debtor, events, charged_letters):
        """Events are in the order of their dates."""
        of = terms.BY_DEBTOR[debtor]
        due, start = self.due[row["due"]]
        amount = minor(row["amount"])
        balance, beyond, interest, numerator, charged, upto = amount, 0, 0, 0, 0, start
        last, sent, deadline, in_round, held, disputed = "", None, None, False, None, False
        for event in events:
            kind = event["event"]
            if kind in ("payment", "credit"):
                until = max(self.accrued[event["date"]], start)
                numerator += balance * (until - upto)
                upto = until
                if kind == "payment":
                    interest += rounded(numerator)
                    numerator = 0
                paid = minor(event["amount"])
                beyond += max(paid - balance, 0)
                balance = max(balance - paid, 0)
            elif kind == "notice":
                last, sent = event["step"], date.fromisoformat(event["date"])
                deadline = date.fromisoformat(event["deadline"]) if event["deadline"] else None
                fee = minor(event["fee"]) if event["fee"] else 0
                charged += fee
                letter = fee > 0 or (event["notice_id"], event["date"]) in charged_letters
                in_round = letter and sent > self.round_over
            elif kind == "handover":
                last = "inkasso"
            elif kind == "waive":
                charged -= minor(event["fee"])
            elif kind == "hold":
                held = max(held or "", event["until"] or "9999-12-31")
            elif kind in ("dispute", "resolved"):
                disputed = kind == "dispute"
        interest += rounded(numerator + balance * max(self.today - upto, 0))
        owed = Owed(balance, max(interest - max(beyond - charged, 0), 0), max(charged - beyond, 0))
        stop = "hold" if held and held >= self.as_of.isoformat() or disputed else None
        whole = deadline is not None and (deadline - sent).days >= terms.DEADLINE and deadline < self.as_of
        fee = 0 if last == "purring" and in_round and not whole else self.fee
        ends = deadline or (sent + timedelta(terms.DEADLINE) if sent else None)
        return self.line(row, of, due, owed, stop, self.next(of, due, owed, last, ends, fee, not whole))

    def line(self, row, of, due, owed, stop, following):
        if owed.balance == 0:
            decision = "settled"
        elif stop:
            decision = stop
        elif owed.balance < of.ignore_below:
            decision = "ignore"
        elif following is None:
            decision = "finished"
        elif following.since > self.as_of:
            decision = "wait"
        else:
            decision = "withheld" if following.may_not_hand_over else "send"
        act = decision in ("send", "withheld")
        sends = decision == "send"
        overdue = (self.as_of - due).days
        claim = sum(owed) + (following.fee if sends else 0)
        because = ""
        if act:
            because = (f"{following.step} is due since {following.since}; due {due}, {overdue} days overdue; "
                       f"interest {kroner(owed.interest)} on {kroner(owed.balance)}")
        return (row["invoice"], row["customer"], of.policy, decision, following.step if act else "",
                self.as_of + timedelta(terms.DEADLINE) if sends and following.step != "inkasso" else "", due, overdue,
                kroner(owed.balance), kroner(owed.interest), kroner(owed.fees), kroner(following.fee) if sends else "", kroner(claim),
                "NO-HANDOVER" if decision == "withheld" else "", because)


def reader(path):
    return csv.DictReader(path.open(encoding="utf-8", newline=""))


def lines(asked):
    decider = Decider(asked.as_of)
    if asked.shape == "open-items":
        yield from map(decider.open_item, reader(asked.input))
        return
    debtors = {row["customer"]: row["debtor"] for row in reader(asked.input / "customers.csv")}
    events, charged_letters = defaultdict(list), set()
    today = asked.as_of.isoformat()
    for row in reader(asked.input / "events.csv"):
        if row["date"] <= today:
            events[row["invoice"]].append(row)
            if row["notice_id"] and minor(row["fee"]) > 0:
                charged_letters.add((row["notice_id"], row["date"]))
    for row in reader(asked.input / "invoices.csv"):
        yield decider.invoice(row, debtors[row["customer"]], events.get(row["invoice"], ()), charged_letters)


def main():
    asked = options("python")
    with asked.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(terms.COLUMNS)
        writer.writerows(line for line in lines(asked) if asked.all or line[4])


main()

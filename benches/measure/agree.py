"""Whether another program decides as Frist does, row by row."""

import csv

COMPARED = ("invoice", "customer", "policy", "decision", "step", "deadline", "due", "overdue", "balance", "interest", "fees", "fee", "claim", "rule")
SHOWN = 5


def rows(path):
    found = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["invoice"] in found:
                raise SystemExit(f"{path}: invoice {row['invoice']} is there twice")
            found[row["invoice"]] = tuple(row[column] for column in COMPARED)
    return found


def differences(frist, other):
    """How many rows stand in both files, how many differ, and the first that do, in words."""
    ours, theirs = rows(frist), rows(other)
    wrong = []
    for invoice in ours.keys() | theirs.keys():
        if ours.get(invoice) != theirs.get(invoice):
            wrong.append(invoice)
    wrong.sort()
    told = []
    for invoice in wrong[:SHOWN]:
        if invoice not in ours or invoice not in theirs:
            told.append(f"{invoice}: only in {frist if invoice in ours else other}")
            continue
        for column, our, their in zip(COMPARED, ours[invoice], theirs[invoice]):
            if our != their:
                told.append(f"{invoice}: {column} is {our!r} in {frist} and {their!r} in {other}")
    return len(ours), len(wrong), told

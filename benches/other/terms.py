"""What benches/policies/norway.frist says, for those who cannot read it. Amounts are in oere."""

from typing import NamedTuple


class Terms(NamedTuple):
    policy: str
    ignore_below: int
    # Days after the due date, after the deadline of the reminder, and after that of the collection notice.
    purring_after: int
    varsel_after: int
    inkasso_after: int
    # What a claim and a balance must come to before it is handed over.
    claim_least: int
    balance_least: int


CONSUMER = Terms("bench-consumer", 5_000, 14, 1, 3, 30_000, 0)
BUSINESS = Terms("bench-business", 10_000, 14, 2, 5, 0, 50_000)
BY_DEBTOR = {"consumer": CONSUMER, "business": BUSINESS, "public": BUSINESS}
# Days that every letter gives.
DEADLINE = 14
COLUMNS = ("invoice", "customer", "policy", "decision", "step", "deadline", "due", "overdue",
           "balance", "interest", "fees", "fee", "claim", "rule", "because")

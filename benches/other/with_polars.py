"""The decision with lazy frames: with_polars.py SHAPE INPUT OUTPUT AS_OF [--all]. It takes as many threads as POLARS_MAX_THREADS says."""

import os

from options import header, options

asked = options("polars")
if asked.threads:
    os.environ["POLARS_MAX_THREADS"] = str(asked.threads)

import polars as pl  # noqa: E402  (it asks for its threads when it is loaded)

import law  # noqa: E402
import terms  # noqa: E402

DAY, TEXT, WHOLE = pl.Date, pl.String, pl.Int64
MONEY = pl.Decimal(18, 2)
FILES = {
    "items": {"invoice": TEXT, "customer": TEXT, "debtor": TEXT, "currency": TEXT, "issued": DAY, "due": DAY, "amount": MONEY,
              "balance": MONEY, "last_step": TEXT, "last_sent": DAY},
    "invoices": {"invoice": TEXT, "customer": TEXT, "currency": TEXT, "issued": DAY, "due": DAY, "amount": MONEY},
    "customers": {"customer": TEXT, "name": TEXT, "debtor": TEXT, "country": TEXT},
    "events": {"invoice": TEXT, "date": DAY, "event": TEXT, "amount": MONEY, "act": TEXT, "step": TEXT, "deadline": DAY, "fee": MONEY,
               "notice_id": TEXT, "until": DAY},
}
TODAY = pl.lit(asked.as_of)
CALENDAR = pl.LazyFrame(law.calendar(asked.as_of), orient="row",
                        schema={"day": DAY, "moved": DAY, "accrued": pl.Int128, "accrued_due": pl.Int128})
TERMS = pl.LazyFrame([(debtor, *of) for debtor, of in terms.BY_DEBTOR.items()], orient="row",
                     schema={"debtor": TEXT, "policy": TEXT, **{name: WHOLE for name in terms.Terms._fields[1:]}})
ACCRUED = next(accrued for day, _, accrued, _ in law.calendar(asked.as_of) if day == asked.as_of)
LETTER_FEE, ROUND_OVER = law.letter_fee(asked.as_of), law.round_over(asked.as_of)
c = pl.col


def scan(path, name):
    schema = FILES[name]
    if path.suffix == ".parquet":
        frame = pl.scan_parquet(path)
    else:
        frame = pl.scan_csv(path, schema={column: schema.get(column, TEXT) for column in header(path)})
    money = [column for column, kind in schema.items() if kind == MONEY]
    return frame.with_columns((c(column) * 100).cast(WHOLE) for column in money)


def rounded(numerator):
    """To whole oere, half away from zero; numerators are never below 0."""
    return ((numerator + law.DENOMINATOR // 2) // law.DENOMINATOR).cast(WHOLE)


def at_least(expression, least):
    return pl.max_horizontal(expression, least)


def days(expression):
    return pl.duration(days=expression)


def open_items():
    owing = (scan(asked.input, "items").join(TERMS, on="debtor", maintain_order="left").join(CALENDAR, left_on="due", right_on="day", maintain_order="left")
             .with_columns(due=c("moved"), fees=pl.lit(0, WHOLE),
                           interest=rounded(c("balance").cast(pl.Int128) * at_least(ACCRUED - c("accrued_due"), pl.lit(0, pl.Int128)))))
    handed = (c("balance") + c("interest") >= c("claim_least")) & (c("balance") >= c("balance_least"))
    last = c("last_step")
    return owing.with_columns(
        stopped=pl.lit(False),
        next_step=pl.when(last.is_null()).then(pl.lit("purring")).when(last == "purring").then(pl.lit("varsel"))
        .when((last == "varsel") & handed).then(pl.lit("inkasso")),
        # The file tells no deadlines: each letter's own length counts.
        since=pl.when(last.is_null()).then(c("due") + days(c("purring_after")))
        .when(last == "purring").then(c("last_sent") + days(c("varsel_after") + 14))
        .otherwise(c("last_sent") + days(c("inkasso_after") + 14)),
        # A second fee waits for a deadline that the file does not tell, unless half a year has gone by.
        letter_fee=pl.when((last == "purring") & (c("last_sent") > ROUND_OVER)).then(0).otherwise(LETTER_FEE),
        may_not_hand_over=pl.lit(True))


def paid(told, invoices):
    """What was settled of each invoice, the interest that payments rounded, and the numerator that still runs."""
    due = invoices.join(CALENDAR, left_on="due", right_on="day").select("invoice", "amount", start="accrued_due")
    money = told.filter(c("event").is_in(["payment", "credit"])).sort("invoice", "date", "event").with_columns(pays=c("event") == "payment")
    accrued = CALENDAR.select(date="day", accrued="accrued")
    return (money.join(due.rename({"amount": "principal"}), on="invoice").join(accrued, on="date").sort("invoice", "date", "event")
            .with_columns(upto=at_least(c("accrued"), c("start")))
            .with_columns(before=c("amount").cum_sum().over("invoice") - c("amount"),
                          payments_before=c("pays").cast(WHOLE).cum_sum().over("invoice") - c("pays").cast(WHOLE),
                          upto_before=c("upto").shift(1).over("invoice"))
            .with_columns(numerator=at_least(c("principal") - c("before"), 0).cast(pl.Int128) * (c("upto") - c("upto_before").fill_null(c("start"))))
            .group_by("invoice", "payments_before")
            .agg(c("numerator").sum(), c("amount").sum(), c("pays").any(), c("upto").max())
            .group_by("invoice")
            .agg(settled=c("amount").sum(), upto=c("upto").max(),
                 rounded=pl.when("pays").then(rounded(c("numerator"))).otherwise(0).sum(),
                 running=pl.when(~c("pays")).then(c("numerator")).otherwise(pl.lit(0, pl.Int128)).sum()))


def history(told):
    others = told.filter(~c("event").is_in(["payment", "credit"]))
    letters = (others.filter(c("notice_id").is_not_null()).group_by("notice_id", "date").agg(letter_charged=(c("fee") > 0).any()))

    def last(column, what):
        return c(column).filter(what).max()

    return (others.join(letters, on=["notice_id", "date"], how="left").group_by("invoice").agg(
        charged=(pl.when(c("event") == "waive").then(-c("fee")).otherwise(c("fee"))).sum(),
        purring_on=last("date", c("step") == "purring"), purring_deadline=last("deadline", c("step") == "purring"),
        purring_charged=((c("step") == "purring") & ((c("fee") > 0) | c("letter_charged").fill_null(False))).any(),
        varsel_on=last("date", c("step") == "varsel"), varsel_deadline=last("deadline", c("step") == "varsel"),
        handed_over=(c("event") == "handover").any(),
        disputed_on=last("date", c("event") == "dispute"), resolved_on=last("date", c("event") == "resolved"),
        held_until=last("held", c("event") == "hold")))


def ledger():
    ending = next(asked.input.glob("invoices.*")).suffix
    invoices, customers, events = (scan(asked.input / f"{name}{ending}", name) for name in ("invoices", "customers", "events"))
    told = events.filter(c("date") <= TODAY).with_columns(held=c("until").fill_null(pl.date(9999, 12, 31)))
    nothing = pl.lit(0, pl.Int128)
    owing = (invoices.join(customers.select("customer", "debtor"), on="customer", maintain_order="left").join(TERMS, on="debtor", maintain_order="left")
             .join(CALENDAR, left_on="due", right_on="day", maintain_order="left")
             .join(paid(told, invoices), on="invoice", how="left", maintain_order="left").join(history(told), on="invoice", how="left", maintain_order="left")
             .with_columns(due=c("moved"), settled=c("settled").fill_null(0), charged=c("charged").fill_null(0))
             .with_columns(balance=at_least(c("amount") - c("settled"), 0), beyond=at_least(c("settled") - c("amount"), 0))
             .with_columns(ran=c("rounded").fill_null(0) + rounded(
                 c("running").fill_null(nothing)
                 + c("balance").cast(pl.Int128) * at_least(ACCRUED - c("upto").fill_null(c("accrued_due")), nothing)))
             # Money beyond the principal settles fees, then interest.
             .with_columns(fees=at_least(c("charged") - c("beyond"), 0),
                           interest=at_least(c("ran") - at_least(c("beyond") - c("charged"), 0), 0)))
    handed = (c("balance") + c("interest") + c("fees") >= c("claim_least")) & (c("balance") >= c("balance_least"))

    def whole(sent, deadline):
        return ((c(deadline) >= c(sent) + pl.duration(days=14)) & (c(deadline) < TODAY)).fill_null(False)

    return owing.with_columns(
        stopped=(c("held_until") >= TODAY).fill_null(False)
        | (c("disputed_on") > c("resolved_on").fill_null(pl.date(1, 1, 1))).fill_null(False),
        next_step=pl.when(c("handed_over").fill_null(False)).then(None)
        .when(c("varsel_on").is_not_null()).then(pl.when(handed).then(pl.lit("inkasso")))
        .when(c("purring_on").is_not_null()).then(pl.lit("varsel")).otherwise(pl.lit("purring")),
        since=pl.when(c("varsel_on").is_not_null())
        .then(c("varsel_deadline").fill_null(c("varsel_on") + pl.duration(days=14)) + days(c("inkasso_after")))
        .when(c("purring_on").is_not_null())
        .then(c("purring_deadline").fill_null(c("purring_on") + pl.duration(days=14)) + days(c("varsel_after")))
        .otherwise(c("due") + days(c("purring_after"))),
        # A second fee waits for a charged reminder's deadline of fourteen days, unless half a year has gone by.
        letter_fee=pl.when(c("purring_charged").fill_null(False) & (c("purring_on") > ROUND_OVER).fill_null(False)
                           & ~whole("purring_on", "purring_deadline")).then(0).otherwise(LETTER_FEE),
        may_not_hand_over=~whole("varsel_on", "varsel_deadline"))


def kroner(minor):
    return (minor.cast(pl.Decimal(18, 0)) * pl.lit("0.01").cast(pl.Decimal(3, 2))).cast(MONEY)


def worklist(stepped):
    hands_over = c("next_step") == "inkasso"
    decided = stepped.with_columns(
        decision=pl.when(c("balance") == 0).then(pl.lit("settled")).when("stopped").then(pl.lit("hold"))
        .when(c("balance") < c("ignore_below")).then(pl.lit("ignore")).when(c("next_step").is_null()).then(pl.lit("finished"))
        .when(c("since") > TODAY).then(pl.lit("wait")).when(hands_over & c("may_not_hand_over")).then(pl.lit("withheld")).otherwise(pl.lit("send")))
    acts, sends = c("decision").is_in(["send", "withheld"]), c("decision") == "send"
    if not asked.all:
        decided = decided.filter(acts)
    fee = pl.when(sends).then(pl.when(hands_over).then(0).otherwise(c("letter_fee")))
    overdue = (TODAY - c("due")).dt.total_days()
    return decided.select(
        "invoice", "customer", "policy", "decision", step=pl.when(acts).then(c("next_step")),
        deadline=pl.when(sends & ~hands_over).then(TODAY + pl.duration(days=14)), due=c("due"), overdue=overdue,
        balance=kroner(c("balance")), interest=kroner(c("interest")), fees=kroner(c("fees")), fee=kroner(fee),
        claim=kroner(c("balance") + c("interest") + c("fees") + fee.fill_null(0)),
        rule=pl.when(c("decision") == "withheld").then(pl.lit("NO-HANDOVER")),
        because=pl.when(acts).then(pl.format(
            "{} is due since {}; due {}, {} days overdue; interest {} on {}", c("next_step"), c("since"), c("due"), overdue,
            kroner(c("interest")).cast(TEXT), kroner(c("balance")).cast(TEXT))))


lines = worklist(open_items() if asked.shape == "open-items" else ledger())
if asked.output.suffix == ".parquet":
    lines.sink_parquet(asked.output)
else:
    lines.sink_csv(asked.output)

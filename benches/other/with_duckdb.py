"""The decision as SQL: with_duckdb.py SHAPE INPUT OUTPUT AS_OF [--threads N] [--all]. CSV or Parquet by the ending of INPUT and OUTPUT."""

from pathlib import Path

import duckdb

import law
import terms
from options import header, options

SQL = Path(__file__).resolve().parent / "sql"
MONEY = "DECIMAL(18,2)"
FILES = {
    "items": {"invoice": "VARCHAR", "customer": "VARCHAR", "debtor": "VARCHAR", "currency": "VARCHAR", "issued": "DATE", "due": "DATE",
              "amount": MONEY, "balance": MONEY, "last_step": "VARCHAR", "last_sent": "DATE"},
    "invoices": {"invoice": "VARCHAR", "customer": "VARCHAR", "currency": "VARCHAR", "issued": "DATE", "due": "DATE", "amount": MONEY},
    "customers": {"customer": "VARCHAR", "name": "VARCHAR", "debtor": "VARCHAR", "country": "VARCHAR"},
    "events": {"invoice": "VARCHAR", "date": "DATE", "event": "VARCHAR", "amount": MONEY, "act": "VARCHAR", "step": "VARCHAR",
               "deadline": "DATE", "fee": MONEY, "notice_id": "VARCHAR", "until": "DATE"},
}


def read(path, name):
    if path.suffix == ".parquet":
        return f"read_parquet('{path}')"
    types = ", ".join(f"'{column}': '{FILES[name].get(column, 'VARCHAR')}'" for column in header(path))
    return f"read_csv('{path}', header = true, columns = {{{types}}})"


def to_parquet(source, target, name):
    duckdb.execute(f"COPY (SELECT * FROM {read(source, name)}) TO '{target}' (FORMAT parquet, COMPRESSION snappy)")


def scan(path, name):
    """A file as a view; amounts become whole oere where they are used. A CSV file that is asked for several times is read once."""
    columns, source = FILES[name], read(path, name)
    picked = ", ".join(f"({column} * 100)::BIGINT AS {column}" if kind == MONEY else column for column, kind in columns.items())
    kind = "TEMP TABLE" if name in ("invoices", "events") and path.suffix == ".csv" else "VIEW"
    return f"CREATE {kind} {name} AS SELECT {picked} FROM {source}"


def main():
    asked = options("duckdb")
    db = duckdb.connect(config={"threads": asked.threads} if asked.threads else {})
    rows = ", ".join(f"(DATE '{day}', DATE '{moved}', {accrued}::HUGEINT, {accrued_due}::HUGEINT)" for day, moved, accrued, accrued_due in law.calendar(asked.as_of))
    db.execute(f"CREATE TABLE calendar AS SELECT * FROM (VALUES {rows}) AS t(day, moved, accrued, accrued_due)")
    rows = ", ".join(f"('{debtor}', {', '.join(repr(value) for value in of)})" for debtor, of in terms.BY_DEBTOR.items())
    db.execute(f"CREATE TABLE terms AS SELECT * FROM (VALUES {rows}) AS t(debtor, {', '.join(terms.Terms._fields)})")
    db.execute(f"SET VARIABLE as_of = DATE '{asked.as_of}'")
    db.execute("SET VARIABLE accrued = (SELECT accrued FROM calendar WHERE day = getvariable('as_of'))")
    # A numerator of interest to whole oere, half away from zero; and oere to kroner, which no floating-point number touches.
    db.execute(f"CREATE MACRO rounded(numerator) AS ((numerator + {law.DENOMINATOR // 2}) // {law.DENOMINATOR})::BIGINT")
    db.execute("CREATE MACRO kroner(minor) AS minor::DECIMAL(16, 0) * 0.01::DECIMAL(2, 2)")
    db.execute(f"SET VARIABLE letter_fee = {law.letter_fee(asked.as_of)}")
    db.execute(f"SET VARIABLE round_over = DATE '{law.round_over(asked.as_of)}'")
    if asked.shape == "open-items":
        db.execute(scan(asked.input, "items"))
        db.execute((SQL / "open_items.sql").read_text())
    else:
        ending = next(asked.input.glob("invoices.*")).suffix
        for name in ("invoices", "customers", "events"):
            db.execute(scan(asked.input / f"{name}{ending}", name))
        db.execute((SQL / "ledger.sql").read_text())
    db.execute((SQL / "worklist.sql").read_text())
    picked = f"SELECT * FROM worklist{'' if asked.all else ' WHERE step IS NOT NULL'}"
    how = "FORMAT parquet" if asked.output.suffix == ".parquet" else "HEADER"
    db.execute(f"COPY ({picked}) TO '{asked.output}' ({how})")


if __name__ == "__main__":
    main()

"""Who decides the same ledger, and by which command."""

from measure.data import made
from measure.place import DATA, FRIST, OTHER, POLICIES, PYTHON
from measure.tables import grouped

FLOOR = "bare `csv` loop"


def frist(ledger, as_of, output, *more, parquet=False):
    """The ending of `output` says how it is written."""
    return [FRIST, "evaluate", POLICIES, "--ledger", ledger.parquet if parquet else ledger.path, "--as-of", as_of, "--output", output, *more]


def other(program, ledger, as_of, output, *more, parquet=False):
    return [PYTHON, OTHER / f"with_{program}.py", ledger.asked, ledger.parquet if parquet else ledger.path, output, as_of, *more]


def of(ledger, as_of, bare, threads, few):
    """The commands by name, each with how many invoices it decides. `threads`: whether Frist can be told how many to take; `few`: the ledger for the
    plain loop."""
    out = lambda name: DATA / f"out-{name}"  # noqa: E731
    ours = {"Frist": frist(ledger, as_of, out("frist.csv"))}
    if threads:
        ours = {"Frist, one thread": frist(ledger, as_of, out("frist-1.csv"), "--threads", 1), **ours}
    every = {}
    if ledger.asked == "open-items":
        ours |= {
            "Frist, Parquet to Parquet, one thread": frist(ledger, as_of, out("frist-1.parquet"), "--threads", 1, parquet=True),
            "Frist, Parquet to Parquet": frist(ledger, as_of, out("frist.parquet"), parquet=True),
        }
        every = {
            "`--all`: Frist, one thread": frist(ledger, as_of, out("frist-all.csv"), "--all", "--threads", 1),
            "`--all`: DuckDB, CSV to CSV, one thread": other("duckdb", ledger, as_of, out("duckdb-all.csv"), "--all", "--threads", 1),
        }
    duckdb = {
        "DuckDB, CSV to CSV, one thread": other("duckdb", ledger, as_of, out("duckdb-1.csv"), "--threads", 1),
        "DuckDB, CSV to CSV": other("duckdb", ledger, as_of, out("duckdb.csv")),
        "DuckDB, Parquet to Parquet, one thread": other("duckdb", ledger, as_of, out("duckdb-1.parquet"), "--threads", 1, parquet=True),
        "DuckDB, Parquet to Parquet": other("duckdb", ledger, as_of, out("duckdb.parquet"), parquet=True),
    }
    polars = {
        "Polars, CSV to CSV, one thread": other("polars", ledger, as_of, out("polars-1.csv"), "--threads", 1),
        "Polars, CSV to CSV": other("polars", ledger, as_of, out("polars.csv")),
        "Polars, Parquet to Parquet": other("polars", ledger, as_of, out("polars.parquet"), parquet=True),
    }
    all_ = {FLOOR: [bare, *ledger.files], **ours, **duckdb, **every, **polars}
    named = {name: (words, ledger.rows) for name, words in all_.items()}
    named[f"Python loop, {grouped(few.rows)} invoices"] = (other("python", few, as_of, out("python.csv")), few.rows)
    return named


def of_large(ledger, as_of, bare):
    """Those whose growth is asked for."""
    out = lambda name: DATA / f"out-{name}"  # noqa: E731
    named = {
        FLOOR: [bare, *ledger.files],
        "Frist, one thread": frist(ledger, as_of, out("frist-1.csv"), "--threads", 1),
        "Frist": frist(ledger, as_of, out("frist.csv")),
        "`--all`: Frist, one thread": frist(ledger, as_of, out("frist-all.csv"), "--all", "--threads", 1),
        "DuckDB, CSV to CSV, one thread": other("duckdb", ledger, as_of, out("duckdb-1.csv"), "--threads", 1),
    }
    return {name: (words, ledger.rows) for name, words in named.items()}


def few_of(generate, shape, rows, seed, as_of, most):
    """A ledger that a plain loop gets through."""
    return made(generate, shape, min(rows, most), seed, as_of, parquet=False)

"""Open items that pyarrow writes, decided by the program named, and the worklist as pyarrow and DuckDB read it: types and values.

The figures are worked out where they stand."""

import csv
import datetime
import decimal
import pathlib
import subprocess
import sys
import tempfile

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

FRIST = sys.argv[1]
POLICY = """
policy reminders {
    law       NO
    debtors   consumer
    currency  NOK
    valid     from 2026-01-01 until 2026-12-31
    step purring is reminder "Purring" {
        send      14 days after due date
        deadline  14 days
        fee       statutory
    }
}
"""
TYPES = {
    "send_on": "date32[day]",
    "deadline": "date32[day]",
    "due": "date32[day]",
    "next_on": "date32[day]",
    "overdue": "int32",
    "because": "list<element: string not null>",
} | {
    name: "decimal128(38, 4)"
    for name in "amount balance interest fees fee compensation claim credit written_off recovered".split()
}


def day(text):
    return datetime.date.fromisoformat(text)


def money(text):
    return decimal.Decimal(text)


ITEMS = pa.table(
    {
        "invoice": pa.array([1001, 1002, 1003, 1004], pa.int64()),
        "customer": pa.array(["7", "Ærlig; \"8\"\n", "9", "9"]).dictionary_encode(),
        "debtor": ["consumer"] * 4,
        "currency": ["NOK", "NOK", "JPY", "NOK"],
        "issued": pa.array([day("2026-03-02")] * 4),
        "due": pa.array([day("2026-03-16"), day("2026-03-16"), None, day("2026-03-16")]),
        "amount": pa.array([money("1000.00"), money("2500.50"), money("5000.00"), money("300.00")], pa.decimal128(12, 2)),
        "balance": pa.array([money("1000.000"), money("2500.500"), money("5000.000"), money("0.000")], pa.decimal128(20, 3)),
        "disputed": pa.array([None, True, None, None], pa.bool_()),
        "charged_notices": pa.array([0, None, None, None], pa.uint8()),
        "score": pa.array([0.1, None, 2.0, 3.0]),
        "lists": pa.array([["a"], [], None, ["b", "c"]]),
    }
)


def evaluated(folder, items, output, *more):
    policy = folder / "policy.frist"
    policy.write_text(POLICY, encoding="utf-8")
    arguments = [FRIST, "evaluate", policy, "--ledger", items, "--as-of", "2026-03-30", "--all", "--output", output, *more]
    subprocess.run(arguments, check=True, capture_output=True)
    return output


def round_trip(folder):
    items = folder / "items.parquet"
    for compression in ("none", "snappy", "zstd"):
        for version in ("1.0", "2.0"):
            pq.write_table(ITEMS, items, row_group_size=3, compression=compression, data_page_version=version)
            worklist = evaluated(folder, items, folder / "worklist.parquet")
    for threads in ("1", "2", "7"):
        again = evaluated(folder, items, folder / f"worklist-{threads}.parquet", "--threads", threads)
        assert again.read_bytes() == worklist.read_bytes(), threads
    table = pq.read_table(worklist)
    told = {field.name: str(field.type) for field in table.schema}
    assert told == {name: TYPES.get(name, "string") for name in told}, told
    nullable = [field.name for field in table.schema if not field.nullable]
    assert nullable == ["invoice", "customer", "decision", "amount", "currency", "because"], nullable

    first, disputed, yen, settled = table.to_pylist()
    # 1 000.00 at 12.00 % for 14 days: 1 000 × 0.12 × 14 / 365 = 4.602…, and the fee of 2026, 38.00.
    expected = {
        "invoice": "1001",
        "customer": "7",
        "name": None,
        "policy": "reminders",
        "decision": "send",
        "step": "purring",
        "act": "reminder",
        "send_on": day("2026-03-30"),
        "deadline": day("2026-04-13"),
        "due": day("2026-03-16"),
        "overdue": 14,
        "amount": money("1000.0000"),
        "interest": money("4.6000"),
        "fee": money("38.0000"),
        "claim": money("1042.6000"),
        "currency": "NOK",
        "key": "1001/purring/1",
        "rule": None,
    }
    assert {name: first[name] for name in expected} == expected, first
    assert len(first["because"]) > 1 and all("; " not in reason for reason in first["because"]), first
    assert (disputed["customer"], disputed["decision"]) == ("Ærlig; \"8\"", "hold"), disputed
    assert (yen["decision"], yen["amount"], yen["balance"]) == ("unmatched", money("5000.0000"), None), yen
    assert settled["decision"] == "settled", settled

    # The same rows as CSV, each value in its own form.
    with open(evaluated(folder, items, folder / "worklist.csv"), encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    forms = {"date32[day]": str, "int32": str, "string": str, TYPES["because"]: "; ".join}
    for row, line in zip(table.to_pylist(), rows, strict=True):
        for name, value in row.items():
            if TYPES.get(name, "").startswith("decimal"):
                assert (value is None and not line[name]) or value == money(line[name]), (name, value, line[name])
            else:
                form = forms[TYPES.get(name, "string")]
                assert (form(value) if value is not None else "") == line[name], (name, value, line[name])

    sums = duckdb.sql(f"select sum(claim), max(deadline), len(list(because)), typeof(any_value(claim)) from '{worklist}' where decision = 'send'")
    assert sums.fetchall() == [(money("1042.6000"), day("2026-04-13"), 1, "DECIMAL(38,4)")], sums.fetchall()

    # What DuckDB writes is read as well.
    duckdb.sql(f"copy (select * exclude (lists) from '{items}') to '{folder}/duck.parquet' (format parquet, compression zstd)")
    assert evaluated(folder, folder / "duck.parquet", folder / "duck-worklist.parquet").read_bytes() == worklist.read_bytes()
    print(table.schema)
    print(f"round trip: {table.num_rows} rows, {len(told)} columns, as pyarrow {pa.__version__} and DuckDB {duckdb.__version__} read them")


with tempfile.TemporaryDirectory() as folder:
    round_trip(pathlib.Path(folder))

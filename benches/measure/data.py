"""The ledgers of a run, made once for each size, shape and seed."""

import json
import subprocess
from typing import NamedTuple

from measure.place import DATA, OTHER, PYTHON

SHAPES = ("open-items", "open-items-every-day", "events", "events-by-customer")
OF_OPEN_ITEMS = ("open-items", "open-items-every-day")
TO_PARQUET = """
import duckdb, json, sys
sys.path.insert(0, sys.argv[1])
import with_duckdb as how
for source, target, name in json.loads(sys.argv[2]):
    how.to_parquet(how.Path(source), how.Path(target), name)
"""


class Ledger(NamedTuple):
    path: object
    parquet: object
    shape: str
    rows: int

    @property
    def files(self):
        """What a reader has to go through."""
        return [self.path] if self.shape in OF_OPEN_ITEMS else [self.path / f"{name}.csv" for name in ("invoices", "customers", "events")]

    @property
    def asked(self):
        """The shape as the other programs know it."""
        return "open-items" if self.shape in OF_OPEN_ITEMS else "events"


def made(generate, shape, rows, seed, as_of, parquet=True):
    name = f"{shape}-{rows}-{seed}-{as_of}"
    one = shape in OF_OPEN_ITEMS
    path = DATA / (f"{name}.csv" if one else name)
    if not path.exists():
        unfinished = path.with_name(f"unfinished-{path.name}")
        subprocess.run([generate, "--invoices", str(rows), "--seed", str(seed), "--shape", shape, "--as-of", str(as_of), "--out", unfinished], check=True)
        unfinished.rename(path)
    columns = DATA / (f"{name}.parquet" if one else f"{name}-parquet")
    if parquet and not columns.exists():
        unfinished = columns.with_name(f"unfinished-{columns.name}")
        if one:
            files = [(str(path), str(unfinished), "items")]
        else:
            unfinished.mkdir(exist_ok=True)
            files = [(str(path / f"{table}.csv"), str(unfinished / f"{table}.parquet"), table) for table in ("invoices", "customers", "events")]
        subprocess.run([PYTHON, "-c", TO_PARQUET, OTHER, json.dumps(files)], check=True)
        unfinished.rename(columns)
    return Ledger(path, columns, shape, rows)


def lines(path):
    with open(path, "rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1

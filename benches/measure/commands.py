"""Everything else that Frist does, and what it takes to start."""

import csv
import shutil
from datetime import timedelta

from measure import contenders, process
from measure.data import lines, made
from measure.place import DATA, FRIST, POLICIES, ROOT
from measure.tables import figure, grouped, table

# A short run is timed more often: a tick of the clock is much of it.
SHORT = 25


def start_up(generate, seed, as_of):
    tiny = {shape: made(generate, shape, 5, seed, as_of, parquet=False) for shape in ("open-items", "events")}
    out = DATA / "out-tiny.csv"
    version = "`frist --version`"
    runs = {version: ([FRIST, "--version"],)}
    runs |= {f"`evaluate`, five rows of {shape}": (contenders.frist(ledger, as_of, out),) for shape, ledger in tiny.items()}
    examples = sorted((ROOT / "policies/examples").glob("*.frist"))
    runs |= {f"`check {one.name}`": ([FRIST, "check", one],) for one in [*examples, POLICIES / "norway.frist"]}
    took = process.round_robin(runs, SHORT)
    base = took[version]
    rows = [[name, f"{one.cpu * 1000:.1f}", f"{one.wall * 1000:.1f}", f"{(one.wall - base.wall) * 1000:.1f}", f"{one.peak:.0f}"]
            for name, one in took.items()]
    return table(["command", "CPU, ms", "wall, ms", "wall over `--version`, ms", "peak, MB"], rows)


def number_in_the_middle(ledger):
    with (ledger.path / "invoices.csv").open(encoding="utf-8", newline="") as file:
        first = int(next(csv.DictReader(file))["invoice"])
    return first + ledger.rows // 2


def others(generate, seed, as_of, rows, rounds):
    """The commands over a ledger of so many invoices; `diff` over a tenth of them and `simulate` over a hundredth."""
    whole, tenth, hundredth = (made(generate, "events", max(rows // part, 5), seed, as_of, parquet=False) for part in (1, 10, 100))
    changed = DATA / "changed.frist"
    changed.write_text((POLICIES / "norway.frist").read_text(encoding="utf-8").replace("14 days after due date", "21 days after due date"), encoding="utf-8")
    worklist, recorded = DATA / "out-record.csv", DATA / "recorded"
    process.run(contenders.frist(whole, as_of, worklist))

    def fresh():
        shutil.rmtree(recorded, ignore_errors=True)
        shutil.copytree(whole.path, recorded)

    day, invoice = ["--as-of", as_of], number_in_the_middle(whole)
    out = ["--format", "csv", "--output"]
    runs = {
        ("`simulate`, 90 days", hundredth): ([FRIST, "simulate", POLICIES, "--ledger", hundredth.path, "--from", as_of, "--to",
                                              as_of + timedelta(89), *out, DATA / "out-simulate.csv"],),
        ("`diff --ledger`", tenth): ([FRIST, "diff", POLICIES / "norway.frist", changed, "--ledger", tenth.path, *day, *out, DATA / "out-diff.csv"], (0, 1)),
        ("`ledger check`", whole): ([FRIST, "ledger", "check", POLICIES, "--ledger", whole.path, *day, *out, DATA / "out-ledger-check.csv"], (0, 1)),
        ("`audit`", whole): ([FRIST, "audit", "--law", "NO", "--ledger", whole.path, "--until", as_of, *out, DATA / "out-audit.csv"], (0, 1)),
        ("`record`", whole): ([FRIST, "record", "--ledger", recorded, "--sent", worklist], (0,), fresh),
        ("`why`", whole): ([FRIST, "why", POLICIES, invoice, "--ledger", whole.path, *day],),
        ("`evaluate`, beside them", whole): (contenders.frist(whole, as_of, DATA / "out-frist.csv"),),
    }
    took = process.round_robin(runs, rounds)
    beside = took[("`evaluate`, beside them", whole)].cpu / whole.rows
    cells = [[name, grouped(ledger.rows), f"{one.cpu:.2f}", f"{one.wall:.2f}", figure(one.cpu / ledger.rows / beside), f"{one.peak:.0f}"]
             for (name, ledger), one in took.items()]
    told = table(["command", "invoices", "CPU, s", "wall, s", "CPU an invoice, times that of `evaluate`", "peak, MB"], cells)
    return f"{told}\n`record` wrote {grouped(lines(recorded / 'events.csv') - lines(whole.path / 'events.csv'))} notices.\n"

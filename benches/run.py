"""The benchmarks of Frist: `.ci/bench --help`. Nothing is asserted on time; docs/performance.md says what is measured and how."""

import argparse
import subprocess
from datetime import date

from measure import agree, commands, contenders, place, process, tables
from measure.data import OF_OPEN_ITEMS, SHAPES, lines, made
from measure.tables import figure, grouped, table

SECTIONS = (*SHAPES, "growth", "start-up", "commands", "parts")
# The ledgers that are decided while they are read, and those that are in memory.
GROWING = ("open-items", "events")


def options():
    parser = argparse.ArgumentParser(prog=".ci/bench", description="Measures Frist beside others, in one run on one machine that has nothing else to do.")
    parser.add_argument("--invoices", type=float, default=1, help="millions of invoices of each shape (default: 1)")
    parser.add_argument("--growth", default="1,5", help="millions of invoices between which growth is measured, such as 1,5,20 (default: 1,5)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run; medians are told (default: 5)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 9, 15))
    parser.add_argument("--agree", type=int, default=100_000, help="invoices over which all must agree first (default: 100000)")
    parser.add_argument("--python", type=int, default=200_000, help="most invoices for the plain loop (default: 200000)")
    parser.add_argument("--commands", type=float, default=1, help="millions of invoices for the other commands (default: 1)")
    parser.add_argument("--only", default=",".join(SECTIONS), help=f"of {', '.join(SECTIONS)}")
    parser.add_argument("--no-page", action="store_true", help="print, and leave docs/performance.md alone")
    asked = parser.parse_args()
    asked.growth = [round(float(size) * 1_000_000) for size in asked.growth.split(",")]
    asked.only = asked.only.split(",")
    unknown = set(asked.only) - set(SECTIONS)
    if unknown:
        parser.error(f"--only: there is no {', '.join(sorted(unknown))}")
    return asked


def must_agree(asked, generate, shape, threads):
    """Every program over two seeds, line by line. No time is taken of programs that decide differently."""
    for seed in (asked.seed, asked.seed + 1):
        ledger = made(generate, shape, asked.agree, seed, asked.as_of)
        ours = place.DATA / "agree-frist.csv"
        process.run(contenders.frist(ledger, asked.as_of, ours, "--all"))
        if threads:
            one = place.DATA / "agree-frist-1.csv"
            process.run(contenders.frist(ledger, asked.as_of, one, "--all", "--threads", 1))
            if one.read_bytes() != ours.read_bytes():
                raise SystemExit(f"{ledger.path}: the bytes depend on the number of threads")
        if ledger.asked == "open-items":
            columns = place.DATA / "agree-frist-parquet.csv"
            process.run(contenders.frist(ledger, asked.as_of, columns, "--all", parquet=True))
            if columns.read_bytes() != ours.read_bytes():
                raise SystemExit(f"{ledger.path}: Frist decides otherwise from Parquet")
        acted_on = place.DATA / "agree-frist-acted-on.csv"
        process.run(contenders.frist(ledger, asked.as_of, acted_on))
        for every in ("--all",), ():
            for program, parquet in (("duckdb", False), ("duckdb", True), ("polars", False), ("polars", True), ("python", False)):
                theirs = place.DATA / f"agree-{program}.csv"
                process.run(contenders.other(program, ledger, asked.as_of, theirs, *every, parquet=parquet))
                rows, wrong, told = agree.differences(ours if every else acted_on, theirs)
                if wrong or not rows:
                    raise SystemExit("\n".join([f"{ledger.path}: {program} decides {wrong} of {rows} invoices otherwise", *told]))
    print(f"{shape}: all decide {grouped(asked.agree)} invoices of two seeds alike", flush=True)


def side_by_side(asked, ledger, named):
    """A table of ratios, and the peak of Frist. `named`: the commands, each with how many invoices it decides."""
    took = process.round_robin({name: (words,) for name, (words, _) in named.items()}, asked.rounds)
    floor, ours = took[contenders.FLOOR], took["Frist"]
    cells = []
    for name, one in took.items():
        share = ledger.rows / named[name][1]
        cells.append([name, figure(one.cpu * share / floor.cpu), figure(one.wall * share / floor.wall), figure(one.cpu * share / ours.cpu),
                      figure(one.wall * share / ours.wall), figure(one.cpu * share / ledger.rows * 1e6), figure(one.peak)])
    printed = lines(place.DATA / "out-frist.csv")
    files = sum(file.stat().st_size for file in ledger.files)
    told = (
        f"**{grouped(ledger.rows)} invoices**, {grouped(sum(lines(file) for file in ledger.files))} rows, {grouped(round(files / 1e6))} MB of CSV; "
        f"{grouped(printed)} lines written, {printed / ledger.rows:.1%} of the invoices.\n\n"
        + table(["", "CPU, times the loop", "wall, times the loop", "CPU, times Frist", "wall, times Frist", "CPU an invoice, µs", "peak, MB"], cells))
    print(told, flush=True)
    return told, ours.peak


def of_shape(asked, generate, bare, shape, threads):
    """Everybody over one ledger."""
    rows = round(asked.invoices * 1_000_000)
    ledger = made(generate, shape, rows, asked.seed, asked.as_of)
    few = contenders.few_of(generate, shape, rows, asked.seed, asked.as_of, asked.python)
    told, _ = side_by_side(asked, ledger, contenders.of(ledger, asked.as_of, bare, threads, few))
    return told


def growth(asked, generate, bare):
    """Frist and DuckDB over larger and larger ledgers; what an invoice more takes of memory, and of an event ledger an event more."""
    told = []
    for shape in GROWING:
        peaks = []
        for rows in asked.growth:
            ledger = made(generate, shape, rows, asked.seed, asked.as_of, parquet=False)
            table_of_it, peak = side_by_side(asked, ledger, contenders.of_large(ledger, asked.as_of, bare))
            told.append(f"`{shape}`, {table_of_it}")
            peaks.append((ledger, peak))
        for (small, before), (large, behind) in zip(peaks, peaks[1:]):
            more = (behind - before) * 1024 * 1024
            line = f"From {grouped(small.rows)} to {grouped(large.rows)} invoices the peak of Frist grows by {more / (large.rows - small.rows):.1f} bytes an invoice"
            if small.shape not in OF_OPEN_ITEMS:
                line += f", which is {more / (lines(large.files[-1]) - lines(small.files[-1])):.1f} bytes an event"
            told.append(line + ".\n")
    return "\n".join(told)


def main():
    asked = options()
    head = (f"Commit {place.commit()}, {date.today()}; {place.machine()}. Medians of {asked.rounds}, seed {asked.seed}, as of {asked.as_of}; "
            f"{', '.join((place.ROOT / 'benches/requirements.txt').read_text().split())}.\n")
    benches = place.build()
    generate, threads = benches["generate"], place.has_threads()
    shapes = [shape for shape in SHAPES if shape in asked.only]
    for shape in shapes:
        must_agree(asked, generate, shape, threads)
    # What growth takes may be measured apart, since it takes long.
    measured = {} if asked.only == ["growth"] else {"machine": head}
    print(head)
    for shape in shapes:
        print(f"## {shape}\n")
        measured[shape] = of_shape(asked, generate, benches["bare"], shape, threads)
    if "growth" in asked.only:
        measured["growth"] = head + "\n" + growth(asked, generate, benches["bare"])
    if "start-up" in asked.only:
        measured["start-up"] = commands.start_up(generate, asked.seed, asked.as_of)
    if "commands" in asked.only:
        measured["commands"] = commands.others(generate, asked.seed, asked.as_of, round(asked.commands * 1_000_000), asked.rounds)
    if "parts" in asked.only:
        parts = subprocess.run([benches["parts"], str(asked.rounds)], check=True, capture_output=True, text=True).stdout
        measured["parts"] = f"```text\n{parts}```\n"
    for name in ("growth", "start-up", "commands", "parts"):
        if name in measured:
            print(f"## {name}\n\n{measured[name]}")
    if not asked.no_page:
        for name, text in measured.items():
            tables.on_page(name, text)


main()

"""The benchmarks of Frist: `.ci/bench --help`. Nothing is asserted on time; docs/performance.md says what is measured and how."""

import argparse
import subprocess
from datetime import date

from measure import agree, commands, contenders, place, process, tables
from measure.data import OF_OPEN_ITEMS, SHAPES, lines, made
from measure.tables import figure, grouped, table

SECTIONS = (*SHAPES, "start-up", "commands", "parts")


def options():
    parser = argparse.ArgumentParser(prog=".ci/bench", description="Measures Frist beside others, in one run on one machine that has nothing else to do.")
    parser.add_argument("--sizes", default="1", help="millions of invoices, such as 1,5,20 (default: 1)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run; medians are told (default: 5)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--as-of", type=date.fromisoformat, default=date(2026, 9, 15))
    parser.add_argument("--agree", type=int, default=100_000, help="invoices over which all must agree first (default: 100000)")
    parser.add_argument("--python", type=int, default=200_000, help="most invoices for the plain loop (default: 200000)")
    parser.add_argument("--commands", type=float, default=1, help="millions of invoices for the other commands (default: 1)")
    parser.add_argument("--only", default=",".join(SECTIONS), help=f"of {', '.join(SECTIONS)}")
    parser.add_argument("--no-page", action="store_true", help="print, and leave docs/performance.md alone")
    asked = parser.parse_args()
    asked.sizes = [round(float(size) * 1_000_000) for size in asked.sizes.split(",")]
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


def side_by_side(asked, generate, bare, shape, threads):
    """Tables of ratios for each size, and how memory grows from one to the next."""
    told, peaks = [], []
    for rows in asked.sizes:
        ledger = made(generate, shape, rows, asked.seed, asked.as_of)
        few = contenders.few_of(generate, shape, rows, asked.seed, asked.as_of, asked.python)
        named = contenders.of(ledger, asked.as_of, bare, threads, few)
        took = process.round_robin({name: (words,) for name, (words, _) in named.items()}, asked.rounds)
        floor, ours = took[contenders.FLOOR], took["Frist"]
        cells = []
        for name, one in took.items():
            share = ledger.rows / named[name][1]
            cells.append([name, figure(one.cpu * share / floor.cpu), figure(one.wall * share / floor.wall), figure(one.cpu * share / ours.cpu),
                          figure(one.wall * share / ours.wall), figure(one.cpu * share / ledger.rows * 1e6), figure(one.peak)])
        printed = lines(place.DATA / "out-frist.csv")
        files = sum(file.stat().st_size for file in ledger.files)
        told.append(
            f"**{grouped(rows)} invoices**, {grouped(sum(lines(file) for file in ledger.files))} rows, {grouped(round(files / 1e6))} MB of CSV; "
            f"{grouped(printed)} lines written, {printed / rows:.1%} of the invoices.\n\n"
            + table(["", "CPU, times the loop", "wall, times the loop", "CPU, times Frist", "wall, times Frist", "CPU an invoice, µs", "peak, MB"], cells))
        peaks.append((ledger, ours.peak))
        print(told[-1], flush=True)
    return "\n".join(told + [growth(peaks)])


def growth(peaks):
    """What an invoice more takes of memory, and of an event ledger an event more."""
    told = []
    for (small, before), (large, behind) in zip(peaks, peaks[1:]):
        more = (behind - before) * 1024 * 1024
        line = f"From {grouped(small.rows)} to {grouped(large.rows)} invoices the peak of Frist grows by {more / (large.rows - small.rows):.1f} bytes an invoice"
        if small.shape not in OF_OPEN_ITEMS:
            line += f", which is {more / (lines(large.files[-1]) - lines(small.files[-1])):.1f} bytes an event"
        told.append(line + ".")
    return "\n".join(told) + "\n"


def main():
    asked = options()
    head = (f"Commit {place.commit()}, {date.today()}; {place.machine()}. Medians of {asked.rounds}, seed {asked.seed}, as of {asked.as_of}; "
            f"{', '.join((place.ROOT / 'benches/requirements.txt').read_text().split())}.\n")
    benches = place.build()
    generate, threads = benches["generate"], place.has_threads()
    shapes = [shape for shape in SHAPES if shape in asked.only]
    for shape in shapes:
        must_agree(asked, generate, shape, threads)
    measured = {"machine": head}
    print(head)
    for shape in shapes:
        print(f"## {shape}\n")
        measured[shape] = side_by_side(asked, generate, benches["bare"], shape, threads)
    if "start-up" in asked.only:
        measured["start-up"] = commands.start_up(generate, asked.seed, asked.as_of)
    if "commands" in asked.only:
        measured["commands"] = commands.others(generate, asked.seed, asked.as_of, round(asked.commands * 1_000_000), asked.rounds)
    if "parts" in asked.only:
        parts = subprocess.run([benches["parts"], str(asked.rounds)], check=True, capture_output=True, text=True).stdout
        measured["parts"] = f"```text\n{parts}```\n"
    for name in ("start-up", "commands", "parts"):
        if name in measured:
            print(f"## {name}\n\n{measured[name]}")
    if not asked.no_page:
        for name, text in measured.items():
            tables.on_page(name, text)


main()

"""What every one of the programs beside this file is asked in the same words."""

import argparse
from datetime import date
from pathlib import Path


def options(name):
    parser = argparse.ArgumentParser(prog=name)
    parser.add_argument("shape", choices=["open-items", "events"])
    parser.add_argument("input", type=Path, help="a file of open items, or the folder of a ledger")
    parser.add_argument("output", type=Path)
    parser.add_argument("as_of", type=date.fromisoformat)
    parser.add_argument("--threads", type=int, help="as many as there are cores if left out")
    parser.add_argument("--all", action="store_true", help="a line for every invoice, and not only for those to act on")
    return parser.parse_args()


def header(path):
    """The columns of a CSV file: events by customer have one more."""
    with path.open(encoding="utf-8") as file:
        return file.readline().rstrip("\n").split(",")

"""One process, run to its end: what it took of the machine, its children included."""

import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

LAUNCH = Path(__file__).with_name("launch.py")
# The system counts in kilobytes.
MEGABYTE = 1024


class Took(NamedTuple):
    cpu: float
    wall: float
    # The most memory that one process of it held, in megabytes.
    peak: float


def run(words, may_answer=(0,)):
    """Runs a command without its output, and refuses one that fails: a figure of something that went wrong is none."""
    words = [str(word) for word in words]
    told = subprocess.run([sys.executable, "-I", "-S", LAUNCH, *words], check=True, stdout=subprocess.PIPE, text=True).stdout
    answer, cpu, wall, peak = told.split()
    if int(answer) not in may_answer:
        raise SystemExit(f"{' '.join(words)}\nanswered {answer}")
    return Took(float(cpu), float(wall), int(peak) / MEGABYTE)


def median(all_took):
    return Took(*(statistics.median(figure) for figure in zip(*all_took)))


def round_robin(contenders, rounds):
    """The medians of named commands, each run once in every round, so that what else the machine does falls on all of them. A contender is
    (command,), (command, exit codes) or (command, exit codes, what is done before and not timed)."""
    took = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, (words, *rest) in contenders.items():
            may_answer = rest[0] if rest else (0,)
            if len(rest) > 1:
                rest[1]()
            took[name].append(run(words, may_answer))
    return {name: median(all_took) for name, all_took in took.items()}

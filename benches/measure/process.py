"""One process, run to its end: what it took of the machine, its children included."""

import os
import statistics
import time
from typing import NamedTuple

MEGABYTE = 1024


class Took(NamedTuple):
    cpu: float
    wall: float
    # The most memory that one process of it held, in megabytes.
    peak: float


def run(words, may_answer=(0,)):
    """Runs a command without its output, and refuses one that fails: a figure of something that went wrong is none."""
    words = [str(word) for word in words]
    actions = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)]
    start = time.monotonic()
    child = os.posix_spawn(words[0], words, os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    wall = time.monotonic() - start
    answer = os.waitstatus_to_exitcode(status)
    if answer not in may_answer:
        raise SystemExit(f"{' '.join(words)}\nanswered {answer}")
    return Took(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / MEGABYTE)


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

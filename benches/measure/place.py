"""Where everything is, and everything that has to be built first."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
DATA = TARGET / "bench"
POLICIES = ROOT / "benches/policies"
OTHER = ROOT / "benches/other"
FRIST = TARGET / "dist/frist"
PYTHON = TARGET / "bench-venv/bin/python"


def cargo(*words):
    """Builds, and gives the executables by name."""
    made = subprocess.run(["cargo", *words, "--message-format", "json"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    told = [json.loads(line) for line in made.splitlines() if line.startswith("{")]
    return {one["target"]["name"]: one["executable"] for one in told if one.get("executable")}


def build():
    """Frist, the benchmarks, and an environment of Python with what requirements.txt pins."""
    # Whoever builds a benchmark builds the program too, so both are built alike.
    built = "--profile", "dist", "--features", "parquet"
    cargo("build", *built, "--bin", "frist")
    benches = cargo("bench", *built, "--no-run", "--bench", "generate", "--bench", "bare", "--bench", "parts")
    wanted = (ROOT / "benches/requirements.txt").read_text()
    known = TARGET / "bench-venv/installed.txt"
    if not known.exists() or known.read_text() != wanted:
        venv.create(TARGET / "bench-venv", with_pip=True, clear=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "-r", ROOT / "benches/requirements.txt"], check=True)
        known.write_text(wanted)
    DATA.mkdir(parents=True, exist_ok=True)
    return benches


def has_threads():
    """Whether this Frist can be told how many threads to take."""
    return "--threads" in subprocess.run([FRIST, "evaluate", "--help"], check=True, capture_output=True, text=True).stdout


def commit():
    told = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return told.stdout.strip() or "unknown"


def machine():
    """The processor, its cores, the memory and what else ran."""
    names = [line.split(":", 1)[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024 // 1024
    load = os.getloadavg()[0]
    return f"{names[0] if names else sys.platform}, {os.cpu_count()} cores, {memory} GB; load before the run {load:.1f}"

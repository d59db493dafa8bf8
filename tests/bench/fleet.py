#!/usr/bin/env python3
"""How fast `acsgate fleet --format summary` is beside a plain simdjson program, and how much memory it takes.

    fleet.py --binary build/release/acsgate --plain build/release/acsgate_plain_scan [--update-readme]

The plain program (plain_scan.cpp) reads the same fields of the same file with simdjson On-Demand, checks nothing and decides nothing.
The hosts are an ordinary fleet of about 1.2 KB each (see policy_diff.py), written once and read from the page cache. Both run in
turn, several times; the medians of the processor's seconds count, which do not depend on what else runs (each has one thread).
Prints a table; ends with 1 below `--least` of the plain program's throughput, beyond `--megabytes`, or where memory grows with the
number of hosts.
"""

import argparse
import json
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True

from policy_diff import NOW, host

README = pathlib.Path(__file__).resolve().parents[2] / "README.md"
MARK = "<!-- made by tests/bench/fleet.py -->"
MOST_GROWTH = 4  # MB, between the smallest and the largest fleet


def write_fleet(path, count):
    chance = random.Random(1)
    patterns = [json.dumps(host(0, chance), separators=(",", ":")) for _ in range(2000)]
    with path.open("w", encoding="utf-8") as out:
        for index in range(count):
            head, rest = patterns[index % len(patterns)].split('"id":"', 1)
            out.write(head + f'"id":"{index:032x}' + rest[32:].replace("000000", f"{index:06}") + "\n")
    return path.stat().st_size


def measure(words):
    """Seconds of the processor and megabytes at most."""
    with open(os.devnull, "wb") as nowhere:
        process = subprocess.Popen([str(word) for word in words], stdout=nowhere)
        _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        sys.exit(f"{words} ended with {status}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def compare(options, count, folder):
    fleet = pathlib.Path(folder, "fleet.ndjson")
    size = write_fleet(fleet, count)
    plain, ours, memory = [], [], 0
    for _ in range(options.rounds):
        plain.append(measure([options.plain, fleet])[0])
        seconds, megabytes = measure([options.binary, "fleet", fleet, "--format", "summary", "--now", NOW])
        ours.append(seconds)
        memory = max(memory, megabytes)
    fleet.unlink()
    plain, ours = statistics.median(plain), statistics.median(ours)
    return {"hosts": count, "bytes": size / count, "plain": size / plain / 1e6, "ours": size / ours / 1e6, "ratio": plain / ours, "memory": memory}


def table(rows):
    lines = ["| hosts | bytes each | plain simdjson, MB/s | acsgate fleet, MB/s | share | memory, MB |", "|---|---|---|---|---|---|"]
    for row in rows:
        cells = [f"{row['hosts']:,}", f"{row['bytes']:.0f}", f"{row['plain']:.0f}", f"{row['ours']:.0f}", f"{100 * row['ratio']:.0f} %", f"{row['memory']:.0f}"]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def update_readme(lines):
    before = README.read_text(encoding="utf-8").splitlines()
    start = before.index(MARK) + 2
    end = next((at for at in range(start, len(before)) if not before[at].startswith("|")), len(before))
    README.write_text("\n".join([*before[:start], *lines, *before[end:]]) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--plain", required=True, type=pathlib.Path)
    parser.add_argument("--hosts", type=int, action="append", help="may be repeated (default: 100000 and 1000000)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--least", type=float, default=0.6)
    parser.add_argument("--megabytes", type=float, default=64)
    parser.add_argument("--update-readme", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="acsgate-bench-") as folder:
        rows = [compare(options, count, folder) for count in options.hosts or [100_000, 1_000_000]]
    lines = table(rows)
    print(*lines, sep="\n")
    if options.update_readme:
        update_readme(lines)
    memory = [row["memory"] for row in rows]
    good = all(row["ratio"] >= options.least for row in rows) and max(memory) <= options.megabytes
    return 0 if good and max(memory) - min(memory) <= MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())

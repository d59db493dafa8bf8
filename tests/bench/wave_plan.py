#!/usr/bin/env python3
"""How long `acsgate wave plan` takes for a million hosts, and how much memory.

    wave_plan.py --binary build/release/acsgate

The hosts are an ordinary fleet of about 1.2 KB each (see policy_diff.py), written once and read from the page cache. Prints the
time and the peak of the memory; ends with 1 beyond `--seconds` of the processor, which do not depend on what else runs (there is one
thread), or `--megabytes`.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True

from policy_diff import NOW, host

ROLLOUT = pathlib.Path(__file__).resolve().parents[2] / "policies/rollouts/sample.yaml"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--hosts", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--megabytes", type=float, default=512)
    options = parser.parse_args()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        fleet = pathlib.Path(folder, "fleet.ndjson")
        patterns = [json.dumps(host(0, chance), separators=(",", ":")) for _ in range(2000)]
        with fleet.open("w", encoding="utf-8") as out:
            for index in range(options.hosts):
                name = f"{index:06}"
                head, rest = patterns[index % len(patterns)].split('"id":"', 1)
                out.write(head + f'"id":"{index:032x}' + rest[32:].replace("000000", name) + "\n")
        begin = time.perf_counter()
        with open(os.devnull, "wb") as nowhere:
            process = subprocess.Popen([options.binary, "wave", "plan", fleet, "--rollout", ROLLOUT, "--now", NOW], stdout=nowhere)
            _, status, used = os.wait4(process.pid, 0)
        took = time.perf_counter() - begin
        megabytes = used.ru_maxrss / 1024
        size = fleet.stat().st_size / options.hosts
    processor = used.ru_utime + used.ru_stime
    print(f"{options.hosts} hosts of {size:.0f} bytes: {took:.2f} s, {processor:.2f} processor seconds, {megabytes:.0f} MB")
    return 0 if status == 0 and processor <= options.seconds and megabytes <= options.megabytes else 1


if __name__ == "__main__":
    sys.exit(main())

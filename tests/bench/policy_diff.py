#!/usr/bin/env python3
"""How long `acsgate policy diff --facts` takes for 100,000 hosts, beside `acsgate fleet --brief` on the same hosts, in one run.

    policy_diff.py --binary build/release/acsgate

The hosts are an ordinary fleet of about 1.2 KB each: most of them ready, some below the floor, without the certificate or
waiting for a restart. The new policy raises two floors and takes facts for a week instead of a month. Prints the medians and
the ratio of the processor's seconds, which do not depend on what else runs; ends with 1 if the difference takes more than `--limit`
of them.
"""

import argparse
import json
import pathlib
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time

NOW = "2026-11-22T12:00:00Z"
ROOT = "F40042E2E5F7E8EF8189FED15519AECE42C3BFA2"
OTHER_ROOTS = [f"{number:040X}" for number in range(0x1000, 0x1006)]
OVERLAY = """extends: builtin
name: bench
facts_max_age: 7d
platforms:
  rows:
    - {id: windows-10-1809, min_ubr: 2300, proof_kb: [KB5007206]}
    - {id: windows-10-1607, min_ubr: 4770, proof_kb: [KB5007192]}
"""
# build, type, product name, floor, one of so many hosts
PLATFORMS = [
    (17763, "server", "Windows Server 2019 Standard", 2210, 30),
    (14393, "server", "Windows Server 2016 Standard", 4704, 20),
    (20348, "server", "Windows Server 2022 Standard", 261, 20),
    (19044, "client", "Windows 10 Enterprise LTSC 2021", 1586, 15),
    (9600, "server", "Windows Server 2012 R2 Standard", 20144, 10),
    (7601, "server", "Windows Server 2008 R2 Standard", 25740, 5),
]
KBS = ["KB4486129", "KB4523204", "KB5004424", "KB5012170", "KB5011574", "KB5020374", "KB5022511", "KB5028982"]


def host(index, chance):
    build, kind, name, floor, _ = chance.choices(PLATFORMS, [row[4] for row in PLATFORMS])[0]
    below = chance.random() < 0.1
    ubr = max(1, floor - chance.randrange(1, 300)) if below else floor + chance.randrange(0, 3000)
    services = {name: {"state": "running", "start": "auto"} for name in ("ds_agent", "ds_monitor", "ds_notifier", "Amsp")}
    return {
        "schema": "acsgate.facts/v1",
        "host": {
            "id": f"{chance.getrandbits(128):032x}",
            "name": f"SRV{index:06}",
            "fqdn": f"srv{index:06}.corp.example.jp",
            "labels": {"ring": chance.choice(["canary", "early", "broad"]), "site": chance.choice(["tokyo", "osaka", "nagoya"])},
        },
        "collected_at": f"2026-11-{chance.randrange(12, 22):02}T{chance.randrange(24):02}:00:00Z",
        "source": "probe",
        "os": {
            "family": "windows", "build": build, "ubr": ubr, "service_pack": 0, "type": kind, "edition": "ServerStandard",
            "arch": "x64", "product_name": name, "source": "registry",
        },
        "updates": {
            "status": "ok", "source": "cbs", "hotfixes": chance.sample(KBS, 5),
            "packages": [
                {"name": "Package_for_RollupFix", "version": f"{build}.{ubr}.1.9", "state": "installed"},
                {"name": "Package_for_ServicingStack", "version": f"{build}.{max(1, ubr - 40)}.1.2", "state": "installed"},
            ],
        },
        "reboot": {"status": "ok", "source": "registry", "pending": ["cbs"] if chance.random() < 0.03 else []},
        "roots": {
            "status": "ok", "source": "certificate store", "auto_update": "enabled", "disallowed": [],
            "present": OTHER_ROOTS[:3] + ([] if chance.random() < 0.05 else [ROOT]),
        },
        "modules": {"status": "ok", "items": [{"module": "agent", "version": "20.0.0-5995", "line": "20.0"}]},
        "services": {"status": "ok", "items": services},
    }


def seconds(command, expected):
    """Of the clock and of the processor."""
    start, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    run = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    took, now = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if run.returncode != expected:
        sys.exit(f"{command} ended with {run.returncode}: {run.stderr.decode()[:500]}")
    return took, now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--hosts", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--limit", type=float, default=2.0, help="processor seconds that the difference may take")
    options = parser.parse_args()
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        fleet = pathlib.Path(folder, "fleet.ndjson")
        with fleet.open("w", encoding="utf-8") as out:
            for index in range(options.hosts):
                out.write(json.dumps(host(index, chance), separators=(",", ":")) + "\n")
        policy = pathlib.Path(folder, "new.yaml")
        policy.write_text(OVERLAY, encoding="utf-8")
        decide = [options.binary, "fleet", str(fleet), "--brief", "--now", NOW]
        diff = [options.binary, "policy", "diff", "builtin", str(policy), "--facts", str(fleet), "--build", "20.0.0-6690", "--now", NOW]
        times = {"fleet": [], "diff": []}
        for _ in range(options.runs):
            times["fleet"].append(seconds(decide, 0))
            times["diff"].append(seconds(diff, 10))
        size = fleet.stat().st_size / options.hosts
    print(f"{options.hosts} hosts of {size:.0f} bytes, medians of {options.runs} runs")
    print("| command | seconds | processor seconds | of fleet --brief |\n|---|---|---|---|")
    medians = {name: [statistics.median(column) for column in zip(*values)] for name, values in times.items()}
    for name, command in (("fleet", "fleet --brief"), ("diff", "policy diff --facts")):
        clock, processor = medians[name]
        print(f"| {command} | {clock:.2f} | {processor:.2f} | {processor / medians['fleet'][1]:.2f} |")
    return 0 if medians["diff"][1] <= options.limit else 1


if __name__ == "__main__":
    sys.exit(main())

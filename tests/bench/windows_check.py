#!/usr/bin/env python3
"""What reading the machine costs acsgate.exe in Wine, in one run: --version, check, and check with 3,000 packages.

    windows_check.py [--binary build/windows-x64/acsgate.exe] [--runs 40]

Wine takes the certificates of the system that it runs on into Root whenever that store is opened, which Windows does not do. As root this
is measured without them too: in a mount namespace of its own where /etc/ssl/certs and its like are empty.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / "tests/windows"))

import wine  # noqa: E402  (found by the path above)
from machine import Machine, made_up_root  # noqa: E402

# Where Wine looks for the system's roots.
BUNDLES = ("/etc/ssl/certs", "/etc/pki", "/usr/share/ca-certificates", "/usr/local/share/certs", "/etc/security/cacerts")
TARGETS = {"check": 50, "check, 3,000 packages": 150}


def milliseconds(windows, binary, arguments, runs):
    """Median of the whole process, started as a shell would."""
    taken = []
    for _ in range(runs + 3):
        begun = time.perf_counter()
        subprocess.run(
            [wine.WINE, wine.windows_path(binary), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=wine.environment_of(windows.prefix),
            check=False,
        )
        taken.append(1000 * (time.perf_counter() - begun))
    return statistics.median(taken[3:])


def measure(options):
    root = made_up_root("Made-up Root")
    medians = {}
    with wine.Windows() as windows:
        policy = windows.prefix / "root.yaml"
        policy.write_text(root.policy, encoding="utf-8")
        for name, packages in (("check", 0), ("check, 3,000 packages", 3000)):
            machine = Machine()
            machine.set_version("10.0", 17763, 2210)
            machine.set_root(root.der, True)
            machine.many_packages(packages)
            windows.registry(machine.text)
            if not medians:
                medians["--version"] = milliseconds(windows, options.binary, ["--version"], options.runs)
            medians[name] = milliseconds(windows, options.binary, ["check"], options.runs)
    print("| run | ms | beyond --version | target |\n|---|---|---|---|")
    for name, median in medians.items():
        print(f"| {name} | {median:.0f} | {median - medians['--version']:.0f} | {TARGETS.get(name, '')} |")


def hidden():
    """This script again, where the system's certificates are not to be seen."""
    mounts = "; ".join(f"[ ! -d {path} ] || mount -t tmpfs none {path}" for path in BUNDLES)
    script = f'{mounts}; exec "$@"'
    return subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", sys.executable, "-B", *sys.argv, "--here"], check=False
    ).returncode


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=TOP / "build/windows-x64/acsgate.exe")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        print("Without the system's certificates:", flush=True)
        measure(options)
        return 0
    print("With the system's certificates:", flush=True)
    measure(options)
    return hidden() if os.geteuid() == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

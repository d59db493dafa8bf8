#!/usr/bin/env python3
"""Kills `acsgate wave` at random points of leasing and recording, and counts: nothing is lost, nothing doubled, the ledger verifies,
and the next command works.

    crash.py --binary BINARY [--kills 200] [--seed 1]
"""

import argparse
import collections
import json
import random
import subprocess
import sys
import time

sys.dont_write_bytecode = True

from harness import Report, Site, host


def interrupted(site, chance, span, verb, *words, stdin=""):
    """Runs a command and kills it after a part of the time that it usually takes. What it printed, if it came to that."""
    with subprocess.Popen(
        site.command(verb, *words), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdin.write(stdin)
        process.stdin.close()
        time.sleep(chance.uniform(0, span))
        alive = process.poll() is None
        process.kill()
        out = process.stdout.read()
        process.wait()
    return alive, out if not alive and process.returncode == 0 else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    report = Report()
    kills = acknowledged = 0
    with Site(options.binary, [host(f"H{index:05}") for index in range(4000)]) as site:
        site.start()
        begin = time.perf_counter()
        given = {attempt: None for attempt in site.claim(3)}  # attempts whose lease was printed, and the result that was confirmed
        span = 1.2 * (time.perf_counter() - begin)
        for _ in range(20 * options.kills):
            if kills >= options.kills:
                break
            waiting = [attempt for attempt, result in given.items() if result is None]
            if chance.random() < 0.5 or not waiting:
                alive, out = interrupted(site, chance, span, "next", "--claim", "3")
                for lease in json.loads(out)["hosts"] if out else []:
                    report.check(lease["attempt"] not in given, f"attempt {lease['attempt']} was given twice")
                    given[lease["attempt"]] = None
            else:
                some = chance.sample(waiting, min(3, len(waiting)))
                lines = "".join(json.dumps({"attempt": attempt, "result": "success"}) + "\n" for attempt in some)
                alive, out = interrupted(site, chance, span, "record", stdin=lines)
                if out:
                    acknowledged += len(some)
                    given.update((attempt, "success") for attempt in some)
            kills += alive
            if kills % 20 == 0:
                site.head()  # verifies
        site.record([attempt for attempt, result in given.items() if result is None])
        report.check(site.claim(1), "the next command works")
        leased, results = collections.Counter(), collections.Counter()
        hosts = collections.Counter()
        for event in site.events():
            if event["event"] == "claimed":
                leased.update(each["attempt"] for each in event["hosts"])
                hosts.update(each["key"] for each in event["hosts"])
            elif event["event"] == "result":
                results[event["attempt"]] += 1
        report.check(not [key for key, count in hosts.items() if count > 1], "no host was leased twice")
        report.check(set(given) <= set(leased), "every lease that was printed is in the ledger")
        report.check(not [key for key, count in leased.items() if count > 1], "no attempt id stands there twice")
        report.check(all(results[attempt] == 1 for attempt in given), "every result is in the ledger once")
        report.check(set(results) <= set(leased), "no result without a lease")
        report.check(kills >= options.kills, f"only {kills} commands were killed")
        report.check(acknowledged > 0, "no record was confirmed: the span is too short")
        site.head()
    print(f"{kills} kills, {len(given)} leases printed, {len(leased)} kept")
    return report.finish("statements hold after the kills")


if __name__ == "__main__":
    sys.exit(main())

"""A run that is killed at any moment: the next one works, and tells the truth."""

import json
import os
import random
import signal
import time

from bench import ACS

STILL_RUNNING, INTERRUPTED, NO_RESULT = 53, 58, 57


def alive(host):
    """Whether the installer of the killed run is at work."""
    file = host.plan_file.with_suffix(".began")
    if not file.exists():
        return False
    try:
        with open(f"/proc/{file.read_text(encoding='ascii')}/stat", encoding="ascii") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def told_truly(host, told, began, runs):
    """Which of the things it may say fits: the run may have been over, and the installer may end between two looks."""
    fits = {
        "ended": told.code == 0 and host.seen() is not None,
        "at work": told.code == STILL_RUNNING,
        "interrupted": told.code == INTERRUPTED and not runs,
        "nothing yet": told.code == NO_RESULT and not began,
    }
    return next((name for name, true in fits.items() if true), None)


def check_kills(host, count):
    seed = random.randrange(1 << 30)
    dice = random.Random(seed)
    wrong = []
    moments = {}
    for _ in range(count):
        host.reset()
        host.plan(seconds=0.15)
        process = host.start()
        time.sleep(dice.uniform(0, 0.4))
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        told = host.acsgate("run", "--result")
        began, runs = host.began(), alive(host)
        after = host.acsgate("run", "--result")
        moment = told_truly(host, told, began, runs)
        moments[moment] = moments.get(moment, 0) + 1
        if moment is None or (runs and alive(host) and after.code != STILL_RUNNING):
            wrong.append(("told", told, after, began, runs, host.record()))
        run = host.run("--wait-lock", "30s")
        installed = json.loads(host.facts_file.read_text(encoding="utf-8"))["modules"]["items"][0]["version"]
        if run.code != 0 or installed != ACS:
            wrong.append(("next", run, installed))
        final = host.acsgate("run", "--result")
        left = [path.name for path in host.state.iterdir() if path.name.startswith(("copy-", "output-"))]
        if final.code != 0 or host.record()["phase"] != "ended" or left:
            wrong.append(("after", final, host.record(), left))
    yield f"killed {count} times (seed {seed}): {moments}", not wrong, wrong[:2]

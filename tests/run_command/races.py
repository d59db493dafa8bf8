"""A file that is swapped, truncated or replaced by a link between the check and the start is never installed."""

import os
import random
import subprocess
import threading

from bench import ACS, wait_until

EVIL = b"evil\n" * 20000
ROUNDS = 40


def check_digest(host):
    digest = host.digest(ACS)
    run = host.run("--acs-sha256", digest, files=["acs"])
    yield "the right digest", run.code == 0 and host.seen()["sha256"] == digest, run
    host.facts("1-ready")
    host.plan()
    host.package(ACS).write_bytes(EVIL)
    run = host.run("--acs-sha256", digest, files=["acs"])
    yield "another file", run.code == 50 and "INSTALL.ARTIFACT_CHANGED" in run.out and not host.began(), run
    host.package(ACS).unlink()
    run = host.run("--acs-sha256", digest, files=["acs"])
    yield "no file", run.code == 49 and "INSTALL.ARTIFACT_MISSING" in run.out and not host.began(), run
    real = host.folder / "real"
    real.write_bytes(EVIL)
    host.package(ACS).symlink_to(real)
    yield "a link", (run := host.run(files=["acs"])).code == 50 and "link" in run.out and not host.began(), run
    host.package(ACS).unlink()
    os.mkfifo(host.package(ACS))
    yield "a pipe", (run := host.run(files=["acs"])).code == 50 and not host.began(), run
    host.package(ACS).unlink()
    host.package(ACS).mkdir()
    yield "a folder", (run := host.run(files=["acs"])).code == 50 and not host.began(), run


def swap(file, folder):
    evil = folder / "evil"
    evil.write_bytes(EVIL)
    evil.rename(file)


def overwrite(file, _folder):
    with open(file, "r+b") as opened:
        opened.write(EVIL[: file.stat().st_size])


def truncate(file, _folder):
    os.truncate(file, 10)


def link(file, folder):
    evil = folder / "target"
    evil.write_bytes(EVIL)
    fresh = folder / "link"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(evil)
    fresh.rename(file)


def check_race(host):
    """An attacker strikes at a random moment; the installer sees the right bytes from its begin to its end, or never begins."""
    good = host.package(ACS).read_bytes()
    digest = host.digest(ACS)
    seed = random.randrange(1 << 30)
    dice = random.Random(seed)
    installed = refused = 0
    wrong = []
    for number in range(ROUNDS):
        attack = (swap, overwrite, truncate, link)[number % 4]
        host.package(ACS).unlink(missing_ok=True)
        host.package(ACS).write_bytes(good)
        host.facts("1-ready")
        host.plan(seconds=0.05)
        timer = threading.Timer(dice.uniform(0, 0.12), attack, (host.package(ACS), host.folder))
        timer.start()
        run = host.run("--acs-sha256", digest, files=["acs"])
        timer.join()
        seen = host.seen()
        if seen:
            installed += 1
            if run.code != 0 or seen["sha256"] != digest or seen["sha256_later"] != digest:
                wrong.append((attack.__name__, run, seen))
        else:
            refused += 1
            if run.code not in (49, 50):
                wrong.append((attack.__name__, run))
    yield f"{ROUNDS} attacks (seed {seed}), {installed} too late, {refused} seen", not wrong, wrong[:2]

    # The attack that is sure to come between the check and the end: while the installer is at work.
    for attack in (swap, overwrite, truncate, link):
        host.package(ACS).unlink(missing_ok=True)
        host.package(ACS).write_bytes(good)
        host.facts("1-ready")
        host.plan(seconds=2)
        process = host.start("--acs-sha256", digest, files=["acs"])
        wait_until(lambda: host.began() or process.poll() is not None)
        attack(host.package(ACS), host.folder)
        process.wait()
        seen = host.seen()
        yield f"{attack.__name__} while it runs", process.returncode == 0 and seen["sha256_later"] == digest, (process.communicate(), seen)


def check_staging(host):
    host.plan(seconds=2)
    process = subprocess.Popen(host.command(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=host.environment())
    wait_until(lambda: host.began() or process.poll() is not None)
    modes = [oct(path.stat().st_mode & 0o777) for path in [host.state, *host.state.glob("copy-*")]]
    process.wait()
    yield "nobody else may look at the copy", modes == ["0o700", "0o700"], modes
    yield "it is gone afterwards", not list(host.state.glob("copy-*")), list(host.state.iterdir())


CHECKS = [check_digest, check_race, check_staging]

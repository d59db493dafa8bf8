#!/usr/bin/env python3
"""Whose files decide on a Windows machine, in Wine: who may write them, and where they lie.

    safety.py build/windows-x64/acsgate.exe

Wine makes access lists of this machine's permissions: whoever may write here is `Everyone` there.
"""

import pathlib
import sys

import report
import wine

FACTS = "policies/samples/1-ready.json"
NOW = ["--now", "2026-11-22T12:00:00Z"]


def check(windows, program, *options):
    return windows.run(program, "check", "--format", "token", *NOW, *options)


def is_refused(run, code, *words):
    text = run.stderr.decode("utf-8", "replace")
    return run.code == code and not run.stdout and all(word in text for word in words)


def check_writers(windows, program):
    top = windows.path("C:\\") / "acsgate-test"
    folder = top / "policies"
    folder.mkdir(parents=True)
    policy = folder / "site.yaml"
    table = folder / "updates.csv"
    policy.write_text("extends: builtin\nupdates: updates.csv\n", encoding="utf-8")
    table.write_text("build,ubr,kb,released,kind,source\n", encoding="utf-8")
    windows_name = r"C:\acsgate-test\policies\site.yaml"
    options = ["--facts", FACTS, "--policy", windows_name]
    for path in (top, folder):
        path.chmod(0o755)
    for path in (policy, table):
        path.chmod(0o644)
    run = check(windows, program, *options)
    yield "only the administrator may write", run.code == 0, run
    for what, path, safe in (("the file", policy, 0o644), ("a file it refers to", table, 0o644), ("its folder", folder, 0o755), ("a folder above", top, 0o755)):
        path.chmod(0o777)
        run = check(windows, program, *options)
        yield f"everybody may write {what}", is_refused(run, 20, "S-1-1-0", "--allow-writable-policy"), run
        allowed = check(windows, program, *options, "--allow-writable-policy")
        yield f"... and is allowed to, {what}", allowed.code == 0 and b"S-1-1-0" in allowed.stderr, allowed
        path.chmod(safe)
    run = check(windows, program, *options)
    yield "nobody may any more", run.code == 0 and not run.stderr, run


def check_places(windows, program):
    for path in (r"\\host.invalid\share\x", "//host.invalid/share/x", r"\\?\UNC\host.invalid\share\x"):
        yield f"policy {path}", is_refused(run := check(windows, program, "--facts", FACTS, "--policy", path), 20, "another machine"), run
        yield f"facts {path}", is_refused(run := check(windows, program, "--facts", path), 22, "another machine"), run
        run = check(windows, program, "--facts", FACTS, "--log-file", path)
        yield f"log {path}", is_refused(run, 21, "another machine"), run
        yield f"fleet {path}", is_refused(run := windows.run(program, "fleet", path, *NOW), 22, "another machine"), run
        run = check(windows, program, "--facts", path, "--allow-network-paths")
        yield f"allowed {path}", run.code == 22 and b"another machine" not in run.stderr, run
    for path in (r"\\.\pipe\x", r"\\?\GLOBALROOT\x", "NUL", r"C:\x:stream"):
        yield f"facts {path}", is_refused(run := check(windows, program, "--facts", path), 22, "device"), run
        yield f"policy {path}", is_refused(run := check(windows, program, "--facts", FACTS, "--policy", path), 20, "device"), run


def checks(program):
    with wine.Windows() as windows:
        yield from check_writers(windows, program)
        yield from check_places(windows, program)


if __name__ == "__main__":
    sys.exit(report.verdict(checks(pathlib.Path(sys.argv[1]).resolve())))

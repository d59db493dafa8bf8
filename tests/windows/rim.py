#!/usr/bin/env python3
"""Runs the Windows program in Wine where it touches Windows: arguments, paths, console, DLLs, exit codes.

    rim.py build/windows-x64/acsgate.exe
"""

import contextlib
import fcntl
import os
import pathlib
import pty
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios

import imports
import report
import wine

HERE = pathlib.Path(__file__).resolve().parent
NOW = ["--now", "2026-11-22T12:00:00Z"]
SAMPLE = "policies/samples/4-restart-pending.json"


def on_console(windows, program, *arguments):
    """What a person sees: Wine draws the console of Windows on a terminal of this machine, in UTF-8."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 50, 400, 0, 0))
    child = subprocess.Popen(
        [wine.WINE, program, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=wine.TOP,
        env={**wine.environment_of(windows.prefix), "TERM": "xterm"},
        start_new_session=True,
    )
    os.close(theirs)
    seen = b""
    with contextlib.suppress(OSError):  # EIO is the end of a terminal
        while select.select([ours], [], [], 30)[0]:
            seen += os.read(ours, 65536)
    os.close(ours)
    child.wait(timeout=30)
    return re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", seen).decode("utf-8", "replace").replace("\r", "")


def check_paths(windows, program, room):
    """Policy, facts and log at paths that no code page of this machine has."""
    folder = room / "方針 フォルダー"
    shutil.copytree(wine.TOP / "policies", folder)
    facts = shutil.copy(wine.TOP / SAMPLE, folder / "ホスト情報.json")
    log = room / "記録" / "ログ.log"
    plain = windows.run(program, "check", "--facts", SAMPLE, *NOW, "--lang", "ja")
    japanese = windows.run(
        program,
        *["check", "--facts", facts, "--policy", folder / "trendmicro-deep-security.yaml", *NOW, "--lang", "ja"],
        *["--log-file", log, "--log-level", "info"],
    )
    yield "a hold ends with 11", plain.code == 11, plain
    yield "output in a file is UTF-8 with LF", "再起動待ちです" in plain.stdout.decode("utf-8") and b"\r" not in plain.stdout, plain
    yield "Japanese paths give the same", japanese == plain, japanese
    logged = log.read_text(encoding="utf-8") if log.exists() else "(no log)"
    yield "the log lies at a Japanese path", "decision hold" in logged, logged
    fleet = windows.run(program.with_name("acsgate-tools.exe"), "fleet", "-", "--brief", *NOW, stdin=(wine.TOP / "tests/cli/facts/fleet.ndjson").read_bytes())
    yield "standard input is read", fleet.code == 0 and fleet.stdout.count(b"\n") == 6, fleet
    missing = windows.run(program, "check", "--facts", "存在しない.json")
    yield "messages name Japanese paths", "存在しない.json: can't be opened" in missing.stderr.decode("utf-8"), missing
    pattern = windows.run(program, "check", "--facts", "policies/samples/*.json")
    yield "wildcards stay as they are", b"samples/*.json: can't be opened" in pattern.stderr, pattern
    quoted = windows.run(program, "check", "--facts", 'a "b" c')
    yield "quotes and blanks survive", b'a "b" c: can' in quoted.stderr, quoted


def check_console(windows, program, careless):
    shown = on_console(windows, program, "check", "--facts", SAMPLE, *NOW, "--lang", "ja")
    plain = windows.run(program, "check", "--facts", SAMPLE, *NOW, "--lang", "ja").stdout.decode("utf-8")
    yield "a console shows Japanese", shown == plain, shown
    error = on_console(windows, program, "check", "--facts", "存在しない.json")
    yield "errors on a console, too", "存在しない.json: can't be opened" in error, error
    json = on_console(windows, program, "check", "--facts", SAMPLE, *NOW, "--format", "json")
    yield "JSON is indented for a person", json.count("\n") > 20, json
    # More than goes into one call: every cut has to fall between two characters.
    long = on_console(windows, program, "policy", "show")
    whole = windows.run(program, "policy", "show").stdout.decode("utf-8")
    squeezed = lambda text: "".join(text.split())
    yield "long texts arrive whole", "再起動" in whole and len(whole) > 20000 and squeezed(long) == squeezed(whole), long
    yield "(this test sees bytes for the wrong code page)", "政策" not in on_console(windows, careless), None


def check_planted(windows, program, room):
    """DLLs that lie in wait beside the program, in the current folder and on the PATH, by every name that the program loads."""
    found = re.findall(rb"((?:[a-z0-9_]\0){3,20}\.\0d\0l\0l\0)\0\0", program.read_bytes())
    # The end of a text that stands before may look like the first letter of the name: without it, too.
    names = {text for name in found for text in (name.decode("utf-16-le"), name.decode("utf-16-le")[1:])} - imports.KNOWN_DLLS
    yield "the program names DLLs", "crypt32.dll" in names, names
    names.add("bcrypt.dll")  # the careless program's
    planted = wine.compile_c(HERE / "planted.c", room / "planted.dll", "-shared")
    careless = wine.compile_c(HERE / "careless.c", room / "careless.exe", "-lbcrypt")
    beside, current, path = (room / name for name in ("beside", "current", "path"))
    for folder in (beside, current, path):
        folder.mkdir()
        for name in names:
            shutil.copy(planted, folder / name)
    shutil.copy(program, beside)
    shutil.copy(careless, beside)
    sign = room / "sign"
    environment = {
        "PLANTED": wine.windows_path(sign),
        "WINEPATH": wine.windows_path(path),
        # Wine would rather have its own; Windows knows no such preference.
        "WINEDLLOVERRIDES": f"mscoree=;mshtml=;{','.join(name.removesuffix('.dll') for name in sorted(names))}=n,b",
    }
    facts = wine.windows_path(wine.TOP / SAMPLE)
    for place, where in ((beside / program.name, beside), (program, current)):
        run = windows.run(place, "check", "--facts", facts, *NOW, cwd=where, environment=environment)
        yield f"runs in {where.name}", run.code == 11 and not sign.exists(), run
        run = windows.run(place, "facts", "--timeout", "2m", cwd=where, environment=environment)
        yield f"reads the machine in {where.name}", run.code == 0 and b'"roots":{"status":"ok"' in run.stdout and not sign.exists(), run
    run = windows.run(beside / careless.name, "load", cwd=current, environment=environment)
    yield "(this test sees a planted DLL)", sign.exists(), run
    yield from check_console(windows, program, careless)


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    with wine.Windows() as windows, tempfile.TemporaryDirectory(prefix="acsgate-rim-", dir=wine.ROOM) as name:
        room = pathlib.Path(name)
        return report.verdict([*check_paths(windows, program, room), *check_planted(windows, program, room)])


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The Windows program must say the same of every file as the Linux program, in Wine.

    signatures.py --linux build/release/acsgate --host build/windows-x64/acsgate.exe build/windows-x64/acsgate-tools.exe

What is in a package is looked at on Linux only. Wine's WinVerifyTrust trusts any root, so what `host_trust` says is only looked at for being there.
"""

import argparse
import json
import pathlib
import sys
import tempfile

import report
import wine

sys.path.insert(0, str(wine.TOP / "tests/inspect"))
import making  # noqa: E402
import run as linux  # noqa: E402


def comparable(answer):
    reasons = [reason for reason in answer["reasons"] if not reason["code"].startswith("PACKAGE.CONTENTS_")]
    kept = {key: value for key, value in answer.items() if key not in ("file", "host_trust", "contents")}
    return {**kept, "reasons": reasons}


def host_checks(windows, host, folder):
    """acsgate.exe has no `inspect`, but does not believe what a file's name says."""
    facts = wine.windows_path(wine.TOP / "policies/samples/1-ready.json")

    def check(name, build):
        file = wine.windows_path(folder / name)
        return windows.run(host, "check", "--facts", facts, "--now", making.NOW, "--artifact", file, "--build", build, "--format", "token")

    yield "a program that is no ACS build, said to be one", (run := check("fresh-p64.exe", "20.0.0-6690")).code == 12, run
    yield "... and not said to be one", (run := check("fresh-p64.exe", "20.0.0-6313")).code == 0, run
    yield "a package whose contents are not read", (run := check("p.msi", "20.0.0-6690")).code == 0 and b"not all read" in run.stderr, run
    yield "a broken package", (run := check("tampered.msi", "20.0.0-6313")).code == 22 and not run.stdout, run


def checks(program, linux_program, host):
    with tempfile.TemporaryDirectory() as temporary, wine.Windows() as windows:
        folder = pathlib.Path(temporary) / "files"
        folder.mkdir()
        linux.make_files(making.make_authority(folder / "authority"), folder)
        names = list(linux.expected_files())
        code, expected, _ = linux.inspect(linux_program, [folder / name for name in names])
        files = [wine.windows_path(folder / name) for name in names]
        run = windows.run(program, "inspect", "--format", "json", "--now", making.NOW, *files)
        answers = [json.loads(line) for line in run.stdout.splitlines()]
        yield "exit code and number of answers", (run.code, len(answers)) == (code, len(expected)), run
        for name, ours, theirs in zip(names, answers, expected, strict=False):
            yield name, comparable(ours) == comparable(theirs), (ours, theirs)
        trust = {name: answer.get("host_trust") for name, answer in zip(names, answers, strict=False)}
        reasons = [reason["code"] for reason in dict(zip(names, answers, strict=False))["p.msi"]["reasons"]]
        yield "that packages are not unpacked is said", "PACKAGE.CONTENTS_NOT_READ" in reasons, reasons
        yield "host_trust of an unsigned program", trust["p64.exe"] == "untrusted 0x800b0100", trust
        yield "host_trust of a signed program", trust["fresh-p64.exe"] is not None, trust
        yield from host_checks(windows, host, folder)
        text = windows.run(program, "inspect", "--now", making.NOW, wine.windows_path(folder / "fresh-p64.exe"))
        yield "text", text.code == 0 and b"other-signed" in text.stdout, text


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--linux", required=True)
    parser.add_argument("--host", required=True)
    arguments = parser.parse_args()
    return report.verdict(checks(arguments.program, arguments.linux, arguments.host))


if __name__ == "__main__":
    sys.exit(main())

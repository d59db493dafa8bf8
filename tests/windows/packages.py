#!/usr/bin/env python3
"""Makes the packages and installs them in Wine: runs what was installed, upgrades it, refuses a downgrade, removes it without a trace.

    packages.py build/windows-x64/acsgate.exe build/windows-x86/acsgate.exe
"""

import pathlib
import subprocess
import sys
import tempfile
import zipfile

import imports
import report
import wine

FOLDER = r"C:\Program Files\acsgate"
FACTS = "policies/samples/1-ready.json"
CHECK = ["check", "--facts", FACTS, "--now", "2026-11-22T12:00:00Z", "--format", "token"]
UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall"
REFUSED = 1603  # ERROR_INSTALL_FAILURE, also where a condition of the package does not hold


def pack(programs, version, folder):
    command = [sys.executable, wine.TOP / "plugin/package/package.py", *programs, "--version", version, "--output", folder]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def msiexec(windows, verb, package):
    return windows.run(r"C:\windows\system32\msiexec.exe", verb, wine.windows_path(package), "/qn").code


def installed_versions(windows):
    """What Windows lists under Apps."""
    listed = windows.run(r"C:\windows\system32\reg.exe", "query", UNINSTALL, "/s", "/v", "DisplayVersion")
    names = windows.run(r"C:\windows\system32\reg.exe", "query", UNINSTALL, "/s", "/v", "DisplayName")
    if b"acsgate" not in names.stdout:
        return []
    return [line.split()[-1].decode() for line in listed.stdout.splitlines() if b"REG_SZ" in line]


def check_zip(programs, first, second):
    """Made at another time in another folder, it has the same bytes."""
    for package in sorted(first.glob("*.zip")):
        yield f"{package.name} is the same again", package.read_bytes() == (second / package.name).read_bytes(), None
        with zipfile.ZipFile(package) as archive:
            names = [pathlib.PurePath(name).name for name in archive.namelist()]
            program = archive.read(next(name for name in archive.namelist() if name.endswith(".exe")))
        wanted = ["LICENSE.txt", "README.txt", "acsgate.exe", "trendmicro-deep-security.json"]
        yield f"{package.name} is complete", names == wanted, names
        yield f"{package.name} holds the program", any(program == path.read_bytes() for path in programs), None


def check_tables(package, version):
    """What Windows goes by and Wine does not."""
    tables = {}
    for table in ("Property", "File", "Component", "MsiFileHash"):
        exported = subprocess.run(["msiinfo", "export", package, table], capture_output=True, text=True, check=True).stdout
        tables[table] = [line.split("\t") for line in exported.splitlines()[3:]]
    yield "old files are always replaced", ["REINSTALLMODE", "amus"] in tables["Property"], tables["Property"]
    yield "it is for all users", ["ALLUSERS", "1"] in tables["Property"], tables["Property"]
    program = next(row for row in tables["File"] if row[0] == "Program")
    yield "the program has its version", program[4:6] == [f"{version}.0", "1033"], program
    hashed = {row[0] for row in tables["MsiFileHash"]}
    yield "what has no version has a hash", hashed == {"Policy", "Readme", "License"}, hashed
    yield "components are for 64 bit", {row[3] for row in tables["Component"]} == {"256"}, tables["Component"]


def check_msi(windows, version, packages, older, newer):
    x64 = f"acsgate-{version}-x64.msi"
    exe = FOLDER + r"\acsgate.exe"
    policy = windows.path(FOLDER) / "trendmicro-deep-security.json"
    before = {path.name for path in windows.path(r"C:\Program Files").iterdir()}

    yield "32 bit is refused on 64 bit", msiexec(windows, "/i", packages / f"acsgate-{version}-x86.msi") == REFUSED, None
    yield "it leaves nothing", not windows.path(FOLDER).exists() and not installed_versions(windows), None
    yield "installs", msiexec(windows, "/i", packages / x64) == 0, None
    yield "Windows lists it", installed_versions(windows) == [version], installed_versions(windows)
    run = windows.run(exe, "--version")
    yield "runs", run.stdout.decode() == f"acsgate {imports.project_version()}\n", run
    run = windows.run(exe, *CHECK, "--policy", FOLDER + r"\trendmicro-deep-security.json")
    yield "decides by the policy beside it", (run.code, run.stdout) == (0, b"acs\n"), run
    digests = [windows.run(exe, "policy", "digest", *file).stdout for file in ([], [FOLDER + r"\trendmicro-deep-security.json"])]
    yield "the policy beside it is the one compiled in", digests[0] == digests[1] and digests[0].startswith(b"sha256:"), digests

    policy.write_text("edited", encoding="ascii")
    yield "upgrades", msiexec(windows, "/i", newer / "acsgate-99.0.0-x64.msi") == 0, None
    yield "the newer one is alone", installed_versions(windows) == ["99.0.0"], installed_versions(windows)
    yield "it still runs", windows.run(exe, *CHECK).code == 0, None
    yield "an edited file is replaced", policy.exists() and policy.read_text(encoding="utf-8").startswith("{"), None
    yield "a downgrade is refused", msiexec(windows, "/i", older / "acsgate-0.0.1-x64.msi") == REFUSED, None
    yield "and changes nothing", installed_versions(windows) == ["99.0.0"] and windows.run(exe, *CHECK).code == 0, None

    yield "uninstalls", msiexec(windows, "/x", newer / "acsgate-99.0.0-x64.msi") == 0, None
    left = {path.name for path in windows.path(r"C:\Program Files").iterdir()} - before
    yield "leaves no file", not left, left
    yield "and no entry", not installed_versions(windows), installed_versions(windows)

    windows.set_version("5.2", build=3790, service_pack=2)
    yield "Windows Server 2003 is refused", msiexec(windows, "/i", packages / x64) == REFUSED, None


def check_signing(windows, program, package, folder):
    """The README says how to sign: what comes out has to run and to install."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=test", "-keyout", key, "-out"]
    subprocess.run([*request, certificate], check=True, capture_output=True)
    for file in (program, package):
        sign = ["osslsigncode", "sign", "-certs", certificate, "-key", key, "-h", "sha256", "-in", file, "-out", folder / file.name]
        subprocess.run(sign, check=True, capture_output=True)
    run = windows.run(folder / program.name, "--version")
    yield "runs when signed", run.code == 0, run
    codes = [msiexec(windows, verb, folder / package.name) for verb in ("/i", "/x")]
    yield "installs when signed", codes == [0, 0], codes


def main():
    programs = [pathlib.Path(name).resolve() for name in sys.argv[1:]]
    version = imports.project_version()
    with wine.Windows() as windows, tempfile.TemporaryDirectory(prefix="acsgate-packages-", dir=wine.ROOM) as name:
        folders = [pathlib.Path(name) / part for part in ("packages", "again", "newer", "older", "signed")]
        for folder in folders:
            folder.mkdir()
        packages, again, newer, older, signed = folders
        pack(programs, version, packages)
        pack(programs, version, again)
        pack(programs[:1], "99.0.0", newer)
        pack(programs[:1], "0.0.1", older)
        package = packages / f"acsgate-{version}-x64.msi"
        return report.verdict(
            [
                *check_zip(programs, packages, again),
                *check_tables(package, version),
                *check_signing(windows, programs[0], package, signed),
                *check_msi(windows, version, packages, older, newer),
            ]
        )


if __name__ == "__main__":
    sys.exit(main())

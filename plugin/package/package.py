#!/usr/bin/env python3
"""Packs cross-built programs: for each a .zip, the same bytes whenever and wherever it is made, and an .msi.

    package.py build/windows-x64/acsgate.exe build/windows-x86/acsgate.exe

The packages and SHA256SUMS go to build/packages. The .msi is made by msitools (wixl, msibuild); Windows Installer wants each one to have a
package code of its own, so two runs give two files that differ in that and in their time.
"""

import argparse
import hashlib
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import uuid
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]

# machine field of the PE header: name, folder of programs, UpgradeCode, what the machine must be
ARCHITECTURES = {
    0x8664: ("x64", "ProgramFiles64Folder", "5A0E3E5C-4B43-4B9C-9B6E-6C2B7C7B1D64", None),
    0x014C: (
        "x86",
        "ProgramFilesFolder",
        "E1F7A0C2-9C5D-4C0B-8A54-2F0D3B1C7A86",
        ("Installed OR NOT VersionNT64", "This package is for 32-bit Windows; install the x64 package"),
    ),
}
OLD_WINDOWS = ("Installed OR VersionNT >= 600", "acsgate needs Windows Server 2008 SP2, Windows 7 or later")
PRODUCTS = uuid.UUID("0a8b3c0e-3f0c-4d52-a1a5-8a5b7a0f6d11")  # names a space of identifiers, no more


def machine_of(program):
    image = program.read_bytes()
    return struct.unpack_from("<H", image, struct.unpack_from("<I", image, 0x3C)[0] + 4)[0]


def project_version():
    text = (TOP / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"^project\(acsgate VERSION (\d+\.\d+\.\d+)", text, re.MULTILINE)[1]


def with_dos_line_ends(source, target):
    """The editor of old Windows shows everything else on one line."""
    target.write_bytes(source.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))


def stage(program, folder):
    shutil.copyfile(program, folder / "acsgate.exe")
    shutil.copyfile(TOP / "plugin/src/policy/builtin_policy.json", folder / "trendmicro-deep-security.json")
    with_dos_line_ends(HERE / "README.txt", folder / "README.txt")
    with_dos_line_ends(TOP / "LICENSE", folder / "LICENSE.txt")


def make_zip(folder, target):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for file in sorted(folder.iterdir()):
            entry = zipfile.ZipInfo(f"{target.stem}/{file.name}")  # dated 1980, whatever the clock says
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # MS-DOS: no modes of Unix
            package.writestr(entry, file.read_bytes())


def make_msi(folder, target, version, architecture):
    name, program_files, upgrade_code, machine = architecture
    variables = {
        "Version": version,
        "Architecture": name,
        "ProductCode": "{" + str(uuid.uuid5(PRODUCTS, f"acsgate {version} {name}")).upper() + "}",
        "UpgradeCode": "{" + upgrade_code + "}",
        "ProgramFiles": program_files,
        "Win64": "yes" if name == "x64" else "no",
    }
    defined = [word for variable, value in variables.items() for word in ("-D", f"{variable}={value}")]
    target.unlink(missing_ok=True)
    subprocess.run(["wixl", "-a", name, *defined, "-o", target.resolve(), HERE / "acsgate.wxs"], cwd=folder, check=True)
    # What wixl leaves out: conditions of the product, the version by which Windows compares the program with an older one, and the
    # short name that a long one needs beside it.
    queries = [
        "UPDATE `File` SET `FileName` = 'POLICY.JSN|trendmicro-deep-security.json' WHERE `File` = 'Policy'",
        f"UPDATE `File` SET `Version` = '{version}.0', `Language` = '1033' WHERE `File` = 'Program'",
        "DELETE FROM `MsiFileHash` WHERE `File_` = 'Program'",
    ]
    for condition, message in filter(None, (OLD_WINDOWS, machine)):
        queries.append(f"INSERT INTO `LaunchCondition` (`Condition`, `Description`) VALUES ('{condition}', '{message}')")
    subprocess.run(["msibuild", target, *(word for query in queries for word in ("-q", query))], check=True)


def make_packages(program, version, output):
    """The .zip and the .msi of one program."""
    machine = machine_of(program)
    if machine not in ARCHITECTURES:
        sys.exit(f"package.py: {program} is for machine {machine:#x}, which has no package")
    name = ARCHITECTURES[machine][0]
    archive, installer = output / f"acsgate-{version}-windows-{name}.zip", output / f"acsgate-{version}-{name}.msi"
    with tempfile.TemporaryDirectory() as staged:
        folder = pathlib.Path(staged)
        stage(program, folder)
        make_zip(folder, archive)
        make_msi(folder, installer, version, ARCHITECTURES[machine])
    return [archive, installer]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="+", type=pathlib.Path)
    parser.add_argument("--version", default=project_version(), help="of the packages (default: %(default)s)")
    parser.add_argument("--output", type=pathlib.Path, default=TOP / "build/packages")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    packages = [package for program in options.program for package in make_packages(program, options.version, options.output)]
    sums = "".join(f"{hashlib.sha256(package.read_bytes()).hexdigest()}  {package.name}\n" for package in packages)
    (options.output / "SHA256SUMS").write_text(sums, encoding="ascii")
    print(sums, end="")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Checks that the cross-built programs start on every Windows since Server 2008 SP2, and that nothing but Windows is loaded.

    imports.py build/windows-x64/acsgate.exe build/windows-x86/acsgate.exe

imports.csv beside this script lists every function that they import, with the first Windows that has it. A function that is new to
the list has to be looked up first: learn.microsoft.com says it under "Minimum supported client". The check itself is checked: small
programs with one fault each must fail it.
"""

import argparse
import csv
import pathlib
import re
import sys
import tempfile

import pe
import wine

HERE = pathlib.Path(__file__).resolve().parent
OLDEST = (6, 0)  # Windows Server 2008
MAX_BYTES = 2_500_000

# Known DLLs of every Windows since 2008: of these, and of these only, no file of the same name beside the program is ever loaded.
# Whatever else is wanted goes through load_system_library.
KNOWN_DLLS = {
    "advapi32.dll",
    "kernel32.dll",
    "msvcrt.dll",
    "ole32.dll",
    "oleaut32.dll",
    "rpcrt4.dll",
    "shell32.dll",
    "user32.dll",
    "ws2_32.dll",
}

SUPPORTED = {  # Microsoft: Application manifests, supportedOS
    "{e2011457-1546-43c5-a5fe-008deee3d3f0}": "Vista",
    "{35138b9a-5d96-4fbd-8e2d-a2440225f93a}": "7",
    "{4a2f28e3-53b9-4441-ba9c-d69d4a4a6e38}": "8",
    "{1f676c76-80e1-4239-95bb-83d0f6d0da78}": "8.1",
    "{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}": "10",
}


def read_table():
    """{(dll, function): first version of Windows}, from a table that is sorted and says each thing once."""
    lines = [line for line in (HERE / "imports.csv").read_text(encoding="ascii").splitlines() if not line.startswith("#")]
    rows = [(row["dll"], row["function"], row["since"]) for row in csv.DictReader(lines)]
    if rows != sorted(set(rows)):
        sys.exit("imports.csv: rows must be sorted by dll and function")
    table = {(dll, function): tuple(map(int, since.split("."))) for dll, function, since in rows}
    if len(table) != len(rows):
        sys.exit("imports.csv: a function is there twice")
    return table


def import_faults(image, table):
    for dll, function in sorted(set(image.imports())):
        if dll not in KNOWN_DLLS:
            yield f"imports {dll}: a file of that name beside the program would be loaded; use load_system_library"
        elif (dll, function) not in table:
            yield f"imports {dll},{function}: not in imports.csv; look up since which Windows it is there"
        elif table[dll, function] > OLDEST:
            yield f"imports {dll},{function}, which Windows has since version {table[dll, function]}"
    if image.has(pe.DELAY_IMPORT):
        yield "delays imports: they are looked for by name; use load_system_library"


def header_faults(image, version):
    if image.subsystem != pe.CONSOLE:
        yield f"subsystem {image.subsystem} is not the console"
    for name, found in (("subsystem", image.subsystem_version), ("operating system", image.os_version)):
        if found != OLDEST:
            yield f"{name} version {found} is not {OLDEST}"
    wanted = pe.DYNAMIC_BASE | pe.NX_COMPAT | (pe.HIGH_ENTROPY_VA if image.machine == pe.X64 else 0)
    if image.characteristics & wanted != wanted:
        yield f"characteristics {image.characteristics:#x} lack some of {wanted:#x} (ASLR, NX, high entropy)"
    if not image.has(pe.RELOCATION):
        yield "has no relocations: it can't be moved, whatever its ASLR flag says"
    if image.timestamp:
        yield f"carries a time of its making, {image.timestamp}"
    if image.has(pe.EXPORT) or image.has(pe.DEBUG):
        yield "exports functions or carries debug information"
    if len(image.bytes) > MAX_BYTES:
        yield f"has {len(image.bytes)} bytes, limit {MAX_BYTES}"
    resources = image.resources() if image.has(pe.RESOURCE) else b""
    for text in [b'level="asInvoker"', b"longPathAware", *(id.encode() for id in SUPPORTED)]:
        if text not in resources:
            yield f"has no {text.decode()} in its manifest"
    if b"<activeCodePage" in resources:
        yield "sets a code page in its manifest, which Windows before 10 1903 ignores"
    if f"FileVersion\0\0{version}\0".encode("utf-16-le") not in resources:  # a zero at the end, one for alignment
        yield f"has no version resource that says {version}"


def control(folder, name, source, *options):
    (folder / "fault.c").write_text("#include <windows.h>\n" + source, encoding="ascii")
    return pe.Image(wine.compile_c(folder / "fault.c", folder / f"{name}.exe", *options))


def check_the_check(table):
    """Faults that must be found, each in a program that is otherwise like ours."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        newer = control(
            folder, "newer", "int wmain(void) { FILETIME t; GetSystemTimePreciseAsFileTime(&t); return (int)t.dwLowDateTime; }"
        )
        planted = control(
            folder, "planted", 'int wmain(void) { return (int)GetFileVersionInfoSizeW(L"x", NULL); }', "-lversion"
        )
        plain = control(folder, "plain", "int wmain(void) { return 0; }", "-Wl,--disable-dynamicbase")
    cases = [
        ("GetSystemTimePreciseAsFileTime", import_faults(newer, table)),
        ("imports version.dll", import_faults(planted, table)),
        ("which Windows has since version (6, 2)", import_faults(newer, {**table, **dict.fromkeys(newer.imports(), (6, 2))})),
        ("subsystem version", header_faults(plain, "1.0")),
        ("characteristics", header_faults(plain, "1.0")),
        ("asInvoker", header_faults(plain, "1.0")),
        ("version resource", header_faults(plain, "1.0")),
    ]
    for wanted, faults in cases:
        if not any(wanted in fault for fault in faults):
            yield f"the check does not find a fault of the kind \"{wanted}\""


def project_version():
    text = (wine.TOP / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"project\(acsgate VERSION (\S+)", text)[1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    table = read_table()
    faults = list(check_the_check(table))
    used = set()
    for program in options.program:
        image = pe.Image(program)
        used |= set(image.imports())
        found = [*import_faults(image, table), *header_faults(image, project_version())]
        faults += [f"{program} {fault}" for fault in found]
        print(f"{program}: {len(image.bytes)} bytes, {len(set(image.imports()))} imports, {len(found)} faults")
    faults += [f"imports.csv: {dll},{function} is not imported any more" for dll, function in sorted(table.keys() - used)]
    print(*faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""A private Windows for a test, by Wine.

    with wine.Windows() as windows:
        windows.set_version("10.0", build=17763, ubr=2114)
        windows.registry(r'''[HKEY_LOCAL_MACHINE\\Software\\Example]
    "Value"=dword:00000001''')
        windows.add_certificate(der)
        run = windows.run("build/windows-x64/acsgate.exe", "check", "--format", "token")
        run.code, run.stdout, run.stderr

A fresh prefix takes Wine some seconds, so one is made once and kept in build/wine; each test works on a copy of its own, which is gone
when the `with` ends, however it ends. No display is needed. The copy shares its files with the original (hard links): replace a file of
Windows' own, but never write into one.
"""

import contextlib
import fcntl
import hashlib
import itertools
import os
import pathlib
import shutil
import struct
import subprocess
import tempfile
from typing import NamedTuple

TOP = pathlib.Path(__file__).resolve().parents[2]
HERE = pathlib.Path(__file__).resolve().parent
ROOM = TOP / "build/wine"
# Debian's `wine` complains at each run that there is no 32-bit Wine.
WINE = shutil.which("/usr/lib/wine/wine64") or "wine"
MINGW = "x86_64-w64-mingw32-gcc"


class Run(NamedTuple):
    code: int  # all 32 bits, unsigned
    stdout: bytes
    stderr: bytes


def windows_path(path):
    r"""What Windows calls a file of this machine: Z:\... ; paths with a drive are left alone."""
    text = str(path)
    return text if text[1:2] == ":" else "Z:" + str(pathlib.Path(text).absolute()).replace("/", "\\")


def compile_c(source, output, *options):
    """A small Windows program or DLL from one C file, for tests that need to see what a wrong one does."""
    subprocess.run([MINGW, "-municode", "-O1", "-s", "-o", output, source, *options], check=True)
    return output


def compiled_once(source, output):
    """The same, for a program that several tests share, perhaps at the same time."""
    with locked():
        if not output.exists() or output.stat().st_mtime < source.stat().st_mtime:
            fresh = output.with_suffix(".fresh.exe")
            compile_c(source, fresh).rename(output)
    return output


def environment_of(prefix):
    """Nothing of the caller's environment gets through: Windows programs would see it."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(ROOM),
        "LC_ALL": "C.UTF-8",  # else arguments that are not ASCII get lost
        "TZ": "UTC",
        "WINEPREFIX": str(prefix),
        "WINEARCH": "win64",
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=d",  # no offers to download, no desktop files
    }


def quietly(prefix, *command, timeout=120):
    """Runs what may leave the server behind: the server keeps what it inherits open, and a pipe would never end."""
    null = subprocess.DEVNULL
    return subprocess.run(
        command, stdin=null, stdout=null, stderr=null, env=environment_of(prefix), timeout=timeout, check=False
    ).returncode


@contextlib.contextmanager
def locked():
    ROOM.mkdir(parents=True, exist_ok=True)
    with open(ROOM / "lock", "w", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def prepared():
    """The prefix that all others are copies of, and the program that fetches exit codes; made at the first use."""
    version = subprocess.run([WINE, "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True).stdout
    base = ROOM / f"base-{version.split()[0]}"
    with locked():
        if not base.is_dir():
            fresh = ROOM / "fresh"
            shutil.rmtree(fresh, ignore_errors=True)
            quietly(fresh, WINE, "wineboot.exe", "-i")
            quietly(fresh, "wineserver", "-w")  # the registry is on the disk only then
            if not (fresh / "system.reg").exists():
                raise RuntimeError("wineboot made no prefix: are wine and wine64 installed?")
            fresh.rename(base)
    return base, compiled_once(HERE / "runner.c", ROOM / "runner.exe")


def alive(process):
    with contextlib.suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True


class Windows:
    s_count = itertools.count()

    def __enter__(self):
        base, self.runner = prepared()
        for left in ROOM.glob("run-*"):  # of tests that were killed
            if not alive(int(left.name.split("-")[1])):
                quietly(left, "wineserver", "-k")
                shutil.rmtree(left, ignore_errors=True)
        self.prefix = ROOM / f"run-{os.getpid()}-{next(self.s_count)}"
        try:
            subprocess.run(["cp", "-al", base, self.prefix], check=True)
            for file in [*base.glob("*.reg"), base / "wineserver"]:  # what Wine writes into
                (self.prefix / file.name).unlink(missing_ok=True)
                if file.suffix == ".reg":
                    shutil.copy2(file, self.prefix)
            quietly(self.prefix, "wineserver", "-p60")  # stays for a minute after the last program, if we don't stop it before
            quietly(self.prefix, WINE, "cmd.exe", "/c", "exit")  # starts the services
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        quietly(self.prefix, "wineserver", "-k")
        quietly(self.prefix, "wineserver", "-w")
        shutil.rmtree(self.prefix, ignore_errors=True)

    def path(self, inside):
        r"""Where a file of this Windows lies on this machine: path(r"C:\Program Files")."""
        return self.prefix / "drive_c" / inside.removeprefix("C:\\").replace("\\", "/")

    def run(self, program, *arguments, stdin=b"", cwd=TOP, timeout=60, environment=None):
        r"""Runs a program, by its path on this machine or on C:, and waits. Arguments are passed as they are; paths with / in them are
        understood by Windows, relative ones go by `cwd`. `environment`: more variables."""
        try:
            return self._run(program, arguments, stdin, cwd, timeout, environment)
        except RuntimeError:  # now and then Wine can't start a program, so nothing has run yet
            return self._run(program, arguments, stdin, cwd, timeout, environment)

    def _run(self, program, arguments, stdin, cwd, timeout, environment):
        code = self.prefix / "exit-code"
        code.unlink(missing_ok=True)
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin)
            given.seek(0)
            unix = subprocess.run(
                [WINE, self.runner, windows_path(program), *map(str, arguments)],
                stdin=given,
                stdout=out,
                stderr=err,
                cwd=cwd,
                env={**environment_of(self.prefix), "EXIT_CODE_FILE": windows_path(code), **(environment or {})},
                timeout=timeout,
                check=False,
            )
            out.seek(0)
            err.seek(0)
            stdout, stderr = out.read(), err.read()
        if not code.exists():
            raise RuntimeError(f"{program} could not be started ({unix.returncode}): {stderr.decode('utf-8', 'replace')}")
        return Run(int(code.read_text(encoding="ascii")), stdout, stderr)

    def registry(self, text):
        """Imports what a .reg file says, without its first line."""
        file = self.prefix / "import.reg"
        file.write_bytes(("\ufeffWindows Registry Editor Version 5.00\n\n" + text + "\n").replace("\n", "\r\n").encode("utf-16-le"))
        run = self.run(r"C:\windows\regedit.exe", "/S", windows_path(file))
        if run.code != 0:
            raise RuntimeError(f"regedit failed with {run.code}: {run.stderr!r}")

    def add_certificate(self, der, store="ROOT"):
        """Puts a certificate into a store of the machine, as Windows keeps it: a blob of properties, of which 3 is the SHA-1 and 32 the
        certificate itself."""
        sha1 = hashlib.sha1(der).digest()
        blob = struct.pack("<3I", 3, 1, len(sha1)) + sha1 + struct.pack("<3I", 32, 1, len(der)) + der
        key = rf"HKEY_LOCAL_MACHINE\Software\Microsoft\SystemCertificates\{store}\Certificates\{sha1.hex().upper()}"
        self.registry(f'[{key}]\n"Blob"=hex:{blob.hex(",")}')

    def set_version(self, version, build, ubr=None, server=True, service_pack=0):
        """Makes it the Windows of this version ("6.1", "10.0"), for programs that start from now on. (Windows 10 itself has 6.3 in
        CurrentVersion, but Wine takes its version from there.)"""
        major, minor = version.split(".")
        modern = int(major) >= 10
        number = lambda value: "-" if value is None else f"dword:{value:08x}"
        pack = f'"Service Pack {service_pack}"' if service_pack else "-"
        self.registry(rf'''[HKEY_CURRENT_USER\Software\Wine]
"Version"=-

[HKEY_LOCAL_MACHINE\Software\Microsoft\Windows NT\CurrentVersion]
"CurrentVersion"="{version}"
"CurrentMajorVersionNumber"={number(int(major) if modern else None)}
"CurrentMinorVersionNumber"={number(int(minor) if modern else None)}
"CurrentBuild"="{build}"
"CurrentBuildNumber"="{build}"
"UBR"={number(ubr)}
"CSDVersion"={pack}
"InstallationType"="{"Server" if server else "Client"}"

[HKEY_LOCAL_MACHINE\System\CurrentControlSet\Control\Windows]
"CSDVersion"={number(service_pack << 8)}

[HKEY_LOCAL_MACHINE\System\CurrentControlSet\Control\ProductOptions]
"ProductType"="{"ServerNT" if server else "WinNT"}"''')

"""Six Windows hosts in Wine, each another case, and packages of a made-up Agent that is a service and says its build."""

import concurrent.futures
import contextlib
import json
import pathlib
import shutil
import struct
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "windows"))
import machine  # noqa: E402
import wine  # noqa: E402

ACS, LEGACY, NEWER = "20.0.0-6690", "20.0.0-4959", "20.0.0-7303"
FOLDER = r"C:\Program Files\acsgate"
# Name, its Windows (build, revision), whether it has the root, whether a restart is pending.
HOSTS = {
    "ready": (17763, 2210, True, False),
    "update": (17763, 2209, True, False),
    "root": (17763, 2210, False, False),
    "restart": (17763, 2210, True, True),
    "unknown": (17761, 1, True, False),  # no Windows of the platform table
    "newer": (17763, 2210, True, False),
}

WXS = """<?xml version="1.0" encoding="UTF-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
  <Product Id="*" UpgradeCode="8B1C7A5E-3D0F-4E8C-9B56-0F2D7C1A9E43" Name="Trend Micro Deep Security Agent" Manufacturer="Trend Micro Inc."
      Version="{version}" Language="1033">
    <Package InstallerVersion="405" Compressed="yes" InstallScope="perMachine" Manufacturer="Trend Micro Inc."/>
    <MajorUpgrade DowngradeErrorMessage="A newer one is installed already"/>
    <Media Id="1" Cabinet="a.cab" EmbedCab="yes"/>
    <Directory Id="TARGETDIR" Name="SourceDir"><Directory Id="ProgramFiles64Folder"><Directory Id="INSTALLDIR" Name="Made-up Agent">
      <Component Id="File" Guid="*" Win64="yes"><File Id="File" Name="ds_agent.exe" Source="ds_agent.exe" KeyPath="yes"/>
        <ServiceInstall Id="Service" Name="ds_agent" DisplayName="Made-up Agent" Type="ownProcess" Start="auto" ErrorControl="normal"
          Account="LocalSystem"/>
        <ServiceControl Id="Control" Name="ds_agent" Start="install" Stop="both" Remove="uninstall" Wait="yes"/>
      </Component>
    </Directory></Directory></Directory>
    <Feature Id="All" Level="1"><ComponentRef Id="File"/></Feature>
  </Product>
</Wix>
"""
RC = """1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
BEGIN
BLOCK "StringFileInfo"
BEGIN
BLOCK "040904b0"
BEGIN
VALUE "FileVersion", "{build}"
END
END
BLOCK "VarFileInfo"
BEGIN
VALUE "Translation", 0x409, 1200
END
END
"""


def resolved(path):
    return pathlib.Path(path).resolve()


def package_name(build):
    return f"Agent-Core-Windows-{build}.x86_64.msi"


def make_package(folder, build):
    room = folder / build
    room.mkdir()
    (room / "version.rc").write_text(RC.format(numbers=build.replace("-", ",").replace(".", ","), build=build), encoding="ascii")
    subprocess.run(["x86_64-w64-mingw32-windres", "version.rc", "version.o"], cwd=room, check=True)
    wine.compile_c(HERE / "agent.c", room / "ds_agent.exe", room / "version.o", "-ladvapi32")
    (room / "agent.wxs").write_text(WXS.format(version=build.replace("20.0.0-", "20.0.")), encoding="utf-8")
    package = folder / package_name(build)
    subprocess.run(["wixl", "-a", "x64", "-o", package, "agent.wxs"], cwd=room, check=True, capture_output=True)
    return package


def for_other_processors(program, copy):
    """The same program, but its header says that it is for 32-bit processors: it can't be started."""
    data = bytearray(program.read_bytes())
    struct.pack_into("<H", data, struct.unpack_from("<I", data, 0x3C)[0] + 4, 0x014C)
    copy.write_bytes(data)
    return copy


class Host:
    def __init__(self, name, windows, room):
        self.name, self.windows = name, windows
        self.log, self.fault_file = room / f"{name}.log", room / f"{name}.fault"

    def describe(self, root, case=None):
        """Makes it the Windows of its own name, or of another case."""
        build, ubr, has_root, restart = HOSTS[case or self.name]
        made = machine.Machine()
        made.set_version("10.0", build, ubr)
        made.set_root(root.der, has_root)
        made.registry(rf"[-{machine.SERVICING}\RebootPending]")
        if restart:
            made.registry(rf"[{machine.SERVICING}\RebootPending]")
        # Without a number of its own, a ledger would take all of them for one host.
        number = f"{list(HOSTS).index(self.name):08x}-0000-4000-8000-000000000000"
        made.registry(f'[HKEY_LOCAL_MACHINE\\Software\\Microsoft\\Cryptography]\n"MachineGuid"="{number}"')
        # Windows lists some programs of its own; an empty list is none that was read.
        made.registry(f'[{machine.UNINSTALL}\\Other]\n"DisplayName"="Other"')
        self.windows.registry(made.text)

    def variables(self):
        return {"wine_prefix": str(self.windows.prefix), "wine_log": str(self.log), "wine_fault": str(self.fault_file)}

    def fault(self, **what):
        self.fault_file.write_text(json.dumps(what), encoding="utf-8")

    def counts(self):
        """How many commands, and how many files there and back, since the last time."""
        lines = [json.loads(line)["kind"] for line in self.log.read_text(encoding="utf-8").splitlines()] if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return lines.count("command"), lines.count("put"), lines.count("fetch")

    def files(self):
        """What lies in the folder of the program, None if there is no such folder."""
        folder = self.windows.path(FOLDER)
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else None

    def msiexec(self, verb, package):
        return self.windows.run(r"C:\windows\system32\msiexec.exe", verb, wine.windows_path(package), "/qn", timeout=120).code

    def installed(self):
        """The builds of the Agent in the list of programs."""
        listed = self.windows.run(r"C:\windows\system32\reg.exe", "query", r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall", "/s")
        lines = listed.stdout.decode("utf-8", "replace").splitlines()
        return sorted(line.split()[-1].replace("20.0.", "20.0.0-") for line in lines if "DisplayVersion" in line and "20.0." in line)

    def clear(self, packages):
        """As it was before the first play."""
        for build in self.installed():
            self.msiexec("/x", packages[build])
        self.forget_program()
        shutil.rmtree(self.windows.path(r"C:\ProgramData") / "acsgate", ignore_errors=True)
        self.fault_file.unlink(missing_ok=True)
        self.log.unlink(missing_ok=True)

    def record(self, name):
        return self.windows.path(r"C:\ProgramData") / "acsgate" / name

    def forget_program(self):
        shutil.rmtree(self.windows.path(FOLDER), ignore_errors=True)


@contextlib.contextmanager
def hosts(room, root):
    """All of them, by name."""
    with contextlib.ExitStack() as stack:
        wine.prepared()
        wine.compiled_once(HERE / "remote.c", wine.ROOM / "remote.exe")
        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            made = dict(zip(HOSTS, pool.map(lambda _name: stack.enter_context(wine.Windows()), HOSTS)))
            all_hosts = {name: Host(name, windows, room) for name, windows in made.items()}
            list(pool.map(lambda host: host.describe(root), all_hosts.values()))
        yield all_hosts

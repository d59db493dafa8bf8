"""A Windows machine to be described in a registry file, and roots to put into it."""

import pathlib
import ssl
import subprocess
import tempfile
from typing import NamedTuple

import wine

NT = r"HKEY_LOCAL_MACHINE\Software\Microsoft\Windows NT\CurrentVersion"
SERVICING = r"HKEY_LOCAL_MACHINE\Software\Microsoft\Windows\CurrentVersion\Component Based Servicing"
AUTO_UPDATE = r"HKEY_LOCAL_MACHINE\Software\Microsoft\Windows\CurrentVersion\WindowsUpdate\Auto Update"
CERTIFICATES = r"HKEY_LOCAL_MACHINE\Software\Microsoft\SystemCertificates"
POLICY_CERTIFICATES = r"HKEY_LOCAL_MACHINE\Software\Policies\Microsoft\SystemCertificates"
UNINSTALL = r"HKEY_LOCAL_MACHINE\Software\Microsoft\Windows\CurrentVersion\Uninstall"
SERVICES = r"HKEY_LOCAL_MACHINE\System\CurrentControlSet\Services"
TOKEN = "31bf3856ad364e35"

INSTALLED, STAGED, PENDING = 0x70, 0x40, 0x60


class Root(NamedTuple):
    der: bytes
    policy: str  # YAML of an overlay that asks for it; empty: the policy compiled in does


def real_root(pem):
    return Root(ssl.PEM_cert_to_DER_cert(pem.read_text(encoding="ascii")), "")


def digest(der, algorithm):
    command = ["openssl", "dgst", f"-{algorithm}", "-r"]
    return subprocess.run(command, input=der, capture_output=True, check=True).stdout.split()[0].decode().upper()


def made_up_root(name):
    """A root of our own and the policy that asks for it in Microsoft's place."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "7300", "-outform", "DER"]
        subprocess.run([*command, "-subj", f"/CN={name}", "-keyout", f"{folder}/key", "-out", f"{folder}/der"], check=True, capture_output=True)
        der = pathlib.Path(folder, "der").read_bytes()
    policy = f"""extends: builtin
name: made-up-root
requirements:
  acs-root:
    root_certificate:
      title: {name}
      sha1: {digest(der, "sha1")}
      sha256: {digest(der, "sha256")}
"""
    return Root(der, policy)


class Machine:
    """What is to be written into the registry, in place of all that an earlier machine left there."""

    # These two only write to the registry, so they serve here too.
    set_version = wine.Windows.set_version
    add_certificate = wine.Windows.add_certificate

    def __init__(self):
        self.text = ""
        for key in (SERVICING, AUTO_UPDATE, rf"{UNINSTALL}\Agent", rf"{SERVICES}\ds_agent", POLICY_CERTIFICATES):
            self.registry(f"[-{key}]")
        for store in ("AuthRoot", "Disallowed", "SmartCardRoot"):
            self.registry(rf"[-{CERTIFICATES}\{store}]")
        self.registry(f"[{AUTO_UPDATE}]")
        self.package("Microsoft-Windows-Foundation-Package", "10.0.17763.1")

    def registry(self, text):
        self.text += text + "\n\n"

    def set_root(self, der, present):
        """Puts the root into the machine's own store, or sees that it is not there."""
        self.registry(rf"[-{CERTIFICATES}\ROOT\Certificates\{digest(der, 'sha1')}]")
        if present:
            self.add_certificate(der)

    def package(self, name, version, state=INSTALLED):
        self.registry(f'[{SERVICING}\\Packages\\{name}~{TOKEN}~amd64~~{version}]\n"CurrentState"=dword:{state:08x}')

    def many_packages(self, count):
        """As a system has them that was kept up to date for years: of every eight, one is an update and the rest are parts of updates."""
        for number in range(count):
            kb = f"KB{4000000 + number // 8}"
            name = f"Package_for_{kb}" if number % 8 == 0 else f"Package_{number % 8}_for_{kb}"
            self.package(name, "10.0.1.0")

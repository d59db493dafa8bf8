#!/usr/bin/env python3
"""Checks wine.py itself: what a test asks for is what a Windows program sees."""

import hashlib
import pathlib
import ssl
import subprocess
import sys
import tempfile

import report
import wine


def certificate(folder):
    """A root as DER."""
    pem = folder / "root.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=acsgate test root", "-keyout"]
    subprocess.run([*request, folder / "key.pem", "-out", pem], check=True, capture_output=True)
    return ssl.PEM_cert_to_DER_cert(pem.read_text(encoding="ascii"))


def checks(folder):
    probe = wine.compile_c(wine.HERE / "probe.c", folder / "probe.exe", "-lcrypt32")
    der = certificate(folder)
    sha1 = hashlib.sha1(der).hexdigest()
    with wine.Windows() as windows, wine.Windows() as other:
        run = windows.run(probe, "0x80070643", sha1, "政策", 'a "b" c\\', "", stdin=b"given\n")
        lines = run.stdout.decode("utf-8").splitlines()
        yield "all 32 bits of the exit code", run.code == 0x80070643, run
        yield "arguments", lines[3:] == ["argument 政策", 'argument a "b" c\\', "argument "], lines
        yield "standard input", lines[2] == "input given", lines
        yield "standard error", run.stderr.split() == [b"error"], run
        yield "no root at first", lines[1] == "root absent", lines

        windows.add_certificate(der)
        windows.set_version("10.0", build=20348, ubr=3000)
        lines = windows.run(probe, "17010", sha1).stdout.decode("utf-8").splitlines()
        yield "a root", lines[1] == "root found", lines
        yield "a server", lines[0] == "version 10.0.20348 pack 0 type 3", lines
        windows.set_version("6.1", build=7601, server=False, service_pack=1)
        lines = windows.run(probe, "0", sha1).stdout.decode("utf-8").splitlines()
        yield "a client", lines[0] == "version 6.1.7601 pack 1 type 1", lines

        lines = other.run(probe, "0", sha1).stdout.decode("utf-8").splitlines()
        yield "another Windows knows nothing of it", lines[1] == "root absent", lines
        try:
            other.run(folder / "none.exe")
            yield "what can't be started is an error", False, None
        except RuntimeError as error:
            yield "what can't be started is an error", "none.exe" in str(error), error
        prefix = windows.prefix
    yield "nothing is left", not prefix.exists(), prefix


def main():
    with tempfile.TemporaryDirectory() as name:
        return report.verdict(checks(pathlib.Path(name)))


if __name__ == "__main__":
    sys.exit(main())

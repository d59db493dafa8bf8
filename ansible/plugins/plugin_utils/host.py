# Copyright (c) 2026, the acsgate authors
# Apache License, Version 2.0 (see LICENSE or https://www.apache.org/licenses/LICENSE-2.0)
"""A Windows host on which acsgate is run through whatever connection there is.

Some connections hand a command line to cmd.exe, others to PowerShell, and it depends on the host which; so every command is one that
both read the same way:

    cmd.exe /d /c "cd /d C:\\Program Files\\acsgate&&.\\acsgate-<SHA-256>.exe check --format json"

Inside the quotes stand only characters that neither of them gives a meaning to; any other is refused, which is why nothing of an
inventory can become a command. `cd` takes a path with spaces as it is.

What lies in the folder has its SHA-256 in its name, so that the command fails where something is missing, and only then is looked and copied.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from typing import NamedTuple

from ansible import constants as C
from ansible.errors import AnsibleConnectionFailure, AnsibleError

from .answer import MAX_BYTES, Refused, printable

MAX_COMMAND = 8000  # characters; cmd.exe takes 8191
_FOLDER = re.compile(r"[A-Za-z]:\\(?:[A-Za-z0-9_.-][A-Za-z0-9_. -]*\\)*[A-Za-z0-9_.-]+\Z")
_WORD = re.compile(r"[A-Za-z0-9_.,:;=+@/\\{}~#*?-]+(?<!\\)\Z")
_PART = ".part"


class File(NamedTuple):
    """A file that the host is to have."""

    name: str  # on the host, with the SHA-256 in it
    path: str  # on the controller


class Output(NamedTuple):
    """Of a command; what was no UTF-8 stands in it as lone surrogates."""

    out: str
    err: str


def sha256_of(path):
    """The digest of a file of the controller, in hex. Each task of each host asks for the same files, so this run of Ansible remembers it in
    its own folder, which nobody else may write to."""
    digest = hashlib.sha256()
    try:
        now = os.stat(path)
        seen = f"{os.path.abspath(path)}\0{now.st_dev}\0{now.st_ino}\0{now.st_size}\0{now.st_mtime_ns}"
        memory = os.path.join(C.DEFAULT_LOCAL_TMP, "acsgate-" + hashlib.sha256(seen.encode("utf-8", "surrogateescape")).hexdigest())
        known = _remembered(memory)
        if known is not None:
            return known
        with open(path, "rb") as file:
            for piece in iter(lambda: file.read(1 << 20), b""):
                digest.update(piece)
    except OSError as error:
        raise Refused(f"the file {printable(path)} can't be read on the controller: {error.strerror}; check the path") from None
    _remember(memory, digest.hexdigest())
    return digest.hexdigest()


def _remembered(memory):
    try:
        with open(memory, encoding="ascii") as file:
            known = file.read(65)
    except (OSError, ValueError):
        return None
    return known if len(known) == 64 else None


def _remember(memory, known):
    try:
        with open(f"{memory}.{os.getpid()}", "w", encoding="ascii") as file:
            file.write(known)
        os.replace(f"{memory}.{os.getpid()}", memory)
    except OSError:
        pass  # it is hashed again, then


def check_words(words, what):
    """Refuses words that can't be passed through cmd.exe and PowerShell alike."""
    for word in words:
        if not _WORD.match(word):
            raise Refused(
                f"{what}: {printable(word) or 'an empty word'} can't be passed to every Windows host unchanged; "
                "letters, digits and _.,:;=+@/\\{}~#*?- are possible, without spaces, and no \\ at the end"
            )
    return list(words)


def check_folder(folder):
    """Refuses a folder that a command line can't name safely."""
    if not _FOLDER.match(folder) or ".." in folder:
        raise Refused(
            f"install_dir {printable(folder)} is no such folder as C:\\Program Files\\acsgate; "
            "letters, digits, spaces and ._- are possible, without a space in its last part"
        )
    return folder


class Host:
    """`action` is the action plugin that runs; `folder` has gone through check_folder."""

    def __init__(self, action, folder):
        self.action = action
        self.connection = action._connection
        self.folder = folder

    def command(self, *steps, anywhere=False):
        """Runs steps, each in the folder if the one before it went well."""
        line = "&&".join(steps if anywhere else (f"cd /d {self.folder}",) + steps)
        if len(line) > MAX_COMMAND:
            raise Refused(f"the command for the host has {len(line)} characters, more than the {MAX_COMMAND} that are possible; ask for fewer builds")
        # Not through a shell of POSIX, not for another user, no terminal.
        result = self.action._low_level_execute_command(
            f'cmd.exe /d /c "{line}"', sudoable=False, executable=False, encoding_errors="surrogateescape"
        )
        return Output(result["stdout"][: MAX_BYTES + 1], result["stderr"][:MAX_BYTES])

    def look(self, make_folder):
        """The names of the files in the folder, and whether this Windows is one of 32 bit; makes the folder if it is told to."""
        parent, name = self.folder.rsplit("\\", 1)
        make = f"cd /d {parent}\\&&mkdir {name} 2>nul&" if make_folder else ""
        # The variables last: with the folder missing, they still tell that there is a cmd.exe.
        question = f"{make}cd /d {self.folder}&&dir /b 2>nul&set PROCESSOR_ARCHITE"
        seen = self.command(question, anywhere=True)
        if not seen.out.strip() and not seen.err.strip():  # an answer that got lost, perhaps; to ask again does no harm
            seen = self.command(question, anywhere=True)
        lines = [line.strip() for line in seen.out.splitlines()]
        known = dict(line.split("=", 1) for line in lines if line.startswith("PROCESSOR_ARCHITE") and "=" in line)
        if "PROCESSOR_ARCHITECTURE" not in known:
            raise Refused(
                "the host does not answer as Windows does, so acsgate can't be run there: "
                f"{printable(seen.err) or printable(seen.out) or 'nothing was answered'}"
            )
        return {line.lower() for line in lines}, known["PROCESSOR_ARCHITECTURE"] == "x86" and "PROCESSOR_ARCHITEW6432" not in known

    def _path(self, name):
        """As the connection's put_file wants it: those that do not know that this is Windows pass paths on to SFTP as they are."""
        path = f"{self.folder}\\{name}"
        return path if getattr(self.connection._shell, "_IS_WINDOWS", False) else "/" + path.replace("\\", "/")

    def push(self, files, read_back=True):
        """Copies files to the host; each gets its name only when it is known to be whole. `read_back`: fetch what arrived and compare.
        Without it, somebody else has to."""
        for file in files:
            part = self._path(file.name + _PART)
            try:
                self.connection.put_file(file.path, part)
                if read_back:
                    self._compare(file, part)
            except AnsibleConnectionFailure:
                raise
            except (AnsibleError, OSError) as error:
                self._remove(files)
                raise Refused(
                    f"{file.name} can't be copied to {self.folder} on the host: {printable(str(error))}; "
                    "is its disk full, or is the user no administrator"
                ) from None
            except Refused:
                self._remove(files)
                raise
        return [f"move /y {file.name}{_PART} {file.name}>nul" for file in files]

    def _compare(self, file, part):
        with tempfile.TemporaryDirectory() as folder:
            back = os.path.join(folder, "back")
            self.connection.fetch_file(part, back)
            if not os.path.exists(back) or sha256_of(back) != sha256_of(file.path):
                size = os.path.getsize(back) if os.path.exists(back) else 0
                raise Refused(
                    f"{file.name} did not arrive whole in {self.folder} on the host: {size} bytes are there that are not the "
                    f"{os.path.getsize(file.path)} sent; is its disk full, or does something there change programs"
                )

    def _remove(self, files):
        """What has no name of its own yet goes again, as far as that is possible."""
        try:
            self.command("del /q /f " + " ".join(file.name + _PART for file in files))
        except AnsibleError:
            pass

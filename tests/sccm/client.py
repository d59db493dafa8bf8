"""Plays the ConfigMgr client: starts a script as it does, and judges what comes out by Microsoft's rules.

Requirement rules and discovery ("About compliance settings extensibility", "Create global conditions"): a non-zero exit code is a
discovery failure, no output is no instance, and for a condition several lines are a failure; the output is cast to the data type.
Detection ("About custom script detection methods"): text and 0 is installed, nothing and 0 is not installed, everything else is unknown.
A script that runs longer than the client setting allows (60 seconds by default) is ended, which is a failure.
"""

import subprocess
import sys

import wine

FAILURE = "failure"
LIMIT = 60


class Client:
    def __init__(self, windows, scripts):
        self.windows = windows
        self.scripts = scripts
        self.last = None  # what the last script gave, to be shown where that is wrong

    def start(self, name):
        """A script host that was started and is not waited for."""
        null = subprocess.DEVNULL
        command = [wine.WINE, r"C:\windows\system32\cscript.exe", "//NoLogo", wine.windows_path(self.scripts / name)]
        return subprocess.Popen(command, stdin=null, stdout=null, stderr=null, env=wine.environment_of(self.windows.prefix))

    def run(self, name):
        """Exit code, standard output and standard error of a script, or None if it had to be ended."""
        self.last = None
        try:
            run = self.launch(name)
            # A busy machine may take longer than the gate waits, and now and then Wine can't start a program; the client asks again, too.
            if run.stdout.strip() in (b"unknown", b"error"):
                run = self.launch(name)
        except subprocess.TimeoutExpired:
            return None
        self.last = run.code, run.stdout.decode("ascii").replace("\r\n", "\n"), run.stderr.decode("utf-8", "replace")
        return self.last

    def launch(self, name):
        return self.windows.run(r"C:\windows\system32\cscript.exe", "//NoLogo", wine.windows_path(self.scripts / name), timeout=LIMIT)

    def value(self, name):
        """What a String condition or setting has on this host: a text, None where there is no instance, or FAILURE."""
        run = self.run(name)
        if run is None or run[0] != 0:
            return FAILURE
        lines = run[1].splitlines()
        return None if not lines else lines[0] if len(lines) == 1 else FAILURE

    def met(self, name, *rules):
        """The rules "OneOf" on a condition: one answer for each list of values. A failure and no instance are not met."""
        value = self.value(name)
        return tuple(value != FAILURE and value is not None and value in one_of for one_of in rules)

    def detected(self, name):
        """True, False, or None where it is unknown."""
        run = self.run(name)
        if run is None or run[0] != 0 or (not run[1] and run[2].strip()):
            return None
        return bool(run[1])


if __name__ == "__main__":
    sys.exit("run contract.py")

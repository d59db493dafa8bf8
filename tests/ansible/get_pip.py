"""Puts pip into an empty virtual environment, as ansible-test asks for it: with the copy that Python has, then the version asked for, from PyPI.

ansible-test would download a script for this from a server of its own; where its cache has one, it takes that. sanity.py puts this one there.
"""

import subprocess
import sys

wanted = [argument for argument in sys.argv[1:] if argument not in ("--no-setuptools", "--no-wheel")]
python = [sys.executable, "-m"]
for command in (["ensurepip", "--upgrade"], ["pip", "install", "-q", *wanted]):
    subprocess.run([*python, *command], check=True, stdout=subprocess.DEVNULL)

#!/usr/bin/python3
"""A stand-in for an installer: a real child process that does what the plan beside it says, and writes down what it saw.

    installer.py PLAN [ARGUMENT...]

The plan is JSON: `code` to end with or `signal` to die of, `seconds` to take, `print` lines, `facts` to write and where (`facts_file`),
`read_stdin`. What it saw goes to PLAN.seen: the arguments, what the file named by the first one holds, its environment.
"""

import hashlib
import json
import os
import pathlib
import sys
import time


def appear(file, text):
    """Writes a file that others wait for: it is there whole, or not at all."""
    fresh = file.with_suffix(".fresh")
    fresh.write_text(text, encoding="utf-8")
    fresh.rename(file)


def main():
    plan_file = pathlib.Path(sys.argv[1])
    plan = json.loads(plan_file.read_text(encoding="utf-8"))
    arguments = [os.fsencode(argument).decode("utf-8", "surrogateescape") for argument in sys.argv[2:]]
    seen = {"arguments": arguments, "environment": dict(os.environ), "open": len(os.listdir("/proc/self/fd"))}
    if arguments and os.path.isfile(arguments[0]):
        seen["sha256"] = hashlib.sha256(pathlib.Path(arguments[0]).read_bytes()).hexdigest()
    if plan.get("read_stdin"):
        seen["stdin_bytes"] = len(sys.stdin.buffer.read())
    appear(plan_file.with_suffix(".began"), str(os.getpid()))
    for line in plan.get("print", []):
        print(line, flush=True)
    time.sleep(plan.get("seconds", 0))
    if arguments and "sha256" in seen:  # it must have stayed the same to the end
        seen["sha256_later"] = hashlib.sha256(pathlib.Path(arguments[0]).read_bytes()).hexdigest()
    appear(plan_file.with_suffix(".seen"), json.dumps(seen))
    if "facts" in plan:
        appear(pathlib.Path(plan["facts_file"]), json.dumps(plan["facts"]))
    if "signal" in plan:
        os.kill(os.getpid(), plan["signal"])
    sys.exit(plan.get("code", 0))


if __name__ == "__main__":
    main()

"""How a run ends: exit codes, waiting, locks, results, arguments, secrets."""

import json
import os
import pathlib
import signal
import subprocess
import time

from bench import ACS, NOW, wait_until

SECRET = "s3cr3t-Passw0rd-7f1c"


def corpus():
    """60 arguments that a careless command line breaks."""
    values = ["", " ", "a b", "\t", '"', '""', "'", "\\", "\\\\", '\\"', '\\\\"', "a\\", "a b\\", 'a"b', '"a b"', "C:\\Program Files\\x\\",
              "%PATH%", "%", "%%", "!x!", "^", "&", "|", "<", ">", "(", ")", ";", ",", "=", "*", "?", "~", "$HOME", "`id`", "$(id)", "#", "-", "--",
              "--help", "/?", "@file", "{}", "[a,b]", "[", "{artifac}", "日本語", "政策 ファイル", "ﾊﾝｶｸ", "é", "😀", "a\nb", "PROP=value", "PROP=a b",
              'PROP="a b"', "x" * 8000, "a b" * 2000, '\\"' * 100, " lead", "trail "]
    assert len(values) == 60 == len(set(values)), (len(values), len(set(values)))
    return values


def check_arguments(host):
    values = corpus()
    run = host.run(arguments=["{artifact}", *values])
    seen = host.seen()
    yield "60 arguments arrive unchanged", run.code == 0 and seen and seen["arguments"][1:] == values, (run, seen and [pair for pair in zip(seen["arguments"][1:], values) if pair[0] != pair[1]][:3])
    host.facts("1-ready")
    host.plan()
    run = host.run(arguments=["{artifact}", "/i={artifact}!", "{artifact}{artifact}", "{Artifact}"])
    seen = host.seen()
    file = seen["arguments"][0]
    yield "{artifact} inside of words", run.code == 0 and seen["arguments"][1:] == [f"/i={file}!", file + file, "{Artifact}"], seen
    yield "nothing but the standard streams is open", seen["open"] <= 4, seen["open"]
    host.facts("1-ready")
    run = host.run("--dry-run", arguments=["{artifact}", "a b"])
    yield "--dry-run", run.code == 0 and str(host.package(ACS)) in run.out and '"a b"' in run.out and "would be installed" in run.out, run


def check_exit_codes(host):
    for code in (1, 2, 43, 105, 194, 255):
        host.facts("1-ready")
        host.plan(installs=None, code=code)
        yield f"exit code {code}", (run := host.run()).code == code, run
    host.plan(installs=None, signal=signal.SIGKILL)
    yield "killed by a signal", (run := host.run()).code == 128 + 9, run
    yield "... and the result says so", (run := host.acsgate("run", "--result")).code == 137, run
    run = host.acsgate("run", "--acs", host.package(ACS), "--facts", host.facts_file, "--now", NOW, "--", "/no/such/program", "{artifact}")
    yield "a program that is not there", run.code == 51 and "INSTALL.NOT_STARTED" in run.out, run
    host.facts("1-ready")
    host.plan(installs=None, code=7)
    run = host.run("--format", "json")
    record = json.loads(run.out)
    yield "json", run.code == 7 and record["exit_code"] == 7 and record["phase"] == "ended" and "result" not in record and record["build"] == ACS, run


def check_waiting(host):
    host.plan(seconds=8)
    begin = time.monotonic()
    run = host.run("--timeout", "1s")
    yield "--timeout stops waiting", run.code == 53 and "INSTALL.STILL_RUNNING" in run.out and time.monotonic() - begin < 7, run
    yield "... and says so later", (run := host.acsgate("run", "--result")).code == 53, run
    yield "the next run is refused", (run := host.run()).code == 53 and "INSTALL.STILL_RUNNING" in run.out, run
    run = host.run("--wait-lock", "60s")
    yield "... or waits, and sees what was installed", run.code == 0 and "nothing to do" in run.out and host.seen()["sha256"] == host.seen()["sha256_later"], run
    host.reset()
    host.plan(seconds=60)
    run = host.run("--timeout", "4s", "--kill-on-timeout")
    process = int(host.plan_file.with_suffix(".began").read_text(encoding="ascii"))
    yield "--kill-on-timeout", run.code == 54 and "INSTALL.STOPPED" in run.out and not os.path.exists(f"/proc/{process}"), run
    yield "no copy stays behind", not list(host.state.glob("copy-*")), list(host.state.iterdir())


def check_lock(host):
    host.plan(seconds=5)
    first = host.start()
    wait_until(host.began)
    run = host.run()
    yield "a second run is refused", run.code == 52 and "INSTALL.BUSY" in run.out, run
    run = host.run("--wait-lock", "60s")
    yield "or waits", run.code == 0 and "nothing to do" in run.out, run
    yield "the first one is not disturbed", first.wait() == 0, first.communicate()


def check_detach(host):
    host.plan(seconds=4)
    run = host.run("--detach")
    yield "--detach comes back at once", run.code == 0 and not host.seen(), run
    yield "it is at work", (run := host.acsgate("run", "--result")).code == 53, run
    yield "it ends", wait_until(lambda: host.acsgate("run", "--result").code == 0), host.record()
    run = host.acsgate("run", "--result", "--format", "json")
    yield "and tells how", json.loads(run.out)["postcheck"] == "pass" and host.seen()["sha256"] == host.digest(ACS), run
    host.facts("4-restart-pending")
    host.plan()
    run = host.run("--detach")
    yield "an own result is told, too", wait_until(lambda: host.acsgate("run", "--result").code == 42), host.record()
    yield "no result at all", (run := (host.reset(), host.acsgate("run", "--result"))[1]).code == 57 and "INSTALL.NO_RESULT" in run.out, run


def check_preflight(host):
    run = host.run("--self-protection", "on")
    yield "self-protected", run.code == 46 and "AGENT.SELF_PROTECTED" in run.out and not host.seen(), run
    run = host.run("--min-free", "2000000000")
    yield "no space", run.code == 48 and "INSTALL.NO_SPACE" in run.out and not host.seen(), run
    os.chmod(host.state, 0o777)
    run = host.run()
    yield "a state folder that others may write", run.code == 22 and "written by others" in run.err and not host.seen(), run
    os.chmod(host.state, 0o700)


def check_secrets(host):
    host.plan(seconds=2, read_stdin=True)
    log = host.folder / "log.txt"
    process = subprocess.Popen(host.command("--log-file", str(log), "--log-level", "debug"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=host.environment())
    process.stdin.write(SECRET.encode())
    process.stdin.close()
    wait_until(host.began)
    child = host.plan_file.with_suffix(".began").read_text(encoding="ascii")
    looked = [pathlib.Path(f"/proc/{number}/{name}").read_bytes() for number in (process.pid, child) for name in ("cmdline", "environ")]
    process.wait()
    output = process.stdout.read() + process.stderr.read()
    files = [path.read_bytes() for path in [*host.state.rglob("*"), log] if path.is_file()]
    yield "the child gets standard input", host.seen()["stdin_bytes"] == len(SECRET), host.seen()
    yield "nobody else does", all(SECRET.encode() not in text for text in [*looked, output, *files]), (looked, output)


def check_log(host):
    host.plan(print=["first line", "x" * 5000, "\x1b[31mred"], code=3, installs=None)
    run = host.run("--log-level", "info")
    yield "what the installer writes is logged", run.code == 3 and "installer: first line" in run.err and "\\u{001b}[31mred" in run.err.lower(), run
    yield "long lines are cut", max(map(len, run.err.splitlines())) < 1200, run


CHECKS = [check_arguments, check_exit_codes, check_waiting, check_lock, check_detach, check_preflight, check_secrets, check_log]

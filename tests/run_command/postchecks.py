"""The look afterwards: stopped service, wrong version, service that dies, hanging dsa_query, deferred to the restart."""

import json
import threading
import time

from bench import ACS, LEGACY, NOW, wait_until

GOOD = """#!/bin/sh
case "$2" in
GetAgentStatus) echo "AgentStatus.13: agentState"; echo "AgentStatus.agentState: green" ;;
GetComponentInfo) echo "Component.AM.1: mode"; echo "Component.AM.mode: on" ;;
esac
"""


def program(host, text):
    file = host.folder / "dsa_query"
    file.write_text(text, encoding="utf-8")
    file.chmod(0o755)
    return ["--dsa-query-program", str(file)]


def postcheck(host, *options):
    return host.acsgate("postcheck", "--expect", ACS, "--facts", host.facts_file, "--now", NOW, *options)


def check_after_run(host):
    host.plan(service="stopped")
    run = host.run()
    yield "stopped service", run.code == 55 and "INSTALL.POSTCHECK_FAILED" in run.out and "service:ds_agent: stopped" in run.out, run
    host.facts("1-ready")
    host.plan(installs=LEGACY)
    run = host.run(files=["acs"])
    yield "wrong version", run.code == 55 and "version: 20.0.0-4959" in run.out, run
    host.facts("1-ready")
    host.plan(installs=None)
    run = host.run(files=["acs"])
    yield "nothing was installed", run.code == 55 and host.record()["postcheck"] == "fail", run
    facts = host.facts_file.read_bytes()
    host.plan(installs=None)
    run = host.run(facts=["--facts", "-"], stdin=facts)
    yield "facts that can't be read again", run.code == 56 and "INSTALL.POSTCHECK_UNKNOWN" in run.out, run
    run = host.run("--no-postcheck", facts=["--facts", "-"], stdin=facts)
    yield "--no-postcheck", run.code == 0 and "postcheck" not in host.record(), run
    host.facts("1-ready")
    host.plan()

    def die():
        wait_until(host.seen)
        time.sleep(3)  # the first look is over by then
        host.facts("1-ready", installed=ACS, service="stopped")

    thread = threading.Thread(target=die)
    thread.start()
    run = host.run(settle="6s")
    thread.join()
    yield "a service that dies", run.code == 55 and "stopped, after it was running" in run.out, run


def check_dsa_query(host):
    host.facts("1-ready", installed=ACS)
    run = postcheck(host, *program(host, GOOD))
    yield "the Agent is well", run.code == 0 and "[pass] dsa_query:agent: green" in run.out and "[pass] dsa_query:anti-malware: on" in run.out, run
    run = postcheck(host, *program(host, GOOD.replace("green", "red")))
    yield "it is not", run.code == 10 and "[fail] dsa_query:agent: red" in run.out, run
    run = postcheck(host, *program(host, GOOD.replace("mode: on", "mode: off")))
    yield "its engine is off", run.code == 10 and "[fail] dsa_query:anti-malware: off" in run.out, run
    begin = time.monotonic()
    run = postcheck(host, *program(host, "#!/bin/sh\nsleep 60 & sleep 60\n"), "--dsa-query-limit", "1s")
    yield "it hangs", run.code == 12 and time.monotonic() - begin < 30 and "in time" in run.err and "[unknown] dsa_query:agent: not read" in run.out, run
    yield "it is not there", (run := postcheck(host, "--dsa-query-program", "/no/such/dsa_query")).code == 12, run
    yield "not known where it is", (run := postcheck(host, "--dsa-query")).code == 12 and "--dsa-query-program" in run.err, run
    yield "it prints without end", (run := postcheck(host, *program(host, "#!/bin/sh\nyes | head -c 3000000\n"))).code == 12, run


def check_deferred(host):
    yield "nothing is pending", (run := host.acsgate("postcheck", "--pending")).code == 0 and "no post-check" in run.out, run
    host.plan(code=194)  # 3010, as far as an exit code of Linux goes
    run = host.run("--restart-code", "194")
    yield "the restart is waited for", run.code == 194 and host.record()["postcheck"] == "deferred" and "restart" in run.out, run
    pending = ["postcheck", "--pending", "--facts", host.facts_file, "--now", NOW]
    run = host.acsgate(*pending)
    yield "it has not come yet", run.code == 12 and "waits for the restart" in run.out, run
    host.plan()
    run = host.run()
    yield "nothing is installed before it", run.code == 42 and "INSTALL.RESTART_PENDING" in run.out and not host.seen(), run
    for name in ("run.json", "pending.json"):
        record = host.record(name)
        record["boot"] = "another"
        (host.state / name).write_text(json.dumps(record), encoding="ascii")
    host.facts("1-ready", installed=ACS, service="stopped")
    yield "after it: the service is stopped", (run := host.acsgate(*pending)).code == 10 and "[fail] service:ds_agent" in run.out, run
    yield "that was it", (run := host.acsgate("postcheck", "--pending")).code == 0 and "no post-check" in run.out, run
    host.facts("1-ready")
    yield "and the next run goes on", (run := host.run()).code == 0, run


CHECKS = [check_after_run, check_dsa_query, check_deferred]

"""Which file is installed on which host, and on which none is."""

import json

from bench import ACS, LEGACY, file_name


def started(host):
    return host.seen() is not None


def installs(host, build, run):
    seen = host.seen()
    return run.code == 0 and seen is not None and seen["sha256"] == host.digest(build) and f"{build}: the installer ended" in run.out


def refuses(host, run, code, word):
    return run.code == code and word in run.out and not started(host) and not run.err


def check_decisions(host):
    run = host.run()
    yield "ready host: ACS build", installs(host, ACS, run), run
    host.facts("2-update-missing")
    host.plan(installs=LEGACY)
    run = host.run()
    yield "host that fails: legacy build", installs(host, LEGACY, run), run
    host.facts("3-root-missing")
    host.plan(installs=LEGACY)
    yield "... without the root too", installs(host, LEGACY, run := host.run()), run
    host.facts("2-update-missing")
    host.plan()
    yield "only an ACS file for a legacy host", refuses(host, run := host.run(files=["acs"]), 43, "INSTALL.NO_FILE"), run
    host.facts("4-restart-pending")
    yield "held for a restart", refuses(host, run := host.run(), 42, "INSTALL.RESTART_PENDING"), run
    host.facts("1-ready")
    yield "halted", refuses(host, run := host.run("--halt", "stop"), 40, "GATE.HALTED"), run
    host.facts("5-revision-unknown")
    host.plan(installs=LEGACY)
    yield "unknown takes legacy by default", installs(host, LEGACY, run := host.run()), run
    host.facts("5-revision-unknown")
    host.plan()
    yield "unknown, ACS only", refuses(host, run := host.run(files=["acs"]), 44, "INSTALL.UNKNOWN"), run
    policy = host.folder / "hold.yaml"
    policy.write_text("extends: builtin\nname: hold\non_unknown: hold\n", encoding="utf-8")
    yield "unknown, and the policy holds", refuses(host, run := host.run("--policy", policy), 44, "INSTALL.UNKNOWN"), run


def check_no_downgrade(host):
    for installed in (ACS, "20.0.0-7000", "20.0.1-690", "21.0.0-10"):
        host.facts("1-ready", installed=installed)
        run = host.run()
        yield f"{installed} stays", run.code == 0 and "nothing to do" in run.out and not started(host), run
    host.facts("2-update-missing", installed="20.0.0-5995")
    run = host.run()
    yield "a newer legacy build stays", run.code == 0 and "nothing to do" in run.out and not started(host), run
    host.facts("2-update-missing", installed=ACS)
    run = host.run()
    yield "an ACS build on an unready host is not taken back", run.code == 0 and "MODULE.ACS_ON_UNREADY_HOST" in run.out and not started(host), run
    facts = host.sample("1-ready")
    del facts["modules"]
    host.facts_file.write_text(json.dumps(facts), encoding="utf-8")
    yield "what is installed was not read", refuses(host, run := host.run(), 44, "INSTALL.UNKNOWN"), run
    host.facts("1-ready", installed="20.0.7000")
    yield "a patch level is missing", (run := host.run()).code in (0, 44) and not started(host), run
    host.facts("1-ready", installed=None)
    yield "nothing is installed", installs(host, ACS, run := host.run()), run


def check_offer(host):
    yield "manifest", (run := host.acsgate("run", "--write-manifest", host.share)).code == 0 and host.digest(ACS) in run.out, run
    manifest = host.share / "offer.yaml"
    (host.share / "Agent-Windows-20.0.0-8268.x86_64.zip").write_bytes(b"x")
    (host.share / "setup.msi").write_bytes(b"x")
    (host.share / file_name("20.0.0-9999")).symlink_to(host.package(ACS))
    run = host.acsgate("run", "--write-manifest", host.share, "--output", manifest)
    yield "to a file", run.code == 0 and not run.out and manifest.exists(), run
    yield "what is left out is named", all(name in run.err for name in ("8268", "setup.msi", "9999")), run
    yield "it is not written over", (run := host.acsgate("run", "--write-manifest", host.share, "--output", manifest)).code == 22, run
    run = host.run("--offer", manifest, files=[])
    yield "the best of it", installs(host, ACS, run), run
    host.facts("2-update-missing")
    host.plan(installs=LEGACY)
    yield "the best legacy build of it", installs(host, LEGACY, run := host.run("--offer", manifest, files=[])), run
    host.facts("1-ready", arch="x86")
    host.plan()
    yield "for another architecture", refuses(host, run := host.run("--offer", manifest, files=[]), 45, "WRONG_ARCHITECTURE"), run
    facts = host.sample("1-ready")
    del facts["os"]["arch"]
    host.facts_file.write_text(json.dumps(facts), encoding="utf-8")
    yield "architecture of the host not read", refuses(host, run := host.run("--offer", manifest, files=[]), 44, "INSTALL.UNKNOWN"), run
    host.facts("1-ready")
    host.plan(installs=LEGACY)
    yield "narrowed by --build", installs(host, LEGACY, run := host.run("--offer", manifest, "--build", LEGACY, files=[])), run
    text = manifest.read_text(encoding="utf-8")
    for what, broken, where in (
        ("unknown key", text.replace("module:", "modul:", 1), "offer.yaml:3:"),
        ("bad digest", text.replace(host.digest(ACS), "abc"), "sha256"),
        ("outside of the folder", text.replace("file: ", "file: ../"), "offer.yaml:3:"),
        ("twice", text + text.splitlines()[2] + "\n", "twice"),
        ("no YAML", "{", "offer.yaml"),
    ):
        (host.share / "offer.yaml").write_text(broken, encoding="utf-8")
        run = host.run("--offer", manifest, files=[])
        yield f"manifest: {what}", run.code == 20 and where in run.err, run


def check_usage(host):
    for what, run, word in (
        ("no files", host.run(files=[]), "--acs FILE"),
        ("no {artifact}", host.run(arguments=["x"]), "{artifact}"),
        ("an ACS build as legacy", host.run("--legacy", str(host.package(ACS)), files=[]), "is an ACS build"),
        ("a legacy build as ACS", host.run("--acs", str(host.package(LEGACY)), files=[]), "is no ACS build"),
        ("another build than the name says", host.run("--acs-build", "20.0.0-7000"), "name of the file"),
        ("no command", host.acsgate("run", "--acs", host.package(ACS), "--facts", host.facts_file, "--"), "behind --"),
        ("batch file", host.acsgate("run", "--acs", host.package(ACS), "--facts", host.facts_file, "--", "x.cmd", "{artifact}"), "batch file"),
        ("relative program", host.acsgate("run", "--acs", host.package(ACS), "--facts", host.facts_file, "--", "./x", "{artifact}"), "full path"),
        ("a program that is only in PATH", host.acsgate("run", "--acs", host.package(ACS), "--facts", host.facts_file, "--", "installer.py", "{artifact}"), "no such"),
    ):
        good = run.code == 21 and (word in run.err or what.startswith("a program")) and not started(host)
        yield f"usage: {what}", good, run


CHECKS = [check_decisions, check_no_downgrade, check_offer, check_usage]

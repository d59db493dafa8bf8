#!/usr/bin/env python3
"""acsgate.exe reads a machine and decides: registries and certificates made for each case, in Wine.

    scenarios.py [--binary build/windows-x64/acsgate.exe] [--root-pem FILE] [--only TEXT]

The root is Microsoft's where --root-pem is there, else one of our own and a policy that asks for it. WINDOWS-CHECKLIST.md says what Wine
can't show.
"""

import argparse
import json
import pathlib
import sys
import time

import wine
from machine import AUTO_UPDATE, CERTIFICATES, NT, POLICY_CERTIFICATES, SERVICES, SERVICING, STAGED, PENDING, UNINSTALL, Machine
from machine import made_up_root, real_root

HERE = pathlib.Path(__file__).resolve().parent
HERE_TOP = HERE.parents[1]
CODE = {"acs": 0, "legacy": 10, "hold": 11, "unknown": 12}
READY = "CERT.ROOT_PRESENT REBOOT.NONE"

# Rows of the platform table: row, version, build, server, revision, decision, reasons of the update requirement. Below the floor Wine's
# list of hotfixes, one made-up update, confirms that a security-only update is not there.
BELOW = "OS.UBR_BELOW_FLOOR"
BELOW_BY_LIST = "OS.UBR_BELOW_FLOOR UPDATE.NO_PROVING_KB"
FLOOR = "OS.UBR_AT_FLOOR"
NEVER = "OS.NEVER_QUALIFIES"
NATIVE = "OS.NATIVE"
ROWS = [
    ("windows-2000", "5.0", 2195, True, None, "legacy", NEVER),
    ("windows-xp", "5.1", 2600, False, None, "legacy", NEVER),
    ("windows-server-2003", "5.2", 3790, True, None, "legacy", NEVER),
    ("windows-vista-rtm", "6.0", 6000, False, None, "legacy", NEVER),
    ("windows-server-2008-sp1", "6.0", 6001, True, None, "legacy", NEVER),
    ("windows-server-2008-sp2-6002", "6.0", 6002, True, None, "legacy", NEVER),
    ("windows-server-2008-sp2", "6.0", 6003, True, 21250, "legacy", BELOW_BY_LIST),
    ("windows-server-2008-sp2", "6.0", 6003, True, 21251, "acs", FLOOR),
    ("windows-7-rtm", "6.1", 7600, False, None, "legacy", NEVER),
    ("windows-7-sp1", "6.1", 7601, True, 25739, "legacy", BELOW_BY_LIST),
    ("windows-7-sp1", "6.1", 7601, True, 25740, "acs", FLOOR),
    ("windows-8", "6.2", 9200, False, 23490, "legacy", NEVER),
    ("windows-server-2012", "6.2", 9200, True, 23489, "legacy", BELOW_BY_LIST),
    ("windows-server-2012", "6.2", 9200, True, 23490, "acs", FLOOR),
    ("windows-8.1", "6.3", 9600, True, 20143, "legacy", BELOW_BY_LIST),
    ("windows-8.1", "6.3", 9600, True, 20144, "acs", FLOOR),
    ("windows-10-1507", "10.0", 10240, False, 19085, "legacy", BELOW),
    ("windows-10-1507", "10.0", 10240, False, 19086, "acs", FLOOR),
    ("windows-10-1511", "10.0", 10586, False, 9999, "legacy", NEVER),
    ("windows-10-1607", "10.0", 14393, True, 4703, "legacy", BELOW),
    ("windows-10-1607", "10.0", 14393, True, 4704, "acs", FLOOR),
    ("windows-10-1703", "10.0", 15063, False, 9999, "legacy", NEVER),
    ("windows-10-1709", "10.0", 16299, True, 9999, "legacy", NEVER),
    ("windows-10-1803", "10.0", 17134, True, 9999, "legacy", NEVER),
    ("windows-10-1809", "10.0", 17763, True, 2209, "legacy", BELOW),
    ("windows-10-1809", "10.0", 17763, True, 2210, "acs", FLOOR),
    ("windows-10-1903", "10.0", 18362, True, 9999, "legacy", NEVER),
    ("windows-10-1909", "10.0", 18363, False, 1829, "legacy", BELOW),
    ("windows-10-1909", "10.0", 18363, False, 1830, "acs", FLOOR),
    ("windows-10-2004", "10.0", 19041, False, 1265, "legacy", BELOW),
    ("windows-10-2004", "10.0", 19041, False, 1266, "acs", FLOOR),
    ("windows-10-20h2", "10.0", 19042, True, 1265, "legacy", BELOW),
    ("windows-10-20h2", "10.0", 19042, True, 1266, "acs", FLOOR),
    ("windows-10-21h1", "10.0", 19043, False, 1265, "legacy", BELOW),
    ("windows-10-21h1", "10.0", 19043, False, 1266, "acs", FLOOR),
    ("windows-10-21h2", "10.0", 19044, False, 1585, "legacy", BELOW),
    ("windows-10-21h2", "10.0", 19044, False, 1586, "acs", FLOOR),
    ("windows-10-22h2", "10.0", 19045, False, 1, "acs", NATIVE),
    ("windows-server-2022", "10.0", 20348, True, 260, "legacy", BELOW),
    ("windows-server-2022", "10.0", 20348, True, 261, "acs", FLOOR),
    ("windows-11", "10.0", 22000, False, 1, "acs", NATIVE),
    ("windows-11", "10.0", 26100, True, 1, "acs", NATIVE),
]

ROLLUP = "Package_for_RollupFix"

# Changes to a Windows Server 2019 at its floor that has the root: name, change, decision, reasons. `m` is the Machine, `der` the root.
OS = FLOOR + " "
CASES = [
    ("restart pending, servicing", lambda m, der: m.registry(rf"[{SERVICING}\RebootPending]"), "hold", OS + "CERT.ROOT_PRESENT REBOOT.PENDING"),
    ("restart pending, Windows Update", lambda m, der: m.registry(rf"[{AUTO_UPDATE}\RebootRequired]"), "hold", OS + "CERT.ROOT_PRESENT REBOOT.PENDING"),
    ("a soft signal holds nothing", lambda m, der: m.registry(rf'[{SERVICES}\Netlogon\JoinDomain]' + "\n\n" + rf"[-{SERVICES}\Netlogon\JoinDomain\x]"), "acs", OS + READY),
    ("no servicing key", lambda m, der: m.registry(f"[-{SERVICING}]"), "unknown", OS + "CERT.ROOT_PRESENT REBOOT.UNREADABLE"),
    ("rollup waits for the restart", lambda m, der: (m.registry(f'[{NT}]\n"UBR"=dword:00000001'), m.package(ROLLUP, "17763.2210.1.9", PENDING)), "hold", "REBOOT.WOULD_QUALIFY " + READY),
    ("rollup only staged", lambda m, der: (m.registry(f'[{NT}]\n"UBR"=dword:00000001'), m.package(ROLLUP, "17763.2210.1.9", STAGED)), "legacy", BELOW + " " + READY),
    ("rollup contradicts the revision", lambda m, der: (m.registry(f'[{NT}]\n"UBR"=dword:00000001'), m.package(ROLLUP, "17763.2210.1.9")), "unknown", "OS.UBR_BELOW_FLOOR UPDATE.ROLLUP_AT_FLOOR EVIDENCE.CONFLICT " + READY),
    ("revision missing, rollup there", lambda m, der: (m.registry(f'[{NT}]\n"UBR"=-'), m.package(ROLLUP, "17763.2210.1.9")), "acs", "UPDATE.ROLLUP_AT_FLOOR " + READY),
    ("revision is text", lambda m, der: m.registry(f'[{NT}]\n"UBR"="2210"'), "legacy", "UPDATE.NO_PROVING_KB " + READY),
    ("build is a number", lambda m, der: m.registry(f'[{NT}]\n"CurrentBuild"=dword:00004563\n"CurrentBuildNumber"=dword:00004563'), "unknown", None),
    ("build missing", lambda m, der: m.registry(f'[{NT}]\n"CurrentBuild"=-\n"CurrentBuildNumber"=-'), "unknown", None),
    ("build with more after it", lambda m, der: m.registry(f'[{NT}]\n"CurrentBuild"="17763x"\n"CurrentBuildNumber"="17763x"'), "unknown", None),
    ("two builds", lambda m, der: m.registry(f'[{NT}]\n"CurrentBuild"="17764"'), "unknown", "OS.BUILD_MISSING " + READY),
    ("a build that no table lists", lambda m, der: m.set_version("10.0", 17764, 2210), "unknown", "OS.BUILD_UNLISTED " + READY),
    ("root absent", lambda m, der: m.set_root(der, False), "legacy", OS + "CERT.ROOT_ABSENT_AUTO_UPDATE REBOOT.NONE"),
    ("root absent, no automatic update", lambda m, der: (m.set_root(der, False), m.registry(f'[{POLICY_CERTIFICATES}\\AuthRoot]\n"DisableRootAutoUpdate"=dword:00000001')), "legacy", OS + "CERT.ROOT_ABSENT REBOOT.NONE"),
    ("root in AuthRoot, but not taken into Root", lambda m, der: (m.set_root(der, False), m.add_certificate(der, "AuthRoot")), "legacy", OS + "CERT.ROOT_ABSENT_AUTO_UPDATE REBOOT.NONE"),
    ("root in Root and AuthRoot", lambda m, der: m.add_certificate(der, "AuthRoot"), "acs", OS + READY),
    ("root disallowed", lambda m, der: m.add_certificate(der, "Disallowed"), "legacy", OS + "CERT.ROOT_DISALLOWED REBOOT.NONE"),
    ("3,000 packages", lambda m, der: m.many_packages(3000), "acs", OS + READY),
]

# Keys that nobody may read: name, key, decision, what the facts' sources say.
DENIED = [
    ("servicing", rf"{SERVICING}\Packages", "unknown", ("updates", "reboot")),
    ("Windows NT", NT, "unknown", ("os",)),
    ("Root", rf"{CERTIFICATES}\ROOT", "unknown", ("roots",)),
    ("Disallowed", rf"{CERTIFICATES}\Disallowed", "unknown", ()),
    ("installed programs", UNINSTALL, "acs", ("modules",)),
]


class Test:
    def __init__(self, windows, options):
        self.windows = windows
        self.options = options
        self.failed = self.count = 0
        pem = options.root_pem
        self.root = real_root(pem) if pem and pem.exists() else made_up_root("Made-up Root")
        self.policy = []
        if self.root.policy:
            file = windows.prefix / "root.yaml"
            file.write_text(self.root.policy, encoding="utf-8")
            self.policy = ["--policy", wine.windows_path(file)]

    def check(self, name, right, detail):
        self.count += 1
        if not right:
            self.failed += 1
            print(f"{name}: {detail}", flush=True)

    def wanted(self, name):
        return self.options.only in name

    def machine(self):
        machine = Machine()
        machine.set_version("10.0", 17763, 2210)
        machine.set_root(self.root.der, True)
        return machine

    def run(self, *arguments):
        return self.windows.run(self.options.binary, *arguments)

    def decide(self, name, decision, codes, policy=None):
        run = self.run("check", "--timeout", "2m", "--format", "json", *(self.policy if policy is None else policy))
        try:
            verdict = json.loads(run.stdout)
        except ValueError:
            self.check(name, False, f"exit {run.code}, {run.stdout!r} {run.stderr!r}")
            return {}
        reasons = [reason["code"] for requirement in verdict["requirements"] for reason in requirement["reasons"]]
        right = verdict["decision"] == decision and run.code == CODE[decision]
        right = right and (codes is None or sorted(reasons) == sorted(codes.split()))
        self.check(name, right, f"{verdict['decision']} ({run.code}) {' '.join(reasons)}, expected {decision} {codes}\n  {run.stderr!r}")
        return verdict

    def rows(self):
        for row, version, build, server, ubr, decision, codes in ROWS:
            name = f"{row} {ubr}"
            if self.wanted(name):
                machine = self.machine()
                machine.set_version(version, build, ubr, server)
                self.windows.registry(machine.text)
                verdict = self.decide(name, decision, f"{codes} {READY}")
                self.check(name, verdict.get("platform", {}).get("id") == row, f"platform is {verdict.get('platform')}")
        listed = json.loads(self.run("policy", "show", "--canonical").stdout)["platforms"]["rows"]
        self.check("every row", {row["id"] for row in listed} == {row[0] for row in ROWS}, "a platform of the policy has no scenario")

    def cases(self):
        for name, change, decision, codes in CASES:
            if self.wanted(name):
                machine = self.machine()
                change(machine, self.root.der)
                self.windows.registry(machine.text)
                self.decide(name, decision, codes)
                self.windows.registry(rf"[-{SERVICES}\Netlogon\JoinDomain]")

    def denied(self):
        deny = self.windows.prefix / "deny.exe"
        wine.compile_c(HERE / "deny.c", deny, "-ladvapi32")
        for name, key, decision, groups in DENIED:
            name = f"{name} denied"
            if self.wanted(name):
                machine = self.machine()
                machine.registry(f"[{key}]")
                self.windows.registry(machine.text)
                path = key.removeprefix("HKEY_LOCAL_MACHINE\\")
                self.check(name, self.windows.run(deny, path, "deny").code == 0, "can't be set up")
                facts = json.loads(self.run("facts", "--timeout", "2m").stdout)
                for group in groups:
                    self.check(name, facts[group]["status"] == "denied", f"{group} is {facts[group]}")
                self.decide(name, decision, None)
                self.windows.run(deny, path, "allow")

    def japanese(self):
        if self.wanted("Japanese path"):
            root = made_up_root("架空のルート")
            folder = self.windows.prefix / "方針 フォルダー"
            folder.mkdir()
            (folder / "ポリシー.yaml").write_text(root.policy, encoding="utf-8")
            machine = self.machine()
            machine.add_certificate(root.der)
            self.windows.registry(machine.text)
            policy = ["--policy", wine.windows_path(folder / "ポリシー.yaml")]
            self.decide("Japanese path", "acs", OS + READY, policy)
            self.decide("Japanese path, other root", "acs", OS + READY)

    def export(self):
        """The live registry and its export tell the same."""
        if not self.wanted("export"):
            return
        machine = self.machine()
        machine.package(ROLLUP, "17763.2210.1.9")
        machine.many_packages(80)
        machine.registry(rf"[{SERVICING}\RebootPending]")
        machine.add_certificate(self.root.der, "Disallowed")
        machine.registry(f'[{UNINSTALL}\\Agent]\n"DisplayName"="Trend Micro Deep Security Agent"\n"DisplayVersion"="20.0.6690"')
        self.windows.registry(machine.text)
        live = json.loads(self.run("facts", "--timeout", "2m").stdout)
        file = self.windows.prefix / "export.reg"
        self.windows.run(r"C:\windows\regedit.exe", "/E", wine.windows_path(file), "HKEY_LOCAL_MACHINE")
        tools = self.options.binary.with_name("acsgate-tools.exe")
        run = self.windows.run(tools, "facts", "--from", "reg", wine.windows_path(file))
        self.check("export", run.code == 0, run.stderr)
        exported = json.loads(run.stdout or "{}")
        for group, keys in {
            "host": ("id", "name"),
            "os": ("build", "ubr", "service_pack", "type", "edition", "arch", "product_name"),
            "updates": ("packages",),
            "reboot": ("pending",),
            "roots": ("present", "disallowed", "auto_update"),
            "modules": ("items",),
        }.items():
            for key in keys:
                ours, theirs = (facts.get(group, {}).get(key) for facts in (live, exported))
                self.check("export", ours == theirs, f"{group}.{key}: live {str(ours)[:400]}, exported {str(theirs)[:400]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=pathlib.Path, default=HERE_TOP / "build/windows-x64/acsgate.exe")
    parser.add_argument("--root-pem", type=pathlib.Path, help="Microsoft's root certificate; else one is made up")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    begun = time.monotonic()
    with wine.Windows() as windows:
        test = Test(windows, options)
        for part in (test.rows, test.cases, test.denied, test.japanese, test.export):
            part()
    print(f"{test.count} checks, {test.failed} failed, {time.monotonic() - begun:.0f} s")
    return 1 if test.failed else 0


if __name__ == "__main__":
    sys.exit(main())

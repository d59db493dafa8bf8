#!/usr/bin/env python3
"""Imports captures of real Windows machines, decides on them, and compares with what a person reads in each capture.

    run.py --binary build/release/acsgate [--captures DIR]

The captures are not part of the repository: without --captures and the environment variable ACSGATE_REAL_HOSTS they are looked
for beside it, and where they are not, the test says `skipped` and ends with 77.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

TOP = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77
DATED = ["--collected-at", "2026-11-22T10:00:00Z"]
NOW = ["--now", "2026-11-22T12:00:00Z"]

# What nobody can know from systeminfo: the root certificate and pending restarts.
ALWAYS_UNKNOWN = {"CERT.STORE_UNREADABLE", "REBOOT.UNREADABLE"}
OLD = {"UPDATE.NO_PROVING_KB"}  # the list holds only updates from before October 2021
NEVER = {"OS.NEVER_QUALIFIES"}

# One row a capture: host, build, client or server, architecture, service pack, number of hotfixes (None: the list is cut);
# decision, codes of the update requirement, its evidence.
EXPECTED = {
    "10_1809_x64_education_es_systeminfo.txt": (
        (None, 17763, "client", "x64", 0, 9),
        ("legacy", OLD, ("updates.hotfixes", "KB4487038, KB4486553, KB4482887, KB4480056, KB4470788, ... (9)", "KB5005625")),
    ),
    "10_21H1_x64_enterprise_systeminfo.txt": (
        ("DESKTOP-92B51CV", 19043, "client", "x64", 0, 4),
        ("legacy", OLD, ("updates.hotfixes", "KB5004945, KB5003742, KB5000736, KB4601554", "KB5005611")),
    ),
    "10_rtm_x64_pro_en-us_systeminfo.txt": (
        ("DESKTOP-J4ED1CA", 10240, "client", "x64", 0, 2),
        ("legacy", OLD, ("updates.hotfixes", "KB4021701, KB3074665", "KB5006675")),
    ),
    "11_22H2_x64_home-single-language_systeminfo.txt": (
        ("test", 22621, "client", "x64", 0, 1),
        ("unknown", {"OS.NATIVE"}, ("os.build", 22000, None)),  # the row of the platform table, which says "and later"
    ),
    "7_sp1_x64_enterprise_fr_systeminfo_powershell.txt": (
        ("WIN-IDKKFN87EL8", 7601, "client", "x64", 1, 93),
        ("legacy", OLD, ("updates.hotfixes", "KB4493472, KB4040980, KB4019990, KB3184143, KB3179573, ... (93)", "KB5006743")),
    ),
    "7_sp1_x86_enterprise_en-us_systeminfo.txt": (
        ("WIN7SP1X86", 7601, "client", "x86", 1, 2),
        ("legacy", OLD, ("updates.hotfixes", "KB2534111, KB976902", "KB5006743")),
    ),
    "8.1_u1_x64_enterprise_en-us_systeminfo.txt": (
        ("WIN81U1X64", 9600, "client", "x64", 0, 6),
        ("legacy", OLD, ("updates.hotfixes", "KB2949621, KB2939471, KB2938772, KB2937220, KB2919442, ... (6)", "KB5006714")),
    ),
    "srv_2003r2_sp2_x86_standard_en-us_systeminfo.txt": (
        ("SRV2K3R2SP2X86", 3790, "server", "x86", 2, None),  # systeminfo itself stops after 240 of 352
        ("legacy", NEVER, ("os.build", 3790, None)),
    ),
    "srv_2008_rtm_x64_standard_en-us_systeminfo.txt": (
        ("SRV2K8SP0X64", 6001, "server", "x64", 1, 1),
        ("legacy", NEVER, ("os.build", 6001, None)),
    ),
    "srv_2012r2_u1_systeminfo.txt": (
        ("SRV12R2U1X64", 9600, "server", "x64", 0, 154),
        ("legacy", OLD, ("updates.hotfixes", "KB4489881, KB4486545, KB4483459, KB4483450, KB4483187, ... (154)", "KB5006714")),
    ),
    "srv_2016_1607_datacenter_en-us_systeminfo.txt": (
        ("MYSERVER", 14393, "server", "x64", 0, 5),
        ("legacy", OLD, ("updates.hotfixes", "KB4483229, KB4465659, KB4132216, KB4091664, KB4049065", "KB5006669")),
    ),
    "srv_2019_rtm_datacenter_en-us_systeminfo.txt": (
        ("WIN-O863JARO7CM", 17763, "server", "x64", 0, 5),
        ("legacy", OLD, ("updates.hotfixes", "KB4480979, KB4480116, KB4480056, KB4470788, KB4462930", "KB5005625")),
    ),
}
FQDNS = {"srv_2012r2_u1_systeminfo.txt": "SRV12R2U1X64.nuggetlab.com"}  # all others are in a workgroup
QFE = "srv_2012r2_u1_qfe.txt"


class Test:
    def __init__(self, binary, captures):
        self.binary = binary
        self.captures = captures
        self.faults = []

    def run(self, *words, given=None):
        run = subprocess.run(
            [self.binary, *words], input=given, capture_output=True, cwd=self.captures, timeout=60, check=False, encoding="utf-8"
        )
        return run.returncode, run.stdout, run.stderr

    def same(self, what, found, expected):
        if found != expected:
            self.faults.append(f"{what}: {found!r}, expected {expected!r}")

    def imported(self, capture, form="systeminfo"):
        code, out, err = self.run("facts", "--from", form, *DATED, capture)
        self.same(f"{capture}: exit code of the import ({err.strip()})", code, 0)
        return json.loads(out) if code == 0 else None

    def check_facts(self, capture, facts, host, build, kind, arch, service_pack, hotfixes):
        found = facts.get("host", {})
        system = facts["os"]
        self.same(f"{capture}: host", found.get("name"), host)
        self.same(f"{capture}: fqdn", found.get("fqdn"), FQDNS.get(capture))
        self.same(f"{capture}: family", system["family"], "windows")
        self.same(f"{capture}: build", system["build"], build)
        self.same(f"{capture}: type", system.get("type"), kind)
        self.same(f"{capture}: arch", system.get("arch"), arch)
        self.same(f"{capture}: service pack", system.get("service_pack"), service_pack)
        self.same(f"{capture}: ubr", system.get("ubr"), None)
        listed = facts.get("updates", {}).get("hotfixes")
        self.same(f"{capture}: hotfixes", None if listed is None else len(listed), hotfixes)
        self.same(f"{capture}: groups", set(facts) & {"roots", "reboot", "modules", "esu", "services"}, set())

    def check_decision(self, capture, facts, decision, codes, evidence):
        _, out, err = self.run("check", "--facts", "-", "--format", "json", *NOW, given=json.dumps(facts))
        if not out:
            self.faults.append(f"{capture}: check: {err}")
            return
        verdict = json.loads(out)
        self.same(f"{capture}: decision", verdict["decision"], decision)
        update = next(item for item in verdict["requirements"] if item["id"] == "acs-update")
        self.same(f"{capture}: status", update["status"], "pass" if decision == "unknown" else "fail")
        self.same(f"{capture}: codes", {reason["code"] for reason in update["reasons"]}, codes)
        others = {reason["code"] for item in verdict["requirements"] if item is not update for reason in item["reasons"]}
        self.same(f"{capture}: codes of the other requirements", others, ALWAYS_UNKNOWN)
        fact, value, needed = evidence
        found = [item for item in update["evidence"] if item["fact"] == fact]
        self.same(f"{capture}: evidence {fact}", [item.get("value") for item in found], [value])
        if needed is not None and found:
            self.same(f"{capture}: needs {needed}", found[0]["needed"].startswith(needed), True)
        self.same(f"{capture}: sources", {item["source"] for item in found}, {"systeminfo"})

    def check_merge(self):
        system = "srv_2012r2_u1_systeminfo.txt"
        parts = [self.imported(system), self.imported(QFE, "hotfixes")]
        if None in parts:
            return
        self.same("qfe: host", parts[1]["host"], {"name": "SRV12R2U1X64"})
        self.same("qfe: hotfixes", len(parts[1]["updates"]["hotfixes"]), 154)
        # Each capture knows one that the other lacks, so that neither list alone can pass for the union.
        del parts[0]["updates"]["hotfixes"][0]
        del parts[1]["updates"]["hotfixes"][-1]
        with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
            file.write("\n".join(map(json.dumps, parts)) + "\n")
            file.flush()
            code, out, err = self.run("facts", "merge", file.name)
        self.same(f"merge: exit code ({err.strip()})", code, 0)
        merged = [json.loads(line) for line in out.splitlines()]
        self.same("merge: documents", len(merged), 1)
        union = set(parts[0]["updates"]["hotfixes"]) | set(parts[1]["updates"]["hotfixes"])
        self.same("merge: hotfixes", sorted(merged[0]["updates"]["hotfixes"]), sorted(union))
        self.same("merge: size of the union", len(union), 154)
        self.same("merge: os", merged[0]["os"], parts[0]["os"])
        self.same("merge: fqdn", merged[0]["host"]["fqdn"], FQDNS[system])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    beside = TOP / "../shared/real-hosts"
    parser.add_argument("--captures", type=pathlib.Path, default=os.environ.get("ACSGATE_REAL_HOSTS", beside))
    options = parser.parse_args()
    captures = pathlib.Path(options.captures)
    if not captures.is_dir():
        print(f"skipped: {len(EXPECTED)} captures of real hosts, because {captures} is not there")
        return SKIPPED
    test = Test(options.binary.resolve(), captures.resolve())
    names = {path.name for path in captures.glob("*systeminfo*.txt")}
    test.same("captures", names, set(EXPECTED))
    for capture in sorted(names & set(EXPECTED)):
        facts = test.imported(capture)
        if facts is not None:
            test.check_facts(capture, facts, *EXPECTED[capture][0])
            test.check_decision(capture, facts, *EXPECTED[capture][1])
    test.check_merge()
    print("\n".join(test.faults))
    print(f"{len(names)} captures of real hosts, {len(test.faults)} faults")
    return 1 if test.faults else 0


if __name__ == "__main__":
    sys.exit(main())

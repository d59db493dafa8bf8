#!/usr/bin/env python3
"""Makes facts of random hosts (`acsgate.facts/v1`, one JSON document a line) that crowd around the borders of a policy.

    acsgate policy show --canonical > policy.json
    random_hosts.py --policy policy.json --count 1000 --seed 1 > hosts.ndjson

The same policy, seed and options give the same hosts. About a third of them lack at most a little of being ready.
"""

import argparse
import collections
import datetime
import json
import random
import sys

import reference

LARGEST = 2**31 - 1
STATUSES = ["ok", "denied", "absent", "error", "unsupported"]
OTHER_ROOTS = [
    "CDD4EEAE6000AC7F40C3802C171E30148030C072",
    "8F43288AD272F3103B6FB1428485EA3014C0BCFE",
    "3B1EFD3A66EA28B16697394703A72CA340A05BD5",
    "DF3C24F9BFD666761B268073FE06D1CC8D4F82A4CB3C11BFE8F0D1B8C0B3A4AA",
]
SOFT_SIGNALS = ["file-rename", "computer-rename", "configmgr", "CBS", "windows-update-services", ""]
PACKAGE_STATES = ["permanent", "staged", "superseded", "uninstall-pending", "Installed", "INSTALL-PENDING", "resolved", ""]
OTHER_PACKAGES = [
    "Package_for_ServicingStack",
    "Package_for_KB",
    "Package_for_KBx",
    "Package_for_RollupFix_2",
    "Microsoft-Windows-Foundation",
    "",
]
STRANGE_VALUES = [None, 5, "ubr", [1, {"build": 7601}], {"status": "denied"}, True]
UNKNOWN_LINES = ["21.0", "10.3", "9.6", "20.1"]
GARBAGE = ["", "20", "20.0", "20.0.0", "20.0.0-6690 (x64)", "v20.0.0-6690", "20.0.0-", "20.0.0-6690.1", "20.0.0-99999999999", "n/a"]
IRRELEVANT_KBS = ["KB4474419", "KB5005112", "KB4490628", "KB2999226", "KB1000"]
OUT_OF_BAND_KB = "KB5010798"  # brings ACS to Windows 7 by no one's account, and is in no table


class World:
    """What the borders of a policy are."""

    def __init__(self, policy, now, asked=()):
        self.now = now
        self.issued = reference.parse_time(policy["issued"] + "T00:00:00Z")
        self.age_limit = reference.parse_duration(policy["facts_max_age"])
        rows = policy["platforms"]["rows"]
        # Rows that may be ready count more, and those with a rule of their own most: several rows for the build, a security-only
        # update, or updates of several sources.
        updates = reference.parse_updates(policy["updates"])
        self.security_only_of = collections.defaultdict(list)  # by build
        sources = collections.defaultdict(set)
        for update in updates:
            sources[update["build"]].add(update["source"])
            if update["kind"] == "security-only":
                self.security_only_of[update["build"]].append(f"KB{update['kb']}")
        builds = collections.Counter(row["build"] for row in rows)
        self.rows = []
        for row in rows:
            special = builds[row["build"]] > 1 or len(sources[row["build"]]) > 1 or row["build"] in self.security_only_of
            self.rows += [row] * (1 + 2 * ("never" not in row) + 4 * bool(special))
        self.ready_rows = [row for row in self.rows if "never" not in row]
        self.builds = sorted(builds)
        self.kbs = collections.defaultdict(list)  # by build, oldest first
        for update in sorted(updates, key=lambda update: update["released"]):
            self.kbs[update["build"]].append(f"KB{update['kb']}")
        self.edge_kbs = {  # the oldest ones, and those that have several rows
            build: [*kbs[:4], *(kb for kb, count in collections.Counter(kbs).items() if count > 1)]
            for build, kbs in self.kbs.items()
        }
        self.all_kbs = [kb for kbs in self.kbs.values() for kb in kbs]
        highest = collections.Counter()
        for update in updates:
            highest[update["source"]] = max(highest[update["source"]], update["kb"])
        self.horizons = sorted(highest.values())
        certificates = [item["root_certificate"] for item in policy["requirements"].values() if "root_certificate" in item]
        self.thumbprints = [certificate[name] for certificate in certificates for name in ("sha1", "sha256") if name in certificate]
        self.signals = [signal for item in policy["requirements"].values() for signal in item.get("no_pending_reboot", [])]
        self.modules = []
        for name, product in policy["products"].items():
            names = [name, *product.get("aliases", [])]
            firsts = [line["first_acs"] for line in product.get("lines", {}).values()]
            self.modules += [(name, firsts) for name in names * (6 if product["requires"] else 2)]
        self.asked = list(asked)


class HostMaker:
    def __init__(self, world, seed):
        self.world = world
        self.random = random.Random(seed)

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, items):
        return items[int(self.random.random() * len(items))]

    def weighted(self, **weights):
        return self.random.choices(list(weights), list(weights.values()))[0]

    def some(self, items, most):
        return [self.pick(items) for _ in range(self.random.randrange(most + 1))]

    def time_text(self, time):
        """The same moment in one of the ways it may be written."""
        way = self.random.random()
        if way < 0.8:
            return time.strftime("%Y-%m-%dT%H:%M:%SZ")
        if way < 0.9:
            return time.strftime(f"%Y-%m-%dT%H:%M:%S.{self.random.randrange(1000):03}Z")
        hours = self.pick([-8, 0, 9, 14])
        local = time + datetime.timedelta(hours=hours)
        return local.strftime("%Y-%m-%dT%H:%M:%S") + f"{'-' if hours < 0 else '+'}{abs(hours):02}:00"

    def around(self, floor):
        return self.pick([floor - 1, floor, floor + 1, floor - 1, floor, 0, 1, LARGEST, floor + 500, max(0, floor - 500)])

    # The groups of a ready host

    def ready_os(self, row):
        facts = {"family": "windows", "build": row["build"]}
        if "type" in row or self.chance(0.9):
            facts["type"] = row.get("type") or self.pick(["client", "server"])
        if "min_ubr" in row and self.chance(0.7):
            facts["ubr"] = row["min_ubr"] + self.pick([0, 0, 1, 700])
        return facts

    def ready_updates(self, row):
        way = self.random.random()
        facts = {}
        if way < 0.6:
            facts["hotfixes"] = self.some(IRRELEVANT_KBS, 2) + ([self.proof(row)] if "min_ubr" in row else [])
        if way > 0.4 and "min_ubr" in row:
            facts["packages"] = [self.package("Package_for_RollupFix", f"{row['build']}.{row['min_ubr'] + self.pick([0, 1])}.1.9")]
        return facts

    def ready_reboot(self, _row):
        return {"pending": self.some(SOFT_SIGNALS, 1)}

    def ready_roots(self, _row):
        return {"present": [*self.some(OTHER_ROOTS, 3), self.pick(self.world.thumbprints)], "disallowed": self.some(OTHER_ROOTS, 1)}

    def ready_modules(self, row):
        return self.wild_modules(row) if self.chance(0.5) else {"items": []}

    # The groups of any host

    def wild_os(self, row):
        facts = {}
        family = self.weighted(windows=80, missing=6, linux=11, Windows=1, darwin=2)
        if family != "missing":
            facts["family"] = family
        build = self.weighted(row=91, missing=3, unlisted=6)
        if build == "row":
            facts["build"] = row["build"]
        elif build == "unlisted":
            last = self.world.builds[-1]
            facts["build"] = self.pick([0, row["build"] + 1, row["build"] - 1, last - 1, last, last + 1, last + 4631, LARGEST])
        kind = self.weighted(client=30, server=40, missing=22, other=8)
        if kind != "missing":
            facts["type"] = kind if kind != "other" else self.pick(["domain-controller", "Server", ""])
        if self.chance(0.6):
            facts["ubr"] = self.around(row.get("min_ubr", 1000))
        if self.chance(0.06):
            facts["status"] = self.pick(STATUSES)
        return facts

    def package(self, name, version, state="installed"):
        return {"name": name, "version": version, "state": state}

    def state(self):
        way = self.random.random()
        return "installed" if way < 0.4 else "install-pending" if way < 0.75 else self.pick(PACKAGE_STATES)

    def rollup_version(self, row):
        build, revision = row["build"], self.around(row.get("min_ubr", 1000))
        way = self.random.random()
        if way < 0.8:
            return f"{build}.{revision}.1.{self.random.randrange(20)}"
        if way < 0.9:
            return f"{self.pick(self.world.builds)}.{revision}.1.0"
        malformed = ["", ".", "{b}", "{b}.", "{b}..1", "{b}.{r}", "{b}.{r}.", "{b}.x.1.9", "{b}.{r}x.1.9", ".{r}.1.9", "{b}.-1.1.9"]
        malformed += [" {b}.{r}.1.9", "{b}. {r}.1.9", "{b}.99999999999.1.9", "{b}{r}.1.9", "0{b}.{r}.1.9", "{b}.0{r}.1.9"]
        malformed += ["{b}-{r}.1.9", "10.0.{b}.{r}"]
        return self.pick(malformed).format(b=build, r=revision)

    def proof(self, row):
        """A KB that may prove the row's floor: named, or of the table of this build."""
        named = row.get("proof_kb", IRRELEVANT_KBS)
        if self.chance(0.45):
            return self.pick(named)
        return self.pick((self.world.edge_kbs if self.chance(0.5) else self.world.kbs).get(row["build"]) or named)

    def any_kb(self, row):
        way = self.random.random()
        if way < 0.35:
            return self.proof(row)
        if way < 0.55:
            return self.pick(IRRELEVANT_KBS)
        if way < 0.63:
            return OUT_OF_BAND_KB
        if way < 0.8:
            return f"KB{self.pick(self.world.horizons) + self.pick([-1, 0, 1, 2])}"
        if way < 0.85:
            return self.pick(["KB5999999", "KB99999999"])
        return self.pick(self.world.security_only_of.get(row["build"]) or self.world.all_kbs)

    def a_package(self, row):
        way = self.random.random()
        if way < 0.5:
            return self.package("Package_for_RollupFix", self.rollup_version(row), self.state())
        if way < 0.9:
            return self.package(f"Package_for_{self.any_kb(row)}", f"6.3.{row['build']}.1", self.state())
        return self.package(self.pick(OTHER_PACKAGES), self.rollup_version(row), self.state())

    def wild_updates(self, row):
        facts = {}
        hotfixes = self.weighted(missing=22, empty=18, one=35, several=25)
        if hotfixes == "empty":
            facts["hotfixes"] = []
        elif hotfixes == "one":
            facts["hotfixes"] = [self.any_kb(row)]
        elif hotfixes == "several":
            facts["hotfixes"] = [self.any_kb(row) for _ in range(self.random.randrange(2, 5))]
        if self.chance(0.02):
            facts["hotfixes"] = [kb.lower() for kb in facts.get("hotfixes", [])]
        if self.chance(0.65):
            facts["packages"] = [self.a_package(row) for _ in range(self.pick([0, 1, 1, 1, 2, 2, 3]))]
        return self.with_status(facts)

    def with_status(self, facts):
        if self.chance(0.12):
            facts["status"] = self.pick(STATUSES)
        return facts

    def wild_reboot(self, _row):
        facts = {}
        if self.chance(0.92):
            facts["pending"] = self.some(SOFT_SIGNALS, 2)
            if self.chance(0.4):
                facts["pending"].insert(0, self.pick(self.world.signals))
        return self.with_status(facts)

    def thumbprint(self):
        text = self.pick(self.world.thumbprints)
        return text.lower() if self.chance(0.1) else text

    def wild_roots(self, _row):
        facts = {}
        present = self.weighted(missing=8, absent=35, there=57)
        if present != "missing":
            facts["present"] = self.some(OTHER_ROOTS, 3) + ([self.thumbprint()] if present == "there" else [])
        disallowed = self.weighted(missing=12, absent=78, there=10)
        if disallowed != "missing":
            facts["disallowed"] = self.some(OTHER_ROOTS, 1) + ([self.thumbprint()] if disallowed == "there" else [])
        auto_update = self.weighted(missing=25, enabled=35, disabled=30, other=10)
        if auto_update != "missing":
            facts["auto_update"] = auto_update if auto_update != "other" else self.pick(["Disabled", "not-configured", ""])
        return self.with_status(facts)

    def module_version(self, firsts):
        way = self.random.random()
        if way < 0.12 and self.world.asked:
            return self.pick(self.world.asked)
        if way < 0.2:
            return self.pick(GARBAGE)
        if way < 0.32 or not firsts:
            line = self.pick(UNKNOWN_LINES)
            build = self.pick([5, 100, 101, 6690])
            return f"{line}.{build}" if self.chance(0.3) else f"{line}.{self.pick([0, 1])}{self.pick('-.')}{build}"
        major, minor, patch, build = reference.parse_version(self.pick(firsts + self.world.asked))
        build = max(0, build + self.pick([-1000, -1, -1, 0, 0, 1, 1, 900]))
        if way < 0.5:
            return f"{major}.{minor}.{build}"
        if way < 0.6:
            return f"{major}.{minor}.1{self.pick('-.')}{self.pick([1, 690, build])}"
        return f"{major}.{minor}.{patch or 0}{self.pick('-.')}{build}"

    def wild_modules(self, _row):
        facts = {}
        if self.chance(0.95):
            facts["items"] = []
            for _ in range(self.pick([0, 1, 1, 1, 2, 3])):
                name, firsts = self.pick(self.world.modules)
                item = {"module": name, "version": self.module_version(firsts)}
                if self.chance(0.04):
                    item["module"] = self.pick(["Agent", "ds_agent", "", "agent "])
                if self.chance(0.5):
                    item["line"] = self.pick(["20.0", "12.0", "11.0"])
                facts["items"].append(item)
        return self.with_status(facts)

    # The document

    def collected_at(self, ready):
        """None: left out."""
        world, second, day = self.world, datetime.timedelta(seconds=1), datetime.timedelta(days=1)
        if world.now < world.issued:
            ready = ready and self.chance(0.4)
            if ready or self.chance(0.4):
                return world.now
        if ready:
            return world.now - self.pick([0 * day, second, day / 8, day, world.age_limit])
        times = [world.now, world.now - second, world.now - day, world.now + day / 2]
        times += [world.now - world.age_limit + second * by for by in (-1, 0, 1)] * 2
        times += [world.now + day + second * by for by in (-1, 0, 1)] * 2
        times += [world.now - 400 * day, world.now + 400 * day, world.issued, world.issued - second, None, None]
        return self.pick(times)

    def strangers(self, facts):
        """Keys that the schema does not know, in a group or beside them."""
        groups = [group for name in ("os", "updates", "reboot", "roots", "modules") if (group := facts.get(name))]
        for group in [facts, *groups]:
            if self.chance(0.2):
                group[self.pick(["x-site", "Build", "note"])] = self.pick(STRANGE_VALUES)

    def host(self, index):
        readiness = self.weighted(near=34, far=61, nothing=5)
        row = self.pick(self.world.ready_rows if readiness == "near" else self.world.rows)
        facts = {"schema": "acsgate.facts/v1", "host": {"id": f"h{index:07}.example.jp", "name": f"H{index:07}"}}
        name = self.random.random()
        if name < 0.03:
            del facts["host"]["name"]
        elif name < 0.06:
            facts["host"]["name"] = f"サーバー{index}"
        if self.chance(0.3):
            facts["host"]["labels"] = {"ring": self.pick(["canary", "early", "broad"]), "site": "tokyo"}
        groups = ["os", "updates", "reboot", "roots", "modules", "collected_at"]
        if readiness == "near":
            wild = self.random.sample(groups, self.pick([0, 0, 1, 1, 1, 2]))
        else:
            wild = [name for name in groups if self.chance(0.95 if readiness == "nothing" else 0.6)]
        for name in groups:
            if name == "collected_at":
                time = self.collected_at(name not in wild)
                if time is not None:
                    facts[name] = self.time_text(time)
                continue
            group = getattr(self, f"{'wild' if name in wild else 'ready'}_{name}")(row)
            if name in wild and self.chance(0.06):
                continue
            if "status" not in group and self.chance(0.1):
                group["status"] = "ok"
            facts[name] = group
        self.extras(facts)
        return facts

    def extras(self, facts):
        """What has no part in the decision."""
        facts["source"] = "probe"
        names = {"edition": "ServerStandard", "arch": "x64", "product_name": "Windows Server 2019 Standard"}
        facts.setdefault("os", {}).update(names)
        if self.chance(0.3):
            facts["os"]["service_pack"] = self.pick([0, 1, 2])
        if self.chance(0.4):
            facts["esu"] = {"licensed": self.chance(0.5), "products": ["windows-7"]}
        if self.chance(0.8):
            service = {"state": self.pick(["running", "stopped"]), "start": "auto"}
            facts["services"] = {"items": {name: service for name in ("ds_agent", "ds_monitor", "ds_notifier", "Amsp")}}
        self.strangers(facts)


def lines(world, count, seed):
    """`count` documents, each one line of text without its end."""
    maker = HostMaker(world, seed)
    for index in range(count):
        facts = maker.host(index)
        yield json.dumps(facts, ensure_ascii=maker.chance(0.5), separators=(",", ":") if maker.chance(0.5) else None)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policy", required=True, type=argparse.FileType(encoding="utf-8"), help="canonical form")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--now", default="2026-11-22T12:00:00Z", help="the time that the ages of the facts are made for")
    parser.add_argument("--build", action="append", default=[], help="a build that many hosts should have installed")
    parser.add_argument("--module", default="agent", help="for the distribution of decisions, which goes to standard error")
    options = parser.parse_args()
    policy = json.load(options.policy)
    now = reference.parse_time(options.now)
    decider = reference.Reference(policy)
    decisions = collections.Counter()
    for line in lines(World(policy, now, options.build), options.count, options.seed):
        print(line)
        decisions[decider.decide(json.loads(line), options.module, options.build, now)["decision"]] += 1
    for decision, count in decisions.most_common():
        print(f"{decision:15} {100 * count / options.count:5.1f} %", file=sys.stderr)


if __name__ == "__main__":
    main()

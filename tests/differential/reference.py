"""Decides as plugin/DECISION.md says: slow, plain, and written from that text alone, never from plugin/src/gate.

The policy is the merged one in canonical JSON (`acsgate policy show --canonical`), the facts are one `acsgate.facts/v1` document,
already known to be valid: times, KB numbers and thumbprints parse, and every value has its right type.
"""

import datetime
import itertools
import re

# The codes whose presence DECISION.md rules on by name.
COMPARED_CODES = frozenset(
    {
        "CLOCK.IMPLAUSIBLE",
        "EVIDENCE.CONFLICT",
        "FACTS.FROM_FUTURE",
        "FACTS.STALE",
        "GATE.HALTED",
        "MODULE.ACS_ON_UNREADY_HOST",
        "MODULE.AT_OR_ABOVE",
        "MODULE.NOT_READ",  # only where at least one build is asked
        "MODULE.VERSION_AMBIGUOUS",
        "OS.BUILD_MISSING",
        "OS.BUILD_UNLISTED",
        "OS.TYPE_MISSING",
        "REBOOT.WOULD_QUALIFY",
    }
)

MOST_FUTURE = datetime.timedelta(hours=24)
LARGEST_NUMBER = 2**31 - 1


# Values


def parse_time(text):
    """RFC 3339; a fraction of a second is cut off."""
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))", text)
    time = datetime.datetime.fromisoformat(f"{match[1]}T{match[2]}+00:00")
    if not match[3]:
        return time
    offset = datetime.timedelta(hours=int(match[4]), minutes=int(match[5]))
    return time - offset if match[3] == "+" else time + offset


def parse_duration(text):
    units = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
    return datetime.timedelta(**{units[text[-1]]: int(text[:-1])})


def parse_number(text):
    """A decimal number as this product writes it: no sign, no leading zero, 31 bits. None for anything else."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,9}", text) or int(text) > LARGEST_NUMBER:
        return None
    return int(text)


def parse_version(text):
    """(major, minor, patch, build), where the patch of a three-part version is None. None if it can't be read."""
    match = re.fullmatch(r"([0-9]+)\.([0-9]+)(?:\.([0-9]+)[-.]([0-9]+)|\.([0-9]+))", text)
    if not match:
        return None
    major, minor, patch, build, build_of_three = (None if part is None else parse_number(part) for part in match.groups())
    if match[5] is not None:
        parts, version = (major, minor, build_of_three), (major, minor, None, build_of_three)
    else:
        parts, version = (major, minor, patch, build), (major, minor, patch, build)
    return None if None in parts else version


def version_text(version):
    major, minor, patch, build = version
    return f"{major}.{minor}.{build}" if patch is None else f"{major}.{minor}.{patch}-{build}"


def version_order(version):
    """For "the highest build": a patch level that is not known counts as the lowest."""
    major, minor, patch, build = version
    return (major, minor, patch or 0, build)


def kb_number(text):
    return int(text[2:])


def group_of(facts, name):
    """A group of facts counts only if it is there and its status is ok or left out; otherwise none of its values is known."""
    group = facts.get(name, {})
    return group if group.get("status", "ok") == "ok" else {}


def os_type(facts):
    """`client`, `server` or None: any other word is as good as none."""
    word = group_of(facts, "os").get("type")
    return word if word in ("client", "server") else None


# Platform row


def demand(row):
    return (row.get("native"), row.get("never"), row.get("min_ubr"), sorted(row.get("proof_kb", [])))


def find_platform(rows, facts):
    """(row, None) or (None, code)."""
    build = group_of(facts, "os").get("build")
    if build is None:
        return None, "OS.BUILD_MISSING"
    of_build = [row for row in rows if row["build"] == build]
    if not of_build:
        last = rows[-1]
        return (last, None) if last.get("and_later") and last["build"] < build else (None, "OS.BUILD_UNLISTED")
    kind = os_type(facts)
    for row in of_build:
        if "type" not in row or row["type"] == kind:
            return row, None
    if kind is not None:
        return None, "OS.BUILD_UNLISTED"
    if len(of_build) == 2 and demand(of_build[0]) == demand(of_build[1]):
        return of_build[0], None
    return None, "OS.TYPE_MISSING"


# Update requirement


class Proofs:
    """What the update table says of one platform row that has a floor."""

    def __init__(self, row, updates):
        of_build = [update for update in updates if update["build"] == row["build"]]
        named = {kb_number(kb) for kb in row.get("proof_kb", [])}
        self.security_only = {
            update["kb"] for update in updates if update["kb"] in named and update["kind"] == "security-only"
        }
        first_proof = min((update["released"] for update in of_build if update["kb"] in named), default=None)

        def high_enough(update):
            if update["ubr"] is not None:
                return update["ubr"] >= row["min_ubr"]
            return first_proof is not None and update["released"] >= first_proof

        refused = {update["kb"] for update in of_build if update["kind"] == "security-only" or not high_enough(update)}
        self.rollups = {update["kb"] for update in of_build} - refused
        self.all = self.rollups | self.security_only
        self.horizon = min(
            (
                max(update["kb"] for update in updates if update["source"] == source)
                for source in {update["source"] for update in of_build}
            ),
            default=None,
        )


def parse_updates(lines):
    updates = []
    for line in lines:
        build, ubr, kb, released, kind, source = line.split(",")
        updates.append(
            {
                "build": int(build),
                "ubr": int(ubr) if ubr else None,
                "kb": kb_number(kb),
                "released": released,  # YYYY-MM-DD: text in the order of time
                "kind": kind,
                "source": source,
            }
        )
    return updates


def is_installed(package):
    return package["state"] in ("installed", "permanent")  # permanent: installed, and can't be removed


def package_kb(package):
    """n of Package_for_KBn, or None."""
    match = re.fullmatch(r"Package_for_KB([1-9][0-9]*)", package["name"])
    return int(match[1]) if match else None


def rollup_revision(package, build):
    """The revision of a Package_for_RollupFix of this build, or None."""
    if package["name"] != "Package_for_RollupFix":
        return None
    parts = package["version"].split(".")
    if len(parts) < 2 or parse_number(parts[0]) != build:
        return None
    return parse_number(parts[1])


class FloorEvidence:
    """The answers of the evidence sources on a row with a floor: "pass", "fail", "pending" or None for no answer."""

    def __init__(self, row, proofs, facts):
        self.row = row
        self.proofs = proofs
        self.revision = group_of(facts, "os").get("ubr")
        updates = group_of(facts, "updates")
        hotfixes = updates.get("hotfixes")
        self.hotfixes = None if hotfixes is None else {kb_number(kb) for kb in hotfixes}
        self.packages = updates.get("packages", [])

    def native(self):
        return None

    def ubr(self):
        if self.revision is None:
            return None
        return "pass" if self.revision >= self.row["min_ubr"] else self.below_the_floor()

    def rollup_package(self):
        if any(is_installed(package) and self.proves(package) for package in self.packages):
            return "pass"
        if any(package["state"] == "install-pending" and self.proves(package) for package in self.packages):
            return "pending"
        if any(is_installed(package) and self.rollup_revision(package) is not None for package in self.packages):
            return self.below_the_floor()
        return None

    def hotfix(self):
        if not self.hotfixes:
            return None
        if self.hotfixes & self.proofs.all:
            return "pass"
        if self.proofs.horizon is None or max(self.hotfixes) > self.proofs.horizon:
            return None
        return "fail"

    def below_the_floor(self):
        """A security-only update need not move the revision: where one may be installed, a low revision says nothing."""
        if self.proofs.security_only:
            if not self.hotfixes or self.hotfixes & self.proofs.security_only:
                return None
            if any(is_installed(package) and package_kb(package) in self.proofs.security_only for package in self.packages):
                return None
        return "fail"

    def rollup_revision(self, package):
        return rollup_revision(package, self.row["build"])

    def proves(self, package):
        revision = self.rollup_revision(package)
        return (revision is not None and revision >= self.row["min_ubr"]) or package_kb(package) in self.proofs.all


def answers_of(row, proofs, facts, sources):
    if "min_ubr" in row:
        evidence = FloorEvidence(row, proofs, facts)
        return [(source, getattr(evidence, source)()) for source in sources]
    return [(source, ("pass" if row.get("native") else "fail") if source == "native" else None) for source in sources]


class Requirement:
    """The status of one requirement and, of a fail, its effect: `legacy` or `hold`."""

    def __init__(self, status, effect="legacy", code=None):
        self.status = status
        self.effect = effect
        self.code = code


def judge_update(policy, row, proofs, facts):
    if row is None:
        return Requirement("unknown")
    answers = answers_of(row, proofs, facts, policy["evidence"])
    deciding = next((index for index, (_, answer) in enumerate(answers) if answer in ("pass", "fail")), None)
    decided = None if deciding is None else answers[deciding][1]
    if decided != "pass" and any(answer == "pending" for _, answer in answers):
        return Requirement("fail", policy["on_pending"], "REBOOT.WOULD_QUALIFY")
    if decided is None:
        return Requirement("unknown")
    opposite = "fail" if decided == "pass" else "pass"
    for source, answer in answers[deciding + 1 :]:
        if answer == opposite and (source, answer) != ("hotfix", "fail"):
            return Requirement("unknown", code="EVIDENCE.CONFLICT")
    return Requirement(decided)


# The other requirements, and the age of the facts


def judge_root(policy, facts):
    roots = group_of(facts, "roots")
    certificate = policy["root_certificate"]
    thumbprints = {certificate[name].upper() for name in ("sha1", "sha256") if name in certificate}

    def holds(name):
        return any(thumbprint.upper() in thumbprints for thumbprint in roots[name])

    if "disallowed" in roots and holds("disallowed"):
        return Requirement("fail")
    if "present" not in roots:
        return Requirement("unknown")
    if holds("present"):
        return Requirement("pass" if "disallowed" in roots else "unknown")
    if roots.get("auto_update") == "disabled":
        return Requirement("fail")
    return Requirement(policy.get("absent_with_auto_update", "fail"))


def judge_restart(policy, facts):
    pending = group_of(facts, "reboot").get("pending")
    if pending is None:
        return Requirement("unknown")
    if set(pending) & set(policy["no_pending_reboot"]):
        return Requirement("fail", policy["on_fail"])
    return Requirement("pass")


def is_implausible(policy, now):
    """The clock is earlier than the policy. That is reported wherever the age is judged, even of facts that were just collected."""
    return now < parse_time(policy["issued"] + "T00:00:00Z")


def judge_age(policy, facts, now):
    """The code that makes the age of the facts unknown, or None."""
    if "collected_at" not in facts:
        return "FACTS.STALE"
    collected_at = parse_time(facts["collected_at"])
    if is_implausible(policy, now) and collected_at != now:
        return "CLOCK.IMPLAUSIBLE"
    if now - collected_at > parse_duration(policy["facts_max_age"]):
        return "FACTS.STALE"
    if collected_at - now > MOST_FUTURE:
        return "FACTS.FROM_FUTURE"
    return None


# Builds


class Product:
    def __init__(self, policy, name):
        self.id = next(id for id, product in policy["products"].items() if name == id or name in product.get("aliases", []))
        product = policy["products"][self.id]
        self.names = {self.id, *product.get("aliases", [])}
        self.requires = product["requires"]
        self.lines = product.get("lines", {})
        self.release_rule = product.get("release_rule")
        self.legacy_until = policy.get("legacy_until")

    def line_of(self, version):
        return self.lines.get(f"{version[0]}.{version[1]}")

    def readings(self, version):
        """Every four-part build that the version may stand for; None where that is not known."""
        major, minor, patch, build = version
        if patch is not None:
            return [version]
        line = self.line_of(version)
        return None if line is None else [(major, minor, patch, build) for patch in line.get("patches", [0])]

    def is_acs(self, version, released):
        """True, False, or None for an unknown kind."""
        if self.release_rule:
            if released is None:
                return None
            if released < self.release_rule["legacy_before"]:
                return False
            return True if released >= self.release_rule["acs_from"] else None
        line = self.line_of(version)
        if line is None:
            return False if released is not None and self.legacy_until is not None and released < self.legacy_until else None
        first = self.readings(parse_version(line["first_acs"]))[0]
        kinds = {reading >= first for reading in self.readings(version)}
        return kinds.pop() if len(kinds) == 1 else None

    def installed(self, facts):
        """The versions (None: unreadable) of the product's modules on the host; None where the modules were not read."""
        items = group_of(facts, "modules").get("items")
        return None if items is None else [parse_version(item["version"]) for item in items if item["module"] in self.names]

    def compare(self, installed, asked):
        """How an installed build lies to an asked one: "below", "equal", "above" or "open"."""
        if installed is None:
            return "open"
        if installed[:2] != asked[:2]:
            return "below" if installed[:2] < asked[:2] else "above"
        left, right = self.readings(installed), self.readings(asked)
        if left is None or right is None:
            return "open"
        pairs = list(itertools.product(left, right))
        if all(one == other for one, other in pairs):
            return "equal"
        if all(one >= other for one, other in pairs):
            return "above"
        return "below" if all(one < other for one, other in pairs) else "open"


OUTCOMES = {  # by decision, then by acs
    "acs": {False: "allowed", True: "allowed", None: "allowed"},
    "legacy": {False: "allowed", True: "refused", None: "unknown"},
    "hold": {False: "held", True: "held", None: "held"},
    "unknown": {False: "unknown", True: "unknown", None: "unknown"},
    "not-applicable": {False: "refused", True: "refused", None: "refused"},
}


def decide_build(product, policy, version, acs, decision, row, installed, codes):
    """The outcome of one asked build; adds to `codes`. Also whether it is above everything that is installed."""
    outcome = OUTCOMES[decision][acs]
    if decision == "unknown" and acs is False and policy["on_unknown"] == "legacy":
        outcome = "allowed"
    line = product.line_of(version)
    if outcome != "held" and row is not None and line and "platforms" in line and row["id"] not in line["platforms"]:
        outcome = "refused"
    is_new = True
    for other in installed:
        order = product.compare(other, version)
        if order in ("equal", "above"):
            codes.add("MODULE.AT_OR_ABOVE")
            is_new = False
            if outcome == "allowed" and order == "above":
                outcome = "refused"
        elif order == "open":
            codes.add("MODULE.VERSION_AMBIGUOUS")
            if outcome == "allowed":
                outcome = "unknown"
    return outcome, is_new


# The whole


class Reference:
    def __init__(self, policy):
        self.policy = policy
        self.rows = policy["platforms"]["rows"]
        updates = parse_updates(policy["updates"])
        self.proofs = {row["id"]: Proofs(row, updates) for row in self.rows if "min_ubr" in row}

    def judge(self, name, row, facts):
        requirement = self.policy["requirements"][name]
        if "evidence" in requirement:
            return judge_update(requirement, row, self.proofs.get(row["id"]) if row else None, facts)
        if "root_certificate" in requirement:
            return judge_root(requirement, facts)
        return judge_restart(requirement, facts)

    def decide(self, facts, module, asked, now, released=None, halted=False):
        """`asked`: build texts; `now`: an aware datetime; `released`: the release date of the asked builds, or None; `halted`: is the
        gate halted."""
        product = Product(self.policy, module)
        family = group_of(facts, "os").get("family")
        codes = set()
        if family in (None, "windows"):
            row, platform_code = find_platform(self.rows, facts)
            results = {name: self.judge(name, row, facts) for name in product.requires}
        else:  # nothing of Windows is judged
            row, platform_code, results = None, None, {}
        age_code = judge_age(self.policy, facts, now)
        if results:  # where nothing is judged, neither is the age of the facts
            codes = {platform_code, age_code, *(result.code for result in results.values())} - {None}
            if is_implausible(self.policy, now):
                codes.add("CLOCK.IMPLAUSIBLE")

        fails = [result for result in results.values() if result.status == "fail"]
        unknown = age_code or family is None or any(result.status == "unknown" for result in results.values())
        if family not in (None, "windows"):
            decision, acs_ready = "not-applicable", None
        elif halted:
            decision, acs_ready = "hold", False
            codes.add("GATE.HALTED")
        elif not product.requires:
            decision, acs_ready = "acs", True
        elif fails:
            decision, acs_ready = "hold" if any(result.effect == "hold" for result in fails) else "legacy", False
        elif unknown:
            decision, acs_ready = "unknown", None
        else:
            decision, acs_ready = "acs", True

        installed = product.installed(facts)
        if installed is None and asked:
            codes.add("MODULE.NOT_READ")
        builds = []
        for text in asked:
            version = parse_version(text)
            acs = product.is_acs(version, released)
            outcome, is_new = decide_build(product, self.policy, version, acs, decision, row, installed or [], codes)
            builds.append((version, acs, outcome, is_new))
        permitted = [version for version, _, outcome, is_new in builds if outcome == "allowed" and is_new]

        unready = any(
            result.status == "fail" and "no_pending_reboot" not in self.policy["requirements"][name]
            for name, result in results.items()
        )
        if unready and any(version and product.is_acs(version, None) for version in installed or []):
            codes.add("MODULE.ACS_ON_UNREADY_HOST")

        host = facts.get("host", {})
        return {
            "host": host.get("name") or host.get("id"),
            "decision": decision,
            "acs_ready": acs_ready,
            "allowed": max(builds, key=lambda build: version_order(build[0]))[2] == "allowed" if builds else acs_ready is True,
            "build": version_text(max(permitted, key=version_order)) if permitted else None,
            "platform": row["id"] if row else None,
            "asked": [{"build": version_text(version), "acs": acs, "outcome": outcome} for version, acs, outcome, _ in builds],
            "requirements": [[name, result.status] for name, result in results.items()],
            "codes": codes & COMPARED_CODES,
        }

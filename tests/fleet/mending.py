"""What-if by brute force: mends the facts of a host as plugin/src/fleet/mend.hpp says, and has the reference decide again.

Written from that text alone, like the reference."""

import copy
import itertools
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "differential"))
import reference  # noqa: E402

REMEDIES = ("update", "root", "restart")


def group_if_ok(facts, name):
    """The group itself, to be changed, or an empty one that nobody sees."""
    group = facts.get(name, {})
    return group if group.get("status", "ok") == "ok" else {}


def raise_revision(facts, revision):
    os = group_if_ok(facts, "os")
    if "ubr" in os:
        os["ubr"] = max(os["ubr"], revision)


class Mender:
    def __init__(self, policy):
        self.policy = policy
        self.decider = reference.Reference(policy)
        self.updates = reference.parse_updates(policy["updates"])

    def row_with_floor(self, facts):
        row = reference.find_platform(self.decider.rows, facts)[0]
        return row if row and "min_ubr" in row else None

    def mend(self, facts, remedies, module):
        facts = copy.deepcopy(facts)
        row = self.row_with_floor(facts)
        if "restart" in remedies:
            self.restart(facts, row)
        if "update" in remedies and row:
            self.update(facts, row)
        if "root" in remedies:
            self.root(facts, module)
        return facts

    def update(self, facts, row):
        raise_revision(facts, row["min_ubr"])
        updates = group_if_ok(facts, "updates")
        if "hotfixes" in updates:
            updates["hotfixes"].append(row["proof_kb"][0])
        if "packages" in updates:
            version = f"{row['build']}.{row['min_ubr']}.1.0"
            updates["packages"].append({"name": "Package_for_RollupFix", "version": version, "state": "installed"})

    def root(self, facts, module):
        roots = group_if_ok(facts, "roots")
        for name in reference.Product(self.policy, module).requires:
            certificate = self.policy["requirements"][name].get("root_certificate")
            if certificate is None:
                continue
            names = {certificate[kind].upper() for kind in ("sha1", "sha256") if kind in certificate}
            if "present" in roots:
                roots["present"].append(certificate.get("sha1") or certificate["sha256"])
            if "disallowed" in roots:
                roots["disallowed"] = [thumbprint for thumbprint in roots["disallowed"] if thumbprint.upper() not in names]

    def restart(self, facts, row):
        reboot = group_if_ok(facts, "reboot")
        if "pending" in reboot:
            reboot["pending"] = []
        updates = group_if_ok(facts, "updates")
        for package in updates.get("packages", []):
            if package["state"] != "install-pending":
                continue
            package["state"] = "installed"
            if row:
                self.settle(facts, row, updates, package)

    def settle(self, facts, row, updates, package):
        revision = reference.rollup_revision(package, row["build"])
        kb = reference.package_kb(package)
        kbs = []
        if revision is not None:
            raise_revision(facts, revision)
            kbs = [update["kb"] for update in self.updates if (update["build"], update["ubr"]) == (row["build"], revision)]
        elif kb is not None:
            kbs = [kb]
            if kb in self.decider.proofs[row["id"]].rollups:
                raise_revision(facts, row["min_ubr"])
        if "hotfixes" in updates:
            updates["hotfixes"] += [f"KB{number}" for number in kbs]

    def outcomes(self, facts, module, now):
        """For each set of remedies, whether the host may have ACS builds after them. Nothing for a host that is not blocked."""

        def decision(some):
            return self.decider.decide(self.mend(facts, some, module), module, (), now)["decision"]

        if decision(()) in ("acs", "not-applicable"):
            return None
        sets = (some for count in range(4) for some in itertools.combinations(REMEDIES, count))
        return {frozenset(some): decision(some) == "acs" for some in sets}

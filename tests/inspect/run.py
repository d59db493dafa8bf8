#!/usr/bin/env python3
"""Signs programs, packages and cabinets in every way and compares what `acsgate inspect` says of them.

    run.py --binary build/release/acsgate

Nothing here is signed with ACS, so no verdict may be acs-signed, whatever the names of the certificates are: the root's hash decides. What is
signed with ACS is in real.py, which needs files from elsewhere. osslsigncode must find the same digest in each file that holds.
"""

import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

import making

# What the table says of a signature: kind, whether it holds.
ROOT, OTHER = ("other-root", True), ("other", True)
BAD = ("other-root", False)
UNREAD = ("unknown", False)

# One row a file: verdict, signatures in order, codes that must be there besides those that every such file has.
EXPECTED = {
    "p64.exe": ("unsigned", [], {"FILE.UNSIGNED"}),
    "p64-checked.exe": ("unsigned", [], {"FILE.UNSIGNED", "FILE.INTEGRITY_CHECKED"}),
    "p32.exe": ("unsigned", [], {"FILE.UNSIGNED"}),
    "p32-checked.exe": ("unsigned", [], {"FILE.UNSIGNED", "FILE.INTEGRITY_CHECKED"}),
    "fresh-p64.exe": ("other-signed", [ROOT], {"SIGNATURE.NOT_THE_ACS_ROOT", "SIGNATURE.NOT_TIME_STAMPED"}),
    "fresh-p64-checked.exe": ("other-signed", [ROOT], {"SIGNATURE.NOT_THE_ACS_ROOT", "FILE.INTEGRITY_CHECKED"}),
    "fresh-p32.exe": ("other-signed", [ROOT], {"SIGNATURE.NOT_THE_ACS_ROOT"}),
    "fresh-p32-checked.exe": ("other-signed", [ROOT], {"SIGNATURE.NOT_THE_ACS_ROOT", "FILE.INTEGRITY_CHECKED"}),
    "sha1.exe": ("other-signed", [ROOT], set()),
    "sha384.exe": ("other-signed", [ROOT], set()),
    "sha512.exe": ("other-signed", [ROOT], set()),
    "md5.exe": ("broken", [BAD], {"SIGNATURE.UNSUPPORTED"}),
    "pages.exe": ("other-signed", [ROOT], set()),
    "nested.exe": ("other-signed", [ROOT, OTHER], set()),
    "two-entries.exe": ("other-signed", [ROOT, ROOT], set()),
    "plain.exe": ("other-signed", [OTHER], {"SIGNATURE.OTHER_AUTHORITY"}),
    "curve.exe": ("other-signed", [ROOT], set()),
    "curve384.exe": ("other-signed", [ROOT], set()),
    "pss.exe": ("other-signed", [ROOT], set()),
    "alone.exe": ("other-signed", [ROOT], {"SIGNATURE.NOT_THE_ACS_ROOT"}),
    "true-root.exe": ("other-signed", [ROOT], {"SIGNATURE.NOT_THE_ACS_ROOT"}),
    "no-chain.exe": ("other-signed", [ROOT], {"SIGNATURE.NOT_THE_ACS_ROOT"}),
    "private.exe": ("other-signed", [("private-trust", True)], {"SIGNATURE.PRIVATE_TRUST"}),
    "policy.exe": ("other-signed", [("private-trust-policy", True)], {"SIGNATURE.PRIVATE_TRUST_POLICY"}),
    "mail.exe": ("broken", [("other", False)], {"SIGNATURE.CHAIN_PURPOSE"}),
    "below-leaf.exe": ("broken", [BAD], {"SIGNATURE.CHAIN_AUTHORITY"}),
    "of-narrow.exe": ("broken", [BAD], {"SIGNATURE.CHAIN_AUTHORITY"}),
    "of-mail-authority.exe": ("broken", [BAD], {"SIGNATURE.CHAIN_PURPOSE"}),
    "of-signless.exe": ("broken", [BAD], {"SIGNATURE.CHAIN_AUTHORITY"}),
    "early.exe": ("broken", [BAD], {"SIGNATURE.NOT_YET_VALID"}),
    "ended.exe": ("broken", [BAD], {"SIGNATURE.EXPIRED"}),
    "ended-beside-fresh.exe": ("other-signed", [BAD, ROOT], {"SIGNATURE.EXPIRED"}),
    "ended-mail-beside-fresh.exe": ("broken", [("other", False), ROOT], {"SIGNATURE.EXPIRED", "SIGNATURE.CHAIN_PURPOSE"}),
    "tampered.exe": ("broken", [BAD], {"SIGNATURE.DIGEST_MISMATCH"}),
    "tampered-header.exe": ("broken", [BAD], {"SIGNATURE.DIGEST_MISMATCH"}),
    "checksum.exe": ("other-signed", [ROOT], set()),  # the checksum is no part of what is signed
    "forged.exe": ("broken", [BAD], {"SIGNATURE.FORGED"}),
    "foreign.exe": ("broken", [BAD], {"SIGNATURE.DIGEST_MISMATCH"}),
    "garbled.exe": ("broken", [UNREAD], {"SIGNATURE.UNREADABLE"}),
    "appended.exe": ("broken", [], {"FILE.DAMAGED"}),
    "p.cab": ("unsigned", [], {"FILE.UNSIGNED"}),
    "fresh.cab": ("other-signed", [ROOT], set()),
    "sha1.cab": ("other-signed", [ROOT], set()),
    "tampered.cab": ("broken", [BAD], {"SIGNATURE.DIGEST_MISMATCH"}),
    "p.msi": ("unsigned", [], {"FILE.UNSIGNED"}),
    "fresh.msi": ("other-signed", [ROOT], set()),
    "sha1.msi": ("other-signed", [ROOT], set()),
    "extra.msi": ("other-signed", [ROOT], set()),
    "tampered.msi": ("broken", [BAD], {"SIGNATURE.DIGEST_MISMATCH"}),
    "tampered-extra.msi": ("broken", [BAD], {"SIGNATURE.DIGEST_MISMATCH"}),
    "changed-extra.msi": ("broken", [BAD], {"SIGNATURE.DIGEST_MISMATCH"}),
    "text.txt": ("broken", [], {"FILE.UNKNOWN_FORMAT"}),
    "empty.exe": ("broken", [], {"FILE.UNKNOWN_FORMAT"}),
}  # fmt: skip
# With time stamps, which osslsigncode can make by itself since 2.6.
EXPECTED_STAMPED = {
    "stamped.exe": ("other-signed", [ROOT], {"SIGNATURE.TIME_STAMPED", "STAMP.AUTHORITY_NOT_CHECKED"}),
    "stamped.msi": ("other-signed", [ROOT], {"SIGNATURE.TIME_STAMPED"}),
    "stamped.cab": ("other-signed", [ROOT], {"SIGNATURE.TIME_STAMPED"}),
    "late.exe": ("broken", [BAD], {"STAMP.OUTSIDE_VALIDITY"}),
    "lifetime.exe": ("broken", [BAD], {"SIGNATURE.LIFETIME_SIGNING", "SIGNATURE.EXPIRED"}),
    "stamp-tampered.exe": ("broken", [BAD], {"STAMP.BROKEN"}),
}
# Those whose beginnings are looked at, too: none of them may be more than broken.
CUT = ["p64.exe", "fresh-p64-checked.exe", "fresh-p32.exe", "nested.exe", "p.cab", "fresh.cab", "p.msi", "fresh.msi", "extra.msi"]
BLOCK = 512


def make_files(made, folder):
    sign = making.sign
    programs = {}
    for bits, wide in (("64", True), ("32", False)):
        for ending, checked in (("", False), ("-checked", True)):
            name = f"p{bits}{ending}.exe"
            programs[name] = making.make_program(folder, name, wide, checked)
            sign(made, programs[name], folder / f"fresh-{name}", "fresh")
    plain = programs["p64.exe"]
    fresh = folder / "fresh-p64.exe"
    for name in ("sha1", "sha384", "sha512", "md5"):
        sign(made, plain, folder / f"{name}.exe", "fresh", hash_name=name)
    sign(made, plain, folder / "pages.exe", "fresh", "-ph")
    sign(made, folder / "sha1.exe", folder / "nested.exe", "plain", "-nest")
    for name in ("plain", "private", "policy", "mail", "early", "curve", "curve384", "pss", "ended", "ended-mail"):
        sign(made, plain, folder / f"{name}.exe", name)
    sign(made, plain, folder / "alone.exe", "alone", chain=())
    sign(made, plain, folder / "no-chain.exe", "fresh", chain=())
    sign(made, plain, folder / "true-root.exe", "fresh", chain=("issuer", "pca", "pinned"))
    sign(made, plain, folder / "below-leaf.exe", "below-leaf", chain=("fresh", "issuer", "pca", "root"))
    for name, chain in (("narrow", ("below-narrow", "narrow")), ("mail-authority", ("mail-authority",)), ("signless", ("signless",))):
        sign(made, plain, folder / f"of-{name}.exe", f"of-{name}", chain=(*chain, "root"))
    making.with_second_entry(fresh, folder / "sha1.exe", folder / "two-entries.exe")
    making.with_second_entry(folder / "ended.exe", fresh, folder / "ended-beside-fresh.exe")
    making.with_second_entry(folder / "ended-mail.exe", fresh, folder / "ended-mail-beside-fresh.exe")
    data = fresh.read_bytes()
    begin, size, entry = making.certificate_table(data)
    header = int.from_bytes(data[0x3C:0x40], "little")
    making.flipped(fresh, folder / "tampered.exe", 0x600)
    making.flipped(fresh, folder / "tampered-header.exe", header + 24 + 70)
    making.flipped(fresh, folder / "checksum.exe", header + 24 + 64)
    making.flipped(fresh, folder / "garbled.exe", begin + 8)
    key_signature = data.rstrip(b"\0")
    making.flipped(fresh, folder / "forged.exe", len(key_signature) - 20)
    table = data[begin:]
    foreign = bytearray(programs["p64-checked.exe"].read_bytes())
    foreign += bytes(-len(foreign) % 8)
    foreign[entry : entry + 8] = len(foreign).to_bytes(4, "little") + size.to_bytes(4, "little")
    (folder / "foreign.exe").write_bytes(foreign + table)
    (folder / "appended.exe").write_bytes(data + bytes(512))
    making.make_cabinet(folder, "p.cab", [plain])
    sign(made, folder / "p.cab", folder / "fresh.cab", "fresh")
    sign(made, folder / "p.cab", folder / "sha1.cab", "fresh", hash_name="sha1")
    making.flipped(folder / "fresh.cab", folder / "tampered.cab", 300)
    making.make_package(folder, "p.msi", [fresh, programs["p32-checked.exe"]])
    sign(made, folder / "p.msi", folder / "fresh.msi", "fresh")
    sign(made, folder / "p.msi", folder / "sha1.msi", "fresh", hash_name="sha1")
    sign(made, folder / "p.msi", folder / "extra.msi", "fresh", "-add-msi-dse")
    packed = (folder / "fresh.msi").read_bytes()
    making.flipped(folder / "fresh.msi", folder / "tampered.msi", packed.index(b"MSCF") + 100)
    name_of_root = "Root Entry".encode("utf-16-le")
    making.flipped(folder / "extra.msi", folder / "tampered-extra.msi", (folder / "extra.msi").read_bytes().index(name_of_root) + 96)
    making.flipped(folder / "extra.msi", folder / "changed-extra.msi", making.place_of_small_stream(folder / "extra.msi", "\x05MsiDigitalSignatureEx"))
    (folder / "text.txt").write_text("no program\n")
    (folder / "empty.exe").write_bytes(b"")
    if making.can_stamp():
        for kind, source in (("exe", plain), ("msi", folder / "p.msi"), ("cab", folder / "p.cab")):
            sign(made, source, folder / f"stamped.{kind}", "ended", stamp=making.STAMPED)
        sign(made, plain, folder / "late.exe", "ended", stamp=making.LATE)
        sign(made, plain, folder / "lifetime.exe", "lifetime", stamp=making.STAMPED)
        data = (folder / "stamped.exe").read_bytes().rstrip(b"\0")
        making.flipped(folder / "stamped.exe", folder / "stamp-tampered.exe", len(data) - 20)


def inspect(binary, files):
    command = [str(binary), "inspect", "--format", "json", "--now", making.NOW, *map(str, files)]
    run = subprocess.run(command, capture_output=True, timeout=300, check=False)
    return run.returncode, [json.loads(line) for line in run.stdout.splitlines()], run.stderr.decode()


def codes_of(answer):
    return {reason["code"] for part in (answer, *answer["signatures"]) for reason in part["reasons"]}


def differences(answer, expected):
    verdict, signatures, codes = expected
    found = [(signature["kind"], signature["holds"]) for signature in answer["signatures"]]
    if answer["verdict"] != verdict:
        yield f"verdict {answer['verdict']}, not {verdict}"
    if found != signatures:
        yield f"signatures {found}, not {signatures}"
    if missing := codes - codes_of(answer):
        yield f"codes {sorted(codes_of(answer))} without {sorted(missing)}"


def osslsigncode_digests(path):
    """The digests that osslsigncode works out for a file."""
    text = subprocess.run(["osslsigncode", "verify", "-in", path], capture_output=True, text=True, check=False).stdout
    return {digest.lower() for digest in re.findall(r"Calculated (?:message digest|DigitalSignature|message digest *)\s*: *([0-9A-F]{40,})", text)}


def expected_files():
    return {**EXPECTED, **(EXPECTED_STAMPED if making.can_stamp() else {})}


def check_table(binary, folder):
    code, answers, errors = inspect(binary, [folder / name for name in expected_files()])
    yield "exit code of files of which some are broken", code == 22, errors
    for answer, (name, expected) in zip(answers, expected_files().items(), strict=True):
        wrong = list(differences(answer, expected))
        yield name, not wrong, "; ".join(wrong)
        digests = {signature["digest"]["value"] for signature in answer["signatures"]}
        if answer["verdict"] == "other-signed" and len(answer["signatures"]) == 1:
            theirs = osslsigncode_digests(folder / name)
            yield f"{name}: osslsigncode's digest", digests <= theirs, f"{digests}, {theirs}"
    described = {answer["file"].rsplit("/", 1)[-1]: answer for answer in answers}
    for name, architecture, checked in (("p64.exe", "x64", False), ("p32-checked.exe", "x86", True)):
        answer = described[name]
        facts = (answer["architecture"], answer["integrity_check"], answer["file_version"], answer["product_version"])
        yield f"facts of {name}", facts == (architecture, checked, "20.0.0.6690", "20.0.6690.1"), facts
    yield "page hashes", described["pages.exe"]["signatures"][0]["page_hashes"], described["pages.exe"]["signatures"][0]
    code, _, errors = inspect(binary, [folder / "p64.exe", folder / "fresh.msi"])
    yield "exit code of files that are judged", code == 0 and not errors, errors
    code, answers, errors = inspect(binary, [folder / "not-there.exe"])
    yield "no such file", code == 22 and not answers and "not-there.exe" in errors, errors


def check_contents(binary, folder):
    """The programs in a package, apart from its own signature, unpacked on Linux only."""

    def contents(name):
        _code, (answer,), _errors = inspect(binary, [folder / name])
        return answer, {program["file"]: program["verdict"] for program in answer["contents"]}

    plain, checked = folder / "p64.exe", folder / "p32-checked.exe"
    answer, found = contents("p.cab")
    yield "a program in a cabinet", found == {"p64.exe": "unsigned"} and "PACKAGE.CONTENTS_NOT_READ" not in codes_of(answer), answer
    answer, found = contents("fresh.msi")
    yield "programs in a package", sorted(found.values()) == ["other-signed", "unsigned"], answer
    digest = [program["signatures"][0]["digest"] for program in answer["contents"] if program["signatures"]]
    yield "... whole", [each["matches"] for each in digest] == [True], digest
    flags = {program["integrity_check"] for program in answer["contents"]}
    yield "... and what Windows checks of them", flags == {True, False}, answer
    (folder / "note.txt").write_text("no program\n")
    making.make_cabinet(folder, "several.cab", [folder / "note.txt", plain, checked, folder / "tampered.exe"])
    answer, found = contents("several.cab")
    expected = {"p64.exe": "unsigned", "p32-checked.exe": "unsigned", "tampered.exe": "broken"}
    yield "what is no program is passed by", found == expected and "PACKAGE.CONTENTS_BROKEN" in codes_of(answer), answer
    yield "the package is judged by its own signature", answer["verdict"] == "unsigned", answer
    making.make_cabinet(folder, "stored.cab", [plain], compress=False)
    data = bytearray((folder / "stored.cab").read_bytes())
    yield "a cabinet that is not compressed", contents("stored.cab")[1] == {"p64.exe": "unsigned"}, data[:60]
    making.flipped(folder / "p.cab", folder / "damaged.cab", (folder / "p.cab").read_bytes().index(b"CK") + 40)
    answer, found = contents("damaged.cab")
    unread = {"PACKAGE.CONTENTS_NOT_READ", "PACKAGE.CONTENTS_PARTLY_READ"} & codes_of(answer)
    yield "what can't be unpacked is said, not passed over", not found and bool(unread), answer
    run = subprocess.run([binary, "inspect", "--now", making.NOW, folder / "fresh.msi"], capture_output=True, text=True, check=False)
    yield "text", run.returncode == 0 and ": unsigned, 20.0.0.6690" in run.stdout, run


def check_cut(binary, folder):
    room = folder / "cut"
    room.mkdir()
    for name in CUT:
        data = (folder / name).read_bytes()
        files = []
        for length in range(0, len(data), BLOCK):
            files.append(room / f"{length}-{name}")
            files[-1].write_bytes(data[:length])
        code, answers, errors = inspect(binary, files)
        wrong = [f"{answer['file']}: {answer['verdict']}" for answer in answers if answer["verdict"] != "broken"]
        yield f"{name} cut off at every {BLOCK} bytes", code == 22 and len(answers) == len(files) and not wrong, wrong[:5] or errors[-300:]


def check_gate(binary, folder):
    """What `check` and `run` make of a file that is not signed with ACS, by the build that it is said to be."""
    offer = folder / "offer"
    offer.mkdir()
    acs, legacy = (offer / f"Agent-Core-Windows-{build}.x86_64.msi" for build in ("20.0.0-6690", "20.0.0-6313"))
    for file in (acs, legacy):
        file.write_bytes((folder / "fresh.msi").read_bytes())
    led = folder / "led.yaml"
    led.write_text("extends: builtin\nname: led\nproducts: {agent: {artifact_leads: policy}}\n", encoding="utf-8")

    def call(command, *options, facts="1-ready"):
        words = [binary, command, "--facts", making.TOP / f"policies/samples/{facts}.json", "--now", making.NOW, *options]
        return subprocess.run(list(map(str, words)), capture_output=True, text=True, timeout=60, check=False)

    run = call("check", "--artifact", acs, "--format", "json")
    answer = json.loads(run.stdout)
    codes = [reason["code"] for reason in answer["asked"][0]["reasons"]]
    good = run.returncode == 12 and answer["decision"] == "unknown" and "ARTIFACT.CONTRADICTS_POLICY" in codes and not answer["allowed"]
    yield "an ACS build whose file is not signed with ACS", good, run
    yield "a legacy build whose file is not", (run := call("check", "--artifact", legacy)).returncode == 0, run
    yield "... on a host that takes no other", (run := call("check", "--artifact", legacy, facts="2-update-missing")).returncode == 0, run
    yield "the policy leads", (run := call("check", "--artifact", acs, "--policy", led, "--format", "token")).returncode == 0, run
    run = call("check", "--artifact", folder / "tampered.msi", "--build", "20.0.0-6313")
    yield "a broken file", run.returncode == 22 and "another" in run.stderr and not run.stdout, run
    run = call("check", "--artifact", folder / "text.txt", "--build", "20.0.0-6313")
    yield "no program at all", run.returncode == 22 and "neither" in run.stderr, run
    unread = call("check", "--artifact", folder / "damaged.cab", "--build", "20.0.0-6690")
    yield "a package that was not read to its end tells neither", unread.returncode == 0 and "not all read" in unread.stderr, unread
    yield "a name without build", (run := call("check", "--artifact", folder / "fresh.msi")).returncode == 21, run
    run = call("check", "--artifact", acs, "--build", "20.0.0-6313", "--build", "20.0.0-6690")
    yield "one file, two builds", run.returncode == 21, run
    run = call("run", "--dry-run", "--acs", acs, "--", "sh", "{artifact}")
    yield "run starts nothing", run.returncode == 44 and "ARTIFACT.CONTRADICTS_POLICY" in run.stdout, run
    run = call("run", "--dry-run", "--acs", acs, "--policy", led, "--", "sh", "{artifact}")
    yield "... but where the policy leads", run.returncode == 0 and "would be installed" in run.stdout, run
    run = call("run", "--dry-run", "--legacy", legacy, "--", "sh", "{artifact}", facts="2-update-missing")
    yield "run with a file that is what it is said to be", run.returncode == 0 and "would be installed" in run.stdout, run
    manifest = folder / "offer.yaml"
    run = subprocess.run([binary, "run", "--now", making.NOW, "--write-manifest", offer], capture_output=True, text=True, check=False)
    (offer / manifest.name).write_text(run.stdout, encoding="utf-8")
    yield "the manifest notes the verdict down", run.returncode == 0 and run.stdout.count("signature: other-signed") == 2, run
    run = call("run", "--dry-run", "--offer", offer / manifest.name, "--", "sh", "{artifact}", facts="2-update-missing")
    yield "... and is read again", run.returncode == 0 and "20.0.0-6313" in run.stdout, run
    legacy.write_bytes((folder / "tampered.msi").read_bytes())
    run = subprocess.run([binary, "run", "--now", making.NOW, "--write-manifest", offer], capture_output=True, text=True, check=False)
    yield "a broken file is left out of it", run.stdout.count("file: ") == 1 and legacy.name in run.stderr, run


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binary", required=True, type=pathlib.Path)
    parser.add_argument("--keep", type=pathlib.Path, help="make the files in this new folder, and leave them there")
    arguments = parser.parse_args()
    if missing := making.missing_tools():
        sys.exit(f"inspect: not installed: {', '.join(missing)}")
    if not making.can_stamp():
        print("this osslsigncode can't make time stamps (2.6 and later can): files with time stamps are left out")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or pathlib.Path(temporary) / "files"
        folder.mkdir()
        make_files(making.make_authority(folder / "authority"), folder)
        checks = bad = 0
        for name, good, detail in (*check_table(arguments.binary, folder), *check_contents(arguments.binary, folder), *check_cut(arguments.binary, folder), *check_gate(arguments.binary, folder)):
            checks += 1
            if not good:
                bad += 1
                print(f"FAILED {name}: {detail}")
    print(f"{checks} checks, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

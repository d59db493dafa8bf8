"""The collection as a user gets it: a copy in a folder .../ansible_collections/acsgate/rollout, known to git, as some of Ansible's tools need it."""

import pathlib
import shutil
import subprocess

import versions


def copied(scratch):
    """Copies what git tracks or would track, and returns (path for collections, folder of the collection)."""
    collections = pathlib.Path(scratch) / "collections"
    folder = collections / "ansible_collections/acsgate/rollout"
    command = ["git", "-C", str(versions.TOP), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", "ansible"]
    files = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8").split("\0")
    for name in filter(None, files):
        source = versions.TOP / name
        if source.exists():
            to = folder / pathlib.Path(name).relative_to("ansible")
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, to)
    subprocess.run(["git", "-C", str(folder), "init", "-q"], check=True)
    (folder / ".git/info").mkdir(exist_ok=True)
    (folder / ".git/info/exclude").write_text("/tests/output/\n", encoding="ascii")  # where ansible-test writes
    for words in (["add", "-A"], ["-c", "user.name=test", "-c", "user.email=test@example.com", "commit", "-q", "-m", "as it is"]):
        subprocess.run(["git", "-C", str(folder), *words], check=True)
    return collections, folder

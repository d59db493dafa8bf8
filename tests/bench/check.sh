#!/usr/bin/env bash
# Where the time of one `acsgate check` goes, each line beside the program that does nothing (--version), in one run.
#   start: --version    policy: policy digest    decision: the rest of check
set -euo pipefail
cd "$(dirname "$0")/../.."
binary=${1:-build/release/acsgate}
facts=policies/samples/2-update-missing.json
results=$(mktemp)
trap 'rm -f "$results"' EXIT
hyperfine --shell=none --ignore-failure --warmup 20 --runs 200 --export-json "$results" \
  "$binary --version" "$binary policy digest" \
  "$binary check --facts $facts --now 2026-11-22T12:00:00Z --build 20.0.0-6690" >/dev/null 2>&1
python3 - "$results" <<'PYTHON'
import json, sys

start, policy, total = (1000 * run["median"] for run in json.load(open(sys.argv[1]))["results"])
print("| part | ms | of --version |\n|---|---|---|")
for name, value in (("start (--version)", start), ("policy", policy - start), ("facts, decision, text", total - policy), ("total", total)):
    print(f"| {name} | {value:.2f} | {value / start:.2f} |")
PYTHON

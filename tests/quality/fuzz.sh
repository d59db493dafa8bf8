#!/usr/bin/env bash
# Runs one fuzz target for a while, from its seeds and what earlier runs found.
set -euo pipefail
name=$1 seconds=$2
found=build/asan/corpus/$name
mkdir -p "$found"
seeds=()
format=${name%_fuzz}
for folder in "tests/fuzz/corpus/$format" "tests/import/${format//_/-}"; do
  [ -d "$folder" ] && seeds=("$folder") && break
done
"build/asan/$name" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 \
  -artifact_prefix="$found." "$found" "${seeds[@]}" 2>&1 | tail -n 25

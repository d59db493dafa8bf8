#!/usr/bin/env bash
# Runs one fuzz target for a while, from its seeds and what earlier runs found.
set -euo pipefail
name=$1 seconds=$2
found=build/fuzz/corpus/$name
mkdir -p "$found"
seeds=()
[ -d "tests/fuzz/corpus/${name%_fuzz}" ] && seeds=("tests/fuzz/corpus/${name%_fuzz}")
"build/fuzz/$name" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=16384 -print_final_stats=1 \
  -artifact_prefix="$found." "$found" "${seeds[@]}" 2>&1 | tail -n 25

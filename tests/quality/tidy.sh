#!/usr/bin/env bash
# clang-tidy over our sources, two at a time, from a build that compiles each folder as one file: the headers, which take the time, are read
# once a folder. libstdc++'s own use of what it deprecates is none of our business.
set -euo pipefail
build=$1
windows_build=$2
options=(--quiet --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-deprecated-declarations)

# Prints the files of a compilation database that match, the largest units first.
files() {
  python3 - "$1/compile_commands.json" "$2" <<'END'
import json, os, re, sys
files = {os.path.join(entry["directory"], entry["file"]) for entry in json.load(open(sys.argv[1], encoding="utf-8"))}
found = sorted((file for file in files if re.search(sys.argv[2], file)), key=lambda file: (-open(file, encoding="utf-8").read().count("#include"), file))
sys.stdout.write("".join(file + "\0" for file in found))
END
}

{
  files "$build" 'plugin/(src/|CMakeFiles/acsgate_core\.dir/Unity/)' | xargs -0 -P 2 -n 1 clang-tidy-19 -p "$build" "${options[@]}" 2>&1
  files "$windows_build" 'plugin/src/.*_windows\.cpp$' |
    xargs -0 -P 2 -n 4 clang-tidy-19 -p "$windows_build" "${options[@]}" --extra-arg=--target=x86_64-w64-mingw32 \
      --checks=-bugprone-suspicious-stringview-data-usage 2>&1 # Windows' functions take the size apart
} | { grep --line-buffered -vE '^[0-9]+ warnings? (generated|suppressed)|^Suppressed|^Use -header-filter|^\[[0-9/]+\] Processing' || true; } | tee "$build/tidy.log"
! grep -qE 'warning:|error:' "$build/tidy.log"

#!/usr/bin/env bash
# The cross-built program is there, is a console program for Windows 6.0, and needs system libraries only.
set -euo pipefail
exe=$1/acsgate.exe
headers=$(x86_64-w64-mingw32-objdump -p "$exe")
for wanted in 'MajorSubsystemVersion	6' 'MinorSubsystemVersion	0' 'Windows CUI'; do
  grep -qF "$wanted" <<<"$headers" || { echo "$exe: no \"$wanted\""; exit 1; }
done
foreign=$(sed -n 's/^\tDLL Name: //p' <<<"$headers" | grep -viE '^(kernel32|msvcrt|advapi32|bcrypt|ws2_32|user32|shell32)\.dll$' || true)
[ -z "$foreign" ] || { echo "$exe needs $foreign"; exit 1; }

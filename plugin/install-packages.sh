#!/usr/bin/env bash
# Installs Debian packages by name, as root or with sudo, and unpacks the sources that are compiled here.
#   install-packages.sh build         what the Linux build needs
#   install-packages.sh build test    and what the tests need besides
set -euo pipefail
cd "$(dirname "$0")/.."

packages=()
for purpose in "$@"; do
  case $purpose in
  build)
    packages+=(g++ cmake ninja-build ccache dpkg-dev libboost1.81-dev libspdlog-dev libfmt-dev libcli11-dev nlohmann-json3-dev
      libexpected-dev libssl-dev libsqlite3-dev libmspack-dev tzdata catch2 python3)
    ;;
  test)
    packages+=(g++-mingw-w64-x86-64-posix g++-mingw-w64-i686-posix g++-multilib wine wine64 wixl msitools osslsigncode openssl gcab
      clang-19 lld-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev shellcheck hyperfine git python3-jsonschema python3-yaml
      ansible-core ansible-lint yamllint python3-venv libtree-sitter-dev chromium chromium-driver fonts-noto-cjk)
    # Node.js from elsewhere brings an npm of its own, beside which Debian's does not install.
    command -v npm >/dev/null || packages+=(npm)
    ;;
  *)
    echo "install-packages.sh: unknown purpose $purpose" >&2
    exit 2
    ;;
  esac
done

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -- "$@"; fi; }
updated=
apt_update() {
  [ -n "$updated" ] || as_root apt-get update -qq -o DPkg::Lock::Timeout=300
  updated=1
}

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q '^install ok installed$' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  apt_update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}"
fi

# Debian's source packages, verified by apt. The list of sources is our own: the machine's stays as it is.
sources=build/third_party
mkdir -p "$sources"
unpacked() { [ -d "$(compgen -G "$sources/$1-*/" | head -n 1)" ]; }
if ! unpacked yaml-cpp || ! unpacked simdjson; then
  lists=$PWD/$sources/apt
  rm -rf "$lists"
  mkdir -p "$lists/state/lists/partial" "$lists/cache/archives/partial"
  if [ -e /etc/apt/sources.list.d/debian.sources ]; then
    sed 's/^Types:.*/Types: deb-src/' /etc/apt/sources.list.d/debian.sources >"$lists/src.sources"
    list=$lists/src.sources
  else
    sed -n 's/^deb /deb-src /p' /etc/apt/sources.list >"$lists/src.list"
    list=$lists/src.list
  fi
  apt=(-o "Dir::Etc::SourceList=$list" -o Dir::Etc::SourceParts=/dev/null -o "Dir::State=$lists/state" -o "Dir::Cache=$lists/cache"
    -o APT::Sandbox::User=root)
  apt-get update -qq "${apt[@]}"
  # Unpacked aside and moved when whole, so that an interrupted run leaves nothing that looks finished.
  mkdir "$lists/unpacked"
  (cd "$lists/unpacked" && apt-get source -qq "${apt[@]}" yaml-cpp simdjson)
  rm -rf "$sources"/yaml-cpp-* "$sources"/simdjson-*
  mv "$lists"/unpacked/yaml-cpp-*/ "$lists"/unpacked/simdjson-*/ "$sources"
  rm -rf "$lists"
fi

#!/bin/sh
# Brings Ipopt into native/lib without root. Nothing is compiled; a copy that is already there is kept.
#
#   native/fetch-ipopt.sh [--source pypi|debian] [--if-missing] [--force] [--into DIRECTORY]
#
# --if-missing: do nothing if TURNPIKE_IPOPT is set or the system's loader knows a libipopt.
# Exit status: 0 an Ipopt is in place, 2 wrong arguments, 3 none could be had (the commands that install one are printed).
set -u
umask 022

version=2.20.0
wheel_sha256=2e3aaaf171774c6c8bef061f215dc028caa48a39fe64e34d8bd033060b44d862
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
library_directory=$here/lib
source=any
force=no
if_missing=no

say() { printf '%s\n' "fetch-ipopt: $*" >&2; }

usage() {
    say "$1"
    say "usage: native/fetch-ipopt.sh [--source pypi|debian] [--if-missing] [--force] [--into DIRECTORY]"
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
        --source)
            [ $# -ge 2 ] || usage "--source needs pypi or debian"
            source=$2
            shift 2
            ;;
        --source=*) source=${1#*=}; shift ;;
        --into)
            [ $# -ge 2 ] || usage "--into needs a directory"
            library_directory=$2
            shift 2
            ;;
        --force) force=yes; shift ;;
        --if-missing) if_missing=yes; shift ;;
        *) usage "unknown argument $1" ;;
    esac
done
case $source in any | pypi | debian) ;; *) usage "unknown source $source: expected pypi or debian" ;; esac

say_how_to_install() {
    cat >&2 <<'EOF'
fetch-ipopt: no Ipopt could be fetched. Any one of these installs it:
  Debian, Ubuntu   sudo apt-get install coinor-libipopt1v5
  Fedora           sudo dnf install coin-or-Ipopt
  macOS            brew install ipopt
  conda            conda install -c conda-forge ipopt
  own build        https://coin-or.github.io/Ipopt/INSTALL.html
and, where it is not in a standard folder, name the library itself:
  export TURNPIKE_IPOPT=/path/to/libipopt.so
EOF
}

system_has_ipopt() {
    PATH=$PATH:/sbin:/usr/sbin
    { command -v ldconfig >/dev/null 2>&1 && ldconfig -p 2>/dev/null | grep -q 'libipopt\.so'; } ||
        ls /opt/homebrew/lib/libipopt*.dylib /usr/local/lib/libipopt*.dylib >/dev/null 2>&1
}

if [ "$if_missing" = yes ] && { [ -n "${TURNPIKE_IPOPT:-}" ] || system_has_ipopt; }; then exit 0; fi

mkdir -p "$library_directory" || exit 3
library_directory=$(CDPATH= cd -- "$library_directory" && pwd)
# Work beside the target: a move inside one file system is atomic, and an interrupted run leaves nothing that looks complete.
work=$(mktemp -d "$library_directory/.fetch.XXXXXX") || exit 3
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# move_into_place FOLDER TARGET
move_into_place() {
    if [ -e "$2" ]; then mv "$2" "$work/replaced" || return 1; fi
    # Another process may have been faster; its copy is as good.
    mv "$1" "$2" 2>/dev/null || [ -d "$2" ]
}

sha256_of() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1" | cut -d' ' -f1
    elif command -v shasum >/dev/null 2>&1; then shasum -a 256 "$1" | cut -d' ' -f1
    elif command -v openssl >/dev/null 2>&1; then openssl dgst -sha256 -r "$1" | cut -d' ' -f1
    else echo "no sha256 program"
    fi
}

# download PIP... : the wheel of one fixed Python, whatever Python this machine has.
download() {
    "$@" download --quiet --retries 1 --timeout 20 --disable-pip-version-check --no-deps --only-binary=:all: \
        --python-version 3.11 --implementation cp --abi cp311 \
        --platform manylinux_2_27_x86_64 --platform manylinux_2_28_x86_64 \
        --dest "$work/wheel" "pygmo==$version" >&2
}

unpack() { # ARCHIVE FOLDER
    mkdir -p "$2"
    if command -v unzip >/dev/null 2>&1; then unzip -q "$1" 'pygmo.libs/*' -d "$2" >&2
    elif command -v python3 >/dev/null 2>&1; then python3 -m zipfile -e "$1" "$2" >&2
    elif command -v jar >/dev/null 2>&1; then (cd "$2" && jar xf "$1" pygmo.libs) >&2
    elif [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/jar" ]; then (cd "$2" && "$JAVA_HOME/bin/jar" xf "$1" pygmo.libs) >&2
    else say "none of unzip, python3, jar is here to unpack the wheel"; return 1
    fi
}

fetch_pypi() {
    target=$library_directory/ipopt-3.14.19
    if [ "$force" = no ] && ls "$target"/libipopt*.so* >/dev/null 2>&1; then say "$target is already here"; return 0; fi
    if [ "$(uname -s)-$(uname -m)" != Linux-x86_64 ]; then
        say "the pinned wheel is for Linux on x86-64, this is $(uname -s) on $(uname -m)"
        return 1
    fi
    say "downloading Ipopt 3.14.19 with MUMPS (17 MB, from the wheel of pygmo $version)"
    if python3 -m pip --version >/dev/null 2>&1; then set -- python3 -m pip
    elif pip --version >/dev/null 2>&1; then set -- pip
    elif pip3 --version >/dev/null 2>&1; then set -- pip3
    else say "pip is not here"; return 1
    fi
    download "$@" || { say "pip could not download pygmo $version"; return 1; }
    wheel=$(ls "$work"/wheel/*.whl 2>/dev/null | head -n 1)
    [ -n "$wheel" ] || { say "pip left no wheel"; return 1; }
    found=$(sha256_of "$wheel")
    if [ "$found" != "$wheel_sha256" ]; then
        say "the checksum of the wheel is wrong, it is not used: sha256 $found, expected $wheel_sha256"
        return 1
    fi
    unpack "$wheel" "$work/unpacked" || return 1
    mkdir "$work/ipopt" || return 1
    # Only what Ipopt itself loads; the wheel also carries the libraries of pygmo.
    for name in libipopt libcoinmumps liblapack libblas libgfortran libquadmath; do
        cp "$work/unpacked/pygmo.libs/$name"-*.so* "$work/ipopt/" || { say "the wheel lacks $name"; return 1; }
    done
    move_into_place "$work/ipopt" "$target" || return 1
    say "Ipopt 3.14.19 is in $target"
}

apt() { # with own lists if the machine has none
    if [ -d "$work/apt" ]; then
        apt-get -q -o Dir::State::Lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" "$@"
    else
        apt-get -q "$@"
    fi
}

# The packages Debian would install, those of the machine left out.
packages_of() { apt -s install --no-install-recommends "$1" 2>/dev/null | sed -n 's/^Inst \([^ ]*\) .*/\1/p'; }

fetch_debian() {
    target=$library_directory/debian
    if [ "$force" = no ] && ls "$target"/libipopt*.so* >/dev/null 2>&1; then say "$target is already here"; return 0; fi
    if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg >/dev/null 2>&1; then
        say "apt-get and dpkg are not here"
        return 1
    fi
    say "downloading Debian's Ipopt and its libraries (6 MB)"
    if ! apt-cache show coinor-libipopt1v5 >/dev/null 2>&1; then
        say "the machine has no package lists: fetching them into a temporary folder (needs no root, 10 to 60 s)"
        mkdir -p "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
        apt update >&2 || { say "apt-get update failed"; return 1; }
    fi
    packages=$(packages_of coinor-libipopt1v5)
    case " $(echo $packages) " in *" coinor-libipopt1v5 "*) ;; *) packages="$packages coinor-libipopt1v5" ;; esac
    mkdir "$work/packages" "$work/tree" "$work/debian" || return 1
    # shellcheck disable=SC2086
    (cd "$work/packages" && apt download $packages >&2) || { say "apt-get download failed"; return 1; }
    for package in "$work"/packages/*.deb; do
        dpkg -x "$package" "$work/tree" || return 1
    done
    # One flat folder of libraries; links stay links, so that each library is loaded once under any of its names.
    find "$work/tree" \( -name 'lib*.so' -o -name 'lib*.so.*' \) ! -path '*/atlas/*' -exec cp -P {} "$work/debian/" \;
    ls "$work/debian"/libipopt*.so* >/dev/null 2>&1 || { say "the packages hold no libipopt"; return 1; }
    move_into_place "$work/debian" "$target" || return 1
    say "Debian's Ipopt is in $target"
}

case $source in
    pypi) fetch_pypi && exit 0 ;;
    debian) fetch_debian && exit 0 ;;
    any)
        # An older fetched copy serves, and needs no network.
        if [ "$force" = no ] && ls "$library_directory"/*/libipopt*.so* >/dev/null 2>&1; then
            say "an Ipopt is already in $library_directory"
            exit 0
        fi
        fetch_pypi && exit 0
        fetch_debian && exit 0
        ;;
esac
say_how_to_install
exit 3

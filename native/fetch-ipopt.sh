#!/bin/sh
# Brings Ipopt into native/lib without root. Nothing is compiled; a copy that is already there is kept.
#
#   native/fetch-ipopt.sh [--source pypi|debian] [--blas openblas|reference] [--if-missing] [--force] [--into DIRECTORY]
#
# The Ipopt from PyPI comes with the reference BLAS; a second copy of it gets a fast one, unless --blas reference. If that cannot
# be had, the first copy serves, and only --force tries again.
# --if-missing: do nothing if TURNPIKE_IPOPT is set or the system's loader knows a libipopt.
# Exit status: 0 an Ipopt is in place, 2 wrong arguments, 3 none could be had (the commands that install one are printed).
set -u
umask 022

version=2.20.0
wheel_sha256=2e3aaaf171774c6c8bef061f215dc028caa48a39fe64e34d8bd033060b44d862
openblas_version=0.3.23
openblas_carrier=cvxopt==1.3.2
openblas_sha256=994dab68c193bea405a3a89a88b8703dd2c79bb790a330c8d459f0454cca71ef
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
library_directory=$here/lib
source=any
blas=openblas
force=no
if_missing=no

say() { printf '%s\n' "fetch-ipopt: $*" >&2; }

usage() {
    say "$1"
    say "usage: native/fetch-ipopt.sh [--source pypi|debian] [--blas openblas|reference] [--if-missing] [--force] [--into DIRECTORY]"
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
        --blas)
            [ $# -ge 2 ] || usage "--blas needs openblas or reference"
            blas=$2
            shift 2
            ;;
        --blas=*) blas=${1#*=}; shift ;;
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
case $blas in openblas | reference) ;; *) usage "unknown BLAS $blas: expected openblas or reference" ;; esac

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
    if [ -e "$2" ]; then mv "$2" "$work/replaced-${2##*/}" || return 1; fi
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

# fetch_wheel NAME==VERSION SHA256 LIBRARIES: the wheel of one fixed Python, whatever Python this machine has, and of it the folder
# LIBRARIES, into $unpacked.
fetch_wheel() {
    if python3 -m pip --version >/dev/null 2>&1; then pip="python3 -m pip"
    elif pip --version >/dev/null 2>&1; then pip=pip
    elif pip3 --version >/dev/null 2>&1; then pip=pip3
    else say "pip is not here"; return 1
    fi
    downloads=$work/wheel-${1%%=*}
    # shellcheck disable=SC2086 # a program and its argument
    $pip download --quiet --retries 1 --timeout 20 --disable-pip-version-check --no-deps --only-binary=:all: \
        --python-version 3.11 --implementation cp --abi cp311 --platform manylinux2014_x86_64 \
        --platform manylinux_2_17_x86_64 --platform manylinux_2_27_x86_64 --platform manylinux_2_28_x86_64 \
        --dest "$downloads" "$1" >&2 || { say "pip could not download $1"; return 1; }
    wheel=$(ls "$downloads"/*.whl 2>/dev/null | head -n 1)
    [ -n "$wheel" ] || { say "pip left no wheel"; return 1; }
    found=$(sha256_of "$wheel")
    if [ "$found" != "$2" ]; then
        say "the checksum of the wheel is wrong, it is not used: sha256 $found, expected $2"
        return 1
    fi
    unpack "$wheel" "$work/unpacked-${1%%=*}" "$3" || return 1
    unpacked=$work/unpacked-${1%%=*}/$3
}

unpack() { # ARCHIVE FOLDER WHAT
    mkdir -p "$2"
    if command -v unzip >/dev/null 2>&1; then unzip -q "$1" "$3/*" -d "$2" >&2
    elif command -v python3 >/dev/null 2>&1; then python3 -m zipfile -e "$1" "$2" >&2
    elif command -v jar >/dev/null 2>&1; then (cd "$2" && jar xf "$1" "$3") >&2
    elif [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/jar" ]; then (cd "$2" && "$JAVA_HOME/bin/jar" xf "$1" "$3") >&2
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
    fetch_wheel "pygmo==$version" "$wheel_sha256" pygmo.libs || return 1
    mkdir "$work/ipopt" || return 1
    # Only what Ipopt itself loads; the wheel also carries the libraries of pygmo.
    for name in libipopt libcoinmumps liblapack libblas libgfortran libquadmath; do
        cp "$unpacked/$name"-*.so* "$work/ipopt/" || { say "the wheel lacks $name"; return 1; }
    done
    move_into_place "$work/ipopt" "$target" || return 1
    say "Ipopt 3.14.19 is in $target"
}

# The same Ipopt in a folder of its own with OpenBLAS under the name of the reference BLAS, which has the same routines. Turnpike tests
# it on the processor at hand each time, and falls back to the other copy. Never a failure of the script: there is an Ipopt.
fetch_openblas() {
    plain=$library_directory/ipopt-3.14.19
    target=$plain-openblas
    unavailable=$library_directory/openblas-unavailable
    [ "$blas" = openblas ] || return 0
    if ls "$target"/libipopt*.so* >/dev/null 2>&1; then [ "$force" = yes ] || return 0; fi
    if [ -e "$unavailable" ] && [ "$force" = no ]; then return 0; fi
    if add_openblas; then
        rm -f "$unavailable"
    else
        say "OpenBLAS could not be had: the slower reference BLAS stays (--force tries again)"
        echo "OpenBLAS $openblas_version could not be fetched; native/fetch-ipopt.sh --force tries again." >"$unavailable"
    fi
}

add_openblas() {
    [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || return 1
    name=$(cd "$plain" 2>/dev/null && ls libblas-*.so*) || return 1
    say "downloading OpenBLAS $openblas_version (14 MB, from the wheel of ${openblas_carrier%%=*} ${openblas_carrier##*=})"
    fetch_wheel "$openblas_carrier" "$openblas_sha256" cvxopt.libs || return 1
    mkdir "$work/openblas" || return 1
    cp "$plain"/*.so* "$work/openblas/" || return 1
    cp "$unpacked"/libopenblas*.so* "$work/openblas/$name" || return 1
    for name in libgfortran libquadmath; do
        cp "$unpacked/$name"-*.so* "$work/openblas/" || { say "the wheel lacks $name"; return 1; }
    done
    move_into_place "$work/openblas" "$target" || return 1
    say "Ipopt 3.14.19 with OpenBLAS is in $target"
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
    pypi) fetch_pypi && { fetch_openblas; exit 0; } ;;
    debian) fetch_debian && exit 0 ;;
    any)
        # An older fetched copy serves, and needs no network.
        if [ "$force" = no ] && ls "$library_directory"/*/libipopt*.so* >/dev/null 2>&1; then
            say "an Ipopt is already in $library_directory"
            [ ! -d "$library_directory/ipopt-3.14.19" ] || fetch_openblas
            exit 0
        fi
        fetch_pypi && { fetch_openblas; exit 0; }
        fetch_debian && exit 0
        ;;
esac
say_how_to_install
exit 3

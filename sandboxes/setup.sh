#!/bin/sh
# Gives this machine a sandbox: installs Docker and bubblewrap where they are missing, starts the engine, builds CodeRefine's image.
# Safe to run again; leaves alone what is there. See sandboxes/README.md.
set -eu

usage() {
    cat <<'TEXT'
Usage: sandboxes/setup.sh [--check] [--no-image] [--podman] [--browser]
  --check      only say what is there; exit 0 when a sandbox is usable, 3 when none is
  --no-image   do not build the sandbox image
  --podman     install Podman too, whose socket CodeRefine takes in Docker's place; nothing but its own tests needs both
  --browser    install Chromium too, in which the tests open the pages that reports write; nothing else needs it
Exit codes: 0 done, 2 wrong arguments, 3 something is missing that this script can't mend.
TEXT
}

check=no image=yes podman=no browser=no
for argument in "$@"; do
    case $argument in
        --check) check=yes ;;
        --no-image) image=no ;;
        --podman) podman=yes ;;
        --browser) browser=yes ;;
        -h | --help) usage; exit 0 ;;
        *) echo "setup.sh: unknown argument '$argument'" >&2; usage >&2; exit 2 ;;
    esac
done

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
socket=/var/run/docker.sock
log=/var/log/dockerd.log

say() { echo "setup: $*"; }
fail() { echo "setup: $*" >&2; exit 3; }
have() { command -v "$1" >/dev/null 2>&1; }

# Run as root: directly, or with sudo where it asks for no password.
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}
can_be_root() { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }

# An engine is asked over HTTP, as CodeRefine does; a docker client need not be there.
engine_answers() {
    case ${DOCKER_HOST:-} in
        '' | "unix://$socket") path=$socket ;;
        unix://*) path=${DOCKER_HOST#unix://} ;;
        *) have docker && docker version >/dev/null 2>&1; return ;;
    esac
    [ -S "$path" ] || return 1
    if have curl; then
        as_this_or_root curl -sf --max-time 5 --unix-socket "$path" http://docker/_ping >/dev/null 2>&1
    elif have docker; then
        as_this_or_root docker -H "unix://$path" version >/dev/null 2>&1
    else
        pidof dockerd >/dev/null 2>&1
    fi
}
as_this_or_root() { "$@" || { can_be_root && as_root "$@"; }; }

bubblewrap_works() {
    have bwrap || return 1
    if [ "$(id -u)" = 0 ]; then
        have setpriv && setpriv --reuid 65532 --regid 65532 --clear-groups bwrap --unshare-all --ro-bind / / --proc /proc -- /bin/true >/dev/null 2>&1
    else
        bwrap --unshare-all --ro-bind / / --proc /proc -- /bin/true >/dev/null 2>&1
    fi
}

# The command that installs what is missing on this distribution, and nothing else: an engine of another package is not to be replaced.
install_command() {
    if have apt-get; then
        echo "apt-get update && apt-get install -y --no-install-recommends$(missing docker.io bubblewrap util-linux)"
    elif have dnf; then
        echo "dnf install -y --setopt=install_weak_deps=False$(missing moby-engine bubblewrap util-linux)"
    elif have apk; then
        echo "apk add$(missing docker bubblewrap setpriv)"
    elif have pacman; then
        echo "pacman -S --needed --noconfirm$(missing docker bubblewrap util-linux)"
    else
        return 1
    fi
}

# missing ENGINE BUBBLEWRAP SETPRIV: those of the packages whose program is not there.
missing() {
    engine_installed || printf ' %s' "$1"
    have bwrap || printf ' %s' "$2"
    have setpriv || printf ' %s' "$3"
    [ "$podman" = no ] || have podman || printf ' podman'
    [ "$browser" = no ] || have chromium || have chromium-browser || printf ' chromium'
}
engine_installed() { engine_answers || have dockerd || [ -x /usr/sbin/dockerd ]; }

report() {
    usable=1
    if engine_answers; then say "Docker engine: answers"; usable=0; else say "Docker engine: does not answer"; fi
    if bubblewrap_works; then say "bubblewrap: works ($(bwrap --version))"; usable=0
    elif have bwrap; then say "bubblewrap: installed, but can't start a namespace here"
    else say "bubblewrap: not installed"
    fi
    return $usable
}

# An engine that was killed leaves its number behind; once another process has that number, no new engine starts.
forget_dead_engine() {
    if have pidof && ! pidof dockerd >/dev/null 2>&1; then
        as_root rm -f /var/run/docker.pid
        pidof containerd >/dev/null 2>&1 || as_root rm -f /var/run/docker/containerd/containerd.pid
    fi
}

start_engine() {
    forget_dead_engine
    if [ -d /run/systemd/system ]; then
        as_root systemctl enable --now docker >/dev/null 2>&1 && say "started docker with systemctl" && return
    elif have rc-service; then
        as_root rc-service docker start >/dev/null 2>&1 && say "started docker with rc-service" && return
    elif have service && [ -e /etc/init.d/docker ]; then
        as_root service docker start >/dev/null 2>&1 && wait_for_engine 10 && say "started docker with service" && return
    fi

    # No init system runs, as in a container or a small virtual machine: the engine on its own, detached.
    have dockerd || PATH=$PATH:/usr/sbin:/sbin
    have dockerd || fail "dockerd is not installed; the engine can't be started"
    as_root sh -c "setsid dockerd >>$log 2>&1 </dev/null &"
    say "started dockerd; its log is $log"
}

wait_for_engine() {
    tries=$1
    while ! engine_answers; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || return 1
        sleep 1
    done
}

if [ "$check" = yes ]; then
    report && exit 0 || exit 3
fi

[ "$(uname -s)" = Linux ] || fail "the sandboxes need Linux; on other systems point DOCKER_HOST at an engine"

if engine_answers; then
    say "Docker engine: already answers; left as it is"
fi
if [ -n "$(missing engine bubblewrap setpriv)" ]; then
    command=$(install_command) || fail "this distribution's package manager is not known: install docker and bubblewrap by hand"
    can_be_root || fail "needs root; run: sudo sh -c '$command'"
    say "running: $command"
    as_root sh -c "$command" >/dev/null || fail "that failed; run it by hand to see why: $command"
    say "installed"
else
    say "packages: nothing to install"
fi

if ! engine_answers; then
    can_be_root || fail "the Docker engine does not run and starting it needs root; run: sudo sandboxes/setup.sh"
    start_engine
    wait_for_engine 60 || say "the Docker engine does not answer after 60 s; see $log"
fi

report || fail "no sandbox is usable on this machine"

if [ "$image" = yes ] && [ -x "$root/coderefine" ] && engine_answers; then
    say "building the image: coderefine sandbox build"
    "$root/coderefine" sandbox build
fi

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The job of `make run`: the daemon on the simulated rig with its state in .run/, a therapy applied through the socket,
# and the pump watched until Ctrl-C.
#
# RUN_SECONDS=N ends by itself after at least N seconds and 20 strokes, with the final status as the last line.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd -P)
programs=$root/.build/release
run=$root/.run
config=$run/cisternad.toml
log=$run/cisternad.log
socket=$run/control.sock
therapy=$root/Config/therapies/continuous.toml
seconds=${RUN_SECONDS:-}

fail() { # code message
    code=$1
    shift
    echo "make run: $*" >&2
    exit "$code"
}

case $seconds in
*[!0-9]*) fail 64 "RUN_SECONDS takes a whole number of seconds, not '$seconds'" ;;
esac
for program in cisternad cisterna; do
    [ -x "$programs/$program" ] || fail 66 "$programs/$program is missing: make build makes it"
done
# The kernel's bound on the path of a Unix socket.
[ "$(printf '%s' "$socket" | wc -c)" -le 107 ] || fail 78 "the path $socket is too long for a Unix socket"

cisterna() { "$programs/cisterna" --socket "$socket" "$@"; }
answers() { cisterna status --json >/dev/null 2>&1; }

answers && fail 75 "a pump is running in $run already: end that one first"

mkdir -p "$run"
# The paths are this folder's own, so a folder that was copied or moved gets a new file.
mark="# make run in $root, with drugs"
if [ ! -f "$config" ] || [ "$(head -n 1 "$config")" != "$mark" ]; then
    quoted=$(printf '%s' "$root" | sed 's/[\\"]/\\&/g')
    cat >"$config" <<END
$mark
# Only the speed-up is for editing.

name = "local"
rig = "$quoted/Config/rigs/simulated.toml"
state = "$quoted/.run/state"
socket = "$quoted/.run/control.sock"
drugs = "$quoted/Config/drugs/samples.toml"

[simulation]
speed-up = 200
END
fi
speed=$(sed -n 's/^[[:space:]]*speed-up[[:space:]]*=[[:space:]]*\([0-9.]*\).*/\1/p' "$config" | head -n 1)
echo "Cisterna on the simulated rig, ${speed:-1} times real time."

daemon=
watch=
ending=

# Stops the pump, then the daemon. Runs once, however the script ends.
end() {
    status=$?
    trap '' INT TERM HUP
    trap - EXIT
    if [ -n "$watch" ]; then
        kill -TERM "$watch" 2>/dev/null || true
        wait "$watch" 2>/dev/null || true
    fi
    if [ -n "$daemon" ] && kill -0 "$daemon" 2>/dev/null; then
        if [ -z "$ending" ]; then cisterna stop >&2 || true; fi
        finish_daemon
    fi
    exit "$status"
}

# SIGTERM first; SIGKILL only after ten seconds.
finish_daemon() {
    kill -TERM "$daemon" 2>/dev/null || true
    tries=0
    while kill -0 "$daemon" 2>/dev/null; do
        tries=$((tries + 1))
        if [ "$tries" -gt 100 ]; then
            echo "make run: cisternad does not end; killed" >&2
            kill -KILL "$daemon" 2>/dev/null || true
            break
        fi
        sleep 0.1
    done
    code=0
    wait "$daemon" 2>/dev/null || code=$?
    daemon=
    return "$code"
}

trap end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# A session of its own: Ctrl-C is for this script, which stops the pump before it ends the daemon.
if command -v setsid >/dev/null 2>&1; then
    setsid "$programs/cisternad" --config "$config" </dev/null >"$log" 2>&1 &
else
    "$programs/cisternad" --config "$config" </dev/null >"$log" 2>&1 &
fi
daemon=$!

# The daemon's own message and code, when it ended without being asked.
daemon_ended() {
    code=0
    wait "$daemon" || code=$?
    daemon=
    cat "$log" >&2
    [ "$code" -ne 0 ] || code=70
    fail "$code" "cisternad ended by itself"
}

tries=0
until answers; do
    kill -0 "$daemon" 2>/dev/null || daemon_ended
    tries=$((tries + 1))
    if [ "$tries" -ge 150 ]; then
        cat "$log" >&2
        cisterna status >&2 || true
        fail 69 "cisternad does not answer on $socket"
    fi
    sleep 0.2
done
# What the daemon says at its start, the bench-only notice first.
cat "$log"

step() { # what, command...
    what=$1
    shift
    code=0
    "$@" || code=$?
    if [ "$code" -ne 0 ]; then
        kill -0 "$daemon" 2>/dev/null || daemon_ended
        fail "$code" "$what failed"
    fi
}

step "applying the therapy" cisterna program apply --yes --operator "make run" "$therapy"
step "resuming" cisterna resume --yes

# In the background, so that a signal to this script alone is acted upon at once; with the terminal as its input still.
exec 3<&0
watching() {
    "$programs/cisterna" --socket "$socket" watch "$@" <&3 &
    watch=$!
    code=0
    wait "$watch" || code=$?
    watch=
    return "$code"
}

if [ -z "$seconds" ]; then
    step "watching" watching
    exit 0
fi

step "watching" watching --quiet --until-seconds "$seconds" --until-strokes 20
step "stopping" cisterna stop
ending=yes
final=$(cisterna status --json) || fail "$?" "reading the final status failed"
finish_daemon || fail "$?" "cisternad did not end cleanly; see $log"
printf '%s\n' "$final"

# SPDX-License-Identifier: Apache-2.0
"""Plays systemd for a daemon: notify socket, watchdog, socket activation. Prints one JSON object.

A thread is stopped by ptrace, as a debugger would: nothing in the daemon knows of it.
"""
import ctypes
import json
import os
import select
import signal
import socket
import struct
import sys
import tempfile
import time

PTRACE_SEIZE = 0x4206
PTRACE_INTERRUPT = 0x4207
WALL = 0x40000000
INTERVAL_USEC = 400_000
ACCESS_LIST = "system.posix_acl_access"
NOBODY = 0xFFFFFFFF
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]


def threads(pid):
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/comm", encoding="ascii") as comm:
            yield int(task), comm.read().strip()


def freeze(pid, wanted):
    own = {"cis-realtime", "cis-supervisor", "cis-ledger"}
    found = [
        tid for tid, name in threads(pid)
        if name == wanted or (wanted == "service" and name not in own)
    ]
    if not found:
        sys.exit(f"no thread {wanted}")
    for tid in found:
        if libc.ptrace(PTRACE_SEIZE, tid, None, None) != 0:
            sys.exit(f"ptrace: {os.strerror(ctypes.get_errno())}")
        libc.ptrace(PTRACE_INTERRUPT, tid, None, None)
        os.waitpid(tid, WALL)


def messages(notify, seconds):
    """Everything that arrives within so many seconds, each with its time."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if select.select([notify], [], [], left)[0]:
            yield time.monotonic(), notify.recv(4096).decode()


def watchdog(program, config, thread):
    folder = tempfile.mkdtemp()
    path = f"{folder}/notify"
    notify = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    notify.bind(path)
    pid = os.fork()
    if pid == 0:
        os.environ.update(NOTIFY_SOCKET=path, WATCHDOG_USEC=str(INTERVAL_USEC), WATCHDOG_PID=str(os.getpid()))
        os.execv(program, [program, "--config", config])
    try:
        ready = any("READY=1" in text for _, text in until(notify, "READY=1", 30))
        # Three turns on, what the start had to write is on disk: a commit has longer than this harness waits.
        fed_before = all(
            any("WATCHDOG=1" in text for _, text in until(notify, "WATCHDOG=1", 10)) for _ in range(3)
        )
        freeze(pid, thread)
        frozen = time.monotonic()
        last = frozen
        # Fed no more once two seconds have passed without it; a thread at rest promises a report within one second.
        for at, text in messages(notify, 6):
            if "WATCHDOG=1" in text:
                last = at
        fed_after = time.monotonic() - last < 2.5
        return {"ready": ready, "fedBefore": fed_before, "fedAfter": fed_after, "lastFedSeconds": last - frozen}
    finally:
        os.kill(pid, signal.SIGKILL)
        os.unlink(path)
        os.rmdir(folder)


def until(notify, wanted, seconds):
    for at, text in messages(notify, seconds):
        yield at, text
        if wanted in text:
            return


def activation(program, config, path):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(path)
    listener.listen()
    # As systemd makes it, with an entry that an earlier configuration left.
    os.chmod(path, 0o660)
    stale = [(1, 6, NOBODY), (2, 6, 54329), (4, 6, NOBODY), (16, 6, NOBODY), (32, 0, NOBODY)]
    try:
        os.setxattr(path, ACCESS_LIST, struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *one) for one in stale))
    except OSError as error:
        sys.exit(f"no access lists here: {error}")
    other = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    other.bind(path + ".other")
    other.listen()
    pid = os.fork()
    if pid == 0:
        first, second = os.dup(other.fileno()), os.dup(listener.fileno())
        os.dup2(first, 3)
        os.dup2(second, 4)
        os.set_inheritable(3, True)
        os.set_inheritable(4, True)
        os.environ.update(LISTEN_FDS="2", LISTEN_PID=str(os.getpid()), LISTEN_FDNAMES="other:varlink")
        os.execv(program, [program, "--config", config])
    try:
        client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        client.settimeout(20)
        client.connect(path)
        client.sendall(b'{"method":"io.cisterna.Pump.Status"}\0')
        reply = b""
        while not reply.endswith(b"\0"):
            piece = client.recv(65536)
            if not piece:
                break
            reply += piece
        has_list = ACCESS_LIST in os.listxattr(path)
        entries = struct.iter_unpack("<HHI", os.getxattr(path, ACCESS_LIST)[4:]) if has_list else []
        return {
            "state": json.loads(reply[:-1])["parameters"]["status"]["state"],
            "access": [f"{tag}:{may}:{'-' if who == NOBODY else who}" for tag, may, who in entries],
        }
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)


def call(path, method, parameters=None):
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    client.settimeout(20)
    client.connect(path)
    client.sendall(json.dumps({"method": method, "parameters": parameters or {}}).encode() + b"\0")
    reply = b""
    while not reply.endswith(b"\0"):
        piece = client.recv(65536)
        if not piece:
            sys.exit(f"{method}: no reply")
        reply += piece
    reply = json.loads(reply[:-1])
    if "error" in reply:
        sys.exit(f"{method}: {reply}")
    return reply["parameters"] if "parameters" in reply else {}


def status(path):
    return call(path, "io.cisterna.Pump.Status")["status"]


def frozen(program, config, path, therapy):
    """Delivers at 24 mL/day, a stroke every 1.8 s; the whole process is stopped for six seconds and goes on."""
    pid = os.fork()
    if pid == 0:
        os.execv(program, [program, "--config", config])
    try:
        while not os.path.exists(path):
            time.sleep(0.05)
        with open(therapy, encoding="utf-8") as file:
            document = file.read().replace('"0.5 mg/day"', '"24 mg/day"')
        programmer = "io.cisterna.Programmer."
        proposal = call(path, programmer + "Propose", {
            "requestId": "p", "document": document, "revision": 0, "operator": "test"})
        call(path, programmer + "Commit", {
            "requestId": "c", "proposalId": proposal["proposalId"], "revision": 0, "operator": "test"})
        call(path, "io.cisterna.Pump.Resume", {"requestId": "r", "revision": 1})
        while status(path)["strokes"] < 2:
            time.sleep(0.05)
        before = status(path)
        os.kill(pid, signal.SIGSTOP)
        time.sleep(6)
        os.kill(pid, signal.SIGCONT)
        time.sleep(3)
        after = status(path)
        return {
            "strokes": after["strokes"] - before["strokes"],
            "pulses": after["odometerForwardPulses"] - before["odometerForwardPulses"],
            "state": after["state"], "alarms": [alarm["condition"] for alarm in after["alarms"]],
        }
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def main():
    program, config, path, what = sys.argv[1:5]
    if what == "watchdog":
        result = watchdog(program, config, sys.argv[5])
    elif what == "frozen":
        result = frozen(program, config, path, sys.argv[5])
    else:
        result = activation(program, config, path)
    print(json.dumps(result))


main()

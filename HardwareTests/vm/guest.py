#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Boots a guest of the rig in QEMU, runs a job in it, and says how it went.

    guest.py --suite bookworm --job DIR --out DIR     runs DIR/run in the guest, as root
    guest.py --suite trixie --shell                   a root shell on this terminal (ends with `poweroff -f`)

In the guest the job's folder is /job and each --share NAME=DIR is /share/NAME, both read-only and cached: leave
them alone while it runs. /out is the --out folder, to write to; in virtual time it is filled when the job has ended.
In there afterwards: stdout, stderr and exit-code of the job, and console.log.

A test driver uses the class:

    with Guest("bookworm", job=..., out=...) as guest:
        guest.start()
        guest.qmp("device_add", driver="usb-serial", ...)
        code = guest.wait(120)
"""
import argparse
import json
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

from machine import GuestError, Machine


class Guest(Machine):
    """One virtual machine, for one boot. `console_log` is the path of what the serial console said."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.events = []             # of QMP, as they came, each with "seconds" after the start
        self.started_at = None       # time.monotonic() at the start of qemu
        self.ended_at = None
        self.seconds_to_job = None   # from the start of qemu to the start of the job
        self.process = None
        self._qmp = self._reader = None
        self._replies, self._changed = [], threading.Condition()
        self._qmp_lock = threading.Lock()

    # --- its life -------------------------------------------------------------------------------------------

    def start(self):
        """Starts qemu. It is killed when the thread that called this ends, so that none is left behind."""
        if self.out:
            self.out.mkdir(parents=True, exist_ok=True)
            for name in ("console.log", "exit-code", "stdout", "stderr"):
                (self.out / name).unlink(missing_ok=True)
        self._stderr = tempfile.TemporaryFile()
        ours, theirs = socket.socketpair()
        with theirs, tempfile.TemporaryDirectory(prefix="rig-") as temporary:
            command = ["setpriv", "--pdeathsig", "KILL", "--", *self.command(theirs.fileno(), temporary)]
            self.started_at = time.monotonic()
            self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stderr=self._stderr,
                                            stdin=None if self.shell else subprocess.DEVNULL)
            theirs.close()
            self._qmp = ours
            self._reader = threading.Thread(target=self._read, daemon=True)
            self._reader.start()
            threading.Thread(target=self._watch, daemon=True).start()
            try:
                self.qmp("qmp_capabilities")
            except GuestError:
                self.kill()
                self._stderr.seek(0)
                said = self._stderr.read().decode(errors="replace").strip()
                raise GuestError(f"qemu did not start: {said}") from None
        return self

    def wait(self, timeout=None):
        """The job's exit code, once the guest has ended; None when it ended without one. See `ending`."""
        try:
            self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            self._timed_out = True
        self._finish()
        return self.exit_code

    def kill(self):
        """The power cut: qemu is gone at once."""
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
            self._killed = True
        self._finish()

    _killed = _timed_out = False

    def _finish(self):
        if self.process and self.ended_at is None:
            self.ended_at = time.monotonic()
            self._reader.join(5)
            self._qmp.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()

    @property
    def exit_code(self):
        try:
            return int((self.out / "exit-code").read_text())
        except (OSError, TypeError, ValueError):
            return None

    @property
    def ending(self):
        """How qemu ended: powered-off, watchdog, panic, reset, killed, timeout or failed; None while it runs."""
        if self.ended_at is None:
            return None
        if self._timed_out or self._killed:
            return "timeout" if self._timed_out else "killed"
        reason = next((e["data"]["reason"] for e in self.events if e["event"] == "SHUTDOWN"), None)
        # i6300esb tells qemu. softdog resets the machine before it can say why, which shows as "reset", unless it is
        # loaded with soft_panic=1.
        if any(e["event"] == "WATCHDOG" for e in self.events) or "Software Watchdog Timer expired" in self.console:
            return "watchdog"
        if "Kernel panic" in self.console:
            return "panic"
        return {"guest-shutdown": "powered-off", "guest-reset": "reset"}.get(reason, "failed")

    @property
    def console(self):
        return self.console_log.read_text(errors="replace") if self.console_log and self.console_log.exists() else ""

    def _watch(self):
        while self.seconds_to_job is None and self.process.poll() is None:
            time.sleep(0.02)
            if "rig-job: started" in self.console:
                self.seconds_to_job = time.monotonic() - self.started_at

    def wait_for_job(self, timeout=120):
        """Returns when the job has started."""
        self.wait_for(lambda: self.seconds_to_job is not None, timeout, "the start of the job")

    def wait_for(self, condition, timeout, what):
        end = time.monotonic() + timeout
        while not condition():
            if self.process.poll() is not None:
                raise GuestError(f"the guest ended before {what}")
            if time.monotonic() > end:
                raise GuestError(f"{what}: not within {timeout} s")
            time.sleep(0.05)

    # --- QMP ------------------------------------------------------------------------------------------------

    def qmp(self, command, timeout=30, **arguments):
        """Runs a command of QMP; returns what it returns. Names with a dash: **{"always-plugged": True}."""
        with self._qmp_lock:
            try:
                self._qmp.sendall(json.dumps({"execute": command, "arguments": arguments}).encode())
            except OSError as error:
                raise GuestError(f"{command}: {error}") from None
            with self._changed:
                if not self._changed.wait_for(lambda: self._replies, timeout):
                    raise GuestError(f"{command}: no answer in {timeout} s")
                reply = self._replies.pop(0) if self._replies[0] is not None else None
        if reply is None:
            raise GuestError(f"{command}: qemu has ended")
        if "error" in reply:
            raise GuestError(f"{command}: {reply['error']['desc']}")
        return reply["return"]

    def _read(self):
        try:
            for line in self._qmp.makefile("rb"):
                message = json.loads(line)
                with self._changed:
                    if "event" in message:
                        self.events.append({"seconds": time.monotonic() - self.started_at, **message})
                    elif "QMP" not in message:
                        self._replies.append(message)
                    self._changed.notify_all()
        except (OSError, ValueError):
            pass                     # cut off by the end of qemu
        with self._changed:
            self._replies.append(None)
            self._changed.notify_all()


def _pair(text):
    name, _, value = text.partition("=")
    if not name or not value:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=PATH")
    return name, value


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0], epilog="Exit code: the job's; 70 when "
                                     "the guest ended without one, 124 after a timeout, 69 when it did not start.")
    add = parser.add_argument
    add("--suite", required=True, choices=("bookworm", "trixie"))
    add("--job", metavar="DIR", help="folder with the executable `run`")
    add("--out", metavar="DIR", help="folder for what the job and the console say")
    add("--image", metavar="FILE", help="qcow2 overlay for the disk, kept between boots; made when it is not there")
    add("--virtual-time", action="store_true", help="time counts instructions, and does not depend on the host")
    add("--shift", type=int, default=3, help="with --virtual-time: an instruction takes 2^SHIFT ns (%(default)s)")
    add("--kernel", metavar="DIR", help="folder with vmlinux and initrd.img, instead of .build/vm/kernel (see also "
        "kernel-monolithic)")
    add("--share", metavar="NAME=DIR", type=_pair, action="append", default=[], help="read-only at /share/NAME")
    add("--port", metavar="NAME=FILE", type=_pair, action="append", default=[],
        help="what the guest writes to /dev/virtio-ports/NAME goes to FILE as it happens")
    add("--usb", action="store_true", help="an xHCI controller, xhci.0")
    add("--memory", type=int, default=1024, metavar="MiB")
    add("--append", default="", help="more for the kernel's command line")
    add("--qemu-arg", action="append", default=[], help="one argument more for qemu (repeat; --qemu-arg=-device)")
    add("--timeout", type=float, default=600, metavar="SECONDS", help="%(default)s")
    add("--shell", action="store_true", help="a root shell on this terminal and no job")
    add("--quiet", action="store_true", help="no line about the boot on standard error")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # no guest is left behind
    if not options.shell and not (options.job and options.out):
        parser.error("--job and --out are needed, or --shell")
    guest = Guest(options.suite, options.job, options.out, image=options.image, virtual_time=options.virtual_time,
                  shift=options.shift, shares=options.share, ports=options.port, memory=options.memory,
                  kernel=options.kernel, append=options.append, qemu_args=options.qemu_arg, usb=options.usb,
                  shell=options.shell)
    try:
        with guest:
            guest.start()
            code = guest.wait(None if options.shell else options.timeout)
    except GuestError as error:
        print(f"guest: {error}", file=sys.stderr)
        return 69
    if options.shell:
        return 0
    if not options.quiet:
        to_job = guest.seconds_to_job
        print(f"guest: {options.suite}: job after {'never' if to_job is None else f'{to_job:.1f} s'}, "
              f"{guest.ending} after {guest.ended_at - guest.started_at:.1f} s, exit code {code}", file=sys.stderr)
    if guest.ending == "timeout":
        return 124
    return 70 if code is None else code


if __name__ == "__main__":
    sys.exit(main())

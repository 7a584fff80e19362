# SPDX-License-Identifier: Apache-2.0
"""What is done with a guest: the tests within it, the watchdog that resets it, the power that goes."""
import json
import random
import time

from guest import Guest, GuestError
from lines import Trace


class Outcome:
    """Rows (test, seconds in the guest's time, passed or None for skipped, remark) and the tables that were measured."""

    def __init__(self):
        self.rows, self.figures, self.seconds = [], [], 0.0

    def row(self, test, seconds, passed, remark=""):
        self.rows.append((test, seconds, passed, remark))

    def figure(self, table, **columns):
        self.figures.append({"table": table, "row": [[key.replace("_", " "), str(value)]
                                                     for key, value in columns.items()]})

    @property
    def passed(self):
        return all(row[2] is not False for row in self.rows)


class Tests:
    """The Swift tests that run in the guest."""
    name = "tests"
    # What a guest cannot have.
    may_skip = {"bookworm": {"varlinkctl informs, introspects and calls"}, "trixie": set()}

    @classmethod
    def run(cls, suite, job, out, options):
        append = f"rig.part=tests-run rig.filter={options.filter} rig.short={int(options.short)}"
        with Guest(suite, job, out, virtual_time=True, append=append) as guest:
            guest.start()
            code = guest.wait(1800)
        outcome = Outcome()
        events = [json.loads(line) for line in (out / "events.jsonl").read_text().splitlines() if line]
        named = {event["payload"]["id"]: event["payload"].get("displayName") or event["payload"]["name"]
                 for event in events if event["kind"] == "test" and event["payload"].get("kind") == "function"}
        began, issues, told = {}, {}, set()
        for payload in (event["payload"] for event in events if event["kind"] == "event"):
            test, kind = payload.get("testID"), payload["kind"]
            if test not in named:
                continue
            if kind == "testStarted":
                began[test] = payload["instant"]["absolute"]
            elif kind == "issueRecorded":
                issues.setdefault(test, []).append(" ".join(m["text"] for m in payload.get("messages", [])))
            elif kind == "testSkipped":
                told.add(test)
                outcome.row(named[test], None, None if named[test] in cls.may_skip[suite] else False,
                            "skipped, and should not be")
            elif kind == "testEnded":
                told.add(test)
                outcome.row(named[test], payload["instant"]["absolute"] - began[test], test not in issues,
                            "; ".join(issues.get(test, []))[:600])
        for test in began:
            if test not in told:
                outcome.row(named[test], None, False, "did not end")
        if not told:
            outcome.row("the tests as a whole", None, False, f"no test ran: {options.filter}")
        if code != 0 and outcome.passed:
            outcome.row("the tests as a whole", None, False, f"ended with {code}, {guest.ending}: {guest.console[-300:]}")
        figures = out / "figures.jsonl"
        if figures.exists():
            outcome.figures = [json.loads(line) for line in figures.read_text().splitlines()]
        return outcome


class Watchdog:
    """PID 1 is frozen while the pump delivers."""
    name = "watchdog"

    @staticmethod
    def run(suite, job, out, options):
        out.mkdir(parents=True)
        ports = {"trace": out / "trace", "mark": out / "mark"}
        with Guest(suite, job, out, virtual_time=True, ports=ports, append="rig.part=watchdog-run") as guest:
            guest.start()
            guest.wait(300)
        marks = dict(line.split(" ", 1) for line in (out / "mark").read_text().splitlines())
        trace = Trace(out / "trace", int(marks["base"]))
        outcome = Outcome()
        frozen = int(marks["frozen"])
        # Softdog resets without a word: nothing else in this guest would.
        reset = guest.ending in ("watchdog", "reset") and "survived" not in marks
        wrong = [] if reset else [f"{guest.ending}: {guest.console[-300:]}"]
        if not any(frozen - 1e9 < rise < frozen for rise in trace.rises):
            wrong.append("the pump did not deliver when PID 1 was frozen")
        if not 2e9 < trace.last - frozen < 13e9:
            wrong.append(f"the lines' last event came {(trace.last - frozen) / 1e9:.1f} s after it")
        outcome.row("A frozen PID 1: the hardware watchdog resets the machine", (trace.last - frozen) / 1e9, not wrong,
                    "; ".join(wrong))
        if trace.rises and trace.beats:
            outcome.figure("watchdogs", fault="PID 1 frozen", detection="softdog, fed by systemd (6 s)",
                           last_pulse=f"{(trace.rises[-1] - frozen) / 1e6:.1f} ms",
                           last_heartbeat=f"{(trace.beats[-1] - frozen) / 1e6:.1f} ms", ENABLE_off="not measured",
                           **{"running again, stopped": "not measured"})
        return outcome


class PowerCuts:
    """QEMU is killed while the pump delivers, with an image that keeps what the guest has flushed, and booted again."""
    name = "power-cut"
    # Volume of a pulse of the simulated rig, and the most that it makes in a second.
    pulse_picoliters = 12_500
    pulses_a_second = 400
    # Five seconds at 200 mL/day, the most that is reserved ahead; and two strokes for the unknown phase.
    bound_picoliters = 200e9 / 86_400 * 5 + 2 * 500_000
    calibration = 0.05

    @classmethod
    def run(cls, suite, job, out, options):
        out.mkdir(parents=True)
        outcome = Outcome()
        try:
            cls.cut(suite, job, out, options, outcome)
        except (GuestError, OSError, ValueError, KeyError) as error:
            outcome.row("The power cuts as a whole", None, False, f"{type(error).__name__}: {error}")
        (out / "disk.qcow2").unlink(missing_ok=True)
        return outcome

    @classmethod
    def cut(cls, suite, job, out, options, outcome):
        chance = random.Random(9)
        streamed, lost, cuts = 0, 0, 0
        for boot in range((2 if options.short else 5) + 1):
            ports = {"trace": out / f"trace-{boot}", "mark": out / f"mark-{boot}"}
            folder = out / f"boot-{boot}"
            # Not in virtual time: it would run away while the guest waits for a disk that is one.
            with Guest(suite, job, folder, image=out / "disk.qcow2", ports=ports, append="rig.part=power-run") as guest:
                guest.start()
                marks = cls.marks(guest, ports["mark"], "delivering")
                cls.check(outcome, boot, marks, streamed, lost, cuts)
                pulses = chance.randrange(100, 3000)
                guest.wait_for(lambda: ports["trace"].read_bytes().count(b"set 1") > pulses, 300, f"{pulses} sets")
                # Some cuts meet a commit, others the time between two.
                time.sleep(chance.random() * 0.3)
                guest.kill()
                # The guest's clock is the host's here, and the stream says at least every 20 ms that it is alive: what it
                # still had is no older than its last word, and than it has ever been behind.
                silent = time.time() - ports["trace"].stat().st_mtime
            trace = Trace(ports["trace"], int(marks["base"]))
            streamed += len(trace.rises)
            lost += int((silent + 0.02 + trace.lag / 1e9) * cls.pulses_a_second) + 1
            cuts += 1

    @staticmethod
    def marks(guest, path, awaited):
        """What the guest has said, once it has said `awaited`."""
        def said():
            return dict((line + " ").split(" ", 1) for line in path.read_text().splitlines()) if path.exists() else {}
        try:
            guest.wait_for(lambda: awaited in said(), 300, awaited)
        except GuestError as error:
            stderr = guest.out / "stderr"
            raise GuestError(f"{error}: {stderr.read_text()[-400:] if stderr.exists() else guest.console[-400:]}") from None
        return said()

    @classmethod
    def check(cls, outcome, boot, marks, streamed, lost, cuts):
        if boot == 0:
            return
        status = json.loads(marks["status"])
        record = status["deliveredOnRecord"]
        lower, upper = record["lowerPicoliters"], record["upperPicoliters"]
        least, most = streamed * cls.pulse_picoliters, (streamed + lost) * cls.pulse_picoliters
        width = cuts * cls.bound_picoliters + 2 * cls.calibration * record["nominalPicoliters"]
        wrong = []
        if marks["integrity"].strip() != "ok":
            wrong.append(f"the ledger is not whole: {marks['integrity']}")
        if upper < least:
            wrong.append(f"{least} pL were seen to leave, the record's upper bound is {upper} pL")
        if lower > most:
            wrong.append(f"at most {most} pL left, the record's lower bound is {lower} pL")
        if upper - lower > width:
            wrong.append(f"the interval is {upper - lower} pL wide, its bound {width:.0f} pL")
        if status["state"] != "stopped" or not any(a["condition"] == "restarted" for a in status["alarms"]):
            wrong.append(f"it came up {status['state']}")
        outcome.row(f"Power cut {boot} while delivering: ledger whole, delivered within the recorded interval", None,
                    not wrong, "; ".join(wrong))
        outcome.figure("power cuts", after_cut=boot, pulses_streamed=streamed, lost_at_most=lost,
                       delivered=f"{least / 1e6:.2f} uL", record=f"{lower / 1e6:.2f} to {upper / 1e6:.2f} uL",
                       bound_of_width=f"{width / 1e6:.1f} uL")


ALL = (Tests, Watchdog, PowerCuts)

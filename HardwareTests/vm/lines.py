# SPDX-License-Identifier: Apache-2.0
"""Reads a trace of the lines that the program `stream` carried out of a guest."""
import re

HEARTBEAT = 3   # of the chip's lines, after STEP, DIR and ENABLE

EVENT = re.compile(r"^\s*(\S+)-\d+\s.*?(\d+)\.(\d{6}): gpio_value: (\d+) set (\d)$")


class Trace:
    """`rises`: when STEP was asserted, in ns; `beats`: the heartbeat; `last`: the last event of all; `lag`: the oldest that an
    event ever was when it was carried out."""

    def __init__(self, path, base):
        self.rises, self.beats, self.last, self.lag = [], [], 0, 0
        level = "0"
        # The last line may be cut short: it does not match then.
        for line in path.read_text(errors="replace").splitlines():
            if "[LOST" in line:
                raise ValueError(f"{path}: the kernel has lost events: {line}")
            if line.startswith("# lag "):
                words = line.split()
                self.lag = max(self.lag, int(words[2]) if len(words) == 3 else 0)
                continue
            match = EVENT.match(line)
            if not match:
                continue
            task, seconds, micros, number, value = match.groups()
            self.last = (int(seconds) * 1_000_000 + int(micros)) * 1000
            if task == "cis-realtime" and int(number) == base:
                if value == "1" and level == "0":
                    self.rises.append(self.last)
                level = value
            elif task == "cis-supervisor" and int(number) == base + HEARTBEAT and value == "1":
                self.beats.append(self.last)

"""A wall clock that a test sets, for the program alone: its peers and its own timers keep the real one."""

import datetime
import glob
import time

from harness import Sandbox


class VirtualClock:
    """Goes as fast as the real one, from the day it was last set to. Needs Debian's libfaketime."""

    def __init__(self, folder, day):
        libraries = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        if not libraries:
            raise AssertionError("libfaketime is missing: deploy/install-packages test")
        self.file = folder / "clock"
        self.environment = {
            "LD_PRELOAD": libraries[0],
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }
        self.ahead = 0.0
        self.set(day)

    def set(self, day):
        """To the start of a day, such as 2090-06-01."""
        start = datetime.datetime.fromisoformat(day + "T00:00:00+00:00").timestamp()
        self.move(start - self.now())

    def move(self, seconds):
        self.ahead += seconds
        Sandbox.write(self.file, f"{self.ahead:+f}\n")

    def now(self):
        return time.time() + self.ahead

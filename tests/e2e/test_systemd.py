"""What the service tells its supervisor, word for word, and the unit that is shipped."""

import pathlib
import signal
import socket
import unittest

from harness import LIMIT, ROOT, Case


class Notified(Case):
    def setUp(self):
        super().setUp()
        path = self.sandbox.folder / "notify.sock"
        self.channel = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(self.channel.close)
        self.channel.bind(str(path))
        self.channel.settimeout(LIMIT)
        self.environment = {"NOTIFY_SOCKET": str(path)}

    def next_with(self, wanted):
        """The lines of the first message that has one beginning so; what came before it."""
        before = []
        while True:
            lines = self.channel.recv(65536).decode("utf-8").splitlines()
            if any(line.startswith(wanted) for line in lines):
                return lines, before
            before.extend(lines)

    def test_ready_reload_and_stop(self):
        daemon = self.serve(environment=self.environment)
        lines, _ = self.next_with("READY=1")
        status = [line for line in lines if line.startswith("STATUS=")]
        self.assertEqual(len(status), 1, lines)
        self.assertRegex(status[0], r"^STATUS=\d+ of \d+ readings known, \d+ feeds, \d+ alerts firing")
        self.assertEqual(daemon.ask("/-/ready").status, 200)

        for _ in ("good", "broken"):
            daemon.send(signal.SIGHUP)
            lines, _ = self.next_with("RELOADING=1")
            self.assertTrue(any(line.startswith("MONOTONIC_USEC=") for line in lines), lines)
            self.next_with("READY=1")
            self.sandbox.write(self.sandbox.file, "nonsense = 1\n")

        daemon.send(signal.SIGTERM)
        self.next_with("STOPPING=1")
        self.assertEqual(daemon.process.wait(LIMIT), 0)

    def test_the_watchdog_is_fed(self):
        self.serve(environment={**self.environment, "WATCHDOG_USEC": "1500000"})
        self.next_with("READY=1")
        for _ in range(3):
            self.next_with("WATCHDOG=1")

    def test_without_a_watchdog_nothing_is_fed(self):
        daemon = self.serve(environment=self.environment)
        self.next_with("READY=1")
        daemon.send(signal.SIGTERM)
        _, before = self.next_with("STOPPING=1")
        self.assertNotIn("WATCHDOG=1", before)

    def test_the_watchdog_of_another_process_is_none_of_its_business(self):
        daemon = self.serve(environment={**self.environment, "WATCHDOG_USEC": "300000", "WATCHDOG_PID": "1"})
        self.next_with("READY=1")
        daemon.send(signal.SIGTERM)
        _, before = self.next_with("STOPPING=1")
        self.assertNotIn("WATCHDOG=1", before)


class Unit(unittest.TestCase):
    UNIT = ROOT / "deploy/entangled.service"

    def test_it_agrees_with_the_program(self):
        text = self.UNIT.read_text(encoding="utf-8")
        for line in ("Type=notify", "WatchdogSec=30s", "TimeoutStopSec=15s", "RestartPreventExitStatus=2"):
            self.assertIn(f"\n{line}\n", text)
        self.assertNotIn("/bin/kill", text)
        sockets = {word for word in text.split() if word.startswith("--control.socket=")}
        self.assertEqual(len(sockets), 1, "serve and reload name different sockets")
        self.assertEqual(pathlib.PurePath(sockets.pop()).name, "control.sock")


if __name__ == "__main__":
    unittest.main()

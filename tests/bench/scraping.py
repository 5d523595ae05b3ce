"""What the scripts about scrapes share: servers on loopback, wrk as their load, and what /proc says of a process."""

import atexit
import collections
import http.client
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILT = ROOT / "build/bench"  # a Release build with -DENTANGLED_BENCH=ON
LISTENING = re.compile(r"listening.*?(127\.0\.0\.1:\d+)", re.IGNORECASE)
LATENCY = re.compile(r"^ +(50|99)% +([0-9.]+)(us|ms|s|m) *$", re.MULTILINE)
IN_MILLISECONDS = {"us": 1e-3, "ms": 1.0, "s": 1e3, "m": 6e4}
TICKS = os.sysconf("SC_CLK_TCK")
GZIP = ("Accept-Encoding: gzip",)

Load = collections.namedtuple("Load", "p50 p99 rate")  # milliseconds, milliseconds, requests a second


def demand(**packages):
    """Ends the script with the names of all missing programs and the Debian packages that hold them."""
    missing = [f"{program} (Debian's {package})" for program, package in packages.items()
               if not shutil.which(program.replace("_", "-"))]
    if missing:
        sys.exit(f"{pathlib.Path(sys.argv[0]).name}: not installed: " + ", ".join(missing))


class Server:
    """A running server, from the line that says where it listens until `stop`."""

    def __init__(self, *command, environment=None):
        if not shutil.which(command[0]):
            sys.exit(f"{command[0]} is not there; build a Release with -DENTANGLED_BENCH=ON, or name it (see --help)")
        self.process = subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                        stdin=subprocess.DEVNULL, text=True, env=environment)
        atexit.register(self.process.kill)  # also when the script fails
        said = []
        for line in self.process.stdout:
            said.append(line)
            found = LISTENING.search(line)
            if found:
                self.address = found[1]
                # What it says later must not fill the pipe.
                threading.Thread(target=self.process.stdout.read, daemon=True).start()
                return
        sys.exit(f"{command[0]} ended before it listened:\n" + "".join(said))

    def stop(self):
        self.process.send_signal(signal.SIGCONT)
        self.process.terminate()
        self.process.wait()

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def resume(self):
        self.process.send_signal(signal.SIGCONT)

    def get(self, path="/metrics", headers=()):
        connection = http.client.HTTPConnection(self.address, timeout=60)
        connection.request("GET", path, headers=dict(header.split(": ", 1) for header in headers))
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        if answer.status != 200:
            sys.exit(f"http://{self.address}{path} answered {answer.status}")
        return body

    def load(self, connections=1, seconds=1, headers=()):
        """Scrapes as fast as the server answers."""
        command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "60s"]
        for header in headers:
            command += ["-H", header]
        said = subprocess.run([*command, f"http://{self.address}/metrics"], check=True, capture_output=True,
                              text=True).stdout
        latency = {percent: float(value) * IN_MILLISECONDS[unit] for percent, value, unit in LATENCY.findall(said)}
        if "Non-2xx" in said or not latency.get("50"):
            sys.exit(f"wrk on {self.address} within {seconds} s:\n{said}")
        return Load(latency["50"], latency["99"], float(re.search(r"^Requests/sec: +([0-9.]+)", said, re.M)[1]))

    def kibibytes(self, name):
        """A memory row of /proc/PID/status, such as VmRSS or RssAnon."""
        return status(self.process.pid, name)


def status(pid, name):
    """A number of /proc/PID/status."""
    text = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(rf"^{name}:\s+(\d+)", text, re.M)[1])


class Others:
    """How many cores everybody but this script, its children and the given servers uses from now on."""

    def __init__(self, *servers):
        self.pids = [server.process.pid for server in servers]
        self.begin, self.used = time.monotonic(), self._seconds()

    def _seconds(self):
        own = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        mine = sum(usage.ru_utime + usage.ru_stime for usage in own)
        for pid in self.pids:
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
            mine += (int(fields[11]) + int(fields[12])) / TICKS
        user, nice, system, _, _, interrupts, soft = map(int, pathlib.Path("/proc/stat").read_text().split()[1:8])
        return (user + nice + system + interrupts + soft) / TICKS - mine

    def cores(self):
        return (self._seconds() - self.used) / (time.monotonic() - self.begin)


def daemon_command(program, folder, configuration=ROOT / "config/entangled.toml"):
    """The real daemon on loopback and a port that the system chooses; its state is in `folder`."""
    return (program, "serve", f"--config.file={configuration}", "--web.listen-address=127.0.0.1:0",
            f"--storage.path={folder}")


def busy():
    """What else the machine does, for the head of a table."""
    return "load of the machine " + pathlib.Path("/proc/loadavg").read_text().split()[0]

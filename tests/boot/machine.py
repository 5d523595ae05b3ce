"""The booted machine as the checks see it: commands, the unit, its page, its journal."""

import ctypes
import os
import pathlib
import re
import subprocess
import time
import urllib.request

LIMIT = 60  # seconds that anything may take
CONFIG = pathlib.Path("/etc/entangled")
UNIT = "entangled.service"
PTRACE_SEIZE, PTRACE_INTERRUPT, WALL = 0x4206, 0x4207, 0x40000000  # of Linux


def run(*command):
    """Exit code, and all that was said."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
                          stdin=subprocess.DEVNULL, timeout=LIMIT, env={**os.environ, "SYSTEMD_COLORS": "0"})
    return done.returncode, done.stdout


def systemctl(*arguments):
    return run("systemctl", "--no-pager", *arguments)


def show(name):
    return systemctl("show", "--value", f"--property={name}", UNIT)[1].strip()


def journal(since=None):
    return run("journalctl", "--no-pager", "--unit", UNIT, "--output=cat",
               *([f"--after-cursor={since}"] if since else []))[1]


def cursor():
    return re.search(r"-- cursor: (\S+)", run("journalctl", "--no-pager", "--lines=0", "--show-cursor")[1]).group(1)


def wait_for(condition, what):
    end = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"waited {LIMIT} s for {what}")
        time.sleep(0.1)


def page():
    with urllib.request.urlopen("http://127.0.0.1:10930/metrics", timeout=LIMIT) as answer:
        return answer.read().decode("utf-8")


def header(name):
    with urllib.request.urlopen("http://127.0.0.1:10930/metrics", timeout=LIMIT) as answer:
        return answer.headers[name]


def series(name, **labels):
    """Values of the series with these labels."""
    found = re.findall(rf"^{name}(?:\{{(.*)\}})? (\S+)$", page(), re.M)
    return [float(value) for has, value in found if all(f'{key}="{wanted}"' in has for key, wanted in labels.items())]


def main_process():
    return int(show("MainPID"))


def status_of(pid, key):
    text = pathlib.Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return re.search(rf"^{key}:\s+(\d+)", text, re.M).group(1)


def seize(threads):
    libc = ctypes.CDLL(None, use_errno=True)
    libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    return all(libc.ptrace(request, thread, None, None) == 0
               for thread in threads for request in (PTRACE_SEIZE, PTRACE_INTERRUPT))


def freeze_workers(pid):
    """Stops every thread but the first, as if the work hung; the first goes on answering. Gives how many."""
    threads = [int(name) for name in os.listdir(f"/proc/{pid}/task") if int(name) != pid]
    reader, writer = os.pipe()
    # Who traces a thread has to see it end, too, and must not end before: a process of its own.
    if os.fork() == 0:
        os.write(writer, b"1" if seize(threads) else b"0")
        try:
            while True:
                os.waitpid(-1, WALL)
        finally:
            os._exit(0)
    if os.read(reader, 1) != b"1":
        raise AssertionError("the threads cannot be stopped")
    return len(threads)


def drop_in(name, text):
    folder = pathlib.Path(f"/etc/systemd/system/{UNIT}.d")
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    systemctl("daemon-reload")


def remove_drop_ins():
    for path in pathlib.Path(f"/etc/systemd/system/{UNIT}.d").glob("*.conf"):
        path.unlink()
    systemctl("daemon-reload")


def begin():
    """The service, freshly started."""
    systemctl("reset-failed", UNIT)
    code, said = systemctl("restart", UNIT)
    if code != 0:
        raise AssertionError(f"restart ended with {code}: {said}\n{journal()[-2000:]}")

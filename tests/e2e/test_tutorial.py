"""Every command of the tutorial is run as it stands there, in one shell, with real Prometheus; only the ports are others."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import BINARY, LIMIT, ROOT
from peers import free_port

TUTORIAL = ROOT / "deploy/tutorial"
BLOCK = re.compile(r"^```sh ?(\w*)\n(.*?)^```$", re.M | re.S)
# Asked again until it succeeds: what a reader does who was too fast.
SOON = """asked=0
until {{ {command}; }}; do
    [ $((asked += 1)) -lt 200 ] || exit 99
    read -r -t 0.1 <>silence || true
done
"""


class Tutorial(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.text = (TUTORIAL / "README.md").read_text(encoding="utf-8")
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="entangled-tutorial-"))
        self.addCleanup(shutil.rmtree, self.home, ignore_errors=True)
        os.mkfifo(self.home / "silence")

    def script(self):
        """The blocks in their order. The build is that of the test, and the shell has jobs as a terminal's has."""
        parts = ["set -eum\ntrap 'kill -KILL $(jobs -p) 2>/dev/null || true' EXIT\n", f"export PATH={pathlib.Path(BINARY).resolve().parent}:$PATH\n"]
        for mark, block in BLOCK.findall(self.text):
            if mark == "build":
                continue
            if mark == "soon":
                block = SOON.format(command=block.strip()).replace("silence", str(self.home / "silence"))
            parts.append(f"echo '## {len(parts)}'\n{block}")
            if "cp -r deploy/tutorial/work" in block:
                parts.append("sed -i 's/15s/1s/' prometheus.yml\n")
        text = "".join(parts)
        for port in ("10930", "9090"):
            text = text.replace(f"127.0.0.1:{port}", f"127.0.0.1:{free_port()}")
        return text.replace("sed -i 's/15s/1s/' prometheus.yml\n", "sed -i 's/15s/1s/; s/127.0.0.1:[0-9]*/"
                            + re.search(r"listen-address=(127\S+)", text).group(1) + "/' prometheus.yml\n")

    def test_every_command_works(self):
        with open(self.home / "said", "w+", encoding="utf-8") as output:
            shell = subprocess.Popen(["bash", "-c", self.script()], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output,
                                     stderr=output, env={**os.environ, "HOME": str(self.home)})
            try:
                code = shell.wait(5 * LIMIT)
            finally:
                shell.terminate()  # it takes what it started with it
                shell.wait(LIMIT)
            output.seek(0)
            said = output.read()
        self.assertEqual(code, 0, said[-4000:])
        for wanted in ("gallium_china_share", "SUCCESS", "everything arrived", "EntangledPolicyUnresolved", "own_magnets_from_china",
                       "refused, and the service goes on", "nonsense"):
            self.assertIn(wanted, said)
        self.assertFalse((self.home / "entangled-tutorial/state").exists() and
                         (self.home / "entangled-tutorial/state/control.sock").exists(), "the service was not stopped")

    def test_what_it_names_is_there(self):
        for picture in re.findall(r"\]\(([\w.]+)\)", self.text):
            path = TUTORIAL / picture
            self.assertEqual(path.read_bytes()[:4], b"\x89PNG", picture)
            self.assertLess(path.stat().st_size, 150_000, picture)
        for name in re.findall(r"`(deploy/[\w./]+)`", self.text):
            self.assertTrue((ROOT / name).exists() or name == "deploy/grafana", name)
        self.assertEqual(set(re.findall(r"^```(\S+)", self.text, re.M)), {"sh"})

    def test_its_own_data_are_those_of_the_readme(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        files = {path.name: path.read_text(encoding="utf-8") for path in (TUTORIAL / "work/own").iterdir()}
        for name, content in re.findall(r"^```(?:csv|toml) config/(\S+)\n(.*?)^```$", readme, re.M | re.S):
            self.assertIn(content, files["own.toml" if name.endswith(".toml") else pathlib.PurePath(name).name])


if __name__ == "__main__":
    unittest.main()

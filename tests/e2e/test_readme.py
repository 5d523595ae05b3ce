"""README.md shows what the program really says, and its worked example works as it stands there.

`test_readme.py --update` writes what the program says now into README.md; read the difference."""

import pathlib
import re
import sys
import unittest

from harness import ROOT, Case, run

README = pathlib.Path(ROOT / "README.md")
DAY = "--now=2026-11-21"
CONFIG = f"--config.file={ROOT}/config/entangled.toml"


def pictures():
    """Name of a block of README.md, and what belongs there."""
    report = run("report", CONFIG, DAY).stdout
    return {"report": report[:report.index("\n\nDependence\n")] + "\n",
            "explain": run("explain", "gallium_china_share", CONFIG, DAY).stdout}


def block(name):
    return re.compile(rf"(?<=^```text {name}\n).*?(?=^```$)", re.M | re.S)


def update():
    text = README.read_text(encoding="utf-8")
    for name, picture in pictures().items():
        text = block(name).sub(lambda _, new=picture: new, text)
    README.write_text(text, encoding="utf-8")


class Readme(Case):
    def setUp(self):
        super().setUp()
        self.text = README.read_text(encoding="utf-8")

    def test_its_pictures_are_what_the_program_says(self):
        for name, picture in pictures().items():
            self.assertEqual(block(name).findall(self.text), [picture], f"{name}: tests/e2e/test_readme.py --update")

    def test_the_metrics_it_shows_are_served(self):
        page = self.serve().page()
        for line in block("metrics").search(self.text).group(0).splitlines():
            self.assertIn(line.split("{")[0], {name for name, _, _ in page.samples})

    def test_own_data_become_a_reading_and_an_alert(self):
        files = re.findall(r"^```(?:csv|toml) (config/\S+)\n(.*?)^```$", self.text, re.M | re.S)
        self.assertEqual(len(files), 5)
        for name, content in files:
            path = self.sandbox.folder / name
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            self.sandbox.write(path, before + ("\n" if content.startswith("[") else "") + content)
        checked = run("check", f"--config.file={self.sandbox.file}")
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        page = self.serve().page()
        self.assertEqual(page.state("entangled_feed_state", feed="purchases"), "ok")
        self.assertEqual(page.value("entangled_import_source_share_ratio", reading="own_magnets_from_china"), 0.72)
        self.assertEqual(page.state("entangled_alert_state", alert="own_magnets_concentrated"), "firing")

    def test_every_command_it_names_is_there(self):
        for command in set(re.findall(r"`entangled ([a-z]+)", self.text)):
            self.assertEqual(run(command, "--help").returncode, 0, command)
        for path in set(re.findall(r"`((?:deploy|tests|config)/[\w./-]+)`", self.text)):
            self.assertTrue((ROOT / path).exists() or path == "config/purchases.csv", path)


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        update()
    else:
        unittest.main()

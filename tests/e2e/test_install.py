"""`cmake --install` lays out a tree that works: for the prefix of Debian, and without touching what an operator wrote."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import BINARY, LIMIT, ROOT

BUILD = pathlib.Path(BINARY).resolve().parents[1]
EXPECTED = """
etc/default/entangled
etc/entangled/entangled.toml etc/entangled/alerts.toml etc/entangled/readings.toml
etc/entangled/codes/goods.csv etc/entangled/reference/acts.csv
usr/bin/entangled
usr/lib/systemd/system/entangled.service
usr/share/doc/entangled/README.md usr/share/doc/entangled/CHANGELOG.md usr/share/doc/entangled/LICENSE
usr/share/doc/entangled/examples/prometheus/rules.yml usr/share/doc/entangled/examples/prometheus/scrape.yml
usr/share/doc/entangled/examples/alertmanager/alertmanager.yml
usr/share/doc/entangled/metrics.md usr/share/entangled/metrics.json
usr/share/man/man1/entangled.1 usr/share/man/man5/entangled.toml.5 usr/share/man/man7/entangled-metrics.7
usr/share/bash-completion/completions/entangled usr/share/zsh/vendor-completions/_entangled
usr/share/fish/vendor_completions.d/entangled.fish
usr/share/entangled/config/entangled.toml usr/share/entangled/config/reference/acts.csv
""".split()


def install(destination, prefix="/usr", *arguments):
    done = subprocess.run(["cmake", "--install", str(BUILD), "--prefix", prefix, *arguments], text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=3 * LIMIT,
                          env={**os.environ, "DESTDIR": str(destination)})
    if done.returncode != 0:
        raise AssertionError(done.stdout[-2000:])
    return done.stdout


def names(folder, pattern):
    return {path.name for path in (ROOT / folder).glob(pattern)}


class Temporary(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.tree = pathlib.Path(tempfile.mkdtemp(prefix="entangled-install-"))
        cls.addClassCleanup(shutil.rmtree, cls.tree, ignore_errors=True)


class Tree(Temporary):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        install(cls.tree, "/usr", "--strip")
        cls.files = {path.relative_to(cls.tree).as_posix() for path in cls.tree.rglob("*") if path.is_file()}

    def installed(self, folder):
        return {path.name for path in (self.tree / folder).glob("*") if path.is_file()}

    def test_everything_is_in_its_place(self):
        self.assertEqual(set(EXPECTED) - self.files, set())
        self.assertEqual({name.split("/")[0] for name in self.files}, {"usr", "etc"})
        doc = "usr/share/doc/entangled"
        self.assertEqual(self.installed(f"{doc}/runbooks"), names("deploy/runbooks", "*.md"))
        self.assertEqual(self.installed(f"{doc}/examples/systemd"), names("deploy/systemd", "*"))
        self.assertEqual(self.installed(f"{doc}/tutorial"), {"README.md", *names("deploy/tutorial", "*.png")})
        self.assertEqual(self.installed("usr/share/entangled/grafana"), names("deploy/grafana", "*.json"))
        shipped = {path.relative_to(ROOT / "config").as_posix()
                   for path in (ROOT / "config").rglob("*") if path.is_file()}
        for folder in ("etc/entangled/", "usr/share/entangled/config/"):
            self.assertEqual({name[len(folder):] for name in self.files if name.startswith(folder)}, shipped)

    def test_the_manifest_names_what_may_be_removed_again(self):
        manifest = (BUILD / "install_manifest.txt").read_text(encoding="utf-8").splitlines()
        listed = {name.lstrip("/") for name in manifest}
        self.assertEqual({name for name in self.files if not name.startswith("etc/")}, listed)

    def test_nothing_names_the_tree_it_was_built_in(self):
        for name in sorted(self.files):
            content = (self.tree / name).read_bytes()
            for path in (BUILD, ROOT, self.tree):
                self.assertNotIn(str(path).encode(), content, name)

    def test_the_modes_let_any_user_read_and_only_the_program_run(self):
        for name in sorted(self.files):
            mode = (self.tree / name).stat().st_mode & 0o777
            self.assertEqual(mode, 0o755 if name == "usr/bin/entangled" else 0o644, name)
        self.assertLess((self.tree / "usr/bin/entangled").stat().st_size, 5_000_000)

    def test_the_program_accepts_the_installed_configuration(self):
        program = self.tree / "usr/bin/entangled"
        checked = subprocess.run([program, "check", f"--config.file={self.tree}/etc/entangled/entangled.toml"],
                                 capture_output=True, text=True, check=False, timeout=LIMIT)
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))

    def test_what_the_unit_names_is_there(self):
        unit = (self.tree / "usr/lib/systemd/system/entangled.service").read_text(encoding="utf-8")
        paths = set(re.findall(r"(?<![%\w])/(?:usr|etc)/[\w./-]+", unit))
        self.assertEqual(paths, {"/usr/bin/entangled", "/etc/entangled/entangled.toml", "/etc/default/entangled"})
        for path in paths:
            self.assertTrue((self.tree / path[1:]).exists(), path)
        self.assertEqual(unit, (ROOT / "deploy/entangled.service").read_text(encoding="utf-8"))

    def test_runbooks_are_where_the_rules_look_for_them(self):
        rules = (ROOT / "deploy/prometheus/rules.yml").read_text(encoding="utf-8")
        addresses = set(re.findall(r"runbook_url: '?file://(/[\w./-]+\.md)", rules))
        self.assertTrue(addresses)
        for path in addresses:
            self.assertTrue((self.tree / path[1:]).exists(), path)


class Again(Temporary):
    """An installation over an older one."""

    def setUp(self):
        install(self.tree)
        self.live = self.tree / "etc/entangled"
        self.shipped = self.tree / "usr/share/entangled/config"

    def test_what_the_operator_wrote_is_kept_and_what_nobody_touched_is_renewed(self):
        # The older release shipped another line in all of these.
        for name in ("alerts.toml", "codes/goods.csv", "reference/acts.csv", "reference/trade.csv"):
            for folder in (self.live, self.shipped):
                with open(folder / name, "a", encoding="utf-8") as file:
                    file.write("# of the older release\n")
        (self.live / "alerts.toml").write_text("# mine\n", encoding="utf-8")
        (self.live / "codes/goods.csv").unlink()
        (self.live / "mine.csv").write_text("mine\n", encoding="utf-8")
        (self.tree / "etc/default/entangled").write_text('ARGS="--log.level=debug"\n', encoding="utf-8")

        said = install(self.tree)

        self.assertEqual((self.live / "alerts.toml").read_text(encoding="utf-8"), "# mine\n")
        self.assertIn("Kept, because it was changed: /etc/entangled/alerts.toml", said)
        self.assertIn("The new one: /usr/share/entangled/config/alerts.toml", said)
        self.assertFalse((self.live / "codes/goods.csv").exists())
        self.assertIn("Left out, because it was removed: /etc/entangled/codes/goods.csv", said)
        self.assertEqual((self.live / "mine.csv").read_text(encoding="utf-8"), "mine\n")
        self.assertEqual((self.tree / "etc/default/entangled").read_text(encoding="utf-8"), 'ARGS="--log.level=debug"\n')
        for name in ("reference/acts.csv", "reference/trade.csv"):
            self.assertEqual((self.live / name).read_bytes(), (ROOT / "config" / name).read_bytes(), name)
        self.assertEqual((self.shipped / "alerts.toml").read_bytes(), (ROOT / "config/alerts.toml").read_bytes())

    def test_the_mode_of_a_file_is_kept(self):
        (self.live / "alerts.toml").chmod(0o600)
        install(self.tree)
        self.assertEqual((self.live / "alerts.toml").stat().st_mode & 0o777, 0o600)

    def test_a_change_to_a_file_that_is_shipped_unchanged_is_kept_without_a_word(self):
        (self.live / "entangled.toml").write_text("# mine\n", encoding="utf-8")
        said = install(self.tree)
        self.assertEqual((self.live / "entangled.toml").read_text(encoding="utf-8"), "# mine\n")
        self.assertNotIn("Kept, because", said)


class OtherPrefix(Temporary):
    def test_everything_moves_with_it(self):
        install(self.tree, "/opt/entangled")
        home = self.tree / "opt/entangled"
        self.assertEqual({path.name for path in self.tree.iterdir()}, {"opt"})
        unit = (home / "lib/systemd/system/entangled.service").read_text(encoding="utf-8")
        self.assertIn("ExecStart=/opt/entangled/bin/entangled serve "
                      "--config.file=/opt/entangled/etc/entangled/entangled.toml", unit)
        self.assertIn("ExecReload=/opt/entangled/bin/entangled reload", unit)
        self.assertIn("EnvironmentFile=-/opt/entangled/etc/default/entangled\n", unit)
        self.assertTrue((home / "etc/entangled/entangled.toml").exists())


if __name__ == "__main__":
    unittest.main()

"""What the program says about itself is true: the manual, the completions in real shells, the reference of metrics."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

from harness import BINARY, LIMIT, OPENMETRICS, ROOT, Case, run

GENERATED = pathlib.Path(BINARY).resolve().parents[1] / "deploy/generated"
PAGES = ("entangled.1", "entangled.toml.5", "entangled-metrics.7")
# What scdoc writes at the start of each section.
SCDOC_HABIT = "skipping paragraph macro"


def said(*command, **options):
    """What a program says, with ours in its path."""
    environment = options.setdefault("env", dict(os.environ))
    environment["PATH"] = f"{pathlib.Path(BINARY).resolve().parent}:{environment['PATH']}"
    done = subprocess.run(command, text=True, check=False, timeout=LIMIT, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    return done.stdout


def commands(*path):
    """All commands as --help lists them, each as a tuple of words."""
    listed = re.search(r"^Subcommands:\n((?:  .*\n?)+)", run(*path, "--help").stdout, re.M)
    for name in re.findall(r"^  ([a-z-]+)", listed.group(1) if listed else "", re.M):
        yield (*path, name)
        yield from commands(*path, name)


def options(path):
    return set(re.findall(r"(--[a-z][a-z.-]*)", re.split(r"\n\n", run(*path, "--help").stdout.split("Options:")[1])[0]))


class Manual(unittest.TestCase):
    maxDiff = None

    def test_every_page_is_clean(self):
        for page in PAGES:
            path = str(GENERATED / page)
            lint = [line for line in said("mandoc", "-Tlint", "-W", "warning", path).splitlines()
                    if SCDOC_HABIT not in line]
            self.assertEqual(lint, [], page)
            self.assertEqual(said("groff", "-man", "-Tutf8", "-ww", "-z", path), "", page)
            self.assertNotIn("@GENERATED@", pathlib.Path(path).read_text(encoding="utf-8"))

    def test_every_command_and_option_is_described(self):
        # Bold is written as a letter over itself.
        text = re.sub(".\b", "", said("mandoc", "-Tutf8", "-Owidth=200", str(GENERATED / "entangled.1")))
        every = list(commands())
        self.assertGreater(len(every), 8)
        for path in every:
            section = re.search(rf"^   entangled {' '.join(path)}\n(.*?)(?=^   \S|^\S)", text, re.M | re.S)
            self.assertIsNotNone(section, path)
            for option in options(path) - {"--help"}:
                self.assertIn(option, section.group(1), path)

    def test_the_page_of_the_configuration_has_every_key_of_the_schema(self):
        text = (GENERATED / "entangled.toml.5.scd").read_text(encoding="utf-8")
        schema = (ROOT / "daemon/config/schema.toml").read_text(encoding="utf-8")
        keys = re.findall(r"^[a-z_]+ = |^\[.*\]", schema, re.M)
        self.assertGreater(len(keys), 50)
        for key in keys:
            self.assertIn(key, text)
        self.assertNotIn("../../config", text)

    def test_an_example_of_the_configuration_that_is_printed_is_that_of_the_readme(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        page = (ROOT / "deploy/man/entangled.toml.5.scd").read_text(encoding="utf-8")
        for table in re.findall(r"```toml config/\S+\n(.*?)```", readme, re.S):
            self.assertIn(table, page)


# zsh completes in its line editor only: it gets a terminal, and `compadd` notes what would be listed first for each line;
# since nothing is, zsh goes on to offer other things.
ZSH_DRIVER = """
zmodload zsh/zpty
zpty editor zsh -f -i
zpty -w editor 'source ./setup'
zpty -r editor reply '*is-ready*'
for line; do
    zpty -w -n editor "$line"$'\\t'
    zpty -r editor reply '*is-done*'
    zpty -w -n editor $'\\x15'
done
zpty -d editor
"""
ZSH_SETUP = """
PROMPT=
fpath=($PWD $fpath)
autoload -Uz compinit
compinit -u -D
bindkey '^I' complete-word
bindkey '^U' kill-whole-line
zstyle ':completion:*' insert-tab false
noted=0
end_line() {
    print -r -- ---- >>offered
    noted=0
    comppostfuncs=(end_line)
    print is-done
}
comppostfuncs=(end_line)
compadd() {
    typeset -a hits
    if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then
        builtin compadd "$@"
        return
    fi
    builtin compadd -A hits "$@"
    (( noted || ! $#hits )) && return
    print -rl -- $hits >>offered
    noted=1
}
zle-line-init() { print is-ready }
zle -N zle-line-init
"""


class Completion(unittest.TestCase):
    """Each shell is asked what it would offer; nothing is typed."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="entangled-completion-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        (self.folder / "own file.toml").touch()
        (self.folder / "own-folder").mkdir()

    # Line as typed -> what has to be offered, and what must not.
    CASES = (
        ("entangled ", {"serve", "report", "rules", "completion"}, {"manual", "prometheus"}),
        ("entangled re", {"report", "reload", "replay"}, {"serve"}),
        ("entangled rules ", {"prometheus"}, {"serve"}),
        ("entangled report --f", {"--format"}, {"--as-of"}),
        ("entangled report --format=", {"text", "table", "json", "csv"}, {"jsonl"}),
        ("entangled replay --format=j", {"jsonl"}, {"json", "csv"}),
        ("entangled serve --log.level=", {"trace", "debug", "info", "warn", "error"}, {"text"}),
        ("entangled rules prometheus --keep", {"--keep-firing-for"}, {"--format"}),
        ("entangled completion ", {"bash", "zsh", "fish"}, {"own file.toml"}),
        ("entangled check --config.file=own", {"own file.toml"}, {"serve"}),
        ("entangled backfill-check own", {"own file.toml"}, {"serve"}),
        (f"entangled explain --config.file={ROOT}/config/entangled.toml gall", {"gallium_china_share"}, {"race_gap"}),
        ("entangled serve --storage.path=own", {"own-folder"}, {"own file.toml"}),
    )

    def check(self, offer):
        for line, wanted, unwanted in self.CASES:
            offered = offer(line)
            self.assertLessEqual(wanted, offered, line)
            self.assertEqual(unwanted & offered, set(), line)

    def script(self, shell, name):
        path = self.folder / name
        path.write_text(run("completion", shell).stdout, encoding="utf-8")
        self.assertEqual(said(shell, "-n", str(path)), "")
        return path

    def test_bash(self):
        self.script("bash", ".completion")
        # Words as bash makes them: `=` is one of its own.
        driver = ("source .completion; compopt() { :; }; COMP_LINE=$1; shift; COMP_WORDS=(\"$@\"); "
                  "COMP_CWORD=$(($# - 1)); _entangled; printf '%s\\n' \"${COMPREPLY[@]}\"")

        def offer(line):
            words = [word for word in re.split(r" |(=)", line) if word]
            words += [""] if line[-1] == " " else []
            answer = said("bash", "-c", driver, "bash", line, *words, cwd=self.folder)
            return {word.rstrip("=") for word in answer.splitlines()}
        self.check(offer)
        registered = said("bash", "-c", "source .completion; complete -p entangled", cwd=self.folder)
        self.assertEqual(registered, "complete -F _entangled entangled\n")

    def test_zsh(self):
        self.script("zsh", "_entangled")
        (self.folder / "setup").write_text(ZSH_SETUP, encoding="utf-8")
        (self.folder / "driver").write_text(ZSH_DRIVER, encoding="utf-8")
        said("zsh", "-f", "driver", *(line for line, _, _ in self.CASES), cwd=self.folder,
             env={**os.environ, "TERM": "dumb"})
        answers = (self.folder / "offered").read_text(encoding="utf-8").split("----\n")
        self.assertEqual(len(answers), len(self.CASES) + 1)

        def offer(line):
            answer = answers[[case[0] for case in self.CASES].index(line)]
            return {word.rstrip("=/").replace("\\", "") for word in answer.splitlines()}
        self.check(offer)

    def test_fish(self):
        path = self.script("fish", ".completion")

        def offer(line):
            answer = said("fish", "--no-config", "-c", f"source {path}; complete -C '{line}'", cwd=self.folder,
                          env={**os.environ, "HOME": str(self.folder)})
            offered = {each.split("\t")[0] for each in answer.splitlines()}
            return {each.split("=")[1] if "=" in each and "=" in line else each
                    for each in (word.rstrip("=/") for word in offered)}
        self.check(offer)


HEADER = re.compile(r"^# (TYPE|HELP) (\S+) (.*)$", re.M)


class Metrics(Case):
    """The reference and the page of a running service."""

    def headers(self, text):
        return {kind: {name: content for what, name, content in HEADER.findall(text) if what == kind}
                for kind in ("TYPE", "HELP")}

    def test_the_reference_is_the_page(self):
        reference = {entry["name"]: entry
                     for entry in json.loads(run("metrics", "--format=json").stdout)["families"]}
        daemon = self.serve()
        answer = daemon.ask("/metrics")
        text = self.headers(answer.text)
        openmetrics = self.headers(daemon.ask("/metrics", Accept=OPENMETRICS).text)
        self.assertEqual(set(text["TYPE"]) - set(reference), set(), "on the page, not in the reference")
        page = daemon.page()
        kinds = {labels["indicator"] for name, labels, _ in page.samples if name == "entangled_reading_state"}
        for name, entry in reference.items():
            expected = not entry["absent"] and (not entry["kind"] or entry["kind"] in kinds)
            if name not in text["TYPE"]:
                self.assertFalse(expected, f"{name} is said to be there")
                continue
            base = re.sub("_(total|info)$", "", name)
            self.assertEqual(text["TYPE"][name], entry["type"], name)
            self.assertEqual(text["HELP"][name].replace("\\\\", "\\"), entry["help"], name)
            self.assertEqual(openmetrics["TYPE"][base], entry["openmetrics_type"], name)
            samples = [labels for sample, labels, _ in page.samples if re.sub("_(bucket|sum|count)$", "", sample) == name]
            self.assertTrue(samples, name)
            for labels in samples:
                self.assertEqual(list(set(labels) - {"le"} - set(entry["labels"])), [], name)
            if "state" in entry["labels"] and entry["states"]:
                self.assertEqual({labels["state"] for labels in samples}, set(entry["states"]), name)

    def test_a_kind_that_is_not_configured_is_in_it_too(self):
        self.assertIn("entangled_race_lead_years", run("metrics").stdout)

    def test_all_forms_hold_the_same_families(self):
        names = {entry["name"] for entry in json.loads(run("metrics", "--format=json").stdout)["families"]}
        self.assertEqual(set(re.findall(r"^## (\S+)$", run("metrics").stdout, re.M)), names)
        manual = run("manual", "metrics").stdout.replace("\\", "")
        self.assertEqual(set(re.findall(r"^\*(\S+)\*$", manual, re.M)), names)


if __name__ == "__main__":
    unittest.main()

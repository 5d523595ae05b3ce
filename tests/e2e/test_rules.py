"""The shipped rules are what the program writes, real tools accept them, and their unit tests notice a changed rule.

`test_rules.py --update` writes the rules of the shipped configuration again; `--all-mutants` tries every change."""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

from harness import ROOT, Case, run

DEPLOY = ROOT / "deploy"
RULES = DEPLOY / "prometheus/rules.yml"
TESTS = DEPLOY / "prometheus/rules_test.yml"
LONG = 240  # seconds for a tool that has much to do on a busy machine
SOME = 15   # every so many mutants are tried unless all are


def written(*arguments, config=ROOT / "config/entangled.toml"):
    done = run("rules", "prometheus", f"--config.file={config}", *arguments)
    if (done.returncode, done.stderr) != (0, ""):
        raise AssertionError(f"{arguments}: ended with {done.returncode}: {done.stderr}")
    return done.stdout


def tool(*arguments):
    done = subprocess.run(list(map(str, arguments)), capture_output=True, text=True, check=False, timeout=LONG,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def blocks(text):
    """The rules of a file, each as its lines."""
    return re.split(r"(?m)^(?=      - (?:alert|record): )", text)


def alert_names(text):
    return re.findall(r"(?m)^      - alert: (\S+)$", text)


# What one might get wrong in a rule: a pattern, and what stands there then.
CHANGES = [
    (r"(?m)== 1$", "== 0"),
    (r"> bool 2", "> bool 3"),
    (r"(?m)\+ 60$", "+ 180"),
    (r"== bool 0", "== bool 1"),
    (r"< bool time", "> bool time"),
    (r"> bool 0", ">= bool 0"),
    (r"> 0\)", ">= 0)"),
    (r"0 \* max", "1 * max"),
    (r"firing\|clearing", "firing"),
    (r"firing\|clearing", "firing|clearing|pending"),
    (r'(?<=state=~")firing\|clearing(?="}\)\n          or\n          max)', "firing"),
    (r"max without \(state\) \(entangled_alert_held_phase.*\n          or\n", ""),
    (r"\n          or\n          \(last_over_time.*unless on \(job, instance\).*(?=\n          or)", ""),
    (r"\n          or\n          \(last_over_time.*unless on \(job\) .*", ""),
    (r" and on \(job, instance\) up\{.*?\}", ""),
    (r" unless on \(job, instance\) entangled_\S+", ""),
    (r" unless on \(job\) entangled_\S+", ""),
    (r"\n          or\n          absent.*", ""),
    (r"unknown_economy\|", ""),
    # Of two series that are compared it is enough if one is of the job.
    (r'job="entangled",(?!disposition="rejected"\}\) >|reason)', ""),
    (r"(?m)^        for: .*\n", ""),
    (r"for: 5m", "for: 6m"),
    (r"for: 15m\n        labels", "for: 16m\n        labels"),
    (r"(?m)^        keep_firing_for: .*\n", ""),
    (r"severity: '\w+'", "severity: 'other'"),
    (r"audience: '\w+'", "audience: 'other'"),
    (r"\$labels\.severity", "$labels.audience"),
    (r"alert!~", "alert=~"),
    (r'audience="analyst"', 'audience=~".*"'),
    (r'alert="\w+"', 'alert="none"'),
]


def mutants(text):
    """Each rule left out, and each change made to each rule that it fits."""
    parts = blocks(text)
    for place in range(1, len(parts)):
        yield f"without {parts[place].splitlines()[0]}", parts[:place] + parts[place + 1:]
        for pattern, instead in CHANGES:
            changed = re.sub(pattern, instead, parts[place], count=1)
            if changed != parts[place]:
                what = f"{parts[place].splitlines()[0]}: {pattern} -> {instead}"
                yield what, parts[:place] + [changed] + parts[place + 1:]


class Rules(Case):
    def test_what_ships_is_what_the_program_writes(self):
        self.assertEqual(RULES.read_text(encoding="utf-8"), written(), "tests/e2e/test_rules.py --update")

    def test_promtool_accepts_them(self):
        self.assertEqual(tool("promtool", "check", "rules", "--lint=all", "--lint-fatal", RULES)[0], 0)
        odd = self.sandbox.folder / "odd.yml"
        odd.write_text(written('--job=a"b\\ {{c', "--match=cluster=eu", "--match=x=it's",
                               "--runbooks=https://example.org/{{x}}/"), encoding="utf-8")
        code, said = tool("promtool", "check", "rules", odd)
        self.assertEqual(code, 0, said)
        self.assertIn('up{job="a\\"b\\\\ {{c",cluster="eu",x="it\'s"}', odd.read_text(encoding="utf-8"))

    def test_vmalert_accepts_them_without_the_field_it_does_not_know(self):
        rules = self.sandbox.folder / "rules.yml"
        rules.write_text(written("--keep-firing-for=0s"), encoding="utf-8")
        code, said = tool("vmalert", f"-rule={rules}", "-dryRun")
        self.assertEqual(code, 0, said)
        self.assertNotIn("keep_firing_for", rules.read_text(encoding="utf-8"))

    def test_their_unit_tests_pass(self):
        code, said = tool("promtool", "test", "rules", TESTS)
        self.assertEqual(code, 0, said)

    def test_their_unit_tests_notice_a_changed_rule(self):
        all_mutants = list(mutants(RULES.read_text(encoding="utf-8")))
        self.assertGreater(len(all_mutants), 120)
        tried = all_mutants[::1 if os.environ.get("ENTANGLED_ALL_MUTANTS") else SOME]

        def verdict(number):
            folder = pathlib.Path(self.sandbox.folder) / str(number)
            folder.mkdir()
            shutil.copy(TESTS, folder)
            (folder / RULES.name).write_text("".join(tried[number][1]), encoding="utf-8")
            return tool("promtool", "test", "rules", folder / TESTS.name)[0]

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            codes = list(pool.map(verdict, range(len(tried))))
        self.assertEqual([what for (what, _), code in zip(tried, codes) if code == 0], [])

    def test_every_alert_has_labels_texts_and_a_runbook(self):
        text = written("--runbooks=https://example.org/runbooks/")
        for rule in blocks(text)[1:]:
            if not rule.startswith("      - alert: "):
                continue
            name = alert_names(rule)[0]
            self.assertRegex(rule, r"severity: '(critical|warning|info|\{\{ \$labels\.severity \}\})'\n")
            self.assertRegex(rule, r"audience: '(operator|analyst|\{\{ \$labels\.audience \}\})'\n")
            self.assertRegex(rule, r"\n          summary: '.+\.'\n")
            self.assertRegex(rule, r"\n          description: '.*\$labels.*\.'\n")
            self.assertIn(f"runbook_url: 'https://example.org/runbooks/{name}.md'\n", rule)

    def test_every_alert_has_its_page_and_every_page_its_alert(self):
        without_alerts = self.sandbox.config / "alerts.toml"
        self.sandbox.write(without_alerts, "")
        names = set(alert_names(written())) | set(alert_names(written(config=self.sandbox.file)))
        self.assertEqual({path.stem for path in (DEPLOY / "runbooks").iterdir()}, names)
        for name in names:
            page = (DEPLOY / "runbooks" / f"{name}.md").read_text(encoding="utf-8")
            self.assertTrue(page.startswith(f"# {name}\n"), name)
            for part in ("**What it means.**", "**Look", "**Do.**", "**It ends**"):
                self.assertIn(part, page, name)
            for other in re.findall(r"Entangled[A-Z]\w+", page):
                self.assertIn(other, names, f"{name} names {other}")

    def test_feeds_that_no_alert_watches_are_watched_all_the_same(self):
        self.assertNotIn("entangled:feed_unhealthy", written())
        self.sandbox.replace(self.sandbox.config / "alerts.toml", 'feeds = ["*"]', 'feeds = ["trade"]')
        rules = self.sandbox.folder / "rules.yml"
        rules.write_text(written(config=self.sandbox.file), encoding="utf-8")
        watched = re.search(r'entangled_feed_state\{job="entangled",feed=~"(.*?)"', rules.read_text(encoding="utf-8"))
        self.assertIn("acts", watched.group(1).split("|"))
        self.assertNotIn("trade", watched.group(1).split("|"))
        self.assertEqual(tool("promtool", "check", "rules", "--lint=all", "--lint-fatal", rules)[0], 0)

    def test_texts_of_the_configuration_are_not_templates(self):
        self.sandbox.replace(self.sandbox.config / "alerts.toml", "A dated measure ends within 7 days.",
                             "It's {{ $labels.x }} \\\"so\\\"\\n\u2028: # 5 %, {{{.")
        text = written(config=self.sandbox.file)
        self.assertIn("""summary: 'It''s {{ "{{" }} $labels.x }} "so"  : # 5 %, {{ "{{" }}{.'\n""", text)
        rules = self.sandbox.folder / "rules.yml"
        rules.write_text(text, encoding="utf-8")
        self.assertEqual(tool("promtool", "check", "rules", rules)[0], 0)

    def test_every_series_they_speak_of_is_served(self):
        self.sandbox.replace(self.sandbox.feed("trade"), "\n", "\nnonsense\n", 1)
        known = {}
        for name, labels, _ in self.serve().page().samples:
            known.setdefault(name, set()).update(labels)
        known["up"] = set()
        # There only while an alert is held, which the unit tests of the page cover.
        known["entangled_alert_held_phase"] = {"alert", "reading", "severity", "audience", "state"}
        recorded = set(re.findall(r"record: (\S+)", written()))
        spoken = set()
        for name, matchers in re.findall(r"\b(entangled_\w+|entangled:\w+|up)\{(.*?)\}", written()):
            spoken.add(name)
            if name in recorded:
                continue
            self.assertIn(name, known)
            labels = set(re.findall(r'(\w+)(?:=~|!~|!=|=)', matchers)) - {"job", "instance"}
            self.assertLessEqual(labels, known[name], name)
        self.assertLessEqual(recorded, spoken)
        self.assertGreater(len(spoken), 20)

    def test_an_alert_whose_input_is_gone_says_what_it_was(self):
        """Its rule goes by that: it fires as long as it would have."""
        daemon = self.serve()
        policies = self.sandbox.feed("policies")
        lost = "mofcom_70_2025"
        alert = {"alert": "policy_unresolved", "reading": f"policy_{lost}"}
        self.assertEqual(daemon.page().state("entangled_alert_state", **alert), "firing")
        rows = policies.read_text(encoding="utf-8").splitlines(keepends=True)
        self.sandbox.write(policies, "".join(row for row in rows if lost not in row))
        done = run("reload", f"--config.file={self.sandbox.file}", f"--control.socket={self.sandbox.socket}")
        self.assertEqual(done.returncode, 0, done.stderr)
        page = daemon.wait_for_page(lambda page: page.state("entangled_alert_state", **alert) == "held", "it to be held")
        self.assertEqual(page.value("entangled_alert_held_phase", state="firing", **alert), 1)

    def test_wrong_use_ends_with_2(self):
        config = f"--config.file={self.sandbox.file}"
        for wrong in ("--job=", "--match=cluster", "--match=1a=b", "--match=job=x", "--match=a=\n", "--runbooks=/",
                      "--keep-firing-for=soon", "--keep-firing-for=1ms"):
            done = run("rules", "prometheus", config, wrong)
            self.assertEqual((done.returncode, done.stdout), (2, ""), wrong)
            self.assertTrue(done.stderr, wrong)
        self.assertEqual(run("rules").returncode, 2)
        self.sandbox.replace(self.sandbox.config / "alerts.toml", "exit = 91", "exit = 89")
        broken = run("rules", "prometheus", config)
        self.assertEqual((broken.returncode, broken.stdout), (2, ""))
        self.assertRegex(broken.stderr, r"alerts\.toml:\d+:\d+: ")


if __name__ == "__main__":
    if sys.argv[1:] == ["--update"]:
        RULES.write_text(written(), encoding="utf-8")
    else:
        if "--all-mutants" in sys.argv:
            sys.argv.remove("--all-mutants")
            os.environ["ENTANGLED_ALL_MUTANTS"] = "yes"
        unittest.main()

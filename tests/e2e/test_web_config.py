"""`--web.config.file`: TLS, client certificates, users and headers, as curl, openssl and Prometheus see them."""

import re
import shutil
import subprocess
import unittest

from certificates import HASH, Certificates
from harness import LIMIT, ROOT, Case, Sandbox, run, wait_for
from peers import Prometheus, scraping

KINDS = ["NoClientCert", "RequestClientCert", "RequireAnyClientCert", "VerifyClientCertIfGiven",
         "RequireAndVerifyClientCert"]
# Client certificate -> the kinds of client authentication that let it in.
LET_IN = {None: {"NoClientCert", "RequestClientCert", "VerifyClientCertIfGiven"},
          "scraper": set(KINDS),
          "stranger": {"NoClientCert", "RequestClientCert", "RequireAnyClientCert"}}


class WebConfig(Case):
    @classmethod
    def setUpClass(cls):
        cls.originals = Sandbox()
        cls.addClassCleanup(cls.originals.remove)
        cls.all_made = Certificates(cls.originals.folder / "tls")

    def setUp(self):
        super().setUp()
        self.made = self.all_made.copied(self.sandbox.folder / "tls")

    def secured(self, tls="", more=""):
        return self.serve(f"--web.config.file={self.made.write(tls, more)}")

    def rewrite(self, daemon, tls="", more="", text=None):
        """Another web configuration; gives what the daemon says of it."""
        after = len(daemon.log())
        if text is None:
            self.made.write(tls, more)
        else:
            self.made.write_text(text)
        return daemon.wait_for_log(r"web configuration (in force|refused).*", after).group(1)

    def curl(self, daemon, *arguments, path="/-/ready", scheme="https", client=None):
        """Status and headers that curl gets; status 0 and its error if it gets none."""
        identity = ["--cert", f"{client}.pem", "--key", f"{client}.key"] if client else []
        done = subprocess.run(["curl", "-sSi", "--max-time", str(LIMIT), "--cacert", "ours.pem", *identity, *arguments,
                               f"{scheme}://localhost:{daemon.port}{path}"],
                              cwd=self.made.folder, capture_output=True, text=True, check=False, timeout=2 * LIMIT)
        if done.returncode != 0:
            return 0, done.stderr
        head = done.stdout.partition("\n\n")[0]
        return int(head.split()[1]), done.stdout

    def s_client(self, daemon, *arguments):
        """What `openssl s_client` says of a connection; None if there is none."""
        done = subprocess.run(["openssl", "s_client", "-connect", f"localhost:{daemon.port}", "-CAfile", "ours.pem",
                               "-verify_return_error", *arguments],
                              cwd=self.made.folder, input="GET /-/ready HTTP/1.0\r\n\r\n", capture_output=True, text=True,
                              check=False, timeout=LIMIT)
        return done.stdout if "Verify return code: 0" in done.stdout and "Cipher is (NONE)" not in done.stdout else None

    def test_every_kind_of_client_authentication_lets_in_whom_it_should(self):
        daemon = self.secured()
        for kind in KINDS:
            authority = "" if kind == "NoClientCert" else "\nclient_ca_file: ours.pem"
            if kind != "NoClientCert":
                self.assertEqual(self.rewrite(daemon, f"client_auth_type: {kind}{authority}"), "in force", kind)
            for client, kinds in LET_IN.items():
                for version in ("1.2", "1.3"):
                    status, said = self.curl(daemon, "--tls-max", version, client=client)
                    self.assertEqual(status == 200, kind in kinds, f"{kind} {client} TLS {version}: {said}")
        for kind in ("RequireAnyClientCert", "RequireAndVerifyClientCert"):
            names = f"client_auth_type: {kind}\nclient_ca_file: ours.pem\nclient_allowed_sans: [scraper.example]"
            self.assertEqual(self.rewrite(daemon, names), "in force")
            self.assertEqual(self.curl(daemon, client="scraper")[0], 200)
            for client in ("unnamed", None) + (("stranger",) if "Verify" in kind else ()):
                self.assertEqual(self.curl(daemon, client=client)[0], 0, f"{kind} {client}")
        self.assertRegex(daemon.log(), r"TLS client refused fault=client_certificate peer=127\.0\.0\.1:\d+ others=0; ")

    def test_versions_ciphers_and_curves_are_those_of_the_file(self):
        daemon = self.secured()
        for option, wanted in (("-tls1_3", True), ("-tls1_2", True), ("-tls1_1", False)):
            self.assertEqual(bool(self.s_client(daemon, option, "-cipher", "DEFAULT@SECLEVEL=0")), wanted, option)
        self.rewrite(daemon, "min_version: TLS11\nmax_version: TLS12\ncipher_suites:\n"
                             "- TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384\n- TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA\n"
                             "curve_preferences: [CurveP384]")
        self.assertIsNone(self.s_client(daemon, "-tls1_3"))
        self.assertTrue(self.s_client(daemon, "-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0"))
        chosen = self.s_client(daemon, "-cipher", "ECDHE-ECDSA-AES128-SHA:ECDHE-ECDSA-AES256-GCM-SHA384")
        self.assertIn("Cipher is ECDHE-ECDSA-AES256-GCM-SHA384", chosen)
        self.assertIn("Server Temp Key: ECDH, secp384r1", chosen)
        self.assertIsNone(self.s_client(daemon, "-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"))
        self.assertIsNone(self.s_client(daemon, "-curves", "X25519"))

    def test_users_get_in_with_their_password_and_exempt_paths_without(self):
        daemon = self.secured(more=f"basic_auth_users:\n  alice: {HASH}\nauth_exempt_paths: [/-/healthy]\n")
        for path in ("/", "/metrics", "/-/ready", "/-/reload", "/nothing", "/-/healthy/"):
            status, said = self.curl(daemon, path=path)
            self.assertEqual(status, 401, path)
            self.assertIn("\nWWW-Authenticate: Basic\n", said)
        for given, expected in (("alice:secret", 200), ("alice:Secret", 401), ("alice:", 401), ("bob:secret", 401),
                                (":", 401), ("alice:secret2", 401), ("alice:secret", 200)):
            self.assertEqual(self.curl(daemon, "-u", given)[0], expected, given)
        self.assertEqual(self.curl(daemon, path="/-/healthy")[0], 200)
        self.assertEqual(self.curl(daemon, "-u", "alice:wrong", path="/-/healthy")[0], 200)
        self.rewrite(daemon, more=f"basic_auth_users:\n  bob: {HASH}\n")
        self.assertEqual(self.curl(daemon, "-u", "alice:secret")[0], 401)
        self.assertEqual(self.curl(daemon, "-u", "bob:secret")[0], 200)
        self.assertEqual(self.curl(daemon, path="/-/healthy")[0], 401)
        for secret in (HASH, "secret", "Secret"):
            self.assertNotIn(secret, daemon.log())

    def test_headers_are_those_of_the_file_on_every_answer(self):
        daemon = self.secured(more="http_server_config:\n  headers:\n    Strict-Transport-Security: max-age=31536000\n"
                                   "    Content-Security-Policy: default-src 'self'\n    X-Frame-Options: deny\n")
        for path in ("/", "/metrics", "/nothing"):
            said = self.curl(daemon, path=path)[1]
            for header in ("Strict-Transport-Security: max-age=31536000", "Content-Security-Policy: default-src 'self'",
                           "X-Frame-Options: deny"):
                self.assertEqual(said.count(f"\n{header}\n"), 1, path)
            self.assertEqual(said.count("Content-Security-Policy"), 1, path)

    def test_requests_past_the_rate_are_told_to_wait(self):
        daemon = self.secured(more="rate_limit:\n  interval: 1h\n  burst: 2\n")
        self.assertEqual([self.curl(daemon)[0] for _ in range(3)], [200, 200, 429])

    def test_plain_http_is_told_that_tls_is_wanted(self):
        daemon = self.secured()
        status, said = self.curl(daemon, scheme="http")
        self.assertEqual(status, 400)
        self.assertTrue(said.endswith("\n\nClient sent an HTTP request to an HTTPS server.\n"), said)

    def test_a_new_certificate_is_served_without_a_restart(self):
        daemon = self.secured()
        before = self.serial(daemon)
        after = len(daemon.log())
        self.made.sign("server", "ours", "DNS:localhost")
        daemon.wait_for_log("web configuration in force", after)
        self.assertNotEqual(self.serial(daemon), before)
        self.assertEqual(self.curl(daemon)[0], 200)

    def serial(self, daemon):
        shown = self.s_client(daemon)
        return subprocess.run(["openssl", "x509", "-noout", "-serial"], input=shown, capture_output=True, text=True,
                              check=True, timeout=LIMIT).stdout

    def test_a_broken_file_changes_nothing_and_is_told_once(self):
        daemon = self.secured(more=f"basic_auth_users:\n  alice: {HASH}\n")
        for broken, reason in ((f"tls_server_config: [\n{HASH}", "not valid YAML"), ("", "it has become empty"),
                               (f"basic_auth_users:\n  alice: {HASH}\n", "TLS ends with a restart only")):
            self.assertEqual(self.rewrite(daemon, text=broken), "refused", reason)
            self.assertEqual(self.curl(daemon)[0], 401)
            self.assertEqual(self.curl(daemon, "-u", "alice:secret")[0], 200)
            refused = run("reload", f"--control.socket={self.sandbox.socket}")
            self.assertEqual(refused.returncode, 2)
            self.assertIn(reason, refused.stderr)
            self.assertEqual(daemon.log().count(reason), 1, daemon.log())
            page = wait_for(lambda: self.curl(daemon, "-u", "alice:secret", path="/metrics")[1], "the page")
            wait_for(lambda: "entangled_config_last_reload_successful 0" in page or
                     "entangled_config_last_reload_successful 0" in
                     self.curl(daemon, "-u", "alice:secret", path="/metrics")[1], "the gauge")
        self.assertEqual(self.rewrite(daemon, more=f"basic_auth_users:\n  alice: {HASH}\n"), "in force")
        self.assertEqual(run("reload", f"--control.socket={self.sandbox.socket}").returncode, 0)

    def test_a_half_written_file_lets_nobody_in(self):
        users = f"basic_auth_users:\n  alice: {HASH}\n"
        daemon = self.secured(more=users)
        self.assertEqual(self.rewrite(daemon), "refused")
        self.assertIn("it names no users any more", daemon.log())
        self.assertEqual(self.curl(daemon)[0], 401)
        asking = "client_auth_type: RequireAndVerifyClientCert\nclient_ca_file: ours.pem"
        self.assertEqual(self.rewrite(daemon, asking, users), "in force")
        self.assertEqual(self.rewrite(daemon, more=users), "refused")
        self.assertIn("it asks for no client certificates any more", daemon.log())

    def test_a_refused_reload_stays_refused_when_only_the_web_configuration_is_mended(self):
        self.sandbox.replace(self.sandbox.file, 'interval = "60s"', 'interval = "200ms"')
        daemon = self.secured()
        gauge = "entangled_config_last_reload_successful"

        def cycles():
            page = self.curl(daemon, path="/metrics")[1]
            return int(re.search(r'entangled_cycles_total\{result="success"\} (\d+)', page).group(1))
        self.assertEqual(self.rewrite(daemon, text="nonsense: 1\n"), "refused")
        refused = run("reload", f"--control.socket={self.sandbox.socket}")
        self.assertEqual(refused.returncode, 2)
        self.assertIn("reload refused, the old plan stays in force errors=1", daemon.log())
        self.assertEqual(self.rewrite(daemon), "in force")
        before = cycles()
        wait_for(lambda: cycles() > before + 2, "pages after it")
        self.assertIn(f"{gauge} 0", self.curl(daemon, path="/metrics")[1])
        self.assertEqual(run("reload", f"--control.socket={self.sandbox.socket}").returncode, 0)
        wait_for(lambda: f"{gauge} 1" in self.curl(daemon, path="/metrics")[1], "the gauge")

    def test_check_and_start_name_every_mistake(self):
        path = self.made.write("min_version: TLS9\nclient_auth: x", "basic_auth_users:\n  alice: secret\n")
        checked = run("check", f"--config.file={self.sandbox.file}", f"--web.config.file={path}")
        self.assertEqual(checked.returncode, 2)
        self.assertEqual(len(re.findall(rf"^{re.escape(str(path))}:\d+:\d+: ", checked.stderr, re.M)), 3, checked.stderr)
        self.assertIn("did you mean 'client_auth_type'?", checked.stderr)
        started = run("serve", f"--config.file={self.sandbox.file}", f"--web.config.file={path}")
        self.assertEqual(started.returncode, 2)
        self.assertIn("TLS9", started.stderr)
        self.assertEqual(run("check", f"--config.file={self.sandbox.file}",
                             f"--web.config.file={self.made.write()}").returncode, 0)

    def test_the_shipped_example_is_good_as_it_is_and_with_every_line(self):
        example = (ROOT / "deploy/web.yml").read_text(encoding="utf-8")
        path = self.made.write_text(example)
        self.assertEqual(run("check", f"--config.file={self.sandbox.file}", f"--web.config.file={path}").returncode, 0)
        whole = re.sub(r"^#(?=\w|  )", "", example, flags=re.M)
        self.assertNotEqual(whole, example)
        for name, source in (("entangled.pem", "server.pem"), ("entangled.key", "server.key"), ("scrapers.pem", "ours.pem")):
            shutil.copy(self.made.folder / source, self.made.folder / name)
        path = self.made.write_text(whole)
        checked = run("check", f"--config.file={self.sandbox.file}", f"--web.config.file={path}")
        self.assertEqual((checked.returncode, checked.stderr), (0, ""))
        self.assertIn("TLS, 1 user", checked.stdout)

    def test_prometheus_scrapes_with_certificate_user_and_tls(self):
        daemon = self.secured("client_auth_type: RequireAndVerifyClientCert\nclient_ca_file: ours.pem\n"
                              "client_allowed_sans: [scraper.example]", f"basic_auth_users:\n  alice: {HASH}\n")
        job = (f"    scheme: https\n    tls_config:\n      ca_file: {self.made.folder}/ours.pem\n"
               f"      cert_file: {self.made.folder}/scraper.pem\n      key_file: {self.made.folder}/scraper.key\n"
               "    basic_auth: {username: alice, password: secret}\n")
        configuration = scraping(f"localhost:{daemon.port}") + job
        prometheus = Prometheus(self.sandbox.folder / "prometheus", configuration)
        self.addCleanup(prometheus.close)
        wait_for(lambda: prometheus.query('up{job="entangled"} == 1'), "a scrape over TLS")
        wait_for(lambda: prometheus.query("entangled_tls_certificate_end_timestamp_seconds > time()"), "the page")
        self.made.sign("server", "ours", "DNS:localhost")
        daemon.wait_for_log("web configuration in force")
        seen = prometheus.query("count_over_time(up[1h])")[0][1]
        wait_for(lambda: prometheus.query("count_over_time(up[1h])")[0][1] >= seen + 2, "scrapes after the rotation")
        self.assertEqual(prometheus.query("min_over_time(up[1h])")[0][1], 1)


if __name__ == "__main__":
    unittest.main()

"""Clients that are slow, many, deaf or send garbage, over plain HTTP and TLS: others are served meanwhile.

`test_web_limits.py --all` sends 10,000 malformed requests in place of 500."""

import base64
import os
import random
import re
import socket
import ssl
import sys
import time
import unittest

from certificates import HASH, Certificates
from harness import LIMIT, Case

REQUESTS = 500
SEED = 20261122
LEGAL = b"GET /metrics HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YWxpY2U6c2VjcmV0\r\nConnection: close\r\n\r\n"
VERBS = [b"GET", b"POST", b"HEAD", b"PUT", b"OPTIONS", b"get", b"G\x00T", b"", b"CONNECT", b"PRI"]
VERSIONS = [b"HTTP/1.1", b"HTTP/9.9", b"HTTP/2.0", b"HTTP/", b"http/1.1", b"", b"HTTP/1.1 x"]
FIELDS = [b"Content-Length: -1", b"Content-Length: 99999999999999999999", b"Content-Length: 5\r\nContent-Length: 6",
          b"Transfer-Encoding: chunked\r\nContent-Length: 3", b"Transfer-Encoding: gzip, chunked", b": empty",
          b"Name with spaces: x", b"X: \x00\x01", b" folded", b"X" * 9000 + b": y", b"Expect: 100-continue",
          b"Authorization: Basic " + b"=" * 100, b"Host", b"Upgrade: h2c", b"Range: bytes=0-"]


def blurred(chance, data):
    """The bytes with some of them changed, taken away or doubled."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(data))
        what = chance.randrange(3)
        if what == 0:
            data[at] = chance.randrange(256)
        elif what == 1 and len(data) > 1:
            del data[at]
        else:
            data[at:at] = data[at:at + chance.randrange(1, 40)]
    return bytes(data)


def malformed(chance):
    """One request that no client would send; what it breaks differs."""
    kind = chance.randrange(4)
    if kind == 0:
        return bytes(chance.randrange(256) for _ in range(chance.randrange(1, 600)))
    if kind == 1:
        return blurred(chance, LEGAL)
    if kind == 2:
        chunks = b"".join(chance.choice([b"5\r\nhello\r\n", b"zz\r\n", b"fffffffffffffffff\r\n", b"-1\r\n", b"0\r\n\r\n"])
                          for _ in range(chance.randrange(1, 5)))
        return b"POST /-/reload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
    target = chance.choice([b"/metrics", b"//", b"*", b"/%00", b"/" + b"a" * 9000, b"http://", b"\xff\xfe", b"/a b"])
    fields = b"\r\n".join(chance.choices(FIELDS, k=chance.randrange(1, 4)))
    return b"%s %s %s\r\n%s\r\n\r\n" % (chance.choice(VERBS), target, chance.choice(VERSIONS), fields)


class Limits(Case):
    def setUp(self):
        super().setUp()
        self.made = Certificates(self.sandbox.folder / "tls")
        self.trusting = ssl.create_default_context(cafile=self.made.folder / "ours.pem")

    def secured(self, more=""):
        return self.serve(f"--web.config.file={self.made.write(more=more)}")

    def connect(self, daemon, tls):
        client = socket.create_connection(("127.0.0.1", daemon.port), LIMIT)
        return self.trusting.wrap_socket(client, server_hostname="localhost") if tls else client

    def ask(self, daemon, tls, request=LEGAL):
        """Status of the answer and the seconds it took; status 0 if it was closed without."""
        begun = time.monotonic()
        with self.connect(daemon, tls) as client:
            client.sendall(request)
            answer = b""
            while chunk := client.recv(65536):
                answer += chunk
        found = re.match(rb"HTTP/1\.[01] (\d+) ", answer)
        return int(found.group(1)) if found else 0, time.monotonic() - begun

    def send_garbage(self, daemon, tls, data):
        """Every status that came back; the rest of the connection does not matter."""
        answer = b""
        try:
            with self.connect(daemon, tls) as client:
                client.sendall(data)
                # Over TLS, too, it is TCP that ends: a request that is not whole gets no answer.
                socket.socket.shutdown(client, socket.SHUT_WR)
                while chunk := client.recv(65536):
                    answer += chunk
        except (OSError, ssl.SSLError):
            pass
        return [int(status) for status in re.findall(rb"(?:^|\n)HTTP/1\.[01] (\d+) ", answer)]

    @staticmethod
    def resident(daemon):
        with open(f"/proc/{daemon.process.pid}/status", encoding="ascii") as file:
            return int(re.search(r"RssAnon:\s+(\d+)", file.read()).group(1))

    def garbage(self, daemon, tls, count):
        """Sends it while a good client asks; gives the statuses that were seen."""
        chance = random.Random(SEED)
        seen = {}
        warm = None
        for number in range(count):
            data = malformed(chance)
            for status in self.send_garbage(daemon, tls, data):
                seen[status] = seen.get(status, 0) + 1
                if status == 200:
                    # Some changes leave a good request: then a strict reader has to agree.
                    self.assertRegex(data, rb"(GET|HEAD) \S+ HTTP/1\.[01]\r\n", data)
            if number % 50 == 0:
                self.assertEqual(self.ask(daemon, tls)[0], 200)
            if number == count // 4:
                warm = self.resident(daemon)
        self.assertIsNone(daemon.process.poll(), daemon.log())
        # A recompute in between takes its own 1.3 MiB once; of `--all` a leak of 300 bytes a request is seen. Sanitizers
        # keep what was freed, and report a leak at the end.
        if "ENTANGLED_SANITIZED" not in os.environ:
            self.assertLess(self.resident(daemon) - warm, 2048, "KiB more than after a quarter of it")
        self.assertEqual(daemon.end()[0], 0, daemon.log())
        return seen

    def test_malformed_requests_get_a_refusal_and_others_are_served(self):
        seen = self.garbage(self.serve(), False, REQUESTS)
        self.assertGreater(seen.get(400, 0), REQUESTS // 5, seen)
        print(f"\nplain: {seen}", file=sys.stderr)

    def test_malformed_requests_over_tls_and_with_users(self):
        daemon = self.secured(f"basic_auth_users:\n  alice: {HASH}\n")
        seen = self.garbage(daemon, True, REQUESTS // 5)
        self.assertGreater(seen.get(400, 0), REQUESTS // 40, seen)
        print(f"\nTLS: {seen}", file=sys.stderr)

    def test_garbage_in_place_of_a_handshake(self):
        daemon = self.secured()
        chance = random.Random(SEED)
        hello = self.hello()
        for number in range(REQUESTS):
            data = blurred(chance, hello) if number % 2 else bytes(chance.randrange(256) for _ in range(200))
            self.assertNotIn(200, self.send_garbage(daemon, False, data))
            if number % 50 == 0:
                self.assertEqual(self.ask(daemon, True)[0], 200)
        self.assertEqual(daemon.end()[0], 0, daemon.log())
        self.assertEqual(daemon.log().count("TLS client refused"), 1, "one line a minute is enough")

    def hello(self):
        """How a client begins TLS."""
        outgoing = ssl.MemoryBIO()
        client = self.trusting.wrap_bio(ssl.MemoryBIO(), outgoing, server_hostname="localhost")
        with self.assertRaises(ssl.SSLWantReadError):
            client.do_handshake()
        return outgoing.read()

    def slow_clients(self, daemon, beginning, count=400):
        """Connections that began and then say nothing more."""
        clients = []
        for _ in range(count):
            client = socket.create_connection(("127.0.0.1", daemon.port), LIMIT)
            self.addCleanup(client.close)
            try:
                client.sendall(beginning)
            except OSError:
                pass  # it was cut already
            clients.append(client)
        return clients

    def test_many_slow_clients_keep_nobody_from_an_answer(self):
        for tls, beginning in ((False, b"GET /metrics HTTP/1.1\r\nHost: x\r\nX-"), (True, self.hello()[:40])):
            daemon = self.secured() if tls else self.serve()
            self.slow_clients(daemon, beginning)
            took = [self.ask(daemon, tls) for _ in range(20)]
            self.assertEqual({status for status, _ in took}, {200}, tls)
            self.assertLess(max(seconds for _, seconds in took), 2, tls)
            daemon.close()

    def test_a_stop_does_not_wait_for_passwords(self):
        # A cost of 11 takes 150 ms or more, so 16 of them more than two seconds.
        daemon = self.secured(f"basic_auth_users:\n  alice: {HASH.replace('$04$', '$11$')}\n")
        clients = []
        for number in range(16):
            client = self.connect(daemon, True)
            self.addCleanup(client.close)
            password = base64.b64encode(b"alice:%d" % number)
            client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\n\r\n" % password)
            clients.append(client)
        clients[0].recv(1)
        code, took = daemon.end()
        self.assertEqual(code, 0)
        self.assertLess(took, 2)

    def test_no_client_waits_for_a_delayed_acknowledgement(self):
        daemon = self.secured()
        self.assertLess(min(self.ask(daemon, True)[1] for _ in range(10)), 0.035)

    def test_clients_that_do_not_read_make_room(self):
        daemon = self.serve()
        deaf = []
        for _ in range(70):
            client = socket.socket()
            self.addCleanup(client.close)
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.connect(("127.0.0.1", daemon.port))
            client.settimeout(0.2)
            try:
                client.sendall(LEGAL.replace(b"Connection: close\r\n", b"") * 200)
            except OSError:
                pass
            deaf.append(client)
        end = time.monotonic() + LIMIT
        status = 0
        while status != 200 and time.monotonic() < end:
            status, _ = self.ask(daemon, False)
        self.assertEqual(status, 200)


if __name__ == "__main__":
    if "--all" in sys.argv:
        sys.argv.remove("--all")
        REQUESTS = 10_000
    unittest.main()

"""What nobody should send: files that are wrong, folders that hold no logs, clients that are slow, huge, malformed or many."""

import contextlib
import http.client
import os
import pathlib
import resource
import socket
import subprocess
import tempfile
import time
import unittest

from program import PROGRAM, Program, Refused

HEAD = "kind: Service\nlisten: 127.0.0.1:0\nstore: readings.db\ndevices:\n"
TWIN = "  - { name: lab, twin: {} }\n"
LOGS = "  - { name: lab, bluefors: { logs: ., zone: Europe/Zurich } }\n"

# A fleet's file, the exit code, and what must be said.
FILES = {
    "nothing": ("", 65, "fleet.yaml"),
    "only a comment": ("# later\n", 65, "fleet.yaml"),
    "no text": ("\x00\x01\x02\x7fELF" * 50, 65, "fleet.yaml:1:"),
    "cut off": (HEAD + '  - { name: "lab', 65, "fleet.yaml:5:"),
    "devices of one name": (HEAD + TWIN + LOGS, 65, "fleet.yaml:6:.*lab.* a name of its own"),
    "a zone that is none": (HEAD + LOGS.replace("Zurich", "Zuerich"), 65, "fleet.yaml:5:.*zone"),
    "a key that is none": (HEAD + TWIN.replace("twin", "twine"), 65, "fleet.yaml:5:.*did you mean .*twin"),
    "a key twice": (HEAD + TWIN.replace("twin: {}", "twin: {}, twin: {}"), 65, "fleet.yaml:5:"),
    "a number that is none": (HEAD.replace("devices", "speed: .nan\ndevices") + TWIN, 65, "fleet.yaml:4:"),
    "aliases without end": (
        "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
        "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\n" + HEAD + TWIN, 65, "fleet.yaml"),
    "depth without end": ("[" * 100_000, 65, "fleet.yaml:1:"),
    "thirty megabytes": (HEAD + TWIN + "# x\n" * 8_000_000, 65, "fleet.yaml.*bytes"),
    "a million devices": (HEAD + "".join(TWIN.replace("lab", f"l{n}") for n in range(3000)), 65, "fleet.yaml:4:|at most 1000|fleet.yaml"),
    "a folder that is not there": (HEAD + LOGS.replace("logs: .", "logs: none"), 65, "fleet.yaml:5:.*none"),
}

# What must not lead out of what is served, nor do anything.
ESCAPES = [
    "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fetc%2fpasswd", "/assets/%2e%2e%2f%2e%2e%2fetc/passwd",
    "/assets/..\\..\\etc\\passwd", "/assets/%00", "/assets/app.js%00.png", "/assets/%c0%ae%c0%ae/passwd", "/assets//etc/passwd",
    "//etc/passwd", "/api/v1/devices/%2e%2e", "/api/v1/devices/lab%2fpanel", "/api/v1/devices/%ff", "/devices/%2e%2e%2fx", "/%",
    "/assets/%2", "/assets/app.js/", "/assets/file:///etc/passwd",
]
METHODS = ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "OPTIONS", "PROPFIND", "get", "X" * 300]


class FileTests(unittest.TestCase):
    def refusal(self, *arguments, fleet=None):
        """How the program refuses; that it runs is a failure."""
        try:
            program = Program(*arguments, fleet=fleet)
        except Refused as refused:
            return refused
        program.stop()
        raise AssertionError("it was taken")

    def test_a_fleet_that_is_wrong_is_refused_with_its_place(self):
        for name, (text, code, words) in FILES.items():
            with self.subTest(file=name):
                began = time.monotonic()
                refused = self.refusal(fleet=text)
                self.assertEqual(refused.code, code, refused.words[:500])
                self.assertRegex(refused.words, words)
                self.assertLess(len(refused.words), 4000, "a person reads this")
                self.assertLess(time.monotonic() - began, 30)

    def test_folders_that_hold_no_logs_are_refused_with_what_is_expected(self):
        with tempfile.TemporaryDirectory() as folder:
            place = pathlib.Path(folder)
            (place / "empty").mkdir()
            (place / "others/inner").mkdir(parents=True)
            (place / "file").write_text("x")
            for name, code, words in (
                ("empty", 65, "expected folders of days"), ("others", 65, "expected folders of days"),
                ("file", 66, "Not a directory"), ("none", 66, "No such file"),
            ):
                with self.subTest(folder=name):
                    refused = self.refusal("--port", "0", "--replay", str(place / name), "--zone", "UTC")
                    self.assertEqual(refused.code, code, refused.words)
                    self.assertRegex(refused.words, words)
        refused = self.refusal("--port", "0", "--replay", "/", "--zone", "Nowhere/Here")
        self.assertEqual(refused.code, 64)
        self.assertIn("Nowhere/Here", refused.words)

    def test_a_replay_of_bytes_without_sense_costs_little_and_is_counted(self):
        with tempfile.TemporaryDirectory() as folder:
            day = pathlib.Path(folder) / "25-03-14"
            day.mkdir()
            good = "".join(f"14-03-25,10:00:{second:02},{second}.5\r\n" for second in range(60))
            (day / "CH1 T 25-03-14.log").write_bytes(os.urandom(300_000))
            (day / "CH2 T 25-03-14.log").write_bytes(b"\x00" * 300_000)
            (day / "CH5 T 25-03-14.log").write_text(good)
            with open(day / "Flowmeter 25-03-14.log", "wb") as long:
                # A line of 4 MB, most of which is no place on the disk, between two that are lines.
                long.write(b"14-03-25,10:00:00,1.5\r\n")
                long.seek(4 << 20)
                long.write(b"\r\n14-03-25,10:00:20,2.5\r\n")
            program = Program("--port", "0", "--store", f"{folder}/readings.db", "--replay", folder, "--zone", "UTC")
            try:
                deadline = time.monotonic() + 120
                while self.points(program, "flow") != [0.0015, 0.0025] or len(self.points(program, "still")) < 60:
                    self.assertLess(time.monotonic(), deadline, "the lines that are whole are not there")
                    time.sleep(0.1)
                metrics = program.get("/metrics").text
                self.assertRegex(metrics, r'subkelvin_parse_errors_total\{device="[^"]+"\} [1-9]')
                self.assertRegex(program.words(), r"25-03-14/CH1 T 25-03-14\.log:\d+: .*expected")
                self.assertRegex(program.words(), r"25-03-14/CH2 T 25-03-14\.log:1: the line has more than")
                peak = int(pathlib.Path(f"/proc/{program.process.pid}/status").read_text().split("VmHWM:")[1].split()[0])
                self.assertLess(peak, 400_000, "kB; a line is not kept in memory")
            finally:
                program.stop()

    def test_a_replay_without_a_reading_says_so(self):
        with tempfile.TemporaryDirectory() as folder:
            day = pathlib.Path(folder) / "lab/25-03-14"
            day.mkdir(parents=True)
            (day / "CH1 T 25-03-14.log").write_bytes(b"\x7fELF\n" * 1000)
            program = Program("--port", "0", "--store", f"{folder}/readings.db", "--replay", folder, "--zone", "UTC")
            try:
                deadline = time.monotonic() + 60
                while not (reason := program.get("/api/v1/fleet").json["devices"][0]["source"]["reason"] or "").startswith("its logs"):
                    self.assertLess(time.monotonic(), deadline, reason)
                    time.sleep(0.1)
                self.assertIn(f"logs inspect {folder}/lab", reason)
                self.assertIn("CH1 T 25-03-14.log:1: no date and time; expected", program.words())
            finally:
                program.stop()

    def points(self, program, channel):
        name = program.get("/api/v1/fleet").json["devices"][0]["name"]
        answer = program.get(
            f"/api/v1/devices/{name}/series?channel={channel}&from=2025-03-14T00:00:00Z&to=2025-03-15T00:00:00Z")
        return [point[2] for one in answer.json.get("series", []) for point in one["points"]]


class ClientTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.program = Program(fleet=HEAD + LOGS)
        cls.addClassCleanup(cls.program.stop)

    def tearDown(self):
        """Whatever was sent, another client is still served, and waits for none of those: they may take half a minute each."""
        for target in ("/", "/api/v1/fleet", "/metrics"):
            self.assertEqual(self.program.get(target, timeout=20).status, 200)

    def connect(self, source="127.0.0.1"):
        return socket.create_connection(("127.0.0.1", self.program.port), timeout=10, source_address=(source, 0))

    def raw(self, data):
        """The status line of the answer to some bytes; empty where the connection is closed instead."""
        with self.connect() as client:
            try:
                client.sendall(data)
                return client.recv(4096).split(b"\r\n")[0].decode(errors="replace")
            except ConnectionError:
                return ""

    def refused(self, reason):
        metrics = self.program.get("/metrics").text
        found = [line for line in metrics.splitlines() if line.startswith(f'http_refused_total{{reason="{reason}"}}')]
        return float(found[0].split()[-1]) if found else 0

    def test_no_path_leads_out(self):
        for target in ESCAPES:
            with self.subTest(target=target):
                answer = self.program.get(target)
                self.assertIn(answer.status, (400, 404))
                self.assertEqual(answer.headers["content-type"].split(";")[0], "application/json")
                self.assertNotIn(b"root:", answer.bytes)
        # Raw, for a client's library may not send these.
        for target in (b"/assets/\x00/../../etc/passwd", b"/assets/ /x", b"/assets/\xff\xfe", b"/assets/../../../etc/passwd"):
            with self.subTest(target=target):
                status = self.raw(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
                self.assertRegex(status, r"^(HTTP/1\.1 (4|505)|$)")

    def test_no_other_method_is_taken(self):
        for method in METHODS:
            with self.subTest(method=method[:10]):
                status = self.raw(f"{method} /api/v1/fleet HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n".encode())
                self.assertRegex(status, r"^(HTTP/1\.1 (400|403|405|501)|$)")

    def test_what_is_huge_is_refused_and_not_kept(self):
        before = self.refused("header-too-large"), self.refused("body-too-large")
        field = b"x-long: " + b"x" * 1000 + b"\r\n"
        self.assertRegex(self.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + field * 1000 + b"\r\n"), "^(HTTP/1.1 431|$)")
        body = b"POST /api/v1/fleet HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n" % (10 << 20)
        self.assertRegex(self.raw(body + b"x" * (10 << 20)), "^(HTTP/1.1 413|$)")
        self.assertRegex(self.raw(b"GET /" + b"x" * (1 << 20) + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"), "^(HTTP/1.1 4(14|31)|$)")
        after = self.refused("header-too-large"), self.refused("body-too-large")
        self.assertTrue(all(now > then for now, then in zip(after, before)), f"{before} {after}")

    def test_who_sends_slowly_or_nothing_keeps_nobody_waiting(self):
        needed = 1100
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(needed + 200, hard)), hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        with contextlib.ExitStack() as all_of_them:
            # Four addresses, 250 of each, of which none may have more than 256, and all together no more than 1024.
            clients = [all_of_them.enter_context(self.connect(f"127.0.0.{2 + number % 4}")) for number in range(1000)]
            for client in clients[::2]:
                with contextlib.suppress(ConnectionError):
                    client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nx-a: ")
            for _ in range(3):
                for client in clients[::20]:
                    with contextlib.suppress(ConnectionError):
                        client.sendall(b"x")
                # Who does not end a head is dropped after half a minute; this one does not wait for that.
                self.assertEqual(self.program.get("/api/v1/fleet", timeout=20).status, 200)
            crowd = [all_of_them.enter_context(self.connect("127.0.0.2")) for _ in range(20)]
            deadline = time.monotonic() + 30
            while self.refused("too-many-connections-of-address") < 1 and time.monotonic() < deadline:
                time.sleep(0.05)
            self.assertGreaterEqual(self.refused("too-many-connections-of-address"), 1)
            del crowd

    def test_a_stream_is_given_whatever_its_client_says_of_the_last_event(self):
        for last in ("-1", "9" * 5000, "\x7f\x01", "' OR 1=1 --", "é"):
            with self.subTest(last=last[:10]):
                connection = http.client.HTTPConnection("127.0.0.1", self.program.port, timeout=20)
                try:
                    connection.putrequest("GET", "/api/v1/events")
                    connection.putheader("Last-Event-ID", last.encode())
                    connection.endheaders()
                    response = connection.getresponse()
                    self.assertEqual(response.status, 200)
                    self.assertEqual({response.readline(), response.readline()}, {b"event: fleet\n", b"retry: 2000\n"})
                finally:
                    connection.close()

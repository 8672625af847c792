"""What the service answers, checked against the description that it serves itself: every path, every kind of refusal, every event."""

import contextlib
import http.client
import io
import json
import socket
import time
import unittest

from program import Answer, Program, shared

try:
    import jsonschema
except ImportError:
    jsonschema = None

# A device of which nothing is heard: what can be null is.
SILENT = """\
kind: Service
listen: 127.0.0.1:0
store: readings.db
devices:
  - { name: silent, bluefors: { logs: ., zone: Europe/Zurich } }
"""
HOUR = "from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z"

# What is asked for each path of the description; each device stands for those of its kind.
TARGETS = {
    "/api/v1/fleet": ["/api/v1/fleet"],
    "/api/v1/devices/{device}": ["/api/v1/devices/lab-1", "/api/v1/devices/link"],
    "/api/v1/devices/{device}/series": [
        "/api/v1/devices/lab-1/series?channel=base&channel=P1&points=10",
        "/api/v1/devices/link/series?channel=A.base",
        f"/api/v1/devices/lab-1/series?channel=base&{HOUR}"],
    "/api/v1/devices/{device}/prediction": [
        "/api/v1/devices/lab-1/prediction?channel=base", "/api/v1/devices/link/prediction?channel=A.base&points=5"],
    "/api/v1/devices/{device}/panel": ["/api/v1/devices/lab-1/panel", "/api/v1/devices/link/panel"],
    "/api/v1/devices/{device}/profile": ["/api/v1/devices/link/profile"],
    "/api/v1/openapi.json": ["/api/v1/openapi.json"],
    "/healthz": ["/healthz"],
    "/readyz": ["/readyz"],
    "/metrics": ["/metrics"],
}
STREAM = "/api/v1/events"

# What is refused, how, and by which code.
REFUSED = [
    ("GET", "/api/v1/devices/none", 404), ("GET", "/api/v1/devices/none/panel", 404),
    ("GET", "/api/v1/devices/lab-1/profile", 404), ("GET", "/api/v1/devices/lab-1/series?channel=none", 404),
    ("GET", "/api/v1/none", 404), ("GET", "/none", 404), ("GET", "/assets/none.js", 404),
    ("GET", "/api/v1/fleet?x=1", 400), ("GET", "/api/v1/devices/lab-1/series", 400),
    ("GET", "/api/v1/devices/lab-1/series?channel=base&points=0", 400),
    ("GET", "/api/v1/devices/lab-1/series?channel=base&points=many", 400),
    ("GET", "/api/v1/devices/lab-1/series?channel=base&from=yesterday", 400),
    ("GET", "/api/v1/devices/lab-1/prediction?channel=base&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", 400),
    ("GET", "/api/v1/devices/lab-1/series?" + "&".join(["channel=base"] * 65), 400),
    ("GET", "/api/v1/fleet/%2e%2e/fleet", 400), ("GET", "/" + "x" * 9000, 414),
    ("POST", "/api/v1/fleet", 405), ("DELETE", "/api/v1/devices/lab-1", 405), ("PUT", "/metrics", 405),
]


def events(port, isEnough, within=60):
    """The events of the stream until they are enough, or for so many seconds, as (name, data)."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", STREAM)
    response = connection.getresponse()
    found, name, end = [], None, time.monotonic() + within
    try:
        while not isEnough(found) and time.monotonic() < end:
            line = response.readline().decode().rstrip("\n")
            if line.startswith("event: "):
                name = line[7:]
            elif line.startswith("data: "):
                found.append((name, json.loads(line[6:])))
    finally:
        connection.close()
    return response.getheader("content-type"), found


def response(data):
    """The first response in some bytes."""
    class Said:
        def makefile(self, _):
            return io.BytesIO(data)

    found = http.client.HTTPResponse(Said())
    found.begin()
    return found


@unittest.skipUnless(jsonschema, "no jsonschema for this python3: scripts/bootstrap --for test installs Debian's")
class InterfaceTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.program = shared()
        cls.description = cls.program.get("/api/v1/openapi.json").json
        cls.schemas = cls.description["components"]["schemas"]

    def check(self, value, schema):
        """A value is as a schema of the description says."""
        validator = jsonschema.Draft202012Validator(
            schema, resolver=jsonschema.RefResolver("", self.description))
        self.assertEqual([f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(value)], [])

    def operation(self, template):
        return self.description["paths"][template]["get"]

    def test_the_schemas_are_schemas_and_every_path_is_asked(self):
        self.assertRegex(self.description["openapi"], r"^3\.1\.")
        for schema in self.schemas.values():
            jsonschema.Draft202012Validator.check_schema(schema)
        self.assertEqual(set(self.description["paths"]), {*TARGETS, STREAM}, "a path is described and not asked here, or the other way")

    def check_answers(self, program, targets):
        for template, own in targets.items():
            for target in own:
                with self.subTest(target=target):
                    answer = program.get(target)
                    self.assertEqual(answer.status, 200, answer.text)
                    (kind, content), = self.operation(template)["responses"]["200"]["content"].items()
                    self.assertEqual(answer.headers["content-type"].split(";")[0], kind)
                    if "schema" in content:
                        self.check(answer.json, content["schema"])

    def test_every_path_answers_as_described(self):
        self.check_answers(self.program, TARGETS)

    def test_so_it_does_for_a_device_of_which_nothing_is_known(self):
        program = Program(fleet=SILENT)
        try:
            targets = {template: sorted({target.replace("lab-1", "silent") for target in own if "link" not in target})
                       for template, own in TARGETS.items()}
            self.check_answers(program, targets)
            device, = program.get("/api/v1/fleet").json["devices"]
            self.assertEqual((device["phase"], device["within"], device["source"]["lastReading"]), ("unknown", None, None))
        finally:
            program.stop()

    def test_answers_in_time_hold_what_they_promise(self):
        answer = self.program.get("/api/v1/devices/lab-1/series?channel=base&channel=v1&points=50").json
        self.assertEqual([one["channel"] for one in answer["series"]], ["base", "v1"])
        for one in answer["series"]:
            self.assertTrue(one["points"])
            times = [point[0] for point in one["points"]]
            self.assertEqual(times, sorted(times))
            for point in one["points"]:
                self.assertEqual(len(point), 5)
                numbers = [value for value in point[1:4] if value is not None]
                self.assertEqual(numbers, sorted(numbers))

    def test_every_refusal_says_why_and_what_to_do(self):
        for method, target, status in REFUSED:
            with self.subTest(method=method, target=target[:80]):
                answer = self.program.get(target, method)
                self.assertEqual(answer.status, status, answer.text)
                self.refuses(answer)
                if status == 405:
                    self.assertIn("GET", answer.headers["allow"])

    def refuses(self, answer):
        """An answer is an error of the description, in words."""
        self.assertEqual(answer.headers["content-type"].split(";")[0], "application/json")
        self.check(answer.json, {"$ref": "#/components/schemas/Error"})
        words = answer.json["error"]
        self.assertRegex(words["code"], r"^[a-z0-9-]+$")
        self.assertTrue(words["message"])

    def test_what_is_too_large_too_often_or_for_another_is_refused_in_the_same_words(self):
        headers = {"content-length": str(2**30)}
        for status, answer in (
            (413, self.program.get("/api/v1/fleet", "POST", headers)),
            (421, self.program.get("/api/v1/fleet", headers={"host": "elsewhere.example"})),
            (431, self.program.get("/api/v1/fleet", headers={"x-long": "x" * 20_000})),
            (429, self.too_often()),
        ):
            with self.subTest(status=status):
                self.assertEqual(answer.status, status, answer.text)
                self.refuses(answer)

    def too_often(self):
        """The answer to an address of this machine that is used here alone and asks without a pause.

        Requests go out by the hundred, so that it is not this program's speed that limits how often it asks.
        """
        requests = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" * 400
        end = time.monotonic() + 120
        while time.monotonic() < end:
            with contextlib.ExitStack() as stack:
                clients = [
                    stack.enter_context(socket.create_connection(
                        ("127.0.0.1", self.program.port), timeout=60, source_address=("127.0.0.9", 0)))
                    for _ in range(8)]
                for client in clients:
                    client.sendall(requests)
                    client.shutdown(socket.SHUT_WR)
                for client in clients:
                    with client.makefile("rb") as said:
                        _, refusal, rest = said.read().partition(b"HTTP/1.1 429 ")
                    if refusal:
                        answer = Answer(response(refusal + rest))
                        self.assertGreaterEqual(int(answer.headers["retry-after"]), 1)
                        return answer
        raise AssertionError("nobody asks too often")

    def test_every_event_of_the_stream_is_as_described(self):
        described = self.operation(STREAM)["x-events"]

        def is_enough(found):
            devices = {row[0] for name, data in found if name == "readings" for row in data["readings"]}
            return devices == {"lab-1", "link"} and {name for name, _ in found} == set(described)

        kind, found = events(self.program.port, is_enough)
        self.assertEqual(kind, "text/event-stream")
        self.assertEqual({name for name, _ in found}, set(described))
        for name, data in found:
            self.check(data, described[name])
        self.assertEqual(found[0][0], "fleet", "who comes sees at once how the fleet is")
        rows = [row for name, data in found if name == "readings" for row in data["readings"]]
        known = {(name, channel["name"]) for name in ("lab-1", "link")
                 for channel in self.program.get(f"/api/v1/devices/{name}").json["channels"]}
        for device, channel, moment, value, quality in rows:
            self.assertIn((device, channel), known)
            self.assertIsInstance(moment, int)
            self.assertTrue(value is None or isinstance(value, (int, float)))
            self.assertIn(quality, range(8))
        self.assertEqual({row[0] for row in rows}, {"lab-1", "link"})

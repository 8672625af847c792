"""A disk that fills up under a running fleet, and has room again: a small file system of its own, where one can be mounted."""

import pathlib
import subprocess
import tempfile
import time
import unittest

from program import Program

FLEET = """\
kind: Service
listen: 127.0.0.1:0
store: {place}/disk/readings.db
devices:
  - {{ name: lab, bluefors: {{ logs: {place}/logs, zone: UTC }} }}
"""


class DiskTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="subkelvin-disk-")
        self.addCleanup(folder.cleanup)
        self.place = pathlib.Path(folder.name)
        (self.place / "disk").mkdir()
        (self.place / "logs/25-03-14").mkdir(parents=True)
        mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(self.place / "disk")]
        try:
            mounted = subprocess.run(mount, capture_output=True, text=True)
        except FileNotFoundError:
            self.skipTest("no mount here")
        if mounted.returncode:
            self.skipTest(f"no file system can be mounted here: {mounted.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", str(self.place / "disk")], check=True)
        self.written = 0

    def write(self, lines):
        """Lines of a flowmeter, one for each second of the day."""
        with open(self.place / "logs/25-03-14/Flowmeter 25-03-14.log", "a") as log:
            for _ in range(lines):
                minutes, seconds = divmod(self.written, 60)
                hours, minutes = divmod(minutes, 60)
                log.write(f"14-03-25,{hours:02}:{minutes:02}:{seconds:02},{self.written % 1000 / 1000:.3f}\r\n")
                self.written += 1

    def stored(self):
        """The readings that the store has."""
        answer = self.program.get(
            "/api/v1/devices/lab/series?channel=flow&points=10000&from=2025-03-14T00:00:00Z&to=2025-03-15T00:00:00Z")
        self.assertEqual(answer.status, 200, answer.text)
        series = answer.json["series"]
        return [round(point[0] / 1000) % 86400 for point in series[0]["points"]] if series else []

    def until(self, isSo, what, within=120):
        deadline = time.monotonic() + within
        while not isSo():
            self.assertLess(time.monotonic(), deadline, f"not within {within} s: {what}; {self.program.words()[-2000:]}")
            time.sleep(0.1)

    def condition(self):
        lines = self.program.get("/metrics").text.splitlines()
        return [line.split('"')[1] for line in lines if line.startswith("subkelvin_store_condition{") and line.endswith(" 1")]

    def test_a_full_disk_is_said_answers_go_on_and_nothing_is_lost_once_there_is_room(self):
        self.write(100)
        self.program = Program(fleet=FLEET.format(place=self.place))
        self.addCleanup(self.program.stop)
        self.until(lambda: len(self.stored()) == 100, "what was there is stored")
        self.assertEqual(self.program.get("/readyz").status, 200)
        ballast = self.place / "disk/ballast"
        with open(ballast, "wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        self.write(5000)
        self.until(lambda: self.program.get("/readyz").status == 503, "it says that it stores nothing")
        self.assertEqual(self.condition(), ["full"])
        refusal = self.program.get("/readyz").json["error"]
        self.assertRegex(refusal["message"], "stored.*full")
        # It answers as before, from what it has.
        for target in ("/", "/healthz", "/api/v1/fleet", "/api/v1/devices/lab", "/metrics"):
            self.assertEqual(self.program.get(target, timeout=20).status, 200, target)
        self.assertGreaterEqual(len(self.stored()), 100)
        self.write(50)
        time.sleep(1)
        ballast.unlink()
        self.until(lambda: self.program.get("/readyz").status == 200, "it stores again by itself")
        self.until(lambda: len(self.stored()) == self.written, "all that was written meanwhile is there")
        self.assertEqual(self.stored(), list(range(self.written)))
        self.assertEqual(self.condition(), ["working"])

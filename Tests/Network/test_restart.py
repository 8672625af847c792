"""A fleet that is killed and started again: its past is completed, and its twins go on from where they were."""

import pathlib
import random
import re
import signal
import tempfile
import time
import unittest

from program import Program

FLEET = """\
kind: Service
listen: 127.0.0.1:0
store: {place}/readings.db
speed: 3000
devices:
  - {{ name: told, preset: eth-node, twin: {{ history: 4 d, scenario: {place}/rest.yaml, repeat: 1 d }} }}
  - {{ name: cooling, preset: ld-400, twin: {{ scenario: {place}/cooldown.yaml }} }}
"""
SCENARIO = """\
kind: Scenario
name: {name}
title: "{name}"
start: {start}
events:
  - {{ at: 1 h, {event} }}
"""


class RestartTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="subkelvin-restart-")
        self.addCleanup(folder.cleanup)
        self.place = pathlib.Path(folder.name)
        for name, start, event in (("rest", "base", "for: 1 h, heat: { base: 1 uW }"), ("cooldown", "warm", "run: cooldown")):
            (self.place / f"{name}.yaml").write_text(SCENARIO.format(name=name, start=start, event=event))
        self.program = None
        self.addCleanup(self.end)

    def start(self):
        self.program = Program(fleet=FLEET.format(place=self.place))
        self.program.wait_until_all_speak(120)
        # What they said before is there at once; now they say something new.
        deadline = time.monotonic() + 60
        while self.counts()["added"] == 0:
            self.assertLess(time.monotonic(), deadline, f"nothing new is said: {self.program.words()}")
            time.sleep(0.05)

    def end(self, number=signal.SIGKILL):
        if self.program is not None:
            self.program.process.send_signal(number)
            self.program.process.wait(20)
            self.program.clean()
            self.program = None

    def series(self, device, channel, *, hours):
        now = time.time()
        answer = self.program.get(
            f"/api/v1/devices/{device}/series?channel={channel}&points=10000"
            f"&from={time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(now - hours * 3600))}"
            f"&to={time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(now + 30 * 86400))}")
        self.assertEqual(answer.status, 200, answer.text)
        return answer.json["series"][0]["points"]

    def counts(self):
        """How many readings there were since the start, by what became of them."""
        metrics = self.program.get("/metrics").text
        return {outcome: float(count) for outcome, count in re.findall(r'subkelvin_readings_total{outcome="(\w+)"} (\S+)', metrics)}

    def nothing_is_refused(self):
        """No reading came for a time at which another stands, or that is closed, and none came twice."""
        counts = self.counts()
        self.assertEqual(counts["duplicate"] + counts["conflict"] + counts["expired"], 0, counts)

    def test_the_past_is_completed_and_twins_go_on_after_kills(self):
        begun = time.time()
        dice = random.Random(8)
        signals = [signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGKILL]
        for number in signals:
            self.start()
            time.sleep(dice.uniform(0.2, 1.5))
            self.nothing_is_refused()
            self.end(number)
        self.start()
        deadline = time.monotonic() + 120
        while self.program.get("/api/v1/fleet").json["backfill"] is not None:
            self.assertLess(time.monotonic(), deadline, "the past is not completed")
            time.sleep(0.1)
        self.nothing_is_refused()
        # From four days before the first start on, in rollups of some minutes each: none is missing.
        points = self.series("told", "base", hours=24 * 5)
        times = [point[0] / 1000 for point in points]
        # By their own clock the twins began some hours later, while their plants were brought to base.
        self.assertLess(times[0], begun - 3.3 * 86400)
        self.assertLess(max(b - a for a, b in zip(times, times[1:])), 1800)
        # It cools as it would have without a kill: nowhere does it jump back to where it began.
        points = []
        while not points or points[-1] > 270:
            self.assertLess(time.monotonic(), deadline, f"it does not cool: {points[-5:]}")
            time.sleep(0.5)
            points = [point[2] for point in self.series("cooling", "4K", hours=1) if point[2] is not None]
        self.assertGreater(points[0], 285)
        self.assertLess(max(b - a for a, b in zip(points, points[1:])), 2)
        notes = [device["notes"] for device in self.program.get("/api/v1/fleet").json["devices"]]
        self.assertFalse(any("anew" in note for device in notes for note in device), notes)


if __name__ == "__main__":
    unittest.main()

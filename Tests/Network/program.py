"""`subkelvin up` as a process of its own, and what tests ask of it. Python's standard library alone."""

import atexit
import http.client
import json
import os
import pathlib
import queue
import re
import subprocess
import tempfile
import threading
import time

from processes import end

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("SUBKELVIN_PROGRAM", str(ROOT / ".build/debug/subkelvin"))

FLEET = """\
kind: Service
title: "What tests ask"
listen: 127.0.0.1:0
store: readings.db
devices:
  - { name: lab-1, preset: eth-node, twin: {} }
  - { name: link, preset: eth-5m, twin: {} }
"""
_shared = []


def shared():
    """A cryostat and a link, both simulated, for tests that leave them as they are; they begin once and end with the run."""
    if not _shared:
        program = Program(fleet=FLEET)
        atexit.register(program.stop)
        program.wait_until_all_speak(120)
        _shared.append(program)
    return _shared[0]


class Answer:
    """What the service answered."""

    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.bytes = response.read()

    @property
    def text(self):
        return self.bytes.decode()

    @property
    def json(self):
        return json.loads(self.bytes)


class Refused(Exception):
    """It ended before it had an address: its exit code and its words."""

    def __init__(self, code, words):
        super().__init__(f"ended with {code}: {words}")
        self.code = code
        self.words = words


class Program:
    """`subkelvin up` on a free port of loopback, in a folder that goes with it; without arguments, its demonstration."""

    def __init__(self, *arguments, fleet=None, patience=60):
        if not os.access(PROGRAM, os.X_OK):
            raise AssertionError(f"there is no program {PROGRAM}; build it with `swift build`")
        self.folder = tempfile.TemporaryDirectory(prefix="subkelvin-network-")
        self.place = pathlib.Path(self.folder.name)
        if fleet is not None:
            (self.place / "fleet.yaml").write_text(fleet)
            arguments = ("-c", str(self.place / "fleet.yaml"), *arguments)
        elif not arguments:
            arguments = ("--port", "0", "--store", str(self.place / "readings.db"))
        self.errors = open(self.place / "errors", "w+b")
        self.process = subprocess.Popen(
            [PROGRAM, "up", *arguments], stdout=subprocess.PIPE, stderr=self.errors, text=True)
        # Its output is read to its end, so that it never waits for a reader, and nobody waits for a line that never comes.
        self.lines = queue.Queue()
        threading.Thread(target=self.read, daemon=True).start()
        self.port = self.wait_for_address(time.monotonic() + patience)

    def read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def wait_for_address(self, deadline):
        while True:
            try:
                line = self.lines.get(timeout=max(deadline - time.monotonic(), 0.01))
            except queue.Empty:
                self.stop()
                raise AssertionError(f"no address in time: {self.words()}") from None
            if line is None:
                code = self.process.wait()
                words = self.words()
                self.clean()
                raise Refused(code, words)
            if found := re.match(r"http://127\.0\.0\.1:(\d+)", line):
                return int(found.group(1))

    def words(self):
        """What it wrote to its errors until now."""
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    def get(self, target, method="GET", headers=None, timeout=20):
        """Its answer to a request on a connection of its own; the target goes out as it is."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, target, headers=headers or {})
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def wait_until_all_speak(self, within=60):
        """Until every device has said something."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            devices = self.get("/api/v1/fleet").json["devices"]
            if all(device["source"]["lastReading"] for device in devices):
                return devices
            time.sleep(0.1)
        raise AssertionError(f"not every device has a reading within {within} s: {self.words()}")

    def stop(self):
        """Ends it as an operator does; returns its exit code."""
        code = end(self.process, patience=20)
        words = self.words()
        self.clean()
        if code is None:
            raise AssertionError(f"it had not ended 20 s after it was asked to: {words}")
        return code

    def clean(self):
        self.process.stdout.close()
        self.errors.close()
        self.folder.cleanup()

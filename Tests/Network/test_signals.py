"""Signals to the program at the moment at which most of them come: as soon as it listens."""

import os
import pathlib
import signal
import socket
import subprocess
import tempfile
import time
import unittest

from processes import end, free_port
from program import PROGRAM

FLEET = """\
kind: Service
listen: 127.0.0.1:{port}
store: readings.db
devices:
  - {{ name: lab, bluefors: {{ logs: ., zone: UTC }} }}
"""


class SignalTests(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="subkelvin-signals-")
        self.addCleanup(folder.cleanup)
        place = pathlib.Path(folder.name)
        self.port = free_port()
        (place / "fleet.yaml").write_text(FLEET.format(port=self.port))
        self.errors = open(place / "errors", "w+b")
        self.addCleanup(self.errors.close)
        # A pipe that is full holds it up where it says its address.
        reader, writer = os.pipe()
        self.output = open(reader, "rb")
        self.addCleanup(self.output.close)
        os.set_blocking(writer, False)
        for size in (4096, 1):
            try:
                while os.write(writer, b"\n" * size):
                    pass
            except BlockingIOError:
                pass
        os.set_blocking(writer, True)
        self.process = subprocess.Popen([PROGRAM, "up", "-c", str(place / "fleet.yaml")], stdout=writer, stderr=self.errors)
        os.close(writer)
        self.addCleanup(end, self.process)
        self.until(self.listens, "it listens")

    def listens(self):
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self.port)) == 0

    def words(self):
        self.errors.seek(0)
        return self.errors.read().decode(errors="replace")

    def until(self, isSo, what, within=120):
        deadline = time.monotonic() + within
        while not isSo():
            self.assertIsNone(self.process.poll(), f"it ended before: {what}; {self.words()}")
            self.assertLess(time.monotonic(), deadline, f"not within {within} s: {what}; {self.words()}")
            time.sleep(0.05)

    def address(self):
        """Reads on until it has said its address."""
        for line in self.output:
            if line.startswith(b"http://"):
                return line.decode().strip()
        self.fail(f"it ended with {self.process.wait()} and without an address; {self.words()}")

    def test_one_that_ends_ends_it_in_order_before_its_address_was_said(self):
        self.process.send_signal(signal.SIGTERM)
        self.assertIn(str(self.port), self.address())
        self.assertEqual(self.process.wait(120), 0, self.words())

    def test_one_that_lets_it_read_its_file_again_does_so_before_its_address_was_said(self):
        self.process.send_signal(signal.SIGHUP)
        self.assertIn(str(self.port), self.address())
        self.until(lambda: "was read again" in self.words(), "its file was read again")
        self.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.process.wait(120), 0, self.words())

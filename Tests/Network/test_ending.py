"""How the program ends: in order where it is asked once, at once where it is asked again."""

import signal
import time
import unittest

from program import Program

# A twin that goes through a year before it is now: work that cannot be broken off, and lasts longer than anybody waits for it.
FLEET = """\
kind: Service
listen: 127.0.0.1:0
store: readings.db
devices:
  - { name: link, preset: eth-30m, twin: { history: 400 d } }
"""


class EndingTests(unittest.TestCase):
    def started(self):
        program = Program(fleet=FLEET)
        self.addCleanup(lambda: (program.process.kill(), program.process.wait(), program.clean()))
        # Its sources begin once it has an address.
        time.sleep(1)
        return program

    def test_once_it_waits_for_its_sources_for_a_while_and_ends_well(self):
        program = self.started()
        began = time.monotonic()
        program.process.send_signal(signal.SIGTERM)
        self.assertEqual(program.process.wait(20), 0, program.words())
        self.assertGreater(time.monotonic() - began, 2, "nothing was waited for: this tests nothing")

    def test_a_second_signal_ends_it_at_once(self):
        for first, second in ((signal.SIGTERM, signal.SIGTERM), (signal.SIGINT, signal.SIGINT), (signal.SIGTERM, signal.SIGINT)):
            with self.subTest(first=first.name, second=second.name):
                program = self.started()
                program.process.send_signal(first)
                time.sleep(0.5)
                self.assertIsNone(program.process.poll(), "it ended before it was asked again: this tests nothing")
                program.process.send_signal(second)
                # In order it ends with 0.
                self.assertEqual(program.process.wait(20), -second)


if __name__ == "__main__":
    unittest.main()

"""How every peer is timed: warmed up, in batches, and Subkelvin beside it after each.

A machine's pace changes by a third within minutes. What is timed right after each other sees the same pace, so that the ratio of
such a pair says more than that of two times taken apart. The environment names the program to time beside: SUBKELVIN_BENCH;
without it a peer is timed alone.
"""

import json
import os
import subprocess
import time


class Beside:
    """Subkelvin's own time of the same case, in a process that waits between the batches."""

    def __init__(self, case):
        bench = os.environ.get("SUBKELVIN_BENCH")
        self.process = bench and subprocess.Popen(
            [bench, "--beside", case], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )
        # It says so when it is warm.
        self._read()

    def _read(self):
        if not self.process:
            return None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{' '.join(self.process.args)} ended early")
        return float(line)

    def nanoseconds(self):
        """Its time of an operation now; None where there is nothing beside."""
        if self.process:
            self.process.stdin.write("again\n")
        return self._read()

    def end(self):
        if self.process:
            self.process.communicate()


def measure(case, peer, operation, batches=20, batch_seconds=0.02):
    """Prints one JSON line: the case, the peer, nanoseconds per operation at its best, the value, and pairs of both's times."""
    value = float(operation())
    operations = 1
    while True:
        start = time.perf_counter_ns()
        for _ in range(operations):
            operation()
        elapsed = time.perf_counter_ns() - start
        if elapsed >= batch_seconds * 1e9:
            break
        operations *= 2
    beside = Beside(case)
    fastest = float("inf")
    pairs = []
    for _ in range(batches):
        start = time.perf_counter_ns()
        for _ in range(operations):
            operation()
        theirs = (time.perf_counter_ns() - start) / operations
        fastest = min(fastest, theirs)
        ours = beside.nanoseconds()
        if ours:
            pairs.append([theirs, ours])
    beside.end()
    print(json.dumps({"case": case, "peer": peer, "ns_per_op": fastest, "value": value, "pairs": pairs}), flush=True)

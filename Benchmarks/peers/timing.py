"""How every peer is timed: warmed up, in batches, the fastest batch counts.

The fastest batch is the peer at its best. Subkelvin is judged by its median, so noise never flatters it.
"""

import json
import time


def measure(case, peer, operation, batches=20, batch_seconds=0.02):
    """Prints one JSON line: the case, the peer, nanoseconds per operation, and the value computed."""
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
    fastest = float("inf")
    for _ in range(batches):
        start = time.perf_counter_ns()
        for _ in range(operations):
            operation()
        fastest = min(fastest, (time.perf_counter_ns() - start) / operations)
    print(json.dumps({"case": case, "peer": peer, "ns_per_op": fastest, "value": value}), flush=True)

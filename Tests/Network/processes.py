"""Child processes and ports, for whatever tests start. Python's standard library alone."""

import socket
import subprocess


def free_port():
    """A port of the loopback interface that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end(process, patience=10):
    """Asks a process to end, which has been waited for afterwards; its exit code, or None when it had to be killed."""
    if process.poll() is None:
        process.terminate()
    try:
        return process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None

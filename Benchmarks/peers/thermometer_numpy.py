"""A thousand voltages through the breakpoints of a silicon diode by numpy.interp: reading by reading, as a driver converts
what it polls, and as one array.

The breakpoints are those of the catalogue, read from its file.
"""

import pathlib
import re

import numpy as np

from timing import measure

CATALOGUE = pathlib.Path(__file__).resolve().parents[2] / "Sources/Physics/Thermometry/Catalogue/dt-670.yaml"
POINTS = np.array(re.findall(r"- \[([0-9.]+), ([0-9.]+)\]", CATALOGUE.read_text()), dtype=float)
VOLTAGES, TEMPERATURES = POINTS[:, 0].copy(), POINTS[:, 1].copy()
SIGNALS = 0.1 + (1.64 - 0.1) * np.modf(np.arange(1000) * 0.618033988749895)[0]
SINGLE = [float(signal) for signal in SIGNALS]


def one_by_one():
    total = 0.0
    for signal in SINGLE:
        total += float(np.interp(signal, VOLTAGES, TEMPERATURES))
    return total


measure("thermometer-lookup-1000", "numpy-interp-single", one_by_one)
measure("thermometer-lookup-1000", "numpy-interp-array", lambda: np.interp(SIGNALS, VOLTAGES, TEMPERATURES).sum())

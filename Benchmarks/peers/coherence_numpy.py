"""A sweep of the inversion paper's listing as a careful physicist writes it in numpy: T2* and fidelity at 1e6 points.

On the grid coth is computed once a temperature; over flat pairs once a point. Written both with numpy's own temporaries and,
as "numpy-in-place", into arrays that are made once.
"""

import numpy as np

from timing import measure

TEMPERATURES = 1e-3 * (300 / 1e-3) ** (np.arange(1000) / 999)
LOSSES = 1e-9 * (1e-2 / 1e-9) ** (np.arange(1000) / 999)
HALF_ENERGY = 1.0545718e-34 * (2 * np.pi * 5.0e9) / (2 * 1.380649e-23)
COUPLING, FLOOR, GATE = 6.0e9, 3.5e3, 20e-9

FLAT_TEMPERATURES = np.repeat(TEMPERATURES, 1000)
FLAT_LOSSES = np.tile(LOSSES, 1000)


def check(times, fidelities):
    return fidelities.flat[600_400] + 1e6 * times.flat[600_400]


def law(temperatures, losses):
    rate = FLOOR + COUPLING * losses * (1.0 / np.tanh(HALF_ENERGY / temperatures))
    time = 1.0 / rate
    return time, np.exp(-GATE / time)


def grid():
    return check(*law(TEMPERATURES[:, None], LOSSES[None, :]))


def points():
    return check(*law(FLAT_TEMPERATURES, FLAT_LOSSES))


TIMES = np.empty((1000, 1000))
FIDELITIES = np.empty((1000, 1000))


def grid_in_place():
    np.multiply(1.0 / np.tanh(HALF_ENERGY / TEMPERATURES)[:, None], COUPLING * LOSSES[None, :], out=FIDELITIES)
    np.add(FIDELITIES, FLOOR, out=FIDELITIES)
    np.divide(1.0, FIDELITIES, out=TIMES)
    np.multiply(FIDELITIES, -GATE, out=FIDELITIES)
    np.exp(FIDELITIES, out=FIDELITIES)
    return check(TIMES, FIDELITIES)


def points_in_place():
    times, fidelities = TIMES.reshape(-1), FIDELITIES.reshape(-1)
    np.divide(HALF_ENERGY, FLAT_TEMPERATURES, out=fidelities)
    np.tanh(fidelities, out=fidelities)
    np.divide(FLAT_LOSSES, fidelities, out=fidelities)
    np.multiply(fidelities, COUPLING, out=fidelities)
    np.add(fidelities, FLOOR, out=fidelities)
    np.divide(1.0, fidelities, out=times)
    np.multiply(fidelities, -GATE, out=fidelities)
    np.exp(fidelities, out=fidelities)
    return check(times, fidelities)


measure("coherence-sweep-grid-1e6", "numpy", grid)
measure("coherence-sweep-points-1e6", "numpy", points)
measure("coherence-sweep-grid-1e6", "numpy-in-place", grid_in_place)
measure("coherence-sweep-points-1e6", "numpy-in-place", points_in_place)

"""The pulse tube of a node from 300 K down: its own curves where it works, a published map above.

The map is 33 points of a figure (Green et al., IOP Conf. Ser.: Mater. Sci. Eng. 101 (2015) 012002); each stage's power is
the cubic Bernstein polynomial in ln T1 and sqrt T2 that fits them best among those whose coefficients rise with the
stage's own temperature. The fit is done here anew, by scipy's bounded least squares.
"""

import numpy as np
from scipy.optimize import lsq_linear

# Temperatures of both stages in K, and their loads in W.
POINTS = np.array([
    [31.42, 2.51, 0, 0], [42.26, 33.52, 0, 25], [41.72, 76.26, 0, 50], [41.72, 144.97, 0, 75],
    [41.72, 248.04, 0, 100], [42.26, 292.46, 0, 125], [49.85, 2.52, 50, 0], [57.43, 36.03, 50, 25],
    [59.06, 78.77, 50, 50], [59.06, 144.97, 50, 75], [60.68, 224.58, 50, 100], [62.31, 310.06, 50, 125],
    [75.31, 3.35, 100, 0], [85.06, 40.22, 100, 25], [89.4, 79.61, 100, 50], [100.23, 134.08, 100, 75],
    [115.94, 201.12, 100, 100], [122.99, 282.4, 100, 125], [114.32, 5.03, 150, 0], [141.41, 51.12, 150, 25],
    [153.33, 97.21, 150, 50], [154.95, 151.68, 150, 75], [163.08, 222.07, 150, 100], [175.54, 315.08, 150, 125],
    [216.18, 41.07, 200, 0], [218.89, 82.96, 200, 25], [236.76, 150.0, 200, 50], [246.52, 232.122, 200, 75],
    [250.85, 320.11, 200, 100], [286.61, 70.39, 250, 0], [295.82, 130.72, 250, 25], [303.95, 204.47, 250, 50],
    [308.28, 284.92, 250, 75],
])  # fmt: skip
MARGIN, SMOOTHING, LEAST_RISE = 0.02, 1e-2, 0.005
# c (T/T0 - f)^e in W of either stage, and between which temperatures the map takes over.
CURVES = [(36.0, 50.0, 0.75, 0.7, 80.0, 110.0), (2.5, 4.0, 0.75, 1.2, 6.0, 20.0)]


def bernstein(u):
    """The four polynomials of degree 3 at coordinates."""
    w = 1 - u
    return np.stack([w * w * w, 3 * u * w * w, 3 * u * u * w, u * u * u])


def bernstein_slopes(u):
    w = 1 - u
    return np.stack([-3 * w * w, 3 * w * (w - 2 * u), 3 * u * (2 * w - u), 3 * u * u])


class Axis:
    """A temperature as a coordinate from 0 to 1, with its derivative."""

    def __init__(self, stretch, slope, inverse, temperatures):
        self.stretch, self.slope = stretch, slope
        low, high = stretch(temperatures.min()), stretch(temperatures.max())
        more = MARGIN * (high - low)
        self.low, self.extent = low - more, high - low + 2 * more
        self.range = inverse(self.low), inverse(self.low + self.extent)

    def __call__(self, temperature):
        return (self.stretch(temperature) - self.low) / self.extent, self.slope(temperature) / self.extent


FIRST = Axis(np.log, lambda t: 1 / t, np.exp, POINTS[:, 0])
SECOND = Axis(np.sqrt, lambda t: 0.5 / np.sqrt(t), np.square, POINTS[:, 1])


def _fit(stage):
    power, weight = POINTS[:, 2 + stage], np.ones(len(POINTS))
    size = power.max()
    if stage == 1:
        weight = 1 / (0.1 + power / size)
    u, v = bernstein(FIRST(POINTS[:, 0])[0]), bernstein(SECOND(POINTS[:, 1])[0])
    rows = np.einsum("in,jn,n->nij", u, v, weight).reshape(-1, 16)
    second = np.diff(np.eye(4), 2, axis=0)
    smooth = SMOOTHING * np.concatenate([np.kron(second, np.eye(4)), np.kron(np.eye(4), second)])
    # Unknowns are the rises from one coefficient to the next along the stage's own temperature, the first ones free.
    sums = np.tril(np.ones((4, 4)))
    lift = np.kron(sums, np.eye(4)) if stage == 0 else np.kron(np.eye(4), sums)
    step = (np.arange(16) // 4 if stage == 0 else np.arange(16) % 4) > 0
    matrix = np.concatenate([rows, smooth]) @ lift
    right = np.concatenate([weight * power / size, np.zeros(len(smooth))])
    bounds = np.where(step, LEAST_RISE, -np.inf), np.full(16, np.inf)
    found = lsq_linear(matrix, right, bounds, method="bvls", tol=1e-14)
    return (size * lift @ found.x).reshape(4, 4)


COEFFICIENTS = [_fit(0), _fit(1)]


def _map(t1, t2):
    """What the map says; beyond it along the tangent in a stage's own temperature, held in the other's."""
    inside1, inside2 = np.clip(t1, *FIRST.range), np.clip(t2, *SECOND.range)
    (u, du), (v, dv) = FIRST(inside1), SECOND(inside2)
    b1, b2 = bernstein(u), bernstein(v)
    first = np.einsum("ij,i...,j...->...", COEFFICIENTS[0], b1 + bernstein_slopes(u) * du * (t1 - inside1), b2)
    second = np.einsum("ij,i...,j...->...", COEFFICIENTS[1], b1, b2 + bernstein_slopes(v) * dv * (t2 - inside2))
    return first, second


def powers(t1, t2):
    """What both stages lift in W, at arrays of temperatures in K."""
    result = []
    for temperature, high, (scale, reference, cutoff, exponent, low, warm) in zip((t1, t2), _map(t1, t2), CURVES):
        own = scale * np.maximum(temperature / reference - cutoff, 0) ** exponent
        x = np.log(np.clip(temperature, low, warm) / low) / np.log(warm / low)
        weight = x * x * (3 - 2 * x)
        result.append((1 - weight) * own + weight * high)
    return result

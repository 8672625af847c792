"""Conductivity integrals as a careful physicist writes them in numpy: 32-point Gauss-Legendre in ln T.

Nodes are computed once; only the integral is timed. The fits are those of NIST's cryogenic material properties:
stainless steel 304, log10 k as a polynomial of log10 T; copper of RRR 100, log10 k as a rational function of T^(1/2).
"""

import numpy as np

from timing import measure

NODES, WEIGHTS = np.polynomial.legendre.leggauss(32)

# Highest power first, as Horner's rule wants them.
STAINLESS_304 = [-0.0199, 0.1650, -0.4658, 0.4256, 0.2334, -0.6260, 0.2543, 1.3982, -1.4087]
COPPER_100_ABOVE = [0.003207, -0.04831, 0.29505, -0.88068, 2.2154]
COPPER_100_BELOW = [0.001281, -0.02043, 0.13871, -0.47461, 1.0]


def stainless_304(temperature):
    return 10.0 ** np.polyval(STAINLESS_304, np.log10(temperature))


def copper_100(temperature):
    root = np.sqrt(temperature)
    return 10.0 ** (np.polyval(COPPER_100_ABOVE, root) / np.polyval(COPPER_100_BELOW, root))


def integral(conductivity, cold, hot):
    """The integral of k dT, as that of k T d(ln T)."""
    half = 0.5 * np.log(hot / cold)
    temperature = np.exp(0.5 * np.log(hot * cold) + half * NODES)
    return half * np.dot(WEIGHTS, conductivity(temperature) * temperature)


measure("integral-ss304-4-300", "numpy-gauss32", lambda: integral(stainless_304, 4.0, 300.0))
measure("integral-copper-rrr100-4-300", "numpy-gauss32", lambda: integral(copper_100, 4.0, 300.0))

"""Copper's thermal conductivity k, its derivative, and the integral of k from 0, all tabulated.

The fit is that of Hust & Lankford, NBSIR 84-3007 (1984), eqs. 1-6. The table is even in ln T and read by cubic Hermite
polynomials with exact slopes, so that a look-up costs a peer no more than it must and errs by less than 1e-10.
"""

from functools import cache

import numpy as np

LORENZ = 2.443e-8
P1, P2, P3, P4, P5, P6 = 1.754e-8, 2.763, 1102.0, -0.165, 70.0, 1.765


def conductivity(temperature, ratio):
    """W/(m K) at a residual resistance ratio; complex temperatures too, for derivatives by complex steps."""
    beta = 1.54e-8 / (ratio - 1.0) / LORENZ
    p7 = 0.838 / (beta / 0.0003) ** 0.1661
    impurities = beta / temperature

    def bump(height, zero, centre, width):
        return -height * np.log(temperature / zero) * np.exp(-((np.log(temperature / centre) / width) ** 2))

    correction = bump(0.00012, 420, 470, 0.70) + bump(0.00016, 73, 87, 0.45) + bump(0.00002, 18, 21, 0.50)
    phonons = correction + P1 * temperature**P2 / (
        1 + P1 * P3 * temperature ** (P2 + P4) * np.exp(-((P5 / temperature) ** P6))
    )
    return 1.0 / (impurities + phonons + p7 * phonons * impurities / (phonons + impurities))


class Copper:
    """The tables of one residual resistance ratio."""

    def __init__(self, ratio, low=1e-4, high=2000.0, count=8001):
        self.start, self.step, self.count = np.log(low), np.log(high / low) / (count - 1), count
        temperature = np.exp(self.start + self.step * np.arange(count))
        k = conductivity(temperature, ratio)
        slope = np.imag(conductivity(temperature * (1 + 1e-20j), ratio)) / (1e-20 * temperature)
        nodes, weights = np.polynomial.legendre.leggauss(8)
        middle = np.log(temperature[:-1]) + 0.5 * self.step
        inner = np.exp(middle[:, None] + 0.5 * self.step * nodes)
        pieces = 0.5 * self.step * (conductivity(inner, ratio) * inner) @ weights
        # Below the table k is proportional to T.
        integral = 0.5 * k[0] * temperature[0] + np.concatenate(([0.0], np.cumsum(pieces)))
        self.integral_table = (integral, k * temperature * self.step)
        self.conductivity_table = (k, slope * temperature * self.step)

    def _place(self, temperature):
        place = (np.log(temperature) - self.start) / self.step
        index = np.clip(place.astype(int), 0, self.count - 2)
        return index, place - index

    @staticmethod
    def _coefficients(table, index):
        value, slope = table
        f0, s0, s1 = value[index], slope[index], slope[index + 1]
        rise = value[index + 1] - f0
        return f0, s0, 3 * rise - 2 * s0 - s1, s0 + s1 - 2 * rise

    def integral(self, temperature):
        """The integral of k from 0, W/m."""
        index, t = self._place(temperature)
        a, b, c, d = self._coefficients(self.integral_table, index)
        return a + t * (b + t * (c + t * d))

    def integral_and_conductivity(self, temperature):
        """The integral of k from 0 and k."""
        index, t = self._place(temperature)
        a, b, c, d = self._coefficients(self.integral_table, index)
        e, f, g, h = self._coefficients(self.conductivity_table, index)
        return a + t * (b + t * (c + t * d)), e + t * (f + t * (g + t * h))

    def conductivity_and_slope(self, temperature):
        """k and dk/dT."""
        index, t = self._place(temperature)
        e, f, g, h = self._coefficients(self.conductivity_table, index)
        slope = (f + t * (2 * g + t * 3 * h)) / (self.step * temperature)
        return e + t * (f + t * (g + t * h)), slope


@cache
def copper(ratio):
    """The tables of a ratio, made once."""
    return Copper(ratio)

"""A 30 m link with one cooling unit cools for five days, by finite volumes and solve_ivp's BDF with the Jacobian's sparsity.

What a careful physicist writes in scipy: 2524 temperatures, dT/dt = heat in / C(T), all at once and vectorised over the
differences that make the Jacobian, whose sparsity is given; integrals of k and 1/cp tabulated on one grid, so that one
look-up serves both. No gas and no mixture: stages joined by pulse tubes, shields, posts, radiation and heat switches.

Every node and the unit has a pulse tube, and heat switches of 3 W/K between 4K and each of still and base. Joints keep
the resistance that they have at 10 K above that. Posts carry heat both ways: down by their warm end, along the tangent
above a level; up by the cold end, coming in smoothly between a half and one and a half of the reference.

The value is the geometric mean of the warmest temperatures of the four stages after one day, two, to five.
"""

import numpy as np
import scipy.sparse as sparse
from scipy.integrate import solve_ivp

from copper import copper
from link import AREA, DIAMETER, FLUX, POSTS, RADIATION_4K, RATIO, REFERENCE, RESISTANCE, ROOM, Link
from link import reference_conductivity
from pulsetube import powers
from transient_solve_ivp import DENSITY, SPECIFIC_HEAT

DAY = 86_400.0
RELATIVE, ABSOLUTE = 1e-5, 1e-7
NODE_MASSES = np.array([56.8, 45.5, 28.4, 34.1])  # kg of copper
UNIT_MASSES = np.array([40.0, 30.0, 8.0, 6.0])
DIAMETERS = np.array([0.205, 0.155, 0.110, 0.055])  # m, of the shields
FLANGE = 375e-6  # m2, of the ring at each end of a module's shields
SWITCH = 3.0  # W/K
JOINT_LEVEL = 10.0  # K
POST_LEVELS = [300.0, 120.0, 20.0, 4.0]  # K


def specific_heat(temperature):
    """Of copper in J/(kg K): Martin's law up to 2.5 K, NIST's fit from 4 K, a cubic in ln cp over ln T between."""

    def cold(t):
        return 0.010874 * t + 7.48e-4 * t**3

    def warm(t):
        return 10 ** np.polynomial.polynomial.polyval(np.log10(t), SPECIFIC_HEAT)

    low, high, step = 2.5, 4.0, 1e-6
    slopes = [np.log(law(t * (1 + step)) / law(t * (1 - step))) / (2 * step) for law, t in ((cold, low), (warm, high))]
    width = np.log(high / low)
    x = np.clip(np.log(temperature / low) / width, 0, 1)
    h00, h10, h11 = (1 + 2 * x) * (1 - x) ** 2, x * (1 - x) ** 2, x * x * (x - 1)
    between = h00 * np.log(cold(low)) + (1 - h00) * np.log(warm(high)) + width * (h10 * slopes[0] + h11 * slopes[1])
    return np.where(
        temperature < low, cold(temperature), np.where(temperature > high, warm(temperature), np.exp(between))
    )


def bent(temperature, exponent, level, start=0.0):
    """T^n, along its tangent above a level; from a start on, coming in smoothly up to three times that."""
    t = np.minimum(temperature, level)
    value = t**exponent + exponent * t ** (exponent - 1) * (temperature - t)
    if start == 0:
        return value
    x = np.clip((temperature - start) / (2 * start), 0, 1)
    return value * x * x * (3 - 2 * x)


class Cooldown:
    """The equations, vectorised over columns of temperatures."""

    def __init__(self, length=30.0, units=(15.0,), low=2.0, high=310.0, count=40_001):
        link = Link(length, units=list(units))
        self.link, self.count = link, link.count
        # A straight line between so many points errs by less than 1e-5; equal steps in T spare the logarithm.
        self.low, self.step = low, (high - low) / (count - 1)
        grid = low + self.step * np.arange(count)
        table = np.stack([copper(ratio).integral(grid) for ratio in RATIO] + [1 / specific_heat(grid)])
        self.points = count
        self.table, self.rise = table.ravel(), np.diff(table, append=table[:, -1:]).ravel()
        self.own_table = (self.points * np.arange(4))[None, :, None]

        mass = np.where(
            (link.size > 0)[:, None], DENSITY * AREA * link.size[:, None], DENSITY * np.pi * DIAMETERS * FLANGE
        )
        mass[link.cooled[0]] = UNIT_MASSES
        mass[link.cooled[3]] = NODE_MASSES
        self.lightness = (1 / mass)[:, :, None]
        self.plates = link.cooled[0]

        # Shields; no flow through other joints here.
        self.conductance = np.zeros((link.count - 1, 4, 1))
        self.conductance[link.shields, :, 0] = link.conductance
        self.lumped = []
        for name, joints in link.lumped.items():
            (scale, law), rest = RESISTANCE[name][0], RESISTANCE[name][1:]
            own = 1 / (scale * reference_conductivity(law))
            contacts = []
            for stage, (scale, exponent) in enumerate(rest, 1):
                n = 1 - exponent
                contacts.append((stage, REFERENCE[stage] ** exponent / (n * scale), n))
            self.lumped.append((joints, own, copper(law).integral(grid), contacts))
        self.warmed = np.flatnonzero(link.size > 0)
        size = link.size[self.warmed, None]
        self.flux = np.pi * DIAMETER * FLUX / ROOM**4 * size
        self.radiation = RADIATION_4K / REFERENCE[0] ** 4 * size
        self.posts = np.flatnonzero(link.posts)
        self.post_length = link.posts[self.posts, None]

    def __call__(self, time, unknowns):
        t = unknowns.reshape(self.count, 4, -1)
        place = (t - self.low) * (1 / self.step)
        index = place.astype(int)
        share = place - index
        own = index + self.own_table
        potential = self.table[own] + self.rise[own] * share
        last = index + 4 * self.points
        slowness = self.table[last] + self.rise[last] * share

        heat = np.zeros_like(t)
        flow = self.conductance * (potential[:-1] - potential[1:])
        for joints, scale, integral, contacts in self.lumped:
            near, far = (self._between(integral, index[side, 0], share[side, 0]) for side in (joints, joints + 1))
            flow[joints, 0] = scale * (near - far)
            for stage, scale, n in contacts:
                near, far = (bent(t[side, stage], n, JOINT_LEVEL) for side in (joints, joints + 1))
                flow[joints, stage] = scale * (near - far)
        heat[:-1] -= flow
        heat[1:] += flow

        cells = t[self.warmed, :2]
        square = cells * cells
        fourth = square * square
        radiated = self.radiation * (fourth[:, 0] - fourth[:, 1])
        heat[self.warmed, 0] += self.flux * (ROOM**4 - fourth[:, 0]) - radiated
        heat[self.warmed, 1] += radiated

        standing = t[self.posts]
        for stage in 1, 2, 3:
            power, exponent = POSTS[stage]
            reference, level = REFERENCE[stage - 1], POST_LEVELS[stage]
            down = bent(standing[:, stage - 1], exponent, level)
            up = bent(standing[:, stage], exponent, level, reference / 2)
            load = power * reference**-exponent * self.post_length * (down - up)
            heat[self.posts, stage - 1] -= load
            heat[self.posts, stage] += load

        plates = t[self.plates]
        first, second = powers(plates[:, 0], plates[:, 1])
        heat[self.plates, 0] -= first
        heat[self.plates, 1] -= second
        switched = SWITCH * (plates[:, 1:2] - plates[:, 2:])
        heat[self.plates, 1] -= switched.sum(1)
        heat[self.plates, 2:] += switched
        return (heat * (self.lightness * slowness)).reshape(unknowns.shape)

    @staticmethod
    def _between(table, index, share):
        return table[index] + (table[index + 1] - table[index]) * share

    def sparsity(self):
        """Where the Jacobian has entries: neighbours of a stage, neighbouring stages, and 4K to base at plates."""
        block = np.arange(self.count)
        pairs = []
        for stage in range(4):
            own = 4 * block + stage
            pairs += [(own, own), (own[:-1], own[1:])]
            if stage:
                pairs.append((own, own - 1))
        pairs.append((4 * self.plates + 1, 4 * self.plates + 3))
        rows, columns = (np.concatenate(side) for side in zip(*pairs))
        size = 4 * self.count
        half = sparse.coo_matrix((np.ones(len(rows)), (rows, columns)), shape=(size, size))
        return (half + half.T).tocsc()

    def solve(self, days=5, relative=RELATIVE, absolute=ABSOLUTE):
        """Temperatures from room temperature, day by day, as [day, block, stage]."""
        start = np.full(4 * self.count, ROOM)
        solution = solve_ivp(
            self, (0.0, days * DAY), start, method="BDF", t_eval=DAY * np.arange(1, days + 1), vectorized=True,
            jac_sparsity=self.sparsity(), rtol=relative, atol=absolute,
        )  # fmt: skip
        if not solution.success:
            raise RuntimeError(solution.message)
        self.solution = solution
        return solution.y.T.reshape(days, self.count, 4)

    @staticmethod
    def value(temperatures):
        return np.exp(np.log(temperatures.max(1)).mean())


if __name__ == "__main__":
    from timing import measure

    cooldown = Cooldown()
    measure("cooldown-link-30m", "solve-ivp-bdf", lambda: cooldown.value(cooldown.solve()), batches=5)

"""The cryogenic link of arXiv:2604.15971 as finite volumes: four stages, one row of blocks, all stages coupled.

    plate -node- face - cell - ... - cell - face -braid- face - cell - ... - face -unit- plate -unit- face - ... - plate

Stages are numbered hottest first: 50K, 4K, still, base. Unknowns T[block, stage]; residuals are heat in less heat out,
in W; flows are positive toward growing position. Parameters are those of table 3, the 50K flux that of appendix D.
Lumped resistances are taken at the mean of both sides, as the paper's step 3a says.
"""

from functools import cache

import numpy as np
import scipy.sparse as sparse
import scipy.sparse.linalg as linalg

from copper import copper

ROOM = 293.0
FLUX = 1.7  # W/m2 at a cold 50K shield
DIAMETER = 0.205  # m, the 50K shield's
PITCH = 2.5  # m from braid to braid
AREA = np.array([2000e-6, 1000e-6, 370e-6, 200e-6])  # m2
GAP = np.array([0.250, 0.200, 0.150, 0.050])  # m that a braid bridges
RATIO = [210.0, 230.0, 200.0, 150.0]
REFERENCE = [50.0, 4.0, 1.0, 0.01]  # K
COOLING = [(36.0, 0.75, 0.7), (2.5, 0.75, 1.2), (0.080, 0.5, 2.0), (4e-6, 0.0, 2.0)]  # c (T/T0 - f)^e, W
POSTS = [(0.0, 0.0), (13e-3, 1.7), (50e-6, 2.2), (0.2e-6, 3.3)]  # W/m at the warmer stage's T0, exponent
RADIATION_4K = 2e-3  # W/m at 50 K
# K/W at T0 with the exponent of T/T0; on 50K with the ratio of the copper that R follows as 1/k.
RESISTANCE = {
    "node": [(0.5, 75.0), (2.4, -2.0), (60.0, -2.0), (5e3, -2.0)],
    "unit": [(0.2, 75.0), (0.5, -1.0), (2.0, -1.0), (1e3, -1.0)],
    "braid": [(0.15, 320.0), (0.5, -2.6), (10.0, -1.7), (40e3, -2.0)],
}
START = [60.0, 4.5, 1.0, 0.05]


@cache
def reference_conductivity(ratio):
    return copper(ratio).conductivity_and_slope(np.array([REFERENCE[0]]))[0][0]


class Link:
    """A link of a length with cooling units at places, cut into cells."""

    def __init__(self, length, units=(), cell=0.05):
        places = [0.0, *units, length]
        kinds, sizes, joints, positions, posts = ["plate"], [0.0], [], [0.0], []
        for number, (left, right) in enumerate(zip(places, places[1:])):
            joints.append("node" if number == 0 else "unit")
            braids = left + np.arange(PITCH / 2, right - left, PITCH)
            ends = [left, *braids, right]
            for module, (start, stop) in enumerate(zip(ends, ends[1:])):
                if module:
                    joints.append("braid")
                size = stop - start
                braided = 1 if module in (0, len(ends) - 2) else 2
                cells = max(1, round(size / cell))
                step = size / cells
                points = np.concatenate(([start], start + step * (np.arange(cells) + 0.5), [stop]))
                joints += list(np.diff(points)[:, None] * (size - GAP / 2 * braided) / size)
                kinds += ["face"] + ["cell"] * cells + ["face"]
                sizes += [0.0] + [step] * cells + [0.0]
                positions += list(points)
                shares = [0.25, 0.75] if braided == 2 else [0.5]
                posts += [(start + share * size, size / len(shares)) for share in shares]
            joints.append("node" if number == len(places) - 2 else "unit")
            kinds.append("plate")
            sizes.append(0.0)
            positions.append(right)
        self.size = np.array(sizes)
        self.count = len(kinds)
        self.shields = np.array([i for i, joint in enumerate(joints) if not isinstance(joint, str)])
        self.conductance = AREA / np.array([joints[i] for i in self.shields])
        self.lumped = {
            name: np.array([i for i, joint in enumerate(joints) if isinstance(joint, str) and joint == name], int)
            for name in RESISTANCE
        }
        # A set of posts loads the cell it stands in; on a boundary, both by half.
        self.posts = np.zeros(self.count)
        position = np.array(positions)
        for place, share in posts:
            inside = (self.size > 0) & (abs(position - place) <= self.size / 2 + 1e-9)
            self.posts[inside] += share / inside.sum()
        plates = np.array([i for i, kind in enumerate(kinds) if kind == "plate"])
        nodes = plates[[0, -1]]
        self.cooled = [plates, plates, nodes, nodes]
        self._pattern()

    def _resistance(self, name, stage, temperature):
        """A lumped resistance and its slope."""
        scale, law = RESISTANCE[name][stage]
        if stage == 0:
            k, slope = copper(law).conductivity_and_slope(temperature)
            resistance = scale * reference_conductivity(law) / k
            return resistance, -resistance * slope / k
        resistance = scale * (temperature / REFERENCE[stage]) ** law
        return resistance, law * resistance / temperature

    def _flows(self, temperature, stage, slopes=False):
        """Through every joint of a stage; with slopes also the derivatives to the left and right temperature."""
        flow, left, right = (np.empty(self.count - 1) for _ in range(3))
        j, g = self.shields, self.conductance[:, stage]
        if slopes:
            integral, k = copper(RATIO[stage]).integral_and_conductivity(temperature)
            left[j], right[j] = g * k[j], -g * k[j + 1]
        else:
            integral = copper(RATIO[stage]).integral(temperature)
        flow[j] = g * (integral[j] - integral[j + 1])
        for name, j in self.lumped.items():
            if len(j) == 0:
                continue
            difference = temperature[j] - temperature[j + 1]
            resistance, slope = self._resistance(name, stage, 0.5 * (temperature[j] + temperature[j + 1]))
            flow[j] = difference / resistance
            if slopes:
                shared = -difference / resistance**2 * slope * 0.5
                left[j], right[j] = 1 / resistance + shared, -1 / resistance + shared
        return flow, left, right

    def _cooling(self, temperature, stage):
        """What the coolers of a stage take, and its slope."""
        scale, cutoff, exponent = COOLING[stage]
        above = np.maximum(temperature / REFERENCE[stage] - cutoff, 0.0)
        power = scale * above**exponent
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = np.where(above > 0, scale * exponent * above ** (exponent - 1) / REFERENCE[stage], 0.0)
        return power, slope

    def _load(self, stage, warm, cold):
        """What the blocks of a stage receive from the warmer one; its slopes to both temperatures."""
        if stage == 0:
            per_metre = np.pi * DIAMETER * FLUX * self.size
            return per_metre * (1 - (cold / ROOM) ** 4), 0.0, -4 * per_metre * cold**3 / ROOM**4
        scale, exponent = POSTS[stage]
        load = scale * self.posts * (warm / REFERENCE[stage - 1]) ** exponent
        to_warm, to_cold = exponent * load / warm, np.zeros_like(load)
        if stage == 1:
            radiation = RADIATION_4K * self.size / REFERENCE[0] ** 4
            load = load + radiation * (warm**4 - cold**4)
            to_warm, to_cold = to_warm + 4 * radiation * warm**3, -4 * radiation * cold**3
        return load, to_warm, to_cold

    def residual(self, temperature):
        """Heat in less heat out of every block, and the heat that each stage receives."""
        result, received = np.zeros_like(temperature), np.zeros(4)
        for stage in range(4):
            own = temperature[:, stage]
            flow, _, _ = self._flows(own, stage)
            result[:-1, stage] -= flow
            result[1:, stage] += flow
            cooled = self.cooled[stage]
            result[cooled, stage] -= self._cooling(own[cooled], stage)[0]
            load = self._load(stage, temperature[:, stage - 1] if stage else None, own)[0]
            result[:, stage] += load
            if stage:
                result[:, stage - 1] -= load
            received[stage] = np.abs(load).sum()
        return result, received

    def _pattern(self):
        """Where the Jacobian's entries stand, and the order in which they fill compressed columns."""
        block = np.arange(self.count)
        rows, columns = [], []
        for stage in range(4):
            own = 4 * block + stage
            rows += [own, own[:-1], own[1:]]
            columns += [own, own[1:], own[:-1]]
            if stage:
                rows += [own, own - 1]
                columns += [own - 1, own]
        rows, columns = np.concatenate(rows), np.concatenate(columns)
        shape = (4 * self.count, 4 * self.count)
        numbered = sparse.csc_matrix((np.arange(1.0, len(rows) + 1), (rows, columns)), shape=shape)
        self.order, self.indices, self.pointers = numbered.data.astype(int) - 1, numbered.indices, numbered.indptr
        self.column = np.repeat(np.arange(4 * self.count), np.diff(self.pointers))

    def _matrix(self, entries):
        size = 4 * self.count
        return sparse.csc_matrix((entries, self.indices, self.pointers), shape=(size, size))

    def analytic_jacobian(self, temperature, residual):
        """Every derivative by its formula."""
        diagonal, warm, cold = (np.zeros((self.count, 4)) for _ in range(3))
        upper, lower = (np.empty((self.count - 1, 4)) for _ in range(2))
        for stage in range(4):
            own = temperature[:, stage]
            _, left, right = self._flows(own, stage, slopes=True)
            diagonal[:-1, stage] -= left
            diagonal[1:, stage] += right
            upper[:, stage], lower[:, stage] = -right, left
            cooled = self.cooled[stage]
            diagonal[cooled, stage] -= self._cooling(own[cooled], stage)[1]
            _, to_warm, to_cold = self._load(stage, temperature[:, stage - 1] if stage else None, own)
            diagonal[:, stage] += to_cold
            if stage:
                warm[:, stage], cold[:, stage] = to_warm, -to_cold
                diagonal[:, stage - 1] -= to_warm
        parts = []
        for stage in range(4):
            parts += [diagonal[:, stage], upper[:, stage], lower[:, stage]]
            if stage:
                parts += [warm[:, stage], cold[:, stage]]
        return self._matrix(np.concatenate(parts)[self.order])

    def colour(self):
        """Groups columns that share no row, so that one residual serves all of a group; done once, not timed."""
        from scipy.optimize._numdiff import group_columns

        self.groups = group_columns(self._matrix(np.ones(len(self.indices))))

    def coloured_jacobian(self, temperature, residual):
        """Forward differences, one residual a group of columns."""
        step = 1e-7 * temperature
        entries = np.zeros(len(self.indices))
        groups = self.groups.reshape(self.count, 4)
        for group in range(self.groups.max() + 1):
            change = (self.residual(temperature + (groups == group) * step)[0] - residual).ravel()
            chosen = self.groups[self.column] == group
            entries[chosen] = change[self.indices[chosen]] / step.ravel()[self.column[chosen]]
        return self._matrix(entries)

    def solve(self, jacobian, balance=1e-10, local=1e-8, most=60):
        """Damped Newton from uniform stages: no temperature changes by more than a factor of two in a step.

        Stops when every stage balances within `balance` of the heat it receives, and the sum of what its blocks miss
        lies within `local` of it.
        """
        temperature = np.tile(START, (self.count, 1))
        floor = np.zeros_like(temperature)
        for stage in range(4):
            floor[self.cooled[stage], stage] = COOLING[stage][1] * REFERENCE[stage]
        residual, received = self.residual(temperature)
        for _ in range(most):
            if (
                np.max(abs(residual.sum(0)) / received) <= balance
                and np.max(abs(residual).sum(0) / received) <= local
            ):
                return temperature
            step = linalg.splu(jacobian(temperature, residual)).solve(-residual.ravel()).reshape(temperature.shape)
            limited = np.clip(temperature + step, temperature / 2, 2 * temperature)
            temperature = np.maximum(limited, floor + 0.2 * (temperature - floor))
            residual, received = self.residual(temperature)
        raise RuntimeError("Newton's steps did not end")

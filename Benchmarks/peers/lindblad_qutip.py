"""The master equation by QuTiP: steady states by its default method, evolutions by mesolve at its default tolerances.

Hamiltonians and jump operators are made beforehand on both sides; the generator is made within what is timed on both.
"""

import numpy as np
import qutip

from timing import measure


def driven_qubit(detuning):
    lower = qutip.destroy(2)
    hamiltonian = detuning * lower.dag() * lower + 0.4 * (lower + lower.dag())
    z = qutip.Qobj([[1, 0], [0, -1]])
    return hamiltonian, [np.sqrt(1.1) * lower, np.sqrt(0.2) * lower.dag(), np.sqrt(0.35) * z]


QUBIT = driven_qubit(0.7)


def steady_qubit():
    return qutip.steadystate(*QUBIT).full()[1, 1].real


Q = qutip.tensor(qutip.destroy(2), qutip.qeye(5))
B = qutip.tensor(qutip.qeye(2), qutip.destroy(5))
NUMBER = B.dag() * B
PAIR = (
    0.2 * Q.dag() * Q - 0.1 * NUMBER + (Q.dag() * B + Q * B.dag()) + 0.3 * (B + B.dag()),
    [np.sqrt(0.5) * B, np.sqrt(0.05) * Q, np.sqrt(0.02) * Q.dag(), np.sqrt(0.1) * (Q.dag() * Q)],
)


def steady_pair():
    return qutip.expect(NUMBER, qutip.steadystate(*PAIR))


SYSTEMS = [driven_qubit(index / 1000) for index in range(1000)]
START = qutip.basis(2, 0) * qutip.basis(2, 0).dag()
TIMES = 0.05 * np.arange(101)
EXCITED = [qutip.num(2)]


def evolve():
    return sum(
        qutip.mesolve(hamiltonian, START, TIMES, jumps, e_ops=EXCITED).expect[0][-1] for hamiltonian, jumps in SYSTEMS
    )


measure("lindblad-steady-qubit", "qutip", steady_qubit)
measure("lindblad-steady-qubit-resonator", "qutip", steady_pair)
measure("lindblad-evolve-qubit-1000x101", "qutip", evolve, batches=3)

"""A 30 m link with one cooling unit, 0.05 m cells, by Newton with an analytic sparse Jacobian and SuperLU.

What a careful physicist writes in scipy. The value is the warmest temperature of the 50K shield.
"""

from link import Link
from timing import measure

link = Link(30.0, units=[15.0])
measure("link-solve-30m", "scipy-analytic", lambda: link.solve(link.analytic_jacobian)[:, 0].max())

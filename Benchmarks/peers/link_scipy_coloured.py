"""A 30 m link with one cooling unit, 0.05 m cells, by Newton with coloured finite differences and SuperLU.

What a physicist gets who writes down the residual alone. The grouping of columns is done once and not timed.
The value is the warmest temperature of the 50K shield.
"""

from link import Link
from timing import measure

link = Link(30.0, units=[15.0])
link.colour()
measure("link-solve-30m", "scipy-coloured", lambda: link.solve(link.coloured_jacobian)[:, 0].max())

"""Conductivity integrals as cryoheatflow computes them: a rectangle rule over 100 000 temperatures.

The library's front door is `calculate_thermal_transfer`; with an area of 1 m² and a length of 1 m its power is the
integral in W/m.
"""

import cryoheatflow

from timing import measure


def integral(conductivity, cold, hot):
    power, _, _ = cryoheatflow.calculate_thermal_transfer(conductivity, area=1, length=1, T1=cold, T2=hot)
    return power


measure("integral-ss304-4-300", "cryoheatflow", lambda: integral(cryoheatflow.k_ss, 4, 300))
measure("integral-copper-rrr100-4-300", "cryoheatflow", lambda: integral(cryoheatflow.k_cu_rrr100, 4, 300))

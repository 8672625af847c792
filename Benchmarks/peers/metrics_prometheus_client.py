"""Ten thousand gauges as prometheus_client writes them for a scrape: a hundred devices of a hundred channels."""

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from timing import measure

DECADES = [1e-3, 1e-2, 0.1, 1, 10, 100]
REGISTRY = CollectorRegistry()
GAUGE = Gauge("cryo_stage_temperature_kelvin", "Temperature of a stage.", ["channel", "device"], registry=REGISTRY)
for index in range(10_000):
    value = (index * 0.618033988749895 + 0.1) % 1 * DECADES[index % 6]
    GAUGE.labels(f"ch{index % 100}", f"lab-{index // 100}").set(value)

for case in ("metrics-gauges-10000", "metrics-collected-10000"):
    measure(case, "prometheus_client", lambda: len(generate_latest(REGISTRY)))

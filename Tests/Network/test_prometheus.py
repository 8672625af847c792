"""What Prometheus and Grafana make of the service: Debian's server scrapes it, and every panel's query has an answer."""

import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import unittest
import urllib.parse
import urllib.request

from processes import end, free_port
from program import ROOT, shared

EXAMPLES = ROOT / "Examples/grafana"
DASHBOARDS = sorted(EXAMPLES.glob("*.json"))


class Prometheus:
    """A server that scrapes a port every few seconds, in a folder that goes with it."""

    def __init__(self, config):
        self.folder = tempfile.TemporaryDirectory(prefix="subkelvin-prometheus-")
        self.place = pathlib.Path(self.folder.name)
        (self.place / "prometheus.yml").write_text(config)
        self.port = free_port()
        self.log = open(self.place / "log", "w+b")
        self.process = subprocess.Popen(
            ["prometheus", f"--config.file={self.place}/prometheus.yml", f"--storage.tsdb.path={self.place}/data",
             f"--web.listen-address=127.0.0.1:{self.port}"], stdout=self.log, stderr=self.log)

    def ask(self, path, **parameters):
        """The data of an answer of its API."""
        query = urllib.parse.urlencode(parameters)
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/{path}?{query}", timeout=30) as answer:
            return json.load(answer)["data"]

    def series(self, expression):
        return self.ask("query", query=expression)["result"]

    def wait_for_scrapes(self, count, within):
        """Until it has scraped so often."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                found = self.series("count_over_time(up[10m])")
                if found and int(found[0]["value"][1]) >= count:
                    return
            except OSError:
                pass  # It is not there yet.
            time.sleep(0.1)
        self.log.seek(0)
        raise AssertionError(f"not {count} scrapes within {within} s: {self.log.read().decode()[-2000:]}")

    def stop(self):
        end(self.process)
        self.log.close()
        self.folder.cleanup()


def panels(dashboard):
    """All panels, also those that are folded away in rows."""
    for panel in dashboard.get("panels", []):
        yield panel
        yield from panels(panel)


def filled(expression, variables):
    """An expression with its variables as Grafana fills them in."""
    own = {"__interval": "15s", "__rate_interval": "1m", "__range": "6h", **variables}
    return re.sub(r"\$\{(\w+)(?::\w+)?\}|\$(\w+)", lambda found: own[found.group(1) or found.group(2)], expression)


@unittest.skipUnless(
    shutil.which("prometheus") and shutil.which("promtool"),
    "no prometheus here and none could be installed: scripts/bootstrap --for test installs Debian's")
class PrometheusTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.program = shared()
        cls.devices = [device["name"] for device in cls.program.get("/api/v1/fleet").json["devices"]]
        config = (EXAMPLES / "prometheus.yml").read_text()
        for usual, here in (("127.0.0.1:8080", f"127.0.0.1:{cls.program.port}"), ("scrape_interval: 15s", "scrape_interval: 3s")):
            assert usual in config, f"Examples/grafana/prometheus.yml has no {usual}"
            config = config.replace(usual, here)
        cls.prometheus = Prometheus(config)
        cls.addClassCleanup(cls.prometheus.stop)
        cls.prometheus.wait_for_scrapes(3, within=180)

    def test_the_scrape_file_is_sound(self):
        run = subprocess.run(["promtool", "check", "config", str(EXAMPLES / "prometheus.yml")], capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stdout + run.stderr)

    def test_the_target_is_up_and_every_sample_is_taken(self):
        # A scrape that a busy machine was too slow for is followed by others.
        deadline = time.monotonic() + 60
        while (target := self.prometheus.ask("targets")["activeTargets"][0])["health"] != "up" and time.monotonic() < deadline:
            time.sleep(0.5)
        self.assertEqual((target["health"], target["lastError"]), ("up", ""))
        scraped, = self.prometheus.series("scrape_samples_scraped")
        kept, = self.prometheus.series("scrape_samples_post_metric_relabeling")
        self.assertGreater(int(scraped["value"][1]), 100)
        self.assertEqual(scraped["value"][1], kept["value"][1])

    def test_every_query_of_every_panel_returns_series(self):
        self.assertTrue(DASHBOARDS)
        asked, empty = 0, []
        for path in DASHBOARDS:
            dashboard = json.loads(path.read_text())
            choices = self.choices(dashboard)
            for panel in panels(dashboard):
                for target in panel.get("targets", []):
                    # All devices, which is how the dashboard opens, and each by itself.
                    for value in [".*", *self.devices]:
                        expression = filled(target["expr"], {name: value for name in choices})
                        asked += 1
                        if not self.prometheus.series(expression):
                            empty.append((path.name, panel["title"], expression))
        self.assertEqual(empty, [], "no series for these")
        self.assertGreater(asked, 10)

    def choices(self, dashboard):
        """The variables that Grafana fills from the server, each of which must have values."""
        found = {}
        for variable in dashboard["templating"]["list"]:
            if variable["type"] != "query":
                continue
            metric, label = re.fullmatch(r"label_values\((.+), (\w+)\)", variable["query"]).groups()
            found[variable["name"]] = self.prometheus.ask(f"label/{label}/values", **{"match[]": metric})
            self.assertEqual(variable["allValue"], ".*")
        self.assertEqual(found["device"], sorted(self.devices))
        return found

    def test_promtool_reads_the_text_without_a_word(self):
        answer = self.program.get("/metrics", headers={"accept": "text/plain;version=0.0.4"})
        self.assertEqual(answer.headers["content-type"].split(";")[:2], ["text/plain", " version=0.0.4"])
        run = subprocess.run(["promtool", "check", "metrics"], input=answer.bytes, capture_output=True)
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, b"", b""))

    def test_both_formats_say_the_same_of_the_same_series(self):
        try:
            from prometheus_client.openmetrics import parser as openmetrics
            from prometheus_client import parser as plain
        except ImportError:
            self.skipTest("no prometheus_client for this python3: scripts/bootstrap --for test installs Debian's")
        wanted = {"application/openmetrics-text": openmetrics, "text/plain": plain}
        found = {}
        for kind, parser in wanted.items():
            answer = self.program.get("/metrics", headers={"accept": kind})
            self.assertEqual(answer.headers["content-type"].split(";")[0], kind)
            samples = [sample for family in parser.text_string_to_metric_families(answer.text) for sample in family.samples]
            found[kind] = {(sample.name, frozenset(sample.labels.items())) for sample in samples if sample.name.startswith("cryo_")}
        first, second = found.values()
        self.assertGreater(len(first), 100)
        self.assertEqual({key for key in first ^ second if key[0] != "cryo_reading_quality"}, set())

    def test_every_channel_has_its_age_and_one_quality(self):
        for name in self.devices:
            channels = {channel["name"] for channel in self.program.get(f"/api/v1/devices/{name}").json["channels"]}
            for metric in ("cryo_reading_age_seconds", "cryo_reading_quality"):
                series = self.prometheus.series(f'{metric}{{device="{name}"}}')
                self.assertEqual(sorted(one["metric"]["channel"] for one in series), sorted(channels), metric)

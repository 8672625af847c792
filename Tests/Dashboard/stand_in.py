"""A server with the dashboard's files and made-up answers, for states that a healthy program does not show.

It is no model of the program: what the program answers is tested against the program itself.
"""

import json
import pathlib
import threading
import time
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlparse

FILES = pathlib.Path(__file__).resolve().parents[2] / "Sources/Operations/Service/Dashboard"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".txt": "text/plain"}
POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
START = datetime(2026, 11, 22, 10, 0, tzinfo=timezone.utc).timestamp()
LIMITS = {"50K": 50.0, "4K": 4.5, "still": 1.2, "cold-plate": 0.15, "base": 0.02}
COLD = {"50K": 38.0, "4K": 3.4, "still": 0.76, "cold-plate": 0.09, "base": 0.00705}


def text(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def stage(name, value=None, quality="good", at=START, **more):
    value = COLD[name] if value is None and quality == "good" else value
    return {"name": name, "channel": name, "node": None, "temperature_K": value, "quality": quality, "time": text(at),
            "limit_K": LIMITS[name], "within": None, **more}


def device(name, **changes):
    """A device at base; what differs is said."""
    result = {
        "name": name, "kind": "cryostat", "title": f"{name} of the tests", "phase": "base", "since": text(START - 86400),
        "within": True, "summary": "At base", "eta": None, "procedure": None, "stages": [stage(one) for one in COLD],
        "compressor": {"on": True, "quality": "good", "high_Pa": 2.2e6, "oil_K": 309.0},
        "power": {"still_W": 0.0062, "base_W": 0.0},
        "vacuum": {"pressure_Pa": 2.9e-4, "quality": "good", "limit_Pa": 1e-3, "within": True}, "notes": [],
        "source": {"kind": "twin", "state": "live", "reason": None, "lastReading": text(START)}}
    return {**result, **changes}


def fleet():
    """One device of each standing."""
    silent = device(
        "silent", phase="unknown", within=None, stages=[stage(one, COLD[one], "stale", START - 7200) for one in COLD],
        compressor={"on": None, "quality": "stale", "high_Pa": None, "oil_K": None}, power={"still_W": None, "base_W": None},
        vacuum={"pressure_Pa": 2.0, "quality": "off", "limit_Pa": 1e-3, "within": None},
        source={"kind": "bluefors", "state": "silent", "reason": "no new line for 2 h", "lastReading": text(START - 7200)})
    hot = device("hot", within=False, phase="warming", stages=[stage(one, COLD[one] * 30) for one in COLD],
                 notes=["compressor off since 09:20"], compressor={"on": False, "quality": "good", "high_Pa": 1.5e6, "oil_K": 298.0})
    cooling = device("cooling", phase="cooling", within=False, stages=[stage(one, COLD[one] * 30) for one in COLD],
                     eta={"event": "base below 20 mK", "time": text(START + 5 * 3600 + 600)})
    colder = device("colder", stages=[stage(one) if one != "base" else stage(one, None, "below-range") for one in COLD])
    noted = device("noted", notes=["vacuum P1 rises by 3.1·10⁻⁶ mbar a day"])
    return [device("good"), noted, cooling, silent, hot, colder]


class StandIn:
    """Runs on a port of its own; `stop` and `start` break and mend the line on the same port."""

    def __init__(self):
        self.port = 0
        self.devices = fleet()
        self.delay = 0.0
        self.failing = False
        self.streams = set()
        self.start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        self.running = True
        self.began = time.monotonic()
        owner = self

        class Handler(Answers):
            stand_in = owner

        self.server = Server(("127.0.0.1", self.port), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self.thread.start()

    def stop(self):
        self.running = False
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    @property
    def now(self):
        return START + (time.monotonic() - self.began) * 60


class Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True


class Answers(BaseHTTPRequestHandler):
    stand_in = None
    protocol_version = "HTTP/1.0"

    def log_message(self, *_):
        pass

    def do_GET(self):
        place = urlparse(self.path)
        parts = [unquote(part) for part in place.path.split("/") if part]
        try:
            if parts[:2] == ["api", "v1"]:
                self.api(parts[2:], parse_qs(place.query))
            else:
                self.file(parts)
        except OSError:
            pass

    def file(self, parts):
        name = parts[1] if parts[:1] == ["assets"] else "index.html"
        found = next((path for path in (FILES / name, FILES / "dygraphs" / name) if path.is_file()), None)
        if found is None:
            return self.answer(b"", "text/plain", 404)
        self.answer(found.read_bytes(), TYPES[found.suffix] + "; charset=utf-8")

    def answer(self, body, kind="application/json", status=200):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body if isinstance(body, bytes) else json.dumps(body).encode())

    def api(self, parts, query):
        owner = self.stand_in
        if parts == ["events"]:
            return self.stream()
        time.sleep(owner.delay)
        if owner.failing:
            return self.answer({"error": {"code": "fault", "message": "The store is being mended.", "hint": "Wait a minute."}}, status=503)
        if parts == ["fleet"]:
            return self.answer(self.fleet())
        found = next((one for one in owner.devices if one["name"] == parts[1]), None)
        if found is None:
            return self.answer({"error": {"code": "not-found", "message": f"There is no device “{parts[1]}”.", "hint": ""}}, status=404)
        part = parts[2] if len(parts) > 2 else ""
        made = {"": lambda: self.detail(found), "series": lambda: series(query, owner.now),
                "prediction": lambda: {"series": [], "reason": "no description"}, "panel": panel}[part]
        self.answer(made())

    def fleet(self):
        owner = self.stand_in
        return {"now": text(owner.now), "speed": 60, "demonstration": True, "backfill": {"done": 1}, "devices": owner.devices}

    def detail(self, found):
        now = text(self.stand_in.now)
        channels = [(name, "K", COLD[name], "good") for name in COLD] + [
            ("P1", "Pa", 2.9e-4, "good"), ("flow", "mol/s", 4.6e-4, "good"), ("ch9", "K", None, "disconnected")]
        return {**found, "oldest": text(START - 30 * 86400), "events": [
            {"time": text(START - 600), "channel": "v11", "event": "opened", "value": 1},
            {"time": text(START - 60), "channel": "base", "event": "crossed-down", "value": 0.02}], "channels": [
                {"name": name, "unit": unit, "quantity": "", "value": value, "quality": quality, "time": now, "age_s": 0}
                for name, unit, value, quality in channels]}

    def stream(self):
        owner = self.stand_in
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        owner.streams.add(self)
        try:
            self.tell_on(owner)
        finally:
            owner.streams.discard(self)

    def tell_on(self, owner):
        count = 0
        while owner.running:
            ms = owner.now * 1000
            lively = [one["name"] for one in owner.devices if one["name"] == "good"]
            readings = [[name, "base", ms, 0.007 + 1e-5 * (count % 7), 0] for name in lively]
            readings += [[name, "v11", ms, count % 2, 0] for name in lively]
            self.wfile.write(f"event: readings\ndata: {json.dumps({'now': text(owner.now), 'readings': readings})}\n\n".encode())
            if count % 5 == 0:
                self.wfile.write(f"event: fleet\ndata: {json.dumps(self.fleet())}\n\n".encode())
            self.wfile.flush()
            count += 1
            time.sleep(0.25)


def series(query, now):
    """A channel each minute, with everything that may happen to it two hours ago."""
    begin = max(datetime.fromisoformat(query["from"][0].replace("Z", "+00:00")).timestamp(), START - 30 * 86400)
    end = min(datetime.fromisoformat(query["to"][0].replace("Z", "+00:00")).timestamp(), now)
    step = max(60, (end - begin) / 500)
    result = []
    for channel in query["channel"]:
        value = COLD.get(channel, 3e-4)
        points, at = [], begin
        while at < end:
            age = START - at
            if channel == "base" and 7200 < age < 10800:
                points.append([at * 1000, None, None, None, 4])
            elif channel == "4K" and 3600 < age < 7200:
                points.append([at * 1000, value, value, value, 2])
            elif not 14400 < age < 18000:
                points.append([at * 1000, value * 0.98, value, value * 1.03, 0])
            at += step
        gaps = [[(START - 18000) * 1000, (START - 14400) * 1000]]
        result.append({"channel": channel, "unit": "K", "resolution_s": step, "points": points, "gaps": gaps})
    return {"series": result}


def panel():
    """v3's state is not known."""
    valves = {f"v{number}": number in (1, 4, 7, 9, 10) for number in range(1, 24) if number != 3}
    pumps = {"turbo1": True, "scroll1": True, "turbo2": False, "scroll2": False, "compressor": False, "pulsetube": True}
    gauges = {f"P{number}": {"pressure_Pa": 3.0, "quality": "good"} for number in range(1, 7)}
    gauges["P1"] = {"pressure_Pa": 2.0, "quality": "off"}
    return {"valves": valves, "pumps": pumps, "gauges": gauges, "flow_mol_per_s": 4.6e-4, "switches": {}, "heaters": {"still-heater": 0.0062}}

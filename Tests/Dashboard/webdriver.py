"""A WebDriver client for chromedriver: HTTP and JSON by the standard library, no packages."""

import base64
import http.client
import json
import os
import shutil
import subprocess
import tempfile
import time

from processes import end, free_port


class WebDriverError(Exception):
    """What chromedriver refused, in its own words."""


class Driver:
    """A running chromedriver on a free loopback port; `close` ends it and every browser it started."""

    def __init__(self):
        program = shutil.which("chromedriver")
        if not program:
            raise WebDriverError("no chromedriver; scripts/bootstrap --for test installs it")
        self.port = free_port()
        self.process = subprocess.Popen(
            [program, f"--port={self.port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        deadline = time.monotonic() + 20
        while True:
            try:
                if self.call("GET", "/status")["ready"]:
                    break
            except OSError:
                if time.monotonic() > deadline:
                    self.close()
                    raise
                time.sleep(0.05)

    def call(self, method, path, body=None):
        """One command: its value, or a WebDriverError."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            text = json.dumps(body) if body is not None else ("{}" if method == "POST" else None)
            connection.request(method, path, text, {"Content-Type": "application/json"})
            answer = json.loads(connection.getresponse().read())
        finally:
            connection.close()
        value = answer["value"]
        if isinstance(value, dict) and value.get("error"):
            raise WebDriverError(f"{value['error']}: {value['message'].splitlines()[0]}")
        return value

    def browser(self, **options):
        return Browser(self, **options)

    def close(self):
        """Ends chromedriver; it takes its browsers along."""
        end(self.process)


class Browser:
    """One headless browser with a profile of its own."""

    def __init__(self, driver, width=1440, height=900, scheme="light", zone="Europe/Zurich", mobile=False):
        self.driver = driver
        self.profile = tempfile.mkdtemp(prefix="dashboard-")
        arguments = [
            "--headless=new", f"--window-size={width},{height}", "--hide-scrollbars", "--disable-dev-shm-usage",
            "--force-prefers-reduced-motion", "--disable-background-networking", "--no-first-run",
            f"--user-data-dir={self.profile}",
        ]
        # A user without rights to namespaces, root among them, cannot have the sandbox; it only sees our own pages.
        if os.geteuid() == 0:
            arguments.append("--no-sandbox")
        session = driver.call("POST", "/session", {"capabilities": {"alwaysMatch": {
            "browserName": "chrome", "goog:chromeOptions": {"args": arguments},
            "goog:loggingPrefs": {"browser": "ALL"}, "timeouts": {"script": 20000, "pageLoad": 20000},
        }}})
        self.path = f"/session/{session['sessionId']}"
        self.look(width, height, scheme, mobile)
        self.devtools("Emulation.setTimezoneOverride", timezoneId=zone)

    def command(self, method, path, body=None):
        return self.driver.call(method, self.path + path, body)

    def devtools(self, command, **parameters):
        """A command of Chrome's own protocol, for what WebDriver lacks."""
        return self.command("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def look(self, width, height, scheme="light", mobile=False):
        """The size and colour scheme of the screen."""
        self.devtools("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=mobile)
        self.devtools("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}])

    def open(self, address):
        self.command("POST", "/url", {"url": address})

    @property
    def address(self):
        return self.command("GET", "/url")

    def back(self):
        self.command("POST", "/back")

    def run(self, script, *arguments):
        """The value of a script's `return`; it may await."""
        body = ("const done = arguments[arguments.length - 1]; const values = Array.from(arguments).slice(0, -1);"
                "(async (...args) => {" + script + "})(...values).then(value => done({value}), error => done({error: String(error)}))")
        answer = self.command("POST", "/execute/async", {"script": body, "args": list(arguments)})
        if "error" in answer:
            raise WebDriverError(answer["error"])
        return answer.get("value")

    def until(self, script, *arguments, within=10, what=None):
        """The first value of a script that is true; fails after so many seconds."""
        deadline = time.monotonic() + within
        while True:
            value = self.run(script, *arguments)
            if value:
                return value
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {within} s: {what or script}")
            time.sleep(0.05)

    def click(self, selector):
        element = self.command("POST", "/element", {"using": "css selector", "value": selector})
        self.command("POST", f"/element/{next(iter(element.values()))}/click", {})

    def type(self, keys):
        """Presses keys one after another, as a person does on what has the focus."""
        actions = [step for key in keys for step in ({"type": "keyDown", "value": key}, {"type": "keyUp", "value": key})]
        self.perform({"type": "key", "id": "keys", "actions": actions})

    def drag(self, start, end, steps=6):
        """Presses the mouse at a place, moves, lets go."""
        moves = [{"type": "pointerMove", "x": round(start[0] + (end[0] - start[0]) * i / steps),
                  "y": round(start[1] + (end[1] - start[1]) * i / steps), "duration": 8} for i in range(1, steps + 1)]
        self.perform({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [
            {"type": "pointerMove", "x": round(start[0]), "y": round(start[1]), "duration": 0},
            {"type": "pointerDown", "button": 0}, *moves, {"type": "pointerUp", "button": 0}]})

    def hover(self, x, y):
        self.perform({"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": [
            {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0}]})

    def wheel(self, x, y, delta):
        self.perform({"type": "wheel", "id": "wheel", "actions": [
            {"type": "scroll", "x": round(x), "y": round(y), "deltaX": 0, "deltaY": delta, "duration": 0}]})

    def perform(self, source):
        self.command("POST", "/actions", {"actions": [source]})

    def complaints(self):
        """What the console was told since it was last asked, from warnings up."""
        entries = self.command("POST", "/se/log", {"type": "browser"})
        return [entry["message"] for entry in entries if entry["level"] in ("WARNING", "SEVERE")]

    def screenshot(self, path=None, full=False):
        """A PNG of what is in sight, or of the whole page."""
        if full:
            data = self.devtools("Page.captureScreenshot", captureBeyondViewport=True, format="png")["data"]
        else:
            data = self.command("GET", "/screenshot")
        image = base64.b64decode(data)
        if path:
            with open(path, "wb") as file:
                file.write(image)
        return image

    def close(self):
        try:
            self.command("DELETE", "")
        finally:
            shutil.rmtree(self.profile, ignore_errors=True)

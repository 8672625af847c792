"""The dashboard of the program itself: `subkelvin up`, driven as a person would.

SUBKELVIN_PROGRAM names the program, by default the debug build. SUBKELVIN_DASHBOARD_URL names a server that runs already; then the
test that stops it is skipped. Screenshots go to .build/screenshots; with SUBKELVIN_RECORD=1 those of the documentation are renewed.
"""

import os
import pathlib
import struct
import unittest

from browser_case import BrowserCase
from program import Program, ROOT

RUNNING = os.environ.get("SUBKELVIN_DASHBOARD_URL", "").rstrip("/")
SHOTS = ROOT / ".build/screenshots"
RECORDED = ROOT / "docs/images"


def size(path):
    """Width and height of a PNG, which stand in its header."""
    return struct.unpack(">II", path.read_bytes()[16:24])


class ProgramTests(BrowserCase):
    program = None

    @classmethod
    def setUpClass(cls):
        if RUNNING:
            cls.address = RUNNING
        else:
            cls.program = Program()
            cls.address = f"http://127.0.0.1:{cls.program.port}"
            # A build for debugging takes its time to bring twins to where they begin.
            cls.program.wait_until_all_speak(120)

    @classmethod
    def tearDownClass(cls):
        if cls.program and cls.program.process.poll() is None:
            cls.program.stop()

    def open(self, path, ready="!document.querySelector('.loading')"):
        self.browser.open(self.address + path)
        self.browser.until(f"return document.body.dataset.link === 'live' && {ready}", within=30, what=f"{path} live")

    def devices(self, kind="cryostat"):
        return self.browser.run(
            "const answer = await fetch('/api/v1/fleet'); return (await answer.json()).devices.filter(d => d.kind === args[0]).map(d => d.name)", kind)

    def open_device(self, query=""):
        self.open("/")
        self.name = self.devices()[0]
        self.open(f"/devices/{self.name}{query}", "document.querySelector('.plot-temperatures canvas') !== null")
        self.browser.until("return document.querySelector('.plot-temperatures .plot-note').hidden", what="temperatures drawn")

    def range(self):
        return self.browser.run("const d = document.querySelector('.history').dataset; return [Number(d.from), Number(d.to)]")

    def box(self):
        return self.browser.run("""
            const surface = document.querySelector('.plot-temperatures');
            surface.scrollIntoView({ block: 'center' });
            const r = surface.getBoundingClientRect();
            return [r.left + 62, r.top, r.width - 62, r.height]""")

    def shoot(self, name):
        SHOTS.mkdir(parents=True, exist_ok=True)
        image = self.browser.screenshot(SHOTS / f"{name}.png")
        if os.environ.get("SUBKELVIN_RECORD"):
            (RECORDED / f"{name}.png").write_bytes(image)

    # Names are in the order in which they run: the last stops the program.

    def test_1_the_fleet_moves_without_a_reload(self):
        self.open("/", "document.querySelectorAll('.card').length >= 6")
        before = self.browser.run("window.mark = 1; return [...document.querySelectorAll('.card .figure')].map(e => e.textContent).join()")
        clock = self.browser.run("return document.querySelector('.clock-time').dateTime")
        self.browser.until(
            "return [...document.querySelectorAll('.card .figure')].map(e => e.textContent).join() !== args[0]", before, within=15, what="a number moves")
        self.browser.until("return document.querySelector('.clock-time').dateTime > args[0]", clock)
        self.assertEqual(self.browser.run("return window.mark"), 1)
        self.assertIn("Simulated", self.visible())
        self.browser.until("return [...document.querySelectorAll('.sparkline')].filter(e => e.querySelector('path')).length >= 5", what="sparklines")

    def test_2_pages_have_addresses_and_back_goes_back(self):
        self.open("/")
        self.browser.click("a[data-page=on-call]")
        self.assertTrue(self.browser.address.endswith("/on-call"))
        self.browser.until("return document.querySelectorAll('.watch').length >= 6")
        self.assertEqual(self.browser.run("return document.querySelector('nav [aria-current]').textContent"), "On-call")
        self.browser.click(".watch h2 a")
        self.browser.until("return document.querySelector('.plot')")
        self.assertRegex(self.browser.address, "/(devices|links)/")
        self.browser.back()
        self.browser.until("return location.pathname === '/on-call' && document.querySelector('.watch')")
        self.browser.back()
        self.browser.until("return location.pathname === '/' && document.querySelector('.card')")

    def test_3_a_drag_zooms_all_plots_and_the_address_keeps_it(self):
        self.open_device("?range=1d")
        left, top, width, _ = self.box()
        begin, end = self.range()
        self.browser.drag((left + 0.25 * width, top + 60), (left + 0.75 * width, top + 70))
        self.browser.until("return Number(document.querySelector('.history').dataset.to) < args[0]", end - 3600_000)
        zoomed = self.range()
        self.assertAlmostEqual((zoomed[1] - zoomed[0]) / (end - begin), 0.5, delta=0.05)
        self.assertIn("from=", self.browser.address)
        self.browser.until("return document.querySelectorAll('.follow:not(:disabled)').length === 1")
        self.browser.open(self.browser.address)
        self.browser.until("return document.querySelector('.history')")
        again = self.range()
        self.assertAlmostEqual(again[0], zoomed[0], delta=2000)
        self.browser.click(".follow")
        self.assertGreater(self.range()[1], zoomed[1])

    def test_4_keys_and_wheel_move_and_zoom(self):
        self.open_device("?range=8h")
        left, top, width, _ = self.box()
        span = lambda: self.range()[1] - self.range()[0]
        hour = 3600_000
        self.browser.wheel(left + width / 2, top + 100, -600)
        self.assertAlmostEqual(span() / hour, 8, delta=0.2, msg="without the focus the wheel is the page's")
        self.browser.run("document.querySelector('.plot-temperatures').focus()")
        self.browser.type("+")
        self.assertAlmostEqual(span() / hour, 4, delta=0.2)
        self.browser.type("-")
        self.assertAlmostEqual(span() / hour, 8, delta=0.2)
        left, top, width, _ = self.box()
        self.browser.wheel(left + width / 2, top + 100, -600)
        self.browser.until("const d = document.querySelector('.history').dataset; return d.to - d.from < 6 * 3600e3", what="the wheel zooms")
        end = self.range()[1]
        self.browser.type("\ue012")
        self.assertLess(self.range()[1], end)
        self.browser.type("3")
        self.assertAlmostEqual(span() / hour, 24, delta=0.5)
        self.browser.type("l")
        self.assertEqual(self.browser.run("return document.querySelector('.plot:has(.plot-temperatures) .scale-button').textContent"), "linear")

    def test_5_a_month_is_there_to_pan_over(self):
        self.open_device("?range=1M")
        self.browser.until("""
            return [...document.querySelectorAll('.plot:has(.plot-temperatures) .legend-value')].some(e => /K/.test(e.textContent))""", what="values over a month")
        self.browser.run("document.querySelector('.plot-temperatures').focus()")
        end = self.range()[1]
        self.browser.type("1\ue012\ue012\ue012\ue012\ue012")
        self.assertLess(self.range()[1], end)
        left, top, width, _ = self.box()
        self.browser.hover(left + width / 2, top + 50)
        self.browser.until("return !document.querySelector('.plot-temperatures .plot-cursor').hidden")
        self.assertGreaterEqual(self.browser.run("return document.querySelectorAll('.plot-cursor:not([hidden])').length"), 2)

    def test_6_the_keyboard_leads_everywhere(self):
        self.open("/")
        self.browser.type("go")
        self.browser.until("return location.pathname === '/on-call'")
        self.browser.type("gf")
        self.browser.until("return location.pathname === '/'")
        self.browser.type("]")
        self.browser.until("return /devices|links/.test(location.pathname)")
        self.browser.type("?")
        self.browser.until("return document.getElementById('help').open")
        self.browser.type("\ue00c")
        self.browser.until("return !document.getElementById('help').open")
        self.browser.click("#help-button")
        self.browser.click("#help form button")
        self.browser.until("return !document.getElementById('help').open", what="help closes by its button")
        self.open("/on-call")
        self.browser.type("\ue004")
        self.assertEqual(self.browser.run("return document.activeElement.className"), "skip")

    def test_7_a_link_is_read_along_its_metres(self):
        self.open("/")
        link = self.devices("link")[0]
        self.open(f"/links/{link}", "document.querySelector('.profile-line') !== null")
        box = self.browser.run("const r = document.querySelector('.profile').getBoundingClientRect(); return [r.left, r.top, r.width]")
        self.browser.hover(box[0] + box[2] / 2, box[1] + 100)
        said = self.browser.until("const e = document.querySelector('.profile-reading'); return e.textContent.includes('at ') && e.textContent")
        self.assertRegex(said, r"at \d+\.\d m.*K")
        self.browser.run("document.querySelector('.profile').focus()")
        self.browser.type("\ue014\ue014")
        self.assertNotEqual(self.browser.run("return document.querySelector('.profile-reading').textContent"), said)

    def test_8_everything_can_be_read_on_a_phone_and_in_the_dark(self):
        self.open("/")
        pages = ["/", "/on-call", f"/devices/{self.devices()[0]}", f"/links/{self.devices('link')[0]}"]
        for scheme, width in (("light", 1440), ("dark", 360)):
            self.browser.look(width, 800, scheme, mobile=width < 600)
            for path in pages:
                with self.subTest(scheme=scheme, width=width, page=path):
                    self.open(path)
                    self.check_width()
                    self.check_contrast()

    def test_8b_screenshots_are_taken(self):
        self.open("/", "document.querySelectorAll('.sparkline path').length >= 5")
        names = self.devices()
        link = self.devices("link")[0]
        self.shoot("dashboard-fleet")
        self.open("/on-call")
        self.shoot("dashboard-on-call")
        cooling = self.browser.run("""
            const { devices } = await (await fetch('/api/v1/fleet')).json();
            return devices.find(d => d.phase === 'cooling' && d.kind === 'cryostat')?.name ?? null""") or names[0]
        drawn = "document.querySelector('.plot-temperatures .plot-note')?.hidden && document.querySelector('.plot-pressures .plot-note')?.hidden"
        self.open(f"/devices/{cooling}?range=1d", drawn)
        self.shoot("dashboard-device")
        self.open(f"/devices/{names[0]}", "document.querySelector('.gas') !== null")
        self.browser.run("document.querySelector('.gas').scrollIntoView({ block: 'center' })")
        self.shoot("dashboard-gas")
        self.browser.look(1440, 900, "dark")
        self.open(f"/links/{link}", "document.querySelector('.profile-line') !== null")
        self.shoot("dashboard-link")
        self.browser.look(390, 844, "dark", mobile=True)
        self.open("/on-call")
        self.shoot("dashboard-phone")
        # The documentation has the same ones; live numbers differ, so no byte is compared.
        for name in ("fleet", "on-call", "device", "gas", "link", "phone"):
            taken, recorded = (folder / f"dashboard-{name}.png" for folder in (SHOTS, RECORDED))
            self.assertGreater(taken.stat().st_size, 20_000)
            self.assertEqual(size(taken), size(recorded), f"{name}: renew it with SUBKELVIN_RECORD=1")

    def test_9_when_the_program_ends_the_page_says_since_when(self):
        if not self.program:
            self.skipTest("the server is not ours to stop")
        self.expects = ("net::ERR",)
        self.open("/")
        self.assertEqual(self.program.stop(), 0)
        self.browser.until("return document.body.dataset.link === 'lost'", within=12)
        self.assertRegex(self.visible(), r"Disconnected since \d\d:\d\d:\d\d")
        self.assertGreaterEqual(self.browser.run("return document.querySelectorAll('.card').length"), 6)


if __name__ == "__main__":
    unittest.main()

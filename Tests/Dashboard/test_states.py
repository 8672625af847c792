"""States that the dashboard is designed for: loading, empty, failing, disconnected, unknown; and that all can read it."""

import time
import unittest

from browser_case import BrowserCase
from stand_in import START, StandIn, fleet

PAGES = ["/", "/on-call", "/devices/good", "/devices/silent"]


class StatesCase(BrowserCase):
    @classmethod
    def setUpClass(cls):
        cls.server = StandIn()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def setUp(self):
        super().setUp()
        self.server.devices, self.server.delay, self.server.failing = fleet(), 0, False

    def open(self, path, ready="document.body.dataset.link === 'live' && !document.querySelector('.loading')"):
        self.browser.open(self.server.address + path)
        self.browser.until(f"return {ready}", what=f"{path} ready")


class DesignedStates(StatesCase):
    def test_while_it_loads_shapes_stand_where_things_will_be(self):
        self.server.delay = 1.5
        self.server.devices = []
        self.browser.open(self.server.address + "/devices/good")
        self.browser.until("return document.querySelector('.loading .ghost')", within=1, what="shapes")
        self.assertIn("Loading", self.browser.run("return document.querySelector('.loading').textContent"))
        self.browser.until("return !document.querySelector('.loading')", within=5)

    expects = ("404 (Not Found)", "503 (Service Unavailable)")

    def test_an_empty_fleet_says_what_to_do(self):
        self.server.devices = []
        for path in ("/", "/on-call"):
            self.open(path)
            self.assertIn("No devices yet", self.visible())
            self.assertIn("fleet.yaml", self.visible())

    def test_a_device_that_does_not_exist_is_said_so(self):
        self.open("/devices/nobody")
        self.assertIn("There is no device “nobody”.", self.visible())

    def test_an_error_is_shown_with_what_to_do_and_goes_when_it_is_mended(self):
        self.server.failing = True
        self.open("/devices/good", "document.querySelector('.failure') !== null")
        self.assertIn("The store is being mended.", self.visible())
        self.assertIn("Wait a minute.", self.visible())
        self.server.failing = False
        self.browser.until("return document.querySelector('.plot') && !document.querySelector('.failure')", what="plots after the mending")

    def test_an_address_without_a_page_says_so(self):
        self.open("/nothing/here")
        self.assertIn("There is nothing at this address", self.visible())


class QualityStates(StatesCase):
    def test_the_fleet_is_ordered_and_counted_by_need(self):
        self.open("/")
        names = self.browser.run("return [...document.querySelectorAll('.card h2')].map(e => e.textContent)")
        self.assertEqual(names, ["hot", "silent", "noted", "cooling", "colder", "good"])
        tiles = self.browser.run("return [...document.querySelectorAll('.tile b')].map(e => e.textContent)")
        self.assertEqual(tiles, ["1", "1", "1", "1", "2"])
        self.assertRegex(self.visible(), "base below 20 mK in [345] h")

    def test_unknown_is_a_state_of_its_own(self):
        self.open("/on-call")
        verdicts = self.browser.run("return [...document.querySelectorAll('[data-key=silent] tbody tr')].map(e => e.dataset.verdict)")
        self.assertEqual(verdicts, ["unknown"] * 5)
        vitals = self.browser.run("return [...document.querySelectorAll('[data-key=silent] .vital')].map(e => e.dataset.verdict)")
        self.assertEqual(vitals, ["unknown"] * 3)
        words = self.browser.run("return document.querySelector('[data-key=silent]').innerText")
        self.assertIn("no new line for 2 h", words)
        self.assertNotIn("Within", words)
        colours = self.browser.run("""
            const colour = (key) => getComputedStyle(document.querySelector(`[data-key=${key}] .badge`)).color;
            return ["silent", "good", "hot"].map(colour)""")
        self.assertEqual(len(set(colours)), 3)

    def test_colder_than_its_curve_is_cold_and_not_stale(self):
        self.open("/")
        self.assertIn("below its range", self.browser.run("return document.querySelector('[data-key=colder] .card-number').innerText"))
        self.open("/on-call")
        row = "[data-key=colder] tr[data-key=base]"
        self.assertEqual(self.browser.run(f"return document.querySelector('{row}').dataset.verdict"), "good")
        self.assertIn("below its range", self.browser.run(f"return document.querySelector('{row}').innerText"))

    def test_a_placeholder_is_never_shown_as_a_number(self):
        self.open("/on-call")
        vacuum = self.browser.run("return document.querySelector('[data-key=silent] .vital:last-child').innerText")
        self.assertIn("off", vacuum)
        self.assertNotIn("0.02", vacuum)

    def test_limits_that_a_cooldown_has_yet_to_reach_are_no_alarm(self):
        self.open("/on-call")
        self.assertEqual(
            self.browser.run("return document.querySelector('[data-key=cooling] tr[data-key=base]').dataset.verdict"), "moving")
        self.assertEqual(
            self.browser.run("return document.querySelector('[data-key=hot] tr[data-key=base]').dataset.verdict"), "bad")

    def test_the_diagram_tells_open_closed_and_unknown_by_shape(self):
        self.open("/devices/good", "document.querySelector('.gas') !== null")
        state = lambda name: self.browser.run(f"return document.querySelector('[data-valve={name}]').dataset.state")
        self.assertEqual([state(name) for name in ("v1", "v2", "v3")], ["open", "closed", "unknown"])
        shapes = self.browser.run("""
            return ['v1', 'v2', 'v3'].map(name => {
                const valve = document.querySelector(`[data-valve=${name}]`), body = getComputedStyle(valve.querySelector('.valve-body'));
                return [valve.querySelector('.valve-bar') !== null, valve.querySelector('.valve-unknown') !== null, body.fill].join()
            })""")
        self.assertEqual(len(set(shapes)), 3)
        self.browser.until("return document.querySelector('[data-valve=v11]').dataset.state === 'closed'", what="v11 closes, live")
        self.browser.until("return document.querySelector('[data-valve=v11]').dataset.state === 'open'", what="v11 opens, live")
        self.assertIn("off", self.browser.run("return document.querySelector('[data-quality=off].gauge').textContent"))

    def test_a_plot_draws_gaps_stale_and_missing_readings(self):
        self.open("/devices/good?range=8h", "document.querySelector('.plot-temperatures canvas') !== null")
        hour = 3600_000
        self.browser.until("return document.querySelector('[data-line=base] .legend-value').textContent.includes('mK')", what="values")
        box = self.browser.run("const r = document.querySelector('.plot-temperatures').getBoundingClientRect(); return [r.left, r.top, r.width]")
        begin, end = self.browser.run("const d = document.querySelector('.history').dataset; return [Number(d.from), Number(d.to)]")
        said = {}
        for ago in (0.5, 1.5, 2.5, 4.5):
            share = (START * 1000 - ago * hour - begin) / (end - begin)
            self.browser.hover(box[0] + 62 + share * (box[2] - 62), box[1] + 60)
            said[ago] = self.browser.run("return ['4K', 'base'].map(name => document.querySelector(`[data-line='${name}'] .legend-value`).textContent)")
        self.assertEqual(said[0.5], ["3.40 K", "7.05 mK"])
        self.assertEqual(said[1.5], ["3.40 K ◌", "7.05 mK"])
        self.assertEqual(said[2.5], ["3.40 K", "▽ below its range"])
        self.assertEqual(said[4.5], ["–", "–"])


class LineStates(StatesCase):
    expects = ("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_EMPTY_RESPONSE", "net::ERR")

    def test_a_lost_line_is_said_and_comes_back_by_itself(self):
        self.open("/")
        self.server.stop()
        try:
            self.browser.until("return document.body.dataset.link === 'lost'", within=5)
            self.assertIn("Disconnected since", self.visible())
            self.assertIn("Showing what was last known.", self.visible())
            self.assertNotIn("Live", self.browser.run("return document.getElementById('link-state').innerText"))
            before = self.browser.run("return document.querySelector('.clock-time').textContent")
            time.sleep(1.2)
            self.assertEqual(self.browser.run("return document.querySelector('.clock-time').textContent"), before)
            self.assertIn("grayscale", self.browser.run("return getComputedStyle(document.querySelector('main')).filter"))
            self.assertEqual(self.browser.run("return document.querySelectorAll('.card').length"), 6)
        finally:
            self.server.start()
        self.browser.until("return document.body.dataset.link === 'live'", within=15, what="live again")
        self.assertNotIn("Disconnected", self.visible())

    def test_a_person_need_not_wait_for_the_next_try(self):
        self.open("/on-call")
        self.server.stop()
        try:
            # Two failures: the next wait is longer than what is allowed below.
            self.browser.until("return /Next try in [4-9]/.test(document.getElementById('link-bar').innerText)", within=12)
        finally:
            self.server.start()
        self.browser.click("#link-bar button")
        self.browser.until("return document.body.dataset.link === 'live'", within=2)

    def test_a_page_that_was_left_gives_its_connection_back(self):
        for path in PAGES * 2:
            self.open(path)
        deadline = time.monotonic() + 3
        while len(self.server.streams) > 1 and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertEqual(len(self.server.streams), 1)

    def test_what_was_never_known_is_not_made_up(self):
        self.open("/")
        self.server.stop()
        try:
            self.browser.until("return document.body.dataset.link === 'lost'", within=5)
            self.browser.click("a[data-page=on-call]")
            self.browser.until("return document.querySelectorAll('.watch').length === 6")
            self.browser.click("[data-key=good] h2 a")
            self.browser.until("return document.querySelector('.failure')", what="failure")
            self.assertIn("Subkelvin does not answer.", self.visible())
        finally:
            self.server.start()
        self.browser.until("return document.querySelector('.plot')", within=15, what="the page mends itself")


class Readable(StatesCase):
    def test_words_have_contrast_in_both_schemes(self):
        for scheme in ("light", "dark"):
            self.browser.look(1440, 900, scheme)
            for path in PAGES:
                with self.subTest(scheme=scheme, page=path):
                    self.open(path)
                    self.check_contrast()

    def test_a_narrow_phone_shows_everything_without_scrolling_sideways(self):
        self.browser.look(360, 780, mobile=True)
        for path in PAGES:
            with self.subTest(page=path):
                self.open(path)
                self.check_width()

    def test_nothing_moves_once_it_is_shown(self):
        for path in ("/", "/on-call"):
            self.open(path)
            time.sleep(1)
            shift = self.browser.run("""
                return await new Promise(resolve => new PerformanceObserver(list => resolve(
                    list.getEntries().reduce((sum, entry) => sum + (entry.hadRecentInput ? 0 : entry.value), 0)))
                    .observe({ type: "layout-shift", buffered: true }) ?? setTimeout(() => resolve(0), 300))""")
            self.assertLess(shift, 0.1, path)

    def test_screen_readers_find_names_tables_and_states(self):
        self.open("/devices/good", "document.querySelector('.gas') !== null")
        nameless = self.browser.run("""
            return [...document.querySelectorAll("button, a[href], input, [role=img], [role=group], [role=application], table th")]
                .filter(e => e.checkVisibility() && !(e.getAttribute("aria-label") || e.getAttribute("aria-labelledby") || e.textContent.trim()
                    || e.labels?.[0]?.textContent))
                .map(e => e.outerHTML.slice(0, 80))""")
        self.assertEqual(nameless, [])
        self.browser.click(".plot .numbers summary")
        table = self.browser.until("return document.querySelector('.plot .numbers-table tbody')?.innerText")
        self.assertIn("mK", table)
        self.assertEqual(self.browser.run("return document.querySelectorAll('main h1').length"), 1)
        self.assertEqual(self.browser.run("return document.getElementById('link-bar').getAttribute('role')"), "status")


if __name__ == "__main__":
    unittest.main()

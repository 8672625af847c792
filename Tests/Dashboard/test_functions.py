"""The dashboard's pure functions, run in the browser that will run them."""

import unittest

from browser_case import BrowserCase
from stand_in import StandIn

HOUR = 3600_000

# Random numbers in [0, 1), the same in every run.
RANDOM = """
    let state = 20;
    const random = () => (state = (state * 1664525 + 1013904223) % 2 ** 32) / 2 ** 32;"""


class FunctionsCase(BrowserCase):
    """A page of the own origin, so that its modules can be imported."""

    @classmethod
    def setUpClass(cls):
        cls.server = StandIn()

    @classmethod
    def tearDownClass(cls):
        cls.server.stop()

    def setUp(self):
        super().setUp()
        self.browser.open(f"{self.server.address}/assets/icon.svg")

    def call(self, module, name, *arguments):
        return self.browser.run(
            "const module = await import(`/assets/${args[0]}`); return module[args[1]](...args[2])", module, name, list(arguments))

    def check(self, module, name, cases):
        """One trip to the browser for a whole table of (arguments…, result)."""
        found = self.browser.run(
            "const module = await import(`/assets/${args[0]}`); return args[2].map(one => module[args[1]](...one))",
            module, name, [list(case[:-1]) for case in cases])
        for case, value in zip(cases, found):
            with self.subTest(function=name, arguments=case[:-1]):
                self.assertEqual(value, case[-1])


class FormatTests(FunctionsCase):
    def test_quantities_have_units_and_fitting_prefixes(self):
        self.check("format.js", "quantity", [
            (0.00705, "K", "7.05 mK"), (0.9996, "K", "1.00 K"), (0.9994, "K", "999 mK"), (293.4, "K", "293 K"), (0, "K", "0 K"),
            (0.0000021, "K", "2.10 µK"), (-0.0021, "K", "−2.10 mK"), (2.9e-4, "Pa", "2.90·10⁻⁶ mbar"), (3.1, "Pa", "0.0310 mbar"),
            (2.22e6, "Pa", "22.2 bar"), (-1.5, "Pa", "−0.0150 mbar"), (4.6e-4, "mol/s", "460 µmol/s"), (0.0062, "W", "6.20 mW"),
            (7900, "W", "7.90 kW"), (12345, "ohm", "12.3 kΩ"), (820, "Hz", "820 Hz"), (0.02, "m/s^2", "20.0 mm/s²"),
            (1, "1", "1.00"), (None, "K", "–"), (90000, "s", "1 d 1 h"),
        ])

    def test_numbers_are_written_without_an_e(self):
        self.check("format.js", "number", [
            (123456, 3, "1.23·10⁵"), (99999, 3, "1.00·10⁵"), (0.00099, 2, "9.9·10⁻⁴"), (0.001, 3, "0.00100"), (12, 1, "10"), (-0.5, 2, "−0.50"),
        ])

    def test_ticks_have_no_trailing_zeros(self):
        self.check("format.js", "tickLabel", [
            (0.01, "K", "10 mK"), (100, "K", "100 K"), (1e-4, "Pa", "10⁻⁶"), (2e-4, "Pa", "2·10⁻⁶"), (100, "Pa", "1"), (1, "Pa", "10⁻²"),
            (4e-4, "mol/s", "400"), (0.005, "W", "5 mW"), (0, "W", "0 W"),
        ])

    def test_spans_of_time_are_told_in_two_parts(self):
        self.check("format.js", "duration", [
            (0, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "1 h"), (12000, "3 h 20 min"), (86400, "1 d"), (445000, "5 d 4 h"), (None, "–"),
        ])

    def test_moments_are_shown_in_the_browsers_zone_and_in_utc(self):
        winter = 1795345402000  # 2026-11-22 11:03:22 UTC
        self.check("format.js", "timeOfDay", [(winter, True, "12:03:22"), (winter, "12:03")])
        self.check("format.js", "utc", [(winter, "2026-11-22 11:03:22 UTC")])
        self.check("format.js", "dateTime", [(winter, None, "Sun 22 Nov 12:03"), (winter, winter + HOUR, "12:03"), (winter, winter + 24 * HOUR, "Sun 22 Nov 12:03")])


class ScaleTests(FunctionsCase):
    def test_equal_factors_are_equal_lengths_of_a_logarithmic_scale(self):
        worst = self.browser.run(RANDOM + """
            const { logShare } = await import("/assets/scales.js");
            let worst = 0;
            for (let i = 0; i < 1000; i++) {
                const low = 10 ** (random() * 6 - 6), high = low * 10 ** (random() * 6 + 0.1), share = random();
                worst = Math.max(worst, Math.abs(logShare(low * (high / low) ** share, low, high) - share));
            }
            return worst""")
        self.assertLess(worst, 1e-12)
        self.check("scales.js", "logShare", [(0, 1, 10, 0), (-1, 1, 10, 0), (1e9, 1, 10, 1)])

    def test_ticks_lie_within_the_axis_and_ascend(self):
        wrong = self.browser.run(RANDOM + """
            const { logTicks, linearTicks, timeTicks } = await import("/assets/scales.js");
            const wrong = [];
            for (let i = 0; i < 2000; i++) {
                const low = 10 ** (random() * 8 - 8), high = low * 10 ** (random() * 9 + 0.001), count = 2 + i % 9;
                const from = 1.5e12 + random() * 3e11, to = from + 10 ** (4 + random() * 7);
                // What lies beyond an end by less than a hundredth of a pixel is at the end.
                const [beneath, beyond] = [low * 1e-8, (high - low) * 1e-8];
                for (const [ticks, a, b, most] of [
                    [logTicks(low, high, count), low - beneath, high + beyond, 3 * count],
                    [linearTicks(low, high, count), low - beyond, high + beyond, count + 1],
                    [timeTicks(from, to, count), from, to, 2 * count + 2]]) {
                    const within = ticks.every((t) => t >= a && t <= b);
                    const ascend = ticks.every((t, i) => i === 0 || t > ticks[i - 1]);
                    if (!within || !ascend || ticks.length > most) wrong.push([a, b, count, ticks]);
                }
            }
            return wrong.slice(0, 3)""")
        self.assertEqual(wrong, [])

    def test_decades_carry_the_ticks_of_a_wide_axis(self):
        self.check("scales.js", "logTicks", [(0.005, 300, 6, [0.01, 0.1, 1, 10, 100]), (1, 10, 6, [1, 2, 5, 10]), (0, 1, 6, [])])

    def test_midnight_stays_midnight_when_clocks_change(self):
        # Zurich, 24 to 27 October 2026: clocks go back in the night to the 25th.
        hours = self.browser.run("""
            const { timeTicks } = await import("/assets/scales.js");
            return timeTicks(Date.UTC(2026, 9, 23, 22), Date.UTC(2026, 9, 26, 23), 4).map(ms => new Date(ms).getHours())""")
        self.assertEqual(hours, [0, 0, 0, 0])


class DecimationTests(FunctionsCase):
    def test_no_extreme_is_lost_and_gaps_stay(self):
        wrong = self.browser.run(RANDOM + """
            const { decimate } = await import("/assets/decimation.js");
            const wrong = [];
            for (let run = 0; run < 50; run++) {
                const points = Array.from({ length: 3000 }, (_, i) => [i * 1000 + random(), random() < 0.002 ? null : random() ** 9]);
                const kept = decimate(points, 100);
                const values = (list) => list.map(([, v]) => v).filter((v) => v !== null);
                if (Math.max(...values(kept)) !== Math.max(...values(points))) wrong.push("highest");
                if (Math.min(...values(kept)) !== Math.min(...values(points))) wrong.push("lowest");
                if (kept[0] !== points[0] || kept.at(-1) !== points.at(-1)) wrong.push("ends");
                if (points.some(([, v]) => v === null) && !kept.some(([, v]) => v === null)) wrong.push("gap");
                if (kept.length > 500) wrong.push("many");
                if (kept.some(([t], i) => i && t <= kept[i - 1][0])) wrong.push("order");
            }
            return wrong""")
        self.assertEqual(wrong, [])
        few = [[0, 1], [1, 2]]
        self.assertEqual(self.call("decimation.js", "decimate", few, 10), few)


class PlotDataTests(FunctionsCase):
    def test_lines_of_different_times_share_rows(self):
        lines = [{"points": [[0, 1, 2, 3, 0], [2, 1, 2, 3, 0]], "gaps": []}, {"points": [[1, 4, 5, 6, 0]], "gaps": [[1, 2]]}]
        found = self.call("plot-data.js", "rows", lines, True)
        self.assertEqual(found, [[0, [1, 2, 3], None], [1, None, [4, 5, 6]], [1.5, None, [None] * 3], [2, [1, 2, 3], None]])

    def test_what_has_no_logarithm_or_no_number_breaks_the_line(self):
        lines = [{"points": [[0, 0, 0, 0, 0], [1, None, None, None, 4], [2, 2, 2, 2, 5], [3, -1, 2, 4, 0]], "gaps": []}]
        found = self.call("plot-data.js", "rows", lines, True)
        self.assertEqual([row[1] for row in found], [[None] * 3, [None] * 3, [None] * 3, [2, 2, 4]])
        self.assertEqual(self.call("plot-data.js", "rows", lines, False)[0][1], [0, 0, 0])

    def test_spans_without_numbers_are_found(self):
        points = [[0, 1, 1, 1, 0], [1, None, None, None, 4], [2, None, None, None, 4], [3, 2, 2, 2, 5], [4, 1, 1, 1, 0], [5, None, None, None, 6]]
        found = self.call("plot-data.js", "missingSpans", points, 9)
        self.assertEqual(found, [{"from": 1, "to": 3, "code": 4}, {"from": 3, "to": 4, "code": 5}, {"from": 5, "to": 9, "code": 6}])

    def test_only_what_all_lines_miss_is_a_common_gap(self):
        lines = [{"gaps": [[0, 10], [20, 30]]}, {"gaps": [[5, 25]]}]
        self.assertEqual(self.call("plot-data.js", "commonGaps", lines), [[5, 10], [20, 25]])
        self.assertEqual(self.call("plot-data.js", "commonGaps", []), [])

    def test_the_nearest_point_is_found(self):
        points = [[0, 0, 0, 0, 0], [10, 1, 1, 1, 0], [20, 2, 2, 2, 0]]
        self.check("plot-data.js", "nearest", [
            (points, -5, points[0]), (points, 12, points[1]), (points, 16, points[2]), (points, 99, points[2]), (points, 99, 5, None), ([], 1, None)])


class StandingTests(FunctionsCase):
    def test_who_needs_a_person_comes_first(self):
        names = self.browser.run(
            "const { byNeed } = await import('/assets/standing.js'); return byNeed(args[0]).map(one => one.name)", self.server.devices)
        self.assertEqual(names, ["hot", "silent", "noted", "cooling", "colder", "good"])

    def test_what_is_not_known_is_neither_good_nor_bad(self):
        base = {"phase": "base"}
        stage = lambda value, quality: {"temperature_K": value, "quality": quality, "limit_K": 0.02}
        self.check("standing.js", "againstLimit", [
            (stage(0.01, "good"), base, "good"), (stage(0.03, "good"), base, "bad"), (stage(0.01, "stale"), base, "unknown"),
            (stage(0.03, "stale"), base, "unknown"), (stage(None, "disconnected"), base, "unknown"), (stage(0.01, "off"), base, "unknown"),
            (stage(None, "below-range"), base, "good"), (stage(0.03, "below-range"), base, "unknown"), (stage(30, "above-range"), base, "bad"),
            (stage(0.01, "above-range"), base, "unknown"), (stage(30, "good"), {"phase": "cooling"}, "moving"),
            (stage(30, "good"), {"phase": "warming", "procedure": None}, "bad"), (stage(30, "good"), {"phase": "warm"}, "moving"),
            (stage(30, "good"), {"phase": "warming", "procedure": {"name": "warmup"}}, "moving"), ({"temperature_K": 1, "quality": "good", "limit_K": None}, base, "none"),
        ])


    def test_the_coldest_stage_is_one_that_is_known(self):
        stage = lambda name, value, quality="good": {"name": name, "temperature_K": value, "quality": quality}
        warm, cold, stale = stage("4K", 4), stage("base", 0.01), stage("base", 0.007, "stale")
        below, above, silent = stage("base", None, "below-range"), stage("base", 24, "above-range"), stage("base", None, "disconnected")
        self.check("standing.js", "coldest", [
            ([warm, cold], cold), ([warm, stale], warm), ([cold, below], below), ([stage("50K", 40), above], stage("50K", 40)),
            ([above, silent], above), ([silent], silent), ([], None)])


class RouterTests(FunctionsCase):
    def test_addresses_name_pages(self):
        self.check("router.js", "match", [
            ("/", {"page": "fleet", "parameters": {}}), ("/on-call", {"page": "on-call", "parameters": {}}),
            ("/devices/lab-1", {"page": "device", "parameters": {"device": "lab-1"}}), ("/devices", {"page": "missing", "parameters": {}}),
            ("/devices/%E0%A4%A", {"page": "device", "parameters": {"device": "%E0%A4%A"}}),
        ])


class RangeTests(FunctionsCase):
    def test_a_range_never_leaves_what_there_is(self):
        wrong = self.browser.run(RANDOM + """
            const { TimeRange } = await import("/assets/time-range.js");
            const now = 1.8e12, oldest = now - 30 * 86400e3, wrong = [];
            for (let run = 0; run < 200; run++) {
                const range = new TimeRange(now);
                range.oldest = oldest;
                for (let step = 0; step < 40; step++) {
                    const dice = random();
                    if (dice < 0.4) range.pan(random() * 6 - 3);
                    else if (dice < 0.8) range.zoom(10 ** (random() * 3 - 1.5), oldest + random() * 30 * 86400e3);
                    else if (dice < 0.9) range.choose(["1h", "8h", "1w"][step % 3]);
                    else range.follow();
                    const ok = range.span >= 119e3 && range.to <= now + 0.021 * range.span && range.from >= oldest - 1;
                    if (!ok) wrong.push([range.from - oldest, now - range.to, range.span, range.chosen]);
                }
            }
            return wrong.slice(0, 3)""")
        self.assertEqual(wrong, [])

    def test_a_past_that_still_comes_takes_nothing_from_what_is_in_sight(self):
        spans = self.browser.run("""
            const { TimeRange } = await import("/assets/time-range.js");
            const now = 1.8e12, hour = 3600e3, range = new TimeRange(now);
            range.oldest = now - hour / 3;
            range.choose("8h");
            const spans = [range.span / hour];
            range.zoom(0.5);
            spans.push(range.span / hour);
            range.zoom(2);
            spans.push(range.span / hour);
            range.read(new URLSearchParams({ from: new Date(now - 18 * hour).toISOString(), to: new Date(now - 6 * hour).toISOString() }));
            spans.push(range.span / hour);
            range.choose("all");
            spans.push(range.span / hour);
            range.oldest = now - 48 * hour;
            range.advance(now);
            spans.push(range.span / hour);
            return spans.map(hours => Math.round(100 * hours) / 100)""")
        self.assertEqual(spans, [8, 4, 8, 12, 0.33, 48])

    def test_an_address_gives_the_same_range_again(self):
        same = self.browser.run("""
            const { TimeRange } = await import("/assets/time-range.js");
            const now = 1.8e12, results = [];
            for (const change of [(r) => r.choose("8h"), (r) => r.zoom(0.3), (r) => r.set(now - 9e8, now - 8e8)]) {
                const one = new TimeRange(now), other = new TimeRange(now);
                change(one);
                other.read(new URLSearchParams(one.parameters));
                results.push(Math.abs(one.from - other.from) < 2000 && Math.abs(one.to - other.to) < 2000 && one.following === other.following);
            }
            return results""")
        self.assertEqual(same, [True, True, True])

    def test_attempts_wait_longer_each_time_up_to_half_a_minute(self):
        waits = self.browser.run("const { backoff } = await import('/assets/live.js'); return [0, 1, 2, 5, 50].map(n => backoff(n, 0.5))")
        self.assertEqual(waits, [1000, 2000, 4000, 30000, 30000])


if __name__ == "__main__":
    unittest.main()

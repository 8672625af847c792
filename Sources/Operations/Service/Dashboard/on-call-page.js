// On-call: each device against its limits, to be read at three in the morning.

import { h, morph, s } from "./dom.js";
import { quantity } from "./format.js";
import { emptyFleet, loading } from "./notices.js";
import { eta, figure, phase, sourceWord, standingBadge } from "./parts.js";
import { placeholder } from "./quality.js";
import { deviceAddress } from "./router.js";
import { logShare } from "./scales.js";
import { MARKS, againstLimit, byNeed, isMoving, stageName, standing } from "./standing.js";

/** Ends of the bars: the same for every stage, so that lengths compare. */
const KELVIN = { low: 1e-3, high: 300, unit: "K", decades: [1e-2, 1e-1, 1, 10, 100] };
const PASCAL = { low: 1e-6, high: 1e5, unit: "Pa", decades: [1e-4, 1e-2, 1, 100, 1e4] };
const HEADINGS = ["Stage", "Temperature", "Against its limit", "Limit", "Verdict"];
const VERDICTS = {
    good: "within", bad: "beyond its limit", moving: "beyond its limit, as expected now", unknown: "not known", none: "no limit",
};

/** Shows `/on-call`. */
export function onCallPage({ state }) {
    const element = h("div", { class: "page on-call" });
    function render() {
        morph(element, h("div", { class: "page on-call" }, h("h1", {}, "On-call"), content(state)));
    }
    render();
    for (const kind of ["fleet", "readings"]) state.addEventListener(kind, render);
    return {
        title: "On-call", element,
        close() {
            for (const kind of ["fleet", "readings"]) state.removeEventListener(kind, render);
        },
    };
}

function content(state) {
    if (!state.fleet) return loading("watches", 4);
    if (!state.fleet.devices.length) return emptyFleet();
    return h("ul", { class: "watches" }, byNeed(state.fleet.devices).map((device) => watch(device, state)));
}

function watch(device, state) {
    const now = state.now;
    return h("li", { class: "watch", "data-key": device.name, "data-standing": standing(device) },
        h("header", { class: "watch-head" },
            h("h2", {}, h("a", { href: deviceAddress(device) }, device.name)), standingBadge(device), phase(device, now)),
        h("p", { class: "watch-summary" }, sourceWord(device, now) ?? eta(device, now) ?? device.summary),
        h("ul", { class: "card-notes" }, device.notes.map((note) => h("li", {}, note))),
        stageTables(device, state.stages(device)),
        h("dl", { class: "vitals" }, compressor(device), power(device), vacuum(device, state)));
}

/** A device's stages against their limits, a table for each of its ends. */
export function stageTables(device, stages) {
    const nodes = [...new Set(stages.map((stage) => stage.node))];
    return h("div", { class: "stage-tables" },
        nodes.map((node) => stageTable(device, stages.filter((stage) => stage.node === node))));
}

function stageTable(device, stages) {
    return h("table", { class: "stages" },
        h("thead", { class: "spoken" }, h("tr", {}, HEADINGS.map((word) => h("th", { scope: "col" }, word)))),
        h("tbody", {}, stages.map((stage) => {
            const verdict = againstLimit(stage, device);
            return h("tr", { "data-verdict": verdict, "data-key": stageName(stage) },
                h("th", { scope: "row" }, stageName(stage)),
                h("td", { class: "stage-value" }, figure(stage.temperature_K, "K", stage.quality)),
                h("td", { class: "stage-bar" }, bar(placeholder(stage.quality) ? null : stage.temperature_K, stage.limit_K, verdict, KELVIN)),
                h("td", { class: "stage-limit" }, stage.limit_K === null ? "" : `≤ ${quantity(stage.limit_K, "K", 2)}`),
                h("td", { class: "stage-verdict", title: VERDICTS[verdict] },
                    h("span", { "aria-hidden": "true" }, MARKS[verdict] ?? ""), h("span", { class: "spoken" }, VERDICTS[verdict])));
        })));
}

/** A bar on a logarithmic scale with the limit as a mark; hatched when nothing is known. */
function bar(value, limit, verdict, { low, high, decades }) {
    const at = (x) => `${(logShare(x, low, high) * 100).toFixed(2)}%`;
    return s("svg", { class: "bar", "aria-hidden": "true", "data-verdict": verdict },
        s("rect", { class: "bar-track", width: "100%", height: "100%", rx: 3 }),
        decades.map((x) => s("line", { class: "bar-decade", x1: at(x), x2: at(x), y1: 0, y2: "100%" })),
        verdict === "unknown" ? s("rect", { class: "bar-unknown", width: "100%", height: "100%", rx: 3 }) : null,
        value === null ? null : s("rect", { class: "bar-value", width: at(value), y: "25%", height: "50%", rx: 2 }),
        limit === null || limit === undefined ? null
            : s("line", { class: "bar-limit", x1: at(limit), x2: at(limit), y1: 0, y2: "100%" }));
}

function vital(name, verdict, ...content) {
    return h("div", { class: "vital", "data-verdict": verdict },
        h("dt", {}, h("span", { class: "vital-mark", "aria-hidden": "true" }, MARKS[verdict] ?? ""), ` ${name}`), h("dd", {}, ...content));
}

function compressor(device) {
    const { on, quality, high_Pa: high, oil_K: oil } = device.compressor;
    const known = on !== null && quality !== "stale";
    // A compressor at rest is no fault while the fridge is let warm.
    const verdict = !known ? "unknown" : on ? "good" : isMoving(device) && device.phase !== "cooling" ? "none" : "bad";
    return vital("Compressor", verdict,
        h("b", {}, on === null ? "unknown" : on ? "on" : "off"), known ? null : on === null ? null : " (last known)",
        high === null ? null : h("span", {}, ` · ${quantity(high, "Pa")}`),
        oil === null ? null : h("span", {}, ` · oil ${quantity(oil, "K", 3)}`));
}

function power(device) {
    const { still_W: still, base_W: base } = device.power;
    return vital("Power", still === null && base === null ? "unknown" : "none",
        h("span", {}, "still ", h("b", {}, still === null ? "unknown" : quantity(still, "W"))),
        h("span", {}, " · base ", h("b", {}, base === null ? "unknown" : quantity(base, "W"))));
}

function vacuum(device) {
    const { pressure_Pa: pressure, quality, limit_Pa: limit, within } = device.vacuum;
    const verdict = within === null || within === undefined ? "unknown" : within ? "good" : isMoving(device) ? "moving" : "bad";
    return vital("Vacuum", verdict,
        figure(pressure, "Pa", quality), bar(placeholder(quality) ? null : pressure, limit, verdict, PASCAL),
        limit === null || limit === undefined ? null : h("span", { class: "stage-limit" }, `≤ ${quantity(limit, "Pa", 2)}`));
}

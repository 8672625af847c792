// The gas-handling panel as a drawing with live valves. Open and closed differ in shape as well as in colour.

import { h, morph, s } from "./dom.js";
import { quantity } from "./format.js";
import { GAUGES, PIPES, PUMPS, VALVES } from "./gas-layout.js";
import { label, placeholder, relation, usable } from "./quality.js";

/** A valve's or pump's state in words. */
const valveWord = (open) => (open === undefined || open === null ? "unknown" : open ? "open" : "closed");
const pumpWord = (on) => (on === undefined || on === null ? "unknown" : on ? "on" : "off");

/**
 * The panel of a device: what the API's `panel` says, with stages for the cold end.
 *
 * @returns a figure: the drawing, and the same in words.
 */
export function gasPanel(panel, stages) {
    const states = { ...panel.valves };
    return h("figure", { class: "gas" },
        h("div", { class: "gas-scroll", tabindex: 0, role: "group", "aria-label": "Gas-handling diagram" },
            s("svg", { viewBox: "0 0 1000 600", role: "img", "aria-label": `Gas handling: ${inWords(panel)}` },
                PIPES.map(([needs, path]) => s("path", { d: path, class: "pipe", "data-flow": flow(needs, states) })),
                cryostat(stages, panel), vessels(), Object.entries(VALVES).map(([name, place]) => valve(name, place, states[name])),
                Object.entries(PUMPS).map(([name, place]) => pump(name, place, panel.pumps[name])),
                Object.entries(GAUGES).map(([name, place]) => gauge(name, place, panel.gauges[name])),
                readings(panel))),
        h("figcaption", {}, key(), h("p", {}, inWords(panel))));
}

/** Renews a panel in place. */
export function renewPanel(figure, panel, stages) {
    return morph(figure, gasPanel(panel, stages));
}

/** The API's panel object with what has been heard since. */
export function heardPanel(panel, heard) {
    const pick = (names, old, map) => Object.fromEntries(names.map((name) => {
        const reading = heard(name);
        return [name, reading ? map(reading) : old?.[name]];
    }));
    // A state without a number, or one that is too old, is no state.
    const on = ({ value, quality }) => (value === null || !usable(quality) ? null : value > 0);
    const flow = heard("flow");
    return {
        valves: pick(Object.keys(VALVES), panel.valves, on),
        pumps: pick([...Object.keys(PUMPS), "pulsetube"], panel.pumps, on),
        gauges: pick(Object.keys(GAUGES), panel.gauges, ({ value, quality }) => ({ pressure_Pa: value, quality })),
        switches: pick(Object.keys(panel.switches ?? {}), panel.switches, on),
        heaters: pick(Object.keys(panel.heaters ?? {}), panel.heaters, ({ value }) => value),
        flow_mol_per_s: flow ? flow.value : panel.flow_mol_per_s,
    };
}

function flow(needs, states) {
    const groups = needs.map((group) => group.split("|").map((name) => states[name]));
    if (groups.every((group) => group.some((open) => open === true))) return "open";
    return groups.some((group) => group.every((open) => open === false)) ? "closed" : "unknown";
}

function inWords(panel) {
    const list = (object, wanted) => Object.keys(object).filter((name) => object[name] === wanted).join(", ") || "none";
    return `open ${list(panel.valves, true)}; running ${list(panel.pumps, true)}; ` +
        `flow ${quantity(panel.flow_mol_per_s, "mol/s")}.`;
}

function valve(name, [x, y, upright, purpose], open) {
    const state = valveWord(open);
    const turn = upright ? " rotate(90)" : "";
    return s("g", { class: "valve", "data-state": state, "data-valve": name, transform: `translate(${x} ${y})` },
        s("title", {}, `${name} is ${state}: ${purpose}`),
        s("g", { transform: turn.trim() || null },
            s("rect", { class: "valve-back", x: -15, y: -11, width: 30, height: 22 }),
            s("path", { class: "valve-body", d: "M-13 -8.5V8.5L0 0ZM13 -8.5V8.5L0 0Z" }),
            state === "closed" ? s("path", { class: "valve-bar", d: "M0 -10.5V10.5" }) : null),
        state === "unknown" ? s("text", { class: "valve-unknown", y: 4 }, "?") : null,
        upright ? s("text", { class: "part-name", x: 14, y: 4, "text-anchor": "start" }, name) : s("text", { class: "part-name", y: -14 }, name));
}

function pump(name, [x, y, way], on) {
    const state = pumpWord(on);
    const turn = way === "left" ? "rotate(180)" : null;
    return s("g", { class: "pump", "data-state": state, "data-pump": name, transform: `translate(${x} ${y})` },
        s("title", {}, `${name} is ${state}`), s("circle", { r: 21 }),
        s("g", { transform: turn }, s("path", { class: "pump-arrow", d: "M-10 -12L15 0L-10 12Z" }),
            state === "off" ? s("path", { class: "valve-bar", d: "M-15 -15L15 15" }) : null),
        s("text", { class: "part-name", y: name === "turbo2" || name === "compressor" ? -27 : 37 }, `${name} ${state}`));
}

function gauge(name, [x, y, place, reach], reading) {
    const quality = reading?.quality ?? "disconnected";
    const text = placeholder(quality) ? label(quality) : reading.pressure_Pa === null ? "unknown"
        : relation(quality) + quantity(reading.pressure_Pa, "Pa", 2);
    return s("g", { class: "gauge", "data-quality": quality, transform: `translate(${x} ${y})` },
        s("title", {}, `${name}, ${place}: ${text}, ${quality}`),
        s("path", { class: "gauge-lead", d: `M0 0V${reach}` }), s("rect", { x: -48, y: -17, width: 96, height: 34, rx: 5 }),
        s("text", { class: "part-name", y: -4 }, name), s("text", { class: "gauge-value", y: 11 }, text));
}

function vessels() {
    const box = (x, y, width, height, name) => s("g", { class: "vessel" },
        s("rect", { x, y, width, height, rx: 10 }), s("text", { class: "part-name", x: x + width / 2, y: y + height / 2 + 4 }, name));
    return [
        box(18, 245, 62, 120, "tank"), box(345, 380, 50, 40, "trap"),
        s("text", { class: "place", x: 495, y: 278, "text-anchor": "end" }, "service manifold"),
        s("text", { class: "place", x: 652, y: 22, "text-anchor": "start" }, "still line"),
        s("text", { class: "place", x: 990, y: 424, "text-anchor": "end" }, "air"),
        s("text", { class: "place", x: 990, y: 542, "text-anchor": "end" }, "helium"),
        s("text", { class: "place", x: 334, y: 504, "text-anchor": "end" }, "exhaust"),
    ];
}

const PLATES = [["50K", 240], ["4K", 288], ["still", 336], ["cold-plate", 404], ["base", 482]];

/** The can with its plates, the still's pot and the mixing chamber. */
function cryostat(stages, panel) {
    const find = (name) => stages.find((stage) => stage.name.replace(" ", "-") === name);
    return s("g", { class: "cryostat" },
        s("rect", { class: "can", x: 712, y: 210, width: 196, height: 345, rx: 12 }),
        PLATES.map(([name, y]) => {
            const stage = find(name);
            const quality = stage?.quality ?? "disconnected";
            const value = !stage || stage.temperature_K === null ? (stage ? stage.quality.replace("-", " ") : "")
                : relation(quality) + quantity(stage.temperature_K, "K");
            return [
                s("line", { class: "plate", x1: 722, x2: 898, y1: y, y2: y }),
                s("text", { class: "plate-name", x: 832, y: y - 6 }, name),
                s("text", { class: "plate-value", "data-quality": quality, x: 898, y: y + 17 }, value),
            ];
        }),
        s("path", { class: "pot", d: "M732 340H768V362H732Z" }), s("text", { class: "place", x: 774, y: 357, "text-anchor": "start" }, "still"),
        s("path", { class: "spiral", d: "M750 362V400M744 404V470M756 404V470" }),
        s("path", { class: "pot", d: "M732 486H818V512H732Z" }), s("text", { class: "place", x: 775, y: 503 }, "mixing chamber"),
        pulseTube(panel));
}

function pulseTube(panel) {
    const state = pumpWord(panel.pumps.pulsetube);
    return s("g", { class: "pump", "data-state": state, "data-pump": "pulsetube", transform: "translate(806 186)" },
        s("title", {}, `pulse tube is ${state}`), s("rect", { class: "pulse-tube", x: -34, y: -16, width: 68, height: 40, rx: 4 }),
        s("text", { class: "part-name", y: -1 }, "pulse tube"), s("text", { class: "part-name strong", y: 14 }, state));
}

function readings(panel) {
    const line = (y, name, value) => [
        s("text", { class: "place", x: 730, y, "text-anchor": "start" }, name),
        s("text", { class: "gauge-value", x: 898, y, "text-anchor": "end" }, value),
    ];
    return [
        line(535, "flow", quantity(panel.flow_mol_per_s, "mol/s")),
        panel.heaters?.["still-heater"] === undefined ? [] : line(549, "still heater", quantity(panel.heaters["still-heater"], "W")),
    ];
}

function key() {
    const valveSign = (state, word) => h("span", { class: "key-item" },
        s("svg", { viewBox: "-16 -12 32 24", "aria-hidden": "true" }, s("g", { class: "valve", "data-state": state },
            s("path", { class: "valve-body", d: "M-13 -8.5V8.5L0 0ZM13 -8.5V8.5L0 0Z" }),
            state === "closed" ? s("path", { class: "valve-bar", d: "M0 -10.5V10.5" }) : null)), word);
    return h("p", { class: "key" }, valveSign("open", "open"), valveSign("closed", "closed"), valveSign("unknown", "unknown"));
}

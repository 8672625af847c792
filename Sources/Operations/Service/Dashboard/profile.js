// Temperature along a link, a curve a shield, sensors as points; a pointer or arrow keys read it.

import { h, morph, s } from "./dom.js";
import { number, quantity, tickLabel } from "./format.js";
import { label, mark, usable } from "./quality.js";
import { linearTicks, logShare, logTicks } from "./scales.js";

const CROSSES = { "below-range": "M-5 -4H5L0 5Z", "above-range": "M-5 4H5L0 -5Z" };
const HEADINGS = ["Sensor", "Shield", "At", "Measured", "Quality"];
const HEIGHT = 340, LEFT = 62, RIGHT = 14, TOP = 14, BOTTOM = 34;

/** The value of a curve [[x, y]…] at a place between its points, by straight lines in log y; null outside. */
export function along(points, x) {
    const after = points.findIndex(([at]) => at >= x);
    if (after < 0) return null;
    const [x1, y1] = points[after];
    if (after === 0) return x === x1 ? y1 : null;
    const [x0, y0] = points[after - 1];
    const share = (x - x0) / (x1 - x0);
    return y0 * Math.pow(y1 / y0, share);
}

/** The drawing; `element` goes onto the page, `show` gives it the API's profile. */
export class Profile {
    #profile = null;
    #at = null;
    #width = 800;

    constructor() {
        this.drawing = h("div", { class: "profile", tabindex: 0, role: "group",
            "aria-label": "Temperature along the link. Left and right arrow keys read it." });
        this.reading = h("div", { class: "profile-reading", role: "status" });
        this.table = h("div", {});
        this.element = h("div", {}, this.reading, this.drawing,
            h("details", { class: "numbers" }, h("summary", {}, "Numbers"), this.table));
        this.drawing.addEventListener("pointermove", (event) => this.#move(this.#metres(event.clientX)));
        this.drawing.addEventListener("pointerleave", () => this.#move(null));
        this.drawing.addEventListener("keydown", (event) => {
            const step = { ArrowLeft: -0.01, ArrowRight: 0.01 }[event.key];
            if (!step || !this.#profile) return;
            event.preventDefault();
            const length = this.#profile.length_m;
            this.#move(Math.min(length, Math.max(0, (this.#at ?? length / 2) + step * length * (event.shiftKey ? 10 : 1))));
        });
        new ResizeObserver(([entry]) => {
            this.#width = Math.max(280, entry.contentRect.width);
            if (this.#profile) this.#draw();
        }).observe(this.drawing);
    }

    show(profile) {
        this.#profile = profile;
        this.#draw();
    }

    #metres(clientX) {
        if (!this.#profile) return null;
        const share = (clientX - this.drawing.getBoundingClientRect().left - LEFT) / (this.#width - LEFT - RIGHT);
        return Math.min(1, Math.max(0, share)) * this.#profile.length_m;
    }

    #move(metres) {
        this.#at = metres;
        if (this.#profile) this.#draw();
    }

    #draw() {
        const { layers, length_m: length } = this.#profile;
        const width = this.#width;
        const values = layers
            .flatMap(({ points, sensors }) => [...points.map(([, t]) => t), ...sensors.map((sensor) => sensor.temperature_K)])
            .filter((t) => t > 0);
        const low = values.length ? Math.min(...values) / 1.5 : 0.01;
        const high = values.length ? Math.max(...values) * 1.5 : 100;
        const x = (m) => LEFT + (m / length) * (width - LEFT - RIGHT);
        const y = (t) => TOP + (1 - logShare(t, low, high)) * (HEIGHT - TOP - BOTTOM);
        const view = s("svg", { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, "aria-hidden": "true" },
            logTicks(low, high, 8).map((t) => [
                s("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y(t), y2: y(t) }),
                s("text", { class: "tick", x: LEFT - 8, y: y(t) + 4, "text-anchor": "end" }, tickLabel(t, "K"))]),
            linearTicks(0, length, Math.max(3, Math.floor(width / 110))).map((m) => [
                s("line", { class: "grid", x1: x(m), x2: x(m), y1: TOP, y2: HEIGHT - BOTTOM }),
                s("text", { class: "tick", x: x(m), y: HEIGHT - BOTTOM + 20, "text-anchor": "middle" }, `${number(m, 3).replace(/\.0+$/, "")} m`)]),
            layers.map((layer) => this.#layer(layer, x, y, low)),
            this.#at === null ? null
                : s("line", { class: "profile-cursor", x1: x(this.#at), x2: x(this.#at), y1: TOP, y2: HEIGHT - BOTTOM }));
        const old = this.drawing.firstElementChild;
        if (old) morph(old, view);
        else this.drawing.append(view);
        this.#readOut();
        this.#drawTable();
    }

    #layer({ stage, points, sensors }, x, y, low) {
        const key = stage.toLowerCase().replace(" ", "-");
        const path = points.map(([m, t], i) => `${i ? "L" : "M"}${x(m).toFixed(1)} ${y(t).toFixed(1)}`).join("");
        const end = points.at(-1);
        return s("g", { class: `layer stage-${key}` },
            s("path", { class: "profile-line", d: path }),
            end ? s("text", { class: "profile-name", x: x(end[0]) - 8, y: y(end[1]) - 9, "text-anchor": "end" }, `${stage} shield`) : null,
            sensors.map((sensor) => this.#sensor(sensor, points, x, y, low)));
    }

    /** A sensor as a disc; hollow where it is not to be counted on. Without a number a triangle at the end of its range, or a cross. */
    #sensor({ name, metres, temperature_K: value, quality }, points, x, y, low) {
        const at = value ?? along(points, metres) ?? low;
        const words = value === null ? label(quality) : `${quantity(value, "K")}, ${label(quality)}`;
        return s("g", { class: "sensor", "data-quality": quality, transform: `translate(${x(metres).toFixed(1)} ${y(at).toFixed(1)})` },
            s("title", {}, `${name} at ${number(metres, 3)} m: ${words}`),
            value === null ? s("path", { class: "sensor-cross", d: CROSSES[quality] ?? "M-5 -5L5 5M-5 5L5 -5" }) : s("circle", { r: 5 }));
    }

    #readOut() {
        const { layers, length_m: length } = this.#profile;
        const at = this.#at;
        const rows = layers.map(({ stage, points }) => {
            const value = at === null ? Math.max(...points.map(([, t]) => t)) : along(points, at);
            return h("span", { class: `stage-${stage.toLowerCase().replace(" ", "-")}` },
                h("i", { class: "swatch solid" }), ` ${stage} `, h("b", {}, quantity(value, "K")));
        });
        morph(this.reading, h("div", { class: "profile-reading", role: this.#at === null ? null : "status" },
            h("span", { class: "profile-at" }, at === null ? `warmest of ${number(length, 3)} m` : `at ${number(at, 3)} m`), rows));
    }

    #drawTable() {
        const sensors = this.#profile.layers.flatMap(({ stage, sensors }) => sensors.map((sensor) => ({ stage, ...sensor })));
        const row = ({ stage, name, metres, temperature_K: value, quality }) => h("tr", { "data-key": name },
            h("th", { scope: "row" }, name), h("td", {}, stage), h("td", {}, `${number(metres, 3)} m`),
            h("td", {}, quantity(value, "K")), h("td", {}, `${usable(quality) ? "" : `${mark(quality)} `}${label(quality)}`));
        morph(this.table, h("div", {}, h("table", { class: "numbers-table" },
            h("thead", {}, h("tr", {}, HEADINGS.map((heading) => h("th", { scope: "col" }, heading)))),
            h("tbody", {}, sensors.map(row)))));
    }
}

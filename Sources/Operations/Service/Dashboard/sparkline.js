// The last day of a device's coldest stage, small, on a logarithmic scale.

import { between, devicePath, get } from "./api.js";
import { decimate } from "./decimation.js";
import { s } from "./dom.js";
import { logShare } from "./scales.js";

const SPAN = 24 * 3600_000;
const WIDTH = 240, HEIGHT = 44;
/** Ask anew after so long a time on the wall; in between live readings are added. */
const RENEW = 60_000;

/** Keeps the histories that sparklines show. */
export class Sparklines {
    #state;
    #histories = new Map();
    #told;

    /** @param told called when a history has come. */
    constructor(state, told) {
        this.#state = state;
        this.#told = told;
    }

    /** Takes in live readings. */
    add({ readings }) {
        for (const [device, channel, ms, value] of readings) {
            const history = this.#histories.get(`${device}/${channel}`);
            if (!history?.points.length || ms <= history.points.at(-1)[0]) continue;
            history.points.push([ms, value]);
            while (history.points.length && history.points[0][0] < ms - SPAN) history.points.shift();
            if (history.points.length > 2 * WIDTH) history.points = decimate(history.points, WIDTH / 4);
        }
    }

    /** The picture of a channel: an empty one until its history has come. */
    draw(device, channel) {
        const key = `${device}/${channel}`;
        let history = this.#histories.get(key);
        if (!history || performance.now() - history.asked > RENEW) {
            history = { points: history?.points ?? [], asked: performance.now() };
            this.#histories.set(key, history);
            this.#ask(device, channel, history);
        }
        return sparkline(history.points, this.#state.now);
    }

    async #ask(device, channel, history) {
        const now = this.#state.now;
        if (now === null) return;
        const answer = await get(devicePath(device, "series"), { channel, ...between(now - SPAN, now), points: 120 })
            .catch(() => null);
        // Without a history the card is whole; the line above says whether the server answers.
        if (!answer?.series[0]) return;
        history.points = answer.series[0].points.map(([ms, , mean]) => [ms, mean]);
        this.#told();
    }
}

/** A line over the last day: gaps stay gaps, decades are faint lines. */
export function sparkline(points, now) {
    const values = points.map(([, value]) => value).filter((value) => value > 0);
    const frame = s("svg", { class: "sparkline", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    if (!values.length || now === null) return frame;
    // At least a third of a decade, so that noise does not look like an event.
    const middle = Math.sqrt(Math.min(...values) * Math.max(...values));
    const low = Math.min(Math.min(...values) / 1.2, middle / 1.6), high = Math.max(Math.max(...values) * 1.2, middle * 1.6);
    const x = (ms) => (1 - (now - ms) / SPAN) * WIDTH;
    const y = (value) => (1 - logShare(value, low, high)) * HEIGHT;
    for (let exponent = Math.ceil(Math.log10(low)); exponent <= Math.log10(high); exponent++) {
        const at = y(10 ** exponent).toFixed(1);
        frame.append(s("line", { x1: 0, x2: WIDTH, y1: at, y2: at, class: "sparkline-decade" }));
    }
    let path = "", pen = "M", last = -Infinity;
    const gap = SPAN / 40;
    for (const [ms, value] of points) {
        if (!(value > 0)) { pen = "M"; continue; }
        if (ms - last > gap) pen = "M";
        path += `${pen}${x(ms).toFixed(1)} ${y(value).toFixed(1)}`;
        pen = "L";
        last = ms;
    }
    frame.append(s("path", { d: path, class: "sparkline-line", "vector-effect": "non-scaling-stroke" }));
    return frame;
}

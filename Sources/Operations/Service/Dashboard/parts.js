// Pieces that several pages show.

import { h } from "./dom.js";
import { dateTime, duration, instant, parts, utc } from "./format.js";
import { label, mark, placeholder, relation, usable } from "./quality.js";
import { MARKS, PHASES, STANDING_WORDS, standing } from "./standing.js";

/** A moment: the browser's zone, UTC on hover. */
export function moment(ms, reference = null) {
    if (ms === null) return "–";
    return h("time", { datetime: new Date(ms).toISOString(), title: utc(ms) }, dateTime(ms, reference));
}

/** A number with its unit, marked by its quality: `< 7.10 mK` below a range, grey with a mark when stale. */
export function figure(given, unit, quality, className = "") {
    const value = placeholder(quality) ? null : given;
    const [number, symbol] = parts(value, unit);
    const sure = usable(quality);
    return h("span", { class: `figure ${className}`, "data-quality": quality, "data-number": value !== null, title: sure ? null : label(quality) },
        h("b", {}, value !== null ? relation(quality) + number : sure || quality === "stale" ? "unknown" : label(quality)),
        symbol ? h("span", { class: "unit" }, ` ${symbol}`) : null,
        sure || value === null ? null
            : h("span", { class: "quality-mark", "aria-label": label(quality), role: "img" }, ` ${mark(quality)}`));
}

/** The mark and word of how a device stands. */
export function standingBadge(device) {
    const kind = standing(device);
    return h("span", { class: "badge", "data-standing": kind },
        h("span", { class: "badge-mark", "aria-hidden": "true" }, MARKS[kind]), STANDING_WORDS[kind]);
}

/** Where it is in its cycle, and since when. */
export function phase(device, now) {
    const since = instant(device.since);
    return h("span", { class: "phase", "data-phase": device.phase },
        PHASES[device.phase] ?? device.phase,
        since !== null && now !== null
            ? h("span", { class: "phase-since", title: `since ${utc(since)}` }, ` for ${duration((now - since) / 1000)}`) : null);
}

/** When what is awaited comes: `base below 20 mK in 5 h 10 min · Sun 22 Nov 19:04`. */
export function eta(device, now) {
    const at = instant(device.eta?.time);
    if (at === null || now === null) return null;
    const left = at - now;
    return h("span", { class: "eta" }, `${device.eta.event} `,
        h("b", {}, left > 0 ? `in ${duration(left / 1000)}` : "any moment"), " · ", moment(at, now));
}

/** What its source says, when it is not live. */
export function sourceWord(device, now) {
    if (device.source.state === "live") return null;
    const last = instant(device.source.lastReading);
    return h("span", { class: "source-word" },
        device.source.state === "failed" ? "Source failed" : "Source silent",
        device.source.reason ? `: ${device.source.reason}` : "",
        last !== null && now !== null ? h("span", { title: utc(last) }, ` · last reading ${duration((now - last) / 1000)} ago`) : null);
}

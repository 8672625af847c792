// How a device stands, in words, and who comes first. Pure functions over the API's device object.

import { bounded, usable } from "./quality.js";

/** Words of phases. */
export const PHASES = {
    base: "At base", cooling: "Cooling", warming: "Warming", warm: "Warm", unknown: "Unknown",
};

/** Marks that tell standings apart without colour. */
export const MARKS = { bad: "▲", unknown: "?", note: "◆", moving: "◐", good: "●" };

/**
 * How a device stands: `bad` outside its range, `unknown` when it cannot be told, `note` within but with something to say,
 * `moving` on its way, `good`.
 */
export function standing(device) {
    if (device.within === false) return "bad";
    if (device.phase === "unknown" || device.source.state !== "live") return "unknown";
    if (device.notes.length) return "note";
    if (isMoving(device)) return "moving";
    return device.within === true ? "good" : "unknown";
}

/** Whether it is on its way, or warm: not expected to be within limits. */
export function isMoving(device) {
    return device.phase === "cooling" || device.phase === "warming" || device.phase === "warm";
}

/** What stands beside the mark. */
export const STANDING_WORDS = {
    bad: "Outside its range", unknown: "Not known", note: "Look at it", moving: "On its way", good: "Within range",
};

const ORDER = ["bad", "unknown", "note", "moving", "good"];

/** Devices in the order in which a person is needed; by name among equals. */
export function byNeed(devices) {
    return [...devices].sort(
        (a, b) => ORDER.indexOf(standing(a)) - ORDER.indexOf(standing(b))
            || a.name.localeCompare(b.name, "en", { numeric: true }));
}

/** How many devices stand how. */
export function tally(devices) {
    const counts = Object.fromEntries(ORDER.map((name) => [name, 0]));
    for (const device of devices) counts[standing(device)]++;
    return counts;
}

/** The stage that says most: the coldest that may be counted on, else the coldest with a number, else the last. */
export function coldest(stages) {
    const numbers = stages.filter((stage) => stage.temperature_K !== null);
    const sure = numbers.filter((stage) => usable(stage.quality) || bounded(stage.quality));
    const among = sure.length ? sure : numbers;
    return among.reduce((a, b) => (b.temperature_K < a.temperature_K ? b : a), among[0]) ?? stages.at(-1) ?? null;
}

/**
 * How a stage stands against its limit: `good`, `bad` or `unknown`; `moving` where it is beyond but nobody expects it to be within,
 * `none` where it has no limit.
 *
 * What is not known is never good and never bad: a stale number proves nothing. Below the end of its curve is colder than any
 * limit; above the end says nothing unless the end is above the limit.
 */
export function againstLimit(stage, device) {
    const verdict = verdictOn(stage);
    return verdict === "bad" && isMoving(device) && device.within !== false ? "moving" : verdict;
}

function verdictOn(stage) {
    const { temperature_K: value, quality, limit_K: limit } = stage;
    if (limit === null || limit === undefined) return value === null || !usable(quality) ? "unknown" : "none";
    if (quality === "below-range") return value === null || value <= limit ? "good" : "unknown";
    if (quality === "above-range") return value !== null && value > limit ? "bad" : "unknown";
    if (value === null || !usable(quality)) return "unknown";
    return value <= limit ? "good" : "bad";
}

/** The stage's name with its node. */
export function stageName(stage) {
    return stage.node ? `${stage.name} ${stage.node}` : stage.name;
}

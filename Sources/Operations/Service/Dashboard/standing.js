// How a device stands, in words, and who comes first. Pure functions over the API's device object.

import { usable } from "./quality.js";

/** Words of phases. */
export const PHASES = {
    base: "At base", cooling: "Cooling", warming: "Warming", warm: "Warm", unknown: "Unknown",
};

/** Marks that tell standings apart without colour. */
export const MARKS = { bad: "▲", unknown: "?", note: "◆", moving: "◐", good: "●" };

/**
 * How a device stands: `unknown` when it cannot be told, `bad` outside its range, `note` with something to say, `moving` on its way
 * as somebody wants it, `good`.
 */
export function standing(device) {
    if (device.phase === "unknown" || device.source.state !== "live") return "unknown";
    if (device.within === false && !isMoving(device)) return "bad";
    if (device.notes.length) return "note";
    if (isMoving(device) || device.phase === "warming") return "moving";
    return device.within === true ? "good" : "unknown";
}

/** Whether nobody expects it to be within its limits: it cools, is warm, or a procedure warms it. Warming by itself is a fault. */
export function isMoving(device) {
    return device.phase === "cooling" || device.phase === "warm" || (device.phase === "warming" && Boolean(device.procedure));
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

/**
 * The coldest stage: one below its range is colder than every number; one above its range may be anything, so it comes last of those
 * that are told; then what is too old or has no number.
 */
export function coldest(stages) {
    const rank = ({ temperature_K: value, quality }) => {
        if (quality === "below-range") return [0, value ?? 0];
        if (value === null) return [4, 0];
        return [usable(quality) ? 1 : quality === "above-range" ? 2 : 3, value];
    };
    return stages.reduce((best, stage) => {
        if (best === null) return stage;
        const [a, b] = [rank(stage), rank(best)];
        return a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? stage : best;
    }, null);
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
    return verdict === "bad" && isMoving(device) ? "moving" : verdict;
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

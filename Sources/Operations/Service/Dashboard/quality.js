// How far a reading can be trusted: words, shapes, and what may be said of it. The order is that of the API's codes.

export const QUALITIES = ["good", "suspect", "stale", "above-range", "below-range", "off", "disconnected", "invalid"];

const WORDS = {
    good: ["good", "●"],
    suspect: ["suspect", "◐"],
    stale: ["stale", "◌"],
    "above-range": ["above its range", "△"],
    "below-range": ["below its range", "▽"],
    off: ["off", "○"],
    disconnected: ["disconnected", "✕"],
    invalid: ["invalid", "✕"],
};

/** The code of a word; unknown words are invalid. */
export function code(quality) {
    const found = QUALITIES.indexOf(quality);
    return found < 0 ? QUALITIES.length - 1 : found;
}

/** The word of a code. */
export const word = (number) => QUALITIES[number] ?? "invalid";

/** What people read. */
export const label = (quality) => (WORDS[quality] ?? WORDS.invalid)[0];

/** A shape that tells qualities apart without colour. */
export const mark = (quality) => (WORDS[quality] ?? WORDS.invalid)[1];

/** Whether the number may be counted on now. */
export const usable = (quality) => code(quality) <= 1;

/** Whether a number that comes along is only a placeholder. */
export const placeholder = (quality) => code(quality) >= 5;

/** Whether the number is the end of a range and not a measurement. */
export const bounded = (quality) => quality === "above-range" || quality === "below-range";

/** What stands before a number: `<` and `>` at the ends of a range. */
export const relation = (quality) => ({ "above-range": "> ", "below-range": "< " })[quality] ?? "";

// Numbers, units and times for people.

/** What stands where there is no number. */
export const NONE = "–";

const PREFIXES = [
    [1e9, "G"], [1e6, "M"], [1e3, "k"], [1, ""], [1e-3, "m"], [1e-6, "µ"], [1e-9, "n"],
];

/** Units as they are read: symbol, factor from SI, and whether they take a prefix. */
const UNITS = {
    K: { symbol: "K", prefixes: ["", "m", "µ"] },
    W: { symbol: "W", prefixes: ["k", "", "m", "µ", "n"] },
    ohm: { symbol: "Ω", prefixes: ["M", "k", "", "m"] },
    V: { symbol: "V", prefixes: ["", "m", "µ"] },
    A: { symbol: "A", prefixes: ["", "m", "µ", "n"] },
    "mol/s": { symbol: "mol/s", prefixes: ["m", "µ"] },
    Hz: { symbol: "Hz", prefixes: ["G", "M", "k", ""] },
    "m/s^2": { symbol: "m/s²", prefixes: ["", "m", "µ"] },
    T: { symbol: "T", prefixes: ["", "m"] },
    "m^3/s": { symbol: "m³/s", prefixes: [""] },
};

/** A number with so many significant digits, never with an `e`: `2.90·10⁻⁶`. */
export function number(value, digits = 3) {
    if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
    if (value === 0) return "0";
    const rounded = Number(value.toPrecision(digits));
    const size = Math.abs(rounded);
    if (size >= 1e5 || size < 1e-3) {
        const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
        return `${mantissa.replace("-", "−")}·10${superscript(Number(exponent))}`;
    }
    const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
    return rounded.toFixed(decimals).replace("-", "−");
}

/** An exponent in raised digits. */
export function superscript(exponent) {
    return String(exponent).replace(/[-\d]/g, (c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]));
}

/** A value of an SI unit as [number, unit]: 0.00705 of K is ["7.05", "mK"]. */
export function parts(value, unit, digits = 3) {
    if (value === null || value === undefined || !Number.isFinite(value)) return [NONE, ""];
    if (unit === "Pa") return pressure(value, digits);
    if (unit === "s") return [duration(value), ""];
    const known = UNITS[unit];
    if (!known) return [number(value, digits), unit === "1" ? "" : unit];
    if (value === 0) return ["0", known.symbol];
    const prefix = fittingPrefix(Math.abs(value), known.prefixes, digits);
    const factor = PREFIXES.find(([, name]) => name === prefix)[0];
    return [number(value / factor, digits), prefix + known.symbol];
}

/** The largest of the allowed prefixes whose number is at least one after rounding; else the smallest allowed. */
function fittingPrefix(size, allowed, digits) {
    for (const [factor, prefix] of PREFIXES) {
        if (allowed.includes(prefix) && Number((size / factor).toPrecision(digits)) >= 1) return prefix;
    }
    return allowed.at(-1);
}

/** Pressures in mbar, as gauges of the field show them; in bar from one on. */
function pressure(pascals, digits) {
    const millibars = pascals / 100;
    if (Math.abs(millibars) >= 1000) return [number(millibars / 1000, digits), "bar"];
    return [number(millibars, digits), "mbar"];
}

/** A value with its unit: `7.05 mK`, `2.90·10⁻⁶ mbar`. */
export function quantity(value, unit, digits = 3) {
    const [figure, symbol] = parts(value, unit, digits);
    return symbol ? `${figure} ${symbol}` : figure;
}

/** A span of time in its two largest parts: `3 h 20 min`. */
export function duration(seconds) {
    if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return NONE;
    const total = Math.abs(Math.round(seconds));
    if (total < 60) return `${total} s`;
    const minutes = Math.round(total / 60);
    if (minutes < 60) return `${minutes} min`;
    if (minutes < 24 * 60) return two(Math.floor(minutes / 60), "h", minutes % 60, "min");
    const hours = Math.round(total / 3600);
    return two(Math.floor(hours / 24), "d", hours % 24, "h");
}

function two(large, largeUnit, small, smallUnit) {
    return small ? `${large} ${largeUnit} ${small} ${smallUnit}` : `${large} ${largeUnit}`;
}

const pad = (n) => String(n).padStart(2, "0");
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `14:03` or with seconds, in the browser's zone. */
export function timeOfDay(ms, seconds = false) {
    const date = new Date(ms);
    const text = `${pad(date.getHours())}:${pad(date.getMinutes())}`;
    return seconds ? `${text}:${pad(date.getSeconds())}` : text;
}

/** `22 Nov`, in the browser's zone. */
export function day(ms) {
    const date = new Date(ms);
    return `${date.getDate()} ${MONTHS[date.getMonth()]}`;
}

/** `Sun 22 Nov 14:03`, in the browser's zone; without the day where it is the same as `reference`'s. */
export function dateTime(ms, reference = null, seconds = false) {
    const date = new Date(ms);
    const clock = timeOfDay(ms, seconds);
    if (reference !== null && new Date(reference).toDateString() === date.toDateString()) return clock;
    return `${DAYS[date.getDay()]} ${day(ms)} ${clock}`;
}

/** `2026-11-22 13:03:22 UTC`. */
export function utc(ms) {
    return `${new Date(ms).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** Milliseconds of an RFC 3339 text; null for null. */
export function instant(text) {
    if (!text) return null;
    const ms = Date.parse(text);
    return Number.isNaN(ms) ? null : ms;
}

/** Units that an axis has once, in its title, since each tick with its own would be too long: symbol and factor from SI. */
const AXIS_UNITS = { Pa: ["mbar", 0.01], "mol/s": ["µmol/s", 1e6] };

/** The unit in the title of an axis; null where each tick has its own with a prefix. */
export const axisUnit = (unit) => AXIS_UNITS[unit]?.[0] ?? null;

/** A tick's label: round numbers without trailing zeros, `20 mK`; of pressures `10⁻⁶`, the unit being the axis's. */
export function tickLabel(value, unit) {
    const [, factor] = AXIS_UNITS[unit] ?? [];
    if (!factor) {
        const [figure, symbol] = parts(value, unit, 6);
        return symbol ? `${short(figure)} ${symbol}` : short(figure);
    }
    const scaled = Number((value * factor).toPrecision(6));
    const exponent = Math.log10(scaled);
    return scaled < 0.1 && Number.isInteger(Math.round(exponent * 1e9) / 1e9)
        ? `10${superscript(Math.round(exponent))}` : short(number(scaled, 6));
}

/** Without trailing zeros, and without the one before a power. */
function short(figure) {
    return figure.replace(/(\.\d*?)0+(?=·|$)/, "$1").replace(/\.(?=·|$)/, "").replace(/^1·/, "");
}

// From values to places and back, and where the ticks stand. Pure functions.

/** A logarithmic map of [low, high] onto [0, 1]; what lies outside is put at the end. */
export function logShare(value, low, high) {
    if (!(value > 0)) return 0;
    const share = Math.log(value / low) / Math.log(high / low);
    return Math.min(1, Math.max(0, share));
}

/**
 * Ticks of a logarithmic axis: decades; 2 and 5 between them where there is room; linear ones within less than half a decade.
 *
 * @returns ascending values in [low, high], at most about `count` of them.
 */
export function logTicks(low, high, count = 6) {
    if (!(low > 0) || !(high > low)) return [];
    const decades = Math.log10(high / low);
    if (decades < 0.5) return linearTicks(low, high, count);
    const mantissas = decades * 3 <= count ? [1, 2, 5] : [1];
    const stride = Math.max(1, Math.ceil(decades / Math.max(1, count)));
    const ticks = [];
    for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent++) {
        if (((exponent % stride) + stride) % stride) continue;
        for (const mantissa of mantissas) {
            const value = Number(`${mantissa}e${exponent}`);
            if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.push(value);
        }
    }
    return ticks;
}

/** Ticks at multiples of 1, 2 or 5 times a power of ten. */
export function linearTicks(low, high, count = 6) {
    if (!(high > low)) return [];
    const rough = (high - low) / Math.max(1, count);
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].find((m) => m * power >= rough * (1 - 1e-9)) * power;
    const ticks = [];
    for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9; n++) {
        ticks.push(Number((n * step).toPrecision(12)));
    }
    return ticks;
}

const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR;
const STEPS = [
    SECOND, 5 * SECOND, 15 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE,
    HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 5 * DAY, 10 * DAY, 30 * DAY, 91 * DAY, 365 * DAY,
];

/** The step between ticks of time that gives at most `count` of them. */
export function timeStep(span, count) {
    return STEPS.find((step) => span / step <= count) ?? STEPS.at(-1);
}

/**
 * Ticks of time at round moments of the browser's own zone: midnight stays at midnight when clocks change.
 *
 * @returns ascending milliseconds since 1970.
 */
export function timeTicks(from, to, count = 6) {
    if (!(to > from)) return [];
    const step = timeStep(to - from, count);
    const ticks = [];
    const push = (ms) => {
        if (ms >= from && ms <= to && ms !== ticks.at(-1)) ticks.push(ms);
    };
    const start = new Date(from);
    if (step >= 30 * DAY) {
        const months = Math.round(step / (30 * DAY));
        const first = start.getFullYear() * 12 + start.getMonth();
        for (let n = Math.floor(first / months) * months, at = from; at <= to; n += months) {
            at = new Date(Math.floor(n / 12), n % 12, 1).getTime();
            push(at);
        }
    } else if (step >= DAY) {
        const days = Math.round(step / DAY);
        for (let at = new Date(start.getFullYear(), start.getMonth(), start.getDate()); at <= to;) {
            if ((at.getDate() - 1) % days === 0) push(at.getTime());
            at = new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1);
        }
    } else {
        // Steps of less than a day divide it: count them from each day's midnight.
        let midnight = new Date(start.getFullYear(), start.getMonth(), start.getDate());
        while (midnight <= to) {
            const next = new Date(midnight.getFullYear(), midnight.getMonth(), midnight.getDate() + 1);
            const first = Math.max(0, Math.ceil((from - midnight) / step));
            for (let at = midnight.getTime() + first * step; at < next && at <= to; at += step) push(at);
            midnight = next;
        }
    }
    return ticks;
}

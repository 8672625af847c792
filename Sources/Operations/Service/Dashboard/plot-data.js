// From the API's series to what a plot draws. Pure functions.
// A line is {points: [[ms, min, mean, max, code]…], gaps: [[ms, ms]…]}; a mean of null is a reading without a number.

/** The first code of readings whose number, if any, is only a placeholder: off, disconnected, invalid. */
const PLACEHOLDER = 5;

/** Whether a point has no number that was measured. Over several readings the worst quality counts, the numbers are the rest's. */
const missing = ([, min, mean, max, code]) => mean === null || (code >= PLACEHOLDER && min === max);

/**
 * Rows for dygraphs with custom bars: [ms, [min, mean, max]…], one column a line.
 *
 * Lines have times of their own: where a line says nothing its cell is null, which is drawn over; where it has no number, or
 * none that a logarithm has, or a gap begins, it is NaN, which breaks it.
 */
export function rows(lines, logarithmic) {
    const table = new Map();
    const cell = (ms, column, value) => {
        let row = table.get(ms);
        if (!row) table.set(ms, (row = [ms, ...lines.map(() => null)]));
        row[column + 1] = value;
    };
    const broken = () => [NaN, NaN, NaN];
    lines.forEach((line, column) => {
        for (const point of line.points) {
            const [ms, min, mean, max] = point;
            const drawable = !missing(point) && !(logarithmic && mean <= 0);
            cell(ms, column, drawable ? [logarithmic && min <= 0 ? mean : min, mean, max] : broken());
        }
        for (const [from] of line.gaps) cell(from + 0.5, column, broken());
    });
    return [...table.values()].sort((a, b) => a[0] - b[0]);
}

/** The number of a point, or null where it has none that was measured. */
export const measured = (point) => (missing(point) ? null : point[2]);

/** Spans of a line without numbers, by quality: {from, to, code}; the last one lasts until `end`. */
export function missingSpans(points, end) {
    const spans = [];
    let open = null;
    for (const point of points) {
        const [ms, , , , code] = point;
        if (open && (!missing(point) || code !== open.code)) {
            spans.push({ ...open, to: ms });
            open = null;
        }
        if (missing(point) && !open) open = { from: ms, code };
    }
    if (open) spans.push({ ...open, to: Math.max(end, open.from) });
    return spans;
}

/** Spans during which all of several lines have a gap; [] without lines. */
export function commonGaps(lines) {
    if (!lines.length) return [];
    return lines.map((line) => line.gaps).reduce((common, gaps) =>
        common.flatMap(([a, b]) => gaps
            .map(([c, d]) => [Math.max(a, c), Math.min(b, d)])
            .filter(([from, to]) => to > from)));
}

/** The point of a line nearest to a moment, not across more than `reach`; null where there is none. */
export function nearest(points, ms, reach = Infinity) {
    let low = 0, high = points.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if (points[middle][0] < ms) low = middle + 1;
        else high = middle;
    }
    const after = points[low], before = points[low - 1];
    const best = !before || (after && after[0] - ms < ms - before[0]) ? after : before;
    return best && Math.abs(best[0] - ms) <= reach ? best : null;
}

/** {last, min, max} of a line within a range, for tables; null where it has no number there. */
export function summary(points, from, to) {
    let result = null;
    for (const point of points) {
        const [ms, min, mean, max, code] = point;
        if (ms < from || ms > to || missing(point)) continue;
        result = result
            ? { last: mean, code, min: Math.min(result.min, min), max: Math.max(result.max, max) }
            : { last: mean, code, min, max };
    }
    return result;
}

/** The ends of the value axis for what is in sight, with some air; never so narrow that noise fills the plot. */
export function valueRange(lines, from, to, logarithmic) {
    let low = Infinity, high = -Infinity;
    for (const { points } of lines) {
        for (const point of points) {
            const [ms, min, mean, max] = point;
            if (ms < from || ms > to || missing(point)) continue;
            if (logarithmic && mean <= 0) continue;
            low = Math.min(low, logarithmic && min <= 0 ? mean : min);
            high = Math.max(high, max);
        }
    }
    if (!(high >= low)) return logarithmic ? [0.001, 1000] : [0, 1];
    if (logarithmic) {
        const middle = Math.sqrt(low * high), air = Math.pow(high / low, 0.06);
        return [Math.min(low / air, middle / 1.1), Math.max(high * air, middle * 1.1)];
    }
    const span = Math.max(high - low, 0.02 * Math.max(Math.abs(high), Math.abs(low)), 1e-12);
    const middle = (high + low) / 2;
    // Flows and powers are read against zero.
    const floor = low >= 0 && middle - span * 0.55 < high * 0.5 ? -0.04 * high : middle - span * 0.56;
    return [floor, middle + span * 0.56];
}

/** Adds a live reading; false when it is not newer than what is there. */
export function append(line, ms, value, code) {
    if (line.points.length && ms <= line.points.at(-1)[0]) return false;
    line.points.push([ms, value, value, value, code]);
    return true;
}

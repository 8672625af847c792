// Fewer points that look the same.

/**
 * Keeps the first, lowest, highest and last point of each of `buckets` equal spans of time, so that no peak is lost.
 *
 * @param points ascending [ms, value]; a value of null is a gap and stays one.
 * @returns at most four points a bucket, ascending.
 */
export function decimate(points, buckets) {
    if (points.length <= buckets * 4) return points;
    const first = points[0][0];
    const width = (points.at(-1)[0] - first) / buckets || 1;
    const kept = [];
    let start = 0;
    while (start < points.length) {
        const bucket = Math.min(buckets - 1, Math.floor((points[start][0] - first) / width));
        let end = start;
        while (end < points.length && Math.min(buckets - 1, Math.floor((points[end][0] - first) / width)) === bucket) end++;
        keepExtremes(points, start, end, kept);
        start = end;
    }
    return kept;
}

function keepExtremes(points, start, end, kept) {
    let low = -1, high = -1, gap = -1;
    for (let i = start; i < end; i++) {
        const value = points[i][1];
        if (value === null) {
            if (gap < 0) gap = i;
        } else {
            if (low < 0 || value < points[low][1]) low = i;
            if (high < 0 || value > points[high][1]) high = i;
        }
    }
    const chosen = new Set([start, low, high, gap, end - 1].filter((i) => i >= 0));
    for (const i of [...chosen].sort((a, b) => a - b)) kept.push(points[i]);
}

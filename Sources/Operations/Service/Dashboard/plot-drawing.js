// How lines are drawn: their quality is part of them.

import { bounded, mark, word } from "./quality.js";

const DASHES = { stale: [3, 4], "above-range": [1, 4], "below-range": [1, 4], suspect: [8, 3] };

/**
 * A dygraphs plotter for what lies between lowest and highest where points stand for several readings.
 *
 * One outline for each unbroken piece: dygraphs' own draws a shape for every two points, which takes ten times as long.
 */
export function bandPlotter(looks) {
    return (event) => {
        const look = looks(event.setName);
        if (!look || look.predicted) return;
        const { drawingContext: context, plotArea: area } = event;
        context.save();
        context.globalAlpha = 0.22;
        context.fillStyle = look.colour;
        let piece = [];
        const fill = () => {
            if (piece.some(({ y_top: top, y_bottom: bottom }) => top !== bottom)) {
                context.beginPath();
                for (const point of piece) context.lineTo(point.canvasx, area.y + area.h * point.y_top);
                for (const point of piece.reverse()) context.lineTo(point.canvasx, area.y + area.h * point.y_bottom);
                context.fill();
            }
            piece = [];
        };
        for (const point of event.points) {
            if (point.yval === null) continue;
            if (Number.isNaN(point.yval)) fill();
            else piece.push(point);
        }
        fill();
        context.restore();
    };
}

/**
 * A dygraphs plotter for one line: solid where readings are good, long dashes where suspect, grey dashes where stale, dots where
 * the value is the end of a range.
 *
 * @param looks of a line by its name: {colour, grey, dotted, predicted, stepped, codes: Map of ms to code}.
 */
export function linePlotter(looks) {
    return (event) => {
        const look = looks(event.setName);
        if (!look) return;
        const context = event.drawingContext;
        context.save();
        context.lineJoin = "round";
        context.lineWidth = look.predicted ? 1.3 : 1.8;
        if (look.predicted) context.globalAlpha = 0.85;
        let style = null, previous = null;
        for (const point of event.points) {
            if (point.yval === null) continue;
            if (Number.isNaN(point.yval)) {
                if (previous) single(context, previous, style, look);
                previous = null;
                continue;
            }
            const quality = look.predicted ? "good" : word(look.codes.get(point.xval) ?? 0);
            if (!previous || quality !== style) {
                // The piece between two qualities belongs to the worse reading, the later one.
                if (previous) context.stroke();
                context.beginPath();
                // The end of a range and a measurement are not joined: the quantity was somewhere else in between.
                const joined = previous && bounded(quality) === bounded(style) ? previous : point;
                context.moveTo(joined.canvasx, joined.canvasy);
                context.strokeStyle = quality === "stale" ? look.grey : look.colour;
                context.setLineDash(look.predicted ? [6, 4] : DASHES[quality] ?? (look.dotted ? [2, 2] : []));
                style = quality;
            }
            if (previous && look.stepped) context.lineTo(point.canvasx, previous.canvasy);
            context.lineTo(point.canvasx, point.canvasy);
            previous = point;
        }
        if (previous) context.stroke();
        context.restore();
    };
}

/** Ends a piece; one of a single point would be invisible otherwise. */
function single(context, point, style, look) {
    context.stroke();
    context.fillStyle = style === "stale" ? look.grey : look.colour;
    context.fillRect(point.canvasx - 1, point.canvasy - 1, 2, 2);
}

/** Hatches spans of time: nothing was heard there. */
export function drawGaps(context, area, spans, toX, colour) {
    context.save();
    context.strokeStyle = colour;
    context.lineWidth = 1;
    for (const [from, to] of spans) {
        const left = Math.max(area.x, toX(from)), right = Math.min(area.x + area.w, toX(to));
        if (right - left < 2) continue;
        context.save();
        context.beginPath();
        context.rect(left, area.y, right - left, area.h);
        context.clip();
        context.beginPath();
        for (let x = left - area.h; x < right; x += 7) {
            context.moveTo(x, area.y + area.h);
            context.lineTo(x + area.h, area.y);
        }
        context.stroke();
        context.restore();
    }
    context.restore();
}

/**
 * Draws lanes along the lower edge, one a line: what its readings were while they had no number, as a bar with marks.
 *
 * @param lanes [{colour, spans: [{from, to, code}]}], only those with spans.
 */
export function drawLanes(context, area, lanes, toX) {
    context.save();
    context.font = "11px sans-serif";
    context.textBaseline = "middle";
    lanes.forEach(({ colour, spans }, lane) => {
        const y = area.y + area.h - 7 - lane * 11;
        for (const { from, to, code } of spans) {
            const left = Math.max(area.x, toX(from)), right = Math.min(area.x + area.w, toX(to));
            if (right <= left) continue;
            context.strokeStyle = context.fillStyle = colour;
            context.lineWidth = 2;
            context.setLineDash([2, 3]);
            context.beginPath();
            context.moveTo(left, y);
            context.lineTo(Math.max(right, left + 2), y);
            context.stroke();
            for (let x = left + 4; x < right - 8 || x === left + 4; x += 90) context.fillText(mark(word(code)), x, y - 0.5);
        }
    });
    context.restore();
}

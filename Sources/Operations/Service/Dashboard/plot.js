// One plot: dygraphs with our axes, our lines, and a legend that reads values.

import { h } from "./dom.js";
import { axisUnit, dateTime, day, tickLabel, timeOfDay } from "./format.js";
import { commonGaps, missingSpans, rows, valueRange } from "./plot-data.js";
import { bandPlotter, drawGaps, drawLanes, linePlotter } from "./plot-drawing.js";
import { listen } from "./plot-gestures.js";
import { Legend, TWIN } from "./plot-legend.js";
import { fillNumbers } from "./plot-numbers.js";
import { linearTicks, logTicks, timeStep, timeTicks } from "./scales.js";

const AXIS = 62;
const DAY = 24 * 3600_000;

// Only what is used: dygraphs' own legend would write inline styles, which the page's policy forbids.
Dygraph.PLUGINS = [Dygraph.Plugins.Axes, Dygraph.Plugins.Grid];

/** A colour of the style sheet by its name. */
const colourOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * A plot of a group's lines over a {@link TimeRange}.
 *
 * `tell` is called as tell.hover(ms or null), so that all plots of a page show the same moment, and tell.toggled() when a line was shown or
 * hidden.
 */
export class Plot {
    #graph = null;
    #tell;
    #cursor = null;
    #drawn = null;
    #waits = false;
    #twinShown = true;
    #inSight = true;
    #sight = new IntersectionObserver(([entry]) => {
        this.#inSight = entry.isIntersecting;
        if (this.#inSight && this.#waits) this.render();
    }, { rootMargin: "200px" });

    constructor(group, range, tell) {
        this.group = group;
        this.range = range;
        this.#tell = tell;
        this.logarithmic = group.logarithmic;
        this.lines = group.lines.map((line) => ({ ...line, points: [], gaps: [], predicted: false }));
        this.#build();
    }

    #build() {
        const { title, name } = this.group;
        this.surface = h("div", { class: `plot-surface plot-${name}`, tabindex: 0, role: "application",
            "aria-roledescription": "plot", "aria-label": `${title} over time. Arrow keys move, plus and minus zoom.` });
        this.canvas = h("div", { class: "plot-canvas" });
        this.cursorLine = h("div", { class: "plot-cursor", hidden: true });
        this.selection = h("div", { class: "plot-selection", hidden: true });
        this.note = h("p", { class: "plot-note" }, "Loading…");
        this.surface.append(this.canvas, this.cursorLine, this.selection, this.note);
        this.scaleButton = h("button", { type: "button", class: "button small scale-button" });
        this.legend = new Legend(title, (key) => this.#toggleLine(key));
        this.reason = h("span", { class: "plot-reason" });
        this.table = h("table", { class: "numbers-table" });
        const details = h("details", { class: "numbers" }, h("summary", {}, "Numbers"), this.table);
        details.addEventListener("toggle", () => this.renderTable());
        const unit = axisUnit(this.group.unit);
        const heading = h("h3", {}, title, unit ? h("span", { class: "unit" }, ` ${unit}`) : null);
        this.element = h("section", { class: "plot", "aria-label": title },
            h("div", { class: "plot-head" }, heading, this.legend.element, this.reason, this.scaleButton), this.surface, details);
        this.scaleButton.addEventListener("click", () => this.toggleScale());
        listen(this.surface, this);
        this.#sight.observe(this.surface);
        this.#drawLegend();
    }

    /** Lines that were measured. */
    get #own() {
        return this.lines.filter((line) => !line.predicted);
    }

    /** Channels whose data are wanted. */
    get channels() {
        return this.#own.filter((line) => line.shown).map((line) => line.channel);
    }

    /** Lines that are drawn: those that are shown and have data, and what the twin has for them. */
    get shown() {
        const wanted = new Set(this.channels);
        return this.lines.filter((line) => wanted.has(line.channel) && (line.points.length || line.gaps.length)
            && (!line.predicted || this.#twinShown));
    }

    /** The width of the drawing itself. */
    get pixels() {
        return Math.max(50, this.surface.clientWidth - AXIS);
    }

    /** Takes the measured series of the API. */
    takeMeasured(series) {
        for (const { channel, points, gaps = [], resolution_s: resolution } of series) {
            const line = this.lines.find((known) => known.channel === channel && !known.predicted);
            if (line) Object.assign(line, { points, gaps, resolution });
        }
        this.loaded = true;
    }

    /** Takes the twin's series, and why there is none. */
    takePredicted(series, reason) {
        this.lines = this.#own;
        for (const { channel, points, gaps = [] } of series) {
            const own = this.lines.find((line) => line.channel === channel);
            if (own) this.lines.push({ ...own, points, gaps, predicted: true });
        }
        this.reason.textContent = series.length ? "" : reason ?? "";
        this.#drawLegend();
    }

    /** Says why there is nothing; null says nothing. */
    failed(message) {
        this.failure = message;
    }

    /** Goes on with the present: draws once that is a pixel further, values at once. */
    advance() {
        if (!this.#drawn || this.range.to - this.#drawn > this.range.span / this.pixels) this.render();
        else this.#readOut();
    }

    /** Draws everything anew, now or once it comes into sight. */
    render() {
        this.#waits = !this.#inSight && this.#graph !== null;
        if (this.#waits) return;
        const lines = this.shown;
        const { from, to } = this.range;
        this.#drawn = to;
        this.note.hidden = lines.some((line) => line.points.length);
        this.note.textContent = this.failure ?? (!this.loaded ? "Loading…"
            : this.channels.length ? "Nothing was recorded in this time." : "All lines are hidden.");
        this.looks = new Map(lines.map((line) => [this.#key(line), this.#look(line)]));
        const file = rows(lines, this.logarithmic);
        const options = {
            file: file.length ? file : [[from, ...lines.map(() => null)]],
            labels: ["time", ...lines.map((line) => this.#key(line))],
            colors: lines.map((line) => colourOf(line.colour)),
            logscale: this.logarithmic,
            dateWindow: [from, to],
            valueRange: valueRange(lines, from, to, this.logarithmic),
        };
        if (!lines.length) {
            // dygraphs wants a line.
            options.labels = ["time", ""];
            options.file = [[from, [NaN, NaN, NaN]]];
        }
        if (this.#graph) this.#graph.updateOptions(options);
        else if (this.surface.isConnected) this.#create(options);
        this.#readOut();
    }

    #create({ file, ...options }) {
        this.#graph = new Dygraph(this.canvas, file, {
            ...options, customBars: true, connectSeparatedPoints: true, legend: "never", interactionModel: {},
            highlightCircleSize: 0, showLabelsOnHighlight: false, rightGap: 0, xAxisHeight: 22,
            plotter: [bandPlotter((key) => this.looks.get(key)), linePlotter((key) => this.looks.get(key))],
            underlayCallback: (context, area, graph) => this.#underlay(context, area, graph),
            axes: {
                x: { ticker: (a, b, pixels) => this.#timeTicks(a, b, pixels), ...this.#axisColours() },
                y: { ticker: (a, b, pixels) => this.#valueTicks(a, b, pixels), axisLabelWidth: AXIS - 6, ...this.#axisColours() },
            },
        });
    }

    #axisColours() {
        return { gridLineColor: colourOf("--grid"), axisLineColor: colourOf("--grid") };
    }

    /** Takes the colours of the page anew. */
    recolour() {
        this.#graph?.updateOptions({ axes: { x: this.#axisColours(), y: this.#axisColours() } }, true);
        this.#drawLegend();
        this.render();
    }

    #key(line) {
        return line.predicted ? `${line.channel} (twin)` : line.channel;
    }

    #look(line) {
        return {
            colour: colourOf(line.colour), grey: colourOf("--stale"), dotted: line.dotted, predicted: line.predicted,
            stepped: this.group.stepped, codes: new Map(line.points.map((point) => [point[0], point[4]])),
        };
    }

    #underlay(context, area, graph) {
        const lines = this.shown.filter((line) => !line.predicted);
        const toX = (ms) => graph.toDomXCoord(ms);
        drawGaps(context, area, commonGaps(lines), toX, colourOf("--hatch"));
        const lanes = lines
            .map((line) => ({ colour: colourOf(line.colour), spans: missingSpans(line.points, Math.min(this.range.now, this.range.to)) }))
            .filter(({ spans }) => spans.some(({ from, to }) => to > this.range.from && from < this.range.to));
        drawLanes(context, area, lanes, toX);
    }

    #timeTicks(from, to, pixels) {
        const count = Math.max(2, Math.floor(pixels / 85));
        const step = timeStep(to - from, count);
        return timeTicks(from, to, count).map((v) => {
            const midnight = new Date(v).getHours() === 0 && new Date(v).getMinutes() === 0;
            return { v, label: step >= DAY || midnight ? day(v) : timeOfDay(v, step < 60_000) };
        });
    }

    #valueTicks(low, high, pixels) {
        const count = Math.max(2, Math.floor(pixels / 34));
        const ticks = this.logarithmic ? logTicks(low, high, count) : linearTicks(low, high, count);
        return ticks.map((v) => ({ v, label: tickLabel(v, this.group.unit) }));
    }

    toggleScale() {
        this.logarithmic = !this.logarithmic;
        this.#drawLegend();
        this.render();
    }

    #toggleLine(key) {
        if (key === TWIN) this.#twinShown = !this.#twinShown;
        for (const line of this.#own) {
            if (line.channel === key) line.shown = !line.shown;
        }
        this.#drawLegend();
        this.render();
        this.#tell.toggled();
    }

    #drawLegend() {
        const scale = this.logarithmic ? "logarithmic" : "linear";
        this.scaleButton.textContent = this.logarithmic ? "log" : "linear";
        this.scaleButton.setAttribute("aria-label", `Scale: ${scale}; press to change`);
        this.legend.show(this.#own, this.lines.length > this.#own.length ? this.#twinShown : null);
        this.#readOut();
    }

    /** Shows a moment on this plot; null the present. */
    showCursor(ms) {
        this.#cursor = ms;
        const inside = ms !== null && ms >= this.range.from && ms <= this.range.to;
        this.cursorLine.hidden = !inside;
        if (inside) {
            this.cursorLine.style.transform = `translateX(${AXIS + this.#shareOf(ms) * this.pixels}px)`;
            this.cursorLine.dataset.time = dateTime(ms, this.range.now, this.range.span < 3 * 3600_000);
            this.cursorLine.dataset.side = this.#shareOf(ms) > 0.8 ? "left" : "right";
        }
        this.#readOut();
    }

    #shareOf(ms) {
        return (ms - this.range.from) / this.range.span;
    }

    #readOut() {
        const at = this.#cursor ?? Math.min(this.range.now, this.range.to);
        this.legend.read(this.#own, at, (line) => Math.max(this.range.span / 50, 5000 * (line.resolution ?? 1)));
    }

    /** The same as numbers, while that is open. */
    renderTable() {
        if (!this.table.parentElement.open) return;
        fillNumbers(this.table, this.shown.map((line) => ({ ...line, name: this.#key(line) })), this.range);
    }

    /** The moment under a place of the screen. */
    timeAt(clientX) {
        const left = this.surface.getBoundingClientRect().left + AXIS;
        return this.range.from + Math.min(1, Math.max(0, (clientX - left) / this.pixels)) * this.range.span;
    }

    hover(ms) {
        this.#tell.hover(ms);
    }

    mark(from, to) {
        const [a, b] = [this.#shareOf(Math.min(from, to)), this.#shareOf(Math.max(from, to))];
        this.selection.hidden = false;
        this.selection.style.left = `${AXIS + a * this.pixels}px`;
        this.selection.style.width = `${(b - a) * this.pixels}px`;
    }

    unmark() {
        this.selection.hidden = true;
    }

    close() {
        this.#sight.disconnect();
        this.#graph?.destroy();
        this.#graph = null;
    }
}

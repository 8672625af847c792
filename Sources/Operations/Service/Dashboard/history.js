// The plots of a device over one range of time: buttons, loading, and readings as they come.

import { between, devicePath, get } from "./api.js";
import { channelGroups } from "./channel-groups.js";
import { h } from "./dom.js";
import { dateTime, instant } from "./format.js";
import { append } from "./plot-data.js";
import { Plot } from "./plot.js";
import { code } from "./quality.js";
import { Router } from "./router.js";
import { SPANS, TimeRange } from "./time-range.js";

/** Moves follow each other quickly: ask when they have settled. */
const SETTLE = 140;
/** What is asked for beyond each end, as a share of the span, so that panning finds something there. */
const BEYOND = 0.3;
/** While the present pulls the range along, ask anew after so long on the wall: live points become aggregated ones. */
const RENEW = 30_000;

/** Plots of a device. `element` goes onto the page; call `start()` when it is there and `close()` before it goes. */
export class History {
    #state;
    #device;
    #settled = 0;
    #renewal = 0;
    #asked = null;
    #redraw = 0;
    #anew = false;
    #scheme = matchMedia("(prefers-color-scheme: dark)");

    constructor(state, device) {
        this.#state = state;
        this.#device = device;
        this.range = new TimeRange(state.now);
        this.reachesBack(device);
        this.range.read(new URLSearchParams(location.search));
        const tell = {
            hover: (ms) => this.plots.forEach((plot) => plot.showCursor(ms)),
            toggled: () => this.#ask(),
        };
        this.plots = channelGroups(device).map((group) => new Plot(group, this.range, tell));
        this.when = h("span", { class: "range-when" });
        this.follow = h("button", { type: "button", class: "button small follow" }, "Follow the present");
        this.buttons = h("div", { class: "range-buttons", role: "group", "aria-label": "Span of time" },
            SPANS.map(([name, word]) => h("button", { type: "button", class: "button small", "data-span": name }, word)));
        this.element = h("section", { class: "history", "aria-label": "History" },
            h("div", { class: "range-bar" }, this.buttons, this.follow, this.when),
            this.plots.map((plot) => plot.element));
        this.buttons.addEventListener("click", (event) => {
            const name = event.target.closest("[data-span]")?.dataset.span;
            if (name) this.range.choose(name);
        });
        this.follow.addEventListener("click", () => this.range.follow());
    }

    /** Takes in how far back the device's readings go: the store forgets, and a past may still be on its way. */
    reachesBack(device) {
        this.range.oldest = instant(device.oldest);
    }

    start() {
        this.range.addEventListener("change", this.#moved);
        this.#state.addEventListener("readings", this.#heard);
        this.#scheme.addEventListener("change", this.#recolour);
        this.#renewal = setInterval(() => this.range.following && !document.hidden && this.#ask(), RENEW);
        this.#showRange();
        for (const plot of this.plots) plot.render();
        this.#ask();
    }

    close() {
        this.range.removeEventListener("change", this.#moved);
        this.#state.removeEventListener("readings", this.#heard);
        this.#scheme.removeEventListener("change", this.#recolour);
        clearInterval(this.#renewal);
        clearTimeout(this.#settled);
        cancelAnimationFrame(this.#redraw);
        this.#asked?.abort();
        for (const plot of this.plots) plot.close();
    }

    #recolour = () => this.plots.forEach((plot) => plot.recolour());

    #moved = () => {
        this.#showRange();
        // The present moves by itself every second; that is no reason to ask.
        if (this.#advancing) return;
        this.#drawSoon(true);
        Router.note(this.range.parameters);
        clearTimeout(this.#settled);
        this.#settled = setTimeout(() => this.#ask(), SETTLE);
    };

    #advancing = false;

    #heard = ({ detail }) => {
        const lines = new Map();
        for (const plot of this.plots) {
            for (const line of plot.lines) {
                if (!line.predicted && line.points.length) lines.set(line.channel, line);
            }
        }
        for (const [device, channel, ms, value, quality] of detail.readings) {
            if (device === this.#device.name && lines.has(channel)) append(lines.get(channel), ms, value, quality);
        }
        this.#advancing = true;
        this.range.advance(this.#state.now);
        this.#advancing = false;
        this.#drawSoon(false);
    };

    /** Draws in the next frame; going on does not take the place of drawing anew. */
    #drawSoon(anew) {
        this.#anew ||= anew;
        this.#redraw ||= requestAnimationFrame(() => {
            for (const plot of this.plots) this.#anew ? plot.render() : plot.advance();
            this.#redraw = 0;
            this.#anew = false;
        });
    }

    #showRange() {
        const { from, to, following, chosen, now } = this.range;
        this.when.textContent = `${dateTime(from, null)} – ${following ? "now" : dateTime(to, from)}`;
        this.follow.disabled = following;
        for (const button of this.buttons.children) {
            button.setAttribute("aria-pressed", String(following && button.dataset.span === chosen));
        }
        this.element.dataset.from = String(Math.round(from));
        this.element.dataset.to = String(Math.round(to));
        this.element.dataset.now = String(now);
    }

    async #ask() {
        this.#asked?.abort();
        const asked = (this.#asked = new AbortController());
        const { from, to, span } = this.range;
        const wanted = between(from - span * BEYOND, Math.min(to + span * BEYOND, this.range.now));
        await Promise.all(this.plots.map((plot) => this.#askPlot(plot, wanted, asked.signal)));
    }

    async #askPlot(plot, wanted, signal) {
        const channel = plot.channels;
        if (!channel.length) return plot.render();
        const points = Math.round(Math.min(1500, plot.pixels * (1 + 2 * BEYOND)));
        const ask = (part) => get(devicePath(this.#device.name, part), { channel, ...wanted, points }, signal);
        try {
            const [measured, predicted] = await Promise.all([
                ask("series"),
                // A twin that cannot be asked is no reason to hide what was measured.
                plot.group.predicted ? ask("prediction").catch((error) => ({ series: [], reason: error.message })) : null,
            ]);
            plot.takeMeasured(measured.series);
            if (predicted) plot.takePredicted(predicted.series, predicted.reason && `No prediction: ${predicted.reason}`);
            plot.failed(null);
            this.#catchUp(plot);
        } catch (error) {
            if (signal.aborted) return;
            plot.failed([error.message, error.hint].filter(Boolean).join(" "));
        }
        plot.render();
        plot.renderTable();
    }

    /** An answer may be older than what has been heard since it was asked for. */
    #catchUp(plot) {
        for (const line of plot.lines) {
            const heard = line.predicted ? undefined : this.#state.latest(this.#device.name, line.channel);
            if (heard) append(line, heard.ms, heard.value, code(heard.quality));
        }
    }
}

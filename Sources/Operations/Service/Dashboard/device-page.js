// A device: where it stands, its history, gas handling, events, channels.

import { devicePath, get } from "./api.js";
import { channelTable, eventList } from "./device-tables.js";
import { h, morph } from "./dom.js";
import { instant } from "./format.js";
import { gasPanel, heardPanel, renewPanel } from "./gas-panel.js";
import { History } from "./history.js";
import { failure, loading } from "./notices.js";
import { stageTables } from "./on-call-page.js";
import { eta, phase, sourceWord, standingBadge } from "./parts.js";
import { standing } from "./standing.js";

/** Events and what is not streamed are asked for anew after so long on the wall. */
const RENEW = 10_000;

/** Shows `/devices/:device`. */
export function devicePage(context) {
    const page = new DevicePage(context);
    page.start();
    return { title: page.name, element: page.element, close: () => page.close() };
}

/** The page of a device; a link's has a part of its own before the history. */
export class DevicePage {
    #renewal = 0;
    #filter = "";

    constructor({ state, parameters }) {
        this.state = state;
        this.name = parameters.device;
        this.head = h("div", { class: "device-head" });
        this.body = h("div", {});
        this.element = h("div", { class: "page device" }, h("h1", {}, this.name), this.head, this.body);
    }

    async start() {
        this.state.addEventListener("fleet", this.renderHead);
        this.state.addEventListener("readings", this.heard);
        this.state.addEventListener("fleet", this.#again);
        this.body.append(loading("plots", 3));
        this.renderHead();
        await this.#ask();
        if (!this.closed) this.#renewal = setInterval(() => !document.hidden && this.#askAgain(), RENEW);
    }

    close() {
        this.closed = true;
        for (const listener of [this.renderHead, this.#again]) this.state.removeEventListener("fleet", listener);
        this.state.removeEventListener("readings", this.heard);
        clearInterval(this.#renewal);
        this.history?.close();
    }

    /** After a failure: the fleet is heard of again, so ask again. */
    #again = () => {
        if (this.failed) this.#ask();
    };

    async #ask() {
        this.failed = false;
        try {
            this.device = await get(devicePath(this.name));
            this.panel = await get(devicePath(this.name, "panel")).catch(() => null);
            await this.state.timeKnown;
            if (this.closed) return;
            this.layOut();
        } catch (error) {
            this.failed = error.status !== 404;
            if (!this.closed) this.body.replaceChildren(failure(error));
        }
    }

    async #askAgain() {
        const [device, panel] = await Promise.all([
            get(devicePath(this.name)), this.panel ? get(devicePath(this.name, "panel")) : null,
        ]).catch(() => []);
        if (!device || this.closed) return;
        this.device = device;
        this.history?.reachesBack(device);
        if (panel) this.panel = panel;
        this.render();
    }

    /** Parts before the history; a link's page adds its own. */
    before() {
        return [];
    }

    layOut() {
        this.history?.close();
        this.history = new History(this.state, this.device);
        this.gas = this.panel && gasPanel(this.#panelNow(), this.#stages());
        this.events = h("div", {}, eventList(this.device.events, this.state.now));
        this.channels = h("div", {}, channelTable(this.device.channels, this.#channelNow, this.state.now, this.#filter));
        this.channels.addEventListener("input", (event) => {
            this.#filter = event.target.value;
            this.render();
        });
        this.body.replaceChildren(
            ...this.before(), this.history.element,
            h("div", { class: "columns" },
                this.gas ? section("wide", ["Gas handling", this.#node].filter(Boolean).join(" of "), this.gas) : "",
                section("", "Events", this.events), section("", "Channels", this.channels)));
        this.history.start();
        this.renderHead();
    }

    heard = () => {
        this.renderHead();
        this.render();
    };

    /** Renews everything but plots, which renew themselves. */
    render() {
        if (!this.history) return;
        if (this.gas) this.gas = renewPanel(this.gas, this.#panelNow(), this.#stages());
        morph(this.events, h("div", {}, eventList(this.device.events, this.state.now)));
        morph(this.channels, h("div", {}, channelTable(this.device.channels, this.#channelNow, this.state.now, this.#filter)));
    }

    renderHead = () => {
        const device = this.state.device(this.name) ?? this.device;
        if (!device) return;
        const now = this.state.now;
        morph(this.head, h("div", { class: "device-head", "data-standing": standing(device) }, h("div", { class: "device-words" },
            h("p", { class: "device-line" }, standingBadge(device), phase(device, now), h("span", { class: "device-title" }, device.title)),
            h("p", { class: "device-summary" }, sourceWord(device, now) ?? device.summary),
            h("p", { class: "device-facts" }, eta(device, now),
                device.procedure ? h("span", {}, `${device.procedure.name}: ${device.procedure.title}`) : null),
            h("ul", { class: "card-notes" }, device.notes.map((note) => h("li", {}, note)))),
            h("section", { class: "panel stages-panel", "aria-label": "Stages against their limits" },
                stageTables(device, this.state.stages(device)))));
    };

    /** The end of a link whose gas handling is shown, the first; null for a cryostat. */
    get #node() {
        return this.device.stages[0]?.node ?? null;
    }

    #stages() {
        return this.state.stages(this.state.device(this.name) ?? this.device).filter((stage) => stage.node === this.#node);
    }

    #panelNow() {
        const prefix = this.#node ? `${this.#node}.` : "";
        return heardPanel(this.panel, (channel) => this.state.latest(this.name, prefix + channel));
    }

    #channelNow = (channel) => {
        const heard = this.state.latest(this.name, channel.name);
        if (!heard || heard.ms <= (instant(channel.time) ?? 0)) return channel;
        return { ...channel, value: heard.value, quality: heard.quality, time: new Date(heard.ms).toISOString() };
    };
}

function section(className, title, content) {
    return h("section", { class: `panel ${className}`, "aria-label": title }, h("h2", {}, title), content);
}

// The fleet: every device, those that need a person first.

import { h, morph } from "./dom.js";
import { duration, instant } from "./format.js";
import { emptyFleet, loading } from "./notices.js";
import { eta, figure, phase, sourceWord, standingBadge } from "./parts.js";
import { deviceAddress } from "./router.js";
import { Sparklines } from "./sparkline.js";
import { MARKS, byNeed, coldest, stageName, standing, tally } from "./standing.js";

const TILES = [
    ["bad", "outside their range"], ["unknown", "not known"], ["note", "to look at"], ["moving", "on their way"],
    ["good", "within range"],
];

/** Shows `/`. */
export function fleetPage({ state }) {
    const element = h("div", { class: "page fleet" });
    const sparklines = new Sparklines(state, render);
    function render() {
        morph(element, h("div", { class: "page fleet" }, h("h1", {}, "Fleet"), content(state, sparklines)));
    }
    const take = (event) => {
        sparklines.add(event.detail);
        render();
    };
    render();
    state.addEventListener("fleet", render);
    state.addEventListener("readings", take);
    return {
        title: "Fleet", element,
        close() {
            state.removeEventListener("fleet", render);
            state.removeEventListener("readings", take);
        },
    };
}

function content(state, sparklines) {
    const { fleet } = state;
    if (!fleet) {
        return [h("ul", { class: "tiles" }, TILES.map(() => h("li", { class: "tile ghost" }, "\u00a0"))), loading("cards", 6)];
    }
    if (!fleet.devices.length) return emptyFleet();
    const counts = tally(fleet.devices);
    return [
        h("ul", { class: "tiles", "aria-label": "How many stand how" }, TILES.map(([kind, words]) =>
            h("li", { class: "tile", "data-standing": kind, "data-none": counts[kind] === 0 },
                h("span", { class: "tile-mark", "aria-hidden": "true" }, MARKS[kind]), h("b", {}, counts[kind]), ` ${words}`))),
        backfill(fleet),
        h("ul", { class: "cards" }, byNeed(fleet.devices).map((device) => card(device, state, sparklines))),
    ];
}

/** While history is still being computed, how far it is. */
function backfill(fleet) {
    const done = fleet.backfill?.done;
    if (done === undefined || done === null || done >= 1) return null;
    return h("p", { class: "backfill", "data-key": "backfill" },
        h("progress", { max: 1, value: done.toFixed(2), "aria-label": "history" }),
        ` History is being filled in behind this page: ${Math.floor(done * 100)} %`);
}

function card(device, state, sparklines) {
    const stages = state.stages(device);
    const stage = coldest(stages);
    const now = state.now;
    return h("li", { class: "card", "data-key": device.name, "data-standing": standing(device) },
        h("a", { href: deviceAddress(device), class: "card-link" },
            h("div", { class: "card-head" },
                h("h2", {}, device.name), standingBadge(device)),
            h("p", { class: "card-title" }, device.title),
            h("div", { class: "card-number" },
                stage ? figure(stage.temperature_K, "K", stage.quality, "huge") : figure(null, "K", "disconnected", "huge"),
                stage ? h("span", { class: "card-stage" }, stageName(stage), age(stage, now)) : null),
            stage ? sparklines.draw(device.name, stage.channel) : null,
            h("div", { class: "card-phase" }, phase(device, now)),
            h("p", { class: "card-summary" }, sourceWord(device, now) ?? eta(device, now) ?? device.summary),
            h("ul", { class: "card-notes" }, device.notes.map((note) => h("li", {}, note)))));
}

/** How old a number is, once that matters. */
function age(stage, now) {
    const at = instant(stage.time);
    if (at === null || now === null || now - at < 300_000) return null;
    return h("span", { class: "age" }, ` ${duration((now - at) / 1000)} old`);
}

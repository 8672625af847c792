// A device's events and channels as tables.

import { h } from "./dom.js";
import { duration, instant, quantity, utc } from "./format.js";
import { empty } from "./notices.js";
import { figure, moment } from "./parts.js";
import { label, mark } from "./quality.js";

const EVENTS = {
    on: ["●", "on"], off: ["○", "off"], opened: ["◇", "opened"], closed: ["◆", "closed"],
    "crossed-up": ["↗", "rose above"], "crossed-down": ["↘", "fell below"],
    "below-range": ["▽", "is colder than its curve tells"], "above-range": ["△", "is beyond what it can tell"],
    returned: ["↩", "is back within its range"], started: ["▸", "started"], gap: ["┈", "was silent"],
};

/** The last events, the latest first. */
export function eventList(events, now) {
    if (!events.length) return empty("No events yet", "Valves, pumps, heaters and thresholds appear here as they change.");
    const ordered = [...events].sort((a, b) => instant(b.time) - instant(a.time));
    return h("ol", { class: "events", tabindex: 0, "aria-label": "Events, the latest first" }, ordered.map(({ time, channel, event, value }) => {
        const [sign, word] = EVENTS[event] ?? ["·", event];
        const above = event.startsWith("crossed") && value !== null ? ` ${quantity(value, "K", 2)}` : "";
        return h("li", { "data-event": event },
            moment(instant(time), now), h("span", { class: "event-sign", "aria-hidden": "true" }, sign),
            h("span", {}, h("b", {}, channel), ` ${word}${above}`));
    }));
}

/** All channels with quality and age. */
export function channelTable(channels, latest, now, filter) {
    const wanted = filter.trim().toLowerCase();
    const shown = channels.filter(({ name, quality }) => !wanted || name.toLowerCase().includes(wanted) || quality.includes(wanted));
    return [
        h("label", { class: "filter" }, h("span", { class: "spoken" }, "Filter channels"),
            h("input", { type: "search", placeholder: `Filter ${channels.length} channels`, autocomplete: "off" })),
        h("div", { class: "channels-scroll", tabindex: 0, role: "group", "aria-label": "Channels" },
            h("table", { class: "channels" },
                h("thead", {}, h("tr", {}, ["Channel", "Value", "Quality", "Age"].map((word) => h("th", { scope: "col" }, word)))),
                h("tbody", {}, shown.map((channel) => row(latest(channel), now))))),
    ];
}

function row({ name, unit, value, quality, time }, now) {
    const at = instant(time);
    return h("tr", { "data-key": name, "data-quality": quality },
        h("th", { scope: "row" }, name), h("td", {}, figure(value, unit, quality)),
        h("td", {}, h("span", { "aria-hidden": "true" }, mark(quality)), ` ${label(quality)}`),
        h("td", { title: at === null ? null : utc(at) }, at === null || now === null ? "–" : duration(Math.max(0, now - at) / 1000)));
}

// What surrounds every page: the fleet's clock, and whether it is live.

import { h, morph } from "./dom.js";
import { dateTime, timeOfDay, utc } from "./format.js";

/** Shows the fleet's time, and plainly where it is not the wall's. */
export function showClock(state, live) {
    if (state.now === null) return;
    const clock = document.getElementById("clock");
    const { demonstration, replay, speed = 1 } = state.fleet ?? {};
    const kind = demonstration ? "Simulated" : replay ? "Replay" : "";
    const mode = kind && `${kind}${speed === 1 ? "" : ` ${Number(speed)}×`}`;
    const title = [
        utc(state.now),
        kind && `The fleet's own clock${speed === 1 ? "" : `, ${Number(speed)} times as fast as the wall's`}.`,
    ].filter(Boolean).join("\n");
    morph(clock, h("div", { class: "clock", id: "clock", title },
        h("span", { class: "clock-mode", hidden: !mode }, mode || ""),
        h("time", { class: "clock-time", datetime: new Date(state.now).toISOString() },
            dateTime(state.now, live.state === "lost" ? null : undefined, speed < 60))));
}

const WORDS = { connecting: "Connecting", live: "Live", lost: "Disconnected" };

/** Shows the line's state: a word above, and while it is lost a bar that says since when. */
export function showLink(live, state) {
    document.body.dataset.link = live.state;
    document.querySelector("#link-state .link-word").textContent = WORDS[live.state];
    document.getElementById("link-state").title = live.state === "lost" ? "Try now" : "";
    const bar = document.getElementById("link-bar");
    bar.hidden = live.state !== "lost";
    if (bar.hidden) return;
    const wait = live.nextTry === null ? null : Math.max(0, Math.ceil((live.nextTry - Date.now()) / 1000));
    // Only the sentence is new to a screen reader; the countdown is not read out every second.
    const sentence = `Disconnected since ${timeOfDay(live.lostAt, true)}. ` +
        (state.fleet ? "Showing what was last known." : "Nothing is known yet.");
    morph(bar, h("div", { class: "link-bar", id: "link-bar", role: "status" },
        h("strong", {}, sentence),
        h("span", { class: "link-wait", "aria-hidden": "true" }, wait === null ? "Trying…" : `Next try in ${wait} s.`),
        h("button", { class: "button", type: "button" }, "Try now")));
}

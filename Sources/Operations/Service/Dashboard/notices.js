// Pages and parts that have nothing to show, each saying why and what to do.

import { h } from "./dom.js";

/** Grey shapes where things will stand, so that nothing moves when they come. */
export function loading(kind, count) {
    return h("div", { class: `loading ${kind}`, role: "status" },
        h("span", { class: "spoken" }, "Loading"),
        Array.from({ length: count }, () => h("div", { class: "ghost", "aria-hidden": "true" })));
}

/** A calm sentence in an empty place. */
export function empty(title, ...more) {
    return h("div", { class: "empty" }, h("h2", {}, title), ...more.map((text) => h("p", {}, text)));
}

/** What went wrong, and what to do. */
export function failure(error) {
    return h("div", { class: "empty failure", role: "alert" },
        h("h2", {}, error.message), error.hint ? h("p", {}, error.hint) : null);
}

/** A fleet without devices. */
export function emptyFleet() {
    return empty("No devices yet",
        h("span", {}, "Name them in a fleet file, then ", h("code", {}, "subkelvin up -c fleet.yaml"), "."),
        h("span", {}, h("code", {}, "subkelvin up"), " without a file shows a simulated fleet."));
}

/** An address that names no page. */
export function missingPage() {
    return {
        title: "No such page",
        element: h("div", { class: "page" }, h("h1", {}, "No such page"),
            empty("There is nothing at this address", h("a", { href: "/" }, "Go to the fleet"))),
    };
}

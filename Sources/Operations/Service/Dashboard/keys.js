// The keyboard: `g f` and its like, and the page that shows them.

import { h } from "./dom.js";

/** What keys do, for the help and for the reader of this file; plots handle theirs. */
const HELP = [
    ["Anywhere", [
        [["g", "f"], "Fleet"], [["g", "o"], "On-call"], [["["], "Previous device"], [["]"], "Next device"],
        [["?"], "These keys"], [["Esc"], "Closes this"],
    ]],
    ["In a plot (Tab leads there)", [
        [["←"], ["→"], "Move in time"], [["+"], ["−"], "Zoom in, zoom out"], [["0"], "Follow the present again"],
        [["l"], "Logarithmic or linear"],
        [["1"], ["2"], ["3"], ["4"], ["5"], ["6"], "1 h, 8 h, 1 d, 1 w, 1 M, all"],
    ]],
    ["With the pointer", [
        [["drag"], "Zoom to what is marked"], [["Shift", "drag"], "Move in time"],
        [["Ctrl", "wheel"], "Zoom; without Ctrl once the plot is clicked"], [["double click"], "Follow the present again"],
        [["two fingers"], "Zoom and move on a touch screen"],
    ]],
];

/** How long after `g` the second key still counts, in ms. */
const SEQUENCE = 1500;

/** Listens to keys that hold on every page. */
export function listen(actions) {
    let leadAt = -Infinity;
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea, dialog")) return;
        const follows = event.timeStamp - leadAt < SEQUENCE;
        leadAt = -Infinity;
        if (follows && event.key === "f") actions.visit("/");
        else if (follows && event.key === "o") actions.visit("/on-call");
        else if (event.key === "g") leadAt = event.timeStamp;
        else if (event.key === "?") actions.help();
        else if (event.key === "[") actions.step(-1);
        else if (event.key === "]") actions.step(1);
        else return;
        event.preventDefault();
    });
}

/** Fills the dialog that shows keys. */
export function fillHelp(dialog) {
    dialog.replaceChildren(
        h("h2", { id: "help-title" }, "Keys"),
        ...HELP.map(([title, rows]) =>
            h("section", {}, h("h3", {}, title), h("dl", {}, rows.map((row) => h("div", {},
                h("dt", {}, row.slice(0, -1).map((sequence) => sequence.map((key) => h("kbd", {}, key)))),
                h("dd", {}, row.at(-1))))))),
        h("form", { method: "dialog" }, h("button", { class: "button" }, "Close")),
        h("p", { class: "fine" }, "Plots by ", h("a", { href: "/assets/dygraphs-licence.txt", target: "_blank" }, "dygraphs"), " (MIT)."));
}

// The lines of a plot by name, with their values at a moment; a click hides one.

import { h } from "./dom.js";
import { quantity } from "./format.js";
import { measured, nearest } from "./plot-data.js";
import { label, mark, relation, usable, word } from "./quality.js";

/** What the button of all predictions is called. */
export const TWIN = "twin";

/** The legend of a plot; `toggle` is called with a channel or {@link TWIN}. */
export class Legend {
    constructor(title, toggle) {
        this.element = h("div", { class: "legend", role: "group", "aria-label": `Lines of ${title}` });
        this.element.addEventListener("click", (event) => {
            const key = event.target.closest("[data-line]")?.dataset.line;
            if (key !== undefined) toggle(key);
        });
    }

    /** Shows a button for each measured line, and one for the twin's where `twin` is not null but whether they are shown. */
    show(lines, twin) {
        const focused = this.element.contains(document.activeElement) ? document.activeElement.dataset.line : null;
        this.element.replaceChildren(
            ...lines.map((line) => button(line.channel, line.shown, line.colour, line.dotted ? "dotted" : "solid")),
            ...(twin === null ? [] : [button(TWIN, twin, "--muted", "dashed")]));
        if (focused) this.#button(focused)?.focus();
    }

    /** Reads values at a moment; `reach` is how far away a reading may be. */
    read(lines, at, reach) {
        for (const line of lines) {
            const cell = this.#button(line.channel)?.querySelector(".legend-value");
            if (cell) cell.textContent = line.shown ? words(nearest(line.points, at, reach(line)), line.unit) : "";
        }
    }

    #button(key) {
        return this.element.querySelector(`[data-line="${CSS.escape(key)}"]`);
    }
}

function button(key, shown, colour, style) {
    const swatch = h("span", { class: `swatch ${style}`, "aria-hidden": "true" });
    swatch.style.setProperty("--swatch", `var(${colour})`);
    return h("button", { type: "button", "data-line": key, "aria-pressed": String(shown) },
        swatch, h("span", { class: "legend-name" }, key), h("span", { class: "legend-value" }));
}

function words(point, unit) {
    if (!point) return "–";
    const quality = word(point[4]);
    if (measured(point) === null) return `${mark(quality)} ${label(quality)}`;
    return `${relation(quality)}${quantity(point[2], unit)}${usable(quality) ? "" : ` ${mark(quality)}`}`;
}

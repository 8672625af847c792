// What a plot shows as a table: for screen readers, and for who wants the number.

import { h } from "./dom.js";
import { dateTime, quantity } from "./format.js";
import { summary } from "./plot-data.js";
import { label, word } from "./quality.js";

const HEADINGS = ["Channel", "Last", "Lowest", "Highest", "Quality"];

/** Fills a table with lines {name, unit, points} over a range. */
export function fillNumbers(table, lines, { from, to }) {
    table.replaceChildren(
        h("caption", {}, `${dateTime(from)} to ${dateTime(to)}`),
        h("thead", {}, h("tr", {}, HEADINGS.map((heading) => h("th", { scope: "col" }, heading)))),
        h("tbody", {}, lines.map(({ name, unit, points }) => {
            const found = summary(points, from, to);
            return h("tr", {}, h("th", { scope: "row" }, name),
                ["last", "min", "max"].map((key) => h("td", {}, found ? quantity(found[key], unit) : "–")),
                h("td", {}, found ? label(word(found.code)) : "no number"));
        })));
}

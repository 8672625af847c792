// Which page an address shows. Addresses are real: they can be bookmarked, linked from an alert, gone back to.

/** Addresses and pages; `:name` is a part that the page gets as a parameter. */
export const ROUTES = [
    ["/", "fleet"],
    ["/on-call", "on-call"],
    ["/devices/:device", "device"],
    ["/links/:device", "link"],
];

/** The page of a path and its parameters; `missing` where there is none. */
export function match(path) {
    const parts = path.split("/").filter(Boolean);
    for (const [pattern, page] of ROUTES) {
        const wanted = pattern.split("/").filter(Boolean);
        if (wanted.length !== parts.length) continue;
        const parameters = {};
        const fits = wanted.every((part, i) => {
            if (!part.startsWith(":")) return part === parts[i];
            parameters[part.slice(1)] = decode(parts[i]);
            return true;
        });
        if (fits) return { page, parameters };
    }
    return { page: "missing", parameters: {} };
}

function decode(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

/** The address of a device's page. */
export function deviceAddress(device) {
    return `/${device.kind === "link" ? "links" : "devices"}/${encodeURIComponent(device.name)}`;
}

/** Follows links within the page without a reload, and the browser's back and forward. */
export class Router {
    #show;

    /** @param show called with the match whenever the address names another page. */
    constructor(show) {
        this.#show = show;
        document.addEventListener("click", (event) => this.#click(event));
        addEventListener("popstate", () => this.#go());
    }

    start() {
        this.#go();
    }

    /** Goes to an address of this page. */
    visit(address) {
        if (address !== location.pathname + location.search) history.pushState(null, "", address);
        this.#go();
    }

    /** Notes what is looked at in the address, without a step to go back to. */
    static note(parameters) {
        const query = new URLSearchParams(parameters).toString();
        history.replaceState(null, "", location.pathname + (query ? `?${query}` : ""));
    }

    #click(event) {
        const link = event.target.closest?.("a[href]");
        const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
        if (!link || !plain || link.target || link.origin !== location.origin) return;
        if (match(link.pathname).page === "missing" || link.hash) return;
        event.preventDefault();
        this.visit(link.pathname + link.search);
    }

    #go() {
        this.#show(match(location.pathname));
    }
}

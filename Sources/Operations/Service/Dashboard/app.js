// The page's beginning: state, live stream, router, and what surrounds every page.

import { get } from "./api.js";
import { devicePage } from "./device-page.js";
import { fleetPage } from "./fleet-page.js";
import { showClock, showLink } from "./frame.js";
import { fillHelp, listen } from "./keys.js";
import { linkPage } from "./link-page.js";
import { Live } from "./live.js";
import { missingPage } from "./notices.js";
import { onCallPage } from "./on-call-page.js";
import { Router, deviceAddress } from "./router.js";
import { byNeed } from "./standing.js";
import { State } from "./state.js";

const PAGES = {
    fleet: fleetPage, "on-call": onCallPage, device: devicePage, link: linkPage, missing: missingPage,
};

const state = new State();
const live = new Live();
const main = document.getElementById("main");
const help = document.getElementById("help");
let shown = null;

/** Puts a page into `main`: {title, element, close?}. */
function show({ page, parameters }) {
    const first = shown === null;
    shown?.close?.();
    shown = PAGES[page]({ state, live, parameters });
    main.replaceChildren(shown.element);
    document.title = `${shown.title} · Subkelvin`;
    for (const link of document.querySelectorAll("nav [data-page]")) {
        if (link.dataset.page === page) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
    }
    if (first) return;
    // A new page begins at its top, for eyes and for screen readers.
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
}

const router = new Router(show);

/** Goes to the device before or after the one that is shown. */
function step(by) {
    const devices = byNeed(state.fleet?.devices ?? []);
    if (!devices.length) return;
    const here = devices.findIndex((device) => location.pathname.endsWith(`/${encodeURIComponent(device.name)}`));
    const next = here < 0 ? (by > 0 ? 0 : devices.length - 1) : (here + by + devices.length) % devices.length;
    router.visit(deviceAddress(devices[next]));
}

function openHelp() {
    if (!help.open) help.showModal();
}

live.addEventListener("fleet", (event) => state.tellFleet(event.detail));
live.addEventListener("readings", (event) => state.tellReadings(event.detail));
live.addEventListener("state", () => showLink(live, state));
for (const kind of ["fleet", "readings"]) state.addEventListener(kind, () => showClock(state, live));
// The countdown to the next try.
setInterval(() => live.state === "lost" && showLink(live, state), 1000);

document.getElementById("link-state").addEventListener("click", () => live.state === "lost" && live.tryNow());
document.getElementById("link-bar").addEventListener("click", (event) => {
    if (event.target.closest("button")) live.tryNow();
});
document.getElementById("help-button").addEventListener("click", openHelp);
help.addEventListener("click", (event) => event.target === help && help.close());
fillHelp(help);
listen({ visit: (address) => router.visit(address), help: openHelp, step });

router.start();
live.start();
// The stream says the same within seconds; asked for, it is there at once. If it fails, the stream's state says so.
get("/fleet").then((fleet) => state.tellFleet(fleet), () => {});

// A link: temperature along its metres, then what every device has.

import { devicePath, get } from "./api.js";
import { DevicePage } from "./device-page.js";
import { h } from "./dom.js";
import { failure, loading } from "./notices.js";
import { Profile } from "./profile.js";

const RENEW = 5000;

/** Shows `/links/:device`. */
export function linkPage(context) {
    const page = new LinkPage(context);
    page.start();
    page.startProfile();
    return { title: page.name, element: page.element, close: () => page.close() };
}

class LinkPage extends DevicePage {
    #renewal = 0;
    #place = h("div", { class: "profile-place" }, loading("plots", 1));
    #profile = null;

    before() {
        return [h("section", { class: "panel", "aria-labelledby": "profile-title" },
            h("h2", { id: "profile-title" }, "Along the link"), this.#place)];
    }

    startProfile() {
        this.#ask();
        this.#renewal = setInterval(() => !document.hidden && this.#ask(), RENEW);
    }

    async #ask() {
        try {
            const profile = await get(devicePath(this.name, "profile"));
            if (this.closed) return;
            if (!this.#profile) {
                this.#profile = new Profile();
                this.#place.replaceChildren(this.#profile.element);
            }
            this.#profile.show(profile);
        } catch (error) {
            // What was drawn stays; the line above says whether the server answers.
            if (!this.#profile && !this.closed) this.#place.replaceChildren(failure(error));
        }
    }

    close() {
        super.close();
        clearInterval(this.#renewal);
    }
}

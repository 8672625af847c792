// The live stream: server-sent events with our own back-off, and an honest word on whether anything is heard.

import { EVENTS } from "./api.js";

/** Something comes once a second; after so long without it the line is lost, whatever the socket says. */
const SILENCE = 10_000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;
/** How long a page that is not looked at goes on listening. */
const UNSEEN = 30_000;

/** How long to wait before attempt `n` (from 0): doubling up to half a minute, spread so that pages do not knock at once. */
export function backoff(n, random = Math.random()) {
    return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** n) * (0.75 + 0.5 * random);
}

/**
 * Listens to the server.
 *
 * Fires `readings` and `fleet` with the event's data as `detail`, and `state` when {@link state} changes: `connecting` until
 * first heard, `live`, or `lost`.
 */
export class Live extends EventTarget {
    state = "connecting";
    /** When the last event came, by the browser's clock; null before the first. */
    heardAt = null;
    /** When the line was lost. */
    lostAt = null;
    /** When it is tried again. */
    nextTry = null;
    #source = null;
    #attempts = 0;
    #retry = 0;
    #watch = 0;

    start() {
        this.#open();
        this.#watch = setInterval(() => {
            if (this.#source && performance.now() - this.#lastSign > SILENCE) this.#lose();
        }, 1000);
        // A browser has six connections to a server, for all its pages together: one that nobody sees gives its own back.
        let unseen = 0;
        document.addEventListener("visibilitychange", () => {
            clearTimeout(unseen);
            if (document.hidden) unseen = setTimeout(() => this.#rest(), UNSEEN);
            else if (!this.#source) this.tryNow();
        });
        addEventListener("pagehide", () => this.#rest());
        addEventListener("pageshow", (event) => event.persisted && this.tryNow());
        addEventListener("online", () => this.state === "lost" && this.tryNow());
    }

    #rest() {
        clearTimeout(this.#retry);
        this.#source?.close();
        this.#source = null;
        this.nextTry = null;
        if (this.state === "live") this.state = "connecting";
        this.#tell();
    }

    /** Forgets the back-off. */
    tryNow() {
        clearTimeout(this.#retry);
        this.#open();
    }

    #lastSign = 0;

    #open() {
        this.#source?.close();
        this.nextTry = null;
        this.#lastSign = performance.now();
        const source = new EventSource(EVENTS);
        this.#source = source;
        for (const kind of ["readings", "fleet"]) {
            source.addEventListener(kind, (event) => {
                const detail = JSON.parse(event.data);
                this.#heard();
                this.dispatchEvent(new CustomEvent(kind, { detail }));
            });
        }
        source.onerror = () => this.#lose();
        this.#tell();
    }

    #heard() {
        this.#lastSign = performance.now();
        this.heardAt = Date.now();
        this.#attempts = 0;
        if (this.state === "live") return;
        this.state = "live";
        this.lostAt = null;
        this.#tell();
    }

    #lose() {
        // EventSource would retry at a fixed pace for ever: ours waits longer each time and says when.
        this.#source?.close();
        this.#source = null;
        const wait = backoff(this.#attempts++);
        this.nextTry = Date.now() + wait;
        clearTimeout(this.#retry);
        this.#retry = setTimeout(() => this.#open(), wait);
        if (this.state !== "lost") {
            this.state = "lost";
            this.lostAt = this.heardAt ?? Date.now();
        }
        this.#tell();
    }

    #tell() {
        this.dispatchEvent(new CustomEvent("state"));
    }
}

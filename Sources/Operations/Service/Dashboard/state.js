// What is known of the fleet: one copy for all pages.

import { instant } from "./format.js";
import { word } from "./quality.js";

/**
 * The fleet as last told and the latest reading of each channel.
 *
 * Fires `fleet` when devices changed and `readings` with `detail` as the API sends it, after both are taken in.
 */
export class State extends EventTarget {
    /** The fleet object of the API; null until first told. */
    fleet = null;
    /** The fleet's own time in ms, which may be simulated. */
    now = null;
    #latest = new Map();
    #tellTimeKnown;
    /** Done once the fleet's time is known. */
    timeKnown = new Promise((done) => (this.#tellTimeKnown = done));

    /** Takes in a fleet object. */
    tellFleet(fleet) {
        this.fleet = fleet;
        this.#tellTime(fleet.now);
        this.dispatchEvent(new CustomEvent("fleet"));
    }

    /** Takes in readings: {now, readings: [[device, channel, ms, value, code]…]}. */
    tellReadings(detail) {
        this.#tellTime(detail.now);
        for (const [device, channel, ms, value, code] of detail.readings) {
            let channels = this.#latest.get(device);
            if (!channels) this.#latest.set(device, (channels = new Map()));
            channels.set(channel, { ms, value, quality: word(code) });
        }
        this.dispatchEvent(new CustomEvent("readings", { detail }));
    }

    #tellTime(text) {
        this.now = instant(text) ?? this.now;
        if (this.now !== null) this.#tellTimeKnown();
    }

    /** The device's object, or undefined. */
    device(name) {
        return this.fleet?.devices.find((device) => device.name === name);
    }

    /** {ms, value, quality} of a channel since this page listens, or undefined. */
    latest(device, channel) {
        return this.#latest.get(device)?.get(channel);
    }

    /** A device's stages with what was heard since the fleet was told. */
    stages(device) {
        return device.stages.map((stage) => {
            const heard = this.latest(device.name, stage.channel);
            if (!heard || heard.ms <= (instant(stage.time) ?? 0)) return stage;
            return { ...stage, temperature_K: heard.value, quality: heard.quality, time: new Date(heard.ms).toISOString() };
        });
    }
}

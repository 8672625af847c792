// The span of time that all plots of a page show.

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

/** Spans by their buttons; `all` is from the oldest reading on. */
export const SPANS = [
    ["1h", "1 h", HOUR], ["8h", "8 h", 8 * HOUR], ["1d", "1 d", DAY], ["1w", "1 w", 7 * DAY], ["1M", "1 M", 30 * DAY],
    ["all", "All", null],
];

const SHORTEST = 2 * MINUTE;
/** The longest span of a button. */
const LONGEST = Math.max(...SPANS.map(([, , span]) => span));
/** How far back panning goes when the oldest reading is not known. */
const UNKNOWN_PAST = 366 * DAY;
/** Free room after the present, as a share of the span. */
const MARGIN = 0.02;

/** Fires `change` when its ends move; {@link following} says whether the present pulls it along. */
export class TimeRange extends EventTarget {
    from;
    to;
    following = true;
    /** The name of the chosen span, or null after a zoom. */
    chosen = "1d";
    now;
    oldest = null;

    constructor(now) {
        super();
        this.now = now;
        this.#fit(DAY);
    }

    get span() {
        return this.to - this.from;
    }

    /** The oldest reading, as far as one knows: a past that is still being told goes on backwards. */
    get beginning() {
        return this.oldest ?? this.now - UNKNOWN_PAST;
    }

    /** How far back one may move: to the beginning, and never less far than the buttons go. */
    get earliest() {
        return Math.min(this.beginning, this.now - LONGEST);
    }

    /** Takes in what time it is. */
    advance(now) {
        this.now = now;
        if (!this.following) return;
        this.#fit(this.chosen === "all" ? now - this.beginning : this.span);
        this.#tell();
    }

    /** One of {@link SPANS} up to the present. */
    choose(name) {
        const [, , span] = SPANS.find(([known]) => known === name) ?? SPANS[2];
        this.chosen = name;
        this.following = true;
        this.#fit(span ?? this.now - this.beginning);
        this.#tell();
    }

    /** Ends at the present again, with the same span. */
    follow() {
        this.following = true;
        this.#fit(this.span);
        this.#tell();
    }

    /** From one moment to another, within what there is. */
    set(from, to, earliest = this.earliest) {
        const longest = (this.now - earliest) / (1 - MARGIN);
        const span = Math.max(SHORTEST, Math.min(to - from, longest));
        const end = this.#end(span);
        const middle = (from + to) / 2;
        const right = Math.min(end, Math.max(middle + span / 2, earliest + span));
        this.from = right - span;
        this.to = right;
        this.following = right >= end - 1;
        this.chosen = null;
        this.#tell();
    }

    /** Shows `factor` times the span; the moment `anchor` stays where it is. */
    zoom(factor, anchor = this.following ? this.to : (this.from + this.to) / 2) {
        this.set(anchor - (anchor - this.from) * factor, anchor + (this.to - anchor) * factor);
    }

    /** Moves by a share of the span; later is positive. */
    pan(share) {
        const chosen = this.chosen;
        const by = share * this.span;
        this.set(this.from + by, this.to + by);
        if (this.following) this.chosen = chosen;
    }

    /** As an address keeps it: {range} or {from, to}. */
    get parameters() {
        if (this.following && this.chosen) return { range: this.chosen };
        const text = (ms) => new Date(ms).toISOString().slice(0, 19) + "Z";
        return this.following ? { span: String(Math.round(this.span / 1000)) } : { from: text(this.from), to: text(this.to) };
    }

    /** The other way round. What makes no sense leaves a day; what is older than the oldest reading may still come. */
    read(query) {
        const from = Date.parse(query.get("from")), to = Date.parse(query.get("to"));
        const span = Number(query.get("span")) * 1000;
        if (to > from) this.set(from, to, Math.min(this.beginning, this.now - UNKNOWN_PAST));
        else if (span > 0) this.set(this.#end(span) - span, this.#end(span));
        else this.choose(SPANS.some(([name]) => name === query.get("range")) ? query.get("range") : "1d");
    }

    #end(span) {
        return this.now + span * MARGIN;
    }

    #fit(asked) {
        // The oldest reading may be of now, or lie ahead where a clock was wrong.
        const span = Math.max(SHORTEST, asked);
        this.to = this.#end(span);
        this.from = this.to - span;
    }

    #tell() {
        this.dispatchEvent(new CustomEvent("change"));
    }
}

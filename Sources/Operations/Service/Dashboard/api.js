// The HTTP API of the own origin.

const BASE = "/api/v1";
const DEADLINE = 15_000;

/** Why an answer did not come, in words for people, with what to do. */
export class ApiError extends Error {
    constructor(message, hint, status) {
        super(message);
        this.hint = hint;
        this.status = status;
    }
}

/** Asks for a JSON document below `/api/v1`. */
export async function get(path, parameters = {}, signal = undefined) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
        for (const one of [value].flat()) query.append(name, one);
    }
    const text = query.toString();
    const address = `${BASE}${path}${text ? `?${text}` : ""}`;
    const limit = AbortSignal.timeout(DEADLINE);
    let response;
    try {
        response = await fetch(address, { signal: signal ? AbortSignal.any([signal, limit]) : limit });
    } catch (error) {
        if (signal?.aborted) throw error;
        throw new ApiError("Subkelvin does not answer.", "Is `subkelvin up` still running?", 0);
    }
    const body = await response.json().catch(() => null);
    if (response.ok && body !== null) return body;
    throw new ApiError(
        body?.error?.message ?? `The answer was ${response.status} ${response.statusText}.`, body?.error?.hint ?? "",
        response.status);
}

/** The address of a device's document or one of its parts. */
export function devicePath(device, part = "") {
    return `/devices/${encodeURIComponent(device)}${part ? `/${part}` : ""}`;
}

/** A range of times as parameters. */
export function between(from, to) {
    return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** The stream of live events. */
export const EVENTS = `${BASE}/events`;

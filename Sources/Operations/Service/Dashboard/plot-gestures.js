// Mouse, wheel, fingers and keys on a plot become changes of its range of time.

import { SPANS } from "./time-range.js";

const CLICK = 6;
const WHEEL = 1.0018;

/**
 * Listens on a plot.
 *
 * @param surface the element; `touch-action: pan-y` leaves vertical moves of a finger to the page.
 * @param plot {range, timeAt(clientX), pixels, mark(from, to), unmark(), hover(ms or null), toggleScale()}.
 */
export function listen(surface, plot) {
    const fingers = new Map();
    let drag = null;

    surface.addEventListener("pointerdown", (event) => {
        if (event.pointerType === "mouse" && event.button > 1) return;
        fingers.set(event.pointerId, event.clientX);
        const moves = event.pointerType !== "mouse" || event.shiftKey || event.button === 1;
        drag = { x: event.clientX, last: event.clientX, moves, id: event.pointerId };
        if (event.pointerType === "mouse") surface.setPointerCapture(event.pointerId);
    });

    surface.addEventListener("pointermove", (event) => {
        if (event.pointerType === "mouse" || !fingers.size) plot.hover(plot.timeAt(event.clientX));
        if (!fingers.has(event.pointerId)) return;
        if (fingers.size === 2) pinch(event);
        else if (drag?.moves) plot.range.pan((drag.last - event.clientX) / plot.pixels);
        else if (drag && Math.abs(event.clientX - drag.x) > CLICK) plot.mark(plot.timeAt(drag.x), plot.timeAt(event.clientX));
        fingers.set(event.pointerId, event.clientX);
        if (drag) drag.last = event.clientX;
    });

    function pinch(event) {
        const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, x]) => x);
        const before = Math.abs(fingers.get(event.pointerId) - other), after = Math.abs(event.clientX - other);
        if (before > 10 && after > 10) plot.range.zoom(before / after, plot.timeAt((event.clientX + other) / 2));
        drag = null;
    }

    const up = (event) => {
        fingers.delete(event.pointerId);
        if (drag && !drag.moves && event.type === "pointerup" && Math.abs(event.clientX - drag.x) > CLICK) {
            const times = [plot.timeAt(drag.x), plot.timeAt(event.clientX)].sort((a, b) => a - b);
            plot.range.set(...times);
        }
        plot.unmark();
        drag = null;
    };
    surface.addEventListener("pointerup", up);
    surface.addEventListener("pointercancel", up);
    surface.addEventListener("pointerleave", () => plot.hover(null));
    surface.addEventListener("dblclick", () => plot.range.follow());

    // The page scrolls over a plot as everywhere, unless one means the plot.
    surface.addEventListener("wheel", (event) => {
        const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
        if (!sideways && !event.ctrlKey && document.activeElement !== surface) return;
        event.preventDefault();
        if (sideways) plot.range.pan(event.deltaX / plot.pixels);
        else plot.range.zoom(Math.pow(WHEEL, event.deltaY), plot.timeAt(event.clientX));
    }, { passive: false });

    surface.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const step = event.shiftKey ? 0.9 : 0.2;
        const span = SPANS[Number(event.key) - 1];
        if (event.key === "ArrowLeft") plot.range.pan(-step);
        else if (event.key === "ArrowRight") plot.range.pan(step);
        else if (event.key === "+" || event.key === "=") plot.range.zoom(0.5);
        else if (event.key === "-" || event.key === "−") plot.range.zoom(2);
        else if (event.key === "0") plot.range.follow();
        else if (event.key === "l") plot.toggleScale();
        else if (span) plot.range.choose(span[0]);
        else return;
        event.preventDefault();
        event.stopPropagation();
    });
}

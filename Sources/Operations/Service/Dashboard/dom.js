// Elements from data, and their renewal in place.

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element: attributes that are null, undefined or false are left out, `true` stands without a value. */
export function h(tag, attributes = {}, ...children) {
    return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s(tag, attributes = {}, ...children) {
    return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        element.setAttribute(name, value === true ? "" : String(value));
    }
    for (const child of children.flat(Infinity)) {
        if (child === null || child === undefined || child === false) continue;
        element.append(child);
    }
    return element;
}

/**
 * Makes an element on the page like a newly built one, touching only what differs: focus, selection and scroll stay.
 *
 * Children with `data-key` are found again wherever they moved to; the others pair up in order. Listeners of the new tree are
 * lost, so what renews itself listens at its root.
 */
export function morph(old, next) {
    if (old.nodeType !== next.nodeType || old.nodeName !== next.nodeName) {
        old.replaceWith(next);
        return next;
    }
    if (old.nodeType === Node.TEXT_NODE) {
        if (old.data !== next.data) old.data = next.data;
        return old;
    }
    for (const { name } of [...old.attributes]) {
        // What a person opened stays open.
        if (!next.hasAttribute(name) && !(name === "open" && old.nodeName === "DETAILS")) old.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
        if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    morphChildren(old, [...next.childNodes]);
    return old;
}

function morphChildren(old, wanted) {
    const keyed = new Map();
    for (const child of old.children) {
        if (child.dataset?.key) keyed.set(child.dataset.key, child);
    }
    let place = old.firstChild;
    for (const next of wanted) {
        const key = next.dataset?.key;
        const match = key ? keyed.get(key) : place?.dataset?.key ? null : place;
        if (!match) {
            old.insertBefore(next, place);
            continue;
        }
        if (match !== place) old.insertBefore(match, place);
        place = morph(match, next).nextSibling;
    }
    while (place) {
        const rest = place.nextSibling;
        place.remove();
        place = rest;
    }
}

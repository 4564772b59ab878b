// Text and time as the phones show them. Everything said goes in as text nodes, never as HTML.

const LINK = /https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'’»]/g;

/** Return an element with a class, text and children. */
export function make(tag, { className, text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Return one of the drawings in icons.svg. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `/static/icons.svg#${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

/** Return a link that opens beside the page; anything but http(s) stays plain text. */
export function link(url, text) {
  if (!/^https?:\/\//i.test(url)) return document.createTextNode(text);
  return make("a", { text, href: url, target: "_blank", rel: "noopener noreferrer" });
}

/** Return a text as nodes, its web addresses as links. */
export function withLinks(text) {
  const nodes = [];
  let end = 0;
  for (const found of text.matchAll(LINK)) {
    nodes.push(document.createTextNode(text.slice(end, found.index)), link(found[0], found[0]));
    end = found.index + found[0].length;
  }
  nodes.push(document.createTextNode(text.slice(end)));
  return nodes;
}

const DAY = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const TIME = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

export const dayOf = (moment) => DAY.format(moment).replace(",", "");
export const timeOf = (moment) => TIME.format(moment);

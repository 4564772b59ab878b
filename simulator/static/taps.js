// What can be tapped under a message: quick-reply buttons, or a list behind a button.

import { icon, make } from "./words.js";

/** Return the buttons of a message. `tap(id)` posts the tap. */
export function buttonsOf(message, tap) {
  const row = make("div", { className: "taps", role: "group", "aria-label": "Quick replies" });
  for (const { id, title } of message.buttons) row.append(tapButton(id, title, tap));
  return row;
}

/** Return the list of a message: its button opens the items, and a pick closes them. */
export function listOf(message, tap) {
  const picker = make("details", { className: "taps picker" });
  const items = make("div", { className: "items", role: "group", "aria-label": message.list.button });
  const summary = make("summary", {}, icon("list"), make("span", { text: message.list.button, dir: "auto" }));
  for (const { id, title, description } of message.list.items) {
    const button = tapButton(id, title, (picked) => {
      picker.open = false;
      summary.focus({ preventScroll: true });
      tap(picked);
    });
    if (description) button.append(make("small", { text: description, dir: "auto" }));
    items.append(button);
  }
  picker.addEventListener("toggle", () => picker.open && picker.scrollIntoView({ block: "nearest" }));
  picker.append(summary, items);
  return picker;
}

/** Keep a list open, and what had the focus focused, when its message is drawn anew. */
export function carryOver(before, after) {
  const open = before.querySelector(".picker")?.open;
  if (open && after.querySelector(".picker")) after.querySelector(".picker").open = true;
  const focusable = (line) => [...line.querySelectorAll(".taps button, .taps summary")];
  const place = focusable(before).indexOf(document.activeElement);
  return () => focusable(after)[place]?.focus({ preventScroll: true });
}

function tapButton(id, title, tap) {
  const button = make("button", { type: "button", className: "tap" }, make("span", { text: title, dir: "auto" }));
  button.addEventListener("click", () => tap(id));
  return button;
}

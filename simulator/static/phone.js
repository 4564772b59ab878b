// One phone on the page: its chat, and what a person can do with it.

import { buttonsOf, carryOver, listOf } from "./taps.js";
import { dayOf, icon, link, make, timeOf, withLinks } from "./words.js";

const MOST_SHOWN = 2000;
const CHANNELS = { sms: "SMS", whatsapp: "WhatsApp" };
const TICKS = {
  sending: ["waiting", "waiting for the app"],
  delivered: ["answered", "the app answered"],
  failed: ["failed", "failed"],
};

export class PhoneView {
  /** Build the phone. `post(path, body)` talks to the simulator; `say(text)` tells the person something. */
  constructor(phone, post, say) {
    this.id = phone.id;
    this.post = post;
    this.say = say;
    this.shown = new Map();
    this.lastDay = "";
    this.lastSent = null;
    this.atEnd = true;
    this.element = document.getElementById("phone").content.firstElementChild.cloneNode(true);
    this.chat = this.element.querySelector(".chat");
    this.form = this.element.querySelector(".write");
    this.input = this.form.elements.body;
    this.#dress(phone);
    this.typing = make("li", { className: "typing", text: "typing…" });
    this.chat.append(make("li", { className: "empty", text: "Nothing yet. Say hello." }));
    this.#listen();
  }

  /** Show what is new; return whether anything arrived. */
  update(phone) {
    if (phone.name !== this.name) this.#dress(phone);
    this.#setSignal(phone.trouble);
    if (phone.messages.length) this.typing.remove(); // it stays below what is new
    const arrived = this.#showAll(phone.messages);
    if (phone.typing && !this.typing.isConnected) this.chat.append(this.typing);
    else if (!phone.typing) this.typing.remove();
    this.#keepAtEnd();
    return arrived;
  }

  #showAll(messages) {
    if (!messages.length) return false;
    this.chat.querySelector(".empty")?.remove();
    let arrived = false;
    for (const message of messages) {
      const before = this.shown.get(message.id);
      const element = this.#line(message);
      if (before) {
        const refocus = carryOver(before, element);
        before.replaceWith(element);
        refocus();
      } else {
        this.#startDay(message);
        this.chat.append(element);
        arrived = true;
      }
      this.shown.set(message.id, element);
    }
    this.#forgetOldest();
    return arrived;
  }

  #dress(phone) {
    this.name = phone.name;
    const what = `${phone.name}, ${CHANNELS[phone.channel]}`;
    this.element.id = `phone-${phone.id}`;
    this.element.dataset.channel = phone.channel;
    this.element.setAttribute("aria-label", what);
    this.element.querySelector(".avatar").textContent = [...phone.name.replace(/^\W+/u, "") || "?"][0];
    this.element.querySelector(".name").textContent = phone.name;
    this.element.querySelector(".address").textContent = phone.address.replace("whatsapp:", "");
    this.element.querySelector(".channel").textContent = CHANNELS[phone.channel];
    this.chat.setAttribute("aria-label", `Messages on ${phone.name}’s phone`);
    this.input.setAttribute("aria-label", `Text from ${phone.name}`);
    this.form.querySelector(".send").setAttribute("aria-label", `Send from ${phone.name}`);
    this.form.querySelector(".attach summary").setAttribute("aria-label", `Attach or try something on ${phone.name}’s phone`);
  }

  #listen() {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const body = this.#take();
      if (body) this.#send({ body });
    });
    this.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.chat.addEventListener("scroll", () => {
      this.atEnd = this.chat.scrollHeight - this.chat.scrollTop - this.chat.clientHeight < 80;
    });
    this.chat.addEventListener("load", () => this.#keepAtEnd(), true); // a picture has got its height
    new ResizeObserver(() => this.#keepAtEnd()).observe(this.chat);
    this.form.querySelector(".sheet").addEventListener("click", (event) => {
      const what = event.target.closest("[data-do]")?.dataset.do;
      if (!what) return;
      this.form.querySelector(".attach").open = false;
      this.input.focus({ preventScroll: true });
      this.#try(what);
    });
  }

  async #try(what) {
    if (what === "picture" || what === "voice") await this.#send({ body: this.#take(), media: what });
    else if (what === "location") await this.#send({ location: true });
    else if (what === "signal") await this.#do("trouble", { error_code: this.trouble ? null : 30003 });
    else {
      const body = this.#take();
      const sid = body ? await this.#send({ body }) : this.lastSent;
      if (sid) await this.#send({ sid });
      else this.say("Write something to send twice.");
    }
  }

  /** Stay with the newest message, unless the person has scrolled up to read. */
  #keepAtEnd() {
    if (this.atEnd) this.chat.scrollTop = this.chat.scrollHeight;
  }

  #take() {
    const body = this.input.value.trim();
    this.input.value = "";
    return body;
  }

  async #send(text) {
    this.atEnd = true;
    this.#keepAtEnd();
    return (await this.#do("texts", text))?.sid;
  }

  async #do(what, body) {
    try {
      return await this.post(`/api/phones/${this.id}/${what}`, body);
    } catch (error) {
      this.say(error.message);
      return null;
    }
  }

  #setSignal(trouble) {
    if (trouble === this.trouble) return;
    this.trouble = trouble;
    this.element.classList.toggle("no-signal", trouble !== null);
    this.element.querySelector(".channel").textContent =
      trouble === null ? CHANNELS[this.element.dataset.channel] : `No signal · ${trouble}`;
    this.form.querySelector("[data-do=signal]").setAttribute("aria-pressed", String(trouble !== null));
  }

  #startDay(message) {
    const day = dayOf(new Date(message.at));
    if (day === this.lastDay) return;
    this.lastDay = day;
    this.chat.append(make("li", { className: "day", text: day }));
  }

  #forgetOldest() {
    for (const [id, element] of this.shown) {
      if (this.shown.size <= MOST_SHOWN) return;
      element.remove();
      this.shown.delete(id);
    }
  }

  #line(message) {
    if (message.direction === "note") {
      return make("li", { className: `note ${message.status}` }, ...withLinks(message.body));
    }
    if (message.direction === "sent") this.lastSent = message.sid;
    const line = make("li", { className: `bubble ${message.direction}` });
    if (message.carrier) {
      line.classList.add("carrier");
      line.append(make("span", { className: "from", text: "From the carrier, not the app" }));
    }
    line.append(...message.media.map((piece) => mediaPiece(piece, message.body)));
    if (message.location) line.append(placePiece(message.location));
    if (message.body) line.append(make("p", { className: "body", dir: "auto" }, ...withLinks(message.body)));
    if (message.status !== "failed" && message.status !== "undelivered") {
      const tap = (id) => this.#send({ tap: id, of: message.sid });
      if (message.buttons.length) line.append(buttonsOf(message, tap));
      if (message.list) line.append(listOf(message, tap));
    }
    line.append(under(message));
    return line;
  }
}

function under(message) {
  const at = new Date(message.at);
  const line = make("p", { className: "under" }, make("time", { text: timeOf(at), datetime: message.at, title: `${dayOf(at)} ${timeOf(at)} UTC` }));
  if (message.direction === "sent") {
    const [drawing, meaning] = TICKS[message.status] ?? TICKS.delivered;
    const tick = make("span", { role: "img", "aria-label": meaning, title: meaning }, icon(drawing));
    if (message.status === "failed") tick.className = "bad";
    line.append(tick);
  } else if (message.status === "undelivered" || message.status === "failed") {
    line.append(make("span", { className: "bad", text: ["not delivered", message.error_code].filter(Boolean).join(" · ") }));
  }
  return line;
}

function mediaPiece({ url, content_type: type }, words) {
  const file = decodeURIComponentSafely(url.split(/[?#]/)[0].split("/").pop()) || url;
  // What the simulator itself serves is asked for by path: the page may be open under another of its names.
  const own = url.match(/\/2010-04-01\/.*/)?.[0];
  if (type.startsWith("audio/")) return make("audio", { src: own ?? url, controls: "", preload: "none", "aria-label": "Voice note" });
  const chip = make("p", { className: "piece" }, icon("clip"), link(url, file));
  if (!type.startsWith("image/") && !/\.(png|jpe?g|gif|webp)$/i.test(file)) return chip;
  const image = make("img", { src: own ?? url, alt: words || "Picture" });
  image.addEventListener("error", () => image.replaceWith(chip));
  return image;
}

function placePiece({ label, address }) {
  return make("p", { className: "piece" }, icon("pin"), make("span", { text: [label, address].filter(Boolean).join(", "), dir: "auto" }));
}

function decodeURIComponentSafely(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// The desk: keeps the phones and the clock up to date, and turns the clock.

import { PhoneView } from "./phone.js";
import { dayOf, make, timeOf } from "./words.js";

const $ = (id) => document.getElementById(id);
const views = new Map();
const tabs = new Map();
let clock = null;
let version = 0;
let run = null;

async function ask(path, options) {
  const answer = await fetch(path, options);
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.error ?? `The simulator answered ${answer.status}.`);
  return told;
}

const post = (path, body) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

let silence;
function say(text) {
  $("said").textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => ($("said").textContent = ""), 4000);
}

// Keeping up

async function keepUp() {
  for (let wait = 0; ; wait = 1) {
    try {
      show(await ask(`/api/state?since=${version}&wait=${wait}`));
    } catch {
      say("The simulator does not answer. Trying again.");
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

function show(state) {
  if (run !== null && state.run !== run) location.reload(); // the simulator was started afresh
  run = state.run;
  version = state.version;
  showClock(state.clock);
  for (const phone of state.phones) {
    const view = views.get(phone.id) ?? putOnDesk(phone);
    if (view.update(phone) && !isInView(view)) tabs.get(phone.id).classList.add("news");
  }
}

function showClock(iso) {
  clock = new Date(iso);
  $("clock").dateTime = iso;
  $("clock-day").textContent = dayOf(clock);
  $("clock-time").textContent = timeOf(clock);
  $("turn-moment").min = clock.toISOString().slice(0, 16);
}

// Phones and their tabs

function putOnDesk(phone) {
  const view = new PhoneView(phone, post, say);
  views.set(phone.id, view);
  const tab = make("button", { type: "button", text: phone.name });
  tab.addEventListener("click", () => view.element.scrollIntoView({ behavior: "smooth", inline: "center", block: "nearest" }));
  tabs.set(phone.id, tab);
  $("tabs").append(tab);
  $("phones").append(view.element);
  sight.observe(view.element);
  showTabs();
  return view;
}

const inView = new Set();
const isInView = (view) => inView.has(view.element);

const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      const id = target.id.replace("phone-", "");
      if (isIntersecting) inView.add(target);
      else inView.delete(target);
      if (isIntersecting) tabs.get(id).classList.remove("news");
      tabs.get(id).setAttribute("aria-current", String(isIntersecting));
    }
  },
  { root: $("phones"), threshold: 0.6 },
);

function showTabs() {
  $("tabs").hidden = $("phones").scrollWidth <= $("phones").clientWidth;
}

// Turning the clock

// One turn after the other, each once the house has said what was due by the one before: no reminder is overtaken.
let turns = Promise.resolve();
let waiting = 0;

function turn(how) {
  waiting += 1;
  $("clock").parentElement.setAttribute("aria-busy", "true");
  turns = turns.then(() => turned(how)).finally(() => {
    waiting -= 1;
    if (!waiting) $("clock").parentElement.removeAttribute("aria-busy");
  });
}

async function turned(how) {
  try {
    showClock((await post("/api/clock", { ...how, settle: true })).clock);
    say(`The clock now shows ${timeOf(clock)} on ${dayOf(clock)}, UTC.`);
  } catch (error) {
    say(error.message);
  }
}

for (const button of document.querySelectorAll("[data-seconds]")) {
  button.addEventListener("click", () => turn({ seconds: Number(button.dataset.seconds) }));
}

// On the click, not on "toggle": that comes later, and would write over what somebody quick has typed.
$("turn-menu").querySelector("summary").addEventListener("click", () => {
  if ($("turn-menu").open || clock === null) return;
  const soon = new Date(Math.ceil((clock.getTime() + 1) / 3_600_000) * 3_600_000);
  $("turn-moment").value = soon.toISOString().slice(0, 16);
});

$("turn-menu").addEventListener("toggle", () => {
  if ($("turn-menu").open) $("turn-moment").focus();
});

$("turn-to").addEventListener("submit", (event) => {
  event.preventDefault();
  $("turn-menu").open = false;
  turn({ to: `${$("turn-moment").value}:00Z` });
});

// Adding a phone

const dialog = $("new-phone");
const kinds = {
  sms: ["Number", () => "+4477009001" + String(views.size).padStart(2, "0")],
  whatsapp: ["Number", () => "+4477009002" + String(views.size).padStart(2, "0")],
  id: ["WhatsApp id", () => "US." + crypto.getRandomValues(new BigUint64Array(1))[0].toString().padStart(15, "1").slice(0, 15)],
};

function suggestAddress() {
  const [label, suggest] = kinds[dialog.querySelector("[name=kind]:checked").value];
  $("new-address-label").textContent = label;
  $("new-address").value = suggest();
}

$("add-phone").addEventListener("click", () => {
  dialog.querySelector("form").reset();
  $("new-trouble").textContent = "";
  suggestAddress();
  dialog.showModal();
});

$("new-cancel").addEventListener("click", () => dialog.close());
for (const radio of dialog.querySelectorAll("[name=kind]")) radio.addEventListener("change", suggestAddress);

dialog.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const channel = dialog.querySelector("[name=kind]:checked").value === "sms" ? "" : "whatsapp:";
  const address = channel + $("new-address").value.replace(/^whatsapp:/, "").replace(/[\s()-]/g, "");
  try {
    const phone = await post("/api/phones", { name: $("new-name").value, address });
    dialog.close();
    const view = views.get(phone.id) ?? putOnDesk(phone);
    view.element.scrollIntoView({ inline: "center", block: "nearest" });
    view.input.focus({ preventScroll: true });
  } catch (error) {
    $("new-trouble").textContent = error.message;
  }
});

// Menus close when a person turns to something else

function closeMenus(except) {
  for (const menu of document.querySelectorAll(".menu[open]")) if (menu !== except) menu.open = false;
}

document.addEventListener("click", (event) => closeMenus(event.target.closest(".menu")));
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector(".menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
addEventListener("resize", showTabs);

keepUp();

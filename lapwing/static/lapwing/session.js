// Staying signed in: a warning before the end, a cover after it, and nothing that was typed is lost.
// The server decides by its own clock; this file only asks, says and keeps. Without it, the server still ends
// the session, and shows a form that came too late to its person when they are back.
import { keep, restore, forget } from "./kept.js";

const dialog = document.getElementById("lw-staying");
const BACKGROUND = { "Lapwing-Background": "1" };
const SHARED = "lapwing.session";
const ACTIVE_EVERY = 4 * 60;

if (dialog) start(dialog.dataset);

// What a page asks for by itself is no sign that somebody is there.
document.body.addEventListener("htmx:configRequest", (event) => {
  const trigger = event.detail.elt.getAttribute("hx-trigger") || "";
  if (/\b(every|load|revealed|intersect)\b/.test(trigger)) event.detail.headers["Lapwing-Background"] = "1";
});

function start(given) {
  const account = given.account;
  const channel = "BroadcastChannel" in window ? new BroadcastChannel(SHARED) : null;
  const form = document.getElementById("lw-staying-form");
  const clock = document.getElementById("lw-staying-clock");
  const said = document.getElementById("lw-staying-said");
  const warn = Number(given.warn);
  let ends = { idle: 0, whole: 0, wall: 0, steady: 0 };
  let over = false;
  let asking = false;
  let lastSaid = "";
  let renewed = 0;
  // until the server was asked, the warning is not believed
  let confirmed = false;

  set(Number(given.idle), Number(given.whole), true, moment());
  restore(account);
  setInterval(tick, 1000);

  // Seconds since the server said how long is left. A sleeping computer stops one clock, a person who sets
  // the time moves the other: the longer counts.
  function gone() {
    return Math.max((Date.now() - ends.wall) / 1000, (performance.now() - ends.steady) / 1000, 0);
  }

  function left() {
    return Math.min(ends.idle, ends.whole) - gone();
  }

  function moment() {
    return { wall: Date.now(), steady: performance.now() };
  }

  // ``since`` is when the server was asked, not when its answer came: a computer may have slept in between.
  function set(idle, whole, share, since) {
    ends = { idle, whole, ...since };
    confirmed = false;
    if (!share) return;
    renewed = Date.now();
    tell({ what: "alive", account, idle, whole });
  }

  function tell(message) {
    channel?.postMessage(message);
    try {
      localStorage.setItem(SHARED, JSON.stringify({ ...message, at: Date.now() }));
    } catch { /* storage may be full or forbidden: each tab then asks the server itself */ }
  }

  function hear(message) {
    if (over || !message) return;
    if (message.what === "signed-out") {
      forget();
      cover(false);
    } else if (message.account !== account) {
      cover(true);
    } else if (message.what === "over") {
      ask();
    } else if (message.what === "alive" && Math.min(message.idle, message.whole) > left()) {
      set(message.idle, message.whole, false, moment());
      closeWarning();
    }
  }

  channel?.addEventListener("message", (event) => hear(event.data));
  addEventListener("storage", (event) => {
    if (event.key === SHARED && event.newValue) hear(JSON.parse(event.newValue));
  });

  function tick() {
    if (over) return;
    const seconds = Math.ceil(left());
    if (seconds > warn) return closeWarning();
    if (seconds <= 0) return ask();
    if (!confirmed) return ask();
    openWarning(seconds);
  }

  // How long is left by the server's clock. It says nothing when nobody is signed in any more.
  async function ask() {
    if (asking || over) return;
    asking = true;
    const since = moment();
    try {
      const answer = await fetch(given.stateUrl, { headers: BACKGROUND, redirect: "manual", cache: "no-store" });
      if (isOut(answer)) return cover(true);
      // where little enough is left by now, the next tick asks again
      take(await answer.json(), false, since);
      confirmed = true;
    } catch {
      // no network, or a server that cannot say: what is known here must do
      confirmed = true;
      if (left() <= 0) cover(true);
    } finally {
      asking = false;
    }
  }

  // Whoever is signed out is led to the sign-in page, which is not followed here.
  function isOut(answer) {
    return answer.type === "opaqueredirect" || answer.status === 401;
  }

  function take(answer, share, since) {
    if (answer.account !== account) return cover(true);
    set(answer.idle, answer.whole, share, since);
    for (const box of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) box.value = answer.token;
  }

  async function stay() {
    const since = moment();
    try {
      const body = new FormData(form);
      const answer = await fetch(given.stayUrl, { method: "POST", body, redirect: "manual" });
      if (isOut(answer)) return cover(true);
      take(await answer.json(), true, since);
      closeWarning();
    } catch {
      say("Lapwing cannot be reached. Try again.");
    }
  }

  function openWarning(seconds) {
    if (!dialog.open) dialog.showModal();
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const steps = [[20, "20 seconds"], [60, "1 minute"], [120, "2 minutes"]];
    const step = steps.find(([most]) => seconds <= most) || [0, `${Math.ceil(seconds / 60)} minutes`];
    say(`You will be signed out in ${step[1]}.`);
  }

  function say(words) {
    if (words === lastSaid) return;
    lastSaid = words;
    said.textContent = words;
  }

  function closeWarning() {
    lastSaid = "";
    if (dialog.open) dialog.close();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    stay();
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stay();
  });

  // Somebody who is writing is there, though nothing is sent for long.
  document.addEventListener("input", (event) => {
    if (event.isTrusted && !over && !dialog.open && Date.now() - renewed > ACTIVE_EVERY * 1000) {
      renewed = Date.now();
      stay();
    }
  });

  // Nothing personal stays on the screen or behind it.
  function cover(keeping) {
    if (over) return;
    over = true;
    const kept = keeping && keep(account);
    const words = document.getElementById("lw-covered").content.cloneNode(true);
    if (kept) words.querySelector("[data-when=kept]").hidden = false;
    const here = location.pathname + location.search;
    words.querySelector("[data-sign-in]").href = `${given.signInUrl}?next=${encodeURIComponent(here)}`;
    document.title = "Signed out – Lapwing";
    document.body.replaceChildren(words);
    document.querySelector("h1").focus();
    if (keeping) tell({ what: "over", account });
  }

  // Part of a page that was asked for too late: cover the page before it is left, so that what was typed is kept.
  document.body.addEventListener("htmx:beforeOnLoad", (event) => {
    const request = event.detail.xhr;
    if (request.status !== 401 || !request.getResponseHeader("HX-Redirect")) return;
    event.preventDefault();
    ask();
  });

  // Signing out here signs out, and forgets, in every tab.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-sign-out]")) return;
    forget();
    tell({ what: "signed-out", account });
  });

  // A computer that wakes, a tab that comes back, a page from the browser's memory: ask at once.
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && (left() <= warn || gone() > 60)) ask();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) ask();
  });
}

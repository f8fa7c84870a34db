// The review page works without this file. With it, a field shows its lines, and a line shows its field.
const root = document.querySelector(".rv");
const doc = document.getElementById("document");
const side = () => document.getElementById("review");
const narrow = matchMedia("(max-width: 60em)");

// A row of a text's table may be one line: the first of its cells has the line's id, the others name it.
const numberOf = (line) => line.dataset.line ?? line.id.slice(1);

function spanOf(element) {
  const [first, last] = element.dataset.lines.split(" ").map(Number);
  return { first, last, element };
}

// Narrow windows show one side at a time, as tabs.
function show(which) {
  if (!doc) return;
  root.classList.toggle("shows-document", which === "document");
  for (const link of root.querySelectorAll(".rv-switch__link")) {
    if (link.hash === `#${which}`) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function showLines({ first, last }, { scroll = true } = {}) {
  if (!doc) return;
  for (const line of doc.querySelectorAll(".is-shown")) line.classList.remove("is-shown");
  let top = null;
  for (let number = first; number <= last; number += 1) {
    for (const line of doc.querySelectorAll(`#l${number}, [data-line="${number}"]`)) {
      line.classList.add("is-shown");
      top ??= line;
    }
  }
  if (!top || !scroll || narrow.matches && !root.classList.contains("shows-document")) return;
  const box = doc.getBoundingClientRect();
  const at = top.getBoundingClientRect();
  if (narrow.matches) top.scrollIntoView({ block: "center" });
  else if (at.top < box.top + 40 || at.bottom > box.bottom - 80) doc.scrollTop += at.top - box.top - box.height / 4;
}

function choose(element, options) {
  for (const other of side().querySelectorAll(".is-chosen")) other.classList.remove("is-chosen");
  element.closest(".rv-part, .rv-owner, .rv-action, .rv-q, .rv-other, .rv-line")?.classList.add("is-chosen");
  showLines(spanOf(element), options);
}

// The field that was read from a line: the one that has its words, else the narrowest.
function fieldAt(line) {
  const number = Number(numberOf(line));
  const words = plain(line.lastChild.textContent);
  const found = [...side().querySelectorAll(".rv-draft [data-lines]:not(a)")]
    .map(spanOf)
    .filter(({ first, last }) => first <= number && number <= last);
  const says = ({ element }) => !element.matches(".rv-action") && plain(element.textContent).includes(words);
  const narrowest = (a, b) => a.last - a.first - (b.last - b.first) || (a.element.contains(b.element) ? 1 : -1);
  return (found.find(says) ?? found.sort(narrowest)[0])?.element;
}

function plain(text) {
  return text.replace(/^[\s•●○▪◦–*-]+/, "").replace(/\s+/g, " ").trim().toLowerCase();
}

function openAround(element) {
  for (let at = element.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
}

document.addEventListener("click", (event) => {
  const source = event.target.closest("a.rv-source");
  if (source) {
    event.preventDefault();
    if (narrow.matches) show("document");
    choose(source);
    return;
  }
  const tab = event.target.closest(".rv-switch__link");
  if (tab) {
    event.preventDefault();
    show(tab.hash.slice(1));
    return;
  }
  const jump = event.target.closest('.rv-side a[href^="#"]');
  if (jump) {
    const to = document.getElementById(jump.hash.slice(1));
    if (to) openAround(to);
    return;
  }
  if (event.target.closest("a, button, input, select, textarea, label, summary") || String(getSelection())) return;
  const line = event.target.closest(".rv-l");
  if (line) return chooseLine(line);
  const field = event.target.closest(".rv-side [data-lines]");
  if (field) choose(field);
});

function chooseLine(line) {
  const field = fieldAt(line);
  if (!field) {
    document.getElementById(`l${numberOf(line)}`)?.querySelector(".rv-n").click();
    return;
  }
  if (narrow.matches) show("review");
  openAround(field);
  choose(field, { scroll: false });
  field.scrollIntoView({ block: "center" });
}

// What has the focus shows where it was read, so that the keyboard does as the mouse.
document.addEventListener("focusin", (event) => {
  if (narrow.matches || !event.target.matches(":focus-visible")) return;
  const field = event.target.closest(".rv-side [data-lines]");
  if (field) choose(field);
});

function markRead(stretches) {
  for (const line of doc.querySelectorAll(".rv-l")) {
    const number = Number(numberOf(line));
    line.classList.toggle("is-read", stretches.some(([first, last]) => first <= number && number <= last));
  }
}

// Which lines are in the draft changes with it; a chosen line or field shows at once.
function settle() {
  if (!doc) return;
  const draft = side().querySelector("[data-read]");
  if (draft) markRead(draft.dataset.read.split(" ").map((stretch) => stretch.split("-").map(Number)));
  const opened = side().querySelector(".rv-change[data-show], .rv-line");
  if (!opened) return;
  if (opened.dataset.lines) showLines(spanOf(opened));
  if (narrow.matches) show("review");
  opened.scrollIntoView({ block: "nearest" });
}

// Groups that somebody opened stay open when the draft comes anew.
let openBefore = [];
document.body.addEventListener("htmx:beforeSwap", () => {
  openBefore = [...side().querySelectorAll("details[open][id]")].map((details) => details.id);
});
document.body.addEventListener("htmx:afterSettle", () => {
  for (const id of openBefore) {
    const details = document.getElementById(id);
    if (details) details.open = true;
  }
  settle();
  if (document.activeElement !== document.body) return;
  const heading = side().querySelector("#change-title, #line") ?? document.getElementById("rv-status");
  heading?.focus({ preventScroll: true });
});

if (root) {
  root.classList.add("is-tabbed");
  show("review");
  settle();
  const to = document.getElementById(location.hash.slice(1));
  if (to?.closest(".rv-side")) {
    openAround(to);
    to.scrollIntoView();
  }
}

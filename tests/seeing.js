// What a person loses of a page: text that is cut off, covered or gone, and controls that do nothing. Run in a
// page by tests/seeing.py, which gives `mayScroll`, `shortened` and `scripted`: selectors of what is so on purpose.

const FOR_EARS =
  ".govuk-visually-hidden, .govuk-skip-link, title, script, style, noscript, template, svg, option, " +
  "dialog:not([open])";
// On a phone each value stands after its column's name, and the row of headings is for ears.
const HEADINGS = ".lw-table thead";

function forEars(element) {
  for (let at = element; at; at = at.parentElement) {
    if (at.matches(FOR_EARS)) return true;
    if (at.matches(HEADINGS) && getComputedStyle(at).position === "absolute") return true;
  }
  return false;
}

const visible = (element) => element.checkVisibility({ checkVisibilityCSS: true });
const brief = (words) => `“${words.replace(/\s+/g, " ").trim().slice(0, 60)}”`;

// Every visible text, with the boxes of its lines.
function texts(within = document.body) {
  const found = [];
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const words = node.data.trim();
    const element = node.parentElement;
    if (!words || forEars(element) || !visible(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter((box) => box.width > 1 && box.height > 1);
    if (boxes.length) found.push({ node, element, words, boxes });
  }
  return found;
}

// Fields and buttons that can be seen, without those whose label is drawn over them.
function controls(selector, besides) {
  const found = [...document.querySelectorAll(selector)];
  return found.filter((each) => visible(each) && !forEars(each) && !besides.includes(each.type));
}

// Letters reach a little over and under their line, which cuts nothing off.
const over = (line, box) => line.top < box.top - line.height / 4 || line.bottom > box.bottom + line.height / 4;
const beside = (line, box) => line.left < box.left - 1.5 || line.right > box.right + 1.5;

// What keeps a line of text from being seen whole.
function cutBy(element, line) {
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    const { display, overflowX, overflowY } = getComputedStyle(at);
    if (display === "inline" || display === "contents") continue;
    const box = at.getBoundingClientRect();
    if (["hidden", "clip"].includes(overflowX) && beside(line, box)) return at;
    if (["hidden", "clip"].includes(overflowY) && over(line, box)) return at;
    const scrolls = ["auto", "scroll"].includes(overflowX) && at.scrollWidth > at.clientWidth + 1;
    if (scrolls) return at.matches(mayScroll) ? null : at;
  }
  return null;
}

function cut() {
  const pane = { left: -scrollX, right: document.documentElement.clientWidth - scrollX };
  const found = [];
  for (const { element, words, boxes } of texts()) {
    if (element.closest(shortened)) continue;
    for (const line of boxes) {
      const by = cutBy(element, line);
      if (by) found.push(`${brief(words)} is cut by, or scrolls in, <${by.localName} class="${by.className}">`);
      else if (beside(line, pane) && !element.closest(mayScroll)) found.push(`${brief(words)} leaves the window`);
      else continue;
      break;
    }
  }
  for (const control of controls("button, input, select, textarea, .govuk-button", ["hidden", "checkbox", "radio"])) {
    const name = brief(control.textContent || control.name || control.id);
    const box = control.getBoundingClientRect();
    const style = getComputedStyle(control);
    const room = control.clientHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    const lines = texts(control).flatMap(({ boxes }) => boxes);
    if (beside(box, pane)) found.push(`the ${control.localName} ${name} leaves the window`);
    if (control.matches("input, select") && room < parseFloat(style.fontSize))
      found.push(`the ${control.localName} ${name} is lower than its words`);
    if (control.matches(".govuk-button, button") && lines.some((line) => over(line, box) || beside(line, box)))
      found.push(`the words of the button ${name} do not fit it`);
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  return found;
}

// What of a line can be seen in the boxes that scroll around it.
function seen(element, { left, right, top, bottom, height }) {
  const line = { left, right, top, bottom, height };
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflowX === "visible") continue;
    const box = at.getBoundingClientRect();
    line.left = Math.max(line.left, box.left);
    line.right = Math.min(line.right, box.right);
    line.top = Math.max(line.top, box.top);
    line.bottom = Math.min(line.bottom, box.bottom);
  }
  return line.right > line.left && line.bottom > line.top ? line : null;
}

// Two texts, or a text and a control, that stand on the same spot.
function covered() {
  const all = texts().flatMap(({ element, words, boxes }) =>
    boxes.map((line) => ({ box: seen(element, line), element, words })),
  );
  for (const control of controls("button, input, select, textarea, summary, img", ["hidden", "checkbox", "radio"])) {
    const box = seen(control, control.getBoundingClientRect());
    all.push({ box, element: control, words: control.name || control.localName });
  }
  const boxes = all.filter(({ box }) => box).sort((a, b) => a.box.top - b.box.top);
  const found = new Set();
  boxes.forEach((one, index) => {
    for (let next = index + 1; next < boxes.length && boxes[next].box.top < one.box.bottom; next += 1) {
      const other = boxes[next];
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 3 && down > 0.35 * Math.min(one.box.height, other.box.height))
        found.add(`${brief(one.words)} and ${brief(other.words)} lie on each other`);
    }
  });
  return [...found];
}

// Makes text twice as large, as readers do; what is gone then, or has not grown.
function grown() {
  const sizes = () => new Map(texts().map(({ node, element }) => [node, parseFloat(getComputedStyle(element).fontSize)]));
  const before = sizes();
  document.documentElement.style.fontSize = "200%";
  const after = sizes();
  return [...before].flatMap(([node, size]) => {
    if (!after.has(node)) return [`${brief(node.data)} is gone`];
    return after.get(node) < 1.9 * size ? [`${brief(node.data)} does not grow`] : [];
  });
}

const path = (address) => new URL(address, location.href).pathname;
const leads = (part, to) =>
  part.matches("a[href], form") || [...part.querySelectorAll("a[href]")].some((link) => path(link.href) === path(to));

// What does nothing, or is never shown, where no script runs.
function idle() {
  const found = [];
  // what is closed can be opened without a script
  for (const closed of document.querySelectorAll("details")) closed.open = true;
  const main = document.querySelector("main");
  if (!main?.querySelector("h1")) found.push("there is no heading");
  for (const button of controls("button, input[type=button], [role=button]:not(a[href])", [])) {
    if (button.type !== "submit" || !button.form) found.push(`the button ${brief(button.textContent)} does nothing`);
  }
  for (const link of document.querySelectorAll("a")) {
    const to = link.getAttribute("href") ?? "";
    const within = /^#(.+)/.exec(to)?.[1];
    const nowhere = !to || to === "#" || to.startsWith("javascript:");
    if (visible(link) && (nowhere || (within && !document.getElementById(decodeURIComponent(within)))))
      found.push(`the link ${brief(link.textContent)} leads nowhere`);
  }
  for (const form of document.querySelectorAll("form")) {
    if (!visible(form)) continue;
    const to = form.getAttribute("action") ?? "this page";
    const sends = [...form.elements].some((each) => each.matches("button, input") && each.type === "submit" && visible(each));
    if (!sends) found.push(`the form to ${to} has no button`);
    if (form.method === "post" && !form.elements.csrfmiddlewaretoken) found.push(`the form to ${to} would be refused`);
    if (!["get", "post"].includes(form.method)) found.push(`the form to ${to} is sent as ${form.method}`);
  }
  for (const part of document.querySelectorAll("[hx-get], [hx-post]")) {
    const to = part.getAttribute("hx-get") ?? part.getAttribute("hx-post");
    if (!leads(part, to)) found.push(`what ${to} would bring cannot be had`);
  }
  for (const part of main?.querySelectorAll("[hidden]") ?? []) {
    if (part.textContent.trim() && !part.closest(scripted)) found.push(`${brief(part.textContent)} stays hidden`);
  }
  return found;
}

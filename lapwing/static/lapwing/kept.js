// What was typed when the time ran out: kept in this tab alone, for the same account, until it is back on its page.
const NAME = "lapwing.kept";
const LONGEST = 12 * 60 * 60 * 1000;
const NEVER = "[type=password], [type=file], [type=hidden], [type=submit], [type=button], [type=image], [data-keep=no]";
const SECRET = /one-time-code|current-password|new-password|cc-/;

function boxes(form) {
  return [...form.elements].filter(
    (box) => box.name && !box.disabled && box.matches("input, textarea, select") && !box.matches(NEVER)
      && !SECRET.test(box.autocomplete || ""),
  );
}

function isTick(box) {
  return box.type === "checkbox" || box.type === "radio";
}

function isChanged(box) {
  if (isTick(box)) return box.checked !== box.defaultChecked;
  if (box.tagName !== "SELECT") return box.value !== box.defaultValue;
  const set = [...box.options].filter((option) => option.defaultSelected);
  return set.length ? !set.every((option) => option.selected) : box.selectedIndex > 0;
}

function valueOf(box) {
  if (isTick(box)) return box.checked;
  return box.multiple ? [...box.selectedOptions].map((option) => option.value) : box.value;
}

function forms() {
  return [...document.querySelectorAll("main form")].filter((form) => form.method === "post");
}

// Keeps every form in which something was typed; whether there was one.
export function keep(account) {
  const refused = document.querySelector(".govuk-error-summary");
  const found = forms()
    .map((form, index) => ({ form, index }))
    .filter(({ form }) => refused || boxes(form).some(isChanged))
    .map(({ form, index }) => ({
      index,
      address: new URL(form.action).pathname,
      files: [...form.elements].some((box) => box.type === "file" && box.files.length),
      fields: boxes(form).map((box) => ({
        name: box.name,
        value: isTick(box) ? box.value : "",
        set: valueOf(box),
        label: box.labels?.[0]?.textContent.trim() || box.name,
      })),
    }))
    .filter((each) => each.fields.length || each.files);
  if (!found.length) return false;
  try {
    const here = location.pathname + location.search;
    sessionStorage.setItem(NAME, JSON.stringify({ account, here, at: Date.now(), forms: found }));
    return true;
  } catch {
    return false;
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(NAME);
  } catch { /* nothing can be kept here, so there is nothing to forget */ }
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(NAME));
  } catch {
    return null;
  }
}

// Puts back what this account typed on this page, and says so. What is somebody else's is thrown away unseen.
export function restore(account) {
  const held = kept();
  if (!held) return;
  if (held.account !== account || Date.now() - held.at > LONGEST) return forget();
  if (held.here !== location.pathname + location.search) return;
  forget();
  const results = held.forms.map(fill);
  const lost = results.flatMap((each) => each.lost);
  const files = held.forms.some((each) => each.files);
  if (!lost.length && !files && !results.some((each) => each.changed)) return;
  tell(lost, files);
}

function fill(held) {
  const among = forms();
  const form = [among[held.index], ...among].find((each) => each && new URL(each.action).pathname === held.address);
  let changed = false;
  const lost = [];
  const used = new Set();
  for (const field of held.fields) {
    const box = form && boxes(form).find(
      (each) => each.name === field.name && !used.has(each) && (!isTick(each) || each.value === field.value),
    );
    if (!box) {
      if (typeof field.set === "string" && field.set) lost.push(`${field.label}: ${field.set}`);
      continue;
    }
    used.add(box);
    if (JSON.stringify(valueOf(box)) === JSON.stringify(field.set)) continue;
    if (isTick(box)) box.checked = field.set;
    else if (box.multiple) for (const option of box.options) option.selected = field.set.includes(option.value);
    else box.value = field.set;
    changed = true;
    box.dispatchEvent(new Event(isTick(box) || box.tagName === "SELECT" ? "change" : "input", { bubbles: true }));
    // radios that open further boxes do so at a click
    if (isTick(box) && box.checked && box.getAttribute("aria-controls")) {
      document.getElementById(box.getAttribute("aria-controls"))?.classList.remove("govuk-radios__conditional--hidden", "govuk-checkboxes__conditional--hidden");
    }
  }
  return { changed, lost };
}

function tell(lost, files) {
  const words = document.getElementById("lw-restored").content.cloneNode(true);
  if (files) words.querySelector("[data-when=files]").hidden = false;
  if (lost.length) {
    const details = words.querySelector("[data-when=lost]");
    details.hidden = false;
    for (const line of lost) {
      const item = document.createElement("li");
      item.textContent = line;
      details.querySelector("ul").append(item);
    }
  }
  document.querySelector("main").prepend(words);
  // said once more to screen readers, which miss what stood there when the page was made
  const box = document.getElementById("lw-restored-words");
  box.tabIndex = -1;
  box.focus();
}

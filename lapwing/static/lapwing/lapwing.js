// Everything works without this file; with it, errors take the focus, menus close and rows open on a click.
import { initAll } from "../vendor/govuk-frontend.min.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
document.body.addEventListener("htmx:afterSettle", (event) => initAll({ scope: event.detail.elt }));
document.addEventListener("lapwing:shown", (event) => initAll({ scope: event.detail }));

// Filters left open stay out of the address.
document.body.addEventListener("htmx:configRequest", (event) => {
  if (!event.detail.elt.matches(".lw-filters")) return;
  for (const [name, value] of [...event.detail.formData]) {
    if (value === "") event.detail.formData.delete(name);
  }
});

function closeMenus(except) {
  for (const menu of document.querySelectorAll(".lw-menu[open], .lw-asat[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => {
  closeMenus(event.target.closest(".lw-menu, .lw-asat"));
  openRow(event);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.activeElement?.closest(".lw-menu[open], .lw-asat[open]");
  closeMenus(null);
  menu?.querySelector("summary").focus();
});

// Control and / lead to the search box. Never / alone: speech would set off a single letter (WCAG 2.1.4).
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || !event.ctrlKey) return;
  const box = document.getElementById("site-search");
  if (!box) return;
  event.preventDefault();
  box.focus();
});

// An address to be pasted elsewhere is copied with a press; where that is not allowed it is selected.
document.addEventListener("click", async (event) => {
  const box = document.getElementById(event.target.closest("[data-copies]")?.dataset.copies);
  if (!box) return;
  const said = box.closest(".lw-copy").querySelector(".lw-copy__said");
  box.select();
  try {
    await navigator.clipboard.writeText(box.value);
    said.textContent = "It is copied.";
  } catch {
    said.textContent = "It is selected. Press Control and C to copy it.";
  }
});

// A click anywhere on a row follows its link, unless it meant another control or selected text.
function openRow(event) {
  const row = event.target.closest(".lw-table__row--link");
  const link = row?.querySelector(".lw-table__link");
  if (!link || event.target.closest("a, button, input, select, textarea, label, summary")) return;
  if (event.button !== 0 || String(getSelection())) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href, "_blank", "noopener");
  else link.click();
}

// Details that hold what a page in print must show stand open while it prints.
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not(.lw-asat)")) {
    if (!details.open) { details.open = true; details.dataset.closed = "yes"; }
  }
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-closed]")) {
    details.open = false;
    delete details.dataset.closed;
  }
});

// How many rows are picked, said beside what can be done to them.
document.addEventListener("change", (event) => {
  const form = event.target.closest(".lw-pick__box")?.form;
  if (!form) return;
  const count = form.querySelector(".lw-bulk__count");
  const picked = [...form.elements].filter((box) => box.matches(".lw-pick__box:checked")).length;
  const noun = picked === 1 ? count.dataset.noun : count.dataset.nouns;
  count.textContent = picked ? `With the ${picked} ${noun} picked:` : "With those picked:";
});

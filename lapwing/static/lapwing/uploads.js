// How far a file has been sent. The form is sent as it would be without this file, by a request that says how far
// it is; where that cannot be had, or the answer is not understood, the form is sent as ever.

const SAID_AT = 25;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.enctype !== "multipart/form-data" || form.method !== "post") return;
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((field) => [...field.files]);
  if (!files.length) return;
  event.preventDefault();
  send(form, event.submitter, files.map((file) => file.name).join(", "));
});

function send(form, submitter, name) {
  const shown = show(form, name);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("Lapwing-Upload", "1");
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) shown.reached(Math.floor((100 * event.loaded) / event.total));
  });
  request.upload.addEventListener("load", () => shown.sent());
  request.addEventListener("load", () => take(request, form, shown));
  request.addEventListener("error", () => shown.failed());
  request.addEventListener("abort", () => shown.failed());
  const body = new FormData(form, submitter);
  for (const button of form.querySelectorAll("button")) button.disabled = true;
  request.send(body);
}

// The bar, below the buttons, and a line that is read aloud at each quarter.
function show(form, name) {
  form.querySelector(".lw-upload")?.remove();
  const box = document.createElement("div");
  box.className = "lw-upload";
  const words = document.createElement("p");
  const bar = document.createElement("progress");
  const aloud = document.createElement("p");
  bar.max = 100;
  bar.value = 0;
  bar.className = "lw-work__bar";
  bar.setAttribute("aria-label", "How far the file is sent");
  aloud.className = "govuk-visually-hidden";
  aloud.setAttribute("role", "status");
  words.textContent = `Sending ${name}`;
  box.append(words, bar, aloud);
  form.append(box);
  return {
    reached(percent) {
      bar.value = percent;
      words.textContent = `Sending ${name}: ${percent}%`;
      const said = `${Math.floor(percent / SAID_AT) * SAID_AT} per cent sent.`;
      if (aloud.textContent !== said) aloud.textContent = said;
    },
    sent() {
      bar.removeAttribute("value");
      words.textContent = aloud.textContent = `${name} has arrived and is being looked at.`;
    },
    failed() {
      bar.remove();
      words.textContent = aloud.textContent =
        "The file was not sent: Lapwing could not be reached. It is still chosen here, so you can try again.";
      for (const button of form.querySelectorAll("button")) button.disabled = false;
    },
  };
}

// Where it led, or the same page with what was wrong.
function take(request, form, shown) {
  const next = request.getResponseHeader("Lapwing-Go-To");
  if (next) return location.assign(next);
  const answer = new DOMParser().parseFromString(request.responseText, "text/html");
  const main = answer.getElementById("main-content");
  if (!main) return shown.failed();
  document.title = answer.title;
  document.getElementById("main-content").replaceWith(main);
  document.dispatchEvent(new CustomEvent("lapwing:shown", { detail: main }));
  scrollTo(0, 0);
}

// Back from where it led, by the browser's memory: the form can be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const box of document.querySelectorAll(".lw-upload")) {
    for (const button of box.closest("form").querySelectorAll("button")) button.disabled = false;
    box.remove();
  }
});

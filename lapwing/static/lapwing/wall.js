// A plan on a screen: asks for the page again, and says plainly when it could not be brought up to date.
// Without this file the page asks for itself.
const every = Number(document.querySelector("[data-wall]")?.dataset.every) * 1000;
const ENDED = "This screen is signed out, or its display has ended. Nothing is shown any more.";

if (every > 0) setInterval(refresh, every);

async function refresh() {
  try {
    // nobody need be there for this: it is no use of anybody's session
    const answer = await fetch(location.href, { headers: { "Lapwing-Background": "1" }, redirect: "manual", cache: "no-store" });
    // led elsewhere: to sign in
    if (answer.status === 404 || answer.type === "opaqueredirect") return end();
    if (!answer.ok) return failed();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-wall]");
    if (!page) return failed();
    document.querySelector("[data-wall]").replaceWith(page);
  } catch {
    failed();
  }
}

function failed() {
  const now = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const line = document.querySelector("[data-wall-failed]");
  if (line) line.textContent = `It could not be brought up to date at ${now}. What you see is as old as the time above says.`;
}

function end() {
  const wall = document.querySelector("[data-wall]");
  const line = document.createElement("p");
  line.className = "lw-wall__line";
  line.textContent = ENDED;
  wall.replaceChildren(line);
}

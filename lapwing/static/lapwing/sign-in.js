// Passkeys: asks the browser to make or show one, and sends what it says with the form. Without this file,
// and where a browser knows no passkeys, the forms that need one stay hidden and others lead on.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

const withIds = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

function options(given) {
  const key = given.publicKey;
  const found = { ...key, challenge: toBytes(key.challenge) };
  if (key.user) found.user = { ...key.user, id: toBytes(key.user.id) };
  if (key.excludeCredentials) found.excludeCredentials = withIds(key.excludeCredentials);
  if (key.allowCredentials) found.allowCredentials = withIds(key.allowCredentials);
  return { publicKey: found };
}

function described(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) response[part] = toText(credential.response[part]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

const PROBLEMS = {
  NotAllowedError: "Nothing was confirmed, or it took too long. Try again.",
  InvalidStateError: "This device has a passkey for your account already. Choose another, or go back.",
  NotSupportedError: "This device cannot keep a passkey of the kind that is needed. Choose another.",
  SecurityError: "Passkeys work only at the usual address of this service, over a safe connection.",
};

async function ask(form) {
  const answer = await fetch(form.dataset.options, {
    method: "POST", body: new FormData(form), credentials: "same-origin", redirect: "manual",
  });
  // Led elsewhere: who one is must be shown again, or the session is over. The page itself says so.
  if (!answer.ok) { location.reload(); return null; }
  const wanted = options(await answer.json());
  const call = form.dataset.passkey === "make" ? "create" : "get";
  return navigator.credentials[call](wanted);
}

async function submit(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const problem = form.querySelector("[data-passkey-problem]");
  const button = form.querySelector("button");
  problem.textContent = "";
  button.disabled = true;
  try {
    const credential = await ask(form);
    if (!credential) return;
    form.elements.credential.value = JSON.stringify(described(credential));
    form.submit();
  } catch (error) {
    problem.textContent = PROBLEMS[error.name] ?? "The passkey could not be used. Try again.";
  } finally {
    button.disabled = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", submit);
  }
  for (const missing of document.querySelectorAll("[data-passkey-missing]")) missing.hidden = true;
}

for (const print of document.querySelectorAll("[data-print]")) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

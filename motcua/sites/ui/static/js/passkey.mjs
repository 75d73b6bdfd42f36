// Passkeys (WebAuthn): shown only where the browser has them. The form is an ordinary one; this fills in its credential.
const form = document.querySelector("[data-passkey]");
const said = form.querySelector("[role=status]");

if (window.PublicKeyCredential && isSecureContext) {
  form.hidden = false;
  for (const other of document.querySelectorAll("[data-no-passkey]")) other.hidden = true;
  form.addEventListener("submit", (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    show().then((shown) => { form.elements.credential.value = JSON.stringify(shown); form.submit(); })
      .catch(() => { said.textContent = form.dataset.failed; delete form.dataset.sending; });
  });
}

async function show() {
  const { publicKey } = JSON.parse(form.querySelector("[data-options]").textContent);
  publicKey.challenge = bytes(publicKey.challenge);
  if (publicKey.user) publicKey.user.id = bytes(publicKey.user.id);
  for (const list of [publicKey.excludeCredentials, publicKey.allowCredentials]) {
    for (const one of list || []) one.id = bytes(one.id);
  }
  return plain(await navigator.credentials[form.dataset.passkey]({ publicKey }));
}

// The browser's own toJSON is younger than passkeys are.
function plain(found) {
  const names = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const response = Object.fromEntries(names.filter((name) => found.response[name]).map((name) => [name, text(found.response[name])]));
  return { id: found.id, rawId: text(found.rawId), type: found.type, clientExtensionResults: found.getClientExtensionResults(), response };
}

function bytes(word) {
  return Uint8Array.from(atob(word.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

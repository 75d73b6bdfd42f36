// A card is scanned with the camera or with a scanner that types. What reads pictures is fetched on the tap that needs it.
for (const panel of document.querySelectorAll("[data-cards]")) {
  for (const card of panel.querySelectorAll("[data-card]")) {
    const text = card.querySelector("[data-card-text]");
    const send = card.querySelector("[data-card-send]");
    const camera = card.querySelector("[data-card-camera]");
    // A scanner ends with Enter: the code is whole, so the button is next. A person's Enter begins a new line.
    text.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || !text.value.includes("|")) return;
      event.preventDefault();
      send.focus();
    });
    if (!camera) continue;
    camera.hidden = false;
    camera.addEventListener("click", async () => {
      const { scan } = await import(panel.dataset.reader);
      scan(card, { text, send, camera, zxing: panel.dataset.zxing, wasm: panel.dataset.wasm });
    });
  }
}

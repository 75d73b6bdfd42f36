// Read the code of a card with the camera. Pictures stay on this device; only the text goes into its box.
const PAUSE = 80;
const WANTED = { video: { facingMode: { ideal: "environment" }, width: { ideal: 1280 }, height: { ideal: 720 } } };

export async function scan(card, { text, send, camera, zxing, wasm }) {
  const one = (selector) => card.querySelector(selector);
  const view = one("[data-card-view]"), video = one("video"), status = one("[data-card-status]");
  const say = (word) => { status.textContent = status.dataset[word]; };
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia(WANTED);
  } catch (error) {
    say(error?.name === "NotAllowedError" ? "denied" : "none");
    return;
  }
  let on = true;
  const stop = (word) => {
    on = false;
    stream.getTracks().forEach((track) => track.stop());
    view.hidden = true; camera.hidden = false;
    say(word);
  };
  one("[data-card-stop]").addEventListener("click", () => { stop("stopped"); camera.focus(); }, { once: true });
  // A camera that runs in a pocket frightens people.
  document.addEventListener("visibilitychange", () => { if (on && document.hidden) stop("stopped"); });
  camera.hidden = true; view.hidden = false;
  video.srcObject = stream;
  say("looking");
  view.scrollIntoView({ block: "nearest" });
  one("[data-card-stop]").focus({ preventScroll: true });
  await video.play();
  try {
    const read = await reader(zxing, wasm);
    while (on) {
      const found = await read(video);
      if (on && found) {
        text.value = found;
        stop("found");
        text.form.requestSubmit(send);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  } catch {
    if (on) stop("none");
  }
}

// What the browser brings itself, or else ZXing: it reads dense codes best of those that were tried.
async function reader(zxing, wasm) {
  const formats = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats().catch(() => []) : [];
  if (formats.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  await program(zxing);
  const { prepareZXingModule, readBarcodes } = window.ZXingWASM;
  await prepareZXingModule({ overrides: { locateFile: () => wasm }, fireImmediately: true });
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    canvas.width = video.videoWidth; canvas.height = video.videoHeight;
    if (!canvas.width) return undefined;
    context.drawImage(video, 0, 0);
    const found = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), { formats: ["QRCode"], tryHarder: true });
    return found[0]?.text;
  };
}

function program(source) {
  if (window.ZXingWASM) return Promise.resolve();
  return new Promise((resolve, reject) => {
    document.head.append(Object.assign(document.createElement("script"), { src: source, onload: resolve, onerror: reject }));
  });
}

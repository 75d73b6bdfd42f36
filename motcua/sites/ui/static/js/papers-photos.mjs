// The bench: photographs are looked at, turned, cut and put in order before they are sent. Everything works by keyboard;
// nothing needs dragging (WCAG 2.5.7). A page keeps its picture packed, so that ten pages do not fill a telephone.
const LONGEST_SIDE = 2000, QUALITY = 0.72, SEEN = 320, JUDGED = 1000;
const DARK = 70, BLURRED = 25, WHITE = 215, EMPTY = 6;
const EDGES = ["top", "right", "bottom", "left"];
const fill = (text, facts) => text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
const make = (tag, facts = {}, ...inside) => {
  const made = Object.assign(document.createElement(tag), facts);
  made.append(...inside);
  return made;
};
const canvasOf = (width, height) => make("canvas", { width: Math.max(1, Math.round(width)), height: Math.max(1, Math.round(height)) });
const packed = (canvas) => new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });

/** The browser turns the picture as the camera was held; a 12 megapixel photograph becomes some 300 kB. */
const pageOf = async (file) => {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = canvasOf(picture.width * scale, picture.height * scale);
  const drawing = canvas.getContext("2d");
  drawing.fillStyle = "#fff"; drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.imageSmoothingQuality = "high";
  drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return { blob: await packed(canvas), turn: 0, cut: { top: 0, right: 0, bottom: 0, left: 0 }, advice: advice(canvas) };
};

/** How bright it is, and how much it differs from point to point. Advice only: what is readable, people see better. */
const advice = (canvas) => {
  const scale = Math.min(1, JUDGED / Math.max(canvas.width, canvas.height));
  const small = canvasOf(canvas.width * scale, canvas.height * scale);
  const { width, height } = small, drawing = small.getContext("2d", { willReadFrequently: true });
  drawing.drawImage(canvas, 0, 0, width, height);
  const points = drawing.getImageData(0, 0, width, height).data;
  const grey = new Float32Array(width * height);
  let light = 0;
  for (let at = 0; at < grey.length; at += 1) {
    grey[at] = 0.299 * points[4 * at] + 0.587 * points[4 * at + 1] + 0.114 * points[4 * at + 2];
    light += grey[at];
  }
  if (light / grey.length < DARK) return "dark";
  let sum = 0, squares = 0, count = 0;
  for (let y = 1; y < height - 1; y += 1) for (let x = 1; x < width - 1; x += 1) {
    const at = y * width + x;
    const edge = 4 * grey[at] - grey[at - 1] - grey[at + 1] - grey[at - width] - grey[at + width];
    sum += edge; squares += edge * edge; count += 1;
  }
  const edges = count ? squares / count - (sum / count) ** 2 : BLURRED;
  if (edges < EMPTY && light / grey.length > WHITE) return "blank";
  return edges < BLURRED ? "blurred" : "";
};

/** The page as it will be sent; `whole` draws also what is cut off, so that it can be chosen. */
const drawn = async (page, most, whole = false) => {
  const picture = await createImageBitmap(page.blob);
  const cut = whole ? { top: 0, right: 0, bottom: 0, left: 0 } : page.cut;
  const sideways = page.turn % 2 === 1;
  const [width, height] = sideways ? [picture.height, picture.width] : [picture.width, picture.height];
  const left = width * cut.left, top = height * cut.top;
  const shown = [width * (1 - cut.left - cut.right), height * (1 - cut.top - cut.bottom)];
  const scale = Math.min(1, most / Math.max(...shown));
  const canvas = canvasOf(shown[0] * scale, shown[1] * scale);
  const drawing = canvas.getContext("2d");
  drawing.imageSmoothingQuality = "high";
  drawing.scale(scale, scale);
  drawing.translate(width / 2 - left, height / 2 - top);
  drawing.rotate((page.turn * Math.PI) / 2);
  drawing.drawImage(picture, -picture.width / 2, -picture.height / 2);
  picture.close();
  return canvas;
};

const shaded = async (page) => {
  const canvas = await drawn(page, 900, true);
  const { width, height } = canvas, drawing = canvas.getContext("2d"), { top, right, bottom, left } = page.cut;
  drawing.setTransform(1, 0, 0, 1, 0, 0);
  drawing.fillStyle = "rgba(0,0,0,.62)";
  drawing.fillRect(0, 0, width, height * top);
  drawing.fillRect(0, height * (1 - bottom), width, height * bottom);
  drawing.fillRect(0, height * top, width * left, height * (1 - top - bottom));
  drawing.fillRect(width * (1 - right), height * top, width * right, height * (1 - top - bottom));
  return canvas;
};

/** A quarter to the right takes the edges along. */
const turned = ({ top, right, bottom, left }) => ({ top: left, right: top, bottom: right, left: bottom });

/** Shows the bench and gives the files to send, or nothing when the person thought better of it. */
export const look = (form, files, { words, choose }) => new Promise((settled) => {
  const place = form.querySelector("[data-bench]"), ways = form.querySelector("[data-ways]");
  const pages = [];
  const heading = make("h4", { textContent: words.heading, tabIndex: -1 });
  const status = make("p", { textContent: words.making });
  const list = make("ol", { className: "papers-pages" });
  const button = (word, press, kind = " mc-button--secondary mc-button--small", whose = "") => {
    const made = make("button", { type: "button", className: `mc-button${kind}`, textContent: word });
    if (whose) made.append(make("span", { className: "mc-hidden", textContent: ` ${whose}` }));
    made.addEventListener("click", press);
    return made;
  };
  status.setAttribute("role", "status");

  const close = (taken) => { place.replaceChildren(); ways.hidden = false; settled(taken); };
  const finish = async () => {
    status.textContent = words.making;
    const ready = [];
    for (const [number, page] of pages.entries()) {
      const canvas = page.turn || EDGES.some((edge) => page.cut[edge]) ? await drawn(page, LONGEST_SIDE) : null;
      ready.push(new File([canvas ? await packed(canvas) : page.blob], `trang-${number + 1}.jpg`, { type: "image/jpeg" }));
    }
    close(ready);
  };
  const more = (way) => choose(way, "image/*", add);
  const sendButton = button("", finish, "");
  const actions = make("div", { className: "papers-actions" }, sendButton,
    button(words.more_camera, () => more("camera"), " mc-button--secondary"),
    button(words.more_choose, () => more("choose"), " mc-button--secondary"),
    button(words.cancel, () => close(null), " mc-button--secondary"));

  const cropping = (page, number, redraw) => {
    const canvas = make("canvas");
    const draw = async () => {
      const fresh = await shaded(page);
      Object.assign(canvas, { width: fresh.width, height: fresh.height });
      canvas.getContext("2d").drawImage(fresh, 0, 0);
    };
    const sliders = EDGES.map((edge) => {
      const input = make("input", { type: "range", min: 0, max: 45, value: Math.round(page.cut[edge] * 100) });
      input.addEventListener("input", () => { page.cut[edge] = input.value / 100; draw(); });
      return make("label", {}, words[`crop_${edge}`], input);
    });
    draw();
    return make("fieldset", { className: "papers-crop" },
      make("legend", { textContent: fill(words.crop_heading, { n: number + 1 }) }),
      canvas, make("div", { className: "papers-crop__sliders" }, ...sliders), button(words.crop_done, redraw));
  };

  const rowOf = (page, number) => {
    const name = fill(words.page, { n: number + 1 });
    const canvas = make("canvas");
    canvas.setAttribute("role", "img"); canvas.setAttribute("aria-label", name);
    drawn(page, SEEN).then((fresh) => {
      Object.assign(canvas, { width: fresh.width, height: fresh.height });
      canvas.getContext("2d").drawImage(fresh, 0, 0);
    });
    const move = (step) => { pages.splice(number + step, 0, ...pages.splice(number, 1)); draw(number + step, step < 0 ? "up" : "down"); };
    const tools = {
      turn: () => { page.turn = (page.turn + 1) % 4; page.cut = turned(page.cut); draw(number, "turn"); },
      crop: () => { const fields = cropping(page, number, () => draw(number, "crop")); row.append(fields); fields.querySelector("input").focus(); tool.crop.disabled = true; },
      ...(number > 0 && { up: () => move(-1) }),
      ...(number < pages.length - 1 && { down: () => move(1) }),
      remove: () => { pages.splice(number, 1); if (pages.length) draw(Math.min(number, pages.length - 1), "remove"); else close(null); },
    };
    const tool = Object.fromEntries(Object.entries(tools).map(([key, press]) => [key, button(words[key], press, undefined, name)]));
    for (const [key, each] of Object.entries(tool)) each.dataset.tool = key;
    const text = make("div", {}, make("b", { textContent: name }));
    if (page.advice) text.append(make("p", { className: "papers-advice", textContent: words[page.advice] }));
    text.append(make("div", { className: "papers-tools" }, ...Object.values(tool)));
    const row = make("li", { className: "papers-page" }, canvas, text);
    return row;
  };

  const draw = (focused = -1, tool = "") => {
    list.replaceChildren(...pages.map(rowOf));
    sendButton.textContent = pages.length > 1 ? fill(words.send_all, { n: pages.length }) : words.send_one;
    const row = list.children[focused];
    (row?.querySelector(`[data-tool="${tool}"]`) || row?.querySelector("button"))?.focus();
  };

  const add = async (more) => {
    status.textContent = words.making;
    if (pages.length + more.length > words.most_pictures) { status.textContent = words.too_many; return; }
    for (const file of more) {
      const page = await pageOf(file).catch(() => null);
      // What the browser cannot draw goes as it is: the server says by name what is wrong with it.
      if (!page) { close([file]); return; }
      pages.push(page);
    }
    status.textContent = "";
    draw();
    heading.focus();
  };

  ways.hidden = true;
  place.replaceChildren(make("div", { className: "papers-bench" }, heading, make("p", { className: "mc-muted", textContent: words.hint }), status, list, actions));
  add(files);
});

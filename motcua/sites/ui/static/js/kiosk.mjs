// A machine for everybody: it prints by itself, and goes back to the beginning when nobody has touched it for a while.
const { home, after, print: prints } = document.querySelector("main").dataset;
let timer;

const wait = () => {
  clearTimeout(timer);
  timer = setTimeout(() => location.assign(home), after * 1000);
};
for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, wait);
wait();
if (prints) addEventListener("load", () => print(), { once: true });

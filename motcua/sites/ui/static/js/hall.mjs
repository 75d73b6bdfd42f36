// What waits is drawn anew every few seconds without a flash; a new number sounds once where the browser allows sound.
const HIGH = 880, LOW = 660, USUAL_SECONDS = 4;

const sound = () => {
  navigator.vibrate?.(400);
  const audio = new AudioContext();
  for (const [at, pitch] of [[0, HIGH], [0.35, LOW]]) {
    const tone = audio.createOscillator(), volume = audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, audio.currentTime + at);
    volume.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + at + 0.6);
    tone.connect(volume).connect(audio.destination);
    tone.start(audio.currentTime + at);
    tone.stop(audio.currentTime + at + 0.6);
  }
};

const draw = async () => {
  const answer = await fetch(location.href, { cache: "no-store" }).catch(() => null);
  if (!answer?.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  const shown = document.querySelector("main");
  if (!fresh || fresh.isEqualNode(shown)) return;
  if (fresh.dataset.called && fresh.dataset.called !== shown.dataset.called) sound();
  shown.replaceWith(document.adoptNode(fresh));
};
setInterval(draw, (document.querySelector("main").dataset.every || USUAL_SECONDS) * 1000);

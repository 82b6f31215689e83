// Shows what holds at the reader's moment. Every moment here is a number of seconds since 1970, worked out by the
// build, so the time zone of the device does not matter. Asks nobody, stores nothing.
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);
  const tell = () => {
    const now = Date.now() / 1000;
    for (const place of all("[data-sentences]")) {
      const sentences = JSON.parse(place.dataset.sentences);
      const [, , open, words] = sentences.find(([start, end]) => start <= now && now < end) ?? [];
      place.hidden = !words;
      place.classList.toggle("open-now--open", Boolean(open));
      if (place.textContent !== (words ?? "")) place.textContent = words ?? "";
    }
    for (const part of all("[data-from]")) part.hidden = now < part.dataset.from;
    for (const fold of all("details[data-opens-from]")) {
      if (now < fold.dataset.opensFrom) continue;
      fold.open = true; // what stood before it is over
      delete fold.dataset.opensFrom; // whoever folds it again has their way
    }
    // What somebody has just reached by keyboard stays until they have gone on.
    for (const part of all("[data-until]")) part.hidden = now >= part.dataset.until && !part.matches(":focus-within");
  };
  tell();
  setInterval(tell, 30000);
  for (const event of ["pageshow", "visibilitychange"]) addEventListener(event, tell);
})();

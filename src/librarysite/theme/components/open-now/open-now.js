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
    for (const fold of all("details[data-opens-from]")) {
      if (now < fold.dataset.opensFrom) continue;
      fold.open = true; // what stood before it is over
      delete fold.dataset.opensFrom; // whoever folds it again has their way
    }
    for (const part of all("[data-from], [data-until]")) {
      const { from, until } = part.dataset;
      // What somebody has just reached by keyboard stays until they have gone on.
      const over = until && now >= until && !part.matches(":focus-within");
      part.hidden = Boolean((from && now < from) || over);
    }
  };
  tell();
  setInterval(tell, 30000);
  for (const event of ["pageshow", "visibilitychange"]) addEventListener(event, tell);
})();

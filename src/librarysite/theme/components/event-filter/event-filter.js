// Choosing among the dates that stand on the page. The choice is in the address, so that it can be kept, sent and gone
// back from; the links to the months carry it on. How many dates are left is said (WCAG 4.1.3). Asks nobody, stores nothing.
(() => {
  "use strict";
  const form = document.querySelector(".event-filter");
  if (!form) return;
  const fields = [...form.elements].filter((field) => field.name);
  const cards = [...document.querySelectorAll("main .event-card")];
  const days = [...document.querySelectorAll("[data-day-of-events]")];
  const ways = [...document.querySelectorAll("a[data-keeps-choice]")].map((link) => [link, link.getAttribute("href")]);
  const status = form.querySelector("[role=status]");
  const reset = form.querySelector("[type=reset]");
  const fold = form.querySelector("details");
  const leaveOut = (element, out) => element.toggleAttribute("data-left-out", out);
  const held = (some) => some.filter((card) => !card.classList.contains("event-card--cancelled")).length;
  const count = (some, all) => {
    const cancelled = some.length - held(some);
    const dates = `${held(some)} ${held(some) === 1 ? "date" : "dates"}`;
    return `${dates} ${all ? `of ${held(all)}` : "in all"}${cancelled ? `, ${cancelled} cancelled` : ""}`;
  };

  const query = () => {
    const chosen = new URLSearchParams();
    for (const field of fields) if (field.value) chosen.set(field.name, field.value);
    const words = chosen.toString(); // “size” is unknown to browsers of before 2023
    return words ? `?${words}` : "";
  };
  const read = () => {
    const asked = new URLSearchParams(location.search);
    for (const field of fields) {
      field.value = asked.get(field.name) ?? "";
      if (field.selectedIndex < 0) field.value = ""; // an address with a choice that is not there
    }
    if (location.search !== query()) history.replaceState(null, "", location.pathname + query());
  };
  const show = () => {
    const wanted = fields.filter((field) => field.value);
    const matches = (card) =>
      wanted.every((field) => (card.getAttribute(`data-${field.name}`) ?? "").split(" ").includes(field.value));
    for (const card of cards) leaveOut(card, !matches(card));
    const coming = cards.filter((card) => !card.hidden); // what is over has been hidden by open-now.js
    const left = coming.filter(matches);
    for (const day of days) leaveOut(day, !day.querySelector(".event-card:not([data-left-out], [hidden])"));
    for (const [link, href] of ways) link.setAttribute("href", href + query());
    const names = wanted.map((field) => field.selectedOptions[0].text).join(", ");
    const said = wanted.length
      ? `${names}: ${left.length ? count(left, coming) : form.dataset.nothing}`
      : count(coming);
    if (status.textContent !== said) status.textContent = said;
    reset.hidden = !wanted.length;
  };

  form.addEventListener("change", () => {
    // One step back for all that is chosen: arrow keys go through many choices on their way.
    history[location.search ? "replaceState" : "pushState"](null, "", location.pathname + query());
    show();
  });
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of fields) field.value = "";
    history.pushState(null, "", location.pathname);
    show();
    fold.querySelector("summary").focus(); // the button goes, and the keyboard must not be left nowhere
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  const again = () => {
    read();
    show();
  };
  addEventListener("popstate", again);
  addEventListener("pageshow", again);
  form.hidden = false;
  again();
  // On a small screen the dates come first, unless a choice has been made already.
  fold.open = matchMedia("(min-width: 48rem)").matches || Boolean(query());
  setInterval(show, 30000);
})();

// Copies the address of a feed, and says so (WCAG 4.1.3). Without it the address can be marked and copied by hand.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    const status = button.parentElement.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(button.dataset.copy);
        status.textContent = "Copied";
      } catch {
        status.textContent = "Not copied: mark the address and copy it";
      }
    });
  }
})();

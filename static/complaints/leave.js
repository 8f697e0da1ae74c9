// Three times Esc sends the form that leaves this page, as its button does.
"use strict";
(() => {
  const form = document.querySelector("[data-leave]");
  if (!form) return;
  const SOON = 1500;
  let presses = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const now = Date.now();
    presses = [...presses.filter((at) => now - at < SOON), now];
    if (presses.length >= 3) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    // Nothing of the page stays readable while the next one is on its way.
    document.title = "\u00a0";
    document.body.hidden = true;
  });
})();

// Words to choose from while one types. Without it the field works as it is.
"use strict";
(() => {
  const field = document.querySelector("[data-suggest][list=suggested]");
  const offered = document.getElementById("suggested");
  if (!field || !offered) return;
  let waiting = 0;
  let asked = "";
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    const typed = field.value.trim();
    if (!typed || typed === asked) return;
    waiting = setTimeout(async () => {
      asked = typed;
      try {
        const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(typed)}`);
        if (answer.ok && field.value.trim() === typed) offered.innerHTML = await answer.text();
      } catch {
        asked = "";
      }
    }, 200);
  });
})();

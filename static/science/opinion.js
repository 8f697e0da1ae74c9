// Keeps an opinion in this tab while it is being written: whoever has to sign in again in between
// finds it there. What was kept for another version, step or person is not shown.
(() => {
  const form = document.querySelector("form[data-keeps]");
  const field = form && form.querySelector("textarea");
  if (!field) return;
  const key = `${location.pathname} ${form.dataset.keeps}`;
  try {
    if (!field.value) field.value = sessionStorage.getItem(key) || "";
    field.addEventListener("input", () => sessionStorage.setItem(key, field.value));
  } catch {
    // A browser that keeps nothing loses nothing either: the form works without.
  }
})();

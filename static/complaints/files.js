// Says of a file too large before it is sent; the others stay chosen. The server says the same.
"use strict";
(() => {
  for (const field of document.querySelectorAll("input[type=file][data-sizes]")) {
    const sizes = new Map(field.dataset.sizes.split(" ").map((one) => one.split(":")));
    const most = (file) => Number(sizes.get(file.type) || field.dataset.largest);
    const words = document.createElement("p");
    words.className = "err";
    words.setAttribute("role", "alert");
    field.before(words);
    field.addEventListener("change", () => {
      const kept = new DataTransfer();
      const refused = [];
      for (const file of field.files) {
        if (file.size <= most(file)) kept.items.add(file);
        else refused.push(file);
      }
      words.textContent = refused
        .map((file) => field.dataset.tooLarge
          .replace("{name}", file.name)
          .replace("{size}", String(Math.floor(most(file) / 1048576))))
        .join(" ");
      if (refused.length) field.files = kept.files;
    });
  }
})();

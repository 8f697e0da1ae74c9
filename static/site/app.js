// Enhancement only: every page works without this file.
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.remove("nojs");

  function remember(name, value) {
    document.cookie = name + "=" + value + ";path=/;max-age=31536000;samesite=lax";
  }

  function choose(button) {
    if (button.name === "elder") {
      var elder = root.toggleAttribute("data-elder");
      remember("elder", elder ? "1" : "0");
      button.setAttribute("aria-pressed", elder);
      button.value = elder ? "0" : "1";
    } else {
      var dark = root.getAttribute("data-theme") !== "dark";
      root.setAttribute("data-theme", dark ? "dark" : "light");
      remember("theme", dark ? "dark" : "light");
      button.setAttribute("aria-pressed", dark);
      button.value = dark ? "light" : "dark";
    }
  }

  function copy(button) {
    var source = document.getElementById(button.dataset.copy);
    navigator.clipboard.writeText(source.textContent.trim()).then(function () {
      var status = button.querySelector("[role=status]");
      if (status) { status.textContent = button.dataset.copied; }
    });
  }

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    if (button.closest(".prefs")) { event.preventDefault(); choose(button); }
    if (button.dataset.copy) { copy(button); }
    if (button.dataset.print !== undefined) { window.print(); }
  });

  // j and k move through a queue, Enter opens: the desk's clerks live on the keyboard.
  function walk(event) {
    var rows = Array.from(document.querySelectorAll("[data-queue] tbody tr:not(.grp)"));
    if (!rows.length || /input|select|textarea/i.test(event.target.tagName)) { return; }
    if (event.metaKey || event.ctrlKey || event.altKey) { return; }
    var step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
    if (!step) { return; }
    var at = rows.findIndex(function (row) { return row.getAttribute("aria-selected") === "true"; });
    var next = rows[at + step];
    if (!next) { return; }
    rows.forEach(function (row) { row.setAttribute("aria-selected", row === next); });
    next.querySelector("a").focus();
  }

  document.addEventListener("DOMContentLoaded", function () {
    var errors = document.querySelector(".errs");
    if (errors) { errors.focus(); }
    document.addEventListener("keydown", walk);
  });
  document.addEventListener("htmx:afterSwap", function (event) {
    var target = event.target.querySelector(".errs, [data-focus]");
    if (target) { target.focus(); }
  });
})();

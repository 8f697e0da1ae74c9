// Enhancement only: the search works without this file.
(function () {
  "use strict";
  var open = {}, unfolded = [], focused = "";

  function options(facet) {
    return Array.from(facet.querySelectorAll("label"));
  }

  // The box of a long filter hides what does not hold its words.
  function narrow(box) {
    var words = box.value.trim().toLowerCase();
    options(box.closest(".facet")).forEach(function (label) {
      var name = label.querySelector("b").textContent.toLowerCase();
      label.hidden = words !== "" && name.indexOf(words) < 0;
    });
  }

  document.addEventListener("input", function (event) {
    if (event.target.matches("[data-facet-find]")) { narrow(event.target); }
  });
  // These ask nothing of the server: their change is not the search's.
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-facet-find], #show-facets")) { event.stopPropagation(); }
  }, true);

  // The box is no part of the search: on a page of its own it stands in the form.
  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target.matches("[data-facet-find]")) { event.preventDefault(); }
  });

  // What was opened or unfolded stays so while the finding around it is replaced.
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.target.id !== "finding") { return; }
    open = {};
    unfolded = Array.from(document.querySelectorAll("[data-unfolded]"), function (one) { return one.id; });
    focused = document.activeElement ? document.activeElement.id : "";
    document.querySelectorAll("#search-frame details[id]").forEach(function (one) {
      open[one.id] = one.open;
    });
  });
  function focus(id) {
    var one = id && document.getElementById(id);
    if (one && one !== document.activeElement) { one.focus({preventScroll: true}); }
  }

  document.addEventListener("htmx:afterSwap", function (event) {
    var more = document.getElementById(event.target.id);
    if (more && more.matches("[data-unfolded]")) {
      // Who unfolded it goes on from its box; who narrowed the search, from where they were.
      if (focused) { focus(focused); } else { more.querySelector("input").focus({preventScroll: true}); }
      return;
    }
    document.querySelectorAll("#search-frame details[id]").forEach(function (one) {
      if (one.id in open) { one.open = open[one.id]; }
    });
    // What was folded when the new finding came could not take the focus.
    focus(focused);
    var heading = document.getElementById("results-heading");
    var said = document.getElementById("finding-said");
    if (heading && said) { said.textContent = heading.textContent.trim(); }
  });
  // Only now do the links of the new finding ask for a piece and not for a page.
  document.addEventListener("htmx:afterSettle", function (event) {
    if (event.target.id !== "finding") { return; }
    unfolded.forEach(function (id) {
      var link = document.querySelector("#" + CSS.escape(id) + " a[hx-get]");
      if (link) { link.click(); }
    });
  });
  // A click on "more" is the reader's own, unless it follows a new finding.
  document.addEventListener("click", function (event) {
    if (event.isTrusted && event.target.closest(".samp-more a")) { focused = ""; }
  });
})();

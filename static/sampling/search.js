// Enhancement only: the search works without this file.
(function () {
  "use strict";
  var open = {}, focused = "";

  function options(facet) {
    return Array.from(facet.querySelectorAll("label"));
  }

  // The box of a long filter hides what does not hold its words.
  function narrow(box) {
    var facet = box.closest(".facet");
    var words = box.value.trim().toLowerCase();
    var more = facet.querySelector(".samp-more");
    options(facet).forEach(function (label) {
      var name = label.querySelector("b").textContent.toLowerCase();
      label.hidden = words !== "" && name.indexOf(words) < 0;
    });
    if (more && words) { more.open = true; }
  }

  document.addEventListener("input", function (event) {
    if (event.target.matches("[data-facet-find]")) { narrow(event.target); }
  });
  // These ask nothing of the server: their change is not the search's.
  document.addEventListener("change", function (event) {
    if (event.target.matches("[data-facet-find], #show-facets")) { event.stopPropagation(); }
  }, true);

  // What was opened or closed stays so while the finding around it is replaced.
  document.addEventListener("htmx:beforeSwap", function () {
    open = {};
    focused = document.activeElement ? document.activeElement.id : "";
    document.querySelectorAll("#search-frame details[id]").forEach(function (one) {
      open[one.id] = one.open;
    });
  });
  document.addEventListener("htmx:afterSwap", function () {
    document.querySelectorAll("#search-frame details[id]").forEach(function (one) {
      if (one.id in open) { one.open = open[one.id]; }
    });
    // What was folded when the new finding came could not take the focus.
    var was = focused && document.getElementById(focused);
    if (was && was !== document.activeElement) { was.focus({preventScroll: true}); }
    var heading = document.getElementById("results-heading");
    var said = document.getElementById("finding-said");
    if (heading && said) { said.textContent = heading.textContent.trim(); }
  });
})();

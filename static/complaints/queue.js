// Enhancement only: everything here is a link, a box or a button on the page as well.
(function () {
  "use strict";
  var rows = "[data-queue] tbody tr:not(.grp)";

  function current() { return document.querySelector(rows + "[aria-selected=true]"); }
  function focus(selector) {
    var found = document.querySelector(selector);
    if (found) { found.focus(); }
    return Boolean(found);
  }
  function follow(selector) {
    var found = document.querySelector(selector);
    if (found) { found.click(); }
    return Boolean(found);
  }
  var deeds = {
    "x": function () {
      var row = current();
      var box = row && row.querySelector("input[type=checkbox]");
      if (box) { box.checked = !box.checked; }
      return Boolean(box);
    },
    "a": function () { return focus("[data-many]"); },
    "/": function () { return focus("[data-find]"); },
    "?": function () {
      var keys = document.querySelector("[data-keys]");
      if (keys) { keys.open = !keys.open; keys.querySelector("summary").focus(); }
      return Boolean(keys);
    },
    "1": function () { return follow(".light--late"); },
    "2": function () { return follow(".light--today"); },
    "3": function () { return follow(".light--soon"); },
    "0": function () { return follow(".light--all"); },
    "u": function () { return follow("[data-up]"); },
    "m": function () { return focus("#message-text"); },
    "n": function () { return focus("#note-text"); }
  };
  document.addEventListener("keydown", function (event) {
    if (event.metaKey || event.ctrlKey || event.altKey) { return; }
    if (/input|select|textarea/i.test(event.target.tagName) && event.target.type !== "checkbox") { return; }
    var deed = deeds[event.key];
    if (deed && deed()) { event.preventDefault(); }
  });
})();

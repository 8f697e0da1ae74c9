// Enhancement only: where the device can share, offer it; the address stands on the page anyway.
(function () {
  "use strict";
  if (!navigator.share) { return; }
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-share]").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        // Whoever closes the sheet again has not failed at anything.
        navigator.share({ title: button.dataset.title, url: button.dataset.share }).catch(function () {});
      });
    });
  });
})();

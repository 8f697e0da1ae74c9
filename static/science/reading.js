// Enhancement only: the article is there to be read; a device with a voice may read it aloud.
(function () {
  "use strict";
  var MOST = 160; // characters at once: longer utterances are cut off by some engines

  function spoken(article) {
    var parts = [];
    article.querySelectorAll("h2, h3, h4, p, li, td, th").forEach(function (one) {
      if (one.querySelector("p, li")) { return; }
      var text = one.textContent.trim();
      for (var at = 0; at < text.length; at += MOST) { parts.push(text.slice(at, at + MOST)); }
    });
    return parts;
  }

  function offer(box) {
    var tag = box.dataset.aloud, button = box.querySelector("button");
    var tongue = tag.slice(0, 2);
    var voice = speechSynthesis.getVoices().find(function (one) { return one.lang.slice(0, 2) === tongue; });
    if (!voice || !box.hidden) { return; }
    box.hidden = false;
    function rest() {
      speechSynthesis.cancel();
      button.setAttribute("aria-pressed", "false");
      button.textContent = button.dataset.start;
    }
    button.addEventListener("click", function () {
      if (button.getAttribute("aria-pressed") === "true") { rest(); return; }
      var parts = spoken(document.querySelector("article.prose"));
      button.setAttribute("aria-pressed", "true");
      button.textContent = button.dataset.stop;
      parts.forEach(function (text, number) {
        var told = new SpeechSynthesisUtterance(text);
        told.lang = tag; told.voice = voice;
        if (number === parts.length - 1) { told.onend = rest; }
        speechSynthesis.speak(told);
      });
    });
    window.addEventListener("pagehide", rest);
  }

  var box = document.querySelector("[data-aloud]");
  if (!box || !window.speechSynthesis) { return; }
  offer(box);
  speechSynthesis.addEventListener("voiceschanged", function () { offer(box); });
})();

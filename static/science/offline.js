// Enhancement only: save an article to read it without a network, list what is saved, remove it.
(function () {
  "use strict";
  var KEPT = "saved-articles-1", NAME = "saved-articles-";
  if (!("serviceWorker" in navigator) || !window.caches) { return; }

  function fetched(address) {
    // Without cookies: what everybody is shown, never a page of somebody who signed in.
    return fetch(address, { credentials: "omit" }).then(function (answer) {
      if (!answer.ok || answer.redirected) { throw new Error(address); }
      return answer;
    });
  }

  function needs(page, address) {
    var found = [];
    page.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], .prose img, use").forEach(function (one) {
      var told = one.getAttribute("href") || one.getAttribute("src");
      var whole = told && new URL(told, address);
      if (whole && whole.origin === location.origin) { found.push(whole.href.split("#")[0]); }
    });
    return found.filter(function (one, at) { return found.indexOf(one) === at; });
  }

  function keep(address) {
    return Promise.all([caches.open(KEPT), fetched(address)]).then(function (got) {
      var cache = got[0], answer = got[1], copy = answer.clone();
      return answer.text().then(function (text) {
        var page = new DOMParser().parseFromString(text, "text/html");
        return Promise.all(needs(page, address).map(function (one) {
          return fetched(one).then(function (part) { return cache.put(one, part); });
        }));
      }).then(function () { return cache.put(address, copy); });
    });
  }

  function plain() { return location.href.split(/[?#]/)[0]; }

  function offer(button) {
    var status = document.getElementById("kept");
    function tell(is) {
      button.textContent = is ? button.dataset.remove : button.dataset.save;
      button.setAttribute("aria-pressed", is ? "true" : "false");
    }
    caches.open(KEPT).then(function (cache) { return cache.match(plain()); }).then(function (kept) {
      tell(!!kept);
      button.hidden = false;
    });
    button.addEventListener("click", function () {
      var is = button.getAttribute("aria-pressed") === "true";
      var list = new URL(button.dataset.list, location.href).href;
      var done = is ? caches.open(KEPT).then(function (cache) { return cache.delete(plain()); }) :
        navigator.serviceWorker.register(button.dataset.worker)
          .then(function () { return Promise.all([keep(plain()), keep(list)]); });
      done.then(function () {
        tell(!is);
        status.textContent = is ? button.dataset.removed : button.dataset.saved;
      }, function () { status.textContent = button.dataset.failed; });
    });
  }

  function isArticle(request, list) {
    return request.url !== list && /\/science\/[^/.?]+\/[^/.?]+$/.test(request.url);
  }

  function show(box) {
    var list = plain(), template = box.querySelector("template"), rows = box.querySelector("ul");
    var none = box.querySelector("[data-none]");
    function leave(cache) {
      return cache.keys().then(function (left) {
        if (left.some(function (one) { return isArticle(one, list); })) { return; }
        none.hidden = false;
        return caches.delete(KEPT).then(function () { return navigator.serviceWorker.getRegistrations(); })
          .then(function (several) {
            several.forEach(function (one) { if (/\/science\/$/.test(one.scope)) { one.unregister(); } });
          });
      });
    }
    function row(cache, request) {
      return cache.match(request).then(function (answer) { return answer.text(); }).then(function (text) {
        var heading = new DOMParser().parseFromString(text, "text/html").querySelector("h1");
        var line = template.content.firstElementChild.cloneNode(true);
        var link = line.querySelector("a"), button = line.querySelector("button");
        link.href = request.url;
        link.textContent = heading ? heading.textContent : request.url;
        if (heading && heading.lang) { link.lang = heading.lang; }
        button.addEventListener("click", function () {
          cache.delete(request).then(function () { line.remove(); return leave(cache); });
        });
        rows.appendChild(line);
      });
    }
    box.hidden = false;
    caches.open(KEPT).then(function (cache) {
      return cache.keys().then(function (all) {
        var articles = all.filter(function (one) { return isArticle(one, list); });
        none.hidden = articles.length > 0;
        return Promise.all(articles.map(function (one) { return row(cache, one); }));
      });
    });
  }

  var button = document.querySelector("[data-worker]"), box = document.querySelector("[data-saved-list]");
  caches.keys().then(function (names) {
    names.forEach(function (one) { if (one.indexOf(NAME) === 0 && one !== KEPT) { caches.delete(one); } });
  });
  if (button) { offer(button); }
  if (box) { show(box); }
})();

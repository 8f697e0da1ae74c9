// Passkeys need the browser's own ceremony; the form carries its answer like any other field.
(function () {
  "use strict";
  function bytes(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }
  function text(buffer) {
    var letters = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }
  function withIds(list) {
    return (list || []).map(function (known) { return Object.assign({}, known, { id: bytes(known.id) }); });
  }
  function prepared(kind, options) {
    options.challenge = bytes(options.challenge);
    if (kind === "create") {
      options.user.id = bytes(options.user.id);
      options.excludeCredentials = withIds(options.excludeCredentials);
    } else {
      options.allowCredentials = withIds(options.allowCredentials);
    }
    return { publicKey: options };
  }
  function answer(credential) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (name) {
      if (credential.response[name]) { response[name] = text(credential.response[name]); }
    });
    return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response: response });
  }
  document.querySelectorAll("[data-passkey]").forEach(function (form) {
    if (!navigator.credentials || !window.PublicKeyCredential) { form.hidden = true; return; }
    form.addEventListener("submit", function (event) {
      var field = form.querySelector("[name=answer]");
      if (field.value) { return; }
      event.preventDefault();
      var kind = form.dataset.passkey;
      navigator.credentials[kind](prepared(kind, JSON.parse(form.dataset.options))).then(function (made) {
        field.value = answer(made);
        form.submit();
      }).catch(function () { form.querySelector("[data-failed]").hidden = false; });
    });
  });
})();

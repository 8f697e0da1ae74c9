// Help while a case is told: names from the register, a sum instead of a wait, words kept in this tab.
"use strict";
(() => {
  const form = document.getElementById("case-form");
  if (!form) return;

  // Names from the register while one types. What was chosen carries its address with it.
  const firm = form.querySelector("[data-suggest]");
  const offered = document.getElementById("firms");
  if (firm && offered) {
    let waiting = 0;
    let asked = "";
    const pick = () => {
      const chosen = [...offered.children].find((one) => one.value === firm.value);
      const key = form.elements.namedItem("enterprise");
      const place = form.elements.namedItem("respondent_address");
      if (key) key.value = chosen ? chosen.dataset.key : "";
      if (chosen && place && !place.value) place.value = chosen.dataset.address;
    };
    const look = () => {
      pick();
      clearTimeout(waiting);
      const text = firm.value.trim();
      if (text.length < 2 || text === asked) return;
      waiting = setTimeout(async () => {
        asked = text;
        try {
          const answer = await fetch(`${firm.dataset.suggest}?q=${encodeURIComponent(text)}`);
          if (!answer.ok || firm.value.trim() !== text) return;
          offered.innerHTML = await answer.text();
          pick();
        } catch {
          asked = "";
        }
      }, 250);
    };
    firm.addEventListener("input", look);
    // On a slow line one has typed before this ran.
    look();
  }

  // A proof of work in place of the wait (ALTCHA, PBKDF2). Without it the wait alone is enough.
  const toll = form.querySelector("[data-challenge]");
  const bytes = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
  const hex = (found) => [...found].map((one) => one.toString(16).padStart(2, "0")).join("");
  const solve = async (challenge) => {
    const told = challenge.parameters;
    const nonce = bytes(told.nonce);
    const salt = bytes(told.salt);
    const password = new Uint8Array(nonce.length + 4);
    password.set(nonce);
    const tail = new DataView(password.buffer, nonce.length);
    for (let counter = 0; counter < 1e6; counter += 1) {
      tail.setUint32(0, counter);
      const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
      const made = new Uint8Array(
        await crypto.subtle.deriveBits(
          { name: "PBKDF2", hash: "SHA-256", salt, iterations: told.cost },
          key,
          (told.keyLength || 32) * 8,
        ),
      );
      const derivedKey = hex(made);
      if (derivedKey.startsWith(told.keyPrefix)) return { counter, derivedKey };
    }
    return null;
  };
  if (toll && window.crypto && crypto.subtle) {
    const challenge = JSON.parse(toll.dataset.challenge);
    solve(challenge).then((solution) => {
      if (!solution) return;
      form.elements.namedItem("proof").value = btoa(JSON.stringify({ challenge, solution }));
      toll.textContent = toll.dataset.worked;
    });
  }

  // Without a network nothing is sent and nothing is lost.
  form.addEventListener("submit", (event) => {
    if (navigator.onLine !== false) return;
    event.preventDefault();
    const told = form.querySelector("[data-offline]");
    if (told) {
      told.hidden = false;
      told.focus();
    }
  });

  // What is typed stays in this tab until it was sent: a lost network costs no words.
  if (!("keep" in form.dataset)) return;
  const place = `telling ${location.pathname}`;
  const texts = () =>
    [...form.elements].filter(
      (one) => one.name && one.id !== "website" && /^(text|tel|textarea)$/.test(one.type),
    );
  const store = window.sessionStorage;
  const keep = () => {
    const words = Object.fromEntries(texts().map((one) => [one.name, one.value]));
    try {
      store.setItem(place, JSON.stringify(words));
    } catch {
      // A full or forbidden store: the page works as it does without script.
    }
  };
  try {
    // A step reached after sending another: what was kept of that one has arrived.
    for (const name of Object.keys(store)) {
      if (name.startsWith("telling ") && name !== place) store.removeItem(name);
    }
    const kept = JSON.parse(store.getItem(place) || "{}");
    for (const one of texts()) if (!one.value && kept[one.name]) one.value = kept[one.name];
  } catch {
    // The same.
  }
  form.addEventListener("input", keep);
  // Whoever leaves in a hurry leaves no words in this tab.
  document.querySelector("[data-leave]")?.addEventListener("submit", () => {
    form.removeEventListener("input", keep);
    store.removeItem(place);
    document.title = "\u00a0";
    document.body.hidden = true;
  });
})();

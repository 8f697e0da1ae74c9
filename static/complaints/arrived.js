// What was told has arrived: this tab forgets the words it kept until then.
"use strict";
(() => {
  try {
    for (const name of Object.keys(window.sessionStorage)) {
      if (name.startsWith("telling ")) window.sessionStorage.removeItem(name);
    }
  } catch {
    // A forbidden store kept nothing.
  }
})();

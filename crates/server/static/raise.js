// Forms without an account: the work that a browser does before it sends one, so that a flood of them costs the sender; where
// I am. Without this script the form is taken as well, fewer of them in an hour.
"use strict";
(() => {
  const form = document.querySelector("form[data-toil]");
  if (!form) return;
  document.getElementById("errors")?.focus();
  const zeros = (digest) => {
    let n = 0;
    for (const byte of digest) {
      if (byte) return n + Math.clz32(byte) - 24;
      n += 8;
    }
    return n;
  };
  const { asked, key, number } = form.elements, at = (n) => `${asked.value}:${key.value}:${n}`;
  const encoder = new TextEncoder(), BATCH = 128;
  const work = async () => {
    // Over plain HTTP a browser has no digests: the form goes without.
    if (!window.crypto?.subtle) return "";
    const bits = Number(asked.value.split(".")[1]);
    for (let from = 0; ; from += BATCH) {
      const all = Array.from({ length: BATCH }, (_, n) => crypto.subtle.digest("SHA-256", encoder.encode(at(from + n))));
      const found = (await Promise.all(all)).findIndex((digest) => zeros(new Uint8Array(digest)) >= bits);
      if (found >= 0) return String(from + found);
    }
  };
  // It begins with the first touch: while somebody types, it is mostly done.
  let working;
  const begin = () => { working ??= work().catch(() => ""); return working; };
  form.addEventListener("focusin", begin, { once: true });
  let done = false;
  form.addEventListener("submit", async (event) => {
    if (done) return;
    event.preventDefault();
    event.stopPropagation();
    const told = document.getElementById("working");
    const soon = setTimeout(() => { told.textContent = form.dataset.working; }, 300);
    number.value = await begin();
    clearTimeout(soon);
    done = true;
    // In a task of its own: where the work was done before, all this still runs inside the first event, in which a browser
    // ignores that a form is to be sent.
    setTimeout(() => form.requestSubmit(event.submitter?.name ? event.submitter : undefined));
  });
  addEventListener("pageshow", () => { done = false; });

  // Where I am.
  const here = form.querySelector("[data-here]");
  if (here && navigator.geolocation && window.isSecureContext) {
    const row = here.closest("[data-here-row]"), told = row.querySelector("[role=status]");
    row.hidden = false;
    here.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
      form.elements.lat.value = coords.latitude.toFixed(5);
      form.elements.lon.value = coords.longitude.toFixed(5);
      document.getElementById("point").open = true;
      told.textContent = here.dataset.here;
    }, () => { told.textContent = here.dataset.notHere; }, { timeout: 20000 }));
  }
})();

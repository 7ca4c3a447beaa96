// Import: the first wrong cell is where one begins, Enter checks again, what is typed is not lost by leaving the page.
"use strict";
(() => {
  const form = document.querySelector("form.mending");
  if (!form) return;
  let dirty = false;
  form.addEventListener("input", () => { dirty = true; });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  const first = form.querySelector("[aria-invalid]");
  if (first && !location.hash) first.focus({ preventScroll: true });
})();

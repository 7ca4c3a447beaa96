// What every page has: small comforts on top of pages that work without them.
"use strict";
(() => {
  // A form is sent once: a second press while the first is under way does nothing.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (form.method === "post" && !form.hasAttribute("data-many")) form.dataset.sent = "1";
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
  // A field that says so sends its form when it changes.
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-submit]")) event.target.form.requestSubmit();
  });
  // A page that is also a paper.
  document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; button.addEventListener("click", () => print()); });
  // A dangerous button asks first.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm]");
    if (button && !confirm(button.dataset.confirm)) event.preventDefault();
  });
  // Whoever sits down at this device next finds nothing typed and no list of people. What waits to be sent from the page
  // that works without a network stays, unread, until the server has it.
  if (/[?&]left=1/.test(location.search) && !document.querySelector('a.who[href="/me"]')) {
    try {
      Object.keys(localStorage).filter((name) => name.startsWith("auyl ")).forEach((name) => localStorage.removeItem(name));
      sessionStorage.clear();
    } catch { /* no storage, nothing kept */ }
    const asked = window.indexedDB?.open("auyl-field");
    // Where that page was never opened there is nothing to forget, and nothing is to be made.
    if (asked) asked.onupgradeneeded = () => asked.transaction.abort();
    if (asked) asked.onsuccess = () => {
      const tx = asked.result.transaction(["about", "lists", "entries"], "readwrite");
      const each = (store, work) => { tx.objectStore(store).openCursor().onsuccess = ({ target: { result } }) => { if (result) { work(result); result.continue(); } }; };
      tx.objectStore("lists").clear();
      each("about", (at) => at.update({ ...at.value, account: "", whole: false }));
      each("entries", (at) => { if (at.value.state === "confirmed") at.delete(); });
      tx.oncomplete = () => { asked.result.close(); new BroadcastChannel("auyl-field").postMessage("changed"); };
    };
  }
  document.documentElement.classList.add("js");
})();

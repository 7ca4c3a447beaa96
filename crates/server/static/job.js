// Work that goes on behind its page: asks how far it is and shows that, without loading the page anew.
"use strict";
(() => {
  const room = document.querySelector("[data-job]");
  if (!room || !window.fetch) return;
  const file = room.dataset.file;
  if (file) { location.assign(file); return; }
  const ask = async () => {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (answer.redirected || !answer.ok) { location.replace(answer.redirected ? answer.url : location.href); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-job]");
      if (!fresh || fresh.dataset.file) { location.reload(); return; }
      room.replaceChildren(...fresh.childNodes);
    } catch { /* The network is away for a moment; the next try may find it again. */ }
    setTimeout(ask, 1200);
  };
  setTimeout(ask, 1200);
})();

// The editor of a report's text: the preview follows the typing, measures are offered after {{, what is typed is kept.
"use strict";
(() => {
  const form = document.querySelector("form.narrative");
  if (!form) return;
  const { activity, preview, measures, unsent } = form.dataset;
  const status = form.querySelector("[data-status]");
  const say = (text) => { if (status) status.textContent = text; };
  const post = (address, fields) => fetch(address, { method: "POST", body: new URLSearchParams(fields) });
  const later = (wait, work) => { let timer; return (...args) => { clearTimeout(timer); timer = setTimeout(() => work(...args), wait); }; };
  let dirty = false;

  const show = later(500, async (area) => {
    const text = area.value;
    const answer = await post(preview, { lang: area.dataset.lang, activity, text }).catch(() => null);
    if (!answer || !answer.ok || answer.redirected || area.value !== text) return;
    form.querySelector(`[data-part="${area.dataset.lang}"]`).innerHTML = await answer.text();
  });
  const keep = later(2500, async () => {
    if (!unsent || !dirty) return;
    const answer = await post(unsent, new FormData(form)).catch(() => null);
    if (answer && answer.status === 204) { dirty = false; say(form.dataset.kept); }
  });
  form.addEventListener("submit", () => { dirty = false; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  // The listbox of measures belongs to the text it is offered for: the text says which option is active.
  form.querySelectorAll("textarea:not([readonly])").forEach((area) => {
    const list = document.createElement("ul");
    list.id = `${area.id}-offers`;
    list.className = "offers";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", area.labels[0].textContent);
    list.hidden = true;
    area.after(list);
    area.setAttribute("aria-autocomplete", "list");
    area.setAttribute("aria-controls", list.id);
    let offers = [], active = -1;

    const begun = () => {
      const before = area.value.slice(0, area.selectionStart);
      const at = before.lastIndexOf("{{");
      if (at < 0 || before.indexOf("}}", at) >= 0 || before.slice(at).includes("\n") || before.slice(at).includes("|")) return null;
      return { from: at + 2, q: before.slice(at + 2).trimStart() };
    };
    const close = () => { list.hidden = true; active = -1; area.removeAttribute("aria-activedescendant"); };
    const choose = (at) => {
      active = at;
      [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      if (at < 0) { area.removeAttribute("aria-activedescendant"); return; }
      area.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    };
    const take = (at) => {
      const open = begun(), offer = offers[at];
      if (!open || !offer) return;
      const after = area.value.slice(area.selectionStart);
      const closing = offer.whole ? (/^\s*}}/.test(after) ? "" : " }}") : "";
      const words = ` ${offer.text}${closing}`;
      area.setRangeText(words, open.from, area.selectionStart, "end");
      close();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const ask = later(180, async () => {
      const open = begun();
      if (!open) { close(); return; }
      const query = new URLSearchParams({ q: open.q, activity, lang: area.dataset.lang });
      const answer = await fetch(`${measures}?${query}`).catch(() => null);
      if (!answer || !answer.ok || answer.redirected || !begun()) { close(); return; }
      offers = await answer.json();
      list.replaceChildren(...offers.map((offer, at) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${at}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        const name = document.createElement("span"), code = document.createElement("code"), value = document.createElement("strong");
        name.textContent = offer.label; code.textContent = offer.text; value.textContent = offer.value;
        option.append(name, code, value);
        option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(at); });
        return option;
      }));
      list.hidden = offers.length === 0;
      choose(-1);
      say(offers.length ? `${form.dataset.some} ${offers.length}` : form.dataset.none);
    });
    area.addEventListener("input", () => { dirty = true; show(area); keep(); if (begun()) ask(); else close(); });
    area.addEventListener("blur", close);
    area.addEventListener("keydown", (event) => {
      if (list.hidden) {
        if (event.key === " " && event.ctrlKey && begun()) { event.preventDefault(); ask(); }
        return;
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) { event.preventDefault(); choose((active + step + offers.length + (active < 0 && step < 0 ? 1 : 0)) % offers.length); }
      else if ((event.key === "Enter" || event.key === "Tab") && active >= 0) { event.preventDefault(); take(active); }
      else if (event.key === "Escape") { event.preventDefault(); close(); }
    });
  });
})();

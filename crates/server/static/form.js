// Forms of records: fields asked only when their condition holds, suggestions of records, a draft kept while typing.
// Everything works without this script too.
"use strict";
(() => {
  // Suggestions: an input with a list under it (ARIA combobox). Chosen ids go into hidden inputs; the typed name stays.
  let lists = 0;
  const combo = (input) => {
    const box = document.createElement("div");
    const list = document.createElement("ul");
    list.id = `suggestions-${++lists}`;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.labels?.[0]?.textContent || input.getAttribute("aria-label") || "");
    list.hidden = true;
    box.className = "combo";
    input.before(box);
    box.append(input, list);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", list.id);
    const id = hidden(input, "data-suggest-id", "id."), shown = hidden(input, "data-suggest-shown", "shown.");
    let active = -1, found = [], timer = 0, asked = 0;
    const show = (open) => {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) { active = -1; input.removeAttribute("aria-activedescendant"); }
    };
    const mark = (at) => {
      active = at;
      [...list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === at)));
      if (at < 0) { input.removeAttribute("aria-activedescendant"); return; }
      input.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    };
    const choose = (at) => {
      const { id: chosen, name } = found[at];
      input.value = name; shown.value = name; id.value = chosen;
      show(false);
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
    };
    const ask = async () => {
      const text = input.value.trim(), number = ++asked;
      if (!text || (text === shown.value && id.value)) { show(false); return; }
      try {
        const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`, { headers: { accept: "application/json" } });
        if (!answer.ok || number !== asked || document.activeElement !== input) return;
        found = await answer.json();
      } catch { return; }
      list.replaceChildren(...found.map(({ name, note }, n) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${n}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = name;
        if (note) { const small = document.createElement("small"); small.textContent = ` ${note}`; option.append(small); }
        // Before the input loses the focus.
        option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(n); });
        return option;
      }));
      active = -1;
      show(found.length > 0);
    };
    input.addEventListener("input", () => {
      if (input.value !== shown.value) id.value = "";
      clearTimeout(timer);
      timer = setTimeout(ask, 120);
      input.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
    });
    input.addEventListener("blur", () => { asked++; show(false); });
    input.addEventListener("keydown", (event) => {
      const open = !list.hidden;
      if (event.key === "ArrowDown" && !open && found.length && input.value) { show(true); mark(0); event.preventDefault(); }
      else if (event.key === "ArrowDown" && open) { mark((active + 1) % found.length); event.preventDefault(); }
      else if (event.key === "ArrowUp" && open) { mark((active - 1 + found.length) % found.length); event.preventDefault(); }
      else if (event.key === "Escape" && open) { show(false); event.preventDefault(); event.stopPropagation(); }
      else if (event.key === "Enter" && open && active >= 0) { event.preventDefault(); event.stopPropagation(); choose(active); input.dispatchEvent(new CustomEvent("taken", { bubbles: true })); }
      else if (event.key === "Tab" && open && active >= 0) choose(active);
    });
  };
  const hidden = (input, mark, prefix) => {
    const scope = input.closest("form");
    return scope.querySelector(`[name="${CSS.escape(prefix + input.name)}"]`) ||
      (() => { const made = document.createElement("input"); made.type = "hidden"; made.name = prefix + input.name; made.setAttribute(mark, ""); input.before(made); return made; })();
  };
  const dress = (root) => root.querySelectorAll("[data-suggest]:not([role])").forEach(combo);
  window.auylSuggest = dress;
  dress(document);

  // After a saved form nothing of it waits in this browser any more.
  const saved = document.querySelector("[data-kept-address]");
  if (saved && /[?&]told=/.test(location.search)) {
    const list = saved.dataset.keptAddress.replace(/\/[^/]*$/, "");
    for (const address of [`${saved.dataset.keptAddress}/draft`, `${list}/new/draft`]) {
      try { localStorage.removeItem(`auyl ${saved.dataset.kept} ${address}`); } catch { /* no storage, nothing kept */ }
    }
  }

  const form = document.querySelector("form.record-form");
  if (!form) return;
  document.getElementById("errors")?.focus();

  // Fields that are asked only when a condition holds.
  const conditional = [...form.querySelectorAll("[data-when]")].map((field) => [field, JSON.parse(field.dataset.when)]);
  const values = (name) => {
    const field = form.querySelector(`[data-field="${name}"]`) || form.querySelector(`[data-field="${name}_ru"]`);
    if (!field || field.hidden) return [];
    const scale = Number(field.dataset.scale || 1);
    const data = [...field.querySelectorAll("input, select, textarea")].filter((input) => input.name === `f.${field.dataset.field}` &&
      (!/checkbox|radio/.test(input.type) || input.checked));
    const id = field.querySelector("[data-suggest-id]");
    return data.map((input) => (id && id.value) || input.value.trim()).filter(Boolean).map((text) => ({ text, number: Number(text.replace(/[\s\u00a0]/g, "").replace(",", ".")) * scale }));
  };
  const compare = (value, sign, wanted) => {
    const left = typeof wanted === "number" ? (/^(yes|no)$/.test(value.text) ? Number(value.text === "yes") : value.number) : value.text;
    return { "=": left === wanted, "in": left === wanted, "<": left < wanted, "<=": left <= wanted, ">": left > wanted, ">=": left >= wanted }[sign];
  };
  const holds = (cond) => {
    if (cond.all) return cond.all.every(holds);
    if (cond.any) return cond.any.some(holds);
    if (cond.not) return !holds(cond.not);
    const there = values(cond.field);
    if (cond.sign === "set") return there.length > 0;
    const wanted = cond.other ? values(cond.other).map((value) => value.text) : cond.values;
    if (cond.sign === "!=") return !there.some((value) => compare(value, "=", wanted[0]));
    return there.some((value) => wanted.some((one) => compare(value, cond.sign, one)));
  };
  const narrow = () => {
    for (const [field, cond] of conditional) {
      const asked = holds(cond);
      field.hidden = !asked;
      // What is not asked is not sent; what was typed there comes back with the condition.
      field.querySelectorAll("input, select, textarea").forEach((input) => { input.disabled = !asked; });
    }
  };
  form.classList.add("narrowed");
  narrow();
  form.addEventListener("input", narrow);
  form.addEventListener("change", narrow);

  // A file that is too large is told before it travels.
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    const most = Number(form.dataset.most), large = [...target.files].find((file) => file.size > most);
    target.setCustomValidity("");
    target.parentElement.querySelector(".wrong.here")?.remove();
    if (large) {
      const told = document.createElement("p");
      told.className = "wrong here"; told.setAttribute("role", "alert");
      told.textContent = form.dataset.tooLarge.replace("%", large.name);
      target.after(told);
      target.value = "";
    }
  });

  // Where I am.
  form.querySelectorAll("[data-here]").forEach((button) => {
    if (!navigator.geolocation) return;
    button.hidden = false;
    button.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
      const name = button.dataset.here;
      form.elements[name].value = coords.latitude.toFixed(6);
      form.elements[`lon.${name}`].value = coords.longitude.toFixed(6);
      form.dispatchEvent(new Event("change"));
    }));
  });

  // The draft: sent a few seconds after the last change; where that fails, kept in this browser.
  const told = document.getElementById("draft-told"), key = `auyl ${form.dataset.account} ${form.dataset.draft}`;
  const texts = () => [...new FormData(form)].filter(([, value]) => typeof value === "string");
  const stored = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* no storage */ } };
  let timer = 0;
  const keep = async () => {
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body: new URLSearchParams(texts()), keepalive: true });
      if (!answer.ok) throw new Error(String(answer.status));
      forget();
      told.textContent = told.dataset.kept;
    } catch {
      try { localStorage.setItem(key, JSON.stringify(texts())); told.textContent = told.dataset.here; } catch { /* no storage */ }
    }
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(keep, 2500); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    // Until the server has answered, this browser remembers: the connection may break on the way.
    try { localStorage.setItem(key, JSON.stringify(texts())); } catch { /* no storage */ }
  });

  const offer = document.getElementById("kept"), left = stored();
  const same = left && new URLSearchParams(left.filter(([name]) => name.startsWith("f."))).toString() ===
    new URLSearchParams(texts().filter(([name]) => name.startsWith("f."))).toString();
  if (left && !same && !document.getElementById("errors")) {
    offer.hidden = false;
    document.getElementById("kept-continue").addEventListener("click", () => {
      const fields = new Map();
      left.forEach(([name, value]) => fields.set(name, [...(fields.get(name) || []), value]));
      // The version that was changed goes with what was typed, so that others' changes since are seen.
      for (const input of form.elements) {
        if (!input.name || input.type === "file") continue;
        const there = fields.get(input.name) || [];
        if (/checkbox|radio/.test(input.type)) input.checked = there.includes(input.value) || (input.type === "radio" && !there.length && input.value === "");
        else if (there.length) input.value = there[0];
      }
      offer.hidden = true;
      narrow();
    });
    document.getElementById("kept-discard").addEventListener("click", () => { forget(); offer.hidden = true; });
  } else if (same) forget();
})();

// Rows typed by keyboard alone: Enter goes on, in the last field of the last row it adds one, Ctrl+Enter saves.
"use strict";
(() => {
  const form = document.querySelector("form.rows-form");
  if (!form) return;
  const body = form.querySelector("tbody"), pattern = document.getElementById("row-pattern"), more = document.getElementById("add-row");
  let count = body.children.length;
  const fields = (root) => [...root.querySelectorAll("input:not([type=hidden]), select, textarea")].filter((field) => !field.disabled);

  const add = () => {
    const row = pattern.content.firstElementChild.cloneNode(true), at = count++;
    row.dataset.row = String(at);
    row.querySelectorAll("[name]").forEach((field) => {
      field.name = field.name.replace("rN.", `r${at}.`);
      if (field.id) field.id = field.name;
      field.setAttribute("aria-label", (field.getAttribute("aria-label") || "").replace(/N$/, String(at + 1)));
    });
    body.append(row);
    dress(row);
    return row;
  };
  // Of somebody who is known nothing more is asked.
  const known = (row) => {
    const id = row.querySelector("[data-suggest-id]");
    if (!id) return;
    row.classList.toggle("known", Boolean(id.value));
    row.querySelectorAll(".new input, .new select").forEach((field) => { field.disabled = Boolean(id.value); });
  };
  const dress = (row) => { window.auylSuggest(row); known(row); };
  const next = (field) => {
    const row = field.closest("tr"), own = fields(row), at = own.indexOf(field);
    if (at >= 0 && at < own.length - 1) return own[at + 1];
    return fields(row.nextElementSibling || add())[0];
  };
  const go = (field) => { field.focus(); if (field.select && field.type !== "checkbox") field.select(); };

  // On a telephone each row is a card: two at a time, the next comes by itself.
  if (matchMedia("(max-width: 40rem)").matches) {
    [...body.children].slice(2).filter((row) => !row.matches(".has-wrong") && !row.querySelector("[data-suggest-id][value]:not([value=''])")).forEach((row) => row.remove());
  }
  [...body.children].forEach(dress);
  more.hidden = false;
  more.addEventListener("click", () => go(fields(add())[0]));
  form.addEventListener("chosen", (event) => known(event.target.closest("tr")));
  form.addEventListener("taken", (event) => go(next(event.target)));
  form.addEventListener("keydown", (event) => {
    const field = event.target;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); form.requestSubmit(); return; }
    if (!field.closest("tbody") || event.altKey || event.ctrlKey || event.shiftKey) return;
    const isLast = !field.closest("tr").nextElementSibling && fields(field.closest("tr")).at(-1) === field;
    if (event.key === "Enter" || (event.key === "Tab" && isLast)) { event.preventDefault(); go(next(field)); }
  });
  const errors = document.getElementById("errors");
  if (errors) errors.focus(); else go(fields(body)[0]);
  // What was typed stays in this browser until it is saved: the telephone may run down, the connection may break.
  const key = `auyl ${form.dataset.account} ${form.getAttribute("action")}`;
  const texts = () => [...new FormData(form)].filter(([name, value]) => typeof value === "string" && value !== "" && name);
  const forget = () => { try { localStorage.removeItem(key); } catch { /* no storage */ } };
  const store = () => { try { localStorage.setItem(key, JSON.stringify(texts())); } catch { /* no storage */ } };
  let left = null, timer = 0;
  if (/[?&]told=/.test(location.search)) forget();
  try { left = JSON.parse(localStorage.getItem(key)); } catch { /* nothing kept */ }
  if (left && !errors) {
    const offer = document.getElementById("kept");
    offer.hidden = false;
    document.getElementById("kept-discard").addEventListener("click", () => { forget(); offer.hidden = true; });
    document.getElementById("kept-continue").addEventListener("click", () => {
      const numbers = [...new Set(left.map(([name]) => (/r(\d+)\.f\./.exec(name) || [])[1]).filter(Boolean))];
      numbers.forEach((number, at) => {
        const row = body.children[at] || add(), own = row.dataset.row;
        left.filter(([name]) => name.includes(`r${number}.f.`)).forEach(([name, value]) => {
          const field = form.elements[name.replace(`r${number}.f.`, `r${own}.f.`)];
          if (field && field.type === "checkbox") field.checked = true; else if (field) field.value = value;
        });
        known(row);
      });
      offer.hidden = true;
    });
  }
  // Rows that were typed are not left by mistake.
  let changed = false;
  form.addEventListener("input", () => { changed = true; clearTimeout(timer); timer = setTimeout(store, 800); });
  form.addEventListener("submit", () => { changed = false; clearTimeout(timer); store(); });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
})();

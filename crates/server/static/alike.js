// While a problem is typed: recorded ones that it perhaps repeats. The form that is sent shows them without this script too.
"use strict";
(() => {
  const form = document.querySelector("form[data-alike]"), box = document.getElementById("alikes");
  if (!form || !box) return;
  const list = box.querySelector("ul");
  const value = (names) => names.split(" ").map((name) => {
    const chosen = form.querySelector(`[name="id.${name}"]`)?.value;
    const input = [...form.querySelectorAll(`[name="${name}"]`)].find((one) => !/radio|checkbox/.test(one.type) || one.checked);
    return chosen || input?.value.trim() || "";
  }).find(Boolean) || "";
  let timer = 0, last = "", number = 0;
  const ask = async () => {
    const text = value(form.dataset.text || "title");
    const query = new URLSearchParams({ text, place: value(form.dataset.place || "place"), sphere: value(form.dataset.sphere || "sphere") });
    if (text.length < 4 || query.toString() === last) { if (text.length < 4) box.hidden = true; return; }
    last = query.toString();
    const own = ++number;
    let found;
    try {
      const answer = await fetch(`${form.dataset.alike}${form.dataset.alike.includes("?") ? "&" : "?"}${query}`, { headers: { accept: "application/json" } });
      if (!answer.ok || own !== number) return;
      found = await answer.json();
    } catch { return; }
    list.replaceChildren(...found.map(({ title, about, href }) => {
      const line = document.createElement("li"), said = document.createElement("span"), strong = document.createElement("strong");
      const small = document.createElement("small"), link = document.createElement("a");
      line.className = "row apart";
      strong.textContent = title;
      small.textContent = about;
      said.append(strong, document.createElement("br"), small);
      link.className = "button";
      link.href = href;
      link.textContent = list.dataset.this;
      link.setAttribute("aria-label", `${list.dataset.this}: ${title}`);
      line.append(said, link);
      return line;
    }));
    box.hidden = !found.length;
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(ask, 400); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  soon();
})();

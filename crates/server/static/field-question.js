// One question as a person answers it: label, help, the right keyboard, and what is wrong with the answer.
import * as choose from "./field-choose.js";
import { ask } from "./field-photo.js";
import { day, label, make, moment, t } from "./field-say.js";
import { said } from "./field-when.js";

const KEYBOARDS = { count: "numeric", decimal: "decimal", money: "decimal", phone: "tel", url: "url" };
const TYPES = { date: "date", time: "time", phone: "tel", url: "url" };

// The answer of an entry as a person reads it.
export const shown = (question, value, form) => {
  if (said(value).length === 0) return "";
  if (question.choices) {
    const words = new Map((form.choices[question.choices] || []).map(({ id, label }) => [id, label]));
    return said(value).map((id) => label(words.get(id)) || id).join(", ");
  }
  if (question.kind === "flag") return t(value === "yes" ? "phone-yes" : "phone-no");
  if (question.kind === "date") return day(value);
  return typeof value === "object" && !Array.isArray(value) ? value.text || value.name : said(value).join(", ");
};

const options = (form, question) => question.kind === "flag"
  ? [["yes", t("phone-yes")], ["no", t("phone-no")]]
  : (form.choices[question.choices] || []).map(({ id, label: words }) => [id, label(words)]);

const ticks = (form, question, at, value, set) => {
  const chosen = new Set(value || []);
  return make("div", { class: "ticks", role: "group", "aria-labelledby": `${at}.label`, id: at, tabindex: "-1" }, options(form, question).map(([id, text]) => {
    const box = make("input", { type: "checkbox", value: id, checked: chosen.has(id) });
    box.addEventListener("change", () => { box.checked ? chosen.add(id) : chosen.delete(id); set(chosen.size ? [...chosen] : undefined); });
    return make("label", { class: "tick" }, box, " ", text);
  }));
};

const point = (at, value, set) => {
  const input = make("input", { id: at, value: value || "", inputmode: "text", placeholder: "46.7912 62.0284", autocomplete: "off" });
  input.addEventListener("input", () => set(input.value));
  const told = make("small", { role: "status" });
  const here = () => {
    told.textContent = t("field-point-looking");
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      input.value = `${coords.latitude.toFixed(6)} ${coords.longitude.toFixed(6)} 0 ${Math.round(coords.accuracy)}`;
      told.textContent = "";
      set(input.value);
    }, () => { told.textContent = t("field-point-none"); }, { enableHighAccuracy: true, timeout: 60_000 });
  };
  return [input, navigator.geolocation && make("button", { type: "button", onclick: here }, t("field-point-here")), told];
};

// `of` is `{ form, entry, lists, most }`, `at` the name of the place, `values` the answers beside it. `set(value, photos,
// without)` keeps an answer. Gives the element; its `redraw` narrows what it offers to the village.
export const question = (of, at, asked, values, set) => {
  const { form, entry, lists, most } = of;
  const village = () => asked.village && values[asked.village]?.id;
  const input = () => {
    const value = values[asked.id];
    if (asked.kind === "file") return ask(at, value, entry.id, most, set);
    if (asked.kind === "point") return point(at, value, set);
    if (asked.to) {
      const lines = lists[asked.to] || [];
      return asked.many ? choose.several(lines, at, value, village(), set) : choose.one(asked, lines, at, value, village(), set);
    }
    if (asked.many) return ticks(form, asked, at, value, set);
    if (asked.choices || asked.kind === "flag") {
      const list = make("select", { id: at }, make("option", { value: "" }, "–"), options(form, asked).map(([id, text]) => make("option", { value: id, selected: id === value }, text)));
      list.addEventListener("change", () => set(list.value || undefined));
      return list;
    }
    const typed = asked.kind === "note"
      ? make("textarea", { id: at, value: value || "" })
      : make("input", { id: at, type: TYPES[asked.kind] || "text", inputmode: KEYBOARDS[asked.kind], value: value || "", autocomplete: "off" });
    typed.addEventListener("input", () => set(typed.value));
    return typed;
  };
  const isGroup = asked.many || asked.kind === "file";
  const title = [label(asked.label) || asked.id, asked.required && make("span", { class: "must" })];
  const body = make("div", { class: "answer" }, input());
  const made = make("div", { class: "field", "data-at": at },
    isGroup && asked.kind !== "file" ? make("span", { class: "label", id: `${at}.label` }, title) : make("label", { for: at, id: `${at}.label` }, title),
    asked.help && make("p", { class: "help", id: `${at}.help` }, label(asked.help)), body);
  const describe = () => {
    const field = made.querySelector(`[id="${CSS.escape(at)}"]`);
    if (asked.help && field && !field.hasAttribute("aria-describedby")) field.setAttribute("aria-describedby", `${at}.help`);
    if (asked.required && field) field.setAttribute("aria-required", "true");
  };
  describe();
  made.redraw = () => { body.replaceChildren(...[input()].flat(9).filter(Boolean)); describe(); };
  return made;
};

// What an entry is called in the list: by the fields that name its record, or by when it was begun.
export const nameOf = (form, entry) => {
  const named = form.name.map((id) => form.fields.find((field) => field.id === id)).filter(Boolean);
  const parts = named.map((field) => shown(field, entry.values[field.id], form)).filter(Boolean);
  return parts.join(" · ") || moment(entry.started);
};

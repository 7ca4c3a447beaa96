// Choosing a record: villages, events and people from the lists of the device, with those that wait on it to be sent. People
// are found by their first letters, in either spelling; a name that the list does not have is sent as it is typed.
import * as store from "./field-store.js";
import { make, t } from "./field-say.js";

// Beyond so many a list is no list any more: one types.
const MOST_LINES = 150, OFFERED = 40;
const LOOK_ALIKE = { ё: "е", ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ұ: "у", ү: "у", һ: "х", і: "и", ь: "", ъ: "" };
const folded = (text) => text.normalize("NFC").toLowerCase().replace(/[ёәғқңөұүһіьъ]/g, (letter) => LOOK_ALIKE[letter]).replace(/\s+/g, " ").trim();

// The lists that a form needs: `{ id, label, place }`, each with what it is found by. Two of one name are told apart by their
// village; where that does not help either, neither is offered, and a typed name goes to review.
export const lists = async (project, form, account) => {
  const known = new Map((await store.lists(project)).map(({ id, lines }) => [id, lines]));
  const places = new Map((known.get("place") || []).map(([id, label]) => [id, label]));
  const own = (await store.entries(project)).filter((entry) => entry.account === account && entry.state !== "draft" && entry.state !== "refused");
  const all = {};
  for (const id of form.lists) {
    const lines = (known.get(id) || []).map(([id, label, place]) => ({ id, label, place }));
    const there = new Set(lines.map(({ id }) => id));
    for (const entry of own.filter((entry) => entry.form === id && !there.has(entry.id) && entry.name)) {
      lines.push({ id: entry.id, label: entry.name, place: entry.values?.place?.id || entry.place || "" });
    }
    const count = (by) => lines.reduce((counts, line) => counts.set(line[by], (counts.get(line[by]) || 0) + 1), new Map());
    const labels = count("label");
    lines.forEach((line) => { line.full = labels.get(line.label) > 1 && places.has(line.place) ? `${line.label} (${places.get(line.place)})` : line.label; });
    const fulls = count("full");
    all[id] = lines.filter((line) => fulls.get(line.full) === 1).map((line) => ({ ...line, folded: folded(line.full) }));
  }
  return all;
};

const within = (lines, village) => village ? lines.filter(({ place }) => !place || place === village) : lines;

// One record: a short list to choose from, or a field in which one types. `value` is `{ id, text }`.
export const one = (question, lines, at, value, village, set) => {
  const inRows = at.includes(".");
  const fits = within(lines, village);
  return question.kind === "place" || (fits.length <= MOST_LINES && !inRows) ? select(question, fits, at, value, set) : typing(question, fits, at, value, set);
};

const select = (question, lines, at, value, set) => {
  const isOther = Boolean(value) && !value.id;
  const options = lines.map(({ id, full }) => make("option", { value: id, selected: value?.id === id }, full));
  // What was chosen before the list changed stays chosen.
  if (value?.id && !lines.some(({ id }) => id === value.id)) options.push(make("option", { value: value.id, selected: true }, value.text));
  const typed = make("input", { id: `${at}.typed`, value: isOther ? value.text : "", "aria-label": t("phone-typed"), placeholder: t("phone-typed"), hidden: !isOther, autocomplete: "off" });
  const list = make("select", { id: at }, make("option", { value: "" }, "–"), options, question.typed && make("option", { value: "_other", selected: isOther }, t("phone-not-listed")));
  const read = () => {
    typed.hidden = list.value !== "_other";
    if (list.value === "_other") set({ id: "", text: typed.value });
    else set(list.value ? { id: list.value, text: list.selectedOptions[0].textContent } : undefined);
  };
  list.addEventListener("change", () => { read(); if (!typed.hidden) typed.focus(); });
  typed.addEventListener("input", read);
  return [list, typed];
};

const typing = (question, lines, at, value, set) => {
  const offers = make("datalist", { id: `${at}.offers` });
  const input = make("input", { id: at, list: offers.id, value: value?.text || "", autocomplete: "off", autocapitalize: "words", spellcheck: "false", "aria-describedby": `${at}.known` });
  const known = make("small", { id: `${at}.known`, class: "known" });
  const tell = (found) => {
    known.textContent = !input.value.trim() ? "" : found ? `✓ ${t("field-known")}` : question.typed ? t("field-unknown") : t("field-choose-one");
    known.classList.toggle("good-text", Boolean(found));
  };
  const offer = () => {
    const wanted = folded(input.value);
    const fits = lines.filter((line) => line.folded.includes(wanted)).slice(0, OFFERED);
    offers.replaceChildren(...fits.map(({ full }) => make("option", { value: full })));
  };
  const read = () => {
    const wanted = folded(input.value);
    const found = wanted && lines.filter((line) => line.folded === wanted);
    const only = found?.length === 1 ? found[0] : null;
    set(!wanted ? undefined : only ? { id: only.id, text: only.full } : question.typed ? { id: "", text: input.value } : undefined);
    tell(only);
  };
  input.addEventListener("input", () => { offer(); read(); });
  input.addEventListener("focus", offer);
  tell(value?.id);
  return [input, offers, known];
};

// Several records.
export const several = (lines, at, value, village, set) => {
  const chosen = new Set(value || []);
  const fits = within(lines, village);
  return make("div", { class: "ticks", role: "group", "aria-labelledby": `${at}.label`, id: at, tabindex: "-1" }, fits.map(({ id, full }) => {
    const box = make("input", { type: "checkbox", value: id, checked: chosen.has(id) });
    box.addEventListener("change", () => { box.checked ? chosen.add(id) : chosen.delete(id); set([...chosen]); });
    return make("label", { class: "tick" }, box, " ", full);
  }));
};

// Filling in one entry. Every change is kept on the device at once; nothing has to be pressed for that.
import * as store from "./field-store.js";
import { lists } from "./field-choose.js";
import { persist, roomTold } from "./field-photo.js";
import { nameOf, question } from "./field-question.js";
import { held, hold, keeping } from "./field-hold.js";
import { label, make, t } from "./field-say.js";
import { asking } from "./field-when.js";
import { instance, wrongs } from "./field-write.js";

let leave = async () => {};

// The number of this device among those of an account.
const device = () => {
  const name = "auyl-field-device";
  try {
    if (!localStorage.getItem(name)) localStorage.setItem(name, `auyl-field:${crypto.randomUUID().slice(0, 8)}`);
    return localStorage.getItem(name);
  } catch { return "auyl-field"; }
};
const firsts = (questions) => Object.fromEntries(questions.filter((one) => one.default && !one.to).map((one) => [one.id, one.many ? [one.default] : one.default]));

// A new entry of a form; it is kept as soon as something stands in it.
export const begin = (project, account, form) => ({
  id: crypto.randomUUID(), project, account, form: form.id, version: form.version, state: "draft", name: "", touched: false, told: "",
  values: firsts(form.fields || []), rows: Object.fromEntries((form.rows || []).map((repeat) => [repeat.id, form.sheet ? [firsts(repeat.fields)] : []])),
  started: new Date().toISOString(), ended: "", device: device(),
});

// Leaves the form that is open: what was typed last is kept first.
export const close = () => leave();

// Shows an entry to fill in. `done` is called when it is closed, with whether it is to be sent.
export const open = async (place, form, entry, isNew, about, done) => {
  const release = await hold(entry.id);
  if (!release) { held(place); return; }
  const of = { form, entry, lists: await lists(entry.project, form, about.account), most: about.most };
  const told = make("p", { class: "quiet", role: "status", id: "draft-told" });
  const keeper = keeping((photos = [], without = []) => {
    entry.name = nameOf(form, entry);
    return store.keep(structuredClone(entry), photos, without);
  }, told);
  leave = async () => {
    leave = async () => {};
    await keeper.end();
    release();
  };
  persist();
  if (isNew) form.fields.filter(({ kind }) => kind === "place").forEach(({ id }) => {
    // Whoever has one village fills in for that one.
    const [own, ...more] = about.places || [], there = of.lists.place?.find((line) => line.id === own);
    if (there && !more.length) entry.values[id] = { id: own, text: there.full };
  });
  const room = make("p", { class: "notice bad", role: "alert", hidden: true });
  roomTold().then((text) => { room.textContent = text; room.hidden = !text; });

  const narrowing = [];
  const narrow = () => narrowing.forEach((one) => one());
  const asked = (questions, values, prefix, above) => {
    const fields = new Map();
    const made = questions.map((one) => {
      const set = async (value, photos, without) => {
        if (value === undefined || value === "") delete values[one.id]; else values[one.id] = value;
        narrow();
        questions.filter(({ village }) => village === one.id).forEach(({ id }) => fields.get(id).redraw());
        if (photos) await keeper.now(photos, without); else keeper.soon();
      };
      const field = question(of, `${prefix}${one.id}`, one, values, set);
      fields.set(one.id, field);
      return field;
    });
    narrowing.push(() => {
      const isAsked = asking(questions, values, above?.());
      questions.forEach(({ id }) => { fields.get(id).hidden = !isAsked(id); });
    });
    return made;
  };

  const head = asked(form.fields, entry.values, "");
  const topTexts = () => asking(form.fields, entry.values).texts;
  const repeats = form.rows.map((repeat) => repeated(repeat, entry, (row, at) => asked(repeat.fields, row, `${repeat.id}.${at}.`, topTexts), () => { narrow(); keeper.soon(); }));
  const troubles = make("div", { class: "errors", role: "alert", tabindex: "-1", hidden: true });
  const finish = async () => {
    const found = wrongs(form, entry);
    document.querySelectorAll(".field .wrong.here").forEach((one) => one.remove());
    troubles.hidden = !found.length;
    if (found.length) {
      troubles.replaceChildren(make("h2", {}, t("field-wrong")), make("ul", {}, found.map(({ question: one, place: where, key, min, max }) => {
        const at = `${where}${one.id}`, text = t(key, { min, max });
        document.querySelector(`.field[data-at="${CSS.escape(at)}"] .answer`)?.append(make("p", { class: "wrong here" }, text));
        const number = where ? ` ${Number(where.split(".")[1]) + 1}` : "";
        return make("li", {}, make("a", { href: `#${at}`, onclick: (event) => { event.preventDefault(); document.getElementById(at)?.focus(); } }, `${label(one.label)}${number}: ${text}`));
      })));
      troubles.focus();
      return;
    }
    entry.ended = new Date().toISOString();
    entry.name = nameOf(form, entry);
    entry.xml = instance(form, entry, entry.device);
    entry.state = "waiting";
    try { await keeper.now(); } catch { entry.state = "draft"; troubles.hidden = false; troubles.replaceChildren(make("h2", {}, t("field-not-kept"))); return; }
    await leave();
    done(true);
  };
  const discard = async () => {
    if (!confirm(t("field-discard-sure"))) return;
    await keeper.drop();
    await store.remove(entry.id);
    await leave();
    done(false);
  };
  place.replaceChildren(make("form", { class: "field-form", novalidate: true, onsubmit: (event) => { event.preventDefault(); finish(); } },
    make("p", {}, make("a", { href: "#" }, `← ${t("field-back")}`)), make("h2", { id: "form-title", tabindex: "-1" }, label(form.title)),
    form.help && make("p", { class: "quiet" }, label(form.help)), room, troubles, walk(make("div", { class: "card fields" }, head), () => document.querySelector(".row-typed input, .row-typed select, .field-form button.main")?.focus()), repeats,
    make("div", { class: "actions" }, make("button", { class: "main" }, t("field-finish")), make("button", { type: "button", class: "bad", onclick: discard }, t("field-discard"))), told));
  narrow();
  document.getElementById("form-title").focus();
};

// Enter goes on to the next field of a card, and from its last one wherever `after` says.
const walk = (card, after) => {
  card.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || /^(TEXTAREA|BUTTON|A)$/.test(event.target.tagName)) return;
    event.preventDefault();
    const inputs = [...card.querySelectorAll("input, select, textarea")].filter((one) => one.offsetParent);
    const following = inputs[inputs.indexOf(event.target) + 1];
    if (following) following.focus(); else after();
  });
  return card;
};

// Rows, typed one below the other: Enter goes on to the next field, and after the last one to a new row.
const repeated = (repeat, entry, draw, changed) => {
  const rows = entry.rows[repeat.id] ??= [];
  const list = make("div", { class: "rows-typed" });
  const add = (first = {}) => { rows.push(first); draw1(rows.length - 1, true); changed(); };
  const next = () => Object.fromEntries(repeat.fields.filter((one) => one.default && !one.to).map((one) => [one.id, one.default]));
  const draw1 = (at, isNew) => {
    const row = rows[at];
    const remove = () => {
      // Rows keep their numbers while the form is open; an empty one is not sent.
      Object.keys(row).forEach((id) => delete row[id]);
      card.remove();
      changed();
    };
    const card = make("fieldset", { class: "card row-typed" }, make("legend", {}, `${label(repeat.title)} ${at + 1}`), draw(row, at),
      make("button", { type: "button", class: "plain", onclick: remove, "aria-label": `${t("field-row-remove")} ${at + 1}` }, t("field-row-remove")));
    walk(card, () => card.nextElementSibling ? card.nextElementSibling.querySelector("input, select, textarea")?.focus() : add(next()));
    list.append(card);
    if (isNew) card.querySelector("input, select, textarea")?.focus();
  };
  rows.forEach((_, at) => draw1(at, false));
  return make("section", {}, make("h3", {}, label(repeat.title)), list, make("p", {}, make("button", { type: "button", onclick: () => add(next()) }, `+ ${t("field-row-add")}`)));
};

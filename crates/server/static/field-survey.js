// Filling in an uploaded survey. Its logic (conditions, constraints, calculations, choices that depend on answers) is that of
// the engine of ODK Web Forms in `vendor`; here is how its questions look. An entry is kept as the document the engine writes.
import * as store from "./field-store.js";
import { held, hold, keeping } from "./field-hold.js";
import { attached, media } from "./field-media.js";
import { room } from "./field-photo.js";
import { label, lang, make, moment, size, t } from "./field-say.js";

const { engine } = document.body.dataset;
const XML = "xml_submission_file";
const KINDS = { int: "number", decimal: "text", date: "date", time: "time", dateTime: "datetime-local" };
const KEYBOARDS = { int: "numeric", decimal: "decimal" };

const idOf = (xml) => xml.match(/<(?:\w+:)?instanceID>(?:uuid:)?([^<]+)</)?.[1];
const text = (range) => range?.asString || "";
// The language of the form that the page speaks, where the form has it.
const speak = (root) => {
  const fits = root.languages.find(({ language }) => language.includes(`(${lang})`) || language === lang);
  if (fits) root.setLanguage(fits);
};

// The form with what was typed before.
const load = async (form, entry, about) => {
  const { loadForm } = await import(engine);
  const loaded = await loadForm(form.document, { fetchFormAttachment: attached(entry), missingResourceBehavior: "BLANK" });
  if (loaded.status === "failure") throw loaded.error;
  const config = {
    instanceAttachments: { fileNameFactory: ({ extension }) => `${crypto.randomUUID().slice(0, 13)}${(extension || ".jpg").toLowerCase()}` },
    preloadProperties: { deviceID: entry.device, username: about.account },
    geolocationProvider: { getLocation: () => new Promise((done) => navigator.geolocation.getCurrentPosition(({ coords: { latitude, longitude, altitude, accuracy } }) => done(`${latitude} ${longitude} ${altitude || 0} ${accuracy}`), () => done(""))) },
  };
  if (!entry.xml) return loaded.createInstance(config).root;
  const data = new FormData();
  data.append(XML, new File([entry.xml], XML, { type: "text/xml" }));
  (await store.photos(entry.id)).forEach(({ name, blob }) => data.append(name, new File([blob], name, { type: blob.type })));
  return (await loaded.restoreInstance({ data: [data] }, config)).root;
};

const payload = async (root) => (await root.prepareInstancePayload({ payloadType: "monolithic" })).data[0];

// One question; `changed` follows an answer. Its `refresh` shows what the engine says now.
const control = (node, of) => {
  const at = node.nodeId, now = () => node.currentState, set = (value) => { node.setValue(value); of.changed(); };
  const several = node.nodeType === "select" && node.selectType === "select";
  // Pictures have no place in a list that opens.
  const ticks = several || (node.nodeType === "select" && now().valueOptions.some(({ label: words }) => words?.imageSource));
  const build = {
    input: () => {
      const isLong = node.valueType === "string" && (node.nodeOptions?.rows || node.appearances?.multiline);
      if (node.valueType === "geopoint") return point(at, node, set);
      const input = isLong ? make("textarea", { id: at }) : make("input", { id: at, type: KINDS[node.valueType] === "number" ? "text" : KINDS[node.valueType] || "text", inputmode: KEYBOARDS[node.valueType] || (node.appearances?.numbers ? "tel" : null), autocomplete: "off" });
      input.addEventListener("input", () => set(input.value.replace(",", KEYBOARDS[node.valueType] ? "." : ",") || (KEYBOARDS[node.valueType] ? null : "")));
      return [input];
    },
    range: () => {
      const { start, end, step } = node.definition.bodyElement.bounds;
      const input = make("input", { id: at, type: "number", min: start, max: end, step, "aria-describedby": `${at}.bounds` });
      input.addEventListener("input", () => set(input.value || null));
      return [input, make("small", { id: `${at}.bounds` }, `${start} – ${end}`)];
    },
    select: () => ticks ? [make("div", { id: at, class: "ticks", role: several ? "group" : "radiogroup", tabindex: "-1", "aria-labelledby": `${at}.label` })] : [make("select", { id: at, onchange: ({ target }) => { node.selectValue(target.value || null); of.changed(); } })],
    rank: () => [make("ol", { id: at, class: "rank", "aria-labelledby": `${at}.label` })],
    trigger: () => [make("label", { class: "tick" }, make("input", { id: at, type: "checkbox", onchange: ({ target }) => set(target.checked) }), " ", t("field-acknowledged"))],
    upload: () => file(at, node, of),
    note: () => [],
  }[node.nodeType];
  const answer = make("div", { class: "answer" }, build?.());
  const isGroup = ticks || node.nodeType === "rank" || node.nodeType === "trigger";
  const title = make(isGroup || node.nodeType === "note" ? "span" : "label", { class: "label", id: `${at}.label`, for: isGroup || node.nodeType === "note" ? null : at });
  const hint = make("p", { class: "help", id: `${at}.help` });
  const shown = make("div", { class: "media" });
  const made = make("div", { class: "field", "data-at": at }, title, shown, hint, answer);
  const options = () => {
    const place = answer.firstElementChild, chosen = new Set(now().value);
    const offered = now().valueOptions.map(({ value, label: words }) => [value, text(words), String(words?.imageSource || "")]);
    const drawn = JSON.stringify([offered, lang]);
    if (place.dataset.drawn !== drawn) {
      place.dataset.drawn = drawn;
      const choose = () => {
        const chosen = [...place.querySelectorAll("input:checked")].map((one) => one.value);
        if (several) node.selectValues(chosen); else node.selectValue(chosen[0] || null);
        of.changed();
      };
      place.replaceChildren(...(ticks
        ? offered.map(([value, said], n) => {
          const picture = make("span", { class: "media" });
          media(of.entry, picture, now().valueOptions[n].label);
          return make("label", { class: "tick" }, make("input", { type: several ? "checkbox" : "radio", name: `${at}.choice`, value, onchange: choose }), " ", said, picture);
        })
        : [make("option", { value: "" }, "–"), ...offered.map(([value, said]) => make("option", { value }, said))]));
    }
    if (ticks) place.querySelectorAll("input").forEach((one) => { one.checked = chosen.has(one.value); });
    else place.value = [...chosen][0] || "";
  };
  const rank = () => {
    const place = answer.firstElementChild, all = now().valueOptions.map(({ value }) => value);
    const order = now().value.length ? [...now().value] : all;
    const move = (from, to) => { const next = [...order]; next.splice(to, 0, ...next.splice(from, 1)); node.setValues(next); of.changed(); };
    place.replaceChildren(...order.map((value, n) => make("li", {}, text(now().valueOptions.find((one) => one.value === value)?.label), " ",
      make("button", { type: "button", disabled: n === 0, "aria-label": `${t("field-up")}: ${value}`, onclick: () => move(n, n - 1) }, "↑"),
      make("button", { type: "button", disabled: n === order.length - 1, "aria-label": `${t("field-down")}: ${value}`, onclick: () => move(n, n + 1) }, "↓"))));
  };
  made.refresh = () => {
    const state = now(), field = document.activeElement;
    made.hidden = !state.relevant;
    title.replaceChildren(text(state.label), ...(state.required ? [make("span", { class: "must" })] : []));
    media(of.entry, shown, state.label);
    hint.textContent = text(state.hint);
    hint.hidden = !hint.textContent;
    if (node.nodeType === "select") options();
    else if (node.nodeType === "rank") rank();
    else if (node.nodeType === "trigger") answer.querySelector("input").checked = Boolean(state.value);
    else if (node.nodeType === "input" || node.nodeType === "range") {
      const input = answer.querySelector("input, textarea");
      if (input !== field) input.value = input.type === "time" ? (state.instanceValue || "").slice(0, 5) : input.type === "datetime-local" ? (state.instanceValue || "").slice(0, 16) : state.instanceValue || "";
    }
    answer.querySelectorAll("input, select, textarea, button").forEach((one) => { one.disabled ||= state.readonly; });
    if (!hint.hidden) answer.firstElementChild?.setAttribute("aria-describedby", hint.id);
  };
  return made;
};

const point = (at, node, set) => {
  const input = make("input", { id: at, placeholder: "46.7912 62.0284", autocomplete: "off" });
  input.addEventListener("change", () => set(input.value.trim()));
  const here = () => navigator.geolocation.getCurrentPosition(({ coords }) => {
    input.value = `${coords.latitude.toFixed(6)} ${coords.longitude.toFixed(6)} ${coords.altitude || 0} ${Math.round(coords.accuracy)}`;
    set(input.value);
  }, () => {}, { enableHighAccuracy: true, timeout: 60_000 });
  return [input, make("button", { type: "button", onclick: here }, t("field-point-here"))];
};

const file = (at, node, of) => {
  const told = make("span", { id: `${at}.photo` });
  const show = () => {
    const value = node.currentState.value;
    told.textContent = value ? `✓ ${t("field-photo-kept", { size: size(value.size) })}` : "";
    actions.hidden = !value;
  };
  const take = async (given) => {
    if (given && of.most && given.size > of.most * 0.95) { told.textContent = t("field-photo-large", { size: size(given.size), max: size(of.most) }); return; }
    const left = given ? await room() : null;
    if (left !== null && given.size * 2 + 1e6 > left) { told.textContent = t("field-room-none", { size: size(Math.max(left, 0)) }); return; }
    node.setValue(given);
    of.changed(true);
    show();
  };
  const input = make("input", { type: "file", id: at, accept: node.nodeOptions?.media?.accept || "*/*", "aria-describedby": `${at}.photo`, onchange: ({ target }) => target.files[0] && take(target.files[0]) });
  const shrink = async () => { const value = node.currentState.value; if (value) take(await globalThis.auylShrink(value, value.name)); };
  const actions = make("div", { class: "actions" }, make("button", { type: "button", onclick: shrink }, t("field-photo-shrink")), make("button", { type: "button", class: "bad", onclick: () => { input.value = ""; take(null); } }, t("field-photo-remove")));
  show();
  return [input, told, actions];
};

// What stands below a node: questions, groups, rows.
const drawn = (node, of) => {
  if (node.nodeType === "model-value") return null;
  if (node.nodeType === "group" || node.nodeType === "repeat-instance") {
    const title = make("legend", {}), body = (node.currentState.children || []).map((child) => drawn(child, of)).filter(Boolean);
    const made = make("fieldset", { class: "card group" }, title, body);
    made.refresh = () => {
      made.hidden = !node.currentState.relevant;
      title.textContent = text(node.currentState.label);
      body.forEach((one) => one.refresh());
    };
    return made;
  }
  if (node.nodeType.startsWith("repeat-range")) {
    const title = make("h3", {}), rows = make("div", { class: "rows-typed" }), made = make("section", {}, title, rows), isOurs = node.nodeType.endsWith(":uncontrolled");
    const known = new Map();
    if (isOurs) made.append(make("p", {}, make("button", { type: "button", onclick: () => { node.addInstances(); of.changed(); rows.lastElementChild?.querySelector("input, select, textarea")?.focus(); } }, `+ ${t("field-row-add")}`)));
    made.refresh = () => {
      made.hidden = !node.currentState.relevant;
      title.textContent = text(node.currentState.label);
      const there = node.currentState.children;
      rows.replaceChildren(...there.map((child) => {
        if (!known.has(child.nodeId)) {
          const row = drawn(child, of);
          if (isOurs) row.append(make("button", { type: "button", class: "plain", onclick: () => { node.removeInstances(node.currentState.children.indexOf(child)); of.changed(); } }, t("field-row-remove")));
          known.set(child.nodeId, row);
        }
        return known.get(child.nodeId);
      }));
      there.forEach((child) => known.get(child.nodeId).refresh());
    };
    return made;
  }
  return control(node, of);
};

let leave = async () => {};
export const close = () => leave();

// Shows an entry to fill in, as `field-form.js` does for a register.
export const open = async (place, form, entry, isNew, about, done) => {
  const root = await load(form, entry, about);
  if (isNew) entry.id = idOf((await (await payload(root)).get(XML).text())) || entry.id;
  const release = await hold(entry.id);
  if (!release) { held(place); return entry.id; }
  speak(root);
  const told = make("p", { class: "quiet", role: "status", id: "draft-told" });
  const write = async (isWhole) => {
    const data = await payload(root), photos = [];
    entry.xml = await data.get(XML).text();
    entry.name = entry.xml.match(/<(?:\w+:)?instanceName>([^<]+)</)?.[1] || moment(entry.started);
    for (const [name, blob] of data.entries()) if (name !== XML) photos.push({ name, blob });
    // A photo goes when no answer names it: the engine hands over those chosen since the entry was opened, and no earlier ones.
    const gone = isWhole ? (await store.photos(entry.id)).map(({ name }) => name).filter((name) => !entry.xml.includes(`>${name}<`) && !photos.some((one) => one.name === name)) : [];
    await store.keep(structuredClone(entry), isWhole ? photos : [], gone);
  };
  const keeper = keeping(write, told);
  const of = { entry, most: about.most, changed: (isWhole) => { body.forEach((one) => one.refresh()); if (isWhole) keeper.now(true).catch(() => {}); else keeper.soon(); } };
  leave = async () => { await keeper.end(); release(); leave = async () => {}; };
  const body = root.currentState.children.map((child) => drawn(child, of)).filter(Boolean);
  const troubles = make("div", { class: "errors", role: "alert", tabindex: "-1", hidden: true });
  const finish = async () => {
    document.querySelectorAll(".field .wrong.here").forEach((one) => one.remove());
    const found = root.validationState.violations;
    troubles.hidden = !found.length;
    if (found.length) {
      troubles.replaceChildren(make("h2", {}, t("field-wrong")), make("ul", {}, found.map(({ nodeId, violation }) => {
        const said = text(violation.message) || t(violation.condition === "required" ? "phone-required" : "field-not-so"), field = document.querySelector(`.field[data-at="${CSS.escape(nodeId)}"]`);
        field?.querySelector(".answer").append(make("p", { class: "wrong here" }, said));
        return make("li", {}, make("a", { href: "#", onclick: (event) => { event.preventDefault(); document.getElementById(nodeId)?.focus(); } }, `${field?.querySelector(".label").textContent || ""}: ${said}`));
      })));
      troubles.focus();
      return;
    }
    entry.ended = new Date().toISOString();
    entry.state = "waiting";
    try { await keeper.now(true); } catch { entry.state = "draft"; return; }
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
  body.forEach((one) => one.refresh());
  place.replaceChildren(make("form", { class: "field-form", novalidate: true, onsubmit: (event) => { event.preventDefault(); finish(); } },
    make("p", {}, make("a", { href: "#" }, `← ${t("field-back")}`)), make("h2", { id: "form-title", tabindex: "-1" }, label(form.title)), troubles, make("div", { class: "fields" }, body),
    make("div", { class: "actions" }, make("button", { class: "main" }, t("field-finish")), make("button", { type: "button", class: "bad", onclick: discard }, t("field-discard"))), told));
  document.getElementById("form-title").focus();
  return entry.id;
};

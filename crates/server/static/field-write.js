// An entry becomes the instance that ODK Collect would send for the same answers.
import { asking, number, said } from "./field-when.js";

const OTHER = "_other";
const escaped = (text) => String(text)
  // Letters that XML cannot carry.
  .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
  .replace(/[&<>"]/g, (letter) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[letter]);
const element = (name, text) => `<${name}>${escaped(text)}</${name}>`;

const answer = ({ id, kind, many, typed }, value) => {
  if (said(value).length === 0) return "";
  if (typed) return value.id ? element(id, value.id) : element(id, OTHER) + element(`${id}_typed`, value.text.trim());
  if (many) return element(id, value.join(" "));
  if (kind === "file") return element(id, value.name);
  if (/^(count|decimal|money)$/.test(kind)) return element(id, Number.isFinite(number(value)) ? number(value) : value);
  return element(id, value.trim());
};
const answers = (questions, values, isAsked) => questions.filter(({ id }) => isAsked(id)).map((question) => answer(question, values[question.id])).join("");

// Whether a row says anything but what stood there from the beginning.
export const isFilled = ({ fields }, row) => fields.some(({ id, default: first = "" }) => said(row[id]).length > 0 && said(row[id])[0] !== first);

// The document of an entry.
export const instance = (form, entry, device) => {
  const isAsked = asking(form.fields, entry.values);
  const rows = form.rows.map((repeat) => (entry.rows[repeat.id] || []).filter((row) => isFilled(repeat, row))
    .map((row) => `<${repeat.id}>${answers(repeat.fields, row, asking(repeat.fields, row, isAsked.texts))}</${repeat.id}>`).join(""));
  const meta = element("orx:instanceID", `uuid:${entry.id}`) + element("orx:instanceName", entry.name) +
    element("orx:timeStart", entry.started) + element("orx:timeEnd", entry.ended) + element("orx:deviceID", device);
  return `<?xml version="1.0" encoding="UTF-8"?><data xmlns:orx="http://openrosa.org/xforms" id="${escaped(form.id)}" version="${escaped(form.version)}">` +
    `${answers(form.fields, entry.values, isAsked)}${rows.join("")}<orx:meta>${meta}</orx:meta></data>`;
};

// The photos that its answers name.
export const named = (form, entry) => {
  const isAsked = asking(form.fields, entry.values);
  const of = (questions, values, asked) => questions.filter(({ id, kind }) => kind === "file" && asked(id) && values[id]?.name).map(({ id }) => values[id].name);
  return [...of(form.fields, entry.values, isAsked), ...form.rows.flatMap((repeat) => (entry.rows[repeat.id] || []).filter((row) => isFilled(repeat, row))
    .flatMap((row) => of(repeat.fields, row, asking(repeat.fields, row, isAsked.texts))))];
};

// What is wrong with an entry: where, and the key of its sentence.
export const wrongs = (form, entry) => {
  const found = [], isAsked = asking(form.fields, entry.values);
  const look = (questions, values, asked, place) => questions.filter(({ id }) => asked(id)).forEach((question) => {
    // A text in two languages is told in one of them.
    const [other] = question.or ? said(values[question.or]) : [];
    const key = wrong({ ...question, required: question.required && !other?.trim() }, values[question.id]);
    if (key) found.push({ question, place, ...key });
  });
  look(form.fields, entry.values, isAsked, "");
  let filled = 0;
  for (const repeat of form.rows) (entry.rows[repeat.id] || []).forEach((row, at) => {
    if (!isFilled(repeat, row)) return;
    filled += 1;
    look(repeat.fields, row, asking(repeat.fields, row, isAsked.texts), `${repeat.id}.${at}.`);
  });
  if (form.sheet && filled === 0) found.push({ place: `${form.rows[0].id}.0.`, question: form.rows[0].fields[0], key: "field-no-rows" });
  return found;
};

const wrong = ({ kind, required, min, max }, value) => {
  const [text] = said(value);
  if (text === undefined || !text.trim()) return required ? { key: "phone-required" } : null;
  if (/^(count|decimal|money)$/.test(kind)) {
    const n = number(text);
    if (!Number.isFinite(n) || (kind === "count" && !Number.isInteger(n))) return { key: "field-no-number" };
    if (min !== undefined && max !== undefined && (n < Number(min) || n > Number(max))) return { key: "phone-between", min, max };
    if (min !== undefined && n < Number(min)) return { key: "phone-at-least", min };
    if (max !== undefined && n > Number(max)) return { key: "phone-at-most", max };
  }
  if (kind === "phone" && !/^\+?[0-9() -]{9,20}$/.test(text.trim())) return { key: "phone-phone" };
  if (kind === "url" && !/^https?:\/\//.test(text.trim())) return { key: "phone-url" };
  if (kind === "point" && !/^-?[0-9.]+ -?[0-9.]+/.test(text.trim())) return { key: "field-no-point" };
  return null;
};

// The page speaks Kazakh, Russian and English, and changes between them without a network.

const LANGUAGES = [["kk", "Қазақша"], ["ru", "Русский"], ["en", "English"]];
const KEPT = "auyl-field-lang";
let words = {};
export let lang = "ru";

const remembered = () => { try { return localStorage.getItem(KEPT); } catch { return null; } };
const isKnown = (code) => LANGUAGES.some(([known]) => known === code);

export const learn = (texts) => {
  words = texts;
  lang = [remembered(), document.documentElement.lang, "ru"].find(isKnown);
  document.documentElement.lang = lang;
};
// A sentence; what it mentions stands in braces.
export const t = (key, mentioned = {}) => (words[lang]?.[key] ?? key).replace(/\{(\w+)\}/g, (all, name) => mentioned[name] ?? all);
// A label of the catalogue, or the nearest language that has it.
export const label = (of) => [of?.[lang], ...{ kk: [of?.ru, of?.en], ru: [of?.kk, of?.en], en: [of?.ru, of?.kk] }[lang]].find(Boolean) || "";

export const switches = (changed) => {
  const place = document.getElementById("languages");
  place.hidden = false;
  place.setAttribute("role", "group");
  place.setAttribute("aria-label", "Тіл / Язык / Language");
  place.replaceChildren(...LANGUAGES.map(([code, name]) => {
    const button = make("button", { type: "button", lang: code, title: name }, code);
    if (code === lang) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => {
      lang = code;
      document.documentElement.lang = code;
      try { localStorage.setItem(KEPT, code); } catch { /* it speaks it until it is closed */ }
      changed();
    });
    return button;
  }));
};

// An element with its marks and what stands in it; a mark that is false or null is left out, `on…` listens.
export const make = (name, marks = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [mark, value] of Object.entries(marks)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") made.addEventListener(mark.slice(2), value);
    else if (mark === "value") made.value = value;
    else made.setAttribute(mark, value === true ? "" : value);
  }
  made.append(...inside.flat(9).filter((one) => one !== null && one !== undefined && one !== false));
  return made;
};

const two = (n) => String(n).padStart(2, "0");
// A moment where the person is.
export const moment = (at) => {
  const day = new Date(at);
  return `${two(day.getDate())}.${two(day.getMonth() + 1)}.${day.getFullYear()} ${two(day.getHours())}:${two(day.getMinutes())}`;
};
export const day = (iso) => iso.split("-").reverse().join(".");
// Bytes as people read them.
export const size = (bytes) => bytes >= 1e6 ? `${(bytes / 1e6).toFixed(1).replace(".", lang === "en" ? "." : ",")} MB` : `${Math.max(1, Math.round(bytes / 1e3))} kB`;

// Photos and the room for them. A photo is kept as it was taken; it is made smaller only when somebody asks for that.
import "./field-shrink.js";
import * as store from "./field-store.js";
import { make, size, t } from "./field-say.js";

// Below so much a phone soon keeps nothing more.
const LITTLE = 30e6, TRIED = 10e6;
// Endings that the server takes for files.
const ENDING = /\.(jpe?g|png|gif|webp|heic|pdf)$/i;

// Bytes that the browser still gives this site; null where it does not say.
export const room = async () => {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota - usage;
  } catch { return null; }
};
// A sentence about the room that is left, or nothing.
let tried = null;
export const roomTold = async () => {
  const left = await room();
  if (left !== null && left < LITTLE) return t("field-room-little", { size: size(Math.max(left, 0)) });
  // Once while the page is open: it costs a moment.
  tried ??= store.hasRoom(TRIED);
  return await tried ? "" : t("field-room-little", { size: `< ${size(TRIED)}` });
};
// What is kept here is not thrown away when the phone needs room: asked for once there is something to keep.
export const persist = async () => { try { return (await navigator.storage.persisted()) || (await navigator.storage.persist()); } catch { return false; } };

// A name that no other photo of the entry has, with the ending that it came with.
const nameOf = (file) => {
  const ending = file.name.match(ENDING)?.[1] || file.type.split("/")[1] || "jpg";
  return `${crypto.randomUUID().slice(0, 13)}.${ending.toLowerCase()}`;
};

// The question for a photo. `set(value, photos, without)` keeps all three together; `most` is the server's limit.
export const ask = (at, value, entry, most, set) => {
  const place = make("div", { class: "photo" });
  const wrong = (text) => make("p", { class: "wrong", role: "alert" }, text);
  let now = value, shown = "";
  const fits = async (bytes) => {
    if (most && bytes > most * 0.95) return t("field-photo-large", { size: size(bytes), max: size(most) });
    const left = await room();
    return left !== null && bytes * 2 + 1e6 > left ? t("field-room-none", { size: size(Math.max(left, 0)) }) : "";
  };
  const take = async (blob, name) => {
    const before = now;
    const trouble = await fits(blob.size);
    // One that is too large for sending can still be made smaller; one that there is no room for cannot be kept.
    if (trouble && !(blob.type.startsWith("image/") && blob.size > most * 0.95)) { await draw(trouble); return; }
    now = { name, size: blob.size, type: blob.type };
    try {
      await set(now, [{ name, blob }], before && before.name !== name ? [before.name] : []);
      await draw(trouble);
    } catch (error) {
      now = before;
      await draw(t(error?.name === "QuotaExceededError" ? "field-room-none" : "field-not-kept", { size: size(0) }));
    }
  };
  const draw = async (trouble = "") => {
    if (shown) URL.revokeObjectURL(shown);
    shown = "";
    const input = make("input", { type: "file", id: at, accept: "image/*,application/pdf", "aria-describedby": `${at}.photo`, onchange: ({ target }) => target.files[0] && take(target.files[0], nameOf(target.files[0])) });
    const parts = [input];
    if (now) {
      const blob = await store.photo(entry, now.name);
      const isPicture = now.type.startsWith("image/") && blob;
      if (isPicture) shown = URL.createObjectURL(blob);
      const shrink = async () => {
        const small = await globalThis.auylShrink(blob, now.name);
        if (small === blob) await draw(t("field-photo-small")); else await take(small, nameOf(small));
      };
      parts.unshift(make("p", { id: `${at}.photo`, class: "picture" }, isPicture && make("img", { src: shown, alt: "", width: 96 }), make("span", {}, `✓ ${t("field-photo-kept", { size: size(now.size) })}`)));
      parts.push(make("div", { class: "actions" },
        isPicture && make("button", { type: "button", onclick: shrink }, t("field-photo-shrink")),
        make("button", { type: "button", class: "bad", onclick: async () => { const { name } = now; now = undefined; await set(undefined, [], [name]); await draw(); } }, t("field-photo-remove"))));
    }
    place.replaceChildren(...parts, ...(trouble ? [wrong(trouble)] : []));
  };
  draw();
  return place;
};

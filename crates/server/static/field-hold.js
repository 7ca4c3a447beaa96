// An entry that is open: no other tab has it, and every change is on the device a moment later.
import { make, moment, t } from "./field-say.js";

// A pause in typing after which it is kept.
const PAUSE = 150;

// Holds an entry for this tab and gives how to let it go; nothing where another one has it open.
export const hold = (id) => new Promise((done) => {
  navigator.locks.request(`auyl-field ${id}`, { ifAvailable: true }, (lock) => lock ? new Promise(done) : done(null));
});
export const held = (place) => place.replaceChildren(make("p", { class: "notice", role: "alert" }, t("field-elsewhere")), make("p", {}, make("a", { href: "#" }, t("field-back"))));

// Keeps what changes by `write`, which gets what `now` was given, and says so in `told`.
export const keeping = (write, told) => {
  let timer = 0, kept = Promise.resolve();
  const now = (...given) => {
    clearTimeout(timer);
    timer = 0;
    // One after the other: an earlier answer never comes after a later one.
    kept = kept.catch(() => {}).then(() => write(...given));
    return kept.then(() => { told.textContent = t("field-kept", { at: moment(new Date()).slice(-5) }); }, (error) => {
      told.textContent = t("field-not-kept");
      throw error;
    });
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(() => now().catch(() => {}), PAUSE); };
  const flush = () => { if (timer) now().catch(() => {}); };
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", flush);
  // Keeps what was typed last and listens no more.
  const end = async () => {
    flush();
    removeEventListener("pagehide", flush);
    document.removeEventListener("visibilitychange", flush);
    await kept.catch(() => {});
  };
  // Keeps nothing more: the entry is being deleted.
  const drop = async () => { clearTimeout(timer); timer = 0; await kept.catch(() => {}); };
  return { now, soon, end, drop };
};

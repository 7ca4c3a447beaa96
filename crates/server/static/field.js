// The page that works without a network: it begins here. Its parts: `say` (three languages), `store` (what the device keeps),
// `take` (what it takes along), `list` (what it shows first), `form`, `question`, `choose`, `photo`, `when` (filling in), `survey`
// and `media` (uploaded surveys),
// `write` (the document that is sent), `send`, `carry` (to another device).
import * as form from "./field-form.js";
import { show } from "./field-list.js";
import { learn, make, switches, t } from "./field-say.js";
import * as sending from "./field-send.js";
import * as store from "./field-store.js";
import { take } from "./field-take.js";

const { project, root } = document.body.dataset;
const place = document.getElementById("field");
const of = { project, root, about: null, forms: [], titles: new Map(), taken: "", isInstalled: false, isFirst: true, outdated: false };
let drawing = Promise.resolve();

of.send = () => { sending.hurry(); return sending.send(project, root); };
of.take = async () => {
  of.taken = await take(project, root);
  await draw();
  if (of.taken === "taken" || of.taken === "no-room") of.send();
};
of.renew = () => { of.waiting?.postMessage("now"); if (!of.waiting) location.reload(); };

const read = async () => {
  of.about = await store.about(project) || null;
  const all = await store.forms(project), today = new Set((of.about?.forms || []).map(({ id, version }) => `${id} ${version}`));
  of.forms = all.filter(({ id, version }) => today.has(`${id} ${version}`));
  of.forms.sort((one, other) => of.about.forms.findIndex(({ id }) => id === one.id) - of.about.forms.findIndex(({ id }) => id === other.id));
  of.titles = new Map(all.map(({ id, title }) => [id, title]));
};

// An uploaded survey has a document and needs the engine; a register's form is told in few words.
const pages = { current: form };
const pageOf = async (asked) => pages.current = asked.document ? await import("./field-survey.js") : form;

// Which form is open, by the address: `#new/<form>`, `#entry/<id>`.
let opened = "";
const draw = () => drawing = drawing.catch(() => {}).then(async () => {
  await read();
  const [what, id] = decodeURIComponent(location.hash.slice(1)).split("/");
  if (what === "new" || what === "entry") {
    if (opened === location.hash) return;
    await pages.current.close();
    opened = location.hash;
    const entry = what === "entry" ? await store.entry(id) : null;
    const asked = what === "new" ? of.forms.find((one) => one.id === id) : entry && await store.form(project, entry.form, entry.version);
    const isMine = of.about?.account && (!entry || (entry.state === "draft" && entry.account === of.about.account));
    if (asked && isMine) {
      const begun = entry || form.begin(project, of.about.account, asked);
      try {
        await (await pageOf(asked)).open(place, asked, begun, !entry, of.about, (isSent) => { location.hash = ""; if (isSent) of.send(); });
      } catch {
        place.replaceChildren(make("p", { class: "notice bad", role: "alert" }, t("field-survey-wrong")), make("p", {}, make("a", { href: "#" }, t("field-back"))));
        return;
      }
      // Going back and forth comes to this entry again, not to another new one.
      if (!entry) { history.replaceState(null, "", `#entry/${begun.id}`); opened = location.hash; }
      return;
    }
    history.replaceState(null, "", location.pathname);
  }
  await pages.current.close();
  const isBack = opened !== "";
  opened = "";
  await show(place, of);
  of.isFirst = false;
  if (isBack) { scrollTo(0, 0); document.getElementById("content").focus(); }
});

const dress = () => {
  document.title = `${t("field-title")} · ${project} · Auyl`;
  document.querySelector("h1").textContent = t("field-title");
  const guide = document.querySelector(".guide");
  guide?.replaceChildren(make("summary", {}, t("web-guide")), ...t("guide-field").split("\n").map((part) => make("p", {}, part)));
  switches(async () => { dress(); await pages.current.close(); opened = ""; draw(); });
};

const install = async () => {
  if (!navigator.serviceWorker) return;
  const worker = await navigator.serviceWorker.register(`${root}/field/worker.js`, { scope: `${root}/field`, updateViaCache: "none" });
  const look = () => {
    if (worker.waiting && navigator.serviceWorker.controller) { of.waiting = worker.waiting; of.outdated = true; draw(); }
  };
  worker.addEventListener("updatefound", () => worker.installing?.addEventListener("statechange", look));
  look();
  let isRenewed = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => { if (of.outdated && !isRenewed) { isRenewed = true; pages.current.close().then(() => location.reload()); } });
  await navigator.serviceWorker.ready;
  of.isInstalled = true;
};

const begin = async () => {
  learn(await (await fetch(`${root}/field/words.json`, { credentials: "same-origin" })).json());
  dress();
  // Browsers keep nothing for an address that is not encrypted; the forms with a network stay on the page.
  if (!isSecureContext) { place.prepend(make("p", { class: "notice bad", role: "alert" }, t("field-not-secure"))); return; }
  try { await draw(); } catch { place.replaceChildren(make("p", { class: "notice bad", role: "alert" }, t("field-no-store"))); return; }
  addEventListener("hashchange", draw);
  for (const what of ["entries", "standing", "online", "offline"]) addEventListener(what, () => { if (!opened) draw(); });
  addEventListener("online", () => of.take());
  addEventListener("outdated", () => { of.outdated = true; draw(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") sending.send(project, root); });
  await Promise.allSettled([install(), of.take()]);
  await draw();
  of.send();
};
begin();

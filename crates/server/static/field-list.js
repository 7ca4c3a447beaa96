// What the device holds: forms to begin, drafts, what waits, what has arrived; and how it stands with the network.
import * as store from "./field-store.js";
import { carried, unpack } from "./field-carry.js";
import { roomTold } from "./field-photo.js";
import { label, make, moment, t } from "./field-say.js";
import * as sending from "./field-send.js";
import { ticket } from "./field-ticket.js";

// Lines about what has arrived that are shown.
const SHOWN = 30;
const MARKS = { draft: "", waiting: "warn", sending: "warn", refused: "bad", confirmed: "good" };

// Notices over the list, as they stand now.
const notices = async (of, waiting) => {
  const { root, about } = of, all = [];
  const say = (text, kind = "", more = null) => all.push(make("p", { class: `notice ${kind}`, role: kind === "bad" ? "alert" : null }, text, more && " ", more));
  const signIn = make("a", { href: `/sign-in?to=${encodeURIComponent(`${root}/field`)}` }, t("field-sign-in"));
  if (of.outdated) say(t("field-outdated"), "warn", make("button", { type: "button", onclick: of.renew }, t("field-renew")));
  // Before the server was asked for the first time nobody knows who is signed in.
  const isStranger = about ? !about.account : of.taken !== "";
  if (isStranger || sending.standing === "signed-out" || of.taken === "signed-out") say(t(waiting ? "field-signed-out-waiting" : "field-signed-out", { n: waiting }), "warn", signIn);
  else if (sending.standing === "other-account") say(t("field-other-account"), "warn", signIn);
  if (of.taken === "not-allowed") say(t("field-not-allowed"), "bad");
  if (!navigator.onLine || sending.standing === "no-network" || of.taken === "no-network") say(t("field-no-network"), "warn");
  const room = await roomTold() || (of.taken === "no-room" && t("field-room-none", { size: "0 MB" }));
  if (room) say(room, "bad");
  return all;
};

const actions = (entry, of) => {
  const button = (key, onclick, kind = "") => make("button", { type: "button", class: kind, onclick, "aria-label": `${t(key)}: ${entry.name}` }, t(key));
  if (entry.state === "draft") return [make("a", { class: "button", href: `#entry/${entry.id}`, "aria-label": `${t("field-continue")}: ${entry.name}` }, t("field-continue"))];
  const again = async () => {
    const opened = await store.step(entry.id, ["waiting", "refused"], { state: "draft", told: "" });
    if (opened) location.hash = `#entry/${entry.id}`;
  };
  const all = [];
  if (entry.state === "refused") all.push(button("field-try-again", async () => { await store.step(entry.id, ["refused"], { state: "waiting" }); of.send(); }));
  // What may have reached the server already is not changed any more: it would be another one of the same number.
  if (/^(waiting|refused)$/.test(entry.state) && !entry.touched) all.push(button("field-open-again", again));
  return all;
};

const line = (entry, of) => make("li", { class: "row apart entry", "data-state": entry.state, "data-id": entry.id },
  make("span", {}, make("strong", {}, label(of.titles.get(entry.form)) || entry.form), make("br"), entry.name || moment(entry.started), make("br"),
    make("small", {}, entry.state === "confirmed" ? t("field-at", { at: moment(entry.at) }) : t("field-begun", { at: moment(entry.started) })),
    of.tickets.has(entry.id) && make("span", {}, make("br"), t("field-ticket", { at: of.tickets.get(entry.id) })),
    entry.state === "refused" && make("span", { class: "bad-text" }, make("br"), entry.told)),
  make("span", { class: "actions" }, make("span", { class: `tag ${MARKS[entry.state]}` }, `${entry.state === "confirmed" ? "✓ " : ""}${t(`field-state-${entry.state}`)}`), actions(entry, of)));

const section = (key, entries, of, ...more) => entries.length > 0 && make("section", { class: "card", "aria-labelledby": key },
  make("h2", { id: key }, `${t(key)} `, make("small", {}, String(entries.length))), more, make("ul", { class: "plain-list" }, entries.map((entry) => line(entry, of))));

// Shows it all. `of` holds project, root, about, forms, titles, what was taken along, and what buttons do.
export const show = async (place, of) => {
  const all = await store.entries(of.project);
  const mine = all.filter(({ account }) => account === of.about?.account), others = all.length - mine.length;
  const state = (...states) => mine.filter((entry) => states.includes(entry.state));
  const waiting = state("waiting", "sending"), unsent = all.filter((entry) => entry.state !== "confirmed").length;
  const confirmed = state("confirmed").sort((one, other) => other.at.localeCompare(one.at)).slice(0, SHOWN);
  // A resident gets the number while the problem still waits on the phone.
  const problems = mine.filter((entry) => of.forms.some(({ id, ticket: gives }) => gives && id === entry.form));
  of.tickets = new Map(await Promise.all(problems.map(async ({ id }) => [id, await ticket(of.project, id)])));
  const isReady = of.about?.account && of.about.whole && of.isInstalled;
  const said = make("p", { class: "row-status", role: "status" }), tell = (text) => { place.querySelector(".row-status").textContent = text; };
  const give = async () => {
    const file = await carried(of.project, of.about.account);
    const address = URL.createObjectURL(file);
    make("a", { href: address, download: `auyl-${of.project}-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "-")}.zip` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    tell(t("field-given"));
  };
  const bring = async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    try {
      const { taken, known } = await unpack(file, of.project, of.about.account);
      tell(t("field-brought", { n: taken, known }));
      of.send();
    } catch (error) { tell(t(error?.name === "QuotaExceededError" ? "field-room-none" : "field-brought-wrong", { size: "0" })); }
    target.value = "";
  };
  const parts = [await notices(of, all.filter((entry) => /^(waiting|sending)$/.test(entry.state)).length)];
  if (of.about?.account) {
    parts.push(make("p", { class: "quiet", id: "installed", "data-ready": isReady ? "yes" : "no" }, isReady ? `✓ ${t("field-ready")}` : t("field-getting-ready")));
    parts.push(section("field-refused", state("refused"), of), section("field-drafts", state("draft"), of),
      section("field-waiting", waiting, of, make("p", {}, make("button", { type: "button", class: "main", onclick: of.send, disabled: sending.standing === "sending" }, t("field-send-now")))));
    parts.push(make("section", { class: "card", "aria-labelledby": "field-new" }, make("h2", { id: "field-new" }, t("field-new")),
      of.forms.length ? make("ul", { class: "forms" }, of.forms.map((form) => make("li", {}, make("a", { class: "button", href: `#new/${form.id}` }, label(form.title))))) : make("p", { class: "empty" }, t("field-no-forms"))));
    parts.push(section("field-confirmed", confirmed, of));
    if (others) parts.push(make("p", { class: "notice" }, t("field-of-others", { n: others })));
    parts.push(make("details", { class: "card" }, make("summary", {}, t("field-more")),
      make("p", { class: "quiet" }, of.about.at ? t("field-taken", { at: moment(of.about.at) }) : ""),
      make("div", { class: "actions" }, make("button", { type: "button", onclick: of.take }, t("field-take-again")), make("button", { type: "button", onclick: give, disabled: !unsent }, t("field-give"))),
      make("div", { class: "field" }, make("label", { for: "bring" }, t("field-bring")), make("p", { class: "help", id: "bring-help" }, t("field-bring-help")), make("input", { type: "file", id: "bring", accept: ".zip,application/zip", "aria-describedby": "bring-help", onchange: bring }))));
  } else if (of.isFirst) parts.push(make("p", { class: "quiet", id: "installed", "data-ready": "no" }, t("field-getting-ready")));
  said.textContent = place.querySelector(".row-status")?.textContent || "";
  const more = parts.flat().filter(Boolean);
  if (place.querySelector("details.card[open]")) more.find((part) => part.matches("details"))?.setAttribute("open", "");
  settle(place, [...more, said]);
};

// Changes only what is different: whoever is about to press something presses it.
const settle = (place, parts) => {
  const there = new Map([...place.children].map((part) => [part.outerHTML, part]));
  const wanted = parts.map((part) => there.get(part.outerHTML) || part);
  [...place.children].filter((part) => !wanted.includes(part)).forEach((part) => part.remove());
  wanted.forEach((part, at) => { if (place.children[at] !== part) place.insertBefore(part, place.children[at] || null); });
};

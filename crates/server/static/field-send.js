// Sends what waits, one after the other, oldest first. An entry leaves the device only when the server has confirmed that it
// and all its photos are on its disk. A retry carries the same number, so that it arrives once.
import * as store from "./field-store.js";
import { who } from "./field-take.js";
import { named } from "./field-write.js";

const LOCK = "auyl-field-send";
const FIRST_PAUSE = 5_000, LONGEST_PAUSE = 600_000;
// Room in a request for the document itself and what stands between parts.
const BESIDE = 100_000;
let pause = FIRST_PAUSE, timer = 0;
// How it stands: "", "sending", "signed-out", "other-account", "no-network".
export let standing = "";
const stand = (how) => { standing = how; dispatchEvent(new Event("standing")); };

// One request of an entry: null where it arrived, or what came instead.
const post = async (address, xml, photos, isLast) => {
  const body = new FormData();
  body.append("xml_submission_file", new Blob([xml], { type: "text/xml" }), "submission.xml");
  photos.forEach(({ name, blob }) => body.append(name, blob, name));
  if (!isLast) body.append("*isIncomplete*", "yes");
  const bytes = photos.reduce((sum, { blob }) => sum + blob.size, xml.length);
  // A village's network: a minute, and as long as four kilobytes a second take.
  const answer = await fetch(address, { method: "POST", body, credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(60_000 + bytes / 4) });
  const isOurs = answer.headers.get("x-openrosa-version") !== null;
  if (answer.status === 201 && isOurs) return null;
  if (answer.status === 401 || answer.type === "opaqueredirect") return { why: "signed-out" };
  // Too many at once, a server that is being mended, a page of the network's own: later.
  if (!isOurs || answer.status === 429 || answer.status >= 500) return { why: "no-network" };
  const text = new DOMParser().parseFromString(await answer.text(), "text/xml").querySelector("message")?.textContent;
  return { why: "refused", told: text || String(answer.status) };
};

// The photos in as many requests as the server's limit asks for.
export const parcels = (photos, most) => {
  const all = [[]];
  let left = most;
  for (const photo of photos) {
    if (photo.blob.size > left && all.at(-1).length) { all.push([]); left = most; }
    all.at(-1).push(photo);
    left -= photo.blob.size;
  }
  return all;
};

const sendOne = async (id, about) => {
  const entry = await store.step(id, ["waiting", "sending"], { state: "sending" });
  if (!entry) return null;
  const form = await store.form(entry.project, entry.form, entry.version), all = await store.photos(id);
  const names = form.document ? all.map(({ name }) => name).filter((name) => entry.xml.includes(`>${name}<`)) : named(form, entry);
  const photos = all.filter(({ name }) => names.includes(name));
  const sent = parcels(photos, Math.max(about.most - entry.xml.length * 3 - BESIDE, 1));
  const address = `/v1/projects/${about.number}/submission?deviceID=${encodeURIComponent(entry.device)}`;
  let touched = entry.touched;
  try {
    for (const [at, parcel] of sent.entries()) {
      const failed = await post(address, entry.xml, parcel, at === sent.length - 1);
      if (failed) {
        const isRefused = failed.why === "refused";
        await store.step(id, ["sending"], { state: isRefused ? "refused" : "waiting", told: failed.told || "", touched: touched || failed.why === "no-network" });
        return isRefused ? null : failed.why;
      }
      touched = true;
    }
  } catch {
    // It may have arrived and only the answer not: from here on it is sent as it is.
    await store.step(id, ["sending"], { state: "waiting", touched: true });
    return "no-network";
  }
  await store.confirmed(id, new Date().toISOString());
  return null;
};

const round = async (project, root) => {
  const about = await store.about(project);
  const mine = async () => (await store.entries(project)).filter(({ account, state }) => account === about?.account && /^(waiting|sending)$/.test(state));
  const waiting = about?.account ? await mine() : [];
  if (!waiting.length) { stand(""); return; }
  stand("sending");
  const account = await who(root);
  if (account !== about.account) {
    stand(account === null ? "no-network" : account === "" ? "signed-out" : "other-account");
    return;
  }
  for (const { id } of waiting.sort((one, other) => one.ended.localeCompare(other.ended))) {
    const stopped = await sendOne(id, about);
    if (stopped) { stand(stopped); return; }
  }
  stand("");
};

// Sends now, and again by itself for as long as something waits. Of several tabs one sends.
export const send = async (project, root) => {
  clearTimeout(timer);
  const isMine = await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock) await round(project, root);
    return Boolean(lock);
  });
  pause = standing === "no-network" || !isMine ? Math.min(pause * 3, LONGEST_PAUSE) : FIRST_PAUSE;
  if (standing === "no-network" || !isMine) timer = setTimeout(() => send(project, root), pause);
};
export const hurry = () => { pause = FIRST_PAUSE; };

// What is kept on the device, in one database for all projects of the site: entries with their photos, the versions of
// forms that they answer, what those show, lists to choose from, and what is known of each project. Nothing here knows a page or a network.

const NAME = "auyl-field";
// One step for each version of the database. A step that has shipped is never changed: a device may be at any of them.
const STEPS = [
  (base) => {
    base.createObjectStore("entries", { keyPath: "id" }).createIndex("project", "project");
    base.createObjectStore("files", { keyPath: ["entry", "name"] }).createIndex("entry", "entry");
    base.createObjectStore("forms", { keyPath: ["project", "id", "version"] }).createIndex("project", "project");
    base.createObjectStore("lists", { keyPath: ["project", "id"] }).createIndex("project", "project");
    base.createObjectStore("about", { keyPath: "project" });
  },
  // Pictures, sounds and files of surveys.
  (base) => base.createObjectStore("media", { keyPath: ["project", "form", "name"] }),
];

let opened = null;
const open = () => opened ??= new Promise((done, fail) => {
  const asked = indexedDB.open(NAME, STEPS.length);
  asked.onupgradeneeded = ({ oldVersion }) => STEPS.slice(oldVersion).forEach((step) => step(asked.result, asked.transaction));
  asked.onerror = () => { opened = null; fail(asked.error); };
  asked.onsuccess = () => {
    // A newer version of this page in another tab needs the database for itself.
    asked.result.onversionchange = () => { asked.result.close(); opened = null; dispatchEvent(new Event("outdated")); };
    done(asked.result);
  };
});
const got = (request) => new Promise((done, fail) => {
  request.onsuccess = () => done(request.result);
  request.onerror = () => fail(request.error);
});
// On the disk before it is done: a battery may be empty the next moment.
const within = async (stores, mode, work) => {
  const tx = (await open()).transaction(stores, mode, { durability: "strict" });
  const ended = new Promise((done, fail) => { tx.oncomplete = done; tx.onabort = () => fail(tx.error); });
  const result = await work((name) => tx.objectStore(name));
  if (mode === "readwrite") await ended;
  return result;
};
const told = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
const changed = () => { told?.postMessage("changed"); dispatchEvent(new Event("entries")); };
told?.addEventListener("message", () => dispatchEvent(new Event("entries")));

export const about = (project) => within(["about"], "readonly", (of) => got(of("about").get(project)));
export const keepAbout = (known) => within(["about"], "readwrite", (of) => got(of("about").put(known)));

export const entries = async (project) => {
  const all = await within(["entries"], "readonly", (of) => got(of("entries").index("project").getAll(project)));
  return all.sort((one, other) => one.started.localeCompare(other.started));
};
export const entry = (id) => within(["entries"], "readonly", (of) => got(of("entries").get(id)));

// Keeps an entry, with new photos and without those that were taken away.
export const keep = async (kept, photos = [], without = []) => {
  await within(["entries", "files"], "readwrite", async (of) => {
    photos.forEach(({ name, blob }) => of("files").put({ entry: kept.id, name, blob }));
    without.forEach((name) => of("files").delete([kept.id, name]));
    await got(of("entries").put(kept));
  });
  changed();
};

// Changes an entry if it still is in one of these states; two tabs may want the same one. Gives it, or null.
export const step = async (id, from, change) => {
  const now = await within(["entries"], "readwrite", async (of) => {
    const there = await got(of("entries").get(id));
    if (!there || !from.includes(there.state)) return null;
    const now = { ...there, ...change };
    await got(of("entries").put(now));
    return now;
  });
  if (now) changed();
  return now;
};

// What the server has confirmed needs its answers and photos no more; a line stays that says so.
export const confirmed = async (id, at) => {
  await within(["entries", "files"], "readwrite", async (of) => {
    const { project, account, form, version, name, started } = await got(of("entries").get(id));
    of("files").delete(IDBKeyRange.bound([id], [id, []]));
    await got(of("entries").put({ id, project, account, form, version, name, started, state: "confirmed", at }));
  });
  changed();
};
export const remove = async (id) => {
  await within(["entries", "files"], "readwrite", async (of) => {
    of("files").delete(IDBKeyRange.bound([id], [id, []]));
    await got(of("entries").delete(id));
  });
  changed();
};

export const photo = (entry, name) => within(["files"], "readonly", async (of) => (await got(of("files").get([entry, name])))?.blob);
export const photos = (entry) => within(["files"], "readonly", (of) => got(of("files").index("entry").getAll(entry)));

// Whether there is room for so many bytes: tried, because newer browsers do not say how much there is.
export const hasRoom = async (bytes) => {
  try {
    await within(["files"], "readwrite", (of) => got(of("files").put({ entry: "", name: "room", blob: new Blob([new Uint8Array(bytes)]) })));
    await within(["files"], "readwrite", (of) => got(of("files").delete(["", "room"])));
    return true;
  } catch { return false; }
};

export const form = (project, id, version) => within(["forms"], "readonly", (of) => got(of("forms").get([project, id, version])));
export const forms = (project) => within(["forms"], "readonly", (of) => got(of("forms").index("project").getAll(project)));
// Keeps the forms of today; earlier versions go when no entry answers them any more.
export const keepForms = (project, today) => within(["forms", "entries"], "readwrite", async (of) => {
  const answered = (await got(of("entries").index("project").getAll(project))).map(({ form, version }) => `${form} ${version}`);
  const needed = new Set([...today.map(({ id, version }) => `${id} ${version}`), ...answered]);
  const known = await got(of("forms").index("project").getAllKeys(project));
  known.filter(([, id, version]) => !needed.has(`${id} ${version}`)).forEach((key) => of("forms").delete(key));
  today.forEach((form) => of("forms").put({ project, ...form }));
});
// Forms that came with entries of another device.
export const addForms = (more) => within(["forms"], "readwrite", async (of) => { more.forEach((form) => of("forms").put(form)); });

export const medium = (project, form, name) => within(["media"], "readonly", (of) => got(of("media").get([project, form, name])));
export const keepMedium = (kept) => within(["media"], "readwrite", (of) => got(of("media").put(kept)));
// Those of a project that no form names any more go.
export const keepMedia = (project, forms) => within(["media"], "readwrite", async (of) => {
  const needed = new Set(forms.flatMap(({ id, files }) => (files || []).map(({ name }) => `${id} ${name}`)));
  const known = await got(of("media").getAllKeys(IDBKeyRange.bound([project], [project, []])));
  known.filter(([, form, name]) => !needed.has(`${form} ${name}`)).forEach((key) => of("media").delete(key));
});

export const list = (project, id) => within(["lists"], "readonly", (of) => got(of("lists").get([project, id])));
export const lists = (project) => within(["lists"], "readonly", (of) => got(of("lists").index("project").getAll(project)));
export const keepList = (kept) => within(["lists"], "readwrite", (of) => got(of("lists").put(kept)));
// Names of people stay on a device only for who is signed in there.
export const forgetLists = (project) => within(["lists"], "readwrite", async (of) => {
  const keys = await got(of("lists").index("project").getAllKeys(project));
  keys.forEach((key) => of("lists").delete(key));
});

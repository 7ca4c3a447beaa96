// What the device takes along while there is a network: who is signed in, forms, lists to choose from, what surveys show.
import * as store from "./field-store.js";

const asked = (address, headers = {}) => fetch(address, { headers: { accept: "application/json", ...headers }, credentials: "same-origin", redirect: "manual", cache: "no-store" });
// Whoever is not signed in is sent to the page for that.
const isSignedOut = (answer) => answer.type === "opaqueredirect" || answer.status === 401;

// Who is signed in: an account, "" for nobody, null where there is no answer.
export const who = async (root) => {
  try {
    const answer = await asked(`${root}/field/who.json`);
    if (isSignedOut(answer)) return "";
    return answer.ok ? (await answer.json()).account : null;
  } catch { return null; }
};

// Takes forms and lists; says what came of it: "taken", "signed-out", "not-allowed", "no-room" or
// "no-network".
export const take = async (project, root) => {
  try {
    const before = await store.about(project);
    const answer = await asked(`${root}/field/forms.json`, before?.account ? { "if-none-match": before.tag } : {});
    if (isSignedOut(answer)) return "signed-out";
    if (answer.status === 403 || answer.status === 404) return "not-allowed";
    const isSame = answer.status === 304;
    if (!isSame && !answer.ok) return "no-network";
    const { forms, ...told } = isSame ? before : await answer.json();
    if (before && before.account !== told.account) await store.forgetLists(project);
    if (!isSame) await store.keepForms(project, forms);
    const named = isSame ? forms : forms.map(({ id, version, lists, files }) => ({ id, version, lists, files }));
    const about = { ...told, project, tag: isSame ? before.tag : answer.headers.get("etag"), forms: named, at: new Date().toISOString() };
    await store.keepAbout({ ...about, whole: Boolean(before?.whole && before.account === told.account) });
    for (const id of new Set(named.flatMap(({ lists }) => lists))) {
      const known = await store.list(project, id);
      const list = await asked(`${root}/field/lists/${id}.json`, known ? { "if-none-match": known.tag } : {});
      if (list.status === 304) continue;
      if (!list.ok) return "no-network";
      await store.keepList({ project, id, tag: list.headers.get("etag"), lines: await list.json() });
    }
    for (const { id, files } of named) for (const { name, md5 } of files || []) {
      if ((await store.medium(project, id, name))?.md5 === md5) continue;
      const file = await asked(`/v1/projects/${about.number}/forms/${encodeURIComponent(id)}/lists/${encodeURIComponent(name)}`, { accept: "*/*" });
      if (!file.ok) return "no-network";
      const blob = await file.blob();
      try { await store.keepMedium({ project, form: id, name, md5, blob }); } catch { return "no-room"; }
    }
    await store.keepMedia(project, named);
    await store.keepAbout({ ...about, whole: true });
    return "taken";
  } catch { return "no-network"; }
};

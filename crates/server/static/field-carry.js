// What waits on a device as one file, and back on another: a ZIP archive without compression (photos are compressed), so
// that a person can look into it. Entries keep their numbers, so that what both devices send arrives once.
import * as store from "./field-store.js";

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n; });
const crc = (bytes) => { let sum = -1; for (const byte of bytes) sum = TABLE[(sum ^ byte) & 255] ^ (sum >>> 8); return (sum ^ -1) >>> 0; };
const LIST = "auyl-field.json";
// Of the layout of the file, for a later program.
const VERSION = 1;

// Numbers of two and four bytes, little end first, as ZIP has them.
const packed = (...numbers) => {
  const bytes = new Uint8Array(numbers.reduce((sum, [, width]) => sum + width, 0)), view = new DataView(bytes.buffer);
  let at = 0;
  for (const [number, width] of numbers) { width === 2 ? view.setUint16(at, number, true) : view.setUint32(at, number, true); at += width; }
  return bytes;
};

const zip = async (files) => {
  const parts = [], central = [];
  let at = 0, bytes = 0;
  for (const { name, blob } of files) {
    const title = new TextEncoder().encode(name), sum = crc(new Uint8Array(await blob.arrayBuffer()));
    // Version 2.0, names in UTF-8, stored; the day of the files says nothing here.
    const about = [[20, 2], [0x800, 2], [0, 2], [0, 2], [0x21, 2], [sum, 4], [blob.size, 4], [blob.size, 4], [title.length, 2], [0, 2]];
    parts.push(packed([0x04034b50, 4], ...about), title, blob);
    central.push(packed([0x02014b50, 4], [20, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), title);
    at += 30 + title.length + blob.size;
    bytes += 46 + title.length;
  }
  const end = packed([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [bytes, 4], [at, 4], [0, 2]);
  return new Blob([...parts, ...central, end], { type: "application/zip" });
};

const wrong = () => new Error("no file of ours");
// The files of an archive that `zip` wrote; parts of the file itself, not copies.
const unzip = async (file) => {
  const end = new DataView(await file.slice(-22).arrayBuffer());
  if (end.byteLength < 22 || end.getUint32(0, true) !== 0x06054b50) throw wrong();
  const from = end.getUint32(16, true), view = new DataView(await file.slice(from, from + end.getUint32(12, true)).arrayBuffer());
  const found = new Map();
  for (let at = 0, n = end.getUint16(10, true); n > 0; n--) {
    if (view.getUint32(at, true) !== 0x02014b50 || view.getUint16(at + 10, true) !== 0) throw wrong();
    const sum = view.getUint32(at + 16, true), size = view.getUint32(at + 24, true), length = view.getUint16(at + 28, true), begins = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, length));
    const blob = file.slice(begins + 30 + length, begins + 30 + length + size);
    if (crc(new Uint8Array(await blob.arrayBuffer())) !== sum) throw wrong();
    found.set(name, blob);
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return found;
};

// All that an account has not sent from this device, with its photos and the forms that it answers.
export const carried = async (project, account) => {
  const entries = (await store.entries(project)).filter((entry) => entry.account === account && entry.state !== "confirmed");
  const answered = new Set(entries.map(({ form, version }) => `${form} ${version}`));
  const forms = (await store.forms(project)).filter(({ id, version }) => answered.has(`${id} ${version}`));
  const photos = (await Promise.all(entries.map(({ id }) => store.photos(id)))).flat();
  const list = { auyl: VERSION, project, entries, forms, photos: photos.map(({ entry, name, blob }) => ({ entry, name, type: blob.type })) };
  return zip([{ name: LIST, blob: new Blob([JSON.stringify(list)]) }, ...photos.map(({ entry, name, blob }) => ({ name: `${entry}/${name}`, blob }))]);
};

// Takes such a file in; entries that are on this device already stay as they are. Gives how many were new and how many not.
export const unpack = async (file, project, account) => {
  const files = await unzip(file);
  const list = JSON.parse(await (files.get(LIST) ?? new Blob()).text());
  if (list.auyl !== VERSION || list.project !== project) throw wrong();
  const known = await store.forms(project);
  const added = list.forms.filter((one) => !known.some(({ id, version }) => id === one.id && version === one.version));
  await store.addForms(added.map((form) => ({ ...form, project })));
  let taken = 0;
  for (const entry of list.entries) {
    if (await store.entry(entry.id)) continue;
    const photos = list.photos.filter((photo) => photo.entry === entry.id).map(({ name, type }) => ({ name, blob: files.get(`${entry.id}/${name}`)?.slice(0, undefined, type) }));
    if (photos.some(({ blob }) => !blob)) throw wrong();
    // Another device may send it, too: what waited there is sent from here as it is.
    await store.keep({ ...entry, project, account, state: entry.state === "sending" ? "waiting" : entry.state, touched: entry.touched || entry.state !== "draft" }, photos);
    taken += 1;
  }
  return { taken, known: list.entries.length - taken };
};

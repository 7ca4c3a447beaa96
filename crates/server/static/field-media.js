// What a survey shows beside its words, pictures, sounds and films, and the files that it reads, as the device keeps them.
import { csv } from "./field-csv.js";
import { make } from "./field-say.js";
import * as store from "./field-store.js";

const KINDS = { csv: "text/csv", xml: "text/xml", geojson: "application/geo+json" };
const SHOWN = [
  ["imageSource", (src, words) => make("img", { src, alt: words, loading: "lazy" })],
  ["audioSource", (src, words) => make("audio", { src, controls: true, "aria-label": words })],
  ["videoSource", (src, words) => make("video", { src, controls: true, playsinline: true, "aria-label": words })],
];

const nameOf = (address) => decodeURIComponent(String(address).split("/").at(-1));
const blobOf = async (entry, address) => (await store.medium(entry.project, entry.form, nameOf(address)))?.blob;

// A file that a survey reads: one of its own, or a list of the project.
export const attached = (entry) => async (address) => {
  const name = nameOf(address), own = await blobOf(entry, name), found = own || await csv(entry.project, name);
  return found === null ? new Response(null, { status: 404 }) : new Response(found, { headers: { "content-type": KINDS[name.split(".").at(-1)] || "application/octet-stream" } });
};

// Shows in a place what belongs to a label; what the device does not have is left out.
export const media = (entry, place, range) => {
  const wanted = SHOWN.filter(([source]) => range?.[source]).map(([source, show]) => [String(range[source]), show]);
  const asked = wanted.map(([address]) => address).join(" ");
  if ((place.dataset.asked || "") === asked) return;
  place.dataset.asked = asked;
  place.replaceChildren();
  Promise.all(wanted.map(async ([address, show]) => [await blobOf(entry, address), show])).then((found) => {
    if (place.dataset.asked !== asked) return;
    place.replaceChildren(...found.filter(([blob]) => blob).map(([blob, show]) => show(URL.createObjectURL(blob), range.asString || "")));
  });
};

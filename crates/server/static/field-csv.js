// The lists of the device as the files that a form for phones reads.
import * as store from "./field-store.js";
import { t } from "./field-say.js";

const quoted = (text) => `"${String(text).replace(/"/g, '""')}"`;

// `<register>.csv` as the server would give it; null for a file that is none of ours.
export const csv = async (project, name) => {
  const list = name.endsWith(".csv") && await store.list(project, name.slice(0, -4));
  if (!list) return null;
  const lines = [["name", "label", "place"], ...list.lines, ["_other", t("phone-not-listed"), ""]];
  return lines.map((line) => line.map(quoted).join(",")).join("\n");
};

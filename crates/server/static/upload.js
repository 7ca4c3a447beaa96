// Files of an event: dropped or chosen, each sent by itself with its own progress, so that what has arrived is there even
// when the connection breaks. Without this script the same form sends all of them at once.
"use strict";
(() => {
  const form = document.querySelector("form.upload");
  if (!form) return;
  const input = form.querySelector("input[type=file]"), list = form.querySelector(".uploads"), status = form.querySelector(".upload-status");
  const drop = form.querySelector(".drop"), smaller = document.getElementById("upload-smaller"), say = form.dataset;
  const waiting = [];
  let sending = 0, saved = 0;
  form.querySelector(".no-script").hidden = true;
  form.querySelector(".only-script").hidden = false;

  const element = (name, text = "", classes = "") => {
    const made = document.createElement(name);
    made.textContent = text; made.className = classes;
    return made;
  };
  // The photo's own day and place go with the smaller one; it stands upright already, so that mark is set to 1.
  const exifOf = (view) => {
    let at = 2;
    while (at + 10 < view.byteLength && view.getUint8(at) === 0xff && view.getUint8(at + 1) !== 0xda) {
      const size = view.getUint16(at + 2) + 2;
      if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966 && at + size <= view.byteLength) {
        const bytes = new Uint8Array(view.buffer.slice(at, at + size)), part = new DataView(bytes.buffer);
        const little = part.getUint16(10) === 0x4949, first = 10 + part.getUint32(14, little), count = part.getUint16(first, little);
        for (let n = 0; n < count; n++) {
          const entry = first + 2 + n * 12;
          if (part.getUint16(entry, little) === 0x0112) part.setUint16(entry + 8, 1, little);
        }
        return bytes;
      }
      at += size;
    }
    return null;
  };
  const shrink = async (file) => {
    if (!smaller.checked || !/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = 2048 / Math.max(picture.width, picture.height);
      if (scale >= 1) return file;
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale); canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const small = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      if (!small || small.size >= file.size) return file;
      let exif = null;
      if (file.type === "image/jpeg") { try { exif = exifOf(new DataView(await file.arrayBuffer())); } catch { exif = null; } }
      const parts = exif ? [small.slice(0, 2), exif, small.slice(2)] : [small];
      return new File(parts, file.name.replace(/\.(png|webp|jpe?g)$/i, "") + ".jpg", { type: "image/jpeg" });
    } catch { return file; }
  };

  const failed = (job, message) => {
    job.bar.remove();
    job.said.className = "bad-text"; job.said.textContent = message;
    const again = element("button", say.again);
    again.type = "button";
    again.setAttribute("aria-label", `${say.again}: ${job.file.name}`);
    again.addEventListener("click", () => { job.row.remove(); add([job.file]); });
    job.row.append(" ", again);
  };
  const took = (job, told) => {
    job.bar.remove();
    job.said.className = "good-text"; job.said.textContent = `✓ ${told.message}`;
    saved++;
  };
  const send = async (job) => {
    sending++;
    job.said.textContent = say.sending;
    const body = new FormData();
    for (const name of ["event", "kind", "title"]) body.append(name, job.fields[name]);
    body.append("files", await shrink(job.file));
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("accept", "application/json");
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) { job.bar.max = event.total; job.bar.value = event.loaded; } });
    request.addEventListener("loadend", () => {
      sending--;
      let told = null;
      try { told = JSON.parse(request.responseText).files[0]; } catch { told = null; }
      if (told && told.state !== "refused") took(job, told);
      else failed(job, told ? told.message : say.failed);
      next();
    });
    request.send(body);
  };
  const next = () => {
    while (sending < 2 && waiting.length) send(waiting.shift());
    if (!sending && !waiting.length && saved) { saved = 0; status.textContent = say.done; refresh(); }
  };
  // What is missing and what is there now, from the page itself.
  const refresh = async () => {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of ["checklist", "found", "evidence"]) {
        const old = document.getElementById(id), now = fresh.getElementById(id);
        if (old && now) old.replaceWith(document.adoptNode(now));
      }
    } catch { /* The page shows it when it is opened again. */ }
  };
  const add = (files) => {
    const fields = { event: form.elements.event.value, kind: form.elements.kind.value, title: form.elements.title.value };
    status.textContent = "";
    for (const file of files) {
      const row = element("li"), name = element("strong", file.name), bar = document.createElement("progress"), said = element("span", say.waiting, "quiet");
      bar.max = 1; bar.value = 0;
      bar.setAttribute("aria-label", file.name);
      row.append(name, " ", said, bar);
      list.append(row);
      const job = { file, fields, row, bar, said };
      if (file.size === 0) failed(job, say.empty); else waiting.push(job);
    }
    next();
  };

  form.addEventListener("submit", (event) => { event.preventDefault(); if (input.files.length) add([...input.files]); input.value = ""; });
  input.addEventListener("change", () => { add([...input.files]); input.value = ""; });
  for (const name of ["dragenter", "dragover"]) drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); add([...event.dataTransfer.files]); });
  // A file that misses the zone must not replace the page.
  for (const name of ["dragover", "drop"]) addEventListener(name, (event) => { if (event.dataTransfer?.types.includes("Files")) event.preventDefault(); });
  addEventListener("beforeunload", (event) => { if (sending || waiting.length) event.preventDefault(); });
})();

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
  const shrink = (file) => smaller.checked ? globalThis.auylShrink(file, file.name) : file;

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

// The photo of a sheet beside the form: closer, farther, turned; it stays where it was while rows are saved. Without this
// script the photo is shown whole, and a link opens it by itself.
(() => {
  "use strict";
  const aside = document.querySelector("[data-sheet]");
  if (!aside) return;
  const frame = aside.querySelector(".sheet-frame"), room = aside.querySelector(".sheet-room"), photo = room.querySelector("img");
  const key = `auyl sheet ${aside.dataset.sheet}`;
  let look = { zoom: 1, turn: 0, left: 0, top: 0 };
  try { look = { ...look, ...JSON.parse(sessionStorage.getItem(key)) }; } catch { /* nothing kept */ }
  const keep = () => { try { sessionStorage.setItem(key, JSON.stringify(look)); } catch { /* no storage */ } };
  const show = () => {
    const lies = look.turn % 180 !== 0, ratio = photo.naturalHeight / photo.naturalWidth || 1;
    const wide = frame.clientWidth * look.zoom, high = lies ? wide / ratio : wide * ratio;
    room.style.width = `${wide}px`;
    room.style.height = `${high}px`;
    photo.style.width = `${lies ? high : wide}px`;
    photo.style.transform = `translate(-50%, -50%) rotate(${look.turn}deg)`;
  };
  const place = () => { frame.scrollLeft = look.left * room.offsetWidth; frame.scrollTop = look.top * room.offsetHeight; };
  const change = (what) => {
    // What is in the middle stays in the middle.
    const x = (frame.scrollLeft + frame.clientWidth / 2) / room.offsetWidth, y = (frame.scrollTop + frame.clientHeight / 2) / room.offsetHeight;
    if (what === "closer") look.zoom = Math.min(6, look.zoom * 1.3);
    if (what === "farther") look.zoom = Math.max(1, look.zoom / 1.3);
    if (what === "turn") look.turn = (look.turn + 90) % 360;
    show();
    frame.scrollLeft = x * room.offsetWidth - frame.clientWidth / 2;
    frame.scrollTop = y * room.offsetHeight - frame.clientHeight / 2;
    keep();
  };
  const begin = () => {
    room.classList.add("live");
    show();
    place();
    frame.addEventListener("scroll", () => { look.left = frame.scrollLeft / room.offsetWidth; look.top = frame.scrollTop / room.offsetHeight; keep(); });
  };
  aside.querySelectorAll(".sheet-tools").forEach((tools) => { tools.hidden = false; });
  aside.addEventListener("click", (event) => {
    const button = event.target.closest("[data-sheet-do]");
    if (button) change(button.dataset.sheetDo);
  });
  // By keyboard while a field has the cursor.
  const moves = { ArrowUp: [0, -80], ArrowDown: [0, 80], ArrowLeft: [-80, 0], ArrowRight: [80, 0] };
  addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const move = moves[event.key], what = { "+": "closer", "=": "closer", "-": "farther", 0: "turn" }[event.key];
    if (move) frame.scrollBy(...move); else if (what) change(what); else return;
    event.preventDefault();
  });
  addEventListener("resize", () => { show(); place(); });
  if (photo.complete && photo.naturalWidth) begin(); else photo.addEventListener("load", begin, { once: true });
})();

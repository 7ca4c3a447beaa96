// The quorum of a meeting follows while others type the sign-in list: the sentence is asked for again as long as somebody
// looks at the page. Without a network it stays as it was.
const shown = document.querySelector("[data-quorum]");
if (shown) {
  const hint = shown.closest("section")?.querySelector(".only-script");
  if (hint) hint.hidden = false;
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(shown.dataset.quorum, { headers: { accept: "application/json" } });
      if (!answer.ok) return;
      const now = await answer.json();
      if (shown.textContent !== now.said) shown.textContent = now.said;
      shown.classList.toggle("good", now.met);
      shown.classList.toggle("warn", !now.met);
    } catch {
      // No network: asked again in a moment.
    }
  };
  setInterval(ask, 5000);
}

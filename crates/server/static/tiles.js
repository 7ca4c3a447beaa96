// Pictures of somebody else on a map: asked for where the map is seen, and taken away where they do not come, so that what
// was drawn here shows. Without this script, or the network, the map is the one drawn here.
"use strict";
(() => {
  const ask = () => {
    for (const image of document.querySelectorAll("image[data-href]")) {
      if (!image.getClientRects().length) continue;
      image.addEventListener("error", () => image.remove());
      image.setAttribute("href", image.dataset.href);
      image.removeAttribute("data-href");
    }
  };
  ask();
  // A phone that is turned shows the other drawing.
  addEventListener("resize", ask);
})();

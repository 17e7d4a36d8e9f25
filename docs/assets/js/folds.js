/* Entries that fold: all at once, and the one that the address names. Each folds without this script too. */

import { anchored } from "./anchor.js";

const folds = [...document.querySelectorAll(".fold > details, .why")];
const root = document.documentElement;

function openNamed() {
  const own = anchored()?.closest(".fold")?.querySelector("details");
  if (own) {
    own.open = true;
  }
  // Until here the stylesheet showed it; from here the reader can close it.
  root.dataset.folds = "";
  delete root.dataset.unfolding;
}

for (const button of document.querySelectorAll("[data-fold]")) {
  button.addEventListener("click", () => {
    folds.forEach((one) => (one.open = button.dataset.fold === "open"));
  });
}

addEventListener("hashchange", openNamed);
openNamed();

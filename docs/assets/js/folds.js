/* Entries that fold: all at once, and the one that the address names. Each folds without this script too. */

const folds = [...document.querySelectorAll(".fold > details, .why")];
const root = document.documentElement;

function openNamed() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const own = target?.closest(".fold")?.querySelector("details");
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

if (!CSS.supports("selector(::details-content)")) {
  // The stylesheet can't open them on paper.
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = folds.filter((one) => !one.open);
    closed.forEach((one) => (one.open = true));
  });
  addEventListener("afterprint", () => closed.forEach((one) => (one.open = false)));
}

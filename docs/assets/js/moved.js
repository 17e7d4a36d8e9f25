/* Leads on from an old address: to the place on the new page that the old one stands for, with what was asked.
   A fragment that the old page is not known to have had is kept as it is. */
const place = (() => {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
})();
const to = new URL((place?.querySelector("a") ?? document.querySelector(".targets a")).href);
to.search = location.search;
if (!place && location.hash) {
  to.hash = location.hash;
}
location.replace(to);

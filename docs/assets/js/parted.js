/* A cell that was on this page and stands on a page of its part now: its old address leads on to the cell itself.
   Without this script it leads to the link below the page. */

import { anchored } from "./anchor.js";

const [link, another] = anchored()?.closest(".gone li")?.querySelectorAll("a") ?? [];
if (link && !another) {
  const to = new URL(link.href);
  to.hash = location.hash;
  location.replace(to);
}

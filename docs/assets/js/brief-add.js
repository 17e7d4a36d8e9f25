/* Puts the record of the page into a brief, and says how many are in it. */

import { page, put, read } from "./brief/kept.js";

const form = document.querySelector(".brief-add");
const button = form?.querySelector("button");
const counts = document.querySelectorAll("[data-brief-count]");
const status = document.querySelector("[data-brief-in]");

export function show() {
  const { records } = read();
  form?.toggleAttribute("data-in", records.includes(button.value));
  for (const count of counts) {
    count.textContent = records.length ? ` ${records.length}` : "";
    count.parentElement.href = page;
  }
}

export function tell(wanted) {
  show();
  if (status) {
    const { briefIn, briefOut } = status.dataset;
    status.textContent = `${wanted ? briefIn : briefOut} ${read().records.length}`;
  }
}

form?.addEventListener("submit", (event) => {
  const wanted = !form.hasAttribute("data-in");
  // Where the browser keeps nothing, the form leads to a brief of this record alone.
  if (put([button.value], wanted)) {
    event.preventDefault();
    tell(wanted);
  }
});
addEventListener("storage", show);
addEventListener("pageshow", show);
show();

/* What the page of a record says that belongs into a brief. */

import { adopt } from "./adopt.js";
import { base, recordAt } from "./kept.js";

/** An address that moved once may not move again. */
const MOST_MOVES = 2;

const words = (element) => element?.textContent.replace(/\s+/g, " ").trim() ?? "";

/** The page of a record on this site, or null: "..", another host and the like are no records. */
function addressOf(record) {
  const [path] = record.split(":");
  const address = new URL(`${base.pathname}${path}/`, base);
  return address.pathname === `${base.pathname}${path}/` && path && !address.search && !address.hash ? address : null;
}

/** Where the page at an old address leads; nowhere where it has several successors to choose from. */
function wentTo(page, address, anchor) {
  const place = anchor ? page.getElementById(anchor) : null;
  const links = (place ?? page).querySelectorAll(place ? "a" : ".targets a");
  return links.length === 1 ? new URL(links[0].getAttribute("href"), address) : null;
}

/** The page that a record has today; null where there is none, undefined where nobody answers. */
async function fetched(record) {
  let [address, anchor] = [addressOf(record), record.split(":")[1] ?? ""];
  for (let moves = 0; address && moves <= MOST_MOVES; moves++) {
    const response = await fetch(address.pathname).catch(() => undefined);
    if (!response?.ok) {
      return response && null;
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const next = page.querySelector("article") ? null : wentTo(page, address, anchor);
    if (!next || next.origin !== base.origin) {
      return { page, address, anchor };
    }
    anchor = anchor && (decodeURIComponent(next.hash.slice(1)) || anchor);
    address = new URL(next.pathname, next);
  }
  return null;
}

/** A heading and all that follows it, up to the next of its kind. */
function sectionOf(heading) {
  const nodes = [heading];
  for (let next = heading.nextSibling; next && !/^H[12]$/.test(next.nodeName); next = next.nextSibling) {
    nodes.push(next);
  }
  return nodes;
}

/** The record as a whole, by what its template marks; the key of the page comes after all records. */
function wholePage(article) {
  const record = article.querySelector(".record");
  return record && [record, ...[...article.querySelectorAll("h2[data-brief]")].flatMap(sectionOf)];
}

/** One entry of a list on the page, such as a paragraph of a report. */
function placeOn(article, anchor) {
  const entry = article.querySelector(`[id="${CSS.escape(anchor)}"]`);
  const list = entry?.closest("dl")?.cloneNode(false);
  list?.append(entry.cloneNode(true));
  return list && [list];
}

/** What the list says of the record: its facts but the first, which says where it belongs. */
const factsOf = (article) =>
  [...article.querySelectorAll(".record [data-card]")]
    .slice(1)
    .map((row) => `${words(row.querySelector("dt"))}: ${words(row.querySelector("dd"))}`);

/** What is missing, in the words of the page. */
function gapsIn(nodes) {
  const all = nodes.filter((node) => node.nodeType === Node.ELEMENT_NODE);
  const facts = all.flatMap((one) => [...one.querySelectorAll(".facts > div:has(.mark--unknown)")]);
  const told = all.flatMap((one) => [...(one.matches("[data-gap]") ? [one] : one.querySelectorAll("[data-gap]"))]);
  const sentences = facts.map((row) => {
    const copy = row.cloneNode(true);
    copy.querySelectorAll(".mark").forEach((mark) => mark.remove());
    return `${words(copy.querySelector("dt"))}: ${words(copy.querySelector("dd"))}`;
  });
  return [...sentences, ...told.map(words)];
}

/** Only the marks that the record shows in the brief. */
function keyOf(article, nodes, address) {
  const shown = new Set(nodes.flatMap((node) => [...(node.querySelectorAll?.(".mark") ?? [])]).map((one) => one.className));
  const [key] = adopt([article.querySelector(".key")].filter(Boolean), address, "");
  key?.querySelectorAll("dl > div").forEach((row) => shown.has(row.querySelector(".mark").className) || row.remove());
  return key;
}

/** A browser that has to draw the timelines itself draws none that come later: the table says the same. */
function undrawn(nodes) {
  for (const picture of nodes.flatMap((node) => [...(node.querySelectorAll?.(".mermaid") ?? [])])) {
    picture.closest(".diagram").querySelectorAll("details").forEach((one) => (one.open = true));
    picture.parentElement.remove();
  }
}

const titleOf = (article, list) => {
  const heading = article.querySelector("h1").cloneNode(true);
  heading.querySelectorAll(".headerlink, .share").forEach((one) => one.remove());
  return [words(heading), words(list?.[0].querySelector("dt"))].filter(Boolean).join(", ");
};

/** What is known of a record, once its page has come. `fault` says what it couldn't be shown for. */
export async function load(record) {
  const address = addressOf(record) ?? base;
  const found = await fetched(record);
  const article = found?.page.querySelector("article");
  const list = found?.anchor ? placeOn(article, found.anchor) : null;
  const nodes = article && (found.anchor ? list : wholePage(article));
  if (!nodes) {
    return { record, address, title: record, fault: found === undefined ? "unreachable" : "unknown" };
  }
  const now = recordAt(found.address, found.anchor);
  const place = now.replace(/[^\w.-]/g, "-");
  const parts = adopt(nodes, found.address, `${place}--`);
  undrawn(parts);
  return {
    record: now,
    before: now === record ? "" : record,
    place,
    address: new URL(found.anchor ? `#${found.anchor}` : "", found.address),
    code: words(article.querySelector("h1 .eyebrow")).replace(/:$/, ""),
    title: titleOf(article, list),
    facts: list ? [] : factsOf(article),
    parts,
    gaps: gapsIn(parts),
    key: keyOf(article, parts, found.address),
  };
}

/* What the site has for an address that isn't there. */
import { placeOn } from "../misplaced.js"
import { entries, find } from "./find.js"
import { readings } from "./read.js"

const root = new URL("../../../", import.meta.url)

/** The pages that people wrote by hand, as the menu has them. */
const written = () =>
  [...document.querySelectorAll(".site-nav a")]
    .map(({ pathname, textContent }) => [pathname.slice(root.pathname.length), textContent.trim()])

/** The place on a page that the rest of an address names, where the page has it. */
const placeBelow = async ({ page, place }) => {
  if (!page.address.endsWith("/")) return ""
  const answer = await fetch(new URL(page.address, root))
  return answer.ok ? placeOn(new DOMParser().parseFromString(await answer.text(), "text/html"), place) : ""
}

let index

/** `certain` is the one page that can be meant, `anchor` the place on it; else the nearest few are `near`. */
export const answer = async path => {
  index ??= fetch(new URL("search/addresses.json", root)).then(file => file.json())
  const { anchor, read } = readings(path)
  const { certain, above, near } = find(entries(await index, written()), read, path)
  if (certain || !above) return { certain, anchor, near }
  const place = await placeBelow(above)
  return { certain: place && above.page, anchor: place, near }
}

/** What was asked for, from the site's root on; the host may have put the site below a path of its own. */
export const asked = ({ pathname }) =>
  pathname.startsWith(root.pathname) ? pathname.slice(root.pathname.length) : pathname.slice(1)

export const addressOf = one => new URL(one.address, root)
export const searchFor = words => new URL(`?${new URLSearchParams({ q: words })}`, root)

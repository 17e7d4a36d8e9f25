/* Compares an address with those that there are. It leads nowhere by itself. */
import { key } from "./read.js"

const OFFERED = 3
const FAR = 0.5
/** A fitting end of an address counts for less than a fitting whole, and a file for less than a page. */
const PART = 0.2

const entry = (called, [address, name, ...aliases]) => {
  const [first, ...rest] = address.split("/").filter(Boolean)
  const behind = rest.join("/")
  const own = key(address)
  const ends = rest.map((_, at) => key(rest.slice(at).join("/")))
  return {
    address,
    name,
    own,
    wholes: new Set([own, ...(called[first] ?? []).map(word => key(`${word}/${behind}`))]),
    ends: new Set([...ends, ...aliases.map(key)]),
  }
}

/** `more` are pages that the index doesn't know: people wrote them by hand. */
export const entries = ({ called, pages, files }, more) => {
  const known = new Set(pages.map(([address]) => address))
  const others = more.filter(([address]) => !known.has(address))
  return [...pages, ...others, ...files.map(address => [address, address])].map(one => entry(called, one))
}

/** From the surest to the least sure: its own address; the same with another word for its beginning; the
    address behind something that doesn't belong there; the end of an address. */
const WAYS = [
  (one, steps) => one.own === key(steps.join("/")),
  (one, steps) => one.wholes.has(key(steps.join("/"))),
  (one, steps) => steps.some((_, at) => at && at < steps.length - 1 && one.wholes.has(key(steps.slice(at).join("/")))),
  (one, steps) => one.ends.has(key(steps.join("/"))),
]

const fitting = (known, read) => {
  for (const way of WAYS) {
    for (const steps of read) {
      const found = known.filter(one => way(one, steps))
      if (found.length) return found
    }
  }
  return []
}

/** The longest beginning that is a page; the rest may name a place on it. */
const above = (known, read) => {
  for (const steps of read) {
    for (let end = steps.length - 1; end > 0; end--) {
      const found = fitting(known, [steps.slice(0, end)])
      if (found.length === 1) return { page: found[0], place: steps.slice(end).join("-") }
    }
  }
  return null
}

/** How many letters were changed, left out, put in or swapped with the next, of the longer one's. */
export const distance = (one, other) => {
  let before = [], last = [...Array(other.length + 1).keys()]
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1)
      }
    }
    before = last
    last = row
  }
  return last[other.length] / Math.max(one.length, other.length, 1)
}

const least = (text, keys) => Math.min(...[...keys].map(one => distance(text, one)))

/** A page above what was asked for is near, however long the rest is. */
const nearest = (known, read, upper) => {
  const asked = read.map(steps => [key(steps.join("/")), key(steps.at(-1) ?? "")])
  const far = one => Math.min(one === upper ? FAR : 1, ...asked.flatMap(([whole, end]) => [
    least(whole, one.wholes), least(whole, one.ends) + PART, least(end, one.ends) + PART,
  ])) + (!one.address || one.address.endsWith("/") ? 0 : PART)
  return known.map(one => ({ one, far: far(one) }))
    .filter(({ far }) => far <= FAR)
    .sort((a, b) => a.far - b.far)
    .map(({ one }) => one)
}

/** `certain` is the one page that can be meant; else `above` may be it, and `near` are the nearest. */
export const find = (known, read, here = "") => {
  const others = known.filter(one => one.address !== here || !here)
  const fit = read[0].length ? fitting(others, read) : others.filter(one => !one.own)
  const upper = fit.length ? null : above(others, read)
  const near = new Set([...fit, ...nearest(others, read, upper?.page)])
  return { certain: fit.length === 1 ? fit[0] : null, above: upper, near: [...near].slice(0, OFFERED) }
}

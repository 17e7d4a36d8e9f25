/* Whoever comes to an address that isn't there is taken to the one that was meant, where no other can be
   meant, and else is offered the nearest. It leads to addresses of this site's own list and nowhere else. */
import { addressOf, answer, asked, searchFor } from "./missing/answer.js"
import { plain } from "./missing/read.js"

const box = document.querySelector(".missing")
const [question, status, near, search] =
  ["asked", "status", "near", "search"].map(one => box.querySelector(`.missing__${one}`))

const path = asked(location)

/** Behind the hash of an address that was cut at an &#62; stands no place on a page. */
const hash = path.endsWith("&") ? "" : location.hash

const whole = (one, anchor = "") => {
  const address = addressOf(one)
  address.search = location.search
  address.hash = hash || anchor
  return address
}

const say = (words, name) => {
  status.textContent = words.replace("{name}", () => name)
}

const lead = (one, anchor) => {
  say(status.dataset.opening, one.name)
  location.replace(whole(one, anchor))
}

const offered = one => {
  const item = document.createElement("li")
  const link = document.createElement("a")
  const small = document.createElement("small")
  link.href = whole(one)
  link.textContent = one.name
  small.textContent = addressOf(one).pathname
  item.append(link, " ", small)
  return item
}

const offer = found => {
  question.querySelector("code").textContent = plain(location.pathname)
  question.hidden = false
  near.querySelector("ol").replaceChildren(...found.map(offered))
  near.hidden = !found.length
  const words = (plain(path).match(/[\p{L}\p{Nd}.]+/gu) ?? []).join(" ")
  const link = search.querySelector("a")
  link.textContent = link.textContent.replace("{words}", () => words)
  link.href = searchFor(words)
  search.hidden = !words
  say(found.length ? status.dataset.near : status.dataset.none, found[0]?.name)
}

// The page itself can be looked at, and is no mistake.
if (path !== "404.html") {
  answer(path).then(
    ({ certain, anchor, near }) => certain ? lead(certain, anchor) : offer(near),
    () => offer([]),
  )
}

/* What surrounds the text, by keyboard: the menu of small screens and the palette. The theme does both by
   hidden boxes, and these buttons turn them. */

const drawer = document.getElementById("__drawer")
const menu = document.getElementById("menu")
const opener = document.querySelector(".menu-open")
const behind = document.querySelectorAll(".md-skip, .md-header, .md-tabs, .md-content, .md-footer")
const wide = matchMedia("(width >= 76.25em)")

const turn = (open) => {
  if (drawer.checked !== open) drawer.click()
}

drawer.addEventListener("change", () => {
  for (const it of behind) it.inert = drawer.checked
  opener.setAttribute("aria-expanded", String(drawer.checked))
  if (drawer.checked) menu.querySelector(".menu-close").focus()
  else opener.focus()
})
opener.addEventListener("click", () => turn(true))
menu.querySelector(".menu-close").addEventListener("click", () => turn(false))
wide.addEventListener("change", () => turn(false))
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") turn(false)
})

const palettes = [...document.querySelectorAll("[name=__palette]")]
const buttons = [...document.querySelectorAll(".palette-next")]
buttons.forEach((button, place) => {
  const next = (place + 1) % palettes.length
  button.addEventListener("click", () => {
    palettes[next].click()
    buttons[next].focus()
  })
  // The theme would turn it once more.
  button.addEventListener("keydown", (event) => event.stopPropagation())
})

/* On paper: the address and the date, in dark words on white, and nothing folded. */

const folded = []
let scheme = ""

const legible = (address) => {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}

const from = () => {
  const address = new URL(location.href)
  // What the search adds, to mark what was looked for.
  for (const name of ["h", "q"]) address.searchParams.delete(name)
  return `${legible(address.href)} · ${new Date().toLocaleDateString("sv")}`
}

addEventListener("beforeprint", () => {
  document.documentElement.style.setProperty("--printed-from", JSON.stringify(from()))
  scheme = document.body.dataset.mdColorScheme
  document.body.dataset.mdColorScheme = "default"
  folded.push(...document.querySelectorAll("article details:not([open])"))
  for (const it of folded) it.open = true
})

addEventListener("afterprint", () => {
  document.body.dataset.mdColorScheme = scheme
  for (const it of folded.splice(0)) it.open = false
})

/* A place that the page lacks may be one that it has, misspelled. */

const seek = () => {
  const name = legible(location.hash.slice(1))
  // Not by :target alone, which a page that is still loading may not have yet.
  if (!name || document.getElementById(name) || document.querySelector(":target")) return
  import("./misplaced.js").then(({ mend }) => mend(), () => {})
}
addEventListener("hashchange", seek)
seek()

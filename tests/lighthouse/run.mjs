/* node run.mjs <folder of the site> <its address> < kinds.json
   Lighthouse on a phone for each kind of page, and a table. Exit code 1 where a page is below what we promise. */

import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { launch } from "chrome-launcher"
import lighthouse from "lighthouse"
import { serve } from "./serve.mjs"

const LEAST = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 }
const MOST_SHIFT = 0.05

const [folder, address] = process.argv.slice(2)
const only = process.env.ONLY?.split(",")

const measured = ({ lhr }) => {
  const number = (audit) => lhr.audits[audit].numericValue
  const requests = lhr.audits["network-requests"].details.items
  const foreign = requests.filter(({ url }) => url.startsWith("http") && new URL(url).origin !== new URL(address).origin)
  const scores = Object.keys(LEAST).map((category) => Math.round(lhr.categories[category].score * 100))
  const short = Object.entries(lhr.categories).flatMap(([category, { auditRefs }]) =>
    auditRefs
      .filter(({ id, weight }) => weight && (lhr.audits[id].score ?? 1) < (category === "performance" ? 0.9 : 1))
      .map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ""}`.trim()),
  )
  return {
    scores,
    shift: number("cumulative-layout-shift"),
    largest: number("largest-contentful-paint"),
    blocking: number("total-blocking-time"),
    bytes: number("total-byte-weight"),
    foreign: foreign.map(({ url }) => url),
    short,
    error: lhr.runtimeError?.message,
  }
}

const row = (name, found) =>
  [
    name.padEnd(22),
    ...found.scores.map((score) => String(score).padStart(5)),
    found.shift.toFixed(3).padStart(7),
    `${(found.largest / 1000).toFixed(1)} s`.padStart(7),
    `${Math.round(found.blocking)} ms`.padStart(8),
    `${Math.round(found.bytes / 1000)} kB`.padStart(8),
    String(found.foreign.length).padStart(4),
  ].join(" ")

const faults = (found) => [
  ...Object.entries(LEAST).flatMap(([category, least], place) =>
    found.scores[place] < least ? [`${category} ${found.scores[place]} is below ${least}`] : [],
  ),
  ...(found.shift > MOST_SHIFT ? [`the layout shifts by ${found.shift.toFixed(3)}`] : []),
  ...found.foreign.map((url) => `a request for another host: ${url}`),
  ...(found.error ? [found.error] : []),
]

/** Some pages ask search engines to leave them out, which is no fault of theirs. */
const skipped = async (path) => {
  const file = join(folder, path.endsWith(".html") ? path : `${path}index.html`)
  return (await readFile(file, "utf8")).includes('content="noindex"') ? ["is-crawlable"] : []
}

const kinds = Object.entries(JSON.parse(await text(process.stdin))).filter(([name]) => !only || only.includes(name))
const server = await serve(folder, Number(new URL(address).port))
const chrome = await launch({
  chromePath: process.env.CHROME_PATH,
  chromeFlags: ["--headless", "--no-sandbox", "--disable-dev-shm-usage"],
})
let failed = 0
try {
  console.log("kind                    perf  a11y  best   seo   shift     LCP      TBT    bytes  3rd")
  for (const [name, path] of kinds) {
    const skipAudits = await skipped(path)
    const options = { port: chrome.port, logLevel: "error", onlyCategories: Object.keys(LEAST), skipAudits }
    let found = measured(await lighthouse(address + path, options))
    // A busy machine is slow once; a heavy page is slow again.
    if (faults(found).length) found = measured(await lighthouse(address + path, options))
    const wrong = faults(found)
    failed += wrong.length ? 1 : 0
    console.log(row(name, found))
    for (const line of wrong) console.log(`    ${line}`)
    if (wrong.length) console.log(`    short of the mark: ${found.short.join(", ")}`)
  }
} finally {
  await chrome.kill()
  server.close()
}
console.log(failed ? `${failed} of ${kinds.length} kinds of page are below.` : `All ${kinds.length} kinds of page are well.`)
process.exit(failed ? 1 : 0)

/* What an address was meant to say, before programs and hands got at it. Nothing here knows a page. */

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " }
const LONGEST = 300

/** Whatever stands behind a %, a stray one and bytes of another century too. */
const decoded = text => {
  for (let times = 0; times < 3; times++) {
    text = text.replace(/(?:%[0-9a-f]{2})+/gi, run => {
      try {
        return decodeURIComponent(run)
      } catch {
        return " "
      }
    })
  }
  return text
}

/** As text: without the spellings of web pages and of mail, and without what nobody sees. */
export const plain = path =>
  decoded(decoded(path.slice(0, LONGEST)).replace(/=([0-9A-F]{2})/g, "%$1"))
    .replace(/&(\w+);?/g, (all, name) => ENTITIES[name.toLowerCase()] ?? all)
    .replace(/[\p{Cf}\p{Cc}=]/gu, "")

/** Letters and numbers alone. Letters have no case, accents or plural, numbers no zeros in front; between
    two numbers stands a full stop, so that 2.1 isn't 21. */
export const key = text => {
  const found = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/\p{L}+|\p{Nd}+/gu) ?? []
  return found
    .map(one => one.length > 2 ? one.replace(/s$/, "") : one)
    .map(one => one.replace(/^0+(?=\d)/, ""))
    .reduce((whole, one) => whole + (/\d$/.test(whole) && /^\d/.test(one) ? "." : "") + one, "")
}

/** The steps of an address, without what programs put at its end and steps that say nothing. */
const steps = text => {
  const found = text.split(/[\\/]+/).map(step => step.replace(/[^\p{L}\p{Nd}]+$/u, "")).filter(key)
  const last = found.pop()?.replace(/^index(\.\w+)?$|\.(x?html?|md|php)$/i, "")
  return last ? [...found, last] : found
}

/** The steps that a path may stand for, the likeliest first, and the anchor that got into it. An address
    that was pasted behind another counts before it. What comes after a space or a bracket may be no part. */
export const readings = path => {
  const [text, anchor = ""] = plain(path).split(/#(.*)/s)
  const pasted = text.split(/\b\w+:\/+[^/]*\/*/).reverse()
  const meant = pasted.flatMap(one => {
    const start = one.replace(/^[^\p{L}\p{Nd}]+/u, "")
    return [start, start.split(/[\s"'<>()[\]{}|;,&?%*‘’“”«»]/)[0]]
  })
  const read = meant.map(steps)
  return { anchor, read: read.some(one => one.length) ? read.filter(one => one.length) : [[]] }
}

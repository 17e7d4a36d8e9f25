/* Finds the place that an address names with other capitals or with something at its end. Loaded where the
   page has no such place. */

const ENDS = /&\w*;?.*|=[0-9A-F]{2}.*/s

const pieces = text => (text.toLowerCase().match(/\p{L}+|\p{N}+/gu) ?? []).join(" ")

const legible = text => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The id that has the letters and numbers of a name, in a page's text; nothing where several have. */
export const placeOn = (page, name) => {
  const asked = pieces(legible(name).replace(ENDS, ""))
  const found = asked ? [...page.querySelectorAll("article [id]")].filter(one => pieces(one.id) === asked) : []
  return found.length === 1 ? found[0].id : ""
}

/** The address is put right, so that what was copied from here on is right too. */
export const mend = () => {
  const place = placeOn(document, location.hash.slice(1))
  if (place && place !== legible(location.hash.slice(1))) location.replace(`#${encodeURIComponent(place)}`)
}

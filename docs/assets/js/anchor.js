/** The element that the address names. Whatever stands behind the hash, a stray % too, stops no script. */
export function anchored() {
  try {
    return document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return null;
  }
}

/* Loads what shows the cards of links as soon as a mouse points at a link or a key brings the focus to one.
   No module: in a folder on a disk that would be an error. */
{
  const here = document.currentScript.src
  const able = "showPopover" in HTMLElement.prototype && location.protocol !== "file:"
  const first = event => {
    const meant = event.pointerType === "mouse" || event.type === "focusin" && event.target.matches(":focus-visible")
    if (!meant || !event.target.closest?.("article a[href]")) return
    removeEventListener("pointerover", first)
    removeEventListener("focusin", first)
    import(new URL("preview-card.js", here)).then(card => card.start(event), () => {})
  }
  if (able && !navigator.connection?.saveData) {
    addEventListener("pointerover", first)
    addEventListener("focusin", first)
  }
}

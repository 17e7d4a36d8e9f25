/* Loads what copies and shares at the first use; without it a link is a link. No module, as preview.js says. */
{
  const here = document.currentScript.src
  const first = event => {
    const it = event.target.closest?.("article :is(.share > summary, .headerlink, dt > a[href^='#para-'])")
    if (!it || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    removeEventListener("click", first)
    const script = document.createElement("script")
    script.src = new URL("share-menu.js", here)
    // It takes over, or the browser does.
    script.onload = script.onerror = () => it.click()
    document.head.append(script)
  }
  if (document.body.showPopover && document.querySelector(".share")) addEventListener("click", first)
}

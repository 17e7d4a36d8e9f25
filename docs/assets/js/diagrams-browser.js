/**
 * Draws the Mermaid texts of a page in the reader's browser, in the colours of diagrams.css,
 * and again when the reader chooses another palette. For `extra.diagrams: browser` only:
 * there mermaid2 puts the vendored Mermaid on each page that has a diagram.
 */

const COLOURS = {
  background: "--diagram-ground",
  clusterBkg: "--diagram-band",
  clusterBorder: "--diagram-grid",
  gridColor: "--diagram-grid",
  lineColor: "--diagram-line",
  mainBkg: "--diagram-node",
  nodeBorder: "--diagram-line",
  primaryColor: "--diagram-node",
  primaryTextColor: "--diagram-text",
  sectionBkgColor: "--diagram-band",
  sectionBkgColor2: "--diagram-band",
  altSectionBkgColor: "--diagram-ground",
  taskBkgColor: "--diagram-bar",
  taskBorderColor: "--diagram-ground",
  doneTaskBkgColor: "--diagram-presumed",
  doneTaskBorderColor: "--diagram-line",
  edgeLabelBackground: "--diagram-ground",
  taskTextColor: "--diagram-bar-text",
  taskTextLightColor: "--diagram-bar-text",
  taskTextDarkColor: "--diagram-text",
  taskTextOutsideColor: "--diagram-text",
  activeTaskBkgColor: "--diagram-presumed",
  activeTaskBorderColor: "--diagram-presumed-line",
  textColor: "--diagram-text",
  titleColor: "--diagram-text",
};

const SHAPES = `
  .section { opacity: 0.6 }
  .tick text { font-size: 13px }
  .task[class*="active"] { stroke-dasharray: 4 3 }
  .taskText:is([class*="activeText"], [class*="doneText"]) { fill: VAR !important }
`;

function settings() {
  const style = getComputedStyle(document.body);
  const colour = (name) => style.getPropertyValue(name).trim();
  const themeVariables = Object.fromEntries(
    Object.entries(COLOURS).map(([variable, name]) => [variable, colour(name)]),
  );
  return {
    startOnLoad: false,
    securityLevel: "strict",
    theme: "base",
    themeVariables: { ...themeVariables, fontFamily: style.fontFamily },
    themeCSS: SHAPES.replace("VAR", colour("--diagram-presumed-text")),
  };
}

async function draw(element, text, id) {
  try {
    // Not inside the element: there may be no room in it, as only one of several layouts is shown.
    const { svg } = await mermaid.render(id, text);
    element.innerHTML = svg;
  } catch (error) {
    element.textContent = text;
    console.error(`A diagram can't be drawn: ${error.message}`);
  }
}

/** One round at a time, as Mermaid keeps its settings to itself; a change meanwhile asks for another round. */
function drawer(texts) {
  let wanted = 0;
  let drawing = false;
  return async () => {
    wanted += 1;
    if (drawing) return;
    drawing = true;
    for (let round = 0; round !== wanted; ) {
      round = wanted;
      mermaid.initialize(settings());
      let number = 0;
      for (const [element, text] of texts) {
        await draw(element, text, `diagram-${(number += 1)}`);
      }
    }
    drawing = false;
  };
}

const texts = [...document.querySelectorAll("div.mermaid")].map((element) => [element, element.textContent]);
if (texts.length > 0 && "mermaid" in globalThis) {
  const drawAll = drawer(texts);
  drawAll();
  new MutationObserver(drawAll).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
}

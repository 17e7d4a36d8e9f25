/* Makes part of one page part of another: nothing in it runs, no id is there twice, its links lead where they led. */

const UNWANTED = `script, style, link, meta, base, iframe, frame, object, embed, form, button, input, select, textarea,
  dialog, template, noscript, animate, set, foreignObject, [hidden], [popover], .headerlink, .share, .qr,
  .diagram__source`;
const UNWANTED_ATTRIBUTE = /^(on.*|style|srcdoc|srcset|ping|target|autofocus|contenteditable)$/i;
const ADDRESSES = ["href", "xlink:href", "src", "poster", "cite", "data", "action", "formaction"];
const HARMLESS = ["http:", "https:", "mailto:"];
const NAMES = ["for", "headers", "aria-controls", "aria-describedby", "aria-details", "aria-labelledby", "aria-owns"];

/** Headings stand one level lower than on a page of their own. */
const LOWER = { H2: "h3", H3: "h4", H4: "h5", H5: "h6" };

function parsed(address, page) {
  try {
    return new URL(address, page);
  } catch {
    return null;
  }
}

/** Within the site without the host: on paper, only an address elsewhere is printed in full. */
function mendAddresses(element, page) {
  for (const name of ADDRESSES.filter((one) => element.hasAttribute(one))) {
    const found = parsed(element.getAttribute(name), page);
    if (!found || !HARMLESS.includes(found.protocol)) {
      element.removeAttribute(name);
    } else if (found.origin === page.origin) {
      element.setAttribute(name, found.pathname + found.search + found.hash);
    } else {
      element.setAttribute(name, found.href);
    }
  }
}

function mendNames(element, prefix) {
  if (element.id) {
    element.id = prefix + element.id;
  }
  for (const name of NAMES.filter((one) => element.hasAttribute(one))) {
    element.setAttribute(name, element.getAttribute(name).trim().split(/\s+/).map((one) => prefix + one).join(" "));
  }
  for (const attribute of element.attributes) {
    attribute.value = attribute.value.replace(/url\(\s*["']?#([^"')]+)["']?\s*\)/g, `url(#${prefix}$1)`);
  }
}

function lowered(heading) {
  const lower = document.createElement(LOWER[heading.tagName]);
  lower.append(...heading.childNodes);
  if (heading.id) {
    lower.id = heading.id;
  }
  heading.replaceWith(lower);
}

/** Copies for this document; `page` is the address of the one that they come from. */
export function adopt(nodes, page, prefix) {
  const holder = document.implementation.createHTMLDocument().body;
  holder.append(...nodes.map((node) => node.cloneNode(true)));
  holder.querySelectorAll(UNWANTED).forEach((one) => one.remove());
  for (const element of holder.querySelectorAll("*")) {
    for (const { name } of [...element.attributes].filter((one) => UNWANTED_ATTRIBUTE.test(one.name))) {
      element.removeAttribute(name);
    }
    mendAddresses(element, page);
    mendNames(element, prefix);
  }
  holder.querySelectorAll(Object.keys(LOWER).join(",")).forEach(lowered);
  return [...holder.childNodes].map((node) => document.adoptNode(node));
}

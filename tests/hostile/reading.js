// What a browser makes of a hostile page, and where the page differs from the tame one beside it.
async ([pairs, texts, anchors]) => {
  const plain = text => text.replace(/[\s\u0085]+/g, ' ').trim();
  const text = element => plain(element.textContent);
  const WORD = /(q)(\d{5})qx*/gi;
  const capital = ([first = '', ...rest]) => first.toUpperCase() + rest.join('');
  const hostile = value => value.replace(WORD, (_, begins, place) =>
    begins === 'Q' ? capital(texts[+place]) : texts[+place]);
  const anchored = value => value.replace(WORD, (_, begins, place) => anchors[+place]).replace(/-$/, '');
  const decoded = value => { try { return decodeURIComponent(value); } catch { return value; } };
  const isCut = (found, whole) => {
    const begun = plain(found.replace(/…\s*$/, ''));
    return found.trim().endsWith('…') && plain(whole).startsWith(begun);
  };
  // The article before a word goes by its first letter.
  const alike = value => plain(value).replace(/\ban? /gi, 'a ');
  const said = (found, tame) => alike(found) === alike(hostile(tame));
  const saidSomewhere = (found, tame) => said(found, tame) || isCut(found, hostile(tame));

  const key = one => one.getAttribute('name') ?? one.getAttribute('property') ?? '';
  // A record is found by further words where its text has letters.
  const names = one => [...one.attributes].map(({ name }) => name)
    .filter(name => name !== 'data-words').sort().join(' ');
  const isAddress = name => ['href', 'src', 'id', 'for', 'action', 'name', 'value'].includes(name)
    || name.startsWith('data-');
  const sameAttribute = (one, name, found, tame) => {
    if (found === tame || tame === null) return true;
    // What is long or says little is put together in another way.
    if (one.localName === 'meta') {
      const areCut = [found, tame].every(value => value.trim().endsWith('…'));
      return areCut || saidSomewhere(found, tame) || /description|alt$/.test(key(one));
    }
    if (!tame.match(WORD)) return false;
    if (isAddress(name) && /^#?[\p{L}\p{N}_-]+$/u.test(decoded(found))) return true;
    if (isAddress(name) || name.startsWith('aria-')) {
      const spelled = plain(decoded(found));
      if (spelled === plain(anchored(decoded(tame))) || spelled === plain(hostile(decoded(tame)))) return true;
    }
    return said(found, tame);
  };
  const sameValues = (found, tame, key = '') => {
    if (typeof tame === 'string') {
      return said(found, tame) || key === 'description' && typeof found === 'string' && saidSomewhere(found, tame)
        || decoded(found) === decoded(anchored(tame));
    }
    if (tame === null || typeof tame !== 'object') return found === tame;
    const keys = Object.keys(tame);
    return typeof found === 'object' && keys.join() === Object.keys(found).join()
      && keys.every(key => sameValues(found[key], tame[key], key));
  };
  const json = one => /json/.test(one.type) || one.id === '__config';
  const pieces = parent => {
    const found = [];
    for (const node of parent.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && typeof found.at(-1) === 'string') found.push(found.pop() + node.data);
      else if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
      else found.push(node);
    }
    return found.filter(one => typeof one !== 'string' || plain(one));
  };
  const compare = (found, tame, where, unlike) => {
    if (unlike.length > 4) return;
    if (typeof found === 'string' && typeof tame === 'string') {
      if (!said(found, tame)) unlike.push(`${where}: ${plain(found)} | ${plain(hostile(tame))}`);
      return;
    }
    if (found?.nodeType !== tame?.nodeType || found?.nodeName !== tame?.nodeName) {
      const spelled = one => one?.outerHTML?.slice(0, 200) ?? one?.data ?? one;
      unlike.push(`${where}: ${spelled(found)} | ${spelled(tame)}`);
      return;
    }
    if (found.nodeType === Node.COMMENT_NODE) {
      if (found.data !== tame.data) unlike.push(`${where}: a comment: ${found.data}`);
      return;
    }
    if (found.nodeType !== Node.ELEMENT_NODE) return;
    where += ` ${found.localName}`;
    if (names(found) !== names(tame)) unlike.push(`${where}: ${names(found)} | ${names(tame)}`);
    else if (!found.closest('svg')) for (const { name, value } of found.attributes) {
      if (!sameAttribute(found, name, value, tame.getAttribute(name))) {
        unlike.push(`${where} ${name}: ${value} | ${tame.getAttribute(name)}`);
      }
    }
    // Drawings are laid out anew for each text.
    if (found.localName === 'svg' || found.matches('.diagram__source code')) return;
    if (found.localName === 'script' && json(found)) {
      if (!sameValues(JSON.parse(found.textContent), JSON.parse(tame.textContent))) unlike.push(`${where}: JSON ${found.textContent.slice(0, 3000)} | ${tame.textContent.slice(0, 3000)}`);
      return;
    }
    // What changed is marked word by word, and some words are in both texts.
    if (found.matches('dd:has(> del, > mark)')) {
      const strange = [...found.querySelectorAll(':not(del, mark, ins, span, time)')];
      if (strange.length) unlike.push(`${where}: ${strange[0].outerHTML}`);
      return;
    }
    const [one, other] = [pieces(found), pieces(tame)];
    for (let place = 0; place < Math.max(one.length, other.length); place += 1) {
      compare(one[place], other[place], where, unlike);
    }
  };

  const kindsOf = page => [...new Set([...page.querySelectorAll('*')].flatMap(one => [one.localName,
    ...[...one.attributes].map(attribute => `${one.localName} ${attribute.name}`)]))];
  const read = page => {
    const all = selector => [...page.querySelectorAll(selector)].map(text);
    const meta = name => page.querySelector(`meta[${name}]`)?.content;
    const elements = [...page.querySelectorAll('*')];
    const ids = elements.map(one => one.getAttribute('id')).filter(id => id !== null);
    const seen = new Set();
    const targets = elements.map(one => one.getAttribute('href') || one.getAttribute('src') || '');
    const drawn = page.querySelectorAll('.diagram__wide');
    page.querySelectorAll('.headerlink').forEach(link => link.remove());
    return {
      scripts: targets.filter(target => /^\s*(javascript|data|vbscript):/i.test(target)),
      stolen: page.querySelectorAll('#stolen, .stolen').length,
      twice: ids.filter(id => !id || seen.has(id) || !seen.add(id)),
      headings: all('h1'),
      title: page.title,
      preview: meta('property="og:title"'),
      description: meta('name="description"'),
      crumbs: all('.breadcrumbs li'),
      tabs: all('.md-tabs__link'),
      nav: all('.site-nav a'),
      around: all('.md-footer__link .md-ellipsis'),
      article: text(page.querySelector('article')),
      rows: all('article th[scope=row], article th[scope=rowgroup]'),
      entries: all('article .rows > li > a'),
      columns: all('article th[scope=col], article th[scope=colgroup]'),
      contents: all('.md-nav--secondary .md-nav__link'),
      cells: page.querySelectorAll('article td[id]').length,
      network: all('.network__name > a'),
      marks: [...page.querySelectorAll('.matrix td a')].map(mark => mark.getAttribute('aria-label')),
      labels: [...drawn].flatMap(one => [...one.querySelectorAll('svg a[aria-label]')]).map(link =>
        [link.getAttribute('aria-label'), [...link.querySelectorAll('text')].map(text).join(' ')]),
      bars: [...drawn].flatMap(one => [...one.querySelectorAll('rect.task')]).map(bar =>
        [...bar.parentNode.querySelectorAll('text')].map(text).join(' ')),
    };
  };

  // The theme's own files would take longer than all the rest; whatever else can run does run, and what
  // the page's policy would hold back is let loose: a text has to be harmless without it.
  const loose = (html, address) => html.replace(/<script(?=[^>]*\ssrc=)|<link(?=[^>]*stylesheet)/g, '<x-aside')
    .replace(/<meta[^>]*content-security-policy[^>]*>/i, '').replace('<head>', `<head><base href="${address}">`);
  const run = async html => {
    const frame = document.createElement('iframe');
    Object.assign(frame, { hidden: true, srcdoc: html });
    await new Promise(loaded => { frame.onload = loaded; document.body.append(frame); });
    const owned = frame.contentWindow.__owned ?? window.__owned ?? null;
    const kinds = kindsOf(frame.contentDocument);
    frame.remove();
    return { owned, kinds };
  };
  const open = async ([address, beside]) => {
    const [html, tame] = await Promise.all([address, beside].map(async one => (await fetch(one)).text()));
    const ran = await run(loose(html, address));
    const parse = text => new DOMParser().parseFromString(text, 'text/html');
    const [page, tamePage] = [parse(html), parse(tame)];
    const unlike = [];
    compare(page.documentElement, tamePage.documentElement, '', unlike);
    const placed = [...tame.matchAll(WORD)].map(([, , place]) => +place);
    const places = [...new Set(placed)];
    return { ...read(page), ...ran, unlike, tame: kindsOf(tamePage), words: placed.length, places };
  };
  const found = [];
  for (let place = 0; place < pairs.length; place += 6) {
    found.push(...await Promise.all(pairs.slice(place, place + 6).map(open)));
  }
  return found;
}

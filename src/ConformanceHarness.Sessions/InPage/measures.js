// The measuring part of observer.js, put into it by the driver: how text lies, what a finger can hit, what the keyboard leaves.
// It runs on demand only. Whatever it changes (text size, focus, scrolling) it puts back.
tools => {
  'use strict';
  const { elements, seen, boxShown, clipped, visibleText, describe, nameOf, labelOf, shadowOf, wait, ACTIONS } = tools;
  const MOST = 20;
  const FIELDS = 'input:not([type=hidden]),textarea,select,[contenteditable]:not([contenteditable=false])';
  const parentOf = node => {
    const parent = node.assignedSlot || node.parentNode;
    return parent && parent.nodeType === 11 ? parent.host || null : parent && parent.nodeType === 1 ? parent : null;
  };
  const contains = (outer, inner) => { for (let e = inner; e; e = parentOf(e)) if (e === outer) return true; return false; };
  const frames = () => new Promise(done => { wait(done, 250); requestAnimationFrame(() => requestAnimationFrame(() => done())); });
  const short = text => text.replace(/\s+/g, ' ').trim().slice(0, 200);

  // --- text that is cut off or painted over other text -------------------------------------------------------------------------
  const frameLocked = () => { try { return window.frameElement && /^(no|off)$/i.test(window.frameElement.getAttribute('scrolling') || ''); } catch { return false; } };
  function rootLock() {
    const html = getComputedStyle(document.documentElement), body = document.body ? getComputedStyle(document.body) : html;
    // The page's own scrolling is html's overflow, or body's where html says nothing.
    const own = axis => html['overflow' + axis] !== 'visible' ? html['overflow' + axis] : body['overflow' + axis];
    const locked = value => value === 'hidden' || value === 'clip' || frameLocked();
    return { x: locked(own('X')), y: locked(own('Y')) };
  }
  const hides = value => value === 'hidden' || value === 'clip';

  // Where a rectangle of text ends up: whole, cut (and by what) or hidden altogether; and what of it is painted.
  function fate(owner, rect, lock) {
    let { left, right, top, bottom } = rect;
    const height = rect.height, width = rect.width;
    // Fonts with Thai marks reach far beyond their line; a sliver of that space may be cut without hurting a letter.
    const slackX = Math.max(2, height * 0.15), slackY = Math.max(2, height * 0.3);
    let by = null, how = null, fixed = false, pass = null, transformed = false;
    for (let box = owner; box; box = parentOf(box)) {
      const style = getComputedStyle(box);
      if (clipped(style) && box !== document.body && box !== document.documentElement) return { state: 'hidden', how: 'helper' };
      const establishes = style.position !== 'static' || style.transform !== 'none' || style.filter !== 'none' || style.contain === 'paint' || style.contain === 'strict' || style.contain === 'content';
      const skipped = pass === 'absolute' ? !establishes : pass === 'fixed' ? style.transform === 'none' && style.filter === 'none' : false;
      if (!skipped) {
        if (pass && establishes) pass = null;
        if (box !== document.body && box !== document.documentElement && !/^inline$|^contents$/.test(style.display) && (style.overflowX !== 'visible' || style.overflowY !== 'visible')) {
          const frame = box.getBoundingClientRect();
          const inner = { left: frame.left + box.clientLeft, top: frame.top + box.clientTop };
          inner.right = inner.left + box.clientWidth;
          inner.bottom = inner.top + box.clientHeight;
          const word = style.webkitLineClamp !== 'none' && style.webkitLineClamp ? 'clamp' : style.textOverflow !== 'clip' && hides(style.overflowX) ? 'ellipsis' : 'hidden';
          if (hides(style.overflowX)) {
            if (right <= inner.left + 1 || left >= inner.right - 1) return { state: 'hidden', by: box, how: word };
            if (!by && (left < inner.left - slackX || right > inner.right + slackX || (word === 'ellipsis' && box.scrollWidth > box.clientWidth + 1 && right > inner.right - 2))) { by = box; how = word; }
            left = Math.max(left, inner.left); right = Math.min(right, inner.right);
          } else if (style.overflowX !== 'visible') { left = Math.max(inner.left, Math.min(left, inner.right - 1)); right = Math.min(inner.right, left + width); }
          if (hides(style.overflowY)) {
            if (bottom <= inner.top + 1 || top >= inner.bottom - 1) return { state: 'hidden', by: box, how: word };
            if (!by && (top < inner.top - slackY || bottom > inner.bottom + slackY)) { by = box; how = word; }
            top = Math.max(top, inner.top); bottom = Math.min(bottom, inner.bottom);
          } else if (style.overflowY !== 'visible') { top = Math.max(inner.top, Math.min(top, inner.bottom - 1)); bottom = Math.min(inner.bottom, top + height); }
        }
        if (style.position === 'absolute') pass = 'absolute';
        if (style.position === 'fixed') { pass = 'fixed'; fixed = true; }
      }
    }
    // What lies wholly above or left of the page is put there to be found by screen readers or the Tab key.
    if ((fixed ? rect.right : rect.right + scrollX) <= 1 || (fixed ? rect.bottom : rect.bottom + scrollY) <= 1) return { state: 'hidden', how: 'helper' };
    // A fixed bar does not scroll, and neither does a page whose overflow is switched off.
    const stuckX = fixed || lock.x, stuckY = fixed || lock.y;
    if (!by && ((stuckX && right > innerWidth + slackX) || (fixed ? left : left + scrollX) < -slackX)) { by = owner; how = 'screen'; }
    if (!by && ((stuckY && bottom > innerHeight + slackY) || (fixed ? top : top + scrollY) < -slackY)) { by = owner; how = 'screen'; }
    return { state: by ? 'cut' : 'whole', by, how, painted: { left, right, top, bottom }, floats: fixed };
  }

  const worse = { whole: 0, cut: 1, hidden: 2 };
  function fateOf(node, lock, range) {
    const owner = parentOf(node);
    range.selectNodeContents(node);
    let worst = { state: 'whole' }, seenAny = false;
    const painted = [];
    for (const rect of range.getClientRects()) {
      if (rect.width <= 1 || rect.height <= 1) continue;
      const one = fate(owner, rect, lock);
      if (one.painted) painted.push(one.painted);
      seenAny ||= one.state !== 'hidden';
      if (worse[one.state] > worse[worst.state] || !worst.any) worst = { ...one, any: true };
    }
    // Lines beyond a clamp or box, while others of the same text are shown: the text is cut.
    if (worst.state === 'hidden' && seenAny && worst.by) worst = { ...worst, state: 'cut' };
    return { ...worst, rects: painted };
  }

  function texts() {
    const found = [];
    if (!document.body) return found;
    for (const element of elements(document.body)) {
      if (/^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE|OPTION|TEXTAREA|TITLE)$/i.test(element.nodeName) || found.length > 3000) continue;
      let visible = null;
      for (const node of element.childNodes) {
        if (node.nodeType !== 3 || !/[\p{L}\p{N}]/u.test(node.data)) continue;
        visible ??= seen(element) && getComputedStyle(element).visibility === 'visible';
        if (visible) found.push(node);
      }
      const shadow = shadowOf(element);
      if (shadow) for (const node of shadow.childNodes) if (node.nodeType === 3 && /[\p{L}\p{N}]/u.test(node.data) && seen(element)) found.push(node);
    }
    return found;
  }

  const blockOf = node => { let e = parentOf(node); while (e && /^(inline|contents)/.test(getComputedStyle(e).display) && parentOf(e)) e = parentOf(e); return e; };
  const above = node => { for (let e = parentOf(node); e; e = parentOf(e)) { if (/^(fixed|sticky)$/.test(getComputedStyle(e).position) || e.nodeName === 'DIALOG') return true; } return false; };

  function scan(nodes) {
    const lock = rootLock(), range = document.createRange();
    const fates = new Map(), cut = [], lines = [];
    for (const node of nodes) {
      if (!node.isConnected) continue;
      const one = fateOf(node, lock, range);
      fates.set(node, one);
      if (one.state === 'cut') cut.push({ node, text: short(node.data), element: describe(one.by), how: one.how });
      if (one.state !== 'hidden' && lines.length < 1200 && one.rects.length && !above(node)) {
        const block = blockOf(node);
        for (const rect of one.rects.slice(0, 8)) lines.push({ node, block, rect });
      }
    }
    for (const field of document.body ? elements(document.body) : []) {
      if (field.matches('input') && !/^(hidden|password|checkbox|radio|file|range|color|image|button|submit|reset|date|month|week|time|datetime-local)$/.test(field.type)
        && field.value && seen(field) && boxShown(field.getBoundingClientRect()) && field.scrollWidth > field.clientWidth + 2) cut.push({ node: field, text: short(field.value), element: describe(field), how: 'field' });
    }
    const overlaps = [];
    lines.sort((a, b) => a.rect.top - b.rect.top);
    for (let i = 0; i < lines.length && overlaps.length < 400; i++) {
      const a = lines[i];
      for (let j = i + 1; j < lines.length && lines[j].rect.top < a.rect.bottom; j++) {
        const b = lines[j];
        if (a.block === b.block || a.node === b.node) continue;
        const w = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
        const h = Math.min(a.rect.bottom, b.rect.bottom) - b.rect.top;
        const least = Math.min(a.rect.bottom - a.rect.top, b.rect.bottom - b.rect.top);
        if (w > 8 && h > least * 0.1) overlaps.push({ a: a.node, b: b.node, share: h / least, one: short(a.node.data), other: short(b.node.data), element: describe(parentOf(b.node)) });
      }
    }
    return { fates, cut, overlaps };
  }

  const told = found => {
    const { viewport, content, widest } = tools.width();
    return {
      viewport: Math.round(viewport), content: Math.round(content), widest,
      cut: found.cut.slice(0, MOST).map(({ text, element, how }) => ({ text, element, how })),
      // Lines set tight touch by the space that fonts keep for marks.
      overlaps: found.overlaps.filter(o => o.share > (found.least ?? 0.4)).slice(0, MOST).map(({ one, other, element }) => ({ one, other, element })),
    };
  };

  // As the text zoom of an Android webview: used sizes of letters and lines are multiplied, rem and every other length stay.
  async function zoom(percent) {
    const factor = percent / 100, nodes = texts(), first = scan(nodes), before = told(first);
    // A clock goes on meanwhile.
    const flat = line => line.replace(/[\s\u200b-\u200d\ufeff]+/g, '').replace(/[0-9๐-๙]/g, '0');
    const lines = () => visibleText(document.body).split('\n').filter(l => /[\p{L}\p{N}]/u.test(l));
    const count = all => all.map(flat).reduce((counts, l) => counts.set(l, (counts.get(l) || 0) + 1), new Map());
    const linesBefore = lines();
    let result = null, missing = [];
    const owners = new Set(nodes.map(parentOf).filter(Boolean));
    for (const element of elements(document.body)) {
      if (element.matches('input,select,textarea,button')) owners.add(element);
      else for (const which of ['::before', '::after']) if (/^"[^"]*[\p{L}\p{N}]/u.test(getComputedStyle(element, which).content)) owners.add(element);
    }
    owners.delete(document.documentElement);
    const plan = [...owners].filter(e => e.style).map(element => {
      const style = getComputedStyle(element);
      return { element, size: parseFloat(style.fontSize), line: style.lineHeight === 'normal' ? null : parseFloat(style.lineHeight) };
    });
    const names = ['font-size', 'line-height', 'transition'];
    for (const one of plan) one.old = names.map(n => [n, one.element.style.getPropertyValue(n), one.element.style.getPropertyPriority(n)]);
    for (const { element, size, line } of plan) {
      element.style.setProperty('transition', 'none', 'important');
      element.style.setProperty('font-size', size * factor + 'px', 'important');
      if (line) element.style.setProperty('line-height', line * factor + 'px', 'important');
    }
    try {
      await frames();
      const second = scan(nodes);
      const larger = plan.filter(p => parseFloat(getComputedStyle(p.element).fontSize) > p.size * (1 + (factor - 1) * 0.8)).length;
      // What was whole and now is not; what was cut before is not the enlarging's doing.
      const wholeBefore = node => first.fates.get(node)?.state === 'whole';
      const newly = [];
      for (const node of nodes) {
        const after = second.fates.get(node);
        if (after && after.state !== 'whole' && after.how !== 'helper' && wholeBefore(node)) newly.push({ text: short(node.data), element: describe(after.by || parentOf(node)), how: after.how || 'hidden' });
      }
      const pair = o => o.a.data + '\n' + o.b.data, had = new Set(first.overlaps.map(pair));
      const after = told({ cut: newly, overlaps: second.overlaps.filter(o => !had.has(pair(o))), least: 0.2 });
      const shown = count(lines());
      missing = linesBefore.filter(l => { const left = shown.get(flat(l)) || 0; shown.set(flat(l), left - 1); return left < 1; });
      result = { before, after, lost: [], enlarged: plan.length ? larger / plan.length : 1 };
    } finally {
      for (const { element, old } of plan) for (const [name, value, priority] of old) value ? element.style.setProperty(name, value, priority) : element.style.removeProperty(name);
      await frames();
    }
    // What is not back at the ordinary size went by itself: a line of news that took turns with the next.
    const back = count(lines());
    result.lost = missing.filter(l => back.has(flat(l))).map(short).slice(0, MOST);
    return result;
  }

  // --- what a finger has to hit ---------------------------------------------------------------------------------------------------
  const union = rects => rects.reduce((a, r) => ({ left: Math.min(a.left, r.left), top: Math.min(a.top, r.top), right: Math.max(a.right, r.right), bottom: Math.max(a.bottom, r.bottom) }), { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity });
  const shownRect = element => { const r = element.getBoundingClientRect(); return seen(element) && r.width > 1 && r.height > 1 && r.right + scrollX > 0 && r.bottom + scrollY > 0 ? r : null; };
  const helper = element => { for (let e = element; e && e !== document.body; e = parentOf(e)) if (clipped(getComputedStyle(e))) return true; return false; };

  function hitBox(element) {
    const rects = [];
    const own = shownRect(element);
    if (own && !helper(element)) {
      rects.push(own);
      if (element.matches('a,button,summary,[role=button],[role=link],[onclick]')) {
        // A picture or block inside an inline link is part of it, and so is a generated box that enlarges it.
        let budget = 40;
        for (const inner of elements(element)) { if (--budget < 0) break; const r = inner !== element && shownRect(inner); if (r) rects.push(r); }
        for (const which of ['::before', '::after']) {
          const style = getComputedStyle(element, which);
          if (style.content === 'none' || style.content === 'normal' || style.position !== 'absolute' || style.pointerEvents === 'none') continue;
          const w = parseFloat(style.width), h = parseFloat(style.height), x = parseFloat(style.left), y = parseFloat(style.top);
          if (w && h && !Number.isNaN(x) && !Number.isNaN(y)) rects.push({ left: own.left + x, top: own.top + y, right: own.left + x + w, bottom: own.top + y + h });
        }
      }
    }
    if (element.matches('input[type=checkbox],input[type=radio],input[type=file]')) for (const label of element.labels || []) { const r = shownRect(label); if (r && !helper(label)) rects.push(r); }
    return rects.length ? union(rects) : null;
  }

  function besideText(element) {
    if (!/^inline$/.test(getComputedStyle(element).display)) return false;
    const block = blockOf(element), range = document.createRange(), own = [...element.getClientRects()];
    if (!block) return false;
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(), budget = 400; node && budget > 0; node = walker.nextNode(), budget--) {
      if (!/[\p{L}\p{N}]/u.test(node.data) || contains(element, node.parentNode) || (node.parentElement && node.parentElement.closest(ACTIONS)) || blockOf(node) !== block) continue;
      range.selectNodeContents(node);
      for (const r of range.getClientRects()) if (own.some(o => r.top < o.bottom - 2 && r.bottom > o.top + 2)) return true;
    }
    return false;
  }

  function native(element) {
    const style = getComputedStyle(element), rect = element.getBoundingClientRect();
    if (style.appearance === 'none') return false;
    if (element.matches('input[type=checkbox],input[type=radio]')) return Math.abs(rect.width - 13) < 0.6 && Math.abs(rect.height - 13) < 0.6;
    // The browser's own button: its border, padding and letters untouched.
    if (element.matches('button,input[type=submit],input[type=button],input[type=reset]')) return style.borderTopStyle === 'outset' && style.paddingTop === '1px' && style.paddingLeft === '6px' && style.fontSize.startsWith('13.3');
    if (element.matches('input,select,textarea')) return style.borderTopStyle === (element.nodeName === 'SELECT' ? 'solid' : 'inset') && style.fontSize.startsWith('13.3') && parseFloat(style.paddingTop) <= 2;
    return false;
  }

  function targets() {
    const all = [], found = [];
    for (const element of elements(document.documentElement)) if (all.length < 400 && (element.matches(ACTIONS) || element.matches(FIELDS)) && !element.matches('area')) all.push(element);
    for (const element of all) {
      // A container that listens for what its links and buttons do is no target, and a button inside a link is the link.
      if (element.matches('[onclick]:not(a,button,[role=button],[role=link],input)') && all.some(o => o !== element && contains(element, o))) continue;
      if (all.some(o => o !== element && o.matches('a[href],button') && contains(o, element))) continue;
      const box = hitBox(element);
      if (!box) continue;
      const field = element.matches(FIELDS) && !element.matches('input[type=submit],input[type=button],input[type=image],input[type=reset]');
      const submits = element.matches('input[type=submit],input[type=image]') || (element.nodeName === 'BUTTON' && element.type === 'submit' && !!element.form);
      found.push({
        kind: field ? 'field' : element.matches('a,[role=link]') ? 'link' : 'button', name: (field ? labelOf(element) : nameOf(element)).slice(0, 120), element: describe(element),
        href: element.getAttribute('href') === null ? null : String(element.href || element.getAttribute('href')),
        x: box.left + scrollX, y: box.top + scrollY, width: box.right - box.left, height: box.bottom - box.top,
        inLine: !field && besideText(element), native: native(element), submits, enabled: !element.matches(':disabled'),
      });
    }
    return found.slice(0, 200);
  }

  // --- with the keyboard open -----------------------------------------------------------------------------------------------------
  function hit(x, y) {
    let found = document.elementFromPoint(x, y);
    for (let shadow = found && shadowOf(found); shadow; shadow = shadowOf(found)) {
      const inner = shadow.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  }
  // A frame may itself be scrolled out of sight or covered; a frame of another site can't be asked.
  function outside(x, y) {
    try {
      const frame = window.frameElement;
      if (!frame) return null;
      const r = frame.getBoundingClientRect(), px = r.left + frame.clientLeft + x, py = r.top + frame.clientTop + y, view = window.parent;
      if (px < 0 || py < 0 || px > view.innerWidth || py > view.innerHeight) return 'screen';
      const top = view.document.elementFromPoint(px, py);
      return top && top !== frame && !top.contains(frame) && !(top.shadowRoot && top.shadowRoot.contains(frame)) ? describe(top) : null;
    } catch { return null; }
  }
  // How much of it can be seen and touched: null, or what stands in the way ("screen": it lies outside).
  function obstacle(element, least) {
    const r = element.getBoundingClientRect();
    const left = Math.max(0, r.left), right = Math.min(innerWidth, r.right), top = Math.max(0, r.top), bottom = Math.min(innerHeight, r.bottom);
    if (right - left < Math.min(8, r.width) || bottom - top < Math.min(least, r.height * 0.9)) return 'screen';
    let covered = 0, by = null, points = 0;
    for (const fx of [0.2, 0.5, 0.8]) for (const fy of [0.25, 0.5, 0.75]) {
      points++;
      const x = left + (right - left) * fx, y = top + (bottom - top) * fy, found = hit(x, y);
      const beyond = outside(x, y);
      if (beyond) { covered++; by = beyond; continue; }
      if (!found || contains(element, found) || contains(found, element) || [...(element.labels || [])].some(l => contains(l, found))) continue;
      covered++;
      by = describe(found);
    }
    return covered * 2 > points ? by || 'screen' : null;
  }

  const GOES_ON = /ส่ง|ถัดไป|ต่อไป|ยืนยัน|บันทึก|ดำเนินการ|ตกลง|ค้นหา|\b(submit|send|next|continue|confirm|save|ok|search)\b/i;
  const follows = (a, b) => { const one = rootedIn(a), other = rootedIn(b); return one === other ? true : (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0; };
  const rootedIn = element => { let e = element; while (e.getRootNode() instanceof ShadowRoot) e = e.getRootNode().host; return e; };
  function goesOn(field, buttons) {
    const form = field.form || field.closest('form');
    const usable = buttons.filter(b => b.getBoundingClientRect().width > 1 && seen(b));
    const within = form ? usable.filter(b => b.form === form || form.contains(b)) : [];
    const submit = within.find(b => b.matches('input[type=submit],input[type=image]') || (b.nodeName === 'BUTTON' && b.type === 'submit'));
    if (submit) return submit;
    const pool = within.length ? within : usable.filter(b => !b.closest('form') && follows(field, b));
    return pool.find(b => GOES_ON.test(nameOf(b))) || (within.length ? within[within.length - 1] : null);
  }

  async function reach(element) {
    let worst = 'screen';
    for (const block of ['nearest', 'center', 'end', 'start']) {
      const held = [];
      for (let e = parentOf(element); e; e = parentOf(e)) {
        const root = e === document.documentElement || e === document.body;
        if (root ? rootLock().y : hides(getComputedStyle(e).overflowY)) held.push([e, e.scrollTop]);
      }
      element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
      // A script can scroll what a finger can't.
      for (const [e, at] of held) if (e.scrollTop !== at) e.scrollTop = at;
      if (rootLock().y && held.length && scrollY) window.scrollTo(scrollX, held[held.length - 1][1]);
      await frames();
      const in_way = obstacle(element, 20);
      if (!in_way) return null;
      if (in_way !== 'screen') worst = in_way;
    }
    return worst;
  }

  async function keyboard(fullHeight) {
    const TYPED = 'input:not([type]),input[type=text],input[type=tel],input[type=number],input[type=email],input[type=search],input[type=password],input[type=url],textarea,[contenteditable]:not([contenteditable=false])';
    const all = [...elements(document.documentElement)];
    const fields = all.filter(e => e.matches(TYPED) && !e.readOnly && !e.matches(':disabled') && e.inputMode !== 'none' && shownRect(e) && !helper(e)).slice(0, 8);
    const buttons = all.filter(e => e.matches('button,input[type=submit],input[type=button],input[type=image],[role=button],a[href]') && !helper(e));
    const at = [scrollX, scrollY], before = document.activeElement, out = [], reached = new Map();
    for (const field of fields) {
      field.focus({ preventScroll: true });
      // What the webview itself does once the keyboard is open: it scrolls the field to where it can be seen.
      const r = field.getBoundingClientRect();
      if (r.top < 0 || r.bottom > innerHeight || obstacle(field, 16)) field.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
      await frames();
      const inTheWay = obstacle(field, 16);
      const button = goesOn(field, buttons);
      if (button && !reached.has(button)) reached.set(button, await reach(button));
      const held = button ? reached.get(button) : null;
      out.push({
        field: labelOf(field).slice(0, 120), element: describe(field), fullHeight, height: Math.round(innerHeight),
        fieldVisible: inTheWay !== 'screen', fieldCoveredBy: inTheWay === 'screen' ? null : inTheWay,
        button: button ? nameOf(button) || describe(button) : null, buttonReachable: !!button && held === null, buttonCoveredBy: held === 'screen' ? null : held,
      });
    }
    if (document.activeElement && document.activeElement !== before && document.activeElement.blur) document.activeElement.blur();
    window.scrollTo(at[0], at[1]);
    return out;
  }

  return { layout: () => told(scan(texts())), zoom, targets, keyboard };
}

// Runs before any script of the page, in every frame. It watches; it changes nothing that the page could notice:
// wrapped functions behave and print as the originals, and its own state hides behind one non-enumerable property.
(() => {
  'use strict';
  if (Object.getOwnPropertyDescriptor(window, '__conformance')) return;

  const nativeSetTimeout = window.setTimeout;
  const nativeClearTimeout = window.clearTimeout;
  const now = () => performance.now();
  // Taken before the page can replace it.
  const stringify = JSON.stringify;

  // --- one-shot timers that are still to fire: what hides a toast or starts a late script -----------------------------------
  const timers = new Map();
  // WebKit's WebDriver times its own scripts by the page's setTimeout. It is known by the session's script timeout (WebDriverDriver.ScriptLimit).
  const DRIVERS = 10007;
  const disguise = (wrapper, original) => {
    Object.defineProperty(wrapper, 'name', { value: original.name, configurable: true });
    Object.defineProperty(wrapper, 'length', { value: original.length, configurable: true });
    wrapper.toString = () => Function.prototype.toString.call(original);
    return wrapper;
  };
  window.setTimeout = disguise(function (handler, delay, ...rest) {
    const wait = Math.max(0, Number(delay) || 0);
    if (typeof handler !== 'function' || wait === DRIVERS) return nativeSetTimeout.call(window, handler, delay, ...rest);
    const id = nativeSetTimeout.call(window, function () {
      timers.delete(id);
      return handler.apply(this, arguments);
    }, delay, ...rest);
    timers.set(id, now() + wait);
    return id;
  }, nativeSetTimeout);
  const intervals = new Set();
  const nativeSetInterval = window.setInterval, nativeClearInterval = window.clearInterval;
  window.setInterval = disguise(function (...args) {
    const id = nativeSetInterval.apply(window, args);
    intervals.add(id);
    return id;
  }, nativeSetInterval);
  window.clearInterval = disguise(function (id) {
    intervals.delete(id);
    timers.delete(id);
    return nativeClearInterval.call(window, id);
  }, nativeClearInterval);
  window.clearTimeout = disguise(function (id) {
    timers.delete(id);
    intervals.delete(id);
    return nativeClearTimeout.call(window, id);
  }, nativeClearTimeout);

  // --- closed shadow trees are shown to the citizen too ----------------------------------------------------------------------
  const closedRoots = new WeakMap();
  const nativeAttach = Element.prototype.attachShadow;
  Element.prototype.attachShadow = disguise(function (init) {
    const root = nativeAttach.call(this, init);
    if (init && init.mode === 'closed') closedRoots.set(this, root);
    return root;
  }, nativeAttach);
  const shadowOf = element => element.shadowRoot || closedRoots.get(element) || null;

  // --- windows that the page asks for ----------------------------------------------------------------------------------------
  const opened = [];
  const nativeOpen = window.open;
  window.open = disguise(function (url, target, ...rest) {
    if (!target || !['_self', '_parent', '_top'].includes(String(target).toLowerCase())) opened.push(String(url ?? ''));
    return nativeOpen.call(window, url, target, ...rest);
  }, nativeOpen);

  // --- answers that the page does not read ------------------------------------------------------------------------------------
  // fetch().then(() => location.replace(…)) drops a body that nobody has read, with its page, before it can be recorded. So a copy is read before the page
  // gets the answer; one that is not there soon (an answer that goes on for ever) is not waited for.
  const SOON = 150;
  const nativeFetch = window.fetch, NativePromise = Promise, nativeThen = Promise.prototype.then;
  async function received(answer) {
    try {
      const reader = answer.type.startsWith('opaque') || answer.bodyUsed ? null : answer.clone().body?.getReader();
      if (reader) {
        let late = false;
        const limit = new NativePromise(done => nativeSetTimeout.call(window, () => { late = true; done({ done: true }); }, SOON));
        while (!(await NativePromise.race([reader.read(), limit])).done);
        if (late) reader.cancel().catch(() => { });
      }
    } catch { /* broken off: the page hears of it from its own copy */ }
    return answer;
  }
  if (nativeFetch) {
    window.fetch = disguise(function (...args) { return nativeThen.call(nativeFetch.apply(this, args), received); }, nativeFetch);
  }

  // --- web vitals --------------------------------------------------------------------------------------------------------------
  const vitals = { largestContentfulPaintMs: null, firstContentfulPaintMs: null, layoutShift: 0 };
  const watch = (type, use) => {
    try { new PerformanceObserver(list => list.getEntries().forEach(use)).observe({ type, buffered: true }); } catch { /* the engine has no such entries */ }
  };
  watch('largest-contentful-paint', e => { vitals.largestContentfulPaintMs = e.renderTime || e.loadTime || e.startTime; });
  const tellsPaint = (() => { try { return PerformanceObserver.supportedEntryTypes.includes('paint'); } catch { return false; } })();
  watch('paint', e => { if (e.name === 'first-contentful-paint') vitals.firstContentfulPaintMs = e.startTime; });
  // CLS by its definition: the largest session window (gap under 1 s, at most 5 s), shifts after input left out.
  let windowValue = 0, windowStart = 0, windowLast = 0;
  // Emulating a phone sets the viewport at each load, which the engine takes for input; real input is seen here.
  let touched = false;
  for (const type of ['pointerdown', 'touchstart', 'keydown']) addEventListener(type, () => { touched = true; }, { capture: true, passive: true });
  watch('layout-shift', e => {
    if (e.hadRecentInput && touched) return;
    if (e.startTime - windowLast > 1000 || e.startTime - windowStart > 5000) { windowValue = 0; windowStart = e.startTime; }
    windowLast = e.startTime;
    windowValue += e.value;
    vitals.layoutShift = Math.max(vitals.layoutShift, windowValue);
  });

  // --- what a person can see -----------------------------------------------------------------------------------------------------
  const MAX_NODES = 30000, MAX_TEXT = 200000;
  const INLINE = /^(inline|ruby|contents|none)/;
  const SKIP = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD', 'META', 'LINK', 'TITLE', 'OPTION', 'DATALIST']);

  const seen = element => {
    if (!element.isConnected) return false;
    if (element.checkVisibility && !element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) return false;
    return true;
  };
  const boxShown = rect => rect.width > 1 && rect.height > 1 && rect.right + scrollX > 0 && rect.bottom + scrollY > 0;
  // A visually hidden helper (clip, 1 px box with hidden overflow) holds text for screen readers only.
  const clipped = style => (style.clip && style.clip !== 'auto' && /rect\((0px|1px)[, ]+(0px|1px)[, ]+(0px|1px)[, ]+(0px|1px)\)/.test(style.clip))
    || /inset\((50|100)%/.test(style.clipPath)
    || (style.overflow !== 'visible' && (parseFloat(style.width) <= 1 || parseFloat(style.height) <= 1));

  function visibleText(root) {
    const parts = [];
    let nodes = 0, length = 0, block = null;
    const range = document.createRange();
    const push = (text, owner) => {
      if (!text) return;
      if (owner !== block && parts.length) parts.push('\n');
      block = owner;
      parts.push(text);
      length += text.length;
    };
    const pseudo = (element, which, owner) => {
      const content = getComputedStyle(element, which).content;
      if (content && content !== 'none' && content !== 'normal' && content[0] === '"') push(content.slice(1, -1).replace(/\\"/g, '"'), owner);
    };
    const walk = (node, owner) => {
      if (++nodes > MAX_NODES || length > MAX_TEXT) return;
      if (node.nodeType === 3) {
        const text = node.data.replace(/[ \t\r\n\f]+/g, ' ');
        if (text.trim() === '') { if (parts.length && owner === block && text && !/\s$/.test(parts[parts.length - 1])) parts.push(' '); return; }
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) if (boxShown(rect)) { push(text, owner); break; }
        return;
      }
      if (node.nodeType !== 1) return;
      if (SKIP.has(node.nodeName)) return;
      if (node.nodeName === 'BR') { block = null; return; }
      const style = getComputedStyle(node);
      if (style.display === 'none') return;
      const inline = INLINE.test(style.display);
      if (!inline && style.display !== 'contents' && !seen(node) && style.visibility === 'visible') return; // opacity 0 hides what is inside
      if (clipped(style)) return;
      const mine = inline ? owner : node;
      const visible = style.visibility === 'visible' && seen(node);
      if (visible) {
        if (node.nodeName === 'INPUT') {
          const type = (node.type || 'text').toLowerCase();
          if (!['hidden', 'password', 'checkbox', 'radio', 'file', 'range', 'color', 'image'].includes(type) && boxShown(node.getBoundingClientRect())) push(node.value || node.placeholder, node);
          return;
        }
        if (node.nodeName === 'TEXTAREA') { if (boxShown(node.getBoundingClientRect())) push(node.value || node.placeholder, node); return; }
        if (node.nodeName === 'SELECT') { if (boxShown(node.getBoundingClientRect())) push([...node.selectedOptions].map(o => o.label || o.text).join(', '), node); return; }
        pseudo(node, '::before', mine);
      }
      const shadow = shadowOf(node);
      if (shadow) { for (const child of shadow.childNodes) walk(child, mine); }
      else if (node.nodeName === 'SLOT' && node.assignedNodes().length) { for (const child of node.assignedNodes()) walk(child, mine); }
      else for (const child of node.childNodes) walk(child, mine);
      if (visible) pseudo(node, '::after', mine);
      if (!inline) block = block === node ? null : block;
    };
    if (root) walk(root, root);
    return parts.join('').replace(/[ \u00a0]+/g, ' ').replace(/ ?\n ?/g, '\n').replace(/\n{2,}/g, '\n').trim();
  }

  // All elements, open and closed shadow trees included.
  function* elements(root, budget = { left: MAX_NODES }) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (--budget.left < 0) return;
      if (node.nodeType === 1) {
        yield node;
        const shadow = shadowOf(node);
        if (shadow) yield* elements(shadow, budget);
      }
    }
  }

  // --- loading states ---------------------------------------------------------------------------------------------------------------
  const SURE = /กำลัง\s?(โหลด|ดาวน์โหลด|เข้าสู่ระบบ|เชื่อมต่อ|ดึง|เตรียม|เรียก|นำ(คุณ|ท่าน)|เปิด)|\bloading\b/i;
  const WAIT = /(โปรด|กรุณา)\s?รอ|รอสักครู่|รอซักครู่|please wait|just a moment/i;
  // "โปรดรอสักครู่แล้วลองอีกครั้ง" is the end of an attempt: nothing goes on while the citizen waits.
  const LATER = /รอ.{0,30}(แล้ว|และ|ก่อน|จึง|ค่อย)\s?(จึง|ค่อย)?\s?(กด|ลอง|ทำรายการ|ติดต่อ|กลับมา|(เข้า|เปิด|เริ่ม|ดำเนินการ|ส่ง).{0,12}(ใหม่|อีกครั้ง))|(wait|moment).{0,40}\b(and|then|before)\b.{0,16}\b(try|retry|retrying|come back|again|contact)\b/i;
  const MAYBE = /กำลัง\s?(ดำเนินการ|ตรวจสอบ|ประมวลผล|ยืนยัน|ทำรายการ|ค้นหา|ส่ง)|\b(processing|verifying|signing in|fetching)\b/i;
  const CODED = /(^|[-_ ])(spinner|loading|loader|skeleton|shimmer|preloader)([-_ ]|$)/i;
  const moving = element => {
    try { return element.getAnimations({ subtree: true }).some(a => a.playState === 'running' && a.effect && a.effect.getComputedTiming().iterations === Infinity); } catch { return false; }
  };
  function loading(text) {
    if (!document.body) return null;
    for (const line of (text ?? visibleText(document.body)).split('\n')) {
      if (line.length > 160) continue;
      if (SURE.test(line) || (WAIT.test(line) && !LATER.test(line))) return line.slice(0, 120);
      // "กำลังดำเนินการ" is also the state of a request in a list: it means loading where it asks to wait or stands alone.
      if (MAYBE.test(line) && (/(…|\.\.\.)/.test(line) || text.length < 120)) return line.slice(0, 120);
    }
    for (const element of elements(document.body)) {
      const name = typeof element.className === 'string' ? element.className : element.getAttribute('class') || '';
      const busy = element.getAttribute('aria-busy') === 'true';
      const bar = (element.getAttribute('role') === 'progressbar' && !element.hasAttribute('aria-valuenow')) || (element.nodeName === 'PROGRESS' && !element.hasAttribute('value'));
      const coded = CODED.test(name + ' ' + element.id);
      if (!(busy || bar || coded)) continue;
      if (!seen(element)) continue;
      const rect = element.getBoundingClientRect();
      if (!boxShown(rect)) continue;
      if (coded && !busy && !bar && !moving(element)) continue;
      return busy ? 'aria-busy' : bar ? 'progressbar' : 'spinner';
    }
    return null;
  }

  // --- visible text over time -------------------------------------------------------------------------------------------------------
  const timeline = [];
  let lastText = null, lastChange = now(), sampling = false, cost = 0;
  // A clock never comes to rest, and nobody waits for it.
  const timeless = text => text.replace(/[0-9๐-๙]{1,2}:[0-9๐-๙]{2}(:[0-9๐-๙]{2})?|[0-9๐-๙]{1,2}\.[0-9๐-๙]{2}(?=\s*น\.)/g, '0:00');
  function sample() {
    sampling = false;
    const begin = now();
    const text = document.body ? visibleText(document.body) : '';
    cost = now() - begin;
    const same = lastText !== null && (text === lastText || timeless(text) === timeless(lastText));
    lastText = text;
    if (!same) {
      lastChange = now();
      if (timeline.length < 60) timeline.push({ atMs: Math.round(begin), text: text.slice(0, 400), loading: loading(text) !== null });
    }
    return text;
  }
  const soon = () => {
    if (sampling) return;
    sampling = true;
    nativeSetTimeout.call(window, sample, Math.max(50, cost * 10));
  };
  const start = () => {
    new MutationObserver(soon).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
    soon();
  };
  start();
  addEventListener('DOMContentLoaded', soon);
  addEventListener('load', soon);

  const describe = element => {
    const id = element.id ? '#' + element.id : '';
    const cls = typeof element.className === 'string' && element.className ? '.' + element.className.trim().split(/\s+/).slice(0, 2).join('.') : '';
    return element.nodeName.toLowerCase() + id + cls;
  };
  const nameOf = element => (element.getAttribute('aria-label') || (element.innerText || '').trim() || element.value || element.getAttribute('title')
    || [...element.querySelectorAll('img[alt]')].map(i => i.alt).join(' ') || '').replace(/\s+/g, ' ').trim().slice(0, 120);
  const labelOf = field => {
    if (field.getAttribute('aria-label')) return field.getAttribute('aria-label');
    if (field.labels && field.labels.length) return [...field.labels].map(l => l.innerText.trim()).join(' ');
    const by = field.getAttribute('aria-labelledby');
    if (by) return by.split(/\s+/).map(i => document.getElementById(i)?.innerText ?? '').join(' ').trim();
    return field.placeholder || field.name || '';
  };
  // What is wrong with a field: in the page's words, or in those of the browser's own validation where the form uses it.
  const problemOf = field => {
    if (field.getAttribute('aria-invalid') === 'true') {
      const ids = (field.getAttribute('aria-errormessage') || field.getAttribute('aria-describedby') || '').split(/\s+/).filter(Boolean);
      const words = ids.map(i => field.getRootNode().getElementById?.(i)).filter(e => e && seen(e)).map(e => visibleText(e)).join('\n').trim();
      if (words) return words.slice(0, 300);
    }
    try { if (field.form && !field.form.noValidate && field.matches(':user-invalid')) return field.validationMessage || null; } catch { /* an engine without :user-invalid */ }
    return null;
  };
  const ACTIONS = 'a[href],button,[role=button],[role=link],input[type=submit],input[type=button],summary,area[href],[onclick]';

  const api = {
    state(awaited) {
      const text = sample();
      const time = now();
      const squeeze = s => s.normalize('NFKC').replace(/[\s\u200b-\u200d\ufeff]+/g, '');
      const flat = awaited && awaited.length ? squeeze(text) : '';
      let due = 0;
      // An overdue timer has still to run: a busy machine fires late.
      for (const at of timers.values()) if (at - time < 20000) due = Math.max(due, at - time, 1);
      let ending = 0;
      try {
        for (const a of document.getAnimations()) {
          const timing = a.effect && a.effect.getComputedTiming();
          if (a.playState === 'running' && timing && timing.iterations !== Infinity) ending = Math.max(ending, Number(timing.endTime) - Number(a.currentTime || 0));
        }
      } catch { /* an engine without Web Animations */ }
      return {
        ready: document.readyState, text: text.length > 4000 ? text.slice(0, 4000) : text, length: text.length, quietMs: Math.round(time - lastChange),
        loading: loading(text), timerMs: Math.round(due), animationMs: Math.round(Math.min(ending, 60000)),
        restless: intervals.size + (document.querySelector('meta[http-equiv=refresh i]') ? 1 : 0),
        paintedMs: vitals.firstContentfulPaintMs, paints: tellsPaint, origin: performance.timeOrigin, timeline: timeline.splice(0), opened: opened.splice(0),
        awaited: !!(awaited && awaited.some(a => flat.includes(squeeze(a)))), url: location.href, ageMs: Math.round(time),
      };
    },
    // Two frames later, with a limit for pages that paint none: what was shown last has been reported by then.
    vitals() {
      return new Promise(done => {
        nativeSetTimeout.call(window, () => done(vitals), 500);
        requestAnimationFrame(() => requestAnimationFrame(() => nativeSetTimeout.call(window, () => done(vitals), 20)));
      });
    },
    text() { return document.body ? visibleText(document.body) : ''; },
    snapshot() {
      const actions = [], fields = [], insecure = [], announced = [];
      let pictures = 0;
      for (const element of elements(document.documentElement)) {
        for (const attribute of ['src', 'href', 'action', 'formaction', 'poster', 'data', 'srcset', 'background']) {
          const value = element.getAttribute && element.getAttribute(attribute);
          if (!value || !/^\s*http:\/\//i.test(value)) continue;
          // A link to a page elsewhere is a way out, not a sub-resource.
          if (attribute === 'href' && ['A', 'AREA', 'BASE'].includes(element.nodeName)) { if (element.nodeName !== 'BASE') continue; }
          if (element.nodeName === 'LINK' && !/stylesheet|icon|preload|manifest|modulepreload/i.test(element.rel)) continue;
          insecure.push(describe(element) + ' ' + value.trim().slice(0, 300));
        }
        const inlineStyle = element.getAttribute && element.getAttribute('style');
        const sheet = element.nodeName === 'STYLE' ? element.textContent : inlineStyle;
        const found = sheet && /url\(\s*['"]?(http:\/\/[^'")]+)/i.exec(sheet);
        if (found) insecure.push(describe(element) + ' ' + found[1].slice(0, 300));
        if (/^(IMG|CANVAS|VIDEO|SVG|PICTURE)$/i.test(element.nodeName) && seen(element)) {
          const rect = element.getBoundingClientRect();
          if (rect.width >= 120 && rect.height >= 40) pictures++;
        }
        if (['alert', 'alertdialog', 'dialog', 'status'].includes(element.getAttribute('role')) || (element.getAttribute('aria-live') && element.getAttribute('aria-live') !== 'off') || (element.nodeName === 'DIALOG' && element.open)) {
          if (seen(element)) { const t = visibleText(element); if (t && announced.length < 20) announced.push(t.slice(0, 600)); }
        }
        if (actions.length < 200 && element.matches(ACTIONS) && seen(element) && boxShown(element.getBoundingClientRect())) {
          const link = element.matches('a,area,[role=link]');
          actions.push({ kind: link ? 'link' : 'button', name: nameOf(element), href: element.getAttribute('href') === null ? null : String(element.href || element.getAttribute('href')),
            newWindow: !!element.target && !['_self', '_parent', '_top'].includes(element.target.toLowerCase()), enabled: !element.disabled });
        }
        if (fields.length < 200 && element.matches('input:not([type=hidden]):not([type=submit]):not([type=button]),textarea,select,[contenteditable]:not([contenteditable=false])') && seen(element)) {
          fields.push({ kind: element.type || element.nodeName.toLowerCase(), name: element.name || element.id || '', label: labelOf(element).slice(0, 120),
            value: element.type === 'password' ? '' : String(element.value ?? element.innerText ?? '').slice(0, 500), editable: !(element.readOnly || element.matches(':disabled') || element.getAttribute('aria-readonly') === 'true'), problem: problemOf(element) });
        }
      }
      for (const sheet of document.styleSheets) {
        let rules; try { rules = sheet.cssRules; } catch { continue; }
        let count = 0;
        for (const rule of rules) {
          if (++count > 3000) break;
          const found = /url\(\s*['"]?(http:\/\/[^'")]+)/i.exec(rule.cssText);
          if (found) insecure.push('stylesheet ' + found[1].slice(0, 300));
        }
      }
      const text = document.body ? visibleText(document.body) : '';
      return {
        url: location.href, title: document.title, lang: document.documentElement?.getAttribute('lang'),
        viewport: document.querySelector('meta[name=viewport i]')?.getAttribute('content') ?? null,
        text, announced, loading: loading(text), pictures, actions, fields, insecureReferences: [...new Set(insecure)].slice(0, 50),
        scripts: [...document.scripts].filter(s => s.src).map(s => s.src).slice(0, 100),
        html: (document.documentElement?.outerHTML ?? '').slice(0, 2000000),
      };
    },
    width() {
      const page = document.scrollingElement || document.documentElement;
      const viewport = Math.min(innerWidth, document.documentElement.clientWidth || innerWidth);
      let widest = null, most = viewport;
      if (page.scrollWidth > viewport) {
        for (const element of elements(document.body)) {
          if (!seen(element)) continue;
          const rect = element.getBoundingClientRect();
          if (rect.right + scrollX > most + 1) { most = rect.right + scrollX; widest = describe(element) + ' ' + Math.round(rect.width) + 'px'; }
        }
      }
      return { viewport, content: page.scrollWidth, widest };
    },
    async storage() {
      const items = [];
      const copy = (area, store) => { try { for (let i = 0; i < store.length && i < 200; i++) { const key = store.key(i); items.push({ area, origin: location.origin, key, value: String(store.getItem(key)).slice(0, 20000) }); } } catch { /* storage is denied to this frame */ } };
      try { copy('local', window.localStorage); } catch { /* denied */ }
      try { copy('session', window.sessionStorage); } catch { /* denied */ }
      const show = value => { try { return (typeof value === 'string' ? value : JSON.stringify(value, (k, v) => v instanceof ArrayBuffer || ArrayBuffer.isView(v) ? '[' + new TextDecoder().decode(v).slice(0, 4000) + ']' : v) ?? '').slice(0, 20000); } catch { return '[unreadable]'; } };
      try {
        for (const info of (await indexedDB.databases()).slice(0, 10)) {
          const db = await new Promise((done, fail) => { const r = indexedDB.open(info.name); r.onsuccess = () => done(r.result); r.onerror = () => fail(r.error); r.onblocked = () => fail(new Error('blocked')); });
          for (const name of [...db.objectStoreNames].slice(0, 20)) {
            const all = await new Promise((done, fail) => { const r = db.transaction(name).objectStore(name).getAll(null, 100); r.onsuccess = () => done(r.result); r.onerror = () => fail(r.error); });
            items.push({ area: 'indexedDb', origin: location.origin, key: info.name + '/' + name, value: show(all) });
          }
          db.close();
        }
      } catch { /* no IndexedDB here */ }
      try {
        for (const name of (await caches.keys()).slice(0, 10)) {
          const cache = await caches.open(name);
          for (const request of (await cache.keys()).slice(0, 50)) {
            const answer = await cache.match(request);
            const type = answer?.headers.get('content-type') || '';
            items.push({ area: 'cacheStorage', origin: location.origin, key: name + ' ' + request.url, value: /json|text\/(html|plain)/.test(type) ? (await answer.text()).slice(0, 20000) : '[' + type + ']' });
          }
        }
      } catch { /* no Cache Storage here */ }
      return items;
    },
  };
  // The driver puts measures.js in here.
  const measures = /*measures.js*/ (() => ({}));
  Object.assign(api, measures({ elements, seen, boxShown, clipped, visibleText, describe, nameOf, labelOf, shadowOf, ACTIONS, width: api.width, wait: (then, ms) => nativeSetTimeout.call(window, then, ms) }));
  const asJson = {};
  for (const name of Object.keys(api)) {
    asJson[name] = argument => {
      const value = api[name](argument);
      return value instanceof Promise ? value.then(v => stringify(v)) : stringify(value);
    };
  }
  Object.defineProperty(window, '__conformance', { value: Object.freeze(asJson), enumerable: false, configurable: false, writable: false });
})();

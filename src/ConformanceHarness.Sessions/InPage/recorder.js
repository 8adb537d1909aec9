// Notes what a person does in a page, in the words of a service file's journey: what was tapped, written, chosen and attached, and by
// which visible name a run will find it again. In every frame, open shadow trees included. It never takes the value of a field that holds
// a secret, and it changes nothing that the page could notice.
(options => {
  'use strict';
  if (window.__conformanceRecorder) return;
  Object.defineProperty(window, '__conformanceRecorder', { value: true, enumerable: false });
  const stringify = JSON.stringify, later = window.setTimeout.bind(window);
  const send = act => { try { window.__conformanceActed(stringify(act)); } catch { /* the page is on its way out */ } };

  // The driver puts naming.js in here.
  const { flat, rootOf, chain, all, seen, TEXT_FIELD, PRESSED, ROLES, roleOf, labelledBy, nameOf, labelsOf, pressables, smallest } = /*naming.js*/ (() => ({}))();

  // A text is worth something as a name if it is short and has a letter in it.
  const usable = name => name.length > 0 && name.length <= 80 && /\p{L}/u.test(name);

  // --- would a run find the same element by this name? As Locating does: exact names first, role after role, then texts, then parts of names.
  const found = (name, role) => {
    const list = [...pressables()].map(e => ({ e, role: roleOf(e), name: nameOf(e) }));
    for (const exact of [true, false]) {
      for (const wanted of role ? [role] : exact ? ROLES : ['link', 'button']) {
        const hit = list.find(p => p.role === wanted && (exact ? p.name === name : p.name.toLowerCase().includes(name.toLowerCase())));
        if (hit) return hit.e;
      }
      if (!role) { const hit = smallest(name, exact); if (hit) return hit; }
    }
    return null;
  };
  const same = (hit, element) => hit !== null && [...chain(hit)].includes(element);

  function targetOf(element) {
    const name = nameOf(element), role = roleOf(element);
    const names = usable(name) ? [name] : [];
    // A card that is one big link: its heading says what it is.
    for (const part of element.querySelectorAll('h1,h2,h3,h4,h5,h6,[role=heading],strong,b,span,p')) {
      const text = flat(part.textContent);
      if (usable(text) && seen(part) && part.children.length === 0 && !names.includes(text)) names.push(text);
    }
    if (names.length > 1 && (name.length > 40 || !usable(name))) names.push(names.shift());
    const target = { name: '', role: '', selector: selectorOf(element) };
    for (const candidate of names.slice(0, 6)) if (same(found(candidate, ''), element)) return { ...target, name: candidate };
    if (ROLES.includes(role)) for (const candidate of names.slice(0, 6)) if (same(found(candidate, role), element)) return { ...target, name: candidate, role };
    return target;
  }

  const fields = kind => [...all(document)].filter(e => e.matches(kind === 'file' ? 'input[type=file]' : TEXT_FIELD) && (kind === 'file' || seen(e)));
  function fieldTarget(field) {
    const file = field.type === 'file', others = fields(file ? 'file' : '');
    const reach = name => others.find(o => labelsOf(o).includes(name))
      || others.find(o => !file && flat(o.placeholder) === name)
      || others.find(o => labelsOf(o).some(l => l.toLowerCase().includes(name.toLowerCase())))
      || others.find(o => !file && flat(o.placeholder).toLowerCase().includes(name.toLowerCase())) || null;
    const labels = labelsOf(field), short = labels.map(l => flat(l.replace(/\s*(\*|[:：]|\((จำเป็น|บังคับ|required|ไม่บังคับ|optional)\))+\s*$/i, '')));
    const target = { name: '', role: '', selector: selectorOf(field) };
    for (const name of [...short, ...labels, flat(field.placeholder)]) if (usable(name) && reach(name) === field) return { ...target, name };
    // A text that simply stands before the field.
    const before = precedingText(field);
    if (usable(before) && !others.some(o => labelsOf(o).some(l => l.includes(before))) && fieldAfter(before) === field) return { ...target, name: before };
    return target;
  }
  function precedingText(field) {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    let last = '';
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (field.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) break;
      if (node.parentElement && !node.parentElement.closest('script,style,option,select,button,a') && flat(node.data)) last = flat(node.data);
    }
    return last;
  }
  function fieldAfter(text) {
    try {
      const quoted = text.includes('"') ? `'${text.replace(/'/g, '')}'` : `"${text}"`;
      return document.evaluate(`(//*[contains(normalize-space(text()), ${quoted})])[1]/following::*[self::input[not(@type='hidden' or @type='submit' or @type='button')] or self::textarea or self::select][1]`,
        document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
    } catch { return null; }
  }
  function groupOf(field) {
    for (const element of chain(field)) {
      if (element.nodeName === 'FIELDSET') { const legend = element.querySelector('legend'); if (legend) return flat(legend.textContent); }
      if (['group', 'radiogroup'].includes(element.getAttribute('role'))) { const name = labelledBy(element) || flat(element.getAttribute('aria-label')); if (name) return name; }
    }
    return '';
  }

  // --- the last resort: a CSS selector, through open shadow trees, by what the page's author named ------------------------------------
  function selectorOf(element) {
    const parts = [];
    for (let e = element; e; ) {
      const root = rootOf(e);
      parts.unshift(within(e, root));
      e = root instanceof ShadowRoot ? root.host : null;
    }
    return parts.join(' ');
  }
  function within(element, root) {
    const only = css => { try { return root.querySelectorAll(css).length === 1; } catch { return false; } };
    const own = e => {
      // An id with digits at its end is often made anew at every load.
      if (e.id && !/\d{2,}|[:.]/.test(e.id) && only('#' + CSS.escape(e.id))) return '#' + CSS.escape(e.id);
      for (const name of ['data-testid', 'data-test', 'name']) {
        const value = e.getAttribute(name);
        if (value) { const css = `${e.nodeName.toLowerCase()}[${name}="${CSS.escape(value)}"]`; if (only(css)) return css; }
      }
      return null;
    };
    const path = [];
    for (let e = element; e && e.parentNode; e = e.parentElement) {
      const known = own(e);
      if (known) { path.unshift(known); break; }
      const tag = e.nodeName.toLowerCase(), twins = [...e.parentNode.children].filter(c => c.nodeName === e.nodeName);
      path.unshift(twins.length > 1 ? `${tag}:nth-of-type(${twins.indexOf(e) + 1})` : tag);
    }
    return path.join(' > ');
  }

  // --- secrets ---------------------------------------------------------------------------------------------------------------------
  const hidden = new WeakSet();
  const secret = field => {
    const words = labelsOf(field).join(' ') + ' ' + (field.name || '') + ' ' + (field.id || '') + ' ' + (field.placeholder || '') + ' ' + (field.autocomplete || '');
    if (field.type === 'password') hidden.add(field); // stays one when "show password" makes it a text field
    return hidden.has(field) || /(^|[ _-])(otp|pin|cvv|cvc|password|passwd|pwd)([ _-]|$)|one-time-code|(current|new)-password|cc-(number|csc|exp)|รหัสผ่าน|รหัส\s?(OTP|PIN|ลับ)|เลขบัตรเครดิต/i.test(words)
      || (field.style && field.style.webkitTextSecurity && field.style.webkitTextSecurity !== 'none');
  };

  // --- what happens ---------------------------------------------------------------------------------------------------------------
  let keys = 0;
  const keyOf = new WeakMap();
  const document0 = Math.random().toString(36).slice(2);
  const key = element => { if (!keyOf.has(element)) keyOf.set(element, document0 + ++keys); return keyOf.get(element); };
  const origin = event => event.composedPath()[0] instanceof Element ? event.composedPath()[0] : event.target;
  // What a script does to a field is not the person's doing, unless the person has just been at that field.
  const persons = (event, field) => event.isTrusted || options.automated || rootOf(field).activeElement === field;

  const labelledControl = element => { for (const e of chain(element)) if (e.nodeName === 'LABEL') return e.control; return null; };
  function pressedBy(start) {
    let pointed = null;
    for (const element of chain(start)) {
      if (element.matches(TEXT_FIELD)) return null;
      if (element.matches(PRESSED)) return element;
      if (element.hasAttribute('onclick')) return element;
      if (getComputedStyle(element).cursor === 'pointer' && element.nodeName !== 'LABEL') pointed = element; // the outermost that still looks pressable
    }
    return pointed;
  }
  // What else could have been pressed there: the way out of a confirmation is among them.
  function besides(element) {
    for (const around of chain(element)) {
      if (around === element) continue;
      const names = [...around.querySelectorAll('button, [role=button], input[type=button], input[type=reset], a[href]')].filter(e => e !== element && seen(e)).map(nameOf).filter(usable);
      if (names.length || around.matches('dialog, [role=dialog], [role=alertdialog], form, main')) return [...new Set(names)].slice(0, 8);
    }
    return [];
  }

  let lastPressed = null, lastAt = 0;
  const press = element => {
    lastPressed = element;
    lastAt = Date.now();
    send({ kind: 'tap', ...targetOf(element), key: key(element), besides: besides(element) });
  };
  addEventListener('click', event => {
    if (!event.isTrusted && !options.automated) return;
    const start = origin(event);
    if (!(start instanceof Element)) return;
    const element = pressedBy(start);
    const control = element ? null : labelledControl(start);
    if (!element || control) return; // its field tells what became of it
    press(element);
  }, true);
  addEventListener('submit', event => {
    // Enter in a field, where the browser presses the form's button without a click.
    if (event.isTrusted && event.submitter && event.submitter !== lastPressed && Date.now() - lastAt > 500) press(event.submitter);
  }, true);

  addEventListener('input', event => {
    const field = origin(event);
    if (!(field instanceof Element) || !persons(event, field)) return;
    entered(field);
  }, true);
  function entered(field) {
    if (field.nodeName === 'INPUT' && field.type === 'file') {
      send({ kind: 'attach', ...fieldTarget(field), key: key(field), value: field.files && field.files[0] ? field.files[0].name : '' });
    } else if (field.nodeName === 'SELECT') {
      const option = field.selectedOptions[0];
      send({ kind: 'choose', ...fieldTarget(field), key: key(field), value: flat(option ? option.label || option.text : '') });
    } else if (field.nodeName === 'INPUT' && (field.type === 'radio' || field.type === 'checkbox')) {
      const label = labelsOf(field)[0] || flat(field.value), group = groupOf(field);
      const group0 = field.type === 'radio' && field.name ? document0 + field.name : key(field);
      send({ kind: 'choose', name: group || label, role: '', selector: selectorOf(field), key: group0, value: label, toggle: field.type === 'checkbox' });
    } else if (field.matches(TEXT_FIELD) || field.isContentEditable) {
      const target = fieldTarget(field);
      if (secret(field)) send({ kind: 'secret', ...target, key: key(field) });
      else send({ kind: 'fill', ...target, key: key(field), value: field.value !== undefined ? String(field.value) : flat(field.innerText) });
    }
  }

  // A button that opens the file dialog of an input which is hidden, or not even in the page: what counts is the file.
  const click = HTMLInputElement.prototype.click;
  HTMLInputElement.prototype.click = function () {
    if (this.type === 'file') {
      send({ kind: 'dialog', name: '', role: '', selector: '' });
      if (!this.isConnected) this.addEventListener('change', () => entered(this), { once: true });
    }
    return click.call(this);
  };
  HTMLInputElement.prototype.click.toString = () => Function.prototype.toString.call(click);

  // --- what the page shows, once it rests ---------------------------------------------------------------------------------------------
  let waiting = false, shown = '', cost = 0;
  const look = () => {
    waiting = false;
    let text = '';
    const begin = performance.now();
    try { text = JSON.parse(window.__conformance.snapshot()).text.slice(0, 20000); } catch { return; }
    cost = performance.now() - begin;
    if (text !== shown) { shown = text; send({ kind: 'page', name: '', role: '', selector: '', value: text, main: window.top === window }); }
  };
  const soon = () => { if (!waiting) { waiting = true; later(look, Math.max(250, cost * 10)); } };
  new MutationObserver(soon).observe(document, { childList: true, subtree: true, characterData: true, attributes: true });
  addEventListener('DOMContentLoaded', soon);
  addEventListener('load', soon);
})

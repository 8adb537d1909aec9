// What elements are called, as a citizen reads it and as Locating finds them. Put into recorder.js and acting.js by the driver; it only reads.
() => {
  'use strict';
  const flat = text => (text || '').normalize('NFC').replace(/[\u200b\u00ad]/g, '').replace(/\s+/g, ' ').trim();
  const rootOf = element => element.getRootNode();
  const byId = (element, id) => rootOf(element).getElementById ? rootOf(element).getElementById(id) : null;
  const up = element => element.assignedSlot || element.parentElement || (rootOf(element) instanceof ShadowRoot ? rootOf(element).host : null);
  function* chain(element) { for (let e = element; e; e = up(e)) yield e; }
  function* all(root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* all(element.shadowRoot);
    }
  }
  const seen = element => element.isConnected && (!element.checkVisibility || element.checkVisibility({ visibilityProperty: true })) && element.getClientRects().length > 0;

  // --- names -------------------------------------------------------------------------------------------------------------------
  const TEXT_FIELD = 'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=reset]):not([type=image]), textarea, select, [contenteditable=""], [contenteditable=true]';
  const PRESSED = 'a[href], button, input[type=submit], input[type=button], input[type=reset], input[type=image], summary, area[href], [role=button], [role=link], [role=tab], [role=menuitem], [role=checkbox], [role=radio], [role=switch], [role=option]';
  // In the order in which a run looks for them.
  const ROLES = ['button', 'link', 'tab', 'menuitem', 'checkbox', 'radio', 'switch', 'option'];

  const roleOf = element => {
    const given = (element.getAttribute('role') || '').trim().split(/\s+/)[0].toLowerCase();
    if (given) return given;
    switch (element.nodeName) {
      case 'A': case 'AREA': return element.hasAttribute('href') ? 'link' : '';
      case 'BUTTON': return 'button';
      case 'INPUT': return ['submit', 'button', 'reset', 'image'].includes(element.type) ? 'button' : element.type === 'checkbox' ? 'checkbox' : element.type === 'radio' ? 'radio' : '';
      case 'OPTION': return 'option';
      default: return '';
    }
  };
  const labelledBy = element => flat((element.getAttribute('aria-labelledby') || '').split(/\s+/).filter(Boolean).map(id => byId(element, id)?.textContent ?? '').join(' '));
  // Text as a name is made of it: pictures by their alternative texts, what is hidden from everybody left out.
  const textOf = element => {
    if (element.nodeType === 3) return element.data;
    if (element.nodeType !== 1) return '';
    if (/^(SCRIPT|STYLE|TEMPLATE|NOSCRIPT)$/.test(element.nodeName) || element.getAttribute('aria-hidden') === 'true') return '';
    if (element.nodeName === 'IMG') return element.alt || '';
    const style = getComputedStyle(element);
    if (style.display === 'none' || style.visibility === 'hidden') return '';
    if (element.getAttribute('aria-label')) return element.getAttribute('aria-label');
    const inner = element.nodeName === 'SLOT' && element.assignedNodes().length ? element.assignedNodes() : (element.shadowRoot || element).childNodes;
    const text = [...inner].map(textOf).join('');
    return style.display.startsWith('inline') ? text : ' ' + text + ' ';
  };
  const nameOf = element => labelledBy(element) || flat(element.getAttribute('aria-label'))
    || (element.nodeName === 'INPUT' ? flat(element.type === 'image' ? element.alt : element.type === 'submit' && !element.hasAttribute('value') ? '' : element.value) : '')
    || flat(textOf(element)) || flat(element.getAttribute('title'));

  const labelsOf = field => {
    const found = [];
    const add = text => { const t = flat(text); if (t && !found.includes(t)) found.push(t); };
    add(labelledBy(field));
    add(field.getAttribute('aria-label'));
    for (const label of field.labels || []) {
      // A label around its field: the field's own words (options, value) are no part of it.
      const copy = label.cloneNode(true);
      for (const inner of copy.querySelectorAll('select, textarea, option')) inner.remove();
      add(copy.textContent);
    }
    return found;
  };

  function* pressables() { for (const element of all(document)) if (element.matches(PRESSED) && seen(element)) yield element; }
  const smallest = (name, exact) => {
    let hit = null;
    for (const element of all(document)) {
      if (!seen(element) || /^(SCRIPT|STYLE|HTML|BODY)$/.test(element.nodeName)) continue;
      const text = flat(element.shadowRoot ? textOf(element) : element.textContent);
      if (!(exact ? text === name : text.toLowerCase().includes(name.toLowerCase()))) continue;
      if (hit && !hit.contains(element)) return hit;
      hit = element;
    }
    return hit;
  };

  return { flat, rootOf, chain, all, seen, TEXT_FIELD, PRESSED, ROLES, roleOf, labelledBy, nameOf, labelsOf, pressables, smallest };
}

// Finds what a step is to be done to, where the driver has no finder of its own (WebDriver). The same order as Locating: exact names first,
// role after role, then texts, then parts of names. What it gives is visible; files may be attached to hidden inputs.
(kind, target, value) => {
  'use strict';
  // The driver puts naming.js in here.
  const { flat, rootOf, chain, all, seen, TEXT_FIELD, ROLES, roleOf, labelledBy, nameOf, labelsOf, pressables, smallest } = /*naming.js*/ (() => ({}))();
  const equal = (a, b) => flat(a).normalize('NFKC') === flat(b).normalize('NFKC');
  const holds = (a, b) => flat(a).toLowerCase().includes(flat(b).toLowerCase());
  const usable = element => seen(element) && !element.matches(':disabled') && element.getAttribute('aria-disabled') !== 'true';
  const selected = css => {
    // Through open shadow trees, as the recorder writes selectors: each part inside the tree of the one before.
    const found = [];
    try { found.push(...document.querySelectorAll(css)); } catch { return []; }
    if (!found.length) for (const element of all(document)) if (element.shadowRoot) { try { found.push(...element.shadowRoot.querySelectorAll(css)); } catch { /* not CSS */ } }
    return found;
  };
  const first = list => list.slice(0, 5);

  function pressable(name, role) {
    const list = [...pressables()].map(e => ({ e, role: roleOf(e), name: nameOf(e) })), found = [];
    for (const exact of [true, false]) {
      for (const wanted of role ? [role] : exact ? ROLES : ['link', 'button']) found.push(...first(list.filter(p => p.role === wanted && (exact ? equal(p.name, name) : holds(p.name, name)))).map(p => p.e));
      if (!role) { const text = smallest(flat(name), exact); if (text) found.push(text); }
    }
    return found;
  }

  function fields(name, role, css) {
    const list = [...all(document)].filter(e => e.matches(css)), found = [];
    for (const exact of [true, false]) {
      const is = exact ? equal : holds;
      if (role) found.push(...list.filter(e => (roleOf(e) || (e.nodeName === 'SELECT' ? 'combobox' : 'textbox')) === role && labelsOf(e).some(l => is(l, name))));
      found.push(...list.filter(e => labelsOf(e).some(l => is(l, name))));
      found.push(...list.filter(e => e.placeholder && is(e.placeholder, name)));
    }
    // A text that simply stands before the field.
    const text = [...all(document)].find(e => [...e.childNodes].some(n => n.nodeType === 3 && flat(n.data).includes(flat(name))));
    if (text) { const after = list.find(e => rootOf(e) === rootOf(text) && text.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING); if (after) found.push(after); }
    return found;
  }

  function options(name, value, selector) {
    const choices = [...all(document)].filter(e => ['radio', 'checkbox', 'option'].includes(roleOf(e)) && e.nodeName !== 'OPTION');
    const called = e => [nameOf(e), ...labelsOf(e)];
    const inside = e => { for (const around of chain(e)) {
      if (selector ? around.matches(selector) : around.nodeName === 'FIELDSET' ? holds(around.querySelector('legend')?.textContent ?? '', name)
        : ['group', 'radiogroup', 'listbox'].includes(around.getAttribute('role')) && holds(labelledBy(around) || around.getAttribute('aria-label') || '', name)) return true;
    } return false; };
    const exact = choices.filter(e => called(e).some(c => equal(c, value)));
    const found = [...exact.filter(inside), ...exact, ...choices.filter(e => called(e).some(c => holds(c, value)))];
    // A styled radio button is often invisible; its label is what is tapped.
    return found.flatMap(e => seen(e) ? [e] : [...(e.labels || [])].filter(seen));
  }

  const files = 'input[type=file]', written = TEXT_FIELD + ', [role=combobox], [role=textbox]';
  let found;
  switch (kind) {
    case 'press': found = (target.selector ? selected(target.selector) : pressable(target.name, target.role)).filter(usable); break;
    case 'fill': found = (target.selector ? selected(target.selector) : fields(target.name, target.role, written)).filter(e => usable(e) && !e.readOnly && !/^(radio|checkbox|file)$/.test(e.type)); break;
    case 'choose': found = [...(target.selector ? selected(target.selector) : fields(target.name, target.role, written)).filter(e => usable(e) && !/^(radio|checkbox|file)$/.test(e.type)), ...options(target.name || '', value, target.selector)]; break;
    case 'option': found = options(target.name || '', value, target.selector); break;
    case 'attach': found = (target.selector ? selected(target.selector) : [...fields(target.name, null, files), ...[...all(document)].filter(e => e.matches(files))]).filter(e => e.matches(files)); break;
    default: found = [];
  }
  return [...new Set(found)].slice(0, 12);
}

// Puts a value into a field as a person's writing does: the page hears beforeinput, input and change.
(field, value) => {
  'use strict';
  const flat = text => (text || '').normalize('NFKC').replace(/\s+/g, ' ').trim();
  const say = (type, make) => field.dispatchEvent(new (make || Event)(type, { bubbles: true, composed: true }));
  if (field.nodeName === 'SELECT') {
    const texts = [...field.options].map(o => flat(o.label || o.text)), wanted = flat(value);
    const at = texts.indexOf(wanted) >= 0 ? texts.indexOf(wanted) : texts.findIndex(t => t.includes(wanted));
    if (at < 0 || field.options[at].disabled) return false;
    field.focus();
    field.selectedIndex = at;
    say('input'); say('change');
    return true;
  }
  field.focus();
  if (/^(date|time|month|week|datetime-local|color|range|number)$/.test(field.type)) {
    // Through the prototype, so that a framework that watches its own property hears of it.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, value);
    say('input'); say('change');
    return field.value === value;
  }
  if (field.select) field.select(); else { const all = document.createRange(); all.selectNodeContents(field); const now = getSelection(); now.removeAllRanges(); now.addRange(all); }
  if (value === '' ? document.execCommand('delete') : document.execCommand('insertText', false, value)) { say('change'); return true; }
  const prototype = field.nodeName === 'TEXTAREA' ? HTMLTextAreaElement.prototype : field.nodeName === 'INPUT' ? HTMLInputElement.prototype : null;
  if (!prototype) return false;
  Object.getOwnPropertyDescriptor(prototype, 'value').set.call(field, value);
  say('input', InputEvent); say('change');
  return true;
}

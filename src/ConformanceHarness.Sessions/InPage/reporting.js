// Beside observer.js where the driver itself can't listen to the page (WebDriver): what the page throws, logs and asks of the native side.
// Events wait here until they are fetched; with an address they are sent there at once, so that none is lost with its document.
options => {
  'use strict';
  if (Object.getOwnPropertyDescriptor(window, '__conformanceEvents')) return;
  const stringify = JSON.stringify, later = window.setTimeout.bind(window), beacon = navigator.sendBeacon ? navigator.sendBeacon.bind(navigator) : null;
  const queue = [];
  let count = 0, due = false;
  const flush = () => {
    due = false;
    while (options.address && beacon && queue.length) {
      const some = queue.slice(0, 20);
      if (!beacon(options.address, stringify(some))) return;
      queue.splice(0, some.length);
    }
  };
  const happened = (kind, detail, name, source) => {
    if (++count > 2000) return;
    queue.push({ kind, detail: String(detail ?? '').slice(0, 2000), name: name ?? null, source: String(source ?? location.href) });
    if (!due) { due = true; later(flush, 0); }
  };
  const words = error => { try { return error instanceof Error ? String(error) + '\n' + (error.stack || '') : String(error); } catch { return 'unreadable'; } };
  // Asked a moment later: a page that handles its own errors says so by preventDefault.
  const pending = new Set();
  const thrown = (event, text) => { const tell = () => { if (pending.delete(tell) && !event.defaultPrevented) happened('exception', text); }; pending.add(tell); later(tell, 0); };
  addEventListener('error', event => { if (event.target === window) thrown(event, event.error ? words(event.error) : event.message); });
  addEventListener('unhandledrejection', event => thrown(event, words(event.reason)));
  addEventListener('pagehide', () => { for (const tell of [...pending]) tell(); flush(); });
  for (const [name, kind] of [['error', 'console.error'], ['warn', 'console.warning'], ['log', 'console.log'], ['info', 'console.log']]) {
    const original = console[name];
    console[name] = function (...args) {
      happened(kind, args.map(a => { try { return typeof a === 'object' && a !== null ? (a instanceof Error ? words(a) : stringify(a)) : String(a); } catch { return '[object]'; } }).join(' '));
      return original.apply(this, args);
    };
    Object.defineProperty(console[name], 'name', { value: original.name });
    console[name].toString = () => Function.prototype.toString.call(original);
  }
  // What the page asks of the citizen, before the driver answers it.
  for (const name of ['alert', 'confirm', 'prompt']) {
    const original = window[name];
    window[name] = function (text, ...rest) { happened('dialog', text, name); flush(); return original.call(window, text, ...rest); };
    Object.defineProperty(window[name], 'name', { value: name });
    window[name].toString = () => Function.prototype.toString.call(original);
  }
  if (options.language) for (const [name, value] of [['language', options.language], ['languages', Object.freeze([options.language])]]) Object.defineProperty(Navigator.prototype, name, { get: () => value, configurable: true, enumerable: true });
  if (options.native) Object.defineProperty(window, '__tangratNative', { value: (name, args) => { happened('sdk', args, name); flush(); return Promise.resolve(null); }, enumerable: false });
  Object.defineProperty(window, '__conformanceEvents', { value: () => stringify(queue.splice(0)), enumerable: false });
}

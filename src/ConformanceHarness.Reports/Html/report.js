(function () {
  'use strict';
  var root = document.documentElement;
  var opened = [];
  root.classList.add('js');

  function speak(language) {
    root.lang = language;
    document.title = root.getAttribute('data-title-' + language);
  }

  // A link may lead into a collapsed part.
  function reveal() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) { return; }
    for (var at = target; at; at = at.parentElement) {
      if (at.tagName === 'DETAILS') { at.open = true; }
    }
    target.scrollIntoView();
  }

  document.addEventListener('click', function (event) {
    if (event.target.closest('#language')) {
      speak(root.lang === 'th' ? 'en' : 'th');
    }
    var zoom = event.target.closest('.zoom');
    if (zoom) {
      zoom.setAttribute('aria-expanded', String(zoom.getAttribute('aria-expanded') !== 'true'));
    }
  });
  window.addEventListener('hashchange', reveal);
  document.addEventListener('DOMContentLoaded', reveal);

  // Paper cannot be opened.
  window.addEventListener('beforeprint', function () {
    opened = Array.prototype.slice.call(document.querySelectorAll('details:not([open])'));
    opened.forEach(function (part) { part.open = true; });
  });
  window.addEventListener('afterprint', function () {
    opened.forEach(function (part) { part.open = false; });
    opened = [];
  });
})();

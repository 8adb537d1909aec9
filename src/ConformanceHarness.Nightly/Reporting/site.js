(function () {
  'use strict';
  var root = document.documentElement;
  root.classList.add('js');

  function speak(language) {
    root.lang = language;
    document.title = root.getAttribute('data-title-' + language);
    try { localStorage.setItem('nightly-language', language); } catch (e) { /* a page opened from a disk may have no storage */ }
  }

  try {
    var kept = localStorage.getItem('nightly-language');
    if (kept === 'th' || kept === 'en') { speak(kept); }
  } catch (e) { /* as above */ }

  document.addEventListener('click', function (event) {
    if (event.target.closest('#language')) { speak(root.lang === 'th' ? 'en' : 'th'); }
  });

  document.addEventListener('DOMContentLoaded', function () {
    var find = document.getElementById('find');
    var state = document.getElementById('state');
    if (!find) { return; }
    var rows = Array.prototype.map.call(document.querySelectorAll('#targets tbody tr'), function (row) {
      return { row: row, text: row.textContent.toLowerCase(), state: row.getAttribute('data-state') };
    });
    var shown = document.getElementById('shown');
    function narrow() {
      var words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
      var count = 0;
      rows.forEach(function (r) {
        var fits = (!state.value || r.state === state.value) && words.every(function (w) { return r.text.indexOf(w) >= 0; });
        if (r.row.hidden === fits) { r.row.hidden = !fits; }
        if (fits) { count++; }
      });
      shown.textContent = count;
    }
    find.addEventListener('input', narrow);
    state.addEventListener('change', narrow);
    narrow();
  });
})();

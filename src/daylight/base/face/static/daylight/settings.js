/* Reading settings (字号, 长辈版, 高对比) kept in one cookie, so that pages from the server and pages from files agree.
   Loaded in <head> without defer: the attributes are set before the first paint. */
(function () {
  'use strict';
  var root = document.documentElement;
  var chosen = (/(?:^|; )face=([a-z]*)/.exec(document.cookie) || ['', ''])[1];

  function has(letter) { return chosen.indexOf(letter) >= 0; }

  function show() {
    mark('data-mode', has('e') && 'elder');
    mark('data-contrast', has('h') && 'high');
    mark('data-size', has('x') ? 'largest' : has('l') && 'large');
    document.querySelectorAll('button[data-face]').forEach(function (button) {
      var letter = button.getAttribute('data-face');
      button.setAttribute('aria-pressed', String(letter === 's' ? !has('l') && !has('x') : has(letter)));
    });
  }

  function mark(name, value) {
    if (value) { root.setAttribute(name, value); } else { root.removeAttribute(name); }
  }

  function choose(letter) {
    var size = letter === 's' || letter === 'l' || letter === 'x';
    var rest = chosen.split('').filter(function (c) { return size ? 'slx'.indexOf(c) < 0 : c !== letter; });
    if (letter !== 's' && (size || !has(letter))) { rest.push(letter); }
    chosen = rest.sort().join('');
    document.cookie = 'face=' + chosen + ';path=/;max-age=31536000;samesite=lax';
    show();
    reach();
  }

  /* A table wider than its place can be scrolled by keyboard; one that fits is no stop on the way. */
  function reach() {
    document.querySelectorAll('.scroll').forEach(function (place) {
      if (place.scrollWidth > place.clientWidth) { place.setAttribute('tabindex', '0'); }
      else { place.removeAttribute('tabindex'); }
    });
  }

  show();
  document.addEventListener('DOMContentLoaded', function () { show(); reach(); });
  window.addEventListener('resize', reach);
  document.addEventListener('click', function (event) {
    var button = event.target.closest && event.target.closest('button[data-face]');
    if (button) { event.preventDefault(); choose(button.getAttribute('data-face')); }
  });
})();

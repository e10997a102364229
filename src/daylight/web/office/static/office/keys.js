/* Keyboard as an extra: Ctrl+S saves, Ctrl+Enter submits, Ctrl+K finds, ? helps. Without this file every button still works. */
(function () {
  'use strict';
  function typing(target) { return /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable; }
  function press(selector, from) {
    var form = from.closest && from.closest('form');
    var button = (form && form.querySelector(selector)) || document.querySelector('main ' + selector);
    if (button) { button.click(); }
    return !!button;
  }
  document.addEventListener('keydown', function (event) {
    // While an input method composes, keys belong to it.
    if (event.isComposing || event.altKey) { return; }
    var control = event.ctrlKey || event.metaKey;
    var key = event.key.toLowerCase();
    if (control && key === 's') {
      if (document.querySelector('[data-save]')) { event.preventDefault(); press('[data-save]', event.target); }
    } else if (control && key === 'enter') {
      if (press('[data-submit]', event.target)) { event.preventDefault(); }
    } else if (control && key === 'k') {
      event.preventDefault(); document.getElementById('find').focus();
    } else if (event.key === '?' && !control && !typing(event.target)) {
      var box = document.getElementById('keys');
      if (box && box.showModal) { box.showModal(); }
    }
  });
  document.addEventListener('DOMContentLoaded', function () {
    var faults = document.getElementById('faults');
    if (faults) { faults.focus(); }
  });
})();
/* On a narrow screen the list of stages folds to one line. */
if (matchMedia('(max-width:46rem)').matches) {
  document.querySelectorAll('details[data-fold]').forEach(function (each) { each.open = false; });
}

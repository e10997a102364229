/* Autosave of one form: 2 s after typing stops and when a field is left. The same address as the button, with X-Autosave: 1.
   One save at a time; each attempt carries a number of its own, a repeated attempt the same one. The text never leaves the page. */
(function () {
  'use strict';
  var WAIT = 2000;
  var AGAIN = 5000;

  function fresh() {
    var bytes = crypto.getRandomValues(new Uint8Array(12));
    return Array.from(bytes, function (b) { return b.toString(16).padStart(2, '0'); }).join('');
  }

  function keep(form) {
    var said = form.querySelector('[data-said]');
    var base = form.elements.base_version;
    var timer = 0;
    var busy = false;
    var stopped = false;
    var pending = null;
    var last = read();

    function read() {
      var data = new FormData(form);
      data.delete('key'); data.delete('csrfmiddlewaretoken'); data.delete('base_version');
      return new URLSearchParams(data).toString();
    }

    function say(text, grave) { said.textContent = text; said.classList.toggle('grave', !!grave); }

    function soon(ms) { clearTimeout(timer); timer = setTimeout(save, ms); }

    function save() {
      clearTimeout(timer);
      var now = read();
      if (busy || stopped || now === last) { return; }
      // Lost answer, same words: the same number, so that the server does it once.
      if (!pending || pending.text !== now) { pending = { text: now, key: fresh() }; }
      var attempt = pending;
      var data = new FormData(form);
      data.set('key', attempt.key);
      busy = true;
      say('正在保存');
      fetch(form.action, { method: 'POST', body: data, headers: { 'X-Autosave': '1' }, credentials: 'same-origin', redirect: 'error' })
        .then(function (answer) {
          return answer.json().then(function (found) { return { status: answer.status, found: found }; });
        })
        .then(function (got) {
          busy = false;
          if (got.status === 200) {
            last = attempt.text; pending = null;
            base.value = got.found.version;
            Object.keys(got.found.parts).forEach(function (id) {
              var place = document.getElementById(id);
              if (place) { place.innerHTML = got.found.parts[id]; }
            });
            document.querySelectorAll('[data-version]').forEach(function (each) { each.textContent = got.found.version; });
            say(got.found.said);
            if (read() !== last) { soon(WAIT); }
          } else {
            // Somebody saved first, or the step was closed: saving by itself ends, the button shows both texts.
            stopped = got.status === 409;
            say(got.found.said + (stopped ? '按“保存”可对照合并。' : ''), true);
          }
        })
        .catch(function () {
          busy = false;
          say('未保存到服务器，正在重试；文字仍在本页', true);
          soon(AGAIN);
        });
    }

    form.addEventListener('input', function () { soon(WAIT); });
    form.addEventListener('focusout', function () { soon(200); });
    form.addEventListener('submit', function () { clearTimeout(timer); stopped = true; last = read(); });
    addEventListener('beforeunload', function (event) { if (read() !== last) { event.preventDefault(); event.returnValue = ''; } });
  }

  document.querySelectorAll('form[data-autosave]').forEach(keep);
})();

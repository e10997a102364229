/* Shows the code of this minute by the clock, from codes fetched beforehand: so it also works without a signal. Without
   this script the page itself comes again every twenty seconds. */
(() => {
  const box = document.querySelector("[data-codes]");
  if (!box) return;
  const KEPT = "daylight-identity-codes";
  const canvas = box.querySelector("canvas");
  const still = box.querySelector("[data-still]");
  const left = box.querySelector("[data-left]");
  const offline = box.querySelector("[data-offline]");
  const ended = box.querySelector("[data-ended]");
  let held = null;
  let drawn = 0;

  const draw = (code) => {
    const raw = atob(code.bits);
    const quiet = 4;
    const scale = 8;
    canvas.width = canvas.height = (code.size + 2 * quiet) * scale;
    const ink = canvas.getContext("2d");
    ink.fillStyle = "#fff";
    ink.fillRect(0, 0, canvas.width, canvas.height);
    ink.fillStyle = "#000";
    for (let n = 0; n < code.size * code.size; n++) {
      if ((raw.charCodeAt(n >> 3) >> (7 - (n & 7))) & 1) {
        const x = n % code.size;
        ink.fillRect((x + quiet) * scale, ((n - x) / code.size + quiet) * scale, scale, scale);
      }
    }
    canvas.dataset.begins = code.begins;
    canvas.hidden = false;
    still.hidden = true;
  };

  const tick = () => {
    if (!held) return;
    // The server's clock, as far apart from the telephone's as when the codes were fetched.
    const now = Date.now() / 1000 + held.ahead;
    const code = held.codes.find((each) => each.begins <= now && now < each.begins + held.seconds);
    ended.hidden = Boolean(code);
    if (!code) {
      canvas.hidden = still.hidden = true;
      left.textContent = "";
      return;
    }
    if (drawn !== code.begins) draw(code);
    drawn = code.begins;
    left.textContent = "还有 " + Math.ceil(code.begins + held.seconds - now) + " 秒更换。";
  };

  const fetched = async () => {
    try {
      const answer = await fetch(box.dataset.codes, { credentials: "same-origin", cache: "no-store" });
      if (answer.ok && !answer.redirected) {
        held = await answer.json();
        held.ahead = held.now - Date.now() / 1000;
        localStorage.setItem(KEPT, JSON.stringify(held));
      } else {
        localStorage.removeItem(KEPT);
        held = { seconds: 1, ahead: 0, codes: [] };
      }
      offline.hidden = true;
    } catch (error) {
      held = JSON.parse(localStorage.getItem(KEPT) || "null");
      offline.hidden = false;
    }
    tick();
  };

  fetched();
  setInterval(tick, 500);
  window.addEventListener("online", fetched);
  window.addEventListener("offline", () => { offline.hidden = false; });

  // Once the worker watches over the page, everything it is made of goes past it once and is kept.
  const keep = () => {
    const parts = [...document.querySelectorAll("link[rel=stylesheet],link[rel=icon],script[src]")];
    for (const address of [location.pathname, ...parts.map((each) => each.href || each.src)]) {
      fetch(address, { credentials: "same-origin" }).catch(() => { box.dataset.unkept = "1"; });
    }
  };
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(box.dataset.worker).then(() => {
      if (navigator.serviceWorker.controller) keep();
      else navigator.serviceWorker.addEventListener("controllerchange", keep);
    }, () => { box.dataset.unkept = "1"; });
  }
})();

/* Player of one recording: J K L, frame steps, speed, jumping to markers, reporting what was watched, a frame as evidence.
   Without this script the browser's own controls play the original; only the seconds watched stay unknown. */
(() => {
  const box = document.querySelector("[data-player]");
  const media = box && box.querySelector("video, audio");
  if (!media) return;
  const token = box.querySelector("[name=csrfmiddlewaretoken]").value;
  const said = box.querySelector("[data-said]");
  const clock = box.querySelector("[data-time]");
  const speed = box.querySelector("[data-speed]");
  const FRAME = 1 / 25;
  const EVERY = 30000;
  let spans = [];
  let begun = null;
  let last = 0;

  const told = (second) => {
    const whole = Math.floor(second);
    const pad = (n) => String(n).padStart(2, "0");
    return `${Math.floor(whole / 3600)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`;
  };

  const close = () => {
    if (begun !== null && last > begun) spans.push(`${Math.floor(begun)}-${Math.ceil(last)}`);
    begun = null;
  };

  const report = () => {
    if (!media.paused && begun !== null) {
      close();
      begun = last;
    }
    if (!spans.length) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token);
    body.set("spans", spans.join(","));
    if (navigator.sendBeacon(box.dataset.watched, body)) spans = [];
  };

  media.addEventListener("playing", () => {
    if (begun === null) begun = last = media.currentTime;
  });
  media.addEventListener("timeupdate", () => {
    clock.textContent = told(media.currentTime);
    // A jump is no watching: what lies between was not shown.
    if (begun !== null && Math.abs(media.currentTime - last) > 1.5 * media.playbackRate) {
      close();
      begun = media.currentTime;
    }
    last = media.currentTime;
  });
  media.addEventListener("pause", () => {
    close();
    report();
  });
  media.addEventListener("ended", () => {
    close();
    report();
  });
  setInterval(report, EVERY);
  addEventListener("pagehide", () => {
    close();
    report();
  });

  const move = (by) => {
    media.currentTime = Math.max(0, Math.min(media.duration || 0, media.currentTime + by));
  };

  const frame = async () => {
    media.pause();
    const canvas = document.createElement("canvas");
    canvas.width = media.videoWidth;
    canvas.height = media.videoHeight;
    if (!canvas.width) {
      said.textContent = "还没有画面，请先播放到要截取的位置。";
      return;
    }
    canvas.getContext("2d").drawImage(media, 0, 0);
    const picture = await new Promise((made) => canvas.toBlob(made, "image/png"));
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token);
    body.set("millisecond", String(Math.round(media.currentTime * 1000)));
    body.set("file", picture, "frame.png");
    said.textContent = "正在保存截图。";
    try {
      const answer = await fetch(box.dataset.frame, { method: "POST", body });
      said.textContent = answer.ok || answer.status === 422 || answer.status === 507 ? await answer.text() : "截图没有保存，请重新登录后再试。";
    } catch {
      said.textContent = "网络不通，截图没有保存，请稍后再试。";
    }
  };

  const deeds = {
    back: () => move(-5),
    on: () => move(5),
    play: () => (media.paused ? media.play() : media.pause()),
    earlier: () => {
      media.pause();
      move(-FRAME);
    },
    later: () => {
      media.pause();
      move(FRAME);
    },
    frame,
  };
  const KEYS = { j: "back", k: "play", l: "on", ",": "earlier", ".": "later" };

  box.querySelector("[data-controls]").hidden = false;
  for (const button of box.querySelectorAll("[data-do]")) button.addEventListener("click", () => deeds[button.dataset.do]());
  speed.addEventListener("change", () => {
    media.playbackRate = Number(speed.value);
  });
  for (const each of document.querySelectorAll("[data-at]"))
    each.addEventListener("click", () => {
      media.currentTime = Number(each.dataset.at);
      media.play();
    });
  for (const each of document.querySelectorAll("[name=second], [data-second]"))
    each.addEventListener("focus", () => {
      if (!each.value && media.currentTime) each.value = String(Math.floor(media.currentTime));
    });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const deed = KEYS[event.key.toLowerCase()];
    if (!deed || (media.tagName === "AUDIO" && (deed === "earlier" || deed === "later"))) return;
    event.preventDefault();
    deeds[deed]();
  });
})();

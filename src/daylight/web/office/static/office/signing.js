/* 签名板: pointer lines with their times go into a hidden field as numbers. Without this script the record is printed and signed. */
(() => {
  const form = document.querySelector("[data-pad]");
  if (!form) return;
  const pad = form.querySelector(".pad"), canvas = pad.querySelector("canvas"), kept = form.elements.strokes;
  const said = pad.querySelector("[data-said]"), pen = canvas.getContext("2d");
  let lines = [], line = null, start = 0;
  pad.hidden = false;
  pen.lineWidth = 7;
  pen.lineCap = pen.lineJoin = "round";
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    const inside = (value, most) => Math.max(0, Math.min(most, Math.round(value)));
    return [
      inside(((event.clientX - box.left) / box.width) * canvas.width, canvas.width),
      inside(((event.clientY - box.top) / box.height) * canvas.height, canvas.height),
      Math.round(performance.now() - start),
    ];
  };
  const draw = (from, to) => {
    pen.beginPath();
    pen.moveTo(from[0], from[1]);
    pen.lineTo(to[0], to[1]);
    pen.stroke();
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!lines.length) start = performance.now();
    canvas.setPointerCapture(event.pointerId);
    line = [at(event)];
    lines.push(line);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!line) return;
    for (const each of event.getCoalescedEvents?.().length ? event.getCoalescedEvents() : [event]) {
      const point = at(each), last = line[line.length - 1];
      if (point[2] < last[2]) point[2] = last[2];
      draw(last, point);
      line.push(point);
    }
  });
  const end = () => {
    if (!line) return;
    line = null;
    kept.value = JSON.stringify(lines);
    said.textContent = "已签，可以登记";
  };
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  form.querySelector("[data-clear]").addEventListener("click", () => {
    lines = [];
    line = null;
    kept.value = "";
    pen.clearRect(0, 0, canvas.width, canvas.height);
    said.textContent = "请在框内签名";
  });
})();

// Selecting text in the source fills the form that masks it. Without this file the same form is filled by typing.
const form = document.querySelector("[data-mask-form]");
for (const note of document.querySelectorAll("[data-needs-script]")) note.hidden = false;

// What is read as source text of a field: the pieces without the explanations inside the marks.
function plain(node) {
  const copy = node.cloneNode(true);
  for (const why of copy.querySelectorAll(".why")) why.remove();
  return copy.textContent;
}

document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  if (!form || !chosen || chosen.isCollapsed || !chosen.anchorNode) return;
  const range = chosen.getRangeAt(0);
  const holder = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("[data-path]");
  const field = holder(range.startContainer);
  if (!field || field !== holder(range.endContainer)) return;
  const text = plain(range.cloneContents().children.length ? wrap(range) : Object.assign(document.createElement("i"), {textContent: range.toString()}));
  if (!text.trim()) return;
  const before = document.createRange();
  before.setStart(field, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = plain(wrap(before)).length;
  const whole = plain(field);
  let nth = 0;
  for (let at = whole.indexOf(text); at !== -1 && at <= start; at = whole.indexOf(text, at + 1)) nth += 1;
  form.elements.mask_path.value = field.dataset.path;
  form.elements.mask_text.value = text;
  form.elements.mask_nth.value = String(Math.max(nth, 1));
});

function wrap(range) {
  const box = document.createElement("div");
  box.append(range.cloneContents());
  return box;
}

// The review desk by keyboard: 1 2 3 4 give a verdict where the focus is, the down arrow goes on. Each verdict is still one
// form, sent to the server as it stands; without this file the same forms work with their buttons.
const typing = (target) => target.matches("textarea, input:not([type=radio]):not([type=checkbox]), select, [contenteditable]");

async function send(form) {
  const item = form.closest("[data-element]");
  const answer = await fetch(form.action, {method: "POST", body: new FormData(form), credentials: "same-origin"});
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(item.id);
  if (!fresh) { form.submit(); return; }
  item.replaceWith(fresh);
  const left = page.getElementById("left");
  if (left) {
    document.getElementById("left").textContent = left.textContent;
    for (const place of document.querySelectorAll("[data-left]")) place.textContent = left.textContent;
  }
  // The opinion follows from the verdicts; what was typed there already stays.
  const decide = document.getElementById("decide");
  const decided = page.getElementById("decide");
  if (decide && decided && ![...decide.querySelectorAll("textarea")].some((each) => each.value.trim())) decide.replaceWith(decided);
  next(fresh).focus();
}

// After a verdict the eye goes on: to the next element without one, at the end to the button that concludes.
function next(item) {
  if (item.querySelector(".err") || !item.hasAttribute("data-judged")) return item;
  let on = item.nextElementSibling;
  while (on && on.hasAttribute("data-judged")) on = on.nextElementSibling;
  return on || document.querySelector("[data-element]:not([data-judged])") || document.querySelector("[data-conclude]") || item;
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
  const item = event.target.closest("[data-element]");
  if (!item) {
    // From the page itself the down arrow begins where nothing is judged yet.
    const first = event.target === document.body && event.key === "ArrowDown" && document.querySelector("[data-element]:not([data-judged])");
    if (first) { event.preventDefault(); first.focus(); first.scrollIntoView({block: "nearest"}); }
    return;
  }
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (event.target !== item) return; // inside the radios the arrows keep their own meaning
    const next = event.key === "ArrowDown" ? item.nextElementSibling : item.previousElementSibling;
    if (next) { event.preventDefault(); next.focus(); next.scrollIntoView({block: "nearest"}); }
    return;
  }
  const radio = item.querySelector(`input[data-key="${CSS.escape(event.key)}"]`);
  if (!radio) return;
  event.preventDefault();
  radio.checked = true;
  const note = item.querySelector("textarea");
  // 不符合 and 需补正 need a reason first; 符合 goes at once.
  if (radio.value !== "conforms" && !note.value.trim()) note.focus();
  else send(radio.form);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest("[data-element]")) return;
  event.preventDefault();
  send(form);
});

document.addEventListener("change", (event) => {
  const list = event.target.closest("details");
  const count = list && list.querySelector("[data-ticked]");
  if (count) count.textContent = list.querySelectorAll("input:checked").length;
});

// Selecting words of the draft fills the comment form; without this file they are typed.
document.addEventListener("selectionchange", () => {
  const form = document.querySelector("[data-comment-form]");
  const chosen = document.getSelection();
  if (!form || !chosen || chosen.isCollapsed || !chosen.anchorNode) return;
  const range = chosen.getRangeAt(0);
  const holder = (node) => (node.nodeType === 1 ? node : node.parentElement).closest("[data-field]");
  const field = holder(range.startContainer);
  if (!field || field !== holder(range.endContainer) || !range.toString().trim()) return;
  const before = document.createRange();
  before.setStart(field, 0);
  before.setEnd(range.startContainer, range.startOffset);
  form.elements.comment_field.value = field.dataset.field;
  form.elements.quote.value = range.toString();
  form.elements.near.value = String(before.toString().length);
  form.closest("details").open = true;
});

/* 当场处罚: choosing an answer opens what belongs to it. Without this script the parts open by a tap on their title. */
(() => {
  const form = document.querySelector("[data-spot]");
  if (!form) return;
  const open = () => {
    const said = new FormData(form);
    for (const part of form.querySelectorAll("details[data-when]")) {
      const [name, ...wanted] = part.dataset.when.split(" ");
      const value = String(said.get(name) || "");
      if (wanted.some((each) => value === each || (each.startsWith("*") && value.endsWith(each.slice(1))))) part.open = true;
    }
  };
  form.addEventListener("change", open);
  open();
})();

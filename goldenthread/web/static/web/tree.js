// Dragging lines of a plan: an extra for those who use a mouse. Everything it does, the page's buttons and
// the page "Move" do too. It only fills in the form that is there and sends it.
"use strict";
(() => {
  const form = document.querySelector("[data-tree]");
  if (!form) return;
  let dragged = null;
  const lineOf = (event) => event.target.closest("[data-line]");
  const mayDrop = (onto) =>
    dragged && onto && onto !== dragged && Number(onto.dataset.level) <= Number(dragged.dataset.level);

  for (const line of form.querySelectorAll("[data-line]")) line.draggable = true;
  form.addEventListener("dragstart", (event) => {
    dragged = lineOf(event);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.line);
  });
  form.addEventListener("dragover", (event) => {
    const onto = lineOf(event);
    if (!mayDrop(onto)) return;
    event.preventDefault();
    onto.classList.add("gt-tree__line--onto");
  });
  form.addEventListener("dragleave", (event) => lineOf(event)?.classList.remove("gt-tree__line--onto"));
  form.addEventListener("drop", (event) => {
    const onto = lineOf(event);
    if (!mayDrop(onto)) return;
    event.preventDefault();
    form.elements.line.value = dragged.dataset.line;
    form.elements.version.value = dragged.dataset.version;
    form.elements.onto.value = onto.dataset.line;
    form.submit();
  });
})();

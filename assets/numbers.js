// The page of all numbers: a field that shows only the lines with all the words typed.
// Without script every line is there; the field and its count are made here, not in the page.
(() => {
  "use strict";
  const list = document.querySelector(".numbers");
  if (!list) return;
  const sections = [...list.querySelectorAll("section")].map((element) => ({
    element,
    lines: [...element.querySelectorAll("li")].map((line) => ({
      line,
      text: `${line.textContent} ${line.id}`.toLowerCase(),
    })),
  }));
  const all = sections.reduce((sum, section) => sum + section.lines.length, 0);

  const label = document.createElement("label");
  const field = document.createElement("input");
  const count = document.createElement("output");
  label.className = "numbers-filter";
  label.textContent = `${list.dataset.label} `;
  field.type = "search";
  label.append(field);
  list.prepend(label, count);

  function filter() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { element, lines } of sections) {
      let here = 0;
      for (const { line, text } of lines) {
        line.hidden = !words.every((word) => text.includes(word));
        here += line.hidden ? 0 : 1;
      }
      element.hidden = here === 0;
      shown += here;
    }
    count.textContent = list.dataset.count.replace("{shown}", shown).replace("{all}", all);
  }

  // A line that an address names is shown whatever the field says.
  function reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target && list.contains(target) && field.value) {
      field.value = "";
      filter();
      target.scrollIntoView();
    }
  }

  field.addEventListener("input", filter);
  window.addEventListener("hashchange", reveal);
  filter();
})();

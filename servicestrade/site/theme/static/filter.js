// A field that shows only the lines with all the words typed, and the choices that a page keeps
// ready: the lines of all numbers, the terms of the glossary, the pilot cases.
// Without script every line is there; the field and its count are made here, not in the page.
// The words stand in the address too, as ?q=, so that a search can be kept and sent.
(() => {
  "use strict";
  const list = document.querySelector("[data-filter]");
  if (!list) return;
  const groups = [...list.querySelectorAll("section, table")].map((element) => ({
    element,
    lines: [...element.querySelectorAll("dl > div, tbody > tr, li:not(dl li)")].map((line) => ({
      line,
      text: `${line.textContent} ${line.dataset.other ?? ""} ${line.id}`.toLowerCase(),
    })),
  }));
  const all = groups.reduce((sum, group) => sum + group.lines.length, 0);

  const make = (name, properties) => Object.assign(document.createElement(name), properties);
  const form = make("form", { className: "search-form" });
  const field = make("input", {
    type: "search",
    placeholder: list.dataset.filter,
    autocomplete: "off",
    value: new URLSearchParams(location.search).get("q") ?? "",
  });
  const count = make("output");
  const none = make("p", { className: "filter-none", hidden: true });
  const clear = make("button", { type: "button", textContent: list.dataset.clear });
  form.setAttribute("role", "search");
  field.setAttribute("aria-label", list.dataset.filter);
  form.append(field);
  const choices = make("div", { className: "filter-choices" });
  choices.append(list.querySelector("template")?.content ?? "");
  const selects = [...choices.querySelectorAll("select")];
  none.append(`${list.dataset.none} `, clear);
  list.prepend(form, ...(selects.length ? [choices] : []), count, none);

  const isChosen = (line) =>
    selects.every(({ name, value }) => !value || line.dataset[name].split(" ").includes(value));

  function filter() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const narrowed = words.length > 0 || selects.some((select) => select.value);
    let shown = 0;
    for (const { element, lines } of groups) {
      let here = 0;
      for (const { line, text } of lines) {
        line.hidden = !(words.every((word) => text.includes(word)) && isChosen(line));
        here += line.hidden ? 0 : 1;
      }
      element.hidden = narrowed && here === 0;
      shown += here;
    }
    count.textContent = list.dataset.count.replace("{shown}", shown).replace("{all}", all);
    none.hidden = shown > 0;
  }

  function keep() {
    const address = new URL(location.href);
    if (field.value.trim()) address.searchParams.set("q", field.value.trim());
    else address.searchParams.delete("q");
    history.replaceState(history.state, "", address);
  }

  function empty() {
    field.value = "";
    for (const select of selects) select.value = "";
    filter();
    keep();
  }

  // A line that an address names is shown whatever the field says.
  function reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = document.getElementById(id);
    if (target?.closest("[hidden]") && list.contains(target)) {
      empty();
      target.scrollIntoView();
    }
  }

  let waiting = 0;
  field.addEventListener("input", () => {
    filter();
    // Browsers allow few changes of the address in a short time.
    clearTimeout(waiting);
    waiting = setTimeout(keep, 300);
  });
  choices.addEventListener("change", filter);
  clear.addEventListener("click", () => {
    empty();
    field.focus();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("hashchange", reveal);
  filter();
  reveal();
})();

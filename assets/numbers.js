// The page of all numbers: a field that shows only the lines with all the words typed.
// Without script every line is there; the field and its count are made here, not in the page.
(() => {
  'use strict';
  const list = document.querySelector('.numbers');
  if (!list) return;
  const sections = [...list.querySelectorAll('section')].map((element) => ({
    element,
    lines: [...element.querySelectorAll('li')].map((line) => ({
      line,
      text: `${line.textContent} ${line.id}`.toLowerCase(),
    })),
  }));
  const all = sections.reduce((sum, section) => sum + section.lines.length, 0);

  const form = document.createElement('form');
  const field = document.createElement('input');
  const count = document.createElement('output');
  form.className = 'search-form';
  form.setAttribute('role', 'search');
  field.type = 'search';
  field.placeholder = list.dataset.label;
  field.setAttribute('aria-label', list.dataset.label);
  field.autocomplete = 'off';
  form.append(field);
  list.prepend(form, count);

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
    count.textContent = list.dataset.count.replace('{shown}', shown).replace('{all}', all);
  }

  // A line that an address names is shown whatever the field says.
  function reveal() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    if (target && list.contains(target) && field.value) {
      field.value = '';
      filter();
      target.scrollIntoView();
    }
  }

  field.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  window.addEventListener('hashchange', reveal);
  filter();
})();

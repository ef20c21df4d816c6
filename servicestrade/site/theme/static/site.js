// What script adds to the pages: charts that answer, tables that sort, a card at each number.
// Every page is complete without it.
(function () {
  "use strict";

  const VEGA = new URL("vendor/vega.min.js", document.currentScript.src).href;
  const RECORD = { en: "Open its record", zh: "查看其记录" };
  const canHover = matchMedia("(hover: hover)");

  /** Return an element with a class and a text. */
  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  // ---------------------------------------------------------------- the card at the pointer

  // One card serves charts and numbers. It stays while the pointer is on it, and Escape closes it.
  const card = element("div", "card");
  let closing = 0;
  let tapped = null; // the number that a finger opened it for
  let pointer = "";

  /** Show the card by a rectangle of the window, above it where there is room. */
  function openCard(rectangle, ...content) {
    clearTimeout(closing);
    card.replaceChildren(...content);
    if (!card.isConnected) document.body.append(card);
    card.hidden = false;
    const { offsetWidth: width, offsetHeight: height } = card;
    const middle = (rectangle.left + rectangle.right) / 2;
    const left = Math.max(8, Math.min(middle - width / 2, innerWidth - width - 8));
    const above = rectangle.top - height - 10;
    card.style.left = `${left}px`;
    card.style.top = `${above >= 8 ? above : rectangle.bottom + 10}px`;
  }

  /** Close the card, with time to move the pointer onto it. */
  function closeCard(delay = 200) {
    clearTimeout(closing);
    closing = setTimeout(() => {
      card.hidden = true;
      tapped = null;
    }, delay);
  }

  card.addEventListener("pointerenter", () => clearTimeout(closing));
  card.addEventListener("pointerleave", () => closeCard());
  addEventListener("pointerdown", (event) => {
    pointer = event.pointerType;
    const again = tapped && numberOf(event) === tapped;
    if (!again && !card.contains(event.target)) closeCard(0);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeCard(0);
  });
  addEventListener(
    "scroll",
    () => {
      if (!card.hidden) closeCard(0);
    },
    { passive: true },
  );

  // ---------------------------------------------------------------- numbers in prose

  /** Show what a number is: the number, what it measures, where it stands, and more. */
  function describeNumber(link, ...more) {
    if (link.title) {
      link.dataset.title = link.title;
      link.removeAttribute("title");
    }
    const [label, place] = (link.dataset.title || "").split(" — ");
    if (!label) return;
    openCard(
      link.getClientRects()[0],
      element("strong", "card-value", link.textContent),
      element("span", "card-label", label),
      ...(place ? [element("span", "card-place", place)] : []),
      ...more,
    );
  }

  /** Return the number that an event is about, if it is about one. */
  function numberOf(event) {
    return event.target instanceof Element && event.target.closest("a.number");
  }

  for (const [enter, leave] of [
    ["pointerover", "pointerout"],
    ["focusin", "focusout"],
  ]) {
    document.addEventListener(enter, (event) => {
      const link = numberOf(event);
      if (link && (enter === "focusin" || canHover.matches)) describeNumber(link);
    });
    document.addEventListener(leave, (event) => {
      if (numberOf(event)) closeCard();
    });
  }

  // A finger cannot point: its first tap shows the card, its second follows the link.
  document.addEventListener("click", (event) => {
    const link = numberOf(event);
    if (!link || pointer !== "touch" || link === tapped) return;
    event.preventDefault();
    const record = element("a", "card-record", RECORD[document.documentElement.lang.slice(0, 2)]);
    record.href = link.href;
    describeNumber(link, record);
    tapped = link;
  });

  // ---------------------------------------------------------------- charts

  let loading;

  /** Load the chart runtime once. */
  function loadVega() {
    loading =
      loading ||
      new Promise((resolve, reject) => {
        const script = element("script");
        script.src = VEGA;
        script.addEventListener("load", () => resolve(window.vega));
        script.addEventListener("error", reject);
        document.head.append(script);
      });
    return loading;
  }

  /** Tell whether a value is there; Vega makes text of gaps. */
  function isSaid(value) {
    return !["", "null", "undefined"].includes(String(value));
  }

  /** Show the values of a mark, `title` on top: Vega calls this when the pointer enters it (and
      leaves: null). */
  function showValues(handler, event, item, value) {
    if (!isSaid(value)) {
      closeCard();
      return;
    }
    const { clientX: x, clientY: y } = event;
    const { title, ...rows } = typeof value === "object" ? value : { title: value };
    const list = element("dl");
    for (const [name, text] of Object.entries(rows)) {
      if (isSaid(text)) list.append(element("dt", "", name), element("dd", "", String(text)));
    }
    const heading = isSaid(title) ? [element("strong", "card-value", String(title))] : [];
    openCard({ left: x, right: x, top: y - 4, bottom: y + 12 }, ...heading, list);
  }

  /** Return where the drawing within an SVG begins: what its outermost group is moved by. */
  function originOf(svg) {
    const { e, f } = svg.querySelector("g").transform.baseVal[0].matrix;
    return [e, f];
  }

  /** Lay a drawing exactly over the picture it replaces: their margins may differ by a pixel. */
  function fitTo(svg, picture) {
    const [x, y] = originOf(svg);
    const [left, top] = originOf(picture);
    const { width, height } = picture.viewBox.baseVal;
    svg.setAttribute("width", width);
    svg.setAttribute("height", height);
    svg.setAttribute("viewBox", `${x - left} ${y - top} ${width} ${height}`);
  }

  /** Hide marks from those who listen: to them a chart is one picture, with its text. */
  function silence(marks = []) {
    for (const mark of marks) {
      mark.aria = false;
      silence(mark.marks);
    }
  }

  /** Let the figure's own switch, which stands in the page, set what a drawing shows. */
  function joinSwitch(figure, view) {
    const control = figure.querySelector(".chart-switch");
    if (!control) return;
    const show = () => view.signal("show", Number(control.querySelector(":checked").value)).run();
    control.addEventListener("change", show);
    show();
  }

  /** Replace the picture in a slot by a chart that answers. The picture stays until it is drawn. */
  async function hydrate(figure, slot, address) {
    const picture = slot.querySelector("svg");
    const [vega, response] = await Promise.all([loadVega(), fetch(address)]);
    if (!response.ok) throw Error(`${response.status} for ${address}`);
    const specification = await response.json();
    silence(specification.marks);
    for (const signal of specification.signals || []) delete signal.bind;
    const view = new vega.View(vega.parse(specification, { aria: false }), {
      renderer: "svg",
      hover: true,
      tooltip: showValues,
    });
    // a finger has no way to point but to tap
    view.addEventListener("click", (event, item) => {
      showValues(null, event, item, item && item.tooltip);
    });
    const drawing = element("div");
    await view.initialize(drawing).runAsync();
    const svg = drawing.querySelector("svg");
    drawing.removeAttribute("role");
    drawing.removeAttribute("aria-roledescription");
    drawing.removeAttribute("aria-label");
    svg.removeAttribute("aria-hidden");
    for (const name of ["role", "aria-label", "aria-labelledby", "aria-describedby"]) {
      if (picture.hasAttribute(name)) svg.setAttribute(name, picture.getAttribute(name));
    }
    fitTo(svg, picture);
    slot.replaceChildren(drawing);
    joinSwitch(figure, view);
    figure.dataset.chartReady = "";
  }

  /** Make the layout that is shown answer, and later the other one if it comes to be shown. */
  function watchLayouts(figure) {
    const drawing = figure.querySelector(".chart-drawing");
    const begun = new Set();
    const update = () => {
      for (const layout of ["wide", "narrow"]) {
        const slot = drawing.querySelector(`.chart-${layout}`);
        if (begun.has(layout) || !slot.getClientRects().length) continue;
        begun.add(layout);
        hydrate(figure, slot, drawing.dataset[layout]).catch((error) => console.error(error));
      }
    };
    new ResizeObserver(update).observe(drawing);
  }

  /** Watch for charts that come near the window. A page opened as a file may fetch nothing. */
  function watchCharts() {
    if (location.protocol === "file:") return;
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          observer.unobserve(target);
          watchLayouts(target);
        }
      },
      { rootMargin: "200px" },
    );
    document.querySelectorAll("figure.chart").forEach((figure) => observer.observe(figure));
  }

  /** Tell listeners that a chart's values stand in a table. */
  function pointToData(figure) {
    const [word, name] = figure.querySelectorAll(".chart-data > summary, .chart-data caption");
    word.id = `${figure.id}-data`;
    name.id = `${figure.id}-data-name`;
    for (const picture of figure.querySelectorAll(".chart-drawing svg[role]")) {
      picture.setAttribute("aria-describedby", `${word.id} ${name.id}`);
    }
  }

  // ---------------------------------------------------------------- tables

  /** Return what a cell is sorted by: its number or its text; null for a gap. */
  function sortKey(cell) {
    if (cell.dataset.value) return Number(cell.dataset.value);
    const text = cell.textContent.trim();
    return text && text !== "–" ? text : null;
  }

  /** Compare two keys; text after numbers. */
  function compareKeys(one, other) {
    if (typeof one !== typeof other) return typeof one === "number" ? -1 : 1;
    if (typeof one === "number") return one - other;
    return one.localeCompare(other, document.documentElement.lang, { numeric: true });
  }

  /** Tell whether a row is of the whole. */
  function isWhole(row) {
    return row.matches(".whole") || ["All", "合计"].includes(row.cells[0].textContent.trim());
  }

  /** Sort a table's rows by a column: `order` is 1, -1, or 0 for the order they came in.
      The whole stays on top, and gaps at the end. */
  function sortRows(rows, column, order) {
    if (!order) return rows;
    const keyed = rows.map((row) => [sortKey(row.cells[column]), row, isWhole(row)]);
    return keyed
      .sort(([one, , first], [other, , second]) => {
        if (first !== second) return second - first;
        if (one === null || other === null) return (one === null) - (other === null);
        return order * compareKeys(one, other);
      })
      .map(([, row]) => row);
  }

  /** Give each column's head a button. */
  function makeSortable(table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells];
    if (rows.length < 3) return;
    heads.forEach((head, column) => {
      const button = element("button", "sort");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const sorted = head.getAttribute("aria-sort");
        const numeric = rows.some((row) => typeof sortKey(row.cells[column]) === "number");
        // numbers begin with the largest, names with the first; a third click undoes it
        const steps = numeric
          ? ["descending", "ascending", null]
          : ["ascending", "descending", null];
        const next = steps[(steps.indexOf(sorted) + 1) % 3];
        for (const other of heads) other.removeAttribute("aria-sort");
        if (next) head.setAttribute("aria-sort", next);
        body.append(...sortRows(rows, column, { ascending: 1, descending: -1 }[next] || 0));
      });
    });
  }

  // ---------------------------------------------------------------- the frame

  /** Let the reader choose light or dark, and remember it while it differs from the system's. */
  function makeThemeButton() {
    if (!CSS.supports("color", "light-dark(red, red)")) return;
    const root = document.documentElement;
    const button = document.querySelector(".theme-button");
    const system = matchMedia("(prefers-color-scheme: dark)");
    const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : system.matches);
    const show = () => button.setAttribute("aria-pressed", isDark());
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = !isDark();
      if (dark === system.matches) delete root.dataset.theme;
      else root.dataset.theme = dark ? "dark" : "light";
      try {
        if (root.dataset.theme) localStorage.setItem("colours", root.dataset.theme);
        else localStorage.removeItem("colours");
      } catch {
        /* not kept */
      }
      show();
    });
    system.addEventListener("change", show);
    show();
  }

  /** Mark in the contents which section of the page is being read. */
  function followSections() {
    const links = new Map();
    for (const link of document.querySelectorAll('.contents a[href^="#"]')) {
      const section = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (section) links.set(section, link);
    }
    const visible = new Set();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          visible[isIntersecting ? "add" : "delete"](target);
        }
        const [first] = [...links.keys()].filter((section) => visible.has(section));
        for (const [section, link] of links) link.classList.toggle("is-read", section === first);
      },
      { rootMargin: "-10% 0px -60%" },
    );
    for (const section of links.keys()) observer.observe(section);
  }

  /** On a phone the contents lie over the page: close them when a section is chosen. */
  function closeContents() {
    const contents = document.getElementById("contents");
    if (!("popover" in contents)) return;
    contents.addEventListener("click", (event) => {
      if (event.target.closest("a") && contents.matches(":popover-open")) contents.hidePopover();
    });
  }

  makeThemeButton();
  closeContents();
  followSections();
  document.querySelectorAll("table.sortable").forEach(makeSortable);
  document.querySelectorAll("figure.chart").forEach(pointToData);
  watchCharts();
})();

// What tests measure in a page: where its words stand, in which colours, and what sticks out.
// Each function takes the document that it is about.
(() => {
  const HIDDEN = "script, style, template, noscript, svg title, option";

  /** Return the element's nearest box that cuts or scrolls what it holds, or null. */
  function boxOf(element, view, known) {
    if (!element || element === element.ownerDocument.body) return null;
    if (!known.has(element)) {
      const cuts = view.getComputedStyle(element).overflowX !== "visible";
      known.set(element, cuts ? element : boxOf(element.parentElement, view, known));
    }
    return known.get(element);
  }

  /** Tell whether an element is there for those who listen only. */
  function isForListeners(element, view, known) {
    if (!element || element === element.ownerDocument.body) return false;
    if (!known.has(element)) {
      const { clipPath } = view.getComputedStyle(element);
      known.set(
        element,
        clipPath === "inset(50%)" || isForListeners(element.parentElement, view, known),
      );
    }
    return known.get(element);
  }

  /** Return every text that is seen: its node, its element and the rectangles of its lines. */
  function texts(document) {
    const view = document.defaultView;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const listeners = new Map();
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || element.closest(HIDDEN)) continue;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      if (isForListeners(element, view, listeners)) continue;
      range.selectNodeContents(node);
      const lines = [...range.getClientRects()].filter(({ width, height }) => width && height);
      if (lines.length) found.push({ node, element, lines });
    }
    return found;
  }

  /** Return what is wider than the window, or cut: a page's first few faults of that kind. */
  function tooWide(document, seen = texts(document)) {
    const view = document.defaultView;
    const page = document.documentElement;
    const boxes = new Map();
    const faults = [];
    if (page.scrollWidth > page.clientWidth) {
      faults.push(`the page is ${page.scrollWidth - page.clientWidth} px too wide`);
    }
    for (const { node, element, lines } of seen) {
      const box = boxOf(element, view, boxes);
      const right = Math.max(...lines.map((line) => line.right));
      const left = Math.min(...lines.map((line) => line.left));
      if (!box && (right > page.clientWidth + 1 || left < -1)) {
        faults.push(`outside the window: ${node.data.trim().slice(0, 40)}`);
      } else if (
        box &&
        view.getComputedStyle(box).overflowX === "hidden" &&
        right > box.getBoundingClientRect().right + 1
      ) {
        faults.push(`cut: ${node.data.trim().slice(0, 40)}`);
      }
    }
    return faults.slice(0, 3);
  }

  /** Return pairs of texts that lie over one another. */
  function overlaps(document, seen = texts(document)) {
    const view = document.defaultView;
    const boxes = new Map();
    const placed = [];
    for (const { node, element, lines } of seen) {
      if (element.closest("svg, .contents, .site-head, .skip")) continue;
      const box = boxOf(element, view, boxes);
      const frame = box && box.getBoundingClientRect();
      for (const line of lines) {
        const left = Math.max(line.left, frame ? frame.left : line.left) + 1;
        const right = Math.min(line.right, frame ? frame.right : line.right) - 1;
        // a line's box is higher than its letters
        const air = line.height * 0.22;
        if (right > left) {
          placed.push({ node, left, right, top: line.top + air, bottom: line.bottom - air });
        }
      }
    }
    placed.sort((one, other) => one.top - other.top);
    const faults = [];
    placed.forEach((one, at) => {
      for (let next = at + 1; next < placed.length && placed[next].top < one.bottom; next += 1) {
        const other = placed[next];
        if (other.node !== one.node && other.left < one.right && one.left < other.right) {
          const both = [one, other].map(({ node }) => node.data.trim().slice(0, 30));
          faults.push(`over one another: ${both.join(" / ")}`);
        }
      }
    });
    return faults.slice(0, 3);
  }

  /** Return a colour as red, green, blue (0 to 1) and opacity. */
  function rgba(text) {
    const [r, g, b, a = 1] = text.match(/[\d.]+(?:e-?\d+)?/g).map(Number);
    return text.startsWith("color(") ? [r, g, b, a] : [r / 255, g / 255, b / 255, a];
  }

  /** Return a colour's relative luminance, as WCAG defines it. */
  function luminance(text) {
    const [r, g, b] = rgba(text)
      .slice(0, 3)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  /** Return the colour of the ground that an element stands on. */
  function groundOf(element, view, known) {
    if (!element) return "rgb(255, 255, 255)";
    if (!known.has(element)) {
      const own = view.getComputedStyle(element).backgroundColor;
      known.set(element, rgba(own)[3] ? own : groundOf(element.parentElement, view, known));
    }
    return known.get(element);
  }

  /** Return the colour of the mark that a chart's text stands on, or null. */
  function markUnder(text, line) {
    const [x, y] = [(line.left + line.right) / 2, (line.top + line.bottom) / 2];
    const marks = [...text.closest("svg").querySelectorAll("path, rect")].filter((mark) => {
      const { left, right, top, bottom } = mark.getBoundingClientRect();
      return left <= x && x <= right && top <= y && y <= bottom;
    });
    const fills = marks.map((mark) => mark.ownerDocument.defaultView.getComputedStyle(mark).fill);
    return fills.filter((fill) => fill.startsWith("rgb") && rgba(fill)[3]).pop() || null;
  }

  /** Return how light the page's ground is, and the texts that can hardly be read on theirs. */
  function colours(document) {
    const view = document.defaultView;
    const grounds = new Map();
    const faults = new Set();
    let darkest = 1;
    let lightest = 0;
    for (const { node, element, lines } of texts(document)) {
      const style = view.getComputedStyle(element);
      const svg = element.namespaceURI.endsWith("svg");
      const ink = svg ? style.fill : style.color;
      const mark = svg && markUnder(element, lines[0]);
      const ground = luminance(mark || groundOf(element, view, grounds));
      const [light, dark] = [luminance(ink), ground].sort((one, other) => other - one);
      const contrast = (light + 0.05) / (dark + 0.05);
      if (!mark) {
        darkest = Math.min(darkest, ground);
        lightest = Math.max(lightest, ground);
      }
      if (contrast < 4.45) {
        faults.add(`${contrast.toFixed(1)}: ${node.data.trim().slice(0, 30)} (${ink})`);
      }
    }
    return { darkest, lightest, faults: [...faults].slice(0, 5) };
  }

  /** Return the words that are seen, each text once, in their order, but in some elements. */
  function words(document, except) {
    const seen = texts(document).filter(({ element }) => !element.closest(except));
    return [...new Set(seen.map(({ node }) => node.data.trim().replace(/\s+/g, " ")))];
  }

  /** Of a long list's items, which are alike, leave the eight longest. */
  function prune(document) {
    for (const list of document.querySelectorAll("main :is(ul, ol, dl, tbody)")) {
      const items = [...list.children].sort(
        (one, other) => other.textContent.length - one.textContent.length,
      );
      for (const item of items.slice(8)) item.remove();
    }
  }

  window.measure = { prune, texts, tooWide, overlaps, colours, words };
})();

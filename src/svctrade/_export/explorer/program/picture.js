"use strict";

/* Drawings of SVG: grids of cells, and the same as files that are complete in themselves. */

const SVG = "http://www.w3.org/2000/svg";
const CELL_FONT = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";
/** How much of the accent colour the shades have: none of them is too near to the ink on it. */
const SHADES = [0.08, 0.2, 0.35, 0.5, 0.9];

/** Make an element of SVG; text stays text. */
function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null).map((one) => (typeof one === "string" ? printable(one) : one)));
  return element;
}

/** A text without what XML cannot hold. */
const printable = (text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, "\ufffd");

/** Colours with the shades between the paper and the accent, all as hexadecimal numbers. */
function shadedFrom(found) {
  const text = (rgb) => `#${rgb.map((one) => one.toString(16).padStart(2, "0")).join("")}`;
  const mixed = (part) => found.paper.map((one, n) => Math.round(one + (found.accent[n] - one) * part));
  const names = Object.fromEntries(Object.entries(found).map(([name, rgb]) => [name, text(rgb)]));
  return { ...names, shades: SHADES.map((part) => text(mixed(part))) };
}

/** The colours of print: those of the light page, on white. */
const PAPER = shadedFrom({
  paper: [255, 255, 255], ink: [29, 27, 24], faint: [92, 88, 80], line: [220, 215, 203], accent: [143, 42, 28], "on-accent": [255, 255, 255],
});

/** The colours of the page as it looks now. */
function palette() {
  const probe = document.body.appendChild(make("span", {}));
  const colour = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color.match(/\d+/g).slice(0, 3).map(Number);
  };
  const found = Object.fromEntries(["paper", "ink", "faint", "line", "accent", "on-accent"].map((name) => [name, colour(name)]));
  probe.remove();
  return shadedFrom(found);
}

const WIDTHS = [[/[\u1100-\uffff]|[^\0-\uffff]/u, 1], [/[mwMW]/, 0.85], [/[A-Z]/, 0.68], [/[fijlrt .,:;'|()]/, 0.4]];
/** How wide a text is about, in any font: a Chinese character is as wide as it is high. */
const widthOf = (text, size) =>
  size * [...text].reduce((sum, one) => sum + (WIDTHS.find(([kind]) => kind.test(one))?.[1] ?? 0.58), 0);

/** A text in lines of a width; the last of *most* lines is cut. */
function wrapped(text, width, size, most = Infinity) {
  const lines = [""];
  for (const piece of printable(text).match(/[\u2e80-\uffff]|[^\s\u2e80-\uffff]+\s*|\s+/gu) ?? []) {
    for (const part of widthOf(piece.trimEnd(), size) > width ? [...piece] : [piece]) {
      if (lines.at(-1) && widthOf(lines.at(-1) + part.trimEnd(), size) > width) lines.push("");
      lines[lines.length - 1] += part;
    }
  }
  const shown = lines.slice(0, most).map((line) => line.trim());
  if (lines.length > most) {
    let last = [...shown.at(-1)];
    while (last.length && widthOf(`${last.join("")}…`, size) > width) last = last.slice(0, -1);
    shown[most - 1] = `${last.join("")}…`;
  }
  return shown;
}

/** Lines of text from a point; `anchor` is that of SVG. */
function textLines(lines, { x, y, size, fill, anchor = "start", weight = "400", step = size * 1.35 }) {
  return lines.map((line, n) =>
    draw("text", { x, y: y + n * step, "font-size": size, fill, "text-anchor": anchor, "font-weight": weight }, line),
  );
}

/** The classes of some counts, from the least to the greatest: their bounds. */
function classesOf(counts) {
  const some = counts.filter(Boolean);
  if (!some.length) return [];
  const [low, high] = [some.reduce((a, b) => Math.min(a, b)), some.reduce((a, b) => Math.max(a, b))];
  const count = Math.min(SHADES.length, high - low + 1);
  const bound = (n) => low + Math.floor(((high - low + 1) * n) / count);
  return Array.from({ length: count }, (_, n) => ({ from: bound(n), to: bound(n + 1) - 1, shade: SHADES.length - count + n }));
}

const classOf = (classes, count) => classes.find(({ from, to }) => from <= count && count <= to);

/** A cell: its box, its count, and what else it says. */
function drawCell(cell, classes, colours) {
  const { x, y, width, height, lines, sign, count, size = 12 } = cell;
  const found = classOf(classes, count);
  const fill = found ? colours.shades[found.shade] : colours.paper;
  const ink = !found ? colours.faint : found.shade === SHADES.length - 1 ? colours["on-accent"] : colours.ink;
  const middle = x + width / 2;
  const shown = [...(lines ?? []), sign ?? String(count)];
  const step = size * 1.25;
  const first = y + height / 2 - ((shown.length - 1) * step) / 2 + size * 0.36;
  const stroke = cell.chosen ? { stroke: colours.ink, "stroke-width": 3 } : { stroke: colours.line, "stroke-width": 1 };
  const texts = shown.map((line, n) => {
    const last = n === shown.length - 1;
    return draw(
      "text",
      { x: middle, y: first + n * step, "font-size": size, fill: ink, "text-anchor": "middle", "font-weight": last && lines ? "700" : "400" },
      line,
    );
  });
  return draw("g", {}, draw("rect", { x, y, width, height, rx: 2, fill, ...stroke }), ...texts);
}

/** The classes as a key, in a row. */
function drawKey(classes, colours, x, y) {
  const parts = [];
  let at = x;
  for (const { from, to, shade } of classes) {
    const text = from === to ? String(from) : `${from}–${to}`;
    parts.push(draw("rect", { x: at, y: y - 11, width: 14, height: 14, rx: 2, fill: colours.shades[shade], stroke: colours.line }));
    parts.push(...textLines([text], { x: at + 19, y, size: 12, fill: colours.faint }));
    at += 19 + widthOf(text, 12) + 16;
  }
  return parts;
}

/** A figure: `cells` in a drawing of a size, with its labels and the key of its shades. */
function drawing(figure, colours) {
  const classes = figure.classes ?? classesOf(figure.cells.map(({ count }) => count));
  const cells = figure.cells.map((cell) => drawCell(cell, classes, colours));
  const labels = figure.labels.flatMap(({ lines, turned, ...at }) => {
    const texts = textLines(lines, { size: 12, fill: colours.ink, ...at });
    if (turned) for (const one of texts) one.setAttribute("transform", `rotate(-60 ${one.getAttribute("x")} ${one.getAttribute("y")})`);
    return texts;
  });
  const key = figure.classes ? [] : drawKey(classes, colours, figure.keyAt ?? 0, figure.height + 22);
  return { cells, parts: [...labels, ...cells, ...key], width: figure.width, height: figure.height + (key.length ? 32 : 0) };
}

/** A figure as a picture that is complete in itself: what it is, of which query, and the source. */
function pictureOf(figure) {
  const colours = palette();
  const { parts, width: inner, height: drawn } = drawing(figure, colours);
  const width = Math.max(inner, 480) + 48;
  const heads = wrapped(figure.title, width - 48, 18);
  const queries = figure.query.flatMap((line) => wrapped(line, width - 48, 12));
  const foot = figure.foot.flatMap((line) => wrapped(line, width - 48, 11));
  const top = 24 + heads.length * 25 + queries.length * 17 + 16;
  const height = top + drawn + 24 + foot.length * 15 + 16;
  const svg = draw("svg", { width, height, viewBox: `0 0 ${width} ${height}`, "font-family": CELL_FONT, "xml:lang": figure.lang });
  svg.append(
    draw("title", {}, figure.title),
    draw("desc", {}, [...figure.query, ...figure.foot].join("\n")),
    draw("rect", { width, height, fill: colours.paper }),
    ...textLines(heads, { x: 24, y: 38, size: 18, weight: "700", fill: colours.ink, step: 25 }),
    ...textLines(queries, { x: 24, y: 34 + heads.length * 25, size: 12, fill: colours.faint, step: 17 }),
    draw("g", { transform: `translate(24 ${top})` }, ...parts),
    ...textLines(foot, { x: 24, y: top + drawn + 24, size: 11, fill: colours.faint, step: 15 }),
  );
  return { text: new XMLSerializer().serializeToString(svg), width, height };
}

/** A picture as PNG; a large one at a smaller scale, because a canvas has a limit. */
async function pngOf({ text, width, height }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const scale = Math.min(2, 8000 / width, 8000 / height);
  const canvas = make("canvas", { width: Math.ceil(width * scale), height: Math.ceil(height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

/** Save a figure as a file of its kind, named after the query and the figure. */
async function savePicture(figure, suffix) {
  const picture = pictureOf(figure);
  const name = fileName(suffix).replace(/\.\w+$/, `-${figure.name}.${suffix}`);
  try {
    const blob = suffix === "svg" ? new Blob([picture.text], { type: "image/svg+xml" }) : await pngOf(picture);
    download(blob, suffix, name);
  } catch {
    say(word("notSaved"));
  }
}

/** The buttons that save a figure. */
const savingOf = (figure) =>
  make(
    "div",
    { className: "saving" },
    ...["svg", "png"].map((suffix) => {
      const name = word(suffix === "svg" ? "saveSvg" : "savePng");
      // The figure is made anew, so that the file has the query of now.
      return buttonOf(name, () => savePicture(figure(), suffix), { ariaLabel: word("saving")(name, figure().title) });
    }),
  );

"use strict";

/* The measures that match, in each region: only the rows in sight are made. */

const SIGNS = ["·", "△", "○", "●"];
const ROW = 34;
const BEYOND = 4;
let grid = null;
/** The rows made so far, of measures: only their links and counts depend on the query. */
let made = { lang: null, rows: new Map(), cells: [] };

function signOf(degree) {
  const name = named(content.certainties[degree]);
  const sign = make("span", { className: `sign degree-${degree}`, ariaHidden: "true" }, SIGNS[degree]);
  return [sign, make("span", { className: "hidden" }, name)];
}

/** What the matrix shows in lines: measures, with a line for each task where they are in its order. */
function linesOf(places) {
  const grouped = ["", "task"].includes(state.sort.replace(/^-/, "")) && content.tasks.length > 1;
  const lines = [];
  let task = null;
  for (const place of ordered(places)) {
    if (grouped && content.measures[place].task !== task) {
      task = content.measures[place].task;
      lines.push({ task });
    }
    lines.push({ place });
  }
  return lines;
}

/** The least degree that counts as applying, as the filter of regions has it. */
function leastDegree() {
  const { choices } = content.filters[filterOf("in_region")];
  const { typed } = choices[state.chosen[filterOf("in_region")].choice];
  return { possible: 1, covered: 2, named: 3 }[typed];
}

/** The parts of the matrix that stay while the query changes. */
function makeFrame() {
  const heads = content.regions.map((region) =>
    make("th", { scope: "col" }, naming(region), make("span", { className: "tally" })),
  );
  const corner = make("th", { scope: "col" }, word("text"));
  const sum = make("th", { scope: "col", title: word("regionsCounted") }, make("span", {}, word("regionsCounted")));
  const body = make("tbody", {});
  const caption = make("caption", { className: "hidden" }, word("matrixCaption"));
  const widths = ["first", "sum", ...heads.map(() => "one")].map((className) => make("col", { className }));
  const head = make("thead", {}, make("tr", {}, corner, sum, ...heads));
  const table = make("table", {}, caption, make("colgroup", {}, ...widths), head, body);
  // A width that is known spares the browser to measure each cell.
  table.style.width = `calc(min(16rem, 44vw) + 2.375rem + ${heads.length} * 1.6875rem)`;
  const scroller = make("div", { className: "scroller", tabIndex: 0, role: "region", ariaLabel: word("matrixCaption") }, table);
  const key = [...content.certainties.keys()].reverse().map((degree) => {
    const item = make("li", {}, ...signOf(degree).slice(0, 1), named(content.certainties[degree]));
    if (content.certainties[degree].definition) item.title = named(content.certainties[degree].definition);
    return item;
  });
  byId("matrix").replaceChildren(make("ul", { className: "key" }, ...key), scroller, savingOf(matrixFigure));
  scroller.addEventListener("scroll", () => showRows(), { passive: true });
  listenToCells(scroller, table);
  return { lang: state.lang, heads, corner, body, table, scroller, chosen: "" };
}

function makeMatrix(places) {
  const n = filterOf("in_region");
  const least = leastDegree();
  const names = new Set([...state.chosen[n].values].map((v) => content.filters[n].values[v].zh));
  if (grid?.lang !== state.lang) grid = makeFrame();
  const { heads, corner, table, scroller } = grid;
  const counts = content.regions.map(() => 0);
  for (const place of places) {
    [...content.measures[place].certainty].forEach((degree, r) => (counts[r] += Number(Number(degree) >= least)));
  }
  heads.forEach((head, r) => {
    head.lastChild.textContent = counts[r];
    head.title = `${named(content.regions[r])} · ${counts[r]}`;
    head.classList.toggle("chosen-region", names.has(content.regions[r].zh));
  });
  Object.assign(grid, { lines: linesOf(places), least, first: -1 });
  table.setAttribute("aria-rowcount", grid.lines.length + 1);
  showRows();
  const chosen = [...names].join();
  if (chosen !== grid.chosen) {
    // A chosen region is beside the measures where there is no room for all.
    const first = heads.find((one) => one.classList.contains("chosen-region"));
    const isInSight = !first || first.offsetLeft + first.offsetWidth <= scroller.clientWidth;
    if (!isInSight) scroller.scrollLeft = first.offsetLeft - corner.offsetWidth;
    grid.chosen = chosen;
  }
}

/** Make the rows in sight, and a few beyond. */
function showRows() {
  const { lines, body, scroller } = grid;
  const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - BEYOND);
  if (first === grid.first) return;
  grid.first = first;
  const count = Math.ceil((innerHeight * 0.85) / ROW) + 2 * BEYOND;
  const last = Math.min(lines.length, first + count);
  const filler = (height) => {
    const row = make("tr", { className: "filler", ariaHidden: "true" }, make("td", {}));
    row.style.height = `${height}px`;
    return row;
  };
  const rows = lines.slice(first, last).map((line, at) => rowOf(line, first + at));
  const all = [filler(first * ROW), ...rows, filler((lines.length - last) * ROW)];
  const same = all.length === body.rows.length && rows.every((row, n) => row === body.rows[n + 1]);
  if (!same) body.replaceChildren(...all);
  else body.lastChild.replaceWith(all.at(-1));
}

function rowOf({ task, place }, at) {
  const row = make("tr", { ariaRowIndex: String(at + 2) });
  if (task !== undefined) {
    row.className = "group";
    row.append(make("th", { scope: "colgroup", colSpan: content.regions.length + 2 }, naming(content.tasks[task])));
    return row;
  }
  return measureRow(row, place);
}

/** One element, because there are very many of them. */
const cellOf = (sign, degree) =>
  make("td", { className: `degree-${degree}`, ariaLabel: named(content.certainties[degree]) }, sign);

function measureRow(row, place) {
  const { number, text, english, certainty } = content.measures[place];
  const count = [...certainty].filter((degree) => Number(degree) >= grid.least).length;
  if (made.lang !== state.lang) {
    made = { lang: state.lang, rows: new Map(), cells: SIGNS.map(cellOf) };
  }
  const known = made.rows.get(place);
  if (known) {
    known.ariaRowIndex = row.ariaRowIndex;
    known.cells[0].firstChild.href = openingOf(closedFragment(), place);
    known.cells[1].textContent = count;
    return known;
  }
  row.dataset.row = place;
  const link = opening(place, numbering(number), textOf(text, english));
  link.title = state.lang === "en" && english ? english : text;
  row.append(make("th", { scope: "row" }, link), make("td", { className: "tally" }, String(count)));
  for (const degree of certainty) row.append(made.cells[degree].cloneNode(true));
  made.rows.set(place, row);
  return row;
}

/** The cell under the pointer or chosen by the arrow keys: its column is shown; a click says why. */
function listenToCells(scroller, table) {
  const point = (row, column) => {
    for (const one of table.querySelectorAll(".hot")) one.classList.remove("hot");
    if (column < 2) return null;
    for (const line of table.rows) line.cells[column]?.classList.add("hot");
    const cell = row?.cells[column];
    cell?.classList.add("hot");
    return cell;
  };
  const why = (row, column) => {
    const region = content.regions[column - 2];
    const v = content.filters[filterOf("in_region")].values.findIndex((value) => value.zh === region?.zh);
    if (v >= 0 && row?.dataset.row) showWhy(Number(row.dataset.row), filterOf("in_region"), v);
  };
  table.addEventListener("mouseover", ({ target }) => {
    const cell = target.closest("td, thead th");
    point(cell?.parentElement, cell?.cellIndex ?? -1);
  });
  table.addEventListener("mouseleave", () => point(null, -1));
  table.addEventListener("click", ({ target }) => {
    const cell = target.closest("td");
    if (cell) why(cell.parentElement, cell.cellIndex);
  });
  let [place, column] = [null, 2];
  scroller.addEventListener("keydown", (event) => {
    const step = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (event.target !== scroller || !(step || event.key === "Enter")) return;
    event.preventDefault();
    const shown = grid.lines.filter((line) => line.place !== undefined).map((line) => line.place);
    if (step) {
      const at = place === null ? 0 : Math.min(shown.length - 1, Math.max(0, shown.indexOf(place) + step[0]));
      if (place !== null) column = Math.min(content.regions.length + 1, Math.max(2, column + step[1]));
      place = shown[at];
      const line = grid.lines.findIndex((one) => one.place === place);
      if (!table.querySelector(`[data-row="${place}"]`)) scroller.scrollTop = Math.max(0, (line - 3) * ROW);
      showRows();
    }
    const row = table.querySelector(`[data-row="${place}"]`);
    const cell = point(row, column);
    for (const one of table.querySelectorAll(".pointed")) one.classList.remove("pointed");
    cell?.classList.add("pointed");
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (row) say(`${content.measures[place].number} · ${named(content.regions[column - 2])}${word("colon")}${cell.ariaLabel}`);
    if (event.key === "Enter") why(row, column);
  });
}

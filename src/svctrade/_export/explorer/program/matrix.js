"use strict";

/* The measures that match, in each region: only the rows in sight are made. */

const SIGNS = ["·", "△", "○", "●"];
const ROW = 34;
const BEYOND = 6;
let grid = null;

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

function makeMatrix(places) {
  const n = filterOf("in_region");
  const least = leastDegree();
  const names = new Set([...state.chosen[n].values].map((v) => content.filters[n].values[v].zh));
  const heads = content.regions.map((region, r) => {
    const count = places.filter((place) => Number(content.measures[place].certainty[r]) >= least).length;
    const head = make("th", { scope: "col" }, naming(region), make("span", { className: "tally" }, String(count)));
    head.title = `${named(region)} · ${count}`;
    head.classList.toggle("chosen-region", names.has(region.zh));
    return head;
  });
  const corner = make("th", { scope: "col" }, word("text"));
  const sum = make("th", { scope: "col", title: word("regionsCounted") }, make("span", {}, word("regionsCounted")));
  const head = make("thead", {}, make("tr", {}, corner, sum, ...heads));
  const lines = linesOf(places);
  const body = make("tbody", {});
  const caption = make("caption", { className: "hidden" }, word("matrixCaption"));
  const table = make("table", {}, caption, head, body);
  table.setAttribute("aria-rowcount", lines.length + 1);
  const scroller = make("div", { className: "scroller", tabIndex: 0, role: "region", ariaLabel: word("matrixCaption") }, table);
  const before = byId("matrix").querySelector(".scroller");
  const [top, left] = [before?.scrollTop ?? 0, before?.scrollLeft ?? 0];
  const key = [...content.certainties.keys()].reverse().map((degree) => {
    const item = make("li", {}, ...signOf(degree).slice(0, 1), named(content.certainties[degree]));
    if (content.certainties[degree].definition) item.title = named(content.certainties[degree].definition);
    return item;
  });
  byId("matrix").replaceChildren(make("ul", { className: "key" }, ...key), scroller);
  grid = { lines, body, scroller, least, first: -1, cell: grid?.cell ?? null };
  scroller.dataset.chosen = [...names].join();
  const first = heads.find((one) => one.classList.contains("chosen-region"));
  const moves = first && before?.dataset.chosen !== scroller.dataset.chosen;
  scroller.scrollTop = Math.min(top, lines.length * ROW);
  showRows();
  const isInSight = first && first.offsetLeft + first.offsetWidth <= scroller.clientWidth;
  scroller.scrollLeft = moves && !isInSight ? first.offsetLeft - corner.offsetWidth : left;
  scroller.addEventListener("scroll", () => showRows(), { passive: true });
  listenToCells(scroller, table);
}

/** Make the rows in sight, and a few beyond. */
function showRows() {
  const { lines, body, scroller } = grid;
  const first = Math.max(0, Math.floor(scroller.scrollTop / ROW) - BEYOND);
  if (first === grid.first) return;
  grid.first = first;
  const count = Math.ceil(innerHeight / ROW) + 2 * BEYOND;
  const last = Math.min(lines.length, first + count);
  const filler = (height) => {
    const row = make("tr", { className: "filler", ariaHidden: "true" }, make("td", {}));
    row.style.height = `${height}px`;
    return row;
  };
  const rows = lines.slice(first, last).map((line, at) => rowOf(line, first + at));
  body.replaceChildren(filler(first * ROW), ...rows, filler((lines.length - last) * ROW));
}

function rowOf({ task, place }, at) {
  const row = make("tr", { ariaRowIndex: String(at + 2) });
  if (task !== undefined) {
    row.className = "group";
    row.append(make("th", { scope: "colgroup", colSpan: content.regions.length + 2 }, naming(content.tasks[task])));
    return row;
  }
  const { number, text, english, certainty } = content.measures[place];
  const count = [...certainty].filter((degree) => Number(degree) >= grid.least).length;
  row.dataset.row = place;
  const link = opening(place, numbering(number), textOf(text, english));
  link.title = state.lang === "en" && english ? english : text;
  row.append(make("th", { scope: "row" }, link), make("td", { className: "tally" }, String(count)));
  for (const degree of certainty) row.append(make("td", {}, ...signOf(Number(degree))));
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
    if (row) say(`${content.measures[place].number} · ${named(content.regions[column - 2])}${word("colon")}${cell.lastChild.textContent}`);
    if (event.key === "Enter") why(row, column);
  });
}

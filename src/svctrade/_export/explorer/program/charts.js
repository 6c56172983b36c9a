"use strict";

/* Charts of the measures found: regions as tiles, tasks by lead, topics by mode of supply. */

const GAP = 3;
// In less than so many pixels a chart is drawn smaller.
const ROOMY = 760;
const isNarrow = () => byId("answer").clientWidth < ROOMY;

/** Sizes of tiles and cells: as a file and on a wide page, and where there is little room. */
function sizesOf(narrow) {
  if (!narrow) return { size: 12, tile: [88, 60], row: 230, column: [98, 30], head: 11 };
  // Chinese names are short enough for the whole map.
  const tile = state.lang === "zh" ? Math.min(74, Math.floor((byId("answer").clientWidth - 4) / 8) - GAP) : 74;
  return { size: 10, tile: [tile, 52], row: 116, column: [state.lang === "zh" ? 60 : 84, 40], head: 9 };
}

/** What every picture says of the query and the source. */
function aboutPicture() {
  const query = chips().map((chip) => chip.text);
  const count = countOf(answer().length);
  if (content.question && content.measures.length < content.whole) query.unshift(content.question);
  return {
    lang: state.lang === "zh" ? "zh-Hans" : "en",
    query: [`${query.length ? query.join("; ") : word("wholeEdition")} · ${count}`],
    foot: [`${word("source")}${word("colon")}${content.cited[state.lang]}`, `svctrade · ${content.edition}`],
  };
}

/** Whether nothing but these values is chosen in their filters. */
const areChosen = (values) =>
  values.every(([n, v]) => state.chosen[n].values.size === 1 && state.chosen[n].values.has(v) && !state.chosen[n].not.size);

/** Filter by some values and no others of their filters; again, and they are taken away. */
function chooseCell(values) {
  const chosen = areChosen(values);
  ask((query) => {
    for (const [n, v] of values) {
      const { method } = content.filters[n];
      // A cell counts with the chosen degree of a region, and without the options of the others.
      const choice = method === "in_region" ? query.chosen[n].choice : 0;
      query.chosen[n] = { ...unchosen()[n], choice };
      if (!chosen) query.chosen[n].values.add(v);
    }
  });
}

/* -- the figures ------------------------------------------------------------------------------- */

const figureOf = {
  map(places, narrow = false) {
    if (!content.tiles) return null;
    const n = filterOf("in_region");
    const { values } = content.filters[n];
    const least = leastDegree();
    const { size, tile: [width, height] } = sizesOf(narrow);
    const columns = content.tiles.map(([column]) => column);
    const rows = content.tiles.map(([, row]) => row);
    const [west, north] = [Math.min(...columns), Math.min(...rows)];
    const cells = content.regions.map((region, r) => {
      const [column, row] = content.tiles[r];
      const v = values.findIndex((value) => value.zh === region.zh);
      return {
        x: (column - west) * (width + GAP) + 2,
        y: (row - north) * (height + GAP) + 2,
        width,
        height,
        size,
        lines: wrapped(named(region), width - 4, size, 2),
        count: places.filter((place) => Number(content.measures[place].certainty[r]) >= least).length,
        names: [named(region)],
        values: v >= 0 ? [[n, v]] : null,
      };
    });
    const extent = (all, one) => (Math.max(...all) - Math.min(...all) + 1) * (one + GAP) + 4;
    return {
      name: "map",
      title: word("map"),
      hint: word("mapHint"),
      cells,
      labels: [],
      heads: [word("in_region"), word("measures")],
      table: cells.map(({ names, count }) => [names[0], String(count)]),
      width: extent(columns, width),
      height: extent(rows, height),
    };
  },

  taskLead(places, narrow = false) {
    const [tasks, leads] = [filterOf("in_task"), filterOf("led_by")];
    const { values } = content.filters[leads];
    const found = new Set(places);
    const led = values.map((value, v) => {
      return { name: named(value), value: [leads, v], holds: new Set(value.kept[0].filter((place) => found.has(place))) };
    });
    // Who shares every name with others is no value of the filter.
    const others = new Map();
    for (const place of places) {
      const { lead } = content.measures[place];
      if (values.some((value) => value.zh === lead?.zh)) continue;
      const key = lead ? named(lead) : word("noLead");
      if (!others.has(key)) others.set(key, { name: key, value: null, holds: new Set() });
      others.get(key).holds.add(place);
    }
    const columns = content.tasks.map((task, t) => ({
      name: named(task),
      value: content.filters[tasks].values[t]?.zh === task.zh ? [tasks, t] : null,
      holds: new Set(places.filter((place) => content.measures[place].task === t)),
    }));
    return gridFigure("task-lead", word("taskLead"), word("lead"), [...led, ...others.values()], columns, narrow);
  },

  topicMode(places, narrow = false) {
    const [topics, modes] = [filterOf("about"), filterOf("by_mode")];
    if (!content.filters[topics].values.length || !content.filters[modes].values.length) return null;
    const found = new Set(places);
    const groups = (n) =>
      content.filters[n].values.map((value, v) => {
        const holds = new Set(value.kept[0].filter((place) => found.has(place)));
        return { name: named(value), value: [n, v], holds };
      });
    return gridFigure("topic-mode", word("topicMode"), word("about_"), groups(topics), groups(modes), narrow);
  },
};

/** Rows and columns of measures, with how many each two have in common; empty ones are left out. */
function gridFigure(name, title, head, allRows, allColumns, narrow) {
  const { size, row: left, column: [width, height], head: small } = sizesOf(narrow);
  const rows = allRows.filter(({ holds }) => holds.size).sort((one, other) => other.holds.size - one.holds.size);
  const columns = allColumns.filter(({ holds }) => holds.size);
  const line = size * 1.2;
  const tags = columns.map((column) => wrapped(column.name, width - 4, small, 6));
  const top = Math.max(0, ...tags.map((lines) => lines.length)) * small * 1.2 + 8;
  const x = (c) => left + c * (width + GAP);
  const y = (r) => top + r * (height + GAP);
  const cells = rows.flatMap((row, r) =>
    columns.map((column, c) => ({
      x: x(c),
      y: y(r),
      width,
      height,
      size,
      count: [...row.holds].filter((place) => column.holds.has(place)).length,
      names: [row.name, column.name],
      values: row.value && column.value ? [row.value, column.value] : null,
    })),
  );
  const rowLabels = rows.map((row, r) => {
    const lines = wrapped(row.name, left - 10, size, narrow ? 3 : 2);
    const first = y(r) + height / 2 - ((lines.length - 1) * line) / 2 + size * 0.36;
    return { lines, x: left - 8, y: first, anchor: "end", size, step: line };
  });
  const columnLabels = tags.map((lines, c) => {
    return { lines, x: x(c) + width / 2, y: top - 6 - (lines.length - 1) * small * 1.2, anchor: "middle", size: small, step: small * 1.2 };
  });
  const counts = (row) => columns.map((column) => String([...row.holds].filter((place) => column.holds.has(place)).length));
  return {
    name,
    title,
    cells,
    labels: [...rowLabels, ...columnLabels],
    heads: [head, ...columns.map((column) => column.name)],
    table: rows.map((row) => [row.name, ...counts(row)]),
    keyAt: left,
    width: x(columns.length),
    height: y(rows.length),
  };
}

/** The matrix as a picture: a sign for each measure in each region. */
function matrixFigure() {
  const places = ordered(answer());
  const [left, one] = [360, 24];
  const top = Math.max(0, ...content.regions.map((region) => widthOf(named(region), 12))) * 0.87 + 26;
  const classes = [1, 2, 3].map((degree) => ({ from: degree, to: degree, shade: [0, 1, 3][degree - 1] }));
  const height = top + places.length * one;
  const key = [...content.certainties.keys()].reverse().map((degree) => `${SIGNS[degree]} ${named(content.certainties[degree])}`);
  return {
    ...aboutPicture(),
    name: "matrix",
    title: word("savedMatrix"),
    classes,
    cells: places.flatMap((place, r) =>
      [...content.measures[place].certainty].map((degree, c) => ({
        x: left + c * one, y: top + r * one, width: one, height: one, count: Number(degree), sign: SIGNS[degree],
      })),
    ),
    labels: [
      ...places.map((place, r) => {
        const { number, text, english } = content.measures[place];
        const lines = wrapped(`${number}  ${(state.lang === "en" && english) || text}`, left - 12, 12, 1);
        return { lines, x: 0, y: top + r * one + 16 };
      }),
      ...content.regions.map((region, c) => ({ lines: [named(region)], x: left + c * one + one / 2 + 4, y: top - 8, turned: true })),
      { lines: [key.join("   ")], x: left, y: height + 20 },
    ],
    width: left + content.regions.length * one + 60,
    height: height + 32,
  };
}

/* -- the view ---------------------------------------------------------------------------------- */

const CHARTS = ["map", "taskLead", "topicMode"];

/** How often the charts were drawn; a drawing that is no longer the last is given up. */
let drawn = 0;

/** Show the charts that the page has data for: the first at once, the others when it is painted. */
function showCharts(places) {
  const box = byId("charts");
  if (!box.childElementCount) {
    box.append(make("p", { className: "hint" }), ...CHARTS.map((chart) => make("div", { className: "slot" })));
  }
  const [hint, ...slots] = box.children;
  hint.textContent = word("chartsHint");
  const turn = (drawn += 1);
  const next = (n) => {
    if (turn !== drawn || state.view !== "charts") return;
    showChart(slots[n], CHARTS[n], places);
    box.ariaBusy = String(n + 1 < slots.length);
    if (n + 1 < slots.length) setTimeout(next, 0, n + 1);
  };
  next(0);
}

/** Draw one chart; the focus stays on the cell of the same name. */
function showChart(slot, chart, places) {
  const focused = slot.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
  const figure = figureOf[chart](places, isNarrow());
  const open = slot.querySelector("details")?.open ?? false;
  slot.replaceChildren(...(figure ? [chartOf(chart, figure, palette(), open)] : []));
  // Most regions are in the east, which a narrow window would not show.
  for (const one of slot.querySelectorAll(".map")) one.scrollLeft = one.scrollWidth;
  const nameOf = (label) => label?.split(word("colon"))[0];
  const same = focused && [...slot.querySelectorAll("[role=button], button")].find((one) => nameOf(one.getAttribute("aria-label")) === nameOf(focused));
  if (same) reach(same);
}

function chartOf(chart, figure, colours, open) {
  const section = make("section", { className: "chart", ariaLabel: figure.title }, make("h3", {}, figure.title));
  if (figure.hint) section.append(make("p", { className: "hint" }, figure.hint));
  if (!figure.cells.length) {
    section.append(make("p", {}, word("noCells")));
    return section;
  }
  const { cells, parts, width, height } = drawing(figure, colours);
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": figure.title, "font-family": "inherit" });
  svg.append(...parts);
  cells.forEach((cell, n) => equip(cell, figure.cells[n], colours));
  cells.find((cell) => cell.hasAttribute("role"))?.setAttribute("tabindex", "0");
  svg.addEventListener("keydown", (event) => step(event, svg, cells, figure.cells));
  const inside = make("div", { className: "across", tabIndex: 0, role: "region", ariaLabel: figure.title });
  // It is made when it is opened.
  const fill = () => inside.childElementCount || inside.append(plainTable(figure.heads, figure.table));
  const table = make("details", { open }, make("summary", {}, word("chartTable")), inside);
  table.addEventListener("toggle", fill);
  if (open) fill();
  const now = () => ({ ...figureOf[chart](answer()), ...aboutPicture() });
  section.append(make("div", { className: `drawing ${chart}` }, svg), savingOf(now), table);
  return section;
}

/** Make a cell a button: one of the chart is a stop of the Tab key, arrow keys lead to the others. */
function equip(element, cell, colours) {
  // A cell without measures has nothing to filter by.
  if (!cell.count) return;
  const label = `${cell.names.join(" × ")}${word("colon")}${cell.count}`;
  element.prepend(draw("title", {}, label));
  if (!cell.values) return;
  const chosen = areChosen(cell.values);
  for (const [name, value] of Object.entries({ role: "button", tabindex: "-1", "aria-label": printable(label), "aria-pressed": String(chosen) })) {
    element.setAttribute(name, value);
  }
  if (chosen) {
    element.querySelector("rect").setAttribute("stroke", colours.ink);
    element.querySelector("rect").setAttribute("stroke-width", "3");
  }
  element.addEventListener("click", () => chooseCell(cell.values));
}

/** Give an element the focus, and the one stop of its drawing. */
function reach(element) {
  for (const one of element.closest("svg")?.querySelectorAll("[tabindex='0']") ?? []) one.setAttribute("tabindex", "-1");
  if (element.closest("svg")) element.setAttribute("tabindex", "0");
  element.focus();
}

/** From cell to cell by arrow keys: to the nearest one in that direction; Enter and Space choose. */
function step(event, svg, elements, cells) {
  const at = elements.indexOf(event.target);
  if (at < 0) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    chooseCell(cells[at].values);
    return;
  }
  const direction = { ArrowDown: [0, 1], ArrowUp: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] }[event.key];
  if (!direction) return;
  event.preventDefault();
  const [across, down] = direction;
  const far = (other) => {
    const [dx, dy] = [cells[other].x - cells[at].x, cells[other].y - cells[at].y];
    const along = dx * across + dy * down;
    return along > 0 ? along + 3 * Math.abs(dx * down + dy * across) : Infinity;
  };
  const reachable = [...elements.keys()].filter((n) => elements[n].hasAttribute("role") && far(n) < Infinity);
  reachable.sort((one, other) => far(one) - far(other));
  if (reachable.length) reach(elements[reachable[0]]);
}

/** Draw the charts in the colours of the page when these change. */
function listenToTheme() {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (state.view === "charts" && !matchMedia("print").matches) show();
  });
}

/** The charts on paper: in its colours, on a page each, and then the measures. */
function paperCharts(places) {
  const figures = CHARTS.map((chart) => figureOf[chart](places)).filter((figure) => figure?.cells.length);
  const drawn = figures.map((figure) => {
    const { parts, width, height } = drawing(figure, PAPER);
    const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": figure.title });
    svg.append(...parts);
    return make("section", { className: "chart" }, make("h2", {}, figure.title), svg);
  });
  return make("div", {}, ...drawn, paperList(places));
}

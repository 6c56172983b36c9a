"use strict";

/* The page asks nothing of anybody: what each value of a filter keeps, and why, was worked out by
   the library and stands in the element "content". Here such lists are joined and intersected,
   and shown. A place is that of a measure in `content.measures`. */

const content = JSON.parse(document.getElementById("content").textContent);

const WORDS = {
  zh: {
    about: "本页由 svctrade 生成，内容均在文件之内，不联网。标注为“判读”者是本项目的解读，非文件所载。",
    add: (chip, count) => `去掉“${chip}”（余 ${count} 项）`,
    answer: "结果",
    any: "不限",
    asked: "筛选条件",
    asksFor: (what) => `链接所问的 ${what} 不在本页之中，未予采用。`,
    basis: "牵头依据",
    brackets: (inside) => ["（", inside, "）"],
    cite: "引用",
    close: "关闭",
    colon: "：",
    confidence: "判读把握",
    copied: "已复制",
    copy: "复制",
    count: (count, whole) => `${whole} 项举措中的 ${count} 项`,
    csv: "下载 CSV",
    downloaded: (name) => `已下载 ${name}`,
    excel: "下载 Excel",
    explorer: "服务贸易试点举措",
    filters: "筛选",
    in_region: "试点地区",
    led_by: "牵头单位",
    involving: "责任单位",
    with_role: "职责",
    in_task: "试点任务",
    under: "框架",
    in_service: "服务类别（判读）",
    by_mode: "供应模式（判读）",
    about_: "主题（判读）",
    at_least: "适用程度至少为",
    joint: "、",
    language: "语言",
    lead: "牵头单位",
    link: "复制链接",
    linkCopied: "已复制链接",
    list: "列表",
    matrix: "地区矩阵",
    matrixCaption: "各举措在各试点地区的适用程度",
    mentioning: "含有",
    next: "下一项",
    none: "没有举措符合。",
    noneToRemove: "本集合没有举措。",
    note: (number) => `注${number}`,
    noLead: "（无）",
    number: "序号",
    previous: "上一项",
    print: "打印",
    python: "Python 代码",
    reading: "判读（非原文）",
    refused: "Excel 无法保存",
    regions: "适用地区",
    remove: (chip) => `去掉“${chip}”`,
    reset: "全部清除",
    role: "以此职责",
    says: { responsibility: "责任分工载明", text: "举措载明" },
    skip: "跳到结果",
    statement: "责任分工",
    task: "试点任务",
    text: "具体举措",
    view: "显示方式",
    why: "依据",
    within: (question, whole) => `本页所含为 ${question}，该版本共 ${whole} 项举措。`,
    words: "举措原文中的词语",
    wordsHint: "逐字查找。几个词以空格分开，须全部出现；词中有空格的，加英文引号。",
  },
  en: {
    about: "Made by svctrade. All that it shows is in this file; it fetches nothing. What is called a reading is the project’s own and not printed in the document.",
    add: (chip, count) => `Remove “${chip}” (leaves ${count})`,
    answer: "Answer",
    any: "any",
    asked: "What is asked",
    asksFor: (what) => `The link asks for ${what}, which this page does not have; it was left out.`,
    basis: "Basis of the lead",
    brackets: (inside) => [" (", inside, ")"],
    cite: "Cite",
    close: "Close",
    colon: ": ",
    confidence: "Confidence of the reading",
    copied: "Copied",
    copy: "Copy",
    count: (count, whole) => `${count} of ${whole} measures`,
    csv: "Download CSV",
    downloaded: (name) => `Downloaded ${name}`,
    excel: "Download Excel",
    explorer: "Pilot measures for trade in services",
    filters: "Filters",
    in_region: "Region",
    led_by: "Led by",
    involving: "Involving",
    with_role: "Role",
    in_task: "Task",
    under: "Framework",
    in_service: "Service (reading)",
    by_mode: "Mode of supply (reading)",
    about_: "Subject (reading)",
    at_least: "Certainty at least",
    joint: ", ",
    language: "Language",
    lead: "Lead",
    link: "Copy link",
    linkCopied: "Link copied",
    list: "List",
    matrix: "Matrix of regions",
    matrixCaption: "How certainly each measure applies in each pilot region",
    mentioning: "Contains",
    next: "Next",
    none: "No measure matches.",
    noneToRemove: "The set has no measures.",
    note: (number) => `Note ${number}`,
    noLead: "none",
    number: "No.",
    previous: "Previous",
    print: "Print",
    python: "As Python",
    reading: "Reading (not printed)",
    refused: "Excel cannot hold it",
    regions: "Where it applies",
    remove: (chip) => `Remove “${chip}”`,
    reset: "Clear all",
    role: "In the role",
    says: { responsibility: "The statement says", text: "The text says" },
    skip: "Skip to the answer",
    statement: "Responsibility",
    task: "Task",
    text: "Measure",
    view: "View",
    why: "Why it answers",
    within: (question, whole) => `This page holds ${question}; the edition has ${whole} measures.`,
    words: "Words in the text of a measure",
    wordsHint: "Found character for character. Several, with a space between them, must all occur; put quotes around one that has a space in it.",
  },
};

const byId = (id) => document.getElementById(id);
const word = (name) => WORDS[state.lang][name];

/** Make an element: its properties, then what is in it; text is never read as HTML. */
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** The name of a thing in the language of the page. */
const named = (thing) => thing[state.lang];

/** The language of that name: some things have one in Chinese only. */
const langOf = (thing) => (named(thing) === thing.zh ? "zh-Hans" : "en");

const naming = (thing) => make("span", { lang: langOf(thing) }, named(thing));

const numbering = (number) => make("span", { className: "number" }, number);

const printed = (tag, ...children) => make(tag, { lang: "zh-Hans", className: "printed" }, ...children);

const taskName = (task) => task.label + task.title;

/* -- what is asked, and the link that holds it --------------------------------------------- */

const SORTS = ["number", "task", "text", "statement", "lead"];

/** What is asked of the page: all that it shows follows from this. */
const blank = asking();
let state = blank;

function asking(lang = content.lang) {
  const chosen = content.filters.map(() => ({ values: new Set(), choice: 0 }));
  return { lang, words: "", chosen, view: "list", sort: "", open: null };
}

const optionKey = (filter) => `${filter.method}.${filter.option}`;

/** The fragment of an address, which holds all that is asked. */
function fragmentOf(asked) {
  const pairs = [["lang", asked.lang]];
  if (asked.words) pairs.push(["words", asked.words]);
  content.filters.forEach((filter, n) => {
    const { values, choice } = asked.chosen[n];
    for (const value of values) pairs.push([filter.method, filter.values[value].typed]);
    if (choice) pairs.push([optionKey(filter), filter.choices[choice].typed]);
  });
  if (asked.view !== "list") pairs.push(["view", asked.view]);
  if (asked.sort) pairs.push(["sort", asked.sort]);
  if (asked.open !== null) pairs.push(["open", content.measures[asked.open].number]);
  return `#${new URLSearchParams(pairs)}`;
}

/** What a fragment asks for, and what of it this page does not have. */
function read(fragment) {
  const asked = asking();
  const unknown = [];
  const takers = {
    lang: (value) => value in WORDS && (asked.lang = value),
    words: (value) => (asked.words = value),
    view: (value) => ["list", "matrix"].includes(value) && (asked.view = value),
    sort: (value) => SORTS.includes(value.replace(/^-/, "")) && (asked.sort = value),
    open(value) {
      const place = content.measures.findIndex((measure) => String(measure.number) === value);
      if (place >= 0) asked.open = place;
      return place >= 0;
    },
  };
  content.filters.forEach((filter, n) => {
    const typed = (thing, value) => thing !== null && String(thing.typed) === value;
    takers[filter.method] = (value) => {
      const found = filter.values.findIndex((thing) => typed(thing, value));
      if (found >= 0) asked.chosen[n].values.add(found);
      return found >= 0;
    };
    takers[optionKey(filter)] = (value) => {
      const found = filter.choices.findIndex((thing) => typed(thing, value));
      if (found >= 0) asked.chosen[n].choice = found;
      return found >= 0;
    };
  });
  for (const [name, value] of new URLSearchParams(fragment.slice(1))) {
    const taker = Object.hasOwn(takers, name) ? takers[name] : () => false;
    if (taker(value) === false) unknown.push(`${name}=${value}`);
  }
  return { asked, unknown };
}

/* -- the answer ------------------------------------------------------------------------------- */

/** The words that are asked for: in quotes as they stand, else between spaces. */
function termsOf(words) {
  const found = words.matchAll(/"([^"]+)"|([^\s\x1c-\x1f\x85]+)/gu);
  const terms = [...found].map((match) => match[1] ?? match[2]);
  return [...new Set(terms)].filter((term) => /[^\s\x1c-\x1f\x85]/u.test(term));
}

/** The places that a filter keeps, or null where it is not asked. */
function keptBy(n) {
  const { values, choice } = state.chosen[n];
  if (!values.size) return null;
  return new Set([...values].flatMap((value) => content.filters[n].values[value].kept[choice]));
}

/** The places of what answers, in document order; leaving out one filter, where it is given. */
function answer(leftOut = null) {
  const terms = termsOf(state.words);
  const keeping = content.filters.map((_, n) => (n === leftOut ? null : keptBy(n))).filter(Boolean);
  return [...content.measures.keys()].filter(
    (place) =>
      keeping.every((kept) => kept.has(place)) &&
      terms.every((term) => content.measures[place].text.includes(term)),
  );
}

/** The question as Python, which gives the same answer. */
function python() {
  const steps = content.filters.flatMap((filter, n) => {
    const { values, choice } = state.chosen[n];
    if (!values.size) return [];
    const asked = [...values].map((value) => filter.values[value].python);
    if (choice) asked.push(`${filter.option}=${JSON.stringify(filter.choices[choice].typed)}`);
    return [`.${filter.method}(${asked.join(", ")})`];
  });
  for (const term of termsOf(state.words)) steps.push(`.mentioning(${JSON.stringify(term)})`);
  const { first, start } = content.python;
  const chain = steps.length ? `(\n    ${[start, ...steps].join("\n    ")}\n)` : start;
  return `${first}found = ${chain}\nprint(found)\n`;
}

/** All that is asked, each with what takes it away. */
function chips() {
  const found = [];
  for (const term of termsOf(state.words)) {
    const rest = termsOf(state.words).filter((other) => other !== term);
    const quoted = rest.map((other) => (/\s/u.test(other) ? `"${other}"` : other));
    found.push({
      text: `${word("mentioning")}${word("colon")}${term}`,
      remove: (asked) => (asked.words = quoted.join(" ")),
    });
  }
  content.filters.forEach((filter, n) => {
    const { values, choice } = state.chosen[n];
    const option = choice ? word("brackets")(named(filter.choices[choice])).join("") : "";
    for (const value of values) {
      const name = `${title(filter.method)}${word("colon")}${named(filter.values[value])}`;
      found.push({ text: name + option, remove: (asked) => asked.chosen[n].values.delete(value) });
    }
  });
  return found;
}

const title = (method) => word(method === "about" ? "about_" : method);

/* -- why: the words of the document -------------------------------------------------------- */

/** The reasons for a measure: those of each value that keeps it, and where the words stand. */
function reasonsFor(place) {
  const found = [];
  content.filters.forEach((filter, n) => {
    const { values, choice } = state.chosen[n];
    for (const value of values) {
      const { kept, why } = filter.values[value];
      const at = kept[choice].indexOf(place);
      const asked = `${title(filter.method)}${word("colon")}${named(filter.values[value])}`;
      for (const reason of at < 0 ? [] : content.reasons[why[choice][at]]) {
        found.push({ ...reason, asked });
      }
    }
  });
  const { text } = content.measures[place];
  for (const term of termsOf(state.words)) {
    for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length)) {
      const start = [...text.slice(0, at)].length;
      const span = [start, start + [...term].length];
      const asked = `${word("mentioning")}${word("colon")}${term}`;
      found.push({ where: "text", note: null, span, steps: [], asked });
    }
  }
  return found;
}

/** A text with the words of some spans marked; spans count characters, as Python does. */
function marked(text, spans) {
  const characters = [...text];
  const inside = characters.map(() => false);
  for (const [start, stop] of spans) inside.fill(true, start, stop);
  const parts = [];
  for (let start = 0; start < characters.length; ) {
    let stop = start;
    while (stop < characters.length && inside[stop] === inside[start]) stop += 1;
    const part = characters.slice(start, stop).join("");
    parts.push(inside[start] ? make("mark", {}, part) : part);
    start = stop;
  }
  return parts;
}

const quoteOf = (text, [start, stop]) => [...text].slice(start, stop).join("");

/* -- parts of the page ----------------------------------------------------------------------- */

/** Change what is asked, and show what follows; the link follows too. */
function ask(change) {
  change(state);
  history.replaceState(null, "", fragmentOf(state));
  show();
}

function showWords() {
  document.documentElement.lang = state.lang === "zh" ? "zh-Hans" : "en";
  document.title = `${word("explorer")} · ${content.edition} · svctrade`;
  for (const element of document.querySelectorAll("[data-word]")) {
    element.textContent = word(element.dataset.word);
  }
  for (const element of document.querySelectorAll("[data-label]")) {
    element.setAttribute("aria-label", word(element.dataset.label));
  }
  byId("title").textContent = content.title;
  byId("cited").textContent = content.cited[state.lang];
  const part = content.measures.length < content.whole;
  byId("within").hidden = !part;
  byId("within").textContent = part ? word("within")(content.question, content.whole) : "";
  press(byId("languages"), state.lang);
  const refused = content.tables[state.lang].sheet.refused;
  byId("excel").disabled = Boolean(refused);
  byId("excel").title = refused ? `${word("refused")}${word("colon")}${refused}` : "";
}

function press(group, value) {
  for (const button of group.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
}

/** Make the filters anew: of each its option and its values, as boxes to tick. */
function makeFilters() {
  const open = new Set([...document.querySelectorAll(".filter[open]")].map((one) => one.dataset.n));
  const made = content.filters.map((filter, n) => {
    if (!filter.values.length) return null;
    const boxes = filter.values.map((value, v) => {
      const box = make("input", { type: "checkbox", value: v });
      box.addEventListener("change", () => {
        ask(({ chosen }) => chosen[n].values[box.checked ? "add" : "delete"](v));
      });
      return make("label", {}, box, naming(value), make("span", { className: "tally" }));
    });
    const fields = make("fieldset", {}, make("legend", { className: "hidden" }, title(filter.method)));
    if (filter.option) fields.append(optionOf(filter, n));
    fields.append(make("div", { className: "values" }, ...boxes));
    const chosen = make("span", { className: "chosen" });
    const summary = make("summary", {}, make("span", {}, title(filter.method)), chosen);
    const element = make("details", { className: "filter", open: open.has(String(n)) }, summary, fields);
    element.dataset.n = n;
    return element;
  });
  byId("filters").replaceChildren(...made.filter(Boolean));
}

function optionOf(filter, n) {
  const options = filter.choices.map((choice, c) =>
    make("option", { value: c }, choice === null ? word("any") : named(choice)),
  );
  const select = make("select", {}, ...options);
  select.addEventListener("change", () => ask(({ chosen }) => (chosen[n].choice = Number(select.value))));
  return make("label", { className: "option" }, word(filter.option), select);
}

/** Show in the filters what is chosen, and how many measures each value would leave. */
function showFilters() {
  for (const element of document.querySelectorAll(".filter")) {
    const n = Number(element.dataset.n);
    const filter = content.filters[n];
    const { values, choice } = state.chosen[n];
    const rest = new Set(answer(n));
    const select = element.querySelector("select");
    if (select) select.value = choice;
    for (const box of element.querySelectorAll("input")) {
      const kept = filter.values[box.value].kept[choice];
      const tally = kept.filter((place) => rest.has(place)).length;
      box.checked = values.has(Number(box.value));
      box.parentElement.classList.toggle("idle", !tally);
      box.parentElement.lastChild.textContent = tally;
    }
    const names = [...values].map((value) => named(filter.values[value]));
    element.querySelector(".chosen").textContent = names.join(word("joint"));
  }
  if (termsOf(byId("words").value).join(" ") !== termsOf(state.words).join(" ")) {
    byId("words").value = state.words;
  }
}

/** How many measures are left where one thing less is asked. */
function without(chip) {
  const kept = state;
  state = { ...kept, chosen: kept.chosen.map((one) => ({ ...one, values: new Set(one.values) })) };
  chip.remove(state);
  const count = answer().length;
  state = kept;
  return count;
}

function showCount(places) {
  const asked = chips();
  byId("count").textContent = word("count")(places.length, content.measures.length);
  byId("reset").hidden = !asked.length;
  const removing = (chip, text) => {
    const button = make("button", { type: "button" }, text);
    button.addEventListener("click", () => {
      ask(chip.remove);
      byId("heading").focus();
    });
    return button;
  };
  byId("chips").replaceChildren(
    ...asked.map((chip) => {
      const button = removing(chip, chip.text);
      button.setAttribute("aria-label", word("remove")(chip.text));
      return make("li", {}, button);
    }),
  );
  byId("empty").hidden = places.length > 0;
  const ways = asked.map((chip) => make("li", {}, removing(chip, word("add")(chip.text, without(chip)))));
  byId("empty").replaceChildren(
    make("p", {}, word(asked.length ? "none" : "noneToRemove")),
    make("ul", {}, ...ways),
  );
  byId("python").textContent = python();
}

/** A link that opens a measure, and leaves all else as it is. */
function opening(place, ...children) {
  const link = make("a", { href: fragmentOf({ ...state, open: place }) }, ...children);
  link.dataset.place = place;
  return link;
}

/* -- the list ----------------------------------------------------------------------------------- */

let table = null;
let listed = new Set();
// Past so many rows only those in sight are made.
const MANY = 500;
// In less than so many pixels a measure stands in one column, with who leads under it.
const ROOMY = 760;
const BESIDE = ["task", "statement", "lead"];
const isNarrow = () => byId("answer").clientWidth < ROOMY;

function columns() {
  const column = (field, cellOf, options) => ({
    field,
    title: word(field),
    visible: !(isNarrow() && BESIDE.includes(field)),
    titleFormatter: () => make("button", { type: "button", className: "sort" }, word(field)),
    formatter(cell) {
      cell.getElement().setAttribute("role", "cell");
      return cellOf(cell.getRow().getData());
    },
    ...options,
  });
  const under = (row) => make("p", { className: "meta" }, word("lead"), word("colon"), row.lead);
  const text = (row) => make("div", {}, opening(row.place, printed("span", row.text)), under(row));
  const task = (row) => printed("span", taskName(content.tasks[row.task]));
  return [
    column("number", (row) => numbering(row.number), { width: 72, sorter: "number" }),
    column("task", task, { width: 136, sorter: "number" }),
    column("text", text, { widthGrow: 3 }),
    column("statement", (row) => printed("span", row.statement), { widthGrow: 2 }),
    column("lead", (row) => make("span", { lang: row.langOfLead }, row.lead), { width: 136 }),
  ];
}

function makeList() {
  // Its library comes last in the page, so that the count need not wait for it.
  if (!("Tabulator" in globalThis)) return;
  table?.destroy();
  const rows = content.measures.map((measure, place) => {
    const lead = measure.lead ?? { zh: WORDS.zh.noLead, en: WORDS.en.noLead };
    const { number, task, text, statement } = measure;
    return { place, number, task, text, statement, lead: named(lead), langOfLead: langOf(lead) };
  });
  const [, falling, field] = /^(-?)(.*)$/.exec(state.sort);
  const many = rows.length > MANY;
  table = new Tabulator("#list", {
    data: rows,
    index: "place",
    columns: columns(),
    columnDefaults: { resizable: false, sorter: "string", variableHeight: true },
    layout: "fitColumns",
    renderVertical: many ? "virtual" : "basic",
    height: many ? "75vh" : false,
    placeholder: "",
    initialFilter: (row) => listed.has(row.place),
    initialSort: field ? [{ column: field, dir: falling ? "desc" : "asc" }] : [],
  });
  table.on("tableBuilt", () => {
    // A grid is walked through by arrow keys; this is a table to be read, with links to step on.
    byId("list").setAttribute("role", "table");
    byId("list").removeAttribute("aria-owns");
    byId("list").querySelector(".tabulator-tableholder").removeAttribute("tabindex");
  });
  table.narrow = isNarrow();
  byId("list").classList.toggle("narrow", table.narrow);
  table.on("dataSorted", ([first]) => {
    const sort = first ? (first.dir === "desc" ? "-" : "") + first.field : "";
    if (sort !== state.sort) ask((asked) => (asked.sort = sort));
  });
}

/** Show as many columns as there is room for. */
function fit() {
  const narrow = isNarrow();
  if (byId("list").classList.toggle("narrow", narrow) === table.narrow) return;
  table.narrow = narrow;
  const focused = document.activeElement.closest("#list a")?.dataset.place;
  for (const field of BESIDE) table[narrow ? "hideColumn" : "showColumn"](field);
  table.redraw(true);
  byId("list").querySelector(`a[data-place="${focused}"]`)?.focus();
}

function showList(places) {
  const same = places.length === listed.size && places.every((place) => listed.has(place));
  listed = new Set(places);
  // Until it is built it has not looked yet.
  if (!same && table?.initialized) table.refreshFilter();
  for (const link of byId("list").querySelectorAll("a")) {
    const place = Number(link.dataset.place);
    link.href = fragmentOf({ ...state, open: place });
    link.ariaCurrent = place === state.open ? "true" : null;
  }
}

/* -- the matrix --------------------------------------------------------------------------------- */

const SIGNS = ["", "△", "○", "●"];

function signOf(degree) {
  const name = named(content.certainties[degree]);
  const sign = make("span", { className: `sign degree-${degree}`, ariaHidden: "true" }, SIGNS[degree]);
  return [sign, make("span", { className: "hidden" }, name)];
}

function makeMatrix(places) {
  const key = [...content.certainties.keys()].slice(1).reverse().map((degree) =>
    make("li", {}, ...signOf(degree).slice(0, 1), named(content.certainties[degree])),
  );
  const chosen = content.filters.findIndex((filter) => filter.method === "in_region");
  const asked = [...state.chosen[chosen].values].map((v) => named(content.filters[chosen].values[v]));
  const heads = content.regions.map((region) => {
    const head = make("th", { scope: "col" }, naming(region));
    head.classList.toggle("asked", asked.includes(named(region)));
    return head;
  });
  const rows = places.map((place) => {
    const { number, text, certainty } = content.measures[place];
    const link = opening(place, numbering(number), printed("span", text));
    const cells = [...certainty].map((degree) => make("td", {}, ...signOf(Number(degree))));
    return make("tr", {}, make("th", { scope: "row" }, link), ...cells);
  });
  const head = make("tr", {}, make("th", { scope: "col" }, word("text")), ...heads);
  const caption = make("caption", { className: "hidden" }, word("matrixCaption"));
  const grid = make("table", {}, caption, make("thead", {}, head), make("tbody", {}, ...rows));
  const scroller = make("div", { className: "scroller", tabIndex: 0, role: "region" }, grid);
  scroller.setAttribute("aria-label", word("matrixCaption"));
  byId("matrix").replaceChildren(make("ul", { className: "key" }, ...key), scroller);
}

/* -- a measure ---------------------------------------------------------------------------------- */

function showMeasure(places) {
  const dialog = byId("measure");
  if (state.open === null) {
    if (dialog.open) dialog.close();
    return;
  }
  dialog.replaceChildren(...partsOf(state.open, places));
  if (dialog.open) return;
  // Where there is no room beside the list it lies over it, and nothing else is reached.
  if (matchMedia("(max-width: 72rem)").matches) dialog.showModal();
  else dialog.show();
  byId("measure-title").focus();
}

function closeMeasure() {
  const place = state.open;
  ask((asked) => (asked.open = null));
  const link = document.querySelector(`main [data-place="${place}"]`);
  (link?.checkVisibility() ? link : byId("heading")).focus();
}

function partsOf(place, places) {
  const measure = content.measures[place];
  const reasons = reasonsFor(place);
  const marks = (where, note = null) =>
    reasons.filter((one) => one.where === where && one.note === note).map((one) => one.span);
  const part = (name, ...children) => make("section", {}, make("h3", {}, name), ...children);
  const notes = measure.notes.map((n) => content.notes[n]);
  const lead = measure.lead
    ? [naming(measure.lead), ...word("brackets")(naming(measure.basis))]
    : [word("noLead")];
  return [
    make("div", { className: "bar" }, ...steps(place, places)),
    make(
      "h2",
      { id: "measure-title", tabIndex: -1 },
      numbering(measure.number),
      printed("span", taskName(content.tasks[measure.task])),
    ),
    part(word("text"), printed("blockquote", ...marked(measure.text, marks("text")))),
    part(word("statement"), printed("blockquote", ...marked(measure.statement, marks("responsibility")))),
    reasons.length ? part(word("why"), make("ul", { className: "reasons" }, ...reasons.map((one) => whyOf(one, measure)))) : null,
    part(word("lead"), make("p", {}, ...lead)),
    content.regions.length ? part(word("regions"), regionsOf(measure)) : null,
    readingsOf(place, part),
    ...notes.map((note) => part(word("note")(note.number), printed("blockquote", ...marked(note.text, marks("note", note.number))))),
    part(word("cite"), make("p", { className: "cited" }, measure.cited[state.lang])),
  ].filter(Boolean);
}

/** What leads to the measures before and after in the answer, and closes. */
function steps(place, places) {
  const before = places.filter((one) => one < place).at(-1);
  const after = places.find((one) => one > place);
  const button = (name, id, to) => {
    const made = make("button", { type: "button", id, disabled: to === undefined }, name);
    made.addEventListener("click", () => {
      ask((asked) => (asked.open = to));
      byId("measure-title").focus();
    });
    return made;
  };
  const close = make("button", { type: "button", id: "close" }, word("close"));
  close.addEventListener("click", closeMeasure);
  return [button(word("previous"), "previous", before), button(word("next"), "next", after), close];
}

function whyOf(reason, measure) {
  const texts = { text: measure.text, responsibility: measure.statement };
  const source = reason.where === "note" ? content.notes.find((n) => n.number === reason.note).text : texts[reason.where];
  const speaker = reason.where === "note" ? word("note")(reason.note) : word("says")[reason.where];
  const quote = reason.span && [
    make("span", { className: "speaker" }, speaker),
    printed("q", quoteOf(source, reason.span)),
  ];
  return make(
    "li",
    {},
    make("strong", {}, reason.asked),
    make("p", {}, ...(quote ?? [])),
    ...reason.steps.map((step) => make("p", { className: "step" }, named(step))),
  );
}

function regionsOf(measure) {
  const list = make("dl", {});
  for (const degree of [3, 2, 1, 0]) {
    const there = content.regions.filter((_, n) => Number(measure.certainty[n]) === degree);
    if (!there.length) continue;
    const term = make("dt", {}, ...signOf(degree).slice(0, 1), `${named(content.certainties[degree])} ${there.length}`);
    list.append(term, make("dd", {}, there.map(named).join(word("joint"))));
  }
  return list;
}

/** What the layer reads in a measure, where there is one. */
function readingsOf(place, part) {
  const list = make("dl", {});
  for (const filter of content.filters.filter((one) => one.reading)) {
    const read = filter.values.filter((value) => value.kept[0].includes(place));
    if (!read.length) continue;
    list.append(make("dt", {}, title(filter.method)), make("dd", {}, read.map(named).join(word("joint"))));
  }
  return list.childElementCount ? part(word("reading"), list) : null;
}

/* -- elsewhere ------------------------------------------------------------------------------------ */

const say = (text) => (byId("done").textContent = text);

async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Some browsers let no page of a file at the clipboard itself.
    const field = make("textarea", { value: text });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  say(word(done));
}

function download(blob, suffix) {
  const name = `svctrade-${content.edition.replace(/[^\p{L}\p{N}]+/gu, "-")}.${suffix}`;
  const link = make("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  URL.revokeObjectURL(link.href);
  say(word("downloaded")(name));
}

/** The table as the library writes it, of the measures that answer. */
function downloadCsv() {
  const [header, ...lines] = content.tables[state.lang].csv;
  const text = `\ufeff${header}${answer().map((place) => lines[place]).join("")}`;
  download(new Blob([text], { type: "text/csv;charset=utf-8" }), "csv");
}

async function downloadExcel() {
  const { name, columns, rows, widths } = content.tables[state.lang].sheet;
  const types = { string: String, number: Number, boolean: Boolean };
  const cell = (value) => value !== null && { value, type: types[typeof value], wrap: true, alignVertical: "top" };
  const head = columns.map((column) => ({ value: column, type: String, fontWeight: "bold", wrap: true }));
  const sheet = [head, ...answer().map((place) => rows[place].map((value) => cell(value) || null))];
  const options = { sheet: name, columns: widths.map((width) => ({ width })), stickyRowsCount: 1 };
  download(await writeXlsxFile(sheet, options).toBlob(), "xlsx");
}

/* -- the beginning -------------------------------------------------------------------------------- */

function show() {
  const places = answer();
  showFilters();
  showCount(places);
  press(byId("views"), state.view);
  byId("list").hidden = state.view !== "list" || !places.length;
  byId("matrix").hidden = state.view !== "matrix" || !places.length;
  if (state.view === "matrix") makeMatrix(places);
  showList(places);
  showMeasure(places);
}

/** Show what the address asks for. */
function restore() {
  const { asked, unknown } = read(location.hash);
  const before = state;
  state = asked;
  if (before.lang !== state.lang || before === blank) {
    showWords();
    makeFilters();
  }
  if (before.lang !== state.lang || before.sort !== state.sort) makeList();
  byId("notice").hidden = !unknown.length;
  byId("notice").textContent = unknown.length ? word("asksFor")(unknown.join(word("joint"))) : "";
  show();
}

function listen() {
  const onClick = (id, handler) => byId(id).addEventListener("click", handler);
  onClick("skip", () => byId("heading").focus());
  onClick("reset", () => {
    ask((asked) => Object.assign(asked, { words: "", chosen: asking().chosen }));
    byId("heading").focus();
  });
  onClick("views", ({ target }) => target.value && ask((asked) => (asked.view = target.value)));
  onClick("languages", ({ target }) => {
    if (target.value) location.hash = fragmentOf({ ...state, lang: target.value });
  });
  onClick("link", () => copy(location.href, "linkCopied"));
  onClick("copy", () => copy(python(), "copied"));
  onClick("csv", downloadCsv);
  onClick("excel", downloadExcel);
  onClick("print", () => window.print());
  byId("words").addEventListener("input", () => ask((asked) => (asked.words = byId("words").value)));
  byId("form").addEventListener("submit", (event) => event.preventDefault());
  byId("measure").addEventListener("cancel", (event) => {
    event.preventDefault();
    closeMeasure();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && state.open !== null && !byId("measure").matches(":modal")) closeMeasure();
  });
  addEventListener("hashchange", restore);
  addEventListener("DOMContentLoaded", makeList);
  new ResizeObserver(() => table?.initialized && fit()).observe(byId("answer"));
}

byId("panel").open = !matchMedia("(max-width: 60rem)").matches;
listen();
restore();

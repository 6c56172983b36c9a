"use strict";

/* What the parts of the page are made of. */

const content = JSON.parse(document.getElementById("content").textContent);

const byId = (id) => document.getElementById(id);

let furtherContent = null;

/** What the first list does not need: it comes after the program, and is read when it is wanted. */
const further = () => (furtherContent ??= JSON.parse(byId("further").textContent));

const word = (name) => WORDS[state.lang][name];

const bracketed = (inside) => [word("brackets")[0], inside, word("brackets")[1]];
const countOf = (count) => word("count").replace("{count}", count).replace("{whole}", content.measures.length);

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

/** A text of the document: in English its translation, where there is one. */
const textOf = (chinese, english) =>
  state.lang === "en" && english ? make("span", { lang: "en" }, english) : printed("span", chinese);

/** A body that leads, with its basis. */
const leadOf = ({ lead, basis }) => (lead ? [naming(lead), ...bracketed(naming(basis))] : [word("noLead")]);

/** So many rows of a list are made at once; the rest follow, so that a click need not wait for them. */
const AT_ONCE = 50;
/** Past so many rows the rest follow when they are scrolled to. */
const MANY = 500;

/** Put rows into lists in place of those that they have: each list has its things, and what makes a row of one. */
function fill(...lists) {
  const left = lists.flatMap(([list, things, rowOf]) => things.map((thing) => ({ list, thing, rowOf })));
  const follow = left.length > MANY ? whenNear : (_, act) => setTimeout(act);
  for (const [list] of lists) {
    list.replaceChildren();
    // Rows that were still to follow no longer do.
    list.left = left;
  }
  const more = () => {
    if (lists.some(([list]) => list.left !== left || !list.isConnected)) return;
    let row = null;
    for (const { list, thing, rowOf } of left.splice(0, AT_ONCE)) list.append((row = rowOf(thing)));
    if (left.length) follow(row, more);
  };
  more();
}

/** Act once when an element is nearly in sight. */
function whenNear(element, act) {
  const observer = new IntersectionObserver(
    ([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      observer.disconnect();
      act();
    },
    { rootMargin: "1000px" },
  );
  observer.observe(element);
}

const printed = (tag, ...children) => make(tag, { lang: "zh-Hans", className: "printed" }, ...children);

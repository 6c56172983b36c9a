"use strict";

/* What the parts of the page are made of. */

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

/** A text of the document: in English its translation, where there is one. */
const textOf = (chinese, english) =>
  state.lang === "en" && english ? make("span", { lang: "en" }, english) : printed("span", chinese);

const printed = (tag, ...children) => make(tag, { lang: "zh-Hans", className: "printed" }, ...children);

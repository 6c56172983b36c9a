"use strict";

/* Before anything is shown. */

document.documentElement.classList.add("scripted");
// The page has the result of no query; that of a link is shown when the program has it.
if (location.hash.length > 1) document.documentElement.classList.add("waiting");

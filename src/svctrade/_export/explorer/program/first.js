"use strict";

/* Before anything is shown: with scripts, the plain table is for paper only. */

document.documentElement.classList.add("scripted");

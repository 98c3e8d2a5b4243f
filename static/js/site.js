// Finds what asks for help with `data-module="name"` and starts the module of that name.
// The menu is on every page, and what a page is used for and a list on most; they are small and travel
// with this file. The others are fetched when needed.
import filter from "./modules/filter.js";
import kopier from "./modules/kopier.js";
import menu from "./modules/menu.js";
import print from "./modules/print.js";
import samling from "./modules/samling.js";

const here = { filter, kopier, menu, print, samling };

const modules = {
  antal: () => import("./modules/antal.js"),
  deltagere: () => import("./modules/deltagere.js"),
  errors: () => import("./modules/errors.js"),
  forslag: () => import("./modules/forslag.js"),
  kommune: () => import("./modules/kommune.js"),
  resultat: () => import("./modules/resultat.js"),
  samlingsside: () => import("./modules/samlingsside.js"),
  testen: () => import("./modules/testen.js"),
  vis: () => import("./modules/vis.js"),
};

async function start(element) {
  for (const name of element.dataset.module.split(" ")) {
    if (here[name]) {
      here[name](element, startAll);
    } else if (modules[name]) {
      (await modules[name]()).default(element, startAll);
    }
  }
}

// Modules get it too, for what they fetch and put in.
function startAll(root) {
  root.querySelectorAll("[data-module]").forEach(start);
}

startAll(document);

/* Wagtail leaves texts in blocks, and lines of a list, without a name to be read aloud. */

const FIELDS = "[role=textbox], textarea, select, input:not([type=hidden])";

function name(field) {
  const isNamed = field.hasAttribute("aria-label") || field.hasAttribute("aria-labelledby");
  if (isNamed || field.labels?.length) return;
  const label = field.closest(".w-field__wrapper")?.querySelector("label[id]");
  const heading = field.closest("section[aria-labelledby]")?.getAttribute("aria-labelledby");
  if (label || heading) field.setAttribute("aria-labelledby", label?.id ?? heading);
}

const nameAll = () => document.querySelectorAll(`.w-panel :is(${FIELDS})`).forEach(name);

window.addEventListener("load", nameAll);
// A block that is added later gets its names when somebody comes to it.
document.addEventListener("focusin", (event) => {
  if (event.target.matches(FIELDS)) name(event.target);
});

/* global gettext, interpolate */
/* A long list of checkboxes gets a field to search in it and a line with what is chosen. */

const LONG = 20;

function improve(list) {
  const rows = [...list.children].filter((row) => row.querySelector("input[type=checkbox]"));
  if (rows.length <= LONG) return;

  const name = (row) => row.textContent.trim();
  const search = document.createElement("input");
  search.type = "search";
  search.className = "tjekliste__soeg";
  search.placeholder = gettext("Search the list");
  search.setAttribute("aria-label", gettext("Search the list"));
  search.setAttribute("aria-controls", list.id);
  const chosen = document.createElement("p");
  chosen.className = "tjekliste__valgt";
  chosen.setAttribute("role", "status");

  const show = () => {
    const wanted = search.value.trim().toLocaleLowerCase("da");
    for (const row of rows) {
      const isHit = name(row).toLocaleLowerCase("da").includes(wanted);
      row.hidden = !isHit;
    }
  };
  const tell = () => {
    const names = rows.filter((row) => row.querySelector("input").checked).map(name);
    chosen.textContent = names.length
      ? interpolate(gettext("Chosen: %s"), [names.join(", ")])
      : gettext("Nothing chosen");
  };

  search.addEventListener("input", show);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.addEventListener("change", tell);
  list.before(search, chosen);
  tell();
}

document
  .querySelectorAll(".w-field--checkbox_select_multiple .w-field__input > div[id]")
  .forEach(improve);

// The search field suggests pages while somebody types. Without an answer, or with one that comes
// too late, it is what it was: a field in a form.
const WAIT = 200;
const SHORTEST = 2;

export default function forslag(form) {
  const input = form.querySelector("input");
  const list = form.querySelector("ul");
  const status = form.querySelector("[role=status]");
  let active = -1;
  let timer;
  let asking;

  const attributes = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  };
  for (const [name, value] of Object.entries(attributes)) {
    input.setAttribute(name, value);
  }
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", list.dataset.navn);

  function point(index) {
    const rows = [...list.children];
    // One step past either end leads back to the field itself.
    active = index < -1 ? rows.length - 1 : index >= rows.length ? -1 : index;
    rows.forEach((row, number) => row.setAttribute("aria-selected", number === active));
    if (rows[active]) {
      input.setAttribute("aria-activedescendant", rows[active].id);
      rows[active].scrollIntoView({ block: "nearest" });
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  }

  function show(found) {
    list.replaceChildren(
      ...found.map((one, number) => {
        const row = document.createElement("li");
        const kind = document.createElement("small");
        row.id = `${list.id}-${number}`;
        row.setAttribute("role", "option");
        row.dataset.adresse = one.adresse;
        kind.textContent = one.slags;
        row.append(`${one.titel} `, kind);
        return row;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    point(-1);
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    status.textContent = "";
    show([]);
  }

  async function ask(typed) {
    asking?.abort();
    asking = new AbortController();
    try {
      const address = `${form.dataset.adresse}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: asking.signal });
      const { forslag: found, status: said } = await answer.json();
      show(found);
      status.textContent = said;
    } catch {
      // Given up for a newer one, or the site is away: no suggestions.
    }
  }

  input.addEventListener("input", () => {
    const typed = input.value.trim().toLowerCase();
    clearTimeout(timer);
    if (typed.length < SHORTEST) {
      close();
    } else {
      timer = setTimeout(ask, WAIT, typed);
    }
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      point(active + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && list.children[active]) {
      event.preventDefault();
      location.assign(list.children[active].dataset.adresse);
    } else if (event.key === "Escape") {
      // The browser's own would empty the field.
      event.preventDefault();
      close();
    }
  });
  // Before the field loses focus, so that a click is not first taken as leaving it.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const row = event.target.closest("li");
    if (row) {
      location.assign(row.dataset.adresse);
    }
  });
}

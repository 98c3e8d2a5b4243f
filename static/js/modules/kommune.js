// A long select becomes a field to type in, which narrows the list. The select stays, hidden, and
// is what the form sends; what no line fits is sent as it was typed, and the server tells so.
const plain = (text) =>
  text.toLowerCase().replace(/æ/g, "ae").replace(/ø/g, "oe").replace(/å/g, "aa").trim();

export default function kommune(select) {
  // What was typed and refused stands in the select too, as its own value: it is no line.
  const lines = [...select.options].filter((one) => one.value && one.value !== one.text);
  const input = document.createElement("input");
  const list = document.createElement("ul");
  const box = document.createElement("div");
  let active = -1;

  box.className = "vaelger";
  input.type = "text";
  input.value = select.value ? select.selectedOptions[0].text : "";
  list.id = `${select.id}-liste`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", select.labels[0]?.textContent.trim() || "");
  const attributes = {
    id: select.id,
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  };
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (select.hasAttribute(name)) {
      attributes[name] = select.getAttribute(name);
    }
  }
  select.removeAttribute("id");
  select.hidden = true;
  for (const [name, value] of Object.entries(attributes)) {
    input.setAttribute(name, value);
  }
  box.append(input, list);
  select.after(box);

  const fitting = () => {
    const typed = plain(input.value);
    const starts = lines.filter((line) => plain(line.text).startsWith(typed));
    return typed ? [...starts, ...lines.filter((line) => plain(line.text).includes(typed) && !starts.includes(line))] : lines;
  };

  function point(index) {
    const rows = [...list.children];
    active = rows.length ? (index + rows.length) % rows.length : -1;
    rows.forEach((row, number) => row.setAttribute("aria-selected", number === active));
    if (rows[active]) {
      input.setAttribute("aria-activedescendant", rows[active].id);
      rows[active].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function open() {
    list.replaceChildren(
      ...fitting().map((line, number) => {
        const row = document.createElement("li");
        row.id = `${list.id}-${number}`;
        row.setAttribute("role", "option");
        row.setAttribute("aria-selected", "false");
        row.textContent = line.text;
        row.dataset.value = line.value;
        return row;
      }),
    );
    list.hidden = !list.children.length;
    active = -1;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }

  function choose(value, text) {
    if (value && ![...select.options].some((option) => option.value === value)) {
      select.add(new Option(text, value));
    }
    const before = select.value;
    select.value = value;
    input.value = text;
    close();
    if (before !== value) {
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  function settle() {
    const typed = input.value.trim();
    const found = fitting();
    const line = found.find((one) => plain(one.text) === plain(typed)) || (found.length === 1 ? found[0] : null);
    if (typed && line) {
      choose(line.value, line.text);
    } else {
      choose(typed, typed);
    }
  }

  input.addEventListener("input", open);
  input.addEventListener("click", open);
  input.addEventListener("blur", settle);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = event.key === "ArrowDown" ? active + 1 : active - 1;
      if (list.hidden) {
        open();
      }
      point(active < 0 && event.key === "ArrowUp" ? -1 : next);
    } else if (event.key === "Enter" && !list.hidden && list.children[active]) {
      event.preventDefault();
      choose(list.children[active].dataset.value, list.children[active].textContent);
    } else if (event.key === "Enter") {
      settle();
    } else if (event.key === "Escape") {
      close();
    }
  });
  // Before the field loses focus, so that a click is not first taken as leaving it.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const row = event.target.closest("li");
    if (row) {
      choose(row.dataset.value, row.textContent);
    }
  });
}

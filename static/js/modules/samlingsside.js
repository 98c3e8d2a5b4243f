// The page »Min samling«: fetches the list that the device keeps, and lets it be put in order, cut
// down, emptied, and taken over from a link.
const NAME = "samling";

const read = () => {
  try {
    return JSON.parse(localStorage.getItem(NAME)).filter(Number.isInteger);
  } catch {
    return [];
  }
};

export default function samlingsside(box, startAll) {
  const said = box.dataset;
  const find = (selector) => box.querySelector(selector);
  const list = find("[data-liste]");
  const message = find("[data-besked] [role=status]");
  const undo = find("[data-fortryd]");
  const empty = find("[data-tom]");
  const rows = () => [...box.querySelectorAll("[data-id]")];
  const ids = () => rows().map((row) => Number(row.dataset.id));
  let undone = null;

  const tell = (text) => {
    message.textContent = text;
    undo.hidden = !undone;
  };

  const write = (chosen) => {
    try {
      if (chosen.length) {
        localStorage.setItem(NAME, JSON.stringify(chosen));
      } else {
        localStorage.removeItem(NAME);
      }
      dispatchEvent(new Event(NAME));
      return true;
    } catch {
      tell(said.udenLager);
      return false;
    }
  };

  // The list stands as it is kept: so do its number, its links and the ends of it.
  function settle() {
    const chosen = ids();
    const query = `?sider=${chosen.join(",")}`;
    list.hidden = !chosen.length;
    empty.hidden = chosen.length > 0;
    if (!chosen.length) {
      return;
    }
    find("[data-antal]").textContent = chosen.length === 1 ? said.en : said.flere.replace("2", chosen.length);
    for (const link of box.querySelectorAll("[data-med]")) {
      link.setAttribute("href", link.getAttribute("href").split("?")[0] + query);
    }
    find("#samlingslink").value = new URL(said.hent + query, location.href).href;
    rows().forEach((row, place) => {
      row.querySelector("[data-goer=op]").setAttribute("aria-disabled", place === 0);
      row.querySelector("[data-goer=ned]").setAttribute("aria-disabled", place === chosen.length - 1);
    });
  }

  function edit() {
    for (const one of box.querySelectorAll("[data-knapper]")) {
      one.hidden = false;
    }
    settle();
  }

  const change = () => write(ids()) && settle();

  function move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (other) {
      const focused = document.activeElement;
      other[step < 0 ? "before" : "after"](row);
      focused.focus();
      change();
    }
    undone = null;
    tell(said.flyttet.replace("{titel}", row.dataset.titel).replace("{nr}", ids().indexOf(Number(row.dataset.id)) + 1));
  }

  function remove(row) {
    const next = row.nextElementSibling || row.previousElementSibling;
    const parent = row.parentElement;
    const after = row.nextElementSibling;
    row.remove();
    undone = () => {
      parent.insertBefore(row, after && after.parentElement === parent ? after : null);
      row.querySelector("[data-goer=fjern]").focus();
    };
    change();
    tell(said.fjernet.replace("{titel}", row.dataset.titel));
    (next ? next.querySelector("[data-goer=fjern]") : undo).focus();
  }

  function removeAll() {
    if (confirm(said.bekraeft) && write([])) {
      rows().forEach((row) => row.remove());
      settle();
      undone = null;
      tell(said.slettet);
      empty.focus();
    }
  }

  const actions = { op: (row) => move(row, -1), ned: (row) => move(row, 1), fjern: remove, slet: removeAll };
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-goer]");
    if (button) {
      actions[button.dataset.goer](button.closest("[data-id]"));
    }
  });
  undo.addEventListener("click", () => {
    const back = undone;
    undone = null;
    list.hidden = false;
    back();
    message.textContent = "";
    undo.hidden = true;
    change();
  });

  async function show(chosen) {
    try {
      const answer = await fetch(`${said.hent}?sider=${chosen.join(",")}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...page.querySelector("[data-liste]").childNodes);
      startAll(list);
      edit();
    } catch {
      tell(said.ikkeHentet);
    }
  }

  function receive(shared, own) {
    const keep = find("[data-gem]");
    const take = (chosen) => write(chosen.slice(0, said.maks)) && location.assign(said.hent);
    keep.hidden = false;
    keep.addEventListener("click", () => {
      if (!own.length) {
        take(shared);
        return;
      }
      keep.hidden = true;
      find("[data-erstat]").hidden = false;
      find("[data-erstat]").focus();
    });
    find("[data-sammen]").addEventListener("click", () => take([...new Set([...own, ...shared])]));
    find("[data-byt]").addEventListener("click", () => take(shared));
  }

  const own = read();
  const shared = ids();
  if (shared.length && shared.join() !== own.join()) {
    find("#samlingslink").value = location.href;
    receive(shared, own);
  } else if (shared.length) {
    history.replaceState(null, "", said.hent);
    find("[data-modtaget]").hidden = true;
    edit();
  } else if (!find("[data-modtaget]") && own.length) {
    show(own);
  } else if (!find("[data-modtaget]")) {
    empty.hidden = false;
  }
}

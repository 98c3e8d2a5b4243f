// The page »Min samling«: fetches the list that the device keeps, and lets it be put in order, cut
// down, emptied, and taken over from a link.
const NAME = "samling";

const read = () => {
  try {
    return [...new Set(JSON.parse(localStorage.getItem(NAME)).filter(Number.isInteger))];
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
  const idOf = (row) => Number(row.dataset.id);
  const ids = () => rows().map(idOf);
  let undone = null;
  let asked = "";

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

  // A change is made to what is kept, not to what is drawn: another window may have put more in.
  const without = (row) => read().filter((one) => one !== idOf(row));

  // Keeps the row where it is drawn: before the one that follows it.
  function place(row) {
    const chosen = without(row);
    const next = row.nextElementSibling;
    const at = next ? chosen.indexOf(idOf(next)) : -1;
    chosen.splice(at < 0 ? chosen.length : at, 0, idOf(row));
    write(chosen) && settle();
  }

  function move(row, step) {
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (other) {
      const focused = document.activeElement;
      other[step < 0 ? "before" : "after"](row);
      focused.focus();
      place(row);
    }
    undone = null;
    tell(said.flyttet.replace("{titel}", row.dataset.titel).replace("{nr}", ids().indexOf(idOf(row)) + 1));
  }

  function remove(row) {
    const next = row.nextElementSibling || row.previousElementSibling;
    const parent = row.parentElement;
    const after = row.nextElementSibling;
    row.remove();
    undone = () => {
      parent.insertBefore(row, after && after.parentElement === parent ? after : null);
      row.querySelector("[data-goer=fjern]").focus();
      place(row);
    };
    write(without(row)) && settle();
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
    tell("");
    back();
  });

  // Draws what is kept. What the server knows nothing of is kept no longer.
  async function show(chosen) {
    asked = chosen.join();
    undone = null;
    tell("");
    try {
      const answer = await fetch(`${said.hent}?sider=${chosen.join(",")}`);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (asked !== chosen.join()) {
        return;
      }
      list.replaceChildren(...page.querySelector("[data-modtaget] ~ [data-liste]").childNodes);
      startAll(list);
      edit();
      const there = ids();
      write(read().filter((one) => there.includes(one) || !chosen.includes(one)));
    } catch {
      tell(said.ikkeHentet);
    }
    asked = "";
  }

  // Shows the device's own collection, and what becomes of it in other windows.
  function follow() {
    const own = read();
    if (!own.length) {
      rows().forEach((row) => row.remove());
      settle();
    } else if (own.join() !== ids().join() && own.join() !== asked) {
      show(own);
    }
  }

  function receive(shared) {
    const keep = find("[data-gem]");
    // Pages that there is no room for are taken out, and told of, where the list is shown.
    const take = (chosen) => write(chosen) && location.assign(said.hent);
    keep.hidden = false;
    keep.addEventListener("click", () => {
      if (!read().length) {
        take(shared);
        return;
      }
      keep.hidden = true;
      find("[data-erstat]").hidden = false;
      find("[data-erstat]").focus();
    });
    find("[data-sammen]").addEventListener("click", () => take([...new Set([...read(), ...shared])]));
    find("[data-byt]").addEventListener("click", () => take(shared));
  }

  const own = read();
  const shared = ids();
  if (shared.length && shared.join() !== own.join()) {
    find("#samlingslink").value = location.href;
    receive(shared);
    return;
  }
  if (shared.length) {
    history.replaceState(null, "", said.hent);
    find("[data-modtaget]").hidden = true;
    edit();
  } else if (find("[data-modtaget]")) {
    return;
  }
  follow();
  ["storage", "pageshow"].forEach((name) => addEventListener(name, follow));
}

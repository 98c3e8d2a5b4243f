/* The list of inquiries with the keyboard, and ticking all of them. Works without this too. */

const bar = document.getElementById("flere");

const boxes = () => [...document.querySelectorAll("input[name=valgt]")];

function count() {
  const ticked = boxes().filter((box) => box.checked).length;
  const told = bar?.querySelector("[data-flere-antal]");
  if (!told) return;
  told.dataset.ingen ??= told.textContent;
  const words = ticked === 1 ? told.dataset.en : told.dataset.flere.replace("{antal}", ticked);
  bar.classList.toggle("flere--valgt", ticked > 0);
  told.textContent = ticked ? words : told.dataset.ingen;
  const all = document.querySelector("[data-vaelg-alle]");
  if (all) {
    all.checked = ticked > 0 && ticked === boxes().length;
    all.indeterminate = ticked > 0 && ticked < boxes().length;
  }
}

function prepare() {
  const all = document.querySelector("[data-vaelg-alle]");
  if (all) all.hidden = false;
  count();
}

function move(from, step) {
  const rows = [...document.querySelectorAll("[data-indbakke] tbody tr")];
  const next = rows[rows.indexOf(from) + step];
  next?.querySelector("[data-raekke]")?.focus();
}

document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-vaelg-alle]")) {
    for (const box of boxes()) box.checked = target.checked;
  }
  if (target.matches("[data-vaelg-alle], input[name=valgt]")) count();
});

/* Only while a row has the focus, so that no other key on the page is taken. */
document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-indbakke] tbody tr");
  if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (step) {
    event.preventDefault();
    move(row, step);
  }
  const box = row.querySelector("input[name=valgt]");
  if (event.key === "x" && box) {
    box.checked = !box.checked;
    count();
  }
});

/* A search replaces the table. */
document.addEventListener("w-swap:success", prepare);
prepare();

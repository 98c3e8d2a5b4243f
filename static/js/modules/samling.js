// »Min samling« on every page: the link with its number, and the button that puts a page in or
// takes it out. The pages' numbers lie on this device alone, and only from the first press on.
export default function samling(element) {
  const said = element.dataset;
  const id = Number(said.id);
  const number = element.querySelector("[data-antal]");
  const status = element.parentElement.querySelector("[role=status]");

  const read = () => {
    try {
      return [...new Set(JSON.parse(localStorage.getItem("samling")).filter(Number.isInteger))];
    } catch {
      return [];
    }
  };
  const show = () => {
    const ids = read();
    if (number) {
      number.textContent = ids.length ? `\u00a0(${ids.length})` : "";
    }
    if (id) {
      element.hidden = false;
      element.querySelector("span").textContent = ids.includes(id) ? said.fjern : said.laeg;
    }
  };
  const press = () => {
    const ids = read();
    const isIn = ids.includes(id);
    let told = isIn ? said.fjernet : said.lagt;
    if (!isIn && ids.length >= said.maks) {
      told = said.fuld;
    } else {
      try {
        localStorage.setItem("samling", JSON.stringify(isIn ? ids.filter((one) => one !== id) : [...ids, id]));
        dispatchEvent(new Event("samling"));
      } catch {
        told = said.udenLager;
      }
    }
    status.textContent = told;
  };

  if (id) {
    element.addEventListener("click", press);
  }
  // From this page, from another window, and when one goes back.
  ["samling", "storage", "pageshow"].forEach((name) => addEventListener(name, show));
  show();
}

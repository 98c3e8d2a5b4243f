// The visitor's own municipality: kept on the device when the visitor ticks that it shall be, used
// where the address names none, forgotten by one press. The filter's own script does the rest.
const KEY = "min-kommune";

function kept() {
  try {
    return localStorage.getItem(KEY) || "";
  } catch {
    return "";
  }
}

function keep(value) {
  try {
    if (value) {
      localStorage.setItem(KEY, value);
    } else {
      localStorage.removeItem(KEY);
    }
  } catch {
    // A browser that keeps nothing is asked again next time.
  }
}

export default function naer(box) {
  const select = () => box.querySelector("#filter-naer");

  function draw() {
    const label = box.querySelector("[data-husk]");
    if (label) {
      label.hidden = !select().value;
      label.querySelector("input").checked = kept() !== "" && kept() === select().value;
    }
  }

  box.addEventListener("change", (event) => {
    if (event.target.id === "filter-husk") {
      keep(event.target.checked && select().value);
    } else if (event.target === select() && kept()) {
      keep(select().value);
    }
  });
  box.addEventListener("click", (event) => {
    if (event.target.closest("[data-glem]")) {
      keep("");
    }
  });
  box.addEventListener("filter:nyt", draw);
  draw();

  const address = new URL(location.href);
  if (kept() && select() && !address.searchParams.has("naer")) {
    address.searchParams.set("naer", kept());
    history.replaceState(null, "", address);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }
}

// Where a visitor who asks for it keeps their own municipality: on the device alone.
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

// What the list depends on; the fragment is only a place on the page.
function asked() {
  return location.pathname + location.search;
}

// A filter and what it finds: a choice fetches the list and puts it in place without a jump. The
// address follows, so that back, reload and a shared link show the same. Without this the form is
// sent by its button.
export default function filter(box) {
  const status = document.createElement("p");
  status.className = "kun-skaermlaeser";
  status.setAttribute("role", "status");
  box.before(status);
  let newest = 0;
  let shown = asked();

  async function show(address, isNew, isFromBelow) {
    const number = (newest += 1);
    box.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      if (number !== newest) {
        return;
      }
      const found = page.querySelector("[data-module~='filter']");
      if (!response.ok || !found) {
        location.assign(address);
        return;
      }
      put(found, isFromBelow);
      if (isNew) {
        history.pushState(null, "", address);
        shown = asked();
      }
      document.title = page.title;
      box.dispatchEvent(new CustomEvent("filter:nyt", { bubbles: true }));
    } catch {
      location.assign(address);
    } finally {
      box.removeAttribute("aria-busy");
    }
  }

  function put(found, isFromBelow) {
    const focused = document.activeElement;
    const wasHere = box.contains(focused);
    for (const details of found.querySelectorAll("details[id]")) {
      details.open = document.getElementById(details.id)?.open ?? details.open;
    }
    box.replaceChildren(...found.childNodes);
    const again = document.getElementById(focused.id);
    again?.focus({ preventScroll: true });
    if (again?.type === "search" && focused.value !== focused.defaultValue) {
      // Typed while the list was on its way.
      again.value = focused.value;
    }
    const heading = box.querySelector("h2[data-antal]");
    status.textContent = heading?.textContent ?? "";
    if (heading && (isFromBelow || (wasHere && !box.contains(document.activeElement)))) {
      // What had the focus is gone, or stands, like the map, below a list that is shorter now.
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      if (isFromBelow) {
        heading.scrollIntoView();
      }
    }
  }

  function addressOf(form) {
    const data = [...new FormData(form)].filter(([, value]) => value);
    const query = new URLSearchParams(data).toString();
    return form.getAttribute("action").split("?")[0] + (query && `?${query}`);
  }

  box.addEventListener("change", (event) => {
    const form = event.target.closest("form.filter");
    if (form && event.target.name && event.target.type !== "search") {
      show(addressOf(form), true);
    }
  });

  box.addEventListener("submit", (event) => {
    if (event.target.matches("form.filter")) {
      event.preventDefault();
      show(addressOf(event.target), true);
    }
  });

  box.addEventListener("click", (event) => {
    const link = event.target.closest(".aktive a, .filter a, .tomt a, .dk-afsnit a, a[data-filter]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault();
      show(link.getAttribute("href"), true, link.closest(".dk-afsnit"));
    }
  });

  addEventListener("popstate", () => {
    if (asked() !== shown) {
      shown = asked();
      show(location.href, false);
    }
  });
  if (box.querySelector("#filter-naer")) {
    naer(box);
  }
}

// The visitor's own municipality: kept on the device when the visitor ticks that it shall be, used
// where the address names none, forgotten by one press.
function naer(box) {
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
    dispatchEvent(new PopStateEvent("popstate"));
  }
}

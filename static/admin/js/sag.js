/* One inquiry: a template goes in where it is chosen, the mail is shown without leaving the page. */

const form = document.querySelector("[data-svar]");
const shown = document.querySelector("[data-forhaandsvisning]");
const texts = JSON.parse(document.getElementById("skabeloner")?.textContent ?? "{}");

document.getElementById("besked")?.focus();

if (form) {
  const area = form.elements.text;
  const choice = form.elements.template;

  if (choice) {
    form.querySelector("[data-uden-js]").hidden = true;
    choice.addEventListener("change", () => {
      const text = texts[choice.value];
      if (!text) return;
      const written = area.value.trimEnd();
      area.value = written ? `${written}\n\n${text}` : text;
      choice.value = "";
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name !== "vis") return;
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const letter = page.getElementById("forhaandsvisning");
      if (!letter) throw new Error("no preview");
      shown.replaceChildren(letter);
      letter.scrollIntoView({ block: "nearest" });
    } catch {
      /* Errors are shown by the whole page. */
      const way = document.createElement("input");
      Object.assign(way, { type: "hidden", name: "vis", value: "1" });
      form.append(way);
      form.submit();
    }
  });
}

/* Typed text is not lost by a slip. */
const typed = new Set();
document.addEventListener("input", ({ target }) => {
  if (target.matches(".skriv textarea")) typed[target.value ? "add" : "delete"](target);
});
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) typed.clear();
});
addEventListener("beforeunload", (event) => {
  if (typed.size) event.preventDefault();
});

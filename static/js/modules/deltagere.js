// Rows of participants come and go where they stand: the same buttons are sent in the background,
// and the server's own rows are put in place. Without this they are sent as a page.
export default function deltagere(box) {
  const form = box.closest("form");
  const status = document.createElement("p");
  status.className = "kun-skaermlaeser";
  status.setAttribute("role", "status");
  box.before(status);

  box.addEventListener("click", async (event) => {
    const button = event.target.closest("button[name=handling]");
    if (!button || box.hasAttribute("aria-busy")) {
      return;
    }
    event.preventDefault();
    box.setAttribute("aria-busy", "true");
    try {
      const body = new FormData(form, button);
      const response = await fetch(form.getAttribute("action"), { method: "POST", body });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const found = page.getElementById(box.id);
      if (!response.ok || !found) {
        throw new Error(response.status);
      }
      box.replaceChildren(...found.childNodes);
      const added = button.value === "tilfoej" && box.querySelector("fieldset:last-of-type input");
      (added || box.querySelector("[value=tilfoej]")).focus();
      status.textContent = button.dataset.besked;
    } catch {
      form.requestSubmit(button);
    } finally {
      box.removeAttribute("aria-busy");
    }
  });
}

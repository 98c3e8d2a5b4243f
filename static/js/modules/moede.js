// What is asked about a meeting shows when the subject is one, and one wished time at a time.
// Hidden fields are switched off, so that they are not sent.
export default function moede(group) {
  const subject = group.form.elements.emne;
  const wishes = [...group.querySelectorAll("fieldset")];
  const more = group.querySelector("button");
  const isEmpty = (wish) => !wish.querySelector("input").value && !wish.querySelector(".felt--fejl");

  function show() {
    group.hidden = group.disabled = subject.value !== "moede";
  }

  function offer() {
    more.parentElement.hidden = !wishes.some((wish) => wish.hidden);
  }

  wishes.forEach((wish, number) => {
    wish.hidden = number > 0 && isEmpty(wish);
  });
  group.querySelector(".kun-uden-js")?.remove();
  more.addEventListener("click", () => {
    const next = wishes.find((wish) => wish.hidden);
    next.hidden = false;
    next.querySelector("input").focus();
    offer();
  });
  subject.addEventListener("change", show);
  // The browser's own memory of a form comes after this, with »back«.
  addEventListener("pageshow", show);
  show();
  offer();
}

// The questions: shows how far one has come, and keeps the answers in the browser's history, so
// that going on and coming back loses nothing. Nothing is sent, and nothing is left on the device.
export default function testen(form) {
  const links = [...form.querySelectorAll(".testnav ol a")];
  const count = form.querySelector("[data-besvaret]");
  const steps = [...form.querySelectorAll("input[type=radio]")];

  const show = () => {
    const answers = Object.fromEntries(
      steps.filter((step) => step.checked).map((step) => [step.name, step.value]),
    );
    links.forEach((link) => {
      const answer = answers[link.hash.slice(1)];
      if (answer === undefined) {
        delete link.dataset.svar;
      } else {
        link.dataset.svar = answer;
      }
      link.toggleAttribute("aria-current", link.hash === location.hash);
    });
    count.hidden = false;
    count.textContent = count.dataset.besvaret.replace("{antal}", Object.keys(answers).length);
    return answers;
  };
  const keep = () => history.replaceState({ svar: show() }, "");

  const kept = history.state?.svar;
  if (kept && !form.matches(".testark--fejl")) {
    steps.forEach((step) => {
      step.checked ||= kept[step.name] === step.value;
    });
  }
  form.addEventListener("change", keep);
  addEventListener("hashchange", keep);
  keep();
}

// The number of answers to a team test, asked for again and again while somebody looks.
const SECONDS = 4;

export default function antal(element) {
  const number = element.querySelector("[data-tal]");
  let seen = element.dataset.antal;

  // What one may do next depends on the number, and the server knows the rules.
  const renew = async () => {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-module=antal]");
    if (fresh) {
      seen = fresh.dataset.antal;
      number.textContent = fresh.querySelector("[data-tal]").textContent;
      element.querySelector("[data-valg]").replaceWith(fresh.querySelector("[data-valg]"));
    }
  };
  const ask = async () => {
    try {
      const answer = document.hidden ? null : await fetch(element.dataset.adresse);
      if (answer?.ok && String((await answer.json()).antal) !== seen) {
        await renew();
      }
    } finally {
      // Also after a lost connection.
      setTimeout(ask, SECONDS * 1000);
    }
  };
  setTimeout(ask, SECONDS * 1000);
}

// The table of contents marks the part that is being read; on a small screen it starts folded.

export function setUpContents() {
  const fold = document.querySelector(".contents details");
  if (!(fold instanceof HTMLDetailsElement)) return;
  const isWide = window.matchMedia("(width >= 75rem)");
  const unfold = () => void (fold.open = isWide.matches);
  isWide.addEventListener("change", unfold);
  unfold();

  /** @type {Map<string, HTMLAnchorElement>} */
  const links = new Map();
  for (const link of fold.querySelectorAll("a")) links.set(link.hash.slice(1), link);
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const link = links.get(target.id);
        if (!link || !isIntersecting) continue;
        links.forEach((other) => other.removeAttribute("aria-current"));
        link.setAttribute("aria-current", "true");
      }
    },
    { rootMargin: "-20% 0px -70% 0px" },
  );
  for (const part of document.querySelectorAll("main section[id]")) seen.observe(part);
}

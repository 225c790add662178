// The table of contents marks the part that is being read; on a small screen it starts folded.
"use strict";

nnviz.setUpContents = function () {
  const fold = document.querySelector(".contents details");
  const isWide = window.matchMedia("(width >= 75rem)");
  const unfold = () => (fold.open = isWide.matches);
  isWide.addEventListener("change", unfold);
  unfold();

  const links = new Map();
  for (const link of document.querySelectorAll(".contents a")) {
    links.set(link.hash.slice(1), link);
  }
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const link = links.get(target.id);
        if (link && isIntersecting) {
          links.forEach((other) => other.removeAttribute("aria-current"));
          link.setAttribute("aria-current", "true");
        }
      }
    },
    { rootMargin: "-20% 0px -70% 0px" },
  );
  for (const part of document.querySelectorAll("main section[id]")) seen.observe(part);
};

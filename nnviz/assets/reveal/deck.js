// Each slide plays its film once it is shown; C switches captions, R plays again.
"use strict";
(() => {
  const films = Array.from(document.querySelectorAll(".reveal video"));
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const film of films) {
    if (still) {
      film.removeAttribute("data-autoplay");
    }
    film.addEventListener("loadedmetadata", () => showCaptions(captions), { once: true });
  }

  let captions = true;

  function showCaptions(on) {
    captions = on;
    for (const film of films) {
      for (const track of film.textTracks) {
        track.mode = on ? "showing" : "hidden";
      }
    }
  }

  const { width, height } = document.body.dataset;
  Reveal.initialize({
    width: Number(width),
    height: Number(height),
    margin: 0,
    maxScale: 10,
    center: false,
    hash: true,
    transition: "none",
    backgroundTransition: "none",
  }).then(() => {
    Reveal.addKeyBinding({ keyCode: 67, key: "C", description: "Captions on or off" }, () =>
      showCaptions(!captions),
    );
    Reveal.addKeyBinding({ keyCode: 82, key: "R", description: "Play the film again" }, () => {
      const film = Reveal.getCurrentSlide().querySelector("video");
      film.currentTime = 0;
      film.play();
    });
  });
})();

// Each slide plays its film once it is shown; C switches captions, R plays again.
"use strict";
(() => {
  const sections = Array.from(document.querySelectorAll(".reveal section"));
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  for (const section of sections) {
    const film = section.querySelector("video");
    const caption = section.querySelector(".caption");
    if (still) {
      film.removeAttribute("data-autoplay");
      film.controls = true;
    }
    for (const track of film.textTracks) {
      // They are shown below the film, where they hide nothing.
      track.mode = "hidden";
      track.addEventListener("cuechange", () => {
        const cues = Array.from(track.activeCues ?? []);
        caption.textContent = cues.map((cue) => cue.getCueAsHTML().textContent).join("\n");
      });
    }
  }

  const { width, height, room } = document.body.dataset;
  const size = (captions) => ({
    width: Number(width),
    height: Number(height) + (captions ? Number(room) : 0),
  });
  let captions = Number(room) > 0;

  Reveal.initialize({
    ...size(captions),
    margin: 0,
    maxScale: 10,
    center: false,
    hash: true,
    transition: "none",
    backgroundTransition: "none",
  }).then(() => {
    Reveal.addKeyBinding({ keyCode: 67, key: "C", description: "Captions on or off" }, () => {
      captions = !captions;
      document.body.classList.toggle("no-captions", !captions);
      Reveal.configure(size(captions));
    });
    Reveal.addKeyBinding({ keyCode: 82, key: "R", description: "Play the film again" }, () => {
      const film = Reveal.getCurrentSlide().querySelector("video");
      film.currentTime = 0;
      film.play();
    });
  });
})();

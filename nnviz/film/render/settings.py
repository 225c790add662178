"""The settings under which Manim renders a job, all of them given and none taken from a folder."""

from pathlib import Path
from typing import Any

from nnviz.film.plan.job import FilmJob
from nnviz.film.plan.key import is_reproducible
from nnviz.view import frame_shape

__all__ = ["MP4_OPTIONS", "configure", "mp4_options", "settings"]

MP4_OPTIONS = {"x264-params": "colormatrix=smpte170m:colorprim=bt709:transfer=bt709"}
"""Say in the file which colours it holds; untagged, browsers show other ones."""

WEBM_OPTIONS = {
    "colorspace": "smpte170m",
    "color_primaries": "bt709",
    "color_trc": "bt709",
    "row-mt": "1",
}


def mp4_options() -> dict[str, str]:
    """Return the options of the encoder of every mp4."""
    if is_reproducible():
        return {"x264-params": f"{MP4_OPTIONS['x264-params']}:threads=1"}
    return dict(MP4_OPTIONS)


def settings(job: FilmJob, work: Path, clips: Path) -> dict[str, Any]:
    """Return Manim's settings for a job.

    Parameters
    ----------
    job : FilmJob
    work : Path
        A new folder; the result is written here.
    clips : Path
        The folder of this scene's clips, kept from one run to the next.
    """
    # All of 16:9, whatever the picture's shape; a scene that can be laid out for it sets its own.
    width, height = frame_shape(job.width, job.height)
    options = {"mp4": mp4_options(), "webm": WEBM_OPTIONS, "gif": {"crf": "10"}}
    if is_reproducible():
        options["webm"] = {**WEBM_OPTIONS, "row-mt": "0", "threads": "1"}
    size = (job.width, job.height)
    if job.burns_captions:
        from nnviz.film.encode.burned import picture_beside_captions

        # This picture is encoded once more, with its captions.
        size = picture_beside_captions(*size)
        options["mp4"] = {**options["mp4"], "crf": "12"}
    return {
        "pixel_width": size[0],
        "pixel_height": size[1],
        "frame_rate": job.frame_rate,
        "frame_height": height,
        "frame_width": width,
        "format": job.format,
        "transparent": job.transparent,
        "save_sections": False,
        "video_encoder_options": options.get(job.format, {}),
        "media_dir": str(work),
        "tex_dir": str(work / "texts"),
        "text_dir": str(work / "texts"),
        "partial_movie_dir": str(clips),
        "video_dir": str(work),
        "images_dir": str(work),
        "sections_dir": str(work / "sections"),
        "assets_dir": str(job.entry.path.parent),
        "output_file": job.scene,
        "input_file": str(job.entry.path),
        "max_files_cached": -1,
        "max_inflight_encoders": 2,
        "zero_pad": 5,
        "verbosity": "WARNING",
        "progress_bar": "none",
        "notify_outdated_version": False,
        "preview": False,
        "dry_run": False,
        "disable_caching": False,
        "disable_caching_warning": True,
        "from_animation_number": 0,
        "upto_animation_number": -1,
        "log_to_file": False,
        "write_all": False,
        "renderer": "cairo",
    }


def configure(job: FilmJob, work: Path, clips: Path) -> None:
    """Set up Manim for a job; it holds for the whole process."""
    from manim import config

    for key, value in settings(job, work, clips).items():
        # Attributes are checked by Manim; keys that it does not know would pass unseen elsewhere.
        if not hasattr(type(config), key):
            raise AttributeError(f"Manim has no setting {key!r}")
        setattr(config, key, value)

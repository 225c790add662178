"""The one store of films: plan, key, render if it is not there, give it out."""

from nnviz.film.store.cleaning import Freed, clean_media, default_limit, parse_bytes
from nnviz.film.store.entry import StoredFilm
from nnviz.film.store.films import FilmStore

__all__ = ["FilmStore", "Freed", "StoredFilm", "clean_media", "default_limit", "parse_bytes"]

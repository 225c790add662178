"""Zip archives, whose own directory is not trusted in anything."""

import io
import warnings
import zipfile
from collections.abc import Iterator

from nnviz.errors import NNVizError
from nnviz.files import readable_size
from nnviz.formats.bounds import MAX_LAYERS

__all__ = ["is_archive", "members_of"]

_MAX_MEMBERS = 2 * MAX_LAYERS + 2
_ENTRY = b"PK\x01\x02"
# A compressed member may hold the four bytes that begin an entry by chance.
_CHANCE = 100
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def is_archive(data: bytes) -> bool:
    """Return whether the first bytes are those of a zip archive."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def members_of(data: bytes, *, limit: int, what: str) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each member, as long as all of them stay below `limit`.

    Parameters
    ----------
    data : bytes
    limit : int
        The most bytes that all members unpack to.
    what : str
        How an error names what was expected: ``".npz archive of arrays"``.

    Raises
    ------
    NNVizError
        If it is no archive, has too many members or one of them twice, or unpacks to more.
    """
    if data.count(_ENTRY) > _MAX_MEMBERS + _CHANCE:
        raise NNVizError(f"expected at most {_MAX_MEMBERS:,} members in the archive; it has more")
    seen: set[str] = set()
    left = limit
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Of very old numpy; the array is read all the same.
            entries = archive.infolist()
            if len(entries) > _MAX_MEMBERS:
                raise NNVizError(
                    f"expected at most {_MAX_MEMBERS:,} members; there are {len(entries):,}"
                )
            for entry in entries:
                if entry.filename in seen:
                    name = entry.filename.removesuffix(".npy")
                    raise NNVizError(f"the member {name:.40} is there twice")
                seen.add(entry.filename)
                member = _member(archive, entry, left, limit)
                left -= len(member)
                yield entry.filename, member
    except NNVizError:
        raise
    except Exception as error:  # A damaged archive fails in many ways: all of them mean this.
        raise NNVizError(f"expected a {what}; {error or type(error).__name__}") from error


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, limit: int) -> bytes:
    """Return what a member unpacks to, and stop where that is more than is left."""
    if entry.compress_type not in _METHODS:
        # The others unpack without a bound.
        raise NNVizError(
            f"the member {entry.filename:.40} is compressed by method {entry.compress_type}; "
            "stored and deflated ones are read (np.savez and np.savez_compressed)"
        )
    data = b""
    if entry.file_size <= left:
        with archive.open(entry) as stream:
            data = stream.read(left + 1)
    # What says that it is large is believed, what says that it is small is counted.
    if max(entry.file_size, len(data)) > left:
        raise NNVizError(f"expected at most {readable_size(limit)}; it unpacks to more")
    return data

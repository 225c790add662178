"""Files: read within bounds, written whole or not at all, locked by the system.

Nothing here changes the state of the process (no umask, no working folder), so every function may
run in several threads at once.
"""

from nnviz.files.folder import check_own_folder, recover_folder, replace_folder
from nnviz.files.group import check_group, replace_group
from nnviz.files.locks import file_lock, is_locked
from nnviz.files.python import MAX_PYTHON_BYTES, read_python
from nnviz.files.reader import read_bounded, read_json, readable_size
from nnviz.files.whole import check_writable, replace_file, writable_text, write_text

__all__ = [
    "MAX_PYTHON_BYTES",
    "check_group",
    "check_own_folder",
    "check_writable",
    "file_lock",
    "is_locked",
    "read_bounded",
    "read_json",
    "read_python",
    "readable_size",
    "recover_folder",
    "replace_file",
    "replace_folder",
    "replace_group",
    "writable_text",
    "write_text",
]

"""Folders that tests write and look into."""

from nnviz.files import replace_folder


def tree(folder):
    """Return every file in a folder, by its path in it, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def write_lesson(target, text):
    """Write a folder that says it is a lesson."""
    with replace_folder(target, "lesson") as building:
        (building / "index.html").write_text(text)
        (building / "films").mkdir()
        (building / "films" / "a.mp4").write_text("film")

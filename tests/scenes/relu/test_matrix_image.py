import numpy as np

from matrix_image import MatrixImage
from nnviz.view import weight_image


def test_every_entry_is_a_cell_of_its_colour_and_the_shape_is_written():
    values = np.arange(-6.0, 6.0).reshape(3, 4)
    image = MatrixImage(values, cell=0.3)
    assert (image.picture.pixel_array[..., :3] == weight_image(values)).all()
    assert image.shape_label.text == "3 × 4"
    assert np.allclose([image.frame.width, image.frame.height], [1.2, 0.9])


def test_boxes_stand_around_what_they_name_wherever_the_matrix_is():
    image = MatrixImage(np.eye(4), cell=0.5).shift((1.0, -1.0, 0.0))
    assert np.allclose(image.entry_centre(0, 0), [0.25, -0.25, 0.0])
    row, column = image.box(row=3), image.box(column=3)
    assert np.allclose([row.width, row.height, *row.get_center()[:2]], [2.0, 0.5, 1.0, -1.75])
    assert np.allclose([column.width, column.height], [0.5, 2.0])
    assert np.allclose(column.get_center()[:2], [1.75, -1.0])


def test_a_wide_matrix_keeps_its_rows_and_gets_narrow_columns():
    image = MatrixImage(np.ones((2, 784)), cell=0.2, max_width=4.0)
    assert np.allclose([image.frame.width, image.frame.height], [4.0, 0.4])
    assert np.allclose([image.picture.width, image.picture.height], [4.0, 0.4])

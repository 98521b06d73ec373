"""A drawing looked at as a reader would: where each label lies, and whether any two run into each other."""

import re
from itertools import combinations

from fsworkbook.report.drawing import Label, Stroke
from fsworkbook.report.lettering import width

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_ARC = re.compile(r"A \S+ \S+ \S+ \S+ \S+ ")


def box(label):
    """Return where a label lies: left, top, right, bottom."""
    wide = width(label.text, label.size, bold=label.bold)
    left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, label.y - 0.76 * label.size, left + wide, label.y + 0.22 * label.size


def reach(stroke):
    """Return the room that a stroke takes, from the places on its path; of a circle, those on its sides."""
    numbers = [float(each) for each in _NUMBER.findall(_ARC.sub("L ", stroke.path))]
    return min(numbers[::2]), min(numbers[1::2]), max(numbers[::2]), max(numbers[1::2])


def overlapping(drawing):
    """Return the pairs of labels that run into each other."""
    labels = [(each.text, box(each)) for each in drawing.shapes if isinstance(each, Label)]
    return [
        (one[0], two[0])
        for one, two in combinations(labels, 2)
        if one[1][0] < two[1][2] and two[1][0] < one[1][2] and one[1][1] < two[1][3] and two[1][1] < one[1][3]
    ]


def outside(drawing, slack=0.6):
    """Return what lies beyond the sheet."""
    found = []
    for each in drawing.shapes:
        left, top, right, bottom = box(each) if isinstance(each, Label) else reach(each)
        if left < -slack or top < -slack or right > drawing.width + slack or bottom > drawing.height + slack:
            found.append(each)
    return found


def struck(drawing):
    """Return the words through which a mark lies: a filled one, or a cross."""
    labels = [(each.text, box(each)) for each in drawing.shapes if isinstance(each, Label)]
    marks = [reach(each) for each in drawing.shapes if isinstance(each, Stroke) and each.path.count(" ") > 6]
    return [
        text
        for text, (left, top, right, bottom) in labels
        for mark in marks
        if left < mark[2] and mark[0] < right and top + 1 < mark[3] and mark[1] < bottom - 1
    ]

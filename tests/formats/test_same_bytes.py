"""The same paper is the same file, wherever and whenever it is made."""

import os
import subprocess
import sys

import pytest

from fsworkbook.report.formats import FORMATS
from tests.formats.papers import whole

PROGRAM = """
import hashlib
from fsworkbook.report.formats import FORMATS
from tests.formats.papers import whole
for suffix, each in FORMATS.items():
    print(suffix, hashlib.sha256(each.render(whole()).data).hexdigest())
"""


def made(**environment):
    inherited = {name: value for name, value in os.environ.items() if name not in {"TZ", "LC_ALL", "LANG"}}
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, env=inherited | environment, capture_output=True, text=True, check=True)
    return dict(line.split() for line in done.stdout.splitlines())


@pytest.fixture(scope="module")
def files():
    here = made(TZ="UTC", PYTHONHASHSEED="0", LC_ALL="C.UTF-8")
    there = made(TZ="Pacific/Kiritimati", PYTHONHASHSEED="4242", LC_ALL="C", SOURCE_DATE_EPOCH="1")
    return here, there


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_clock_no_zone_no_chance_is_in_a_file(suffix, files):
    here, there = files
    assert here[suffix] == there[suffix]


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_is_the_same_whatever_else_is_done_meanwhile(suffix):
    done = []
    assert FORMATS[suffix].made(whole(), lambda: done.append("something")) == FORMATS[suffix].render(whole())
    assert done == ["something"]

"""One report in two windows: it is made final once, and each signature is given once (G.08, G.09)."""

import os
import subprocess

import pytest

from tests.report_final.conftest import NOW
from tests.report_final.test_signing import reasons
from tests.running import PROGRAM

OF = ("--assessment", "PA-J", "--family", "ashdown")


@pytest.fixture
def twice(book):
    """Run one command in two processes at once; returns what each returned and said, the one that did it first."""

    def run(*words, typed=""):
        env = {**os.environ, **book.at(NOW), "FSWORKBOOK_PATIENCE": "300"}
        both = []
        for window in ("left", "right"):
            (book.home / window).mkdir(exist_ok=True)
            command = [*PROGRAM, *words, *OF]
            both.append(
                subprocess.Popen(
                    command, cwd=book.home / window, env=env, encoding="utf-8",
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                )
            )  # fmt: skip
        for process in both:
            process.stdin.write(typed)
            process.stdin.close()
            process.stdin = None
        said = [process.communicate() for process in both]
        return sorted((process.returncode, out + err) for process, (out, err) in zip(both, said, strict=True))

    return run


def test_what_two_do_at_once_is_done_once(book, twice):
    (done, _), (refused, why) = twice("report", "--final", "--as", "priya", "--from", "-", "--md", typed=reasons())
    assert (done, refused) == (0, 3)
    assert "version 1 of PA-J says the same already" in " ".join(why.split())
    (done, _), (refused, why) = twice("report", "sign", "--as", "priya", "--no-input")
    assert (done, refused) in {(0, 2), (0, 3)}  # as one was before the other, or while it was
    told = " ".join(why.split())
    assert "that signature under version 1 is recorded already" in told or "Jordan signs next" in told
    (version,) = book.json("report", "versions", "--assessment", "PA-J", at=NOW)
    assert (version["name"], len(version["signatures"])) == ("1", 1)
    assert book.git("status", "--porcelain") == ""

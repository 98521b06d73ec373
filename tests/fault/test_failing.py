"""A call on the folder fails: a full disk, a broken one, a forbidden place. A sentence, exit 4, and nothing half."""

import errno
import re

import pytest

from tests.fault import tracer
from tests.fault.conftest import AMOUNT
from tests.fault.scenes import CAREFUL, SCENES, leftovers, sound, state
from tests.fault.test_killed import FINISHED, SHARES, made, stages  # noqa: F401 - fixtures

ERRORS = {"full": errno.ENOSPC, "broken": errno.EIO, "forbidden": errno.EACCES}
OTHERWISE = 5
KEPT = "What you recorded is kept, and the next command finishes it."


def failing(stage, point, error, *, lasting):
    """Let a call fail, and hold what must be true at once, and after the next command on a sound disk."""
    home = stage.fresh()
    ran = stage.trace(home, changes=True, fault=tracer.Fault(point, error=error, lasting=lasting))
    about = f"{point} {errno.errorcode[error]} lasting={lasting} {ran.hit}\n{ran.code} {ran.out}{ran.err}"
    folder = home.caseload / stage.folder
    assert "Traceback" not in ran.err, about
    assert "something unexpected" not in ran.err, about
    assert ran.code in {0, 2, 4}, about
    if ran.code:
        assert re.match(r"fsworkbook: [^\n]+\.$", ran.err.strip().splitlines()[-1]), about
        assert ran.out == "", about
    if folder.exists():
        sound(folder)
    if stage.name == CAREFUL:
        assert folder.exists() == (ran.code == 0), about
        if not folder.exists():
            code, _, err = home.run(stage.scene.words, stage.scene.says)
            assert code == 0, about + err
    else:
        journal = (folder / ".git/fsworkbook/pending").exists()
        assert (KEPT in ran.err) == (journal and ran.code != 0), about
    mended(home, ran)
    after = stage.after(home)
    whole = ran.code == 0 or KEPT in ran.err or stage.name == CAREFUL
    assert after == (stage.done if whole else stage.undone), about
    sound(folder)
    assert leftovers(home) == [], about
    assert state(folder).clean, about


def mended(home, ran):
    """Remove, as `doctor` does, a lock that git could not: no command can know whose it is."""
    if ran.hit is not None and ran.hit.name.startswith("unlink"):
        for lock in home.caseload.glob("*/.git/**/*.lock"):
            lock.unlink()


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("name", SCENES if AMOUNT == "all" else ["rating", "person"])
def test_failing_at_a_call_that_changes_something(stages, name, kind, share):  # noqa: F811
    stage = stages(name)
    every = 1 if AMOUNT == "all" else OTHERWISE
    for point in range(1 + list(ERRORS).index(kind) % every, stage.calls[True] + 1, every):
        if point // every % SHARES == share:
            for lasting in (False, True) if AMOUNT == "all" else (bool(point % 2),):
                failing(stage, point, ERRORS[kind], lasting=lasting)

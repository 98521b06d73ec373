"""The program, with the git that it started, is killed at every call that touches the folder: nothing, or all of it."""

import pytest

from tests.cli_work.conftest import PROGRAM
from tests.fault import tracer
from tests.fault.conftest import AMOUNT
from tests.fault.scenes import AGAIN, AGAIN_SAYS, CAREFUL, SCENES, Home, leftovers, sound, state

SHARES = 12
"""Into how many tests the points of one scene are dealt, so that they spread over the processors."""
EVERY = {"rating": 1, "person": 2}
"""Of the calls that change something, in the bounded form: every which one is a point."""
OTHERWISE = 3
FINISHED = "Finished what was interrupted before"


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    return Home.make(tmp_path_factory.mktemp("fault") / "home")


class Stage:
    """One scene, with what it leads to where nothing happens to it."""

    def __init__(self, made, name, place):
        self.made, self.name, self.place = made, name, place
        self.scene = SCENES[name]
        self.folder = "ashby" if name == CAREFUL else made.folder.name
        self.calls, self.taken = {}, 0
        whole = self.fresh()
        ran = self.trace(whole, changes=False)
        assert ran.code == 0, ran.err
        self.calls = {False: len(ran.calls), True: sum(call.changes for call in ran.calls)}
        self.done = self.after(whole)
        nothing = self.fresh()
        nothing.set(self.scene)
        self.undone = self.after(nothing)
        assert self.done != self.undone
        assert leftovers(whole) == leftovers(nothing) == []

    def fresh(self):
        self.taken += 1
        return self.made.copy(self.place / str(self.taken))

    def trace(self, home, *, changes, fault=None):
        words = home.set(self.scene)
        return tracer.run([*PROGRAM, *words], [home.place], fault=fault, changes=changes,
                          env=home.env, cwd=home.caseload_or(words), stdin=self.scene.says)  # fmt: skip

    def after(self, home):
        """Return how the folder stands once another command has recorded in it."""
        if self.name == CAREFUL:
            return state(home.caseload / self.folder) if (home.caseload / self.folder).exists() else None
        code, _, err = home.run(AGAIN, AGAIN_SAYS)
        assert code == 0, err
        return state(home.folder)


@pytest.fixture(scope="module")
def stages(made, tmp_path_factory):
    """The scenes, each set once for all its points."""
    ready = {}

    def stage(name):
        if name not in ready:
            ready[name] = Stage(made, name, tmp_path_factory.mktemp("stage"))
        return ready[name]

    return stage


def killed(stage, point, *, changes, alone=False):
    """Kill the command at a point, and hold what must be true at once and after the next command."""
    home = stage.fresh()
    ran = stage.trace(home, changes=changes, fault=tracer.Fault(point, alone=alone))
    folder = home.caseload / stage.folder
    if folder.exists():
        sound(folder)
    journal = (folder / ".git/fsworkbook/pending").exists()
    acknowledged = bool(ran.out.split())
    if stage.name == CAREFUL:
        code, _, err = home.run(stage.scene.words, stage.scene.says)
        assert code == 0 or "in your caseload already" in err, err
        assert stage.after(home) == stage.done
    else:
        if point % 2 and journal:
            # A command that only reads finishes it as well, and says so; after that nothing is left to finish.
            code, _, err = home.run(("rag",))
            assert (code, FINISHED in err) == (0, True), err
            sound(folder)
            assert state(folder).clean
            journal = False
        code, _, err = home.run(AGAIN, AGAIN_SAYS)
        assert code == 0, err
        assert (FINISHED in err) == journal, err
        assert state(folder) in ((stage.done,) if acknowledged else (stage.done, stage.undone))
    sound(folder)
    assert leftovers(home) == []
    return ran.code


def points(stage, share, *, changes):
    every = 1 if AMOUNT == "all" else EVERY.get(stage.name, OTHERWISE)
    return [point for point in range(1, stage.calls[changes] + 1, every) if point // every % SHARES == share]


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("name", SCENES)
def test_killed_at_a_call_that_changes_something(stages, name, share):
    stage = stages(name)
    for point in points(stage, share, changes=True):
        killed(stage, point, changes=True)


@pytest.mark.skipif(AMOUNT != "all", reason="the full form only")
@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("name", SCENES)
def test_killed_at_any_call(stages, name, share):
    stage = stages(name)
    for point in points(stage, share, changes=False):
        killed(stage, point, changes=False)


@pytest.mark.parametrize("share", range(SHARES))
@pytest.mark.parametrize("name", [name for name in SCENES if AMOUNT == "all" or name == "rating"])
def test_killed_while_its_git_lives_on(stages, name, share):
    """Only the program dies; the git that it started goes on, and the next command waits for it."""
    stage = stages(name)
    for point in points(stage, share, changes=True)[:: 1 if AMOUNT == "all" else 2]:
        killed(stage, point, changes=True, alone=True)

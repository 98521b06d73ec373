"""A sync that is cut off: in a process of its own, killed before its nth step that touches a file or starts git."""

import os
import sys
import traceback

from tests.sync.conftest import share

WATCHED = frozenset({
    "subprocess.Popen", "open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "shutil.rmtree",
})  # fmt: skip
CUT, FAILED = 9, 13


def sync_cut_off(folder, by, step):
    """Sync for somebody, killed before step `step`; return whether it was cut off before it was through."""
    child = os.fork()
    if child == 0:
        left = [step]

        def watch(event, _arguments):
            if event in WATCHED:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(CUT)

        try:
            sys.addaudithook(watch)
            share(folder, by)
        except BaseException:  # noqa: BLE001 - the parent is told that it failed, and the reader why
            traceback.print_exc()
            os._exit(FAILED)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, CUT}, f"the sync failed before it was cut off ({code})"
    return code == CUT

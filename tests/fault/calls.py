"""Which system calls look at or change files, by number, and where their paths and descriptors stand."""

import platform
from typing import NamedTuple


class Call(NamedTuple):
    """A system call: its name, the argument that is a path (and the one that is its folder), and a second path.

    `place` is the argument that holds the descriptor of a file where the call takes no path.
    """

    name: str
    path: int | None = None
    folder: int | None = None
    other: int | None = None
    other_folder: int | None = None
    place: int | None = None


_COMMON = {
    "openat": Call("openat", path=1, folder=0),
    "openat2": Call("openat2", path=1, folder=0),
    "mkdirat": Call("mkdirat", path=1, folder=0),
    "unlinkat": Call("unlinkat", path=1, folder=0),
    "renameat": Call("renameat", path=1, folder=0, other=3, other_folder=2),
    "renameat2": Call("renameat2", path=1, folder=0, other=3, other_folder=2),
    "linkat": Call("linkat", path=1, folder=0, other=3, other_folder=2),
    "symlinkat": Call("symlinkat", path=2, folder=1),
    "readlinkat": Call("readlinkat", path=1, folder=0),
    "fchmodat": Call("fchmodat", path=1, folder=0),
    "faccessat": Call("faccessat", path=1, folder=0),
    "faccessat2": Call("faccessat2", path=1, folder=0),
    "newfstatat": Call("newfstatat", path=1, folder=0),
    "statx": Call("statx", path=1, folder=0),
    "utimensat": Call("utimensat", path=1, folder=0),
    "truncate": Call("truncate", path=0),
    **{
        name: Call(name, place=0)
        for name in (
            "read", "write", "readv", "writev", "pread64", "pwrite64", "fstat", "flock", "fsync", "fdatasync",
            "ftruncate", "fallocate", "fchmod", "getdents64", "copy_file_range",
        )
    },
}  # fmt: skip
_OLD = {
    "open": Call("open", path=0),
    "creat": Call("creat", path=0),
    "stat": Call("stat", path=0),
    "lstat": Call("lstat", path=0),
    "access": Call("access", path=0),
    "rename": Call("rename", path=0, other=1),
    "mkdir": Call("mkdir", path=0),
    "rmdir": Call("rmdir", path=0),
    "link": Call("link", path=0, other=1),
    "unlink": Call("unlink", path=0),
    "symlink": Call("symlink", path=1),
    "readlink": Call("readlink", path=0),
    "chmod": Call("chmod", path=0),
}
_NUMBERS = {
    "x86_64": {
        "read": 0, "write": 1, "open": 2, "stat": 4, "fstat": 5, "lstat": 6, "pread64": 17, "pwrite64": 18,
        "readv": 19, "writev": 20, "access": 21, "flock": 73, "fsync": 74, "fdatasync": 75, "truncate": 76,
        "ftruncate": 77, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86, "unlink": 87,
        "symlink": 88, "readlink": 89, "chmod": 90, "fchmod": 91, "getdents64": 217, "openat": 257, "mkdirat": 258,
        "newfstatat": 262, "unlinkat": 263, "renameat": 264, "linkat": 265, "symlinkat": 266, "readlinkat": 267,
        "fchmodat": 268, "faccessat": 269, "utimensat": 280, "fallocate": 285, "renameat2": 316,
        "copy_file_range": 326, "statx": 332, "openat2": 437, "faccessat2": 439,
    },
    "aarch64": {
        "flock": 32, "mkdirat": 34, "unlinkat": 35, "symlinkat": 36, "linkat": 37, "renameat": 38, "truncate": 45,
        "ftruncate": 46, "fallocate": 47, "faccessat": 48, "fchmod": 52, "fchmodat": 53, "openat": 56,
        "getdents64": 61, "read": 63, "write": 64, "readv": 65, "writev": 66, "pread64": 67, "pwrite64": 68,
        "readlinkat": 78, "newfstatat": 79, "fstat": 80, "fsync": 82, "fdatasync": 83, "utimensat": 88,
        "renameat2": 276, "copy_file_range": 285, "statx": 291, "openat2": 437, "faccessat2": 439,
    },
}  # fmt: skip
CALLS = {number: (_COMMON | _OLD)[name] for name, number in _NUMBERS.get(platform.machine(), {}).items()}
"""The calls of this machine by their numbers; none on a machine that this page does not know."""

ALWAYS = {
    "write", "writev", "pwrite64", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "unlink", "unlinkat", "rmdir",
    "link", "linkat", "symlink", "symlinkat", "chmod", "fchmod", "fchmodat", "truncate", "ftruncate", "fallocate",
    "fsync", "fdatasync", "creat", "utimensat", "copy_file_range", "flock",
}  # fmt: skip
"""The calls that change something, or make a change last; opening does where it is for writing."""
WRITES = 0o3 | 0o100 | 0o1000
"""O_WRONLY, O_RDWR, O_CREAT and O_TRUNC."""

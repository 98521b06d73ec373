"""Who I am and where my families are: one small TOML file in my own configuration folder."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from fsworkbook.errors import BadInput, StoreTrouble

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINUX = sys.platform == "linux"


class Settings(NamedTuple):
    """What `setup` and `use` wrote; "" stands for what was never said.

    Attributes:
        path: the file that it was read from and is written to.
        key: my key in the families' teams.
        name: my name.
        email: my e-mail address, which every commit of mine carries.
        role: my role's id.
        agency: who employs me.
        caseload: the folder of my families.
        current: the folder of the family that I work on (`use`).
        practice: the folder of a council's own practice model; "" is the one that comes with the program.
        editor: the editor that long answers open in.
        signing_key: the file of the public half of the SSH key that signs what I record.
        check_words: “off” where nothing is to be said about my words after writing.
        fonts: the folder of fonts for characters that none of the program's own shows.
    """

    path: Path
    key: str = ""
    name: str = ""
    email: str = ""
    role: str = ""
    agency: str = ""
    caseload: str = ""
    current: str = ""
    practice: str = ""
    editor: str = ""
    signing_key: str = ""
    check_words: str = ""
    fonts: str = ""

    @classmethod
    def read(cls, env: Mapping[str, str]) -> Settings:
        """Read the settings; where there are none yet, every one of them is empty."""
        path = settings_path(env)
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError:
            return cls(path)
        except tomllib.TOMLDecodeError as error:
            raise BadInput(f"your settings in {path} cannot be read: {error}. Put the line right.") from None
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
            raise BadInput(f"your settings in {path} cannot be read: {reason}.") from None
        return cls(path, **{name: _text(path, table, name) for name in KEYS})

    def with_(self, **values: str) -> Settings:
        """Return these settings with `values` in place of what was there."""
        return self._replace(**values)  # type: ignore[arg-type] # KEYS, which does not name `path`

    def write(self) -> None:
        """Write the settings so that only their owner can read them; comments and unknown keys stay."""
        import tomlkit  # noqa: PLC0415 - only when settings change

        try:
            before = tomlkit.parse(self.path.read_text(encoding="utf-8-sig")) if self.path.exists() else None
            document = before if before is not None else tomlkit.document()
            for name in KEYS:
                value = getattr(self, name)
                if value:
                    document[name] = value
                else:
                    document.pop(name, None)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            _replace(self.path, tomlkit.dumps(document))
        except OSError as error:
            raise StoreTrouble(f"your settings could not be written to {self.path}: {error.strerror}.") from None


KEYS = Settings._fields[1:]
"""The keys of the settings file, in the order in which they are written."""


def settings_path(env: Mapping[str, str]) -> Path:
    """Return where the settings lie: FSWORKBOOK_CONFIG, else the platform's own folder for such things."""
    if env.get("FSWORKBOOK_CONFIG"):
        return Path(env["FSWORKBOOK_CONFIG"]).expanduser()
    if _LINUX:  # what platformdirs says there, without the time that importing it takes
        home = Path(env.get("XDG_CONFIG_HOME", "").strip())
        return (home if home.is_absolute() else Path.home() / ".config") / "fsworkbook" / "settings.toml"
    import platformdirs  # noqa: PLC0415 - 24 ms

    return Path(platformdirs.user_config_dir("fsworkbook", appauthor=False)) / "settings.toml"


def _text(path: Path, table: dict[str, object], name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise BadInput(f"“{name}” in {path} must be text in quotes. Put it right, or run “fsworkbook setup”.")
    return value


def _replace(path: Path, text: str) -> None:
    """Write `text` beside `path` and move it there, so that a crash leaves the old file or the new one."""
    import tempfile  # noqa: PLC0415 - only when settings change

    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mkstemp gives 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise

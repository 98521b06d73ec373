"""The draft of one conversation: how far it is, and the keeping of that while it lasts."""

from __future__ import annotations

import copy
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from fsworkbook.cli.talk.editor import clear_paper, read_paper
from fsworkbook.cli.talk.keeping import PROMPT
from fsworkbook.errors import StoreTrouble, WorkbookError
from fsworkbook.workbook.clock import british

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from fsworkbook.cli.talk.answers import Table


class Drafts(Protocol):
    """Where unfinished conversations are kept, readable only by their owner (`keeping.KeptDrafts`)."""

    def save(self, name: str, draft: Mapping[str, Any], /) -> None:
        """Keep a draft under a name; it must be on the disk when this returns.

        It holds text, numbers, days and times in tables and lists; `title` is for a list of drafts, and `ids` are
        the records that it is becoming.
        """

    def load(self, name: str, /) -> Mapping[str, Any] | None:
        """Return the draft of that name, or None where there is none or it has been recorded."""

    def drop(self, name: str, /) -> None:
        """Let the draft of that name go, for good: it cannot be saved again."""

    def set_aside(self, name: str, /) -> None:
        """Move what cannot be read of a draft out of the way, so that the next one does not go over it."""

    def paper(self, name: str, /) -> Path | None:
        """Return the file in which an answer is edited, so that it outlives the program; None where there is none."""


@dataclass
class State:
    """How far a conversation is; this is what a draft holds.

    Attributes:
        table: what was answered.
        visited: the names of the questions that are settled, in the order of settling.
        aside: answers whose question has gone, by its name.
        typing: what is being typed, by the name of the question and, of one of its lines, of the prompt.
        said: the answers as they were shown.
        saving: whether it is being saved.
        editing: the name of the question whose answer is open in an editor.
        ids: the records that it is becoming.
        kept: when it was kept last.
    """

    table: Table = field(default_factory=dict)
    visited: list[str] = field(default_factory=list)
    aside: Table = field(default_factory=dict)
    typing: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    saving: bool = False
    editing: str = ""
    ids: list[str] = field(default_factory=list)
    kept: datetime | None = None

    @classmethod
    def of(cls, draft: Mapping[str, Any]) -> State:
        """Return what a draft holds."""
        kept = draft.get("kept")
        return cls(
            table=copy.deepcopy(dict(draft.get("table", {}))),
            visited=[str(name) for name in draft.get("visited", [])],
            aside=dict(draft.get("aside", {})),
            typing=_texts(draft.get("typing", {})),
            said=_texts(draft.get("said", {})),
            saving=bool(draft.get("saving", False)),
            editing=str(draft.get("editing", "")),
            kept=kept if isinstance(kept, datetime) else None,
        )

    @property
    def is_empty(self) -> bool:
        """Whether nobody has answered or typed anything."""
        return not self.visited and not any(self.typing.values())

    @property
    def count(self) -> int:
        """How many questions were answered, or begun."""
        return len({*self.visited, *(name.partition(PROMPT)[0] for name in self.typing)})

    def settle(self, name: str) -> None:
        """Let go of what was being typed at a question's prompts: it is answered, or left on purpose."""
        for typed in [typed for typed in self.typing if typed.partition(PROMPT)[0] == name]:
            del self.typing[typed]

    def type(self, name: str, text: str) -> None:
        """Hold what is being typed under a name; nothing is held of nothing."""
        if text:
            self.typing[name] = text
        else:
            self.typing.pop(name, None)

    def draft(self, title: str, command: str) -> Table:
        """Return the draft: a table that no later answer changes."""
        return copy.deepcopy(
            {
                "title": title,
                "command": command,
                "answers": len(self.visited),
                "ids": self.ids,
                "kept": self.kept,
                "saving": self.saving,
                "editing": self.editing,
                "visited": self.visited,
                "table": self.table,
                "aside": self.aside,
                "typing": self.typing,
                "said": self.said,
            }
        )


class Draft:
    """The draft of one conversation, as this window keeps it.

    Attributes:
        state: how far the conversation is.
        trouble: why the last attempt to keep it failed, or None.
        elsewhere: whether another window wrote, saved or dropped it since it was kept here.
    """

    def __init__(self, drafts: Drafts | None, name: str, title: str, command: str, table: Table) -> None:
        """Begin a draft with a table; where there are no drafts, nothing is kept."""
        self.state = State(table=table)
        self.trouble: str | None = None
        self.elsewhere = False
        self._drafts = drafts
        self._name, self._title, self._command = name, title, command
        self._holder = secrets.token_hex(8)
        self._holds = False

    @property
    def is_kept(self) -> bool:
        """Whether there is a place where it is kept at all."""
        return self._drafts is not None

    def keep(self, now: datetime) -> str:
        """Keep what there is; return what to show for it.

        Raises:
            StoreTrouble: no disk took it.
        """
        if self._drafts is None:
            return ""
        self._look_elsewhere(self._drafts)
        self.state.kept = now
        self._drafts.save(self._name, {**self.state.draft(self._title, self._command), "holder": self._holder})
        return f"kept {now.astimezone(british()):%H:%M:%S}"

    def try_to_keep(self, now: datetime) -> str:
        """Keep what there is; return what to show for it, also where no disk takes it."""
        try:
            kept = self.keep(now)
        except (WorkbookError, OSError) as error:
            first, self.trouble = self.trouble is None, str(error)
            return f"not kept: {error}" if first else "not kept"
        self.trouble = None
        return kept

    def own(self) -> None:
        """Take it over from the other window, whose words it holds no more."""
        self.elsewhere = self._holds = False

    def drop(self) -> None:
        """Let it go, for good."""
        if self._drafts is not None:
            self._drafts.drop(self._name)

    def paper(self) -> Path | None:
        """Return the file in which an answer is edited; None where there is none."""
        return self._drafts.paper(self._name) if self._drafts is not None else None

    def left_behind(self, tell: Callable[[str], None]) -> State:
        """Return what was kept before, with what was being written in an editor when it stopped.

        What cannot be read is told and moved out of the way.
        """
        if self._drafts is None:
            return State()
        try:
            draft = self._drafts.load(self._name)
        except StoreTrouble as trouble:
            tell(str(trouble))
            self._drafts.set_aside(self._name)
            return State()
        left = State.of(draft) if draft is not None else State()
        paper = self.paper() if left.editing else None
        if paper is not None:
            written = read_paper(paper)
            standing = left.typing.get(left.editing, "")
            if written.strip() and written != standing:
                left.typing[left.editing] = written if standing in written else f"{standing}\n\n{written}"
                self._drafts.save(self._name, left.draft(self._title, self._command))
            clear_paper(paper)
        return left

    def _look_elsewhere(self, drafts: Drafts) -> None:
        """Notice that another window wrote, saved or dropped this draft since it was kept here."""
        if self._holds:
            with suppress(WorkbookError):
                there = drafts.load(self._name)
                self.elsewhere |= there is None or there.get("holder", self._holder) != self._holder
        self._holds = True


def _texts(table: Mapping[str, object]) -> dict[str, str]:
    return {str(key): str(text) for key, text in table.items()}

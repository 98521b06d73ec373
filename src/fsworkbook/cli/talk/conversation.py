"""A guided conversation: question by question to one table, which holds exactly the keys of the command's `--from`.

After every answer what was given is kept as a draft, and within a long answer every second, so that nothing but a
second of typing can be lost. A conversation can be left at any moment and taken up again; every answer can be gone
back to and changed. The questions are worked out anew after each answer, so that later ones may depend on earlier ones.
"""

from __future__ import annotations

import copy
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from fsworkbook.cli.frame.output import Line, Piece, width_of, wrap
from fsworkbook.cli.talk.answers import Key, Table, get, name_of, path_of, put, take, told
from fsworkbook.cli.talk.asking import Asker
from fsworkbook.cli.talk.draft import Draft, Drafts, State
from fsworkbook.cli.talk.keeping import PROMPT
from fsworkbook.cli.talk.stopping import stops_kept
from fsworkbook.cli.talk.ways import Back, Choice
from fsworkbook.errors import BadInput, Interrupted, Refused, StoreTrouble
from fsworkbook.store.pending import Unfinished
from fsworkbook.workbook.clock import british, day_of, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.desk import Desk

Saved = TypeVar("Saved")

_SAVE, _CHANGE, _LATER, _BACK, _GO_ON, _READ, _DROP = "save", "change", "later", "back", "go on", "read", "drop"
_SHOWN: Final = 22
_ELSEWHERE: Final = (
    "This was open in another window as well, which wrote, saved or dropped it meanwhile. Look with “fsworkbook log” "
    "whether it is recorded already. “Save it” records what stands here."
)
_MANNER: Final = "b goes back · ? says more · Ctrl+C leaves it for later"


@dataclass(frozen=True)
class Step:
    """One question of a conversation.

    Attributes:
        key: where its answer stands in the table: `where`, `answers.M3.Q02` as a tuple (`("answers", "M3.Q02")`),
            or "" for an answer that is itself a table of several keys (name them in `keys`).
        ask: asks it and returns the answer; None leaves the key out.
        title: how the answer is called when it is read at the end.
        reads: returns how the answer reads at the end; without it, it is told as it stands.
        keys: the keys that an answer of several sets.
        aside: returns what can be opened beside it: never asked, and nothing waits for it.
    """

    key: str | Key
    ask: Callable[[Asker, Table], Any]
    title: str = ""
    reads: Callable[[Any], str] | None = None
    keys: tuple[str, ...] = ()
    aside: Callable[[], Sequence[Line]] | None = None

    @property
    def path(self) -> Key:
        """The way to the answer in the table."""
        if isinstance(self.key, tuple):
            return self.key
        return tuple(self.key.split(".")) if self.key else ()

    @property
    def name(self) -> str:
        """What tells this step from every other, in a draft too."""
        return name_of(self.path) or name_of(("", *self.keys))


class Conversation:
    """A conversation that fills one table and then saves it.

    Args:
        desk: where it is held.
        title: what it is about (no typed word), for the first line and for the list of what was left unfinished.
        steps: returns the questions, given the table as it is now.
        drafts: where it is kept while it is unfinished; None keeps nothing (only where a few words are at risk).
        name: its name among the drafts: the same for the same work.
        command: the command that takes it up again, for the sentence that says so.
        begin: what the table holds before anything is asked (from options).
        opening: lines that are shown first.
        asker: what asks, instead of the desk's.
    """

    def __init__(
        self,
        desk: Desk,
        title: str,
        steps: Callable[[Table], Sequence[Step]],
        *,
        name: str,
        command: str,
        drafts: Drafts | None = None,
        begin: Mapping[str, Any] | None = None,
        opening: Sequence[str | Piece] = (),
        asker: Asker | None = None,
    ) -> None:
        self.desk = desk
        self.title = title
        self.steps = steps
        self.command = command
        self.opening = opening
        self.asker = asker or Asker.at(desk)
        self._draft = Draft(drafts, name, title, command, copy.deepcopy(dict(begin or {})))
        self._left = False
        self._refusal = ""

    @property
    def _state(self) -> State:
        return self._draft.state

    def becoming(self, ids: Sequence[str]) -> None:
        """Say, before it is written, which records it becomes: once one is there, the draft never comes back."""
        self._state.ids = list(ids)
        self._draft.keep(self.desk.now())

    def run(self, save: Callable[[Table], Saved]) -> Saved:
        """Hold the conversation; return what `save` returns for the filled table.

        Where `save` finds the table unusable or refuses it, its sentence is shown and an answer can be changed.

        Raises:
            Interrupted: it was left; the draft is kept.
            BadInput: there is nobody to ask.
        """
        if not self.desk.can_ask:
            raise BadInput("there is nobody to ask here. Give the answers in a file, with --from FILE.")
        try:
            with stops_kept(self.asker):
                self._take_up()
                self.asker.show(Piece(self.title, "strong"), *self.opening, _MANNER, "")
                return self._hold(save)
        except (KeyboardInterrupt, EOFError):
            raise Interrupted(self._farewell()) from None

    # The course of it

    def _hold(self, save: Callable[[Table], Saved]) -> Saved:
        while True:
            self.asker.gathers = True
            self._ask_all()
            way = self._review()
            if way == _BACK:
                self._go_back()
            elif way == _CHANGE:
                self._change()
            elif way == _LATER:
                raise Interrupted(self._farewell())
            else:
                self._mark(saving=True)
                if self._draft.elsewhere:
                    self._draft.own()
                    self._mark(saving=False)
                    self._refusal = _ELSEWHERE
                    continue
                try:
                    saved = save(copy.deepcopy(self._state.table))
                except (BadInput, Refused) as error:
                    self._mark(saving=False)
                    self._refusal = str(error)
                    continue
                except StoreTrouble as error:
                    raise self._held_up(error) from None
                self._draft.drop()
                return saved

    def _held_up(self, error: StoreTrouble) -> StoreTrouble:
        """Return the trouble that kept the answers from being recorded, with what became of them."""
        if isinstance(error, Unfinished):
            return error
        self._mark(saving=False)
        if self._draft.trouble is not None:
            return self._lost(error)
        return StoreTrouble(f"{error} What you wrote is kept; go on with “{self.command}”.")

    def _ask_all(self) -> None:
        """Ask every question that has not been settled, and go back as often as somebody wishes."""
        while (step := self._next()) is not None:
            try:
                self._ask(step)
            except Back:
                long = self._state.typing.get(step.name, "")
                self._state.settle(step.name)
                if len(long.strip()) > 1:  # else it is the b itself
                    self._state.typing[step.name] = long
                if not self._go_back():
                    self.asker.show("  This is the first question.")

    def _next(self) -> Step | None:
        return next((step for step in self._steps() if step.name not in self._state.visited), None)

    def _steps(self) -> Sequence[Step]:
        """Return the questions as they are now; an answer whose question has gone is laid aside until it returns."""
        steps = self.steps(self._state.table)
        names = {step.name for step in steps}
        gone = [name for name in self._state.visited if name not in names]
        for name in gone:
            self._state.visited.remove(name)
            value = take(self._state.table, path_of(name))
            if value is not None:
                self._state.aside[name] = value
        for step in steps:
            if step.name in self._state.aside:
                put(self._state.table, step.path, self._state.aside.pop(step.name))
                self._state.visited.append(step.name)
        return self.steps(self._state.table) if gone else steps

    def _ask(self, step: Step) -> None:
        asker, state = self.asker, self._state
        asker.key = ".".join(step.path)
        asker.current = state.typing.get(step.name, get(state.table, step.path) if step.path else None)
        asker.keep = lambda text, label="": self._typed(step, text, label)
        asker.typed = lambda label: state.typing.get(f"{step.name}{PROMPT}{label}", "")
        asker.paper = lambda: self._paper(step)
        asker.aside = step.aside
        asker.said = ""
        try:
            answer = step.ask(asker, copy.deepcopy(state.table))
        finally:
            asker.current, asker.keep = None, None
            asker.typed, asker.paper, asker.aside = _nothing, _no_paper, None
        state.settle(step.name)
        state.said[step.name] = asker.said
        if step.path:
            take(state.table, step.path)
            if answer is not None:
                put(state.table, step.path, answer)
        else:
            for key in step.keys:
                state.table.pop(key, None)
            state.table.update(answer or {})
        if step.name not in state.visited:
            state.visited.append(step.name)
        self.asker.finish(self._try_to_keep())

    def _go_back(self) -> bool:
        """Take up the answer before; whether there is one."""
        if not self._state.visited:
            return False
        self._state.visited.pop()
        return True

    # The end of it

    def _review(self) -> str:
        """Show everything for reading, and ask what is to be done with it."""
        self.asker.gathers = False
        self.asker.show("", Piece(self.title, "strong"))
        self._read_out()
        # Why it was not taken stands below what is read out: a long text would push it off the screen.
        refusal, self._refusal = self._refusal, ""
        self.asker.show("", *([*wrap(refusal, self.desk.width), ""] if refusal else []))
        ways = {_SAVE: "Save it", _CHANGE: "Change an answer", _LATER: "Leave it for later"}
        try:
            return str(self.asker.one("Is this right?", ways, default=_SAVE))
        except Back:
            return _BACK

    def _read_out(self) -> None:
        """Show every answer, for reading."""
        for step in self._steps():
            value = (
                get(self._state.table, step.path)
                if step.path
                else {key: self._state.table[key] for key in step.keys if key in self._state.table}
            )
            if step.name in self._state.visited:
                self._read_one(step, value)
        for name in self._state.aside:
            self.asker.show(f"  Laid aside, because its question was taken out: {path_of(name)[-1]}")

    def _read_one(self, step: Step, value: object) -> None:
        title = step.title or (step.path[-1] if step.path else "")
        said = self._state.said.get(step.name, "")
        text = step.reads(value) if step.reads is not None and value else said or told(value)
        if "\n" in text or width_of(text) + _SHOWN > self.desk.width:
            self.asker.show(Piece(title, "strong"), *wrap(text, self.desk.width, "  "))
        else:
            self.asker.settled(title, text)

    def _change(self) -> None:
        """Let one answer be chosen, to be asked again."""
        choices = [
            Choice(step.name, step.title or ".".join(step.path))
            for step in self._steps()
            if step.name in self._state.visited
        ]
        if not choices:  # every question of a draft has gone since
            self.asker.show("  There is no answer to change.")
            return
        with suppress(Back):
            name = self.asker.one("Which one?", choices)
            if name in self._state.visited:
                self._state.visited.remove(name)

    # What is kept

    def _take_up(self) -> None:
        """Offer what was left unfinished: to go on, to read it, to drop it."""
        left = self._draft.left_behind(lambda trouble: self.asker.show(*wrap(trouble, self.desk.width), ""))
        if left.is_empty:
            return
        self._left = True
        self.asker.show(*wrap(self._account_of(left), self.desk.width), "")
        if left.saving:
            self.asker.show(
                *wrap(
                    "It was being saved when the program stopped. Look whether it is there already, with "
                    "“fsworkbook log”, before you save it again.",
                    self.desk.width,
                ),
                "",
            )
        ways = {_GO_ON: "Go on with it", _READ: "Read it first", _DROP: "Drop it and begin anew"}
        while True:
            try:
                way = self.asker.one("What would you like to do?", ways, default=_GO_ON)
                sure = way != _DROP or self.asker.yes("Drop it, for good?", default=False)
            except Back:
                continue
            if way == _READ:
                self._read_left(left)
            elif way == _DROP and sure:
                # Not dropped in the store, which would take nothing more under this name: written over.
                self._left = False
                self._draft.keep(self.desk.now())
                return
            elif way == _GO_ON:
                left.saving = False
                self._draft.state = left
                return

    def _account_of(self, left: State) -> str:
        answers = "1 answer" if left.count == 1 else f"{left.count} answers"
        when = ""
        if left.kept is not None:
            local = left.kept.astimezone(british())
            day = day_of(left.kept)
            when = f" {'today' if day == self.desk.today() else f'{local:%A} {spoken(day)}'} at {local:%H:%M},"
        return f"You left this unfinished{when} with {answers} kept."

    def _read_left(self, left: State) -> None:
        now, self._draft.state = self._draft.state, left
        try:
            self._read_out()
            for name, text in left.typing.items():
                step, _, label = name.partition(PROMPT)
                title = label or next(iter(path_of(step)[-1:]), "an answer")
                self.asker.show(Piece(f"{title}, as far as it was typed", "strong"))
                self.asker.show(*wrap(text, self.desk.width, "  "))
        finally:
            self._draft.state = now
        self.asker.show("")

    def _typed(self, step: Step, text: str, label: str) -> str:
        """Keep what is being typed; returns what to show for it."""
        self._state.type(f"{step.name}{PROMPT}{label}" if label else step.name, text)
        return self._try_to_keep()

    def _paper(self, step: Step) -> Path | None:
        """Return the file in which an answer is edited, once the draft says which answer it is."""
        paper = self._draft.paper()
        if paper is not None:
            self._state.editing = step.name
            self._try_to_keep()
        return paper

    def _try_to_keep(self) -> str:
        return self._draft.try_to_keep(self.desk.now())

    def _mark(self, *, saving: bool) -> None:
        self._state.saving = saving
        if not saving:
            self._state.ids = []
        self._try_to_keep()

    def _farewell(self) -> str:
        """Keep what there is, and return the sentence that says how to go on."""
        if self._state.is_empty:
            if not self._left:
                self._draft.drop()
            return f"stopped; {'what you left is still kept' if self._left else 'nothing was written'}."
        if not self._draft.is_kept:
            return f"stopped; nothing was saved. Begin again with “{self.command}”."
        self._try_to_keep()
        if self._draft.trouble is not None:
            return str(self._lost(StoreTrouble("stopped; what you wrote last could not be kept.")))
        return f"stopped; what you wrote is kept. Go on with “{self.command}”."

    def _lost(self, trouble: StoreTrouble) -> StoreTrouble:
        """Show everything that no disk would take, so that it can be copied from the screen; return the sentence."""
        with suppress(OSError, ValueError):
            self.asker.show("", Piece("Nothing could be kept on this machine. Copy it from here:", "strong"))
            self._read_left(self._state)
        return StoreTrouble(f"{trouble} It stands above; {self._draft.trouble}")


def _nothing(_label: str) -> str:
    return ""


def _no_paper() -> None:
    return None

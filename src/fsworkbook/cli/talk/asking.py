"""Asking a person: every kind of question there is, in one manner.

Every question can be left by going back, most can be skipped, and what was settled stays on the screen as a calm
line. Nothing is ever asked where nobody sits: then the missing key is named instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final, TypeVar

from fsworkbook.cli.frame.output import Line, Piece, say, width_of, wrap
from fsworkbook.cli.talk.dates import read_day, read_time
from fsworkbook.cli.talk.ways import Aside, Back, Choice, Editor, More
from fsworkbook.errors import BadInput, WorkbookError
from fsworkbook.workbook.clock import spoken, weekday

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import time
    from pathlib import Path

    from fsworkbook.cli.frame.desk import Desk
    from fsworkbook.cli.talk.prompts import Keeper
    from fsworkbook.workbook.family import Member, Person

Choices = Mapping[str, str] | Sequence[Choice] | Sequence[str]
"""What can be chosen: values with their titles, `Choice`s, or words that are their own title."""

Answer = TypeVar("Answer")

_LABEL: Final = 22
_OPEN: Final = "-"
_LESSONS: Final = 2
_SAYS_HOW: Final = " (↵"
"""In a label: it says itself what ↵ alone does, `On the team (↵ ends)`."""


class Asker:
    """Asks questions at a desk.

    Attributes:
        desk: where it asks.
        current: the answer that stands already, which every question offers; set by the conversation.
        key: the key that is being asked for, named where nobody can be asked; set by the conversation.
        keep: keeps what is being typed, under the label of its prompt ("" for a long answer), and returns what to show
            for it (`kept 14:02:31`); set likewise.
        typed: returns what was being typed at the prompt of that label when the conversation stopped; set likewise.
        paper: returns the file in which an answer is edited, so that it outlives the program; set likewise.
        aside: returns what can be opened beside the question, or None where there is nothing; set likewise.
        keeper: what watches the long answer that is being typed just now.
        said: the answer that was settled last, in the words in which it was shown.
        gathers: whether the settled line waits for `finish`, which adds that it is kept.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.current: Any = None
        self.key = ""
        self.keep: Callable[[str, str], str] | None = None
        self.typed: Callable[[str], str] = lambda _label: ""
        self.paper: Callable[[], Path | None] = lambda: None
        self.aside: Callable[[], Sequence[Line]] | None = None
        self.keeper: Keeper | None = None
        self.gathers = False
        self.said = ""
        self._lessons = 0
        self._pending: list[str] = []

    @classmethod
    def at(cls, desk: Desk) -> Asker:
        """Return what asks at `desk`: a terminal, or what a test has put there."""
        return desk.asker(desk) if desk.asker is not None else cls(desk)

    # What commands ask

    def text(
        self,
        label: str,
        *,
        default: str = "",
        needed: bool = False,
        more: str = "",
        wrong: Callable[[str], str] | None = None,
    ) -> str | None:
        """Ask for a line of text; nothing is None. `wrong` returns what is wrong with it, or ""."""

        def refuse(text: str) -> str:
            if not text.strip():
                return "This is needed." if needed else ""
            return "" if _is_call(text, "b?") or wrong is None else wrong(text.strip())

        standing = self._standing(default)
        asked = label if needed or standing or _SAYS_HOW in label else f"{label} (↵ skips)"
        text = self._called(lambda: self._line(asked, standing, refuse), more).strip()
        self.settled(label.partition(_SAYS_HOW)[0], text)
        return text or None

    def long(
        self, title: str, *, default: str = "", needed: bool = False, more: str = "", may_not_apply: bool = True
    ) -> str | dict[str, str] | None:
        """Ask for an answer of any length.

        Returns:
            The text; `{"not_applicable": why}` where it does not apply; None where it was skipped.
        """
        self.show(Piece(title, "strong"))
        standing = self._standing(default)
        if isinstance(self.current, Mapping) and "not_applicable" in self.current:
            standing = str(self.current["not_applicable"])
        while True:
            text, call = self._written(standing, needed=needed, more=bool(more), may_not_apply=may_not_apply)
            if call == "?":
                self._say_more(more)
            elif call == "a" and self.aside is not None:
                self.show(*self.aside())
            elif call == "n" and may_not_apply:
                why = self._called(lambda: self._line("Why does it not apply?", "", _needed), "")
                self._settle(wrap(f"does not apply: {why.strip()}", self.desk.width, "  "))
                return {"not_applicable": why.strip()}
            elif call == "e":
                standing = self._edited(text)
            else:
                self._settle(wrap(text, self.desk.width, "  ") if text.strip() else ["  –"])
                return text if text.strip() else None

    def day(
        self,
        label: str,
        *,
        default: str = "today",
        needed: bool = True,
        ahead: bool = False,
        earliest: date | None = None,
        more: str = "",
    ) -> date | None:
        """Ask for a day. Only with `ahead` may it lie in the future; nothing is None where it is not needed."""

        def refuse(text: str) -> str:
            return self._wrong_day(text, ahead=ahead, earliest=earliest)

        standing = spoken(self.current) if isinstance(self.current, date) else default
        text = self._short(label, standing, refuse, needed=needed, more=more)
        day = read_day(text, self.desk.today(), ahead=ahead) if text else None
        self.settled(label, weekday(day) if day else "")
        return day

    def time(self, label: str, *, default: str = "", needed: bool = False, more: str = "") -> time | None:
        """Ask for a time of day; nothing is None where it is not needed."""

        def refuse(text: str) -> str:
            return _complaint(lambda: read_time(text))

        standing = self.current.strftime("%H:%M") if hasattr(self.current, "strftime") else default
        text = self._short(label, standing, refuse, needed=needed, more=more)
        moment = read_time(text) if text else None
        self.settled(label, f"{moment:%H:%M}" if moment else "")
        return moment

    def number(
        self, label: str, low: int, high: int, *, needed: bool = False, default: str = "", more: str = ""
    ) -> int | None:
        """Ask for a whole number from `low` to `high`; nothing is None where it is not needed."""

        def refuse(text: str) -> str:
            fits = text.lstrip("-").isdecimal() and low <= int(text) <= high
            return "" if fits else f"A whole number from {low} to {high}."

        text = self._short(label, self._standing(default), refuse, needed=needed, more=more)
        self.settled(label, text)
        return int(text) if text else None

    def one(
        self, label: str, choices: Choices, *, default: str | None = None, needed: bool = True, more: str = ""
    ) -> str | None:
        """Ask for one of `choices`; with `needed=False` it can be left open, which is None."""
        listed = _choices(choices)
        if not needed:
            listed = [*listed, Choice(_OPEN, "leave it open")]
        standing = self.current if isinstance(self.current, str) else default
        if standing not in {choice.value for choice in listed}:
            standing = None if needed else _OPEN  # ↵ alone never says what nobody chose
        value = self._called(lambda: self._one(label, listed, standing, more=bool(more)), more)
        if value == _OPEN and not needed:
            self.settled(label, "left open")
            return None
        self.settled(label, next(choice.title for choice in listed if choice.value == value))
        return value

    def several(
        self,
        label: str,
        choices: Choices,
        *,
        ticked: Iterable[str] = (),
        needed: bool = False,
        more: str = "",
        told: Callable[[Sequence[str]], str] | None = None,
    ) -> list[str]:
        """Ask for any of `choices`, in their own order; `told` returns how what was picked reads, else its titles."""
        listed = _choices(choices)
        standing = list(self.current) if isinstance(self.current, list | tuple) else list(ticked)
        pointed = ""
        while True:
            try:
                picked = self._several(label, listed, standing, more=bool(more), pointed=pointed)
            except More as asked:
                standing, pointed = standing if asked.picked is None else list(asked.picked), asked.pointed
                self._heed(asked, more)
                continue
            if picked or not needed:
                break
            self.show("  Choose at least one, with the space bar.")
        titles = ", ".join(choice.title for choice in listed if choice.value in picked)
        self.settled(label, told(picked) if told is not None and picked else titles)
        return picked

    def yes(self, label: str, *, default: bool | None = None, more: str = "") -> bool:
        """Ask for yes or no."""
        standing = self.current if isinstance(self.current, bool) else default
        words = {True: "yes", False: "no", None: None}
        listed = _choices({"yes": "Yes", "no": "No"})
        value = self._called(lambda: self._one(label, listed, words[standing], more=bool(more)), more)
        self.settled(label, value)
        return value == "yes"

    def people(
        self,
        label: str,
        people: Iterable[Person | Member],
        *,
        ticked: Iterable[str] = (),
        needed: bool = False,
        more: str = "",
    ) -> list[str]:
        """Ask for people of the family or the team; returns their keys."""
        return self.several(label, named(people), ticked=ticked, needed=needed, more=more)

    def person(
        self,
        label: str,
        people: Iterable[Person | Member],
        *,
        default: str | None = None,
        needed: bool = True,
        more: str = "",
    ) -> str | None:
        """Ask for one person of the family or the team; returns their key."""
        return self.one(label, named(people), default=default, needed=needed, more=more)

    def secret(self, label: str) -> str:
        """Ask for a password, unseen."""
        from fsworkbook.cli.talk.prompts import ask_secret  # noqa: PLC0415 - prompt_toolkit, only to ask

        self._refuse_without_a_person(label)
        return ask_secret(self.desk, label)

    # What they show

    def show(self, *lines: Line) -> None:
        """Print lines between the questions."""
        self.finish()
        say(self.desk, *lines)

    def finish(self, kept: str = "") -> None:
        """Print what waits to be printed, with `kept` at the right of its last line where there is room."""
        pending, self._pending = self._pending, []
        if not kept:
            say(self.desk, *pending)
            return
        last = pending[-1] if pending else ""
        room = self.desk.width - width_of(last) - width_of(kept) - 1
        if room > 1:
            say(self.desk, *pending[:-1], [last, " " * room, Piece(kept, "quiet")])
        else:
            room = self.desk.width - width_of(kept) - 1
            say(self.desk, *pending, [" " * room, Piece(kept, "quiet")])

    def settled(self, label: str, answer: str) -> None:
        """Print a question with the answer that was given, as one calm line."""
        self.said = answer
        lead = label + " " * max(_LABEL - width_of(label), 0) + "  "
        self._settle(wrap(answer or "–", self.desk.width, " " * (_LABEL + 2), first=lead))

    def _settle(self, lines: Sequence[str]) -> None:
        self.finish()
        self._pending = list(lines)
        if not self.gathers:
            self.finish()

    def flush(self) -> None:
        """Keep at once what is being typed."""
        if self.keeper is not None:
            self.keeper.flush()

    # The bare prompts, which a test replaces

    def _line(self, label: str, default: str, wrong: Callable[[str], str]) -> str:
        from fsworkbook.cli.talk.prompts import ask_line  # noqa: PLC0415 - prompt_toolkit, only to ask

        self._refuse_without_a_person(label)
        name = label.partition(" (")[0]
        standing = self.typed(name) or default
        return self._kept(name, lambda keeper: ask_line(self.desk, label, default=standing, wrong=wrong, keeper=keeper))

    def _long(self, default: str, hints: Callable[[], str], wrong: Callable[[str], str]) -> str:
        from fsworkbook.cli.talk.prompts import ask_long  # noqa: PLC0415 - prompt_toolkit, only to ask

        self._refuse_without_a_person("an answer")
        return self._kept("", lambda keeper: ask_long(self.desk, hints, default=default, wrong=wrong, keeper=keeper))

    def _kept(self, name: str, ask: Callable[[Keeper | None], str]) -> str:
        """Ask, while what is typed is kept under the name of its prompt."""
        from fsworkbook.cli.talk.prompts import Keeper  # noqa: PLC0415 - prompt_toolkit, only to ask

        keep = self.keep
        self.keeper = Keeper(lambda text: keep(text, name)) if keep is not None else None
        try:
            return ask(self.keeper)
        except BaseException:
            self.flush()
            raise
        finally:
            self.keeper = None

    def _one(self, label: str, choices: Sequence[Choice], default: str | None, *, more: bool) -> str:
        from fsworkbook.cli.talk import plain, prompts  # noqa: PLC0415 - prompt_toolkit, only to ask

        self._refuse_without_a_person(label)
        if plain.is_plain(self.desk.env):
            return plain.pick_one(self.desk, label, choices, default=default)
        return prompts.ask_one(self.desk, label, choices, default=default, more=more)

    def _several(
        self, label: str, choices: Sequence[Choice], ticked: Sequence[str], *, more: bool, pointed: str = ""
    ) -> list[str]:
        from fsworkbook.cli.talk import plain, prompts  # noqa: PLC0415 - prompt_toolkit, only to ask

        self._refuse_without_a_person(label)
        if plain.is_plain(self.desk.env):
            return plain.pick_several(self.desk, label, choices, ticked=ticked)
        aside = self.aside is not None
        return prompts.ask_several(self.desk, label, choices, ticked=ticked, more=more, aside=aside, pointed=pointed)

    # How it goes

    def _short(self, label: str, standing: str, wrong: Callable[[str], str], *, needed: bool, more: str) -> str:
        """Ask for a word that ↵ alone takes as it stands; returns "" where it is left open."""

        def refuse(text: str) -> str:
            word = text.strip()
            if not word or (word == _OPEN and not needed):
                return "This is needed." if needed and not standing else ""
            return "" if _is_call(word, "b?") else wrong(word)

        ways = [f"↵ for {standing}"] if standing else [] if needed else ["↵ skips"]
        ways += ["- leaves it open"] if standing and not needed else []
        asked = f"{label} ({', '.join(ways)})" if ways else label
        text = self._called(lambda: self._line(asked, "", refuse), more).strip()
        return "" if text == _OPEN and not needed else text or standing

    def _refuse_without_a_person(self, label: str) -> None:
        if not self.desk.can_ask:
            missing = f"“{self.key}” is missing" if self.key else f"this is missing: {label}"
            raise BadInput(f"{missing}, and there is nobody to ask. Give it in a file, with --from FILE.")

    def _standing(self, default: str) -> str:
        """Return the text that stands in the prompt before anybody types."""
        if isinstance(self.current, str):
            return self.current
        return str(self.current) if isinstance(self.current, int) else default

    def _called(self, ask: Callable[[], Answer], more: str) -> Answer:
        """Ask, and heed the calls that any question takes: `b` goes back, `?` says more."""
        while True:
            try:
                answer = ask()
            except More as asked:
                self._heed(asked, more)
                continue
            if answer == "b":
                raise Back
            if answer != "?":
                return answer
            self._say_more(more)

    def _heed(self, asked: More, more: str) -> None:
        """Show what somebody asked for: the aside where there is one, else more about the question."""
        if isinstance(asked, Aside) and self.aside is not None:
            self.show(*self.aside())
        else:
            self._say_more(more)

    def _say_more(self, more: str) -> None:
        self.show(*wrap(more or "There is no more to say about this question.", self.desk.width, "  "))

    def _written(self, standing: str, *, needed: bool, more: bool, may_not_apply: bool) -> tuple[str, str]:
        """Ask for a long answer; returns the text, and the call (e, n, ?) that was typed instead of one."""
        calls = f"be?{'n' if may_not_apply else ''}{'a' if self.aside is not None else ''}"
        hints = _hints(standing, calls, more=more, needed=needed, teach=self._lessons < _LESSONS)
        self._lessons += 1

        def wrong(text: str) -> str:
            return "This is needed: write something, or b to go back." if needed and not text.strip() else ""

        try:
            text = self._long(standing, lambda: self._status(hints), wrong)
        except Editor as leaving:
            return leaving.text, "e"
        if not _is_call(text, calls):
            return text, ""
        if text.strip() == "b":
            raise Back
        return "", text.strip()

    def _status(self, hints: Sequence[str]) -> str:
        """Return the hints with what is kept at the right of the last one."""
        kept = self.keeper.status if self.keeper is not None else ""
        if not kept:
            return "\n".join(hints)
        room = self.desk.width - width_of(hints[-1]) - width_of(kept) - 1
        if room > 1:
            return "\n".join([*hints[:-1], hints[-1] + " " * room + kept])
        return "\n".join([*hints, " " * max(self.desk.width - width_of(kept) - 1, 0) + kept])

    def _edited(self, text: str) -> str:
        from fsworkbook.cli.talk.editor import edit  # noqa: PLC0415 - only where somebody opens one

        keep = self.keep
        try:
            if keep is not None:
                keep(text, "")  # what stood here first, so that nothing depends on the editor
            edited = edit(self.desk, text, None if keep is None else lambda now: keep(now, ""), self.paper())
        except WorkbookError as error:
            self.show(*wrap(f"  {error}", self.desk.width, "  "))
            return text
        if edited.remark:
            self.show(*wrap(f"  {edited.remark}", self.desk.width, "  "))
        return edited.text

    def _wrong_day(self, text: str, *, ahead: bool, earliest: date | None) -> str:
        today = self.desk.today()
        try:
            day = read_day(text, today, ahead=ahead)
        except BadInput as error:
            return str(error)
        if day > today and not ahead:
            return f"{weekday(day)} has not been yet."
        if earliest is not None and day < earliest:
            return f"{weekday(day)} is before {weekday(earliest)}."
        return ""


def named(people: Iterable[Person | Member]) -> list[Choice]:
    """Return people as choices: their keys, under their names."""
    return [Choice(person.key, person.name) for person in people]


def _choices(choices: Choices) -> list[Choice]:
    if isinstance(choices, Mapping):
        return [Choice(value, title) for value, title in choices.items()]
    return [Choice(choice, choice) if isinstance(choice, str) else choice for choice in choices]


def _is_call(text: str, calls: str) -> bool:
    word = text.strip()
    return len(word) == 1 and word in calls


def _needed(text: str) -> str:
    return "" if text.strip() else "Say why, in a few words."


def _complaint(read: Callable[[], object]) -> str:
    try:
        read()
    except BadInput as error:
        return str(error)
    return ""


def _hints(standing: str, calls: str, *, more: bool, needed: bool, teach: bool) -> list[str]:
    """Return the lines over a long answer; how to end one and begin a new line is said the first times only."""
    if standing:
        ways = ["↵ keeps it", "Ctrl+O opens your editor", "Ctrl+B goes back"]
    else:
        ways = ["e opens your editor", "b back" if "a" in calls else "b goes back"]
        ways += ["n does not apply"] if "n" in calls else []
        ways += ["? more"] if more else []
        ways += ["a aside"] if "a" in calls else []
        ways += [] if needed else ["↵ skips" if "a" in calls else "↵ alone skips"]
    lines = ["  " + " · ".join(ways)]
    return [*lines, "  ↵ ends the answer · Alt+↵, or \\ and then ↵, begins a new line"] if teach else lines

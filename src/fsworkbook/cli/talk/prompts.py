"""The bare prompts of the terminal: a line, a long answer, one of a list, several of a list.

Each returns what was typed or chosen, wipes itself from the screen (what was settled is printed by who asked), and
raises `Back`, `More` or `Editor` for the keys that mean these. Nothing here knows what is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import questionary
from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.styles import Style
from questionary.prompts.common import InquirerControl

from fsworkbook.cli.frame.output import clean, stood_in, width_of, wrap
from fsworkbook.cli.talk.ways import Aside, Back, Choice, Editor, More

if TYPE_CHECKING:
    from asyncio import TimerHandle
    from collections.abc import Callable, Iterable, Sequence

    from prompt_toolkit.buffer import Buffer

    from fsworkbook.cli.frame.desk import Desk

_PAUSE: Final = 1.0
_NOTE: Final = "  Description: "
"""What questionary writes before a choice's note, whose lines it does not fold."""
_MOST_WITH_NUMBERS: Final = 9
__all__ = ["Back", "Choice", "Editor", "Keeper", "More", "ask_line", "ask_long", "ask_one", "ask_secret", "ask_several"]

_STYLE: Final = Style(
    [
        ("question", "bold"),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", ""),
        ("answer", ""),
        ("instruction", ""),
        ("bottom-toolbar", "noreverse"),
    ]
)


class Keeper:
    """Keeps what is being typed, at most once a second, so that a killed terminal takes a second of it at most."""

    def __init__(self, keep: Callable[[str], str]) -> None:
        self.status = ""
        self.text: str | None = None
        self._keep = keep
        self._timer: TimerHandle | None = None

    def changed(self, buffer: Buffer) -> None:
        """Take note that the text is another now."""
        self.text = buffer.text
        loop = get_app().loop
        if self._timer is None and loop is not None:
            self._timer = loop.call_later(_PAUSE, self.flush)

    def flush(self) -> None:
        """Keep the text as it stands."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self.text is not None:
            self.status = self._keep(self.text)
            self.text = None
            get_app().invalidate()


def ask_line(
    desk: Desk,
    label: str,
    *,
    default: str = "",
    wrong: Callable[[str], str] | None = None,
    keeper: Keeper | None = None,
) -> str:
    """Ask for one line; `wrong` returns what is wrong with it, or "", and is heard before the line is taken."""
    session: PromptSession[str] = PromptSession(
        [("class:question", clean(label)), ("", "  ")],
        key_bindings=_keys(),
        validator=_validator(wrong),
        validate_while_typing=False,
        **_manner(desk),
    )
    return _run(session, default, keeper)


def ask_secret(desk: Desk, label: str) -> str:
    """Ask for a password, unseen."""
    session: PromptSession[str] = PromptSession(
        [("class:question", clean(label)), ("", "  ")], is_password=True, key_bindings=_keys(), **_manner(desk)
    )
    return _run(session, "")


def ask_long(
    desk: Desk, hints: Callable[[], str], *, default: str = "", wrong: Callable[[str], str], keeper: Keeper | None
) -> str:
    """Ask for an answer of any length: ↵ ends it, Alt+↵ or a backslash at a line's end begins a new line.

    Args:
        desk: where it is asked.
        hints: returns the lines that stand over it; asked again at every change.
        default: what stands there already.
        wrong: returns what is wrong with the text, or "".
        keeper: keeps what is being typed.
    """
    session: PromptSession[str] = PromptSession(
        lambda: [("class:instruction", clean(hints())), ("", "\n> ")],
        multiline=True,
        prompt_continuation="  ",
        key_bindings=_long_keys(),
        validator=_validator(wrong),
        validate_while_typing=False,
        **_manner(desk),
    )
    return _run(session, default, keeper)


def ask_one(desk: Desk, label: str, choices: Sequence[Choice], *, default: str | None, more: bool) -> str:
    """Ask for one of `choices`: arrows, its number or first letter, some of its letters where there are more than nine.

    A number or letter points at a choice; only ↵ takes it.
    """
    few = len(choices) <= _MOST_WITH_NUMBERS
    question = questionary.select(
        clean(label),
        [listed(desk, choice) for choice in choices],
        default=default,
        qmark="",
        pointer="›",
        instruction=_list_hint(
            desk, label, "↑↓ or its number, then ↵" if few else "↑↓ or type to find, then ↵", more=more
        ),
        use_shortcuts=few,
        use_jk_keys=False,
        use_search_filter=not few,
        **_manner(desk),
    )
    letters = {choice.title[:1].casefold() for choice in choices} if few else set()
    return str(_ask_list(question, more=more, letters=letters))


def ask_several(
    desk: Desk,
    label: str,
    choices: Sequence[Choice],
    *,
    ticked: Sequence[str],
    more: bool,
    aside: bool = False,
    pointed: str = "",
) -> list[str]:
    """Ask for any of `choices`: space chooses, ↵ goes on; letters find where there are more than nine.

    The list points at the choice `pointed` to begin with, "" for the first.

    Raises:
        More: somebody wants to know more, or to see the aside; it holds what is chosen, and pointed at, so far.
    """
    many = len(choices) > _MOST_WITH_NUMBERS
    question = questionary.checkbox(
        clean(label),
        [listed(desk, choice, ticked=choice.value in ticked) for choice in choices],
        qmark="",
        pointer="›",
        instruction=_list_hint(
            desk, label, "space to choose, ↵ to go on" + (", type to find" if many else ""), more=more, aside=aside
        ),
        use_jk_keys=False,
        use_search_filter=many,
        initial_choice=pointed or None,
        **_manner(desk),
    )
    try:
        picked = set(_ask_list(question, more=more, aside=aside))
    except More as leaving:
        leaving.picked, leaving.pointed = _chosen(question), _pointed(question)
        raise
    return [choice.value for choice in choices if choice.value in picked]


def listed(desk: Desk, choice: Choice, *, ticked: bool = False) -> questionary.Choice:
    """Return a line of a list, with its note folded to the width."""
    title = " ".join(clean(choice.title).split())
    # A note says in full what the title had to cut; one that stands in the title already would be said twice.
    note = " ".join(clean(choice.note).split())
    folded = "\n".join(wrap(note, desk.width, "    ", first=" " * len(_NOTE))).strip()
    return questionary.Choice(title, choice.value, checked=ticked, description=None if note in title else folded)


def _list_hint(desk: Desk, label: str, how: str, *, more: bool, aside: bool = False) -> str:
    """Return what the keys do, to stand after the question; folded between words where both are too long for a line."""
    hint = f"({how} · ← {'back · Tab aside' if aside else 'goes back'}{' · ? more' if more else ''})"
    before = " " * (width_of(clean(label)) % desk.width + 2)  # a space before the question, one after it
    return "\n".join(wrap(hint, desk.width, " ", first=before)).lstrip(" ")


def _chosen(question: questionary.Question) -> tuple[str, ...]:
    """Return what is chosen so far in a list of several."""
    lists = (control for control in question.application.layout.find_all_controls())
    return tuple(str(value) for control in lists for value in getattr(control, "selected_options", ()))


def _pointed(question: questionary.Question) -> str:
    """Return the choice that a list points at; "" where the search has left none."""
    for control in question.application.layout.find_all_controls():
        if isinstance(control, InquirerControl) and control.filtered_choices:
            return str(control.get_pointed_at().value)
    return ""


def _ask_list(question: questionary.Question, *, more: bool, aside: bool = False, letters: Iterable[str] = ()) -> Any:  # noqa: ANN401 - questionary's own
    application = question.application
    bindings = KeyBindings()
    bindings.add("left", eager=True)(_leave(Back))
    bindings.add("c-b", eager=True)(_leave(Back))
    bindings.add("c-d", eager=True)(_leave(EOFError))
    if more:
        bindings.add("?", eager=True)(_leave(More))
    if aside:
        bindings.add("tab", eager=True)(_leave(Aside))
    for letter in filter(str.isalpha, letters):
        for typed in {letter, letter.upper()}:
            bindings.add(typed, eager=True)(_point(question, letter))
    theirs = application.key_bindings
    application.key_bindings = merge_key_bindings([theirs, bindings] if theirs is not None else [bindings])
    return question.unsafe_ask()


def _point(question: questionary.Question, letter: str) -> Callable[[KeyPressEvent], None]:
    """Return what points at the next choice that begins with a letter: `y` at Yes."""

    def handler(_event: KeyPressEvent) -> None:
        for control in question.application.layout.find_all_controls():
            if isinstance(control, InquirerControl):
                found = [
                    at for at, choice in enumerate(control.choices) if str(choice.title).casefold().startswith(letter)
                ]
                control.pointed_at = next((at for at in found if at > control.pointed_at), found[0])

    return handler


def _keys() -> KeyBindings:
    bindings = KeyBindings()
    bindings.add("c-b", eager=True)(_leave(Back))
    return bindings


def _long_keys() -> KeyBindings:
    bindings = _keys()

    @bindings.add("enter", eager=True)
    def _(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.document.current_line_before_cursor.endswith("\\"):
            buffer.delete_before_cursor()
            buffer.insert_text("\n")
        else:
            buffer.validate_and_handle()

    @bindings.add("escape", "enter")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @bindings.add("c-o", eager=True)
    def _(event: KeyPressEvent) -> None:
        event.app.exit(exception=Editor(event.current_buffer.text))

    return bindings


def _leave(way: type[BaseException]) -> Callable[[KeyPressEvent], None]:
    def handler(event: KeyPressEvent) -> None:
        event.app.exit(exception=way())

    return handler


def _validator(wrong: Callable[[str], str] | None) -> Any:  # noqa: ANN401 - prompt_toolkit's Validator, or none
    if wrong is None:
        return None
    from prompt_toolkit.validation import ValidationError, Validator  # noqa: PLC0415 - beside its only use

    heard = wrong

    class Check(Validator):
        def validate(self, document: Document) -> None:
            sentence = heard(document.text)
            if sentence:
                raise ValidationError(len(document.text), clean(sentence))

    return Check()


def _manner(desk: Desk) -> dict[str, Any]:
    """Return how every prompt behaves: it wipes itself, and keeps to NO_COLOR."""
    depth = None if desk.colour(desk.stdout) else ColorDepth.DEPTH_1_BIT
    return {"style": _STYLE, "erase_when_done": True, "color_depth": depth, "input_processors": [_Picture()]}


class _Picture(Processor):
    """Shows a harmless mark for what would act on the terminal; the text itself stays as it is."""

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        return Transformation([(style, stood_in(text)) for style, text, *_ in transformation_input.fragments])


def _run(session: PromptSession[str], default: str, keeper: Keeper | None = None) -> str:
    if keeper is not None:
        session.default_buffer.on_text_changed += keeper.changed
    session.default_buffer.reset(Document(default))
    return str(questionary.Question(session.app).unsafe_ask())

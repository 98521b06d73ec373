"""Taking answers: from `--from`, from options, from a conversation; and saying in words what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.cli.frame.desk import is_terminal
from fsworkbook.cli.frame.naming import called, joined, tail
from fsworkbook.cli.frame.output import say, tell, wrap
from fsworkbook.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from fsworkbook.cli.frame.calling import Call
    from fsworkbook.cli.frame.output import Line, Piece
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.conversation import Conversation, Step
    from fsworkbook.workbook.record import Record

    After = Callable[[Sitting, tuple[Record, ...]], None]

Table = dict[str, Any]


class Talk(NamedTuple):
    """A conversation that records: what it is about, what it asks, and what its table becomes.

    Attributes:
        title: its first line.
        name: the name under which it is kept while it is unfinished.
        command: what takes it up again.
        steps: the questions, given the table as it is.
        opening: lines that are shown first.
        before: what stands above it all, such as the record that is put right.
        finish: turns the conversation's table into the form's own.
    """

    title: str
    name: str
    command: str
    steps: Callable[[Table], Sequence[Step]]
    opening: Sequence[str | Piece] = ()
    before: Sequence[Line] = ()
    finish: Callable[[Table], Table] = dict


def take(
    call: Call,
    kind: str,
    options: Mapping[str, Any],
    talk: Callable[[Sitting], Talk],
    *,
    after: After | None = None,
) -> None:
    """Record one form: from a file, from options alone, or by a conversation where somebody sits there.

    Args:
        call: how the command was called.
        kind: the form's.
        options: keys that the command's own options fill.
        talk: the conversation.
        after: says what was recorded; `confirm` unless it is given.

    Raises:
        BadInput: the answers cannot be used, or some are missing and nobody can be asked.
        Refused: a rule forbids it.
        Interrupted: the conversation was left; what was said is kept.
    """
    table = answers(call, options)
    sitting = call.sit(recording=True, table=table, ahead=call.source is not None)
    if call.source is not None or not sitting.desk.can_ask:
        save(sitting, kind, table, after=after)
    else:
        begin = by_key(sitting, table)
        converse(sitting, kind, about_whom(sitting, talk(sitting), begin), begin, after=after)


def about_whom(sitting: Sitting, talk: Talk, begin: Mapping[str, Any]) -> Talk:
    """Return a conversation as one about whoever an option named: it says whom, and does not ask it again.

    It has a name of its own, so that no other person's is taken up.
    """
    named = {name: str(begin[name]) for name in ("person", "parent", "child") if name in begin}
    if not named:
        return talk
    for name, who in named.items():
        talk = talk._replace(name=f"{talk.name}-{who}", command=f"{talk.command} {_PEOPLE[name]} {who}")
    asked, paths = talk.steps, [(name,) for name in named]
    return talk._replace(
        title=" · ".join([talk.title, *(sitting.family.called(who) for who in named.values())]),
        steps=lambda table: [step for step in asked(table) if step.path not in paths],
    )


def converse(sitting: Sitting, kind: str, talk: Talk, begin: Mapping[str, Any], *, after: After | None = None) -> None:
    """Hold a conversation and record what it filled in.

    Raises:
        BadInput: an option names nobody, or several.
        Refused: a rule forbids it.
        Interrupted: it was left; what was said is kept.
    """
    from fsworkbook.cli.disclosing.watching import watched  # noqa: PLC0415 - not for --from

    talk = watched(sitting, kind, talk)
    conversation = _begun(sitting, talk, begin)
    records = conversation.run(lambda table: sitting.record(kind, talk.finish(table), conversation.becoming))
    _say(sitting, records, after)


def by_key(sitting: Sitting, begin: Mapping[str, Any]) -> Table:
    """Return what options say with people by their keys, so that a list can begin at them.

    Raises:
        BadInput: an option names nobody, or several.
    """
    from fsworkbook.workbook.kinship import find_person  # noqa: PLC0415 - only for a conversation

    def key(word: str, option: str) -> str:
        return find_person(word, sitting.family, sitting.practice.relations, option).key

    made = dict(begin)
    for name, option in _PEOPLE.items():
        value = made.get(name)
        if isinstance(value, str):
            made[name] = key(value, option)
        elif isinstance(value, list):
            made[name] = [key(word, option) for word in value]
    return made


_PEOPLE: Final = {
    "person": "--person",
    "parent": "--parent",
    "child": "--child",
    "children": "--child",
    "children_seen": "--child",
    "about": "--about",
}
"""Keys that an option fills with a person, and the option."""


def hold(sitting: Sitting, talk: Talk, begin: Mapping[str, Any], keep: Callable[[Table], Any]) -> Any:  # noqa: ANN401
    """Hold a conversation, kept as it goes, and return what `keep` makes of its table."""
    return _begun(sitting, talk, begin).run(keep)


def _begun(sitting: Sitting, talk: Talk, begin: Mapping[str, Any]) -> Conversation:
    from fsworkbook.cli.talk.conversation import Conversation  # noqa: PLC0415 - not for --from

    if talk.before:
        say(sitting.desk, *talk.before, "")
    return Conversation(
        sitting.desk,
        talk.title,
        talk.steps,
        drafts=sitting.drafts(),
        name=talk.name,
        command=talk.command,
        begin=begin,
        opening=talk.opening,
    )


def answers(call: Call, options: Mapping[str, Any]) -> Table:
    """Return the table that `--from` and the options fill together; an option shortens a key.

    Raises:
        BadInput: the file cannot be read, or says something else than an option does.
    """
    from fsworkbook.cli.frame.source import read_source  # noqa: PLC0415 - not for a conversation

    table = read_source(call.desk, call.source) if call.source is not None else {}
    for key, value in options.items():
        if value in (None, [], ""):
            continue
        if key in table and table[key] != value:
            raise BadInput(f"{key} stands in {call.source} and is given as an option, and they differ. Leave one out.")
        table[key] = value
    return table


def save(sitting: Sitting, kind: str, table: Mapping[str, Any], *, after: After | None = None) -> None:
    """Record a filled table; print its ids, and say in words what was recorded and what can be done next."""
    _say(sitting, sitting.record(kind, table), after)


def _say(sitting: Sitting, records: tuple[Record, ...], after: After | None) -> None:
    (after or confirm)(sitting, records)
    look_over(sitting, records)


def look_over(sitting: Sitting, records: tuple[Record, ...]) -> None:
    """Say where what was recorded holds words that are kept from somebody (F.47), or that are worth changing (K2)."""
    kinds = sitting.practice.records
    told = any(record.sections or kinds[record.kind].audience == _FAMILY for record in records if record.kind in kinds)
    if told and sitting.folder.holds("restriction"):
        from fsworkbook.cli.disclosing.flagging import flag  # noqa: PLC0415 - only where something is restricted

        flag(sitting, records)
    # A rating has no sections, and a script nobody who reads what is said: neither pays for it.
    if any(record.sections for record in records) and is_terminal(sitting.desk.stderr):
        from fsworkbook.cli.quality.afterwards import look_over as words_of  # noqa: PLC0415 - beside its only use

        words_of(sitting, records)


_FAMILY: Final = "family"


def confirm(sitting: Sitting, records: tuple[Record, ...]) -> None:
    """Say what was recorded, what in it needs a second look, and what can be done next."""
    from fsworkbook.workbook.clock import brief  # noqa: PLC0415 - not for --help

    desk = sitting.desk
    names = joined(called(record, sitting.family, sitting.practice) for record in records)
    line = f"Recorded: {names}, {brief(records[0].on)}."
    lines = wrap(line, desk.width)
    for remark in _remarks(sitting, records):
        lines += wrap(remark, desk.width)
    key = tail(records[0].id)
    tell(desk, *lines, f"Read it: fsworkbook show {key} · put it right: fsworkbook correct")


def _remarks(sitting: Sitting, records: tuple[Record, ...]) -> list[str]:
    from fsworkbook.workbook.apart import met, there  # noqa: PLC0415 - beside its only use

    found = []
    for record in records:
        for order in met(record, sitting.family, sitting.practice):
            against = sitting.family.first_name(order.against)
            kept = joined(sitting.family.first_name(key) for key in order.protects if key in there(record))
            found.append(
                f"Please look: {against} and {kept} were both there, and the {order.kind} ({order.key}) keeps them "
                "apart. It is recorded as it happened; tell the team manager."
            )
    return list(dict.fromkeys(found))

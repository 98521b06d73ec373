"""`consent`: who agreed to what, to help and to sharing; ask, give, limit, refuse, withdraw, not-required, review."""

# No `from __future__ import annotations`: these are read at run time.

from typing import TYPE_CHECKING, Annotated, Any

from fsworkbook.cli.frame.calling import Call, Group, either, recording
from fsworkbook.cli.frame.options import On
from fsworkbook.cli.frame.spelling import Option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Talk

group = Group()

Person = Annotated[
    str | None, Option("--person", metavar="WHO", help="Who was asked, by key, name, or a word such as mum.")
]
Matter = Annotated[str | None, Option("--matter", metavar="ID|NAME", help="Agreeing to what, such as share-gp.")]
To = Annotated[str | None, Option("--to", metavar="NAME", help="With whom it may be shared: one recipient.")]
Scope = Annotated[str | None, Option("--scope", metavar="TEXT", help="Exactly what was agreed to.")]
Words = Annotated[str | None, Option("--words", metavar="TEXT", help="What they said, in their words.")]
Limits = Annotated[str | None, Option("--limits", metavar="TEXT", help="The limits that they set, in their words.")]
Why = Annotated[str | None, Option("--reason", metavar="ID|NAME", help="Why it is not required (F.08).")]
DecidedBy = Annotated[str | None, Option("--decided-by", metavar="KEY", help="The manager who decided that (B.66).")]
List = Annotated[bool, Option("--list", help="Show where every consent stands: what it does without this, too.")]


@group.callback()
@either
def command(call: Call, person: Person = None, listing: List = False) -> None:
    """See who agreed to what, what lapsed and what nobody asked yet; --from records what somebody said."""
    if not call.bare:
        return
    if call.source is None or listing or call.json or call.at:
        from fsworkbook.cli.work.consents import show_consents  # noqa: PLC0415 - not for recording

        show_consents(call.sit(), person, call.until(), json=call.json)
        return
    _take(call, "ask", {"person": person})


@group.command()
@recording
def ask(call: Call, person: Person = None, matter: Matter = None, to: To = None, on: On = None) -> None:
    """Ask one person about one matter, and record what they said: whatever it was, “not yet” included."""
    _take(call, "ask", {"person": person, "matter": matter, "to": to, "on": call.day(on)})


@group.command()
@recording
def give(
    call: Call, person: Person = None, matter: Matter = None, to: To = None, scope: Scope = None,
    words: Words = None, on: On = None,
) -> None:  # fmt: skip
    """Record that somebody agreed."""
    told = {"person": person, "matter": matter, "to": to, "scope": scope, "words": words, "on": call.day(on)}
    _take(call, "give", told)


@group.command()
@recording
def limit(
    call: Call, person: Person = None, matter: Matter = None, to: To = None, limits: Limits = None, on: On = None
) -> None:
    """Record that somebody agreed with limits: what may not be, or must not reach whom, in their words."""
    _take(call, "limit", {"person": person, "matter": matter, "to": to, "limits": limits, "on": call.day(on)})


@group.command()
@recording
def refuse(
    call: Call, person: Person = None, matter: Matter = None, to: To = None, words: Words = None, on: On = None
) -> None:
    """Record that somebody said no."""
    _take(call, "refuse", {"person": person, "matter": matter, "to": to, "words": words, "on": call.day(on)})


@group.command()
@recording
def withdraw(
    call: Call, person: Person = None, matter: Matter = None, to: To = None, words: Words = None, on: On = None
) -> None:
    """Record that somebody took back what they had agreed to: nothing is deleted, nothing may rest on it any more."""
    _take(call, "withdraw", {"person": person, "matter": matter, "to": to, "words": words, "on": call.day(on)})


@group.command("not-required")
@recording
def not_required(
    call: Call, person: Person = None, matter: Matter = None, to: To = None, reason: Why = None,
    decided_by: DecidedBy = None, on: On = None,
) -> None:  # fmt: skip
    """Record that agreement is not required, for one of the listed reasons; the team manager decides."""
    told = {"person": person, "matter": matter, "to": to, "reason": reason, "decided_by": decided_by}
    _take(call, "not-required", {**told, "on": call.day(on)})


@group.command()
@recording
def review(call: Call, person: Person = None, matter: Matter = None, to: To = None, on: On = None) -> None:
    """Ask again: what lapsed comes first; the answer stands in the place of the one before, which is kept."""
    _take(call, "review", {"person": person, "matter": matter, "to": to, "on": call.day(on)})


def _take(call: Call, word: str, told: "Mapping[str, Any]") -> None:
    """Record what somebody said: from a file, from options, or by asking."""
    from fsworkbook.cli.frame.taking import take  # noqa: PLC0415 - not for --help
    from fsworkbook.cli.work.consentsaid import after  # noqa: PLC0415 - likewise

    def talk(sitting: "Sitting") -> "Talk":
        from fsworkbook.cli.work.consenttalk import talk_of  # noqa: PLC0415 - only to ask

        return talk_of(sitting, word, told)

    take(call, "consent", {**told, "state": _state(call, word)}, talk, after=after)


def _state(call: Call, word: str) -> str | None:
    """Return the state that a second word records, as the practice model in use says; None where it is asked."""
    from fsworkbook.cli.frame.choosing import practice  # noqa: PLC0415 - not for --help

    states = practice(call.desk).consent_states.values()
    return next((state.id for state in states if state.word == word), None)

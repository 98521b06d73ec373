"""`report sign`: the signatures under a final report, in their order; the last one freezes it (G.08, B.72)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.cli.paper.freezing import found, keep
from fsworkbook.cli.paper.reporting import choose_assessment
from fsworkbook.cli.paper.versionnames import between, find, made_by
from fsworkbook.cli.paper.versionpages import whose
from fsworkbook.errors import BadInput, Refused
from fsworkbook.workbook.forms.version import may_sign
from fsworkbook.workbook.kinship import find_person
from fsworkbook.workbook.reportversions import DECIDER, SIGNED, UNSIGNED, Turn, Version, open_versions, turns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.record import Record

_WHO: Final = "person"
_SAID: Final = "signed"


def choose(sitting: Sitting, parent: str | None, key: str | None) -> Assessment:
    """Return the assessment whose report is signed: the one that is named, else the only one that waits.

    Raises:
        BadInput: none fits, or several do.
    """
    if parent is None and key is None:
        ledger = sitting.ledger()
        waiting = [one for one in sitting.family.assessments.values() if open_versions(ledger, one.key)]
        if len(waiting) == 1:
            return waiting[0]
    return choose_assessment(sitting, parent, key)


def sign(sitting: Sitting, chosen: Assessment, table: Table, typed: str | None, *, asking: bool) -> None:
    """Record the next signature under a report.

    Args:
        sitting: the family, and who records it.
        chosen: whose report.
        table: what `--from` and the options hold.
        typed: which version, where it is said; of several that were made final apart, the others are withdrawn.
        asking: whether what is missing may be asked.

    Raises:
        BadInput: no version waits for a signature, or the answers cannot be used.
        Refused: somebody else is to sign first, or the role may not sign here.
        Interrupted: the conversation was left; what was said is kept.
    """
    version = _open(sitting, chosen, typed, asking=asking)
    turn = _turn(sitting, version, table, asking=asking)
    may_sign(turn.section.signer, sitting.bearings())
    step = {"of": version.final.id, "place": turn.section.id, **({_WHO: turn.person} if turn.person else {})}

    def record(said: Mapping[str, Any]) -> tuple[Record, ...]:
        filled = {**table, **{name: value for name, value in said.items() if name != _SAID}, **step}
        filled.setdefault("step", UNSIGNED if "reason" in filled else SIGNED)
        kept, written = keep(sitting.folder, filled, sitting.bearings(), sitting.waiting)
        sitting.account(kept, written)
        return kept

    if asking and not set(table) & {"step", "text", "how", "reason"}:
        from fsworkbook.cli.frame.taking import hold  # noqa: PLC0415 - only to ask

        made = hold(sitting, _talk(sitting, version, turn), table, record)
    else:
        made = record({})
    _say(sitting, made[0])


def _open(sitting: Sitting, chosen: Assessment, typed: str | None, *, asking: bool) -> Version:
    """Return the version that is to be signed; where two were made final apart, once it is settled which.

    Raises:
        BadInput: none waits for a signature, or several do and nobody says which.
        Refused: the one that is named does not wait, or the role may not settle it.
    """
    waiting = open_versions(sitting.ledger(), chosen.key)
    if typed is not None:
        version = find(sitting, chosen, typed, None)
        if version.state != "to sign":
            raise Refused(f"version {version.name} is {version.state}; nobody signs it any more.")
    elif len(waiting) > 1 and asking:
        version = _which(sitting, waiting)
    elif len(waiting) > 1:
        raise BadInput(f"{' '.join(between(waiting, sitting.family))} --version {waiting[0].name}")
    elif waiting:
        version = waiting[0]
    else:
        raise BadInput(
            f"{chosen.key} has no version that waits for a signature. Make it final first: fsworkbook report --final"
        )
    for other in waiting:
        if other.final.id != version.final.id:
            _withdraw(sitting, other, version)
    return version


def _which(sitting: Sitting, waiting: Sequence[Version]) -> Version:
    """Ask which of several versions goes to be signed.

    Raises:
        Interrupted: nobody said; nothing was recorded.
    """
    from fsworkbook.cli.talk.asking import Asker  # noqa: PLC0415 - only to ask

    key, names = waiting[0].assessment, [item.name for item in waiting]
    lines = [
        *list(between(waiting, sitting.family))[:1],
        "One goes to be signed; the other is withdrawn, and stays in the records.",
        f"What they differ in: fsworkbook report compare --assessment {key} --version {names[0]} --with {names[1]}",
    ]
    asker = Asker.at(sitting.desk)
    asker.show(*(line for words in lines for line in wrap(words, sitting.desk.width)))
    offered = {item.final.id: f"Version {item.name}, {_said(sitting, item)}" for item in waiting}
    chosen = asker.one("Which goes to be signed?", offered)
    return next(item for item in waiting if item.final.id == chosen)


def _said(sitting: Sitting, version: Version) -> str:
    """Return who made a version final and who signed it, for choosing between two."""
    signed = [sitting.family.first_name(step.word("person") or step.by) for step in version.steps]
    return made_by(version, sitting.family) + (f"; signed so far: {', '.join(signed)}" if signed else "")


def _withdraw(sitting: Sitting, other: Version, version: Version) -> None:
    """Withdraw a version that was made final beside the one that goes to be signed."""
    reason = f"Version {version.name} goes to be signed: two were made final apart."
    sitting.record("strike", {"strikes": other.final.id, "reason": reason})
    tell(sitting.desk, f"Version {version.name} goes to be signed; version {other.name} is withdrawn.")


def _turn(sitting: Sitting, version: Version, table: Mapping[str, Any], *, asking: bool) -> Turn:
    """Return whose turn it is: a parent’s who is named, else the first one that is left.

    Where nobody is asked, a parent is named: no command that is run once too often signs for one.

    Raises:
        BadInput: the person named is none who signs this report; a parent signs next, and nobody names them.
        Refused: somebody else signs first, or they have signed already.
    """
    left = turns(version, sitting.practice)
    if not left:
        raise Refused(f"version {version.name} has every signature.")
    named = table.get(_WHO)
    if named is None:
        if left[0].person and not asking:
            name = sitting.family.first_name(left[0].person)
            raise BadInput(
                f"{name} signs next. Where {name} did: --person {left[0].person}. Where not: add --not-signed with why."
            )
        return left[0]
    person = find_person(str(named), sitting.family, sitting.practice.relations, "--person", among=version.parents).key
    fitting = next((turn for turn in left if turn.person == person), None)
    if fitting is None:
        raise Refused(f"{sitting.family.first_name(person)}’s signature is recorded already. Look: report versions")
    if fitting.section is not left[0].section:
        raise Refused(f"{left[0].section.heading} comes first (G.08); nothing was recorded.")
    return fitting


def _talk(sitting: Sitting, version: Version, turn: Turn) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
    from fsworkbook.workbook.clock import spoken  # noqa: PLC0415 - likewise

    last = len(turns(version, sitting.practice)) == 1
    freezes = "It is the last signature: the whole paper is frozen with it." if last else ""
    opening = [
        f"Version {version.name}, made final on {spoken(version.on)}. Its words are kept as they were then.",
        *([freezes] if freezes else []),
    ]
    return Talk(
        f"{sitting.family.surname} · signing {version.assessment}, {whose(sitting, turn)}",
        f"sign-{version.final.id}-{turn.person or turn.section.signer}",
        f"fsworkbook report sign --assessment {version.assessment}"
        + (f" --person {turn.person}" if turn.person else ""),
        lambda said: _steps(sitting, turn, said),
        opening=[line for words in opening for line in wrap(words, sitting.desk.width)],
    )


def _steps(sitting: Sitting, turn: Turn, said: Table) -> Sequence[Step]:
    from fsworkbook.cli.talk.asksteps import day, long, text, yes  # noqa: PLC0415 - only to ask

    name = sitting.family.first_name(turn.person) if turn.person else ""
    if not name:
        steps = [day("on", "On which day do you sign?", title="Signed on")]
        if turn.section.signer == DECIDER:
            steps.append(
                long(
                    "text",
                    "Your comments on the report?",
                    more="They stand in it, above your signature.",
                    title="Comments",
                )
            )
        return steps
    steps = [yes(_SAID, f"Did {name} sign it?", title="Signed")]
    if said.get(_SAID) is False:
        steps.append(
            long("reason", f"Why did {name} not sign?", needed=True, more="It stands in the report.", title="Why not")
        )
        steps.append(day("on", "When was that said?", title="On"))
    else:
        steps.append(text("how", f"How did {name} sign?", more="In pen on the printed paper; by e-mail.", title="How"))
        steps.append(day("on", f"On which day did {name} sign?", title="Signed on"))
    steps.append(
        long("text", f"What does {name} say of it?", more="In their own words; it stands in the report.", title="Says")
    )
    return steps


def _say(sitting: Sitting, made: Record) -> None:
    version = found(sitting.ledger(), made.word("of"))
    if version is None:  # pragma: no cover - it was signed just now
        return
    left = turns(version, sitting.practice)
    if version.state == "signed":
        lines = [
            f"Version {version.name} of {version.assessment} is signed by everybody, and frozen.",
            f"Print it: fsworkbook report --version {version.name} --assessment {version.assessment}",
        ]
        one = sitting.family.assessments.get(version.assessment)
        if one is not None and one.concluded is None:  # nobody else can know whether its work goes on (C.18)
            lines.append(f"Is the assessment over? Say on which day: fsworkbook assessment conclude {one.key}")
    else:
        said = "Signed"
        if made.word("step") == UNSIGNED:
            said = f"{sitting.family.first_name(made.word('person'))} did not sign, and why is recorded"
        lines = [f"{said}. Next: {whose(sitting, left[0])}."]
    tell(sitting.desk, *(line for words in lines for line in wrap(words, sitting.desk.width)))

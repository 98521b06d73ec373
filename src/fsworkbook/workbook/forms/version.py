"""A version of the report: its words made final, and each signature under them (G.08, G.09, B.72).

The number, the hashes and who was assessed are the program's to say: `report --final` and `report sign` fill them in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.errors import Refused
from fsworkbook.workbook.forms import key as keys
from fsworkbook.workbook.forms.form import Draft, Filled, Form, allow, plain
from fsworkbook.workbook.forms.key import Key, Unfit
from fsworkbook.workbook.ledger import ledger
from fsworkbook.workbook.reportversions import (
    DECIDER,
    FINAL,
    KIND,
    LEAD,
    PARENTS,
    SIGN,
    SIGNED,
    UNSIGNED,
    Turn,
    Version,
    next_number,
    open_versions,
    turns,
    versions,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fsworkbook.workbook.forms.bearings import Bearings

PAPERS: Final = ("json", "md", "pdf")
"""The formats whose hashes tell a version’s paper from any other; one that is to be signed has the first two."""

_ALWAYS: Final = {
    FINAL: ("assessment", "sha256"),
    SIGNED: ("of", "place"),
    UNSIGNED: ("of", "place", "person", "reason"),
}
_NEVER: Final = {
    FINAL: ("of", "place", "person", "reason", "how", "text"),
    SIGNED: ("assessment", "reasons", "reason"),
    UNSIGNED: ("assessment", "reasons", "how"),
}
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def _step(value: object, _bearings: Bearings) -> str:
    if not isinstance(value, str) or value not in _ALWAYS:
        raise Unfit(f"takes one of: {', '.join(_ALWAYS)}.")
    return value


def _place(value: object, bearings: Bearings) -> str:
    places = {section.id: section for section in bearings.practice.sections if section.signer}
    if not isinstance(value, str) or value not in places:
        raise Unfit(f"takes a part in which somebody signs: {', '.join(places)}.")
    return value


def _hashes(value: object, _bearings: Bearings) -> dict[str, str]:
    known = isinstance(value, dict) and set(PAPERS[:2]) <= set(value) <= set(PAPERS)
    if not known or not isinstance(value, dict) or not all(map(_is_hash, value.values())):
        raise Unfit("takes a table from format to hash, which the command fills in.")
    return {name: value[name] for name in PAPERS if name in value}


def _is_hash(value: object) -> bool:
    return isinstance(value, str) and _SHA256.fullmatch(value) is not None


def reasons(value: object, _bearings: Bearings | None = None) -> dict[str, str]:
    """Read why parts may stand open, by the part: TOML reads `S10.3 = "…"` as a table in a table, which is the same."""
    if not isinstance(value, dict):
        raise Unfit('takes a table from part to words: { S10.3 = "…" }.')
    return dict(_flat(value, ""))


def _flat(table: dict[str, Any], before: str) -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        elif isinstance(value, str) and value.strip():
            yield f"{before}{name}", value
        else:
            raise Unfit(f"says nothing for {before}{name}: write why it may stand open.")


def _faults(filled: Filled) -> Iterable[str]:
    step = filled["step"]
    yield from (f"{name} is missing." for name in _ALWAYS[step] if name not in filled)
    yield from (f"{name} does not belong to this step." for name in _NEVER[step] if name in filled)
    if "corrects" in filled:
        yield "corrects does not fit what was signed: make the report final anew, which is another version."
    if "text" in filled and not isinstance(filled["text"], str):
        yield "text takes the comments, in words."


def version_of(final: str, bearings: Bearings) -> Version | None:
    """Return the version that a record made final; None where the id names no such record."""
    record = bearings.find(final)
    if record is None or record.kind != KIND or record.word("step") != FINAL:
        return None
    found = versions(ledger(bearings.records()), record.word("assessment"))
    return next((item for item in found if item.final.id == final), None)


def _draft(filled: Filled) -> Draft:
    bearings = filled.bearings
    made = plain(filled)
    if filled["step"] == FINAL:
        may_sign(LEAD, bearings)
        assessment = bearings.family.assessments[filled["assessment"]]
        number = next_number(bearings.records(), assessment.key)
        return made._replace(head={**made.head, "version": number, "parents": list(assessment.parents)})
    turn, last = _turn(filled)
    may_sign(turn.section.signer, bearings)
    if last is not ("sha256" in filled):
        raise Refused("the last signature, and no other, freezes the whole paper, which “fsworkbook report sign” does.")
    about = {"about": [turn.person]} if turn.person else {}
    return made._replace(head={**about, **made.head})


def _turn(filled: Filled) -> tuple[Turn, bool]:
    """Return the turn that a signature takes, and whether it is the last one.

    Raises:
        Refused: the version cannot be signed any more, or somebody else comes first.
    """
    bearings = filled.bearings
    version = version_of(filled["of"], bearings)
    if version is None:
        raise Refused("of takes the id of the record that made a report final. “fsworkbook report sign” finds it.")
    if version.state != "to sign":
        raise Refused(f"version {version.name} is {version.state}, so nobody signs it any more.")
    _refuse_unsettled(version, bearings)
    left = turns(version, bearings.practice)
    first = left[0].section if left else None
    who = filled.get("person", "")
    turn = next((item for item in left if item.section.id == filled["place"] and item.person == who), None)
    if turn is None and any(
        (step.word("place"), step.word("person")) == (filled["place"], who) for step in version.steps
    ):
        raise Refused(
            f"that signature under version {version.name} is recorded already; nothing was recorded. Look: fsworkbook "
            f"report versions --assessment {version.assessment}"
        )
    if turn is None:
        raise Refused("of, place and person name no signature that this version waits for.")
    if first is not None and turn.section is not first:
        raise Refused(f"{first.heading} comes first (G.08); nothing was recorded.")
    if filled["step"] == UNSIGNED and turn.section.signer != PARENTS:
        raise Refused("only a parent’s signature may be left out, with the reason; nothing was recorded.")
    if turn.section.signer == DECIDER and any(
        step.by == bearings.author.key for step in version.steps if not step.word("person")
    ):
        raise Refused("nobody signs last what they signed first; nothing was recorded.")
    return turn, len(left) == 1


def _refuse_unsettled(version: Version, bearings: Bearings) -> None:
    """Refuse a signature while two versions of one number wait for it: nobody signs without knowing of the other.

    Raises:
        Refused: naming them, and how it is settled.
    """
    waiting = open_versions(ledger(bearings.records()), version.assessment)
    if len(waiting) > 1:
        names = " and ".join(item.name for item in waiting)
        raise Refused(
            f"versions {names} of {version.assessment} were made final apart, and both wait. Say which goes to be "
            f"signed: fsworkbook report sign --assessment {version.assessment} --version {waiting[0].name}. The other "
            "is withdrawn then."
        )


def may_sign(signer: str, bearings: Bearings) -> None:
    """Refuse a signature that the author's role may not give; who covers for a role may do what it may (B.72).

    Raises:
        Refused: naming the roles that may.
    """
    practice = bearings.practice
    if signer == DECIDER:
        may = [role.id for role in practice.who_may(SIGN, "D")]
    elif signer == LEAD:
        may = [role.id for role in practice.who_may(SIGN, "W") if role.id == practice.allocated_role]
    else:
        may = [role.id for letter in "WD" for role in practice.who_may(SIGN, letter)]
    if not _roles(bearings) & set(may):
        named = ", ".join(practice.roles[role].name for role in may) or "nobody of the team"
        raise Refused(f"{bearings.author.name} may not sign here; nothing was recorded. Who may: {named}.")


def _roles(bearings: Bearings) -> set[str]:
    covers = (item for item in bearings.family.covers if item.person == bearings.author.key)
    today = bearings.today
    return {bearings.author.role} | {
        item.role
        for item in covers
        if (item.since is None or item.since <= today) and (item.until is None or today <= item.until)
    }


def refuse_signed(record_id: str, bearings: Bearings) -> None:
    """Refuse to withdraw anything of a version that everybody signed (G.09), or to anybody who may not sign (B.72).

    Raises:
        Refused: naming the way that is left: a new version; or the roles that may.
    """
    allow(SIGN, bearings)
    record = bearings.find(record_id)
    version = version_of(record.word("of") or record.id, bearings) if record is not None else None
    if version is not None and version.state == "signed":
        raise Refused(
            f"version {version.name} of this report is signed by everybody, so it stays as it is. Put right what is "
            "recorded, and make the report final anew: fsworkbook report --final"
        )


FORM: Final = Form(
    kind=KIND,
    command="report sign",
    action=SIGN,
    keys=(
        Key("step", "final, signed or unsigned", _step, required=True, about="what is done; the command says it"),
        Key(
            "assessment",
            "the key of an assessment",
            keys.choice(lambda bearings: bearings.family.assessments),
            about="final: whose report",
        ),
        Key("reasons", "a table from part to words", reasons, about="final: why a part may stand open"),
        Key("sha256", "a table from format to hash; filled in", _hashes, about="what the paper is known by"),
        Key("of", "the id of a version; filled in", keys.record_id, about="the record that made the words final"),
        Key("place", "a part of the report; filled in", _place, about="where the signature stands: S16, S17, S19"),
        Key("person", "a parent", keys.person, about="whose signature it is, where a parent signs"),
        Key("how", "words", keys.text, about="how it was given: in pen on the printed paper"),
        Key("reason", "words", keys.text, about="unsigned: why the parent did not sign (G.08)"),
        Key("text", "words", keys.text, about="the comments of whoever signs"),
    ),
    faults=_faults,
    draft=_draft,
)

"""`report --final`: the report is made final; nothing may stand open in it without a reason (G.03, G.09, N.94)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.naming import joined
from fsworkbook.cli.frame.output import Piece, tell, wrap
from fsworkbook.cli.paper import finishlines
from fsworkbook.cli.paper.freezing import found, keep, kept_final, made_final
from fsworkbook.errors import BadInput, Refused
from fsworkbook.report.finishing import remarks
from fsworkbook.workbook.forms.key import Unfit
from fsworkbook.workbook.forms.version import may_sign, reasons
from fsworkbook.workbook.reportversions import FINAL, LEAD, open_versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.frame.taking import Table, Talk
    from fsworkbook.report.assessment import Assembly
    from fsworkbook.report.finishing import Remark
    from fsworkbook.report.gaps import Missing
    from fsworkbook.workbook.family import Assessment
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.reportversions import Version

_KEYS: Final = ("assessment", "parent", "reasons", "by", "on")


def finish(
    sitting: Sitting, chosen: Assessment, table: Table, formats: Sequence[str], output: Path | None, *, asking: bool
) -> None:
    """Make a report final, and print it for signing.

    Args:
        sitting: the family, and who makes it final.
        chosen: whose report.
        table: what `--from` holds.
        formats: suffixes of the paper to sign.
        output: where it goes.
        asking: whether a reason may be asked for what stands open.

    Raises:
        BadInput: the answers cannot be used.
        Refused: the role may not, or something stands open without a reason.
        Interrupted: the conversation was left; what was said is kept.
    """
    bearings = sitting.bearings()
    may_sign(LEAD, bearings)
    given = _given(table)
    waiting = open_versions(sitting.ledger(), chosen.key)

    def record(said: Mapping[str, Any]) -> tuple[Record, ...]:
        whole = {**given, **said.get("reasons", {})}
        step = {"step": FINAL, "assessment": chosen.key, **({"reasons": whole} if whole else {})}
        check = partial(_look_over, sitting, chosen, whole)
        kept, written = keep(sitting.folder, {**_common(table), **step}, sitting.bearings(), sitting.waiting, check)
        sitting.account(kept, written)
        return kept

    if asking:
        made = made_final(bearings, sitting.ledger(), chosen.key, given)
        gaps, stopping = finishlines.unreasoned(made, remarks(made), given)
        if gaps or stopping:
            from fsworkbook.cli.frame.taking import hold  # noqa: PLC0415 - only to ask

            talk = _talk(sitting, chosen, gaps, stopping, made)
            talk = talk._replace(opening=[*_superseding(sitting, waiting), *talk.opening])
            _say(sitting, hold(sitting, talk, {}, record), waiting, formats, output)
            return
    _say(sitting, record({}), waiting, formats, output)


def _look_over(sitting: Sitting, chosen: Assessment, reasons: Mapping[str, str], made: Assembly) -> None:
    """Refuse a report in which something stands open without a reason, or that waits for signatures as it is already.

    Raises:
        Refused: naming where, or which version waits.
    """
    gaps, stopping = finishlines.unreasoned(made, remarks(made), reasons)
    if gaps or stopping:
        raise Refused(_open_ones(gaps, stopping, made, chosen))
    for version in open_versions(sitting.ledger(), chosen.key):
        if not _differs(sitting, version, made):
            raise Refused(
                f"version {version.name} of {chosen.key} says the same already, and waits for signatures: fsworkbook "
                f"report sign --assessment {chosen.key}"
            )


def _differs(sitting: Sitting, version: Version, made: Assembly) -> bool:
    """Return whether a report says anything else than a version does; one whose kept paper was changed, does."""
    from fsworkbook.report.compare import differences  # noqa: PLC0415 - only where one waits

    try:
        return bool(differences(kept_final(sitting.folder, version), made.document))
    except BadInput:
        return True


def _superseding(sitting: Sitting, waiting: Sequence[Version]) -> list[str]:
    """Return what becomes of the versions that wait for signatures."""
    lines = []
    for version in waiting:
        signed = joined(sitting.family.called(step.word("person") or step.by) for step in version.steps)
        words = f"Version {version.name} waits for signatures. This one takes its place, and is signed from the start"
        lines += wrap(f"{words}; signed so far: {signed}." if signed else f"{words}.", sitting.desk.width)
    return lines


def _given(table: Table) -> dict[str, str]:
    strange = [name for name in table if name not in _KEYS]
    if strange:
        raise BadInput(f"report --final takes these keys: {', '.join(_KEYS)}. Nothing was recorded.")
    try:
        return reasons(table.get("reasons", {}))
    except Unfit as unfit:
        raise BadInput(f"report --final: reasons {unfit} Nothing was recorded.") from None


def _common(table: Table) -> dict[str, Any]:
    return {name: table[name] for name in ("by", "on") if name in table}


def _open_ones(gaps: Sequence[Missing], stopping: Sequence[Remark], made: Assembly, chosen: Assessment) -> str:
    asked = finishlines.asked_of(gaps, stopping, made)
    count = len(gaps) + len(stopping)
    what = "1 thing stands" if count == 1 else f"{count} things stand"
    return (
        f"{chosen.key} is not final: {what} open without a reason, in {', '.join(asked)}. What they are: fsworkbook "
        f"report --check --assessment {chosen.key}. Write them, or say why each may stay open: in --from, "
        f'reasons = {{ "{next(iter(asked))}" = "…" }}.'
    )


def _talk(
    sitting: Sitting, chosen: Assessment, gaps: Sequence[Missing], stopping: Sequence[Remark], made: Assembly
) -> Talk:
    from fsworkbook.cli.frame.taking import Talk  # noqa: PLC0415 - only to ask
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - likewise

    asked = finishlines.asked_of(gaps, stopping, made)
    width = sitting.desk.width

    def step(key: str, title: str, what: list[str]) -> Step:
        lines = wrap(f"Open: {_joined(what)}", width, "  ") if what else []

        def ask(asker: Any, _table: Table) -> Any:  # noqa: ANN401 - an Asker, and words
            asker.show(*lines)
            return asker.long(f"{title}: why may it stay open?", needed=True, may_not_apply=False)

        return Step(("reasons", key), ask, title)

    asked_steps = [step(key, title, what) for key, (title, what) in asked.items()]
    count = len(asked_steps)
    opening: list[str | Piece] = [
        *wrap(
            "A final report leaves nothing open without a reason, which is printed where the part would stand. "
            f"There {'is 1 place' if count == 1 else f'are {count} places'} to give one.",
            width,
        ),
        Piece(f"What they are: fsworkbook report --check --assessment {chosen.key}", "quiet"),
        "",
    ]
    return Talk(
        f"{sitting.family.surname} · making {chosen.key} final",
        f"final-{chosen.key.lower()}",
        f"fsworkbook report --final --assessment {chosen.key}",
        lambda _table: asked_steps,
        opening=opening,
    )


def _joined(what: Sequence[str]) -> str:
    return ("; " if any(", " in item for item in what) else ", ").join(what)


def _say(
    sitting: Sitting,
    kept: Sequence[Record],
    before: Sequence[Version],
    formats: Sequence[str],
    output: Path | None,
) -> None:
    from fsworkbook.cli.paper.versionpages import print_version  # noqa: PLC0415 - only where there is one

    version = found(sitting.ledger(), kept[0].id)
    if version is None:  # pragma: no cover - it was recorded just now
        return
    print_version(sitting, version, formats, output)
    tell(
        sitting.desk,
        *wrap(
            f"Version {version.name} of {version.assessment} is final. Its words are kept as they stand; what changes "
            "from now on is another version.",
            sitting.desk.width,
        ),
        *(f"Version {item.name} is not signed any more." for item in before),
        f"Next, its signatures: fsworkbook report sign --assessment {version.assessment}",
    )

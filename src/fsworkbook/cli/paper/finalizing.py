"""`report --final`: the report is made final; nothing may stand open in it without a reason (G.03, G.09, N.94)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from fsworkbook.cli.frame.output import Piece, tell, wrap
from fsworkbook.cli.paper import finishlines
from fsworkbook.cli.paper.freezing import found, keep, made_final
from fsworkbook.errors import BadInput, Refused
from fsworkbook.report.finishing import remarks
from fsworkbook.workbook.forms.key import Unfit
from fsworkbook.workbook.forms.version import may_sign, reasons
from fsworkbook.workbook.reportversions import FINAL, LEAD

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

    def record(said: Mapping[str, Any]) -> tuple[Record, ...]:
        whole = {**given, **said.get("reasons", {})}
        step = {"step": FINAL, "assessment": chosen.key, **({"reasons": whole} if whole else {})}
        check = partial(_refuse_open, chosen=chosen, reasons=whole)
        kept, written = keep(sitting.folder, {**_common(table), **step}, sitting.bearings(), sitting.waiting, check)
        sitting.account(kept, written)
        return kept

    if asking:
        made = made_final(bearings, sitting.ledger(), chosen.key, given)
        gaps, stopping = finishlines.unreasoned(made, remarks(made), given)
        if gaps or stopping:
            from fsworkbook.cli.frame.taking import hold  # noqa: PLC0415 - only to ask

            _say(sitting, hold(sitting, _talk(sitting, chosen, gaps, stopping, made), {}, record), formats, output)
            return
    _say(sitting, record({}), formats, output)


def _refuse_open(made: Assembly, *, chosen: Assessment, reasons: Mapping[str, str]) -> None:
    """Refuse a report in which something stands open without a reason, as it is when it would be recorded.

    Raises:
        Refused: naming where.
    """
    gaps, stopping = finishlines.unreasoned(made, remarks(made), reasons)
    if gaps or stopping:
        raise Refused(_open_ones(gaps, stopping, made, chosen))


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
        lines = wrap(f"Open: {', '.join(what)}", width, "  ") if what else []

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


def _say(sitting: Sitting, kept: Sequence[Record], formats: Sequence[str], output: Path | None) -> None:
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
        f"Next, its signatures: fsworkbook report sign --assessment {version.assessment}",
    )

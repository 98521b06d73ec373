"""`fsworkbook rate`: give my own rating of the family, with a reason (B.04, B.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fsworkbook.cli.frame.calling import Call, recording
from fsworkbook.cli.frame.output import tell, wrap
from fsworkbook.cli.frame.taking import Talk, take

if TYPE_CHECKING:
    from fsworkbook.cli.frame.sitting import Sitting
    from fsworkbook.cli.talk.answers import Table
    from fsworkbook.cli.talk.asking import Asker
    from fsworkbook.cli.talk.conversation import Step
    from fsworkbook.workbook.record import Record


@recording
def command(call: Call) -> None:
    """Give my rating of the family, with my reason; it stays closed until the supervision is held."""
    take(call, "rating", {}, _talk, after=_say_kept)


def _say_kept(sitting: Sitting, _records: tuple[Record, ...]) -> None:
    kept = "Your rating is kept. It opens with everybody else’s when the supervision is held."
    tell(sitting.desk, *wrap(kept, sitting.desk.width))


def _talk(sitting: Sitting) -> Talk:
    from fsworkbook.workbook.forms.form import allow  # noqa: PLC0415 - only to ask

    allow("rate", sitting.bearings())
    return Talk(
        f"{sitting.family.surname} · my rating",
        f"rate-{sitting.author.key}",
        f"fsworkbook rate --family {sitting.folder.name}",
        lambda _table: rating_steps(sitting),
        opening=_meanings(sitting),
    )


def _meanings(sitting: Sitting) -> list[str]:
    ratings = sitting.practice.ratings.values()
    return [f"  {item.name.upper():<7}{item.meaning}" for item in ratings]


def rating_steps(sitting: Sitting, *, needed: bool = True) -> list[Step]:
    """Return the questions for a rating: the family's, the reason, and a child's where it differs."""
    from fsworkbook.cli.talk.conversation import Step  # noqa: PLC0415 - only to ask

    ratings = {key: item.name for key, item in sitting.practice.ratings.items()}
    children = sitting.family.children

    def by_child(asker: Asker, table: Table) -> dict[str, Any] | None:
        apart = asker.people("Rate a child apart?", children, ticked=list(table.get("children", {})))
        standing = table.get("children", {})
        found: dict[str, Any] = {}
        for key in apart:
            asker.current = standing.get(key)
            found[key] = asker.one(sitting.family.people[key].first_name, ratings, default=table.get("rating"))
        return found or None

    return [
        Step(
            "rating",
            lambda asker, _table: asker.one("Your rating", ratings, needed=needed),
            title="Rating",
            reads=lambda value: ratings.get(str(value), str(value)).upper(),
        ),
        Step(
            "reason",
            lambda asker, _table: asker.long("Why? At least a sentence.", needed=needed, may_not_apply=False),
            title="Why",
        ),
        Step(
            "children",
            by_child,
            title="Children",
            reads=lambda value: ", ".join(
                f"{sitting.family.first_name(key)} {ratings.get(rating, rating).upper()}"
                for key, rating in value.items()
            ),
        ),
    ]

"""Made-up families, restrictions, disguises and slips, for the property that nothing reaches the wrong reader.

Every record carries a word of its own, and every guarded string is a word that means nothing, so that finding one in
a paper needs none of the program's own searching: letters and digits in one case, without marks, are enough.
"""

import unicodedata
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from hypothesis import strategies as st

from fsworkbook.workbook.family import (
    Assessment,
    Couple,
    Family,
    Household,
    Member,
    Order,
    Person,
    Relation,
)
from fsworkbook.workbook.record import Record, Section

FIRST, LAST = date(2025, 3, 1), date(2025, 5, 30)
TODAY = date(2025, 6, 20)
NAMES = ("Ada", "Bela", "Cora", "Dora", "Edda", "Fynn", "Gala", "Hanna", "Ilka", "Jonna", "Kuno", "Lotta", "Mika")
QUESTIONS = ("M1.Q11", "M2.Q03", "M3.Q02", "M4.Q04", "M5.Q08", "M6.Q02", "M7.Q01", "M8.Q01")
SYLLABLES = ("zor", "vex", "quim", "blaf", "drun", "skel", "thrup", "wozz", "yark", "ploc", "grint", "fumb")
ALIKE = {"a": "а", "e": "е", "o": "о", "c": "с", "x": "х", "y": "у"}
"""Latin letters and the Cyrillic ones that look like them."""
BACK = {there: here for here, there in ALIKE.items()}
KINDS = ("module", "visit", "chronology", "consent", "status", "note", "rating")


class World(NamedTuple):
    """A family with its records, and what was planted where.

    Attributes:
        family: who is who.
        records: all of them.
        guards: the guarded words by the key of their restriction.
        planted: by record id, the restrictions of which it holds a word though nothing covers it.
        tokens: by record id, the word that stands in it and nowhere else.
    """

    family: Family
    records: tuple[Record, ...]
    guards: dict[str, tuple[str, ...]]
    planted: dict[str, set[str]]
    tokens: dict[str, str]


def squashed(text: str) -> str:
    """Return letters and digits alone, in one case, without marks or look-alikes."""
    plain = unicodedata.normalize("NFKD", "".join(BACK.get(sign, sign) for sign in text.casefold()))
    return "".join(sign for sign in plain if sign.isalnum() and sign.isascii())


@st.composite
def disguises(draw: st.DrawFn, word: str) -> str:
    """Write a word as people, machines and mischief write it."""
    middle = len(word) // 2
    ways = (
        word,
        word.upper(),
        f"{word[:middle]}-\n{word[middle:]}",
        f"{word[:middle]}\u2010{word[middle:]}",
        f"{word[:middle]}\u200b{word[middle:]}",
        f"{word[:middle]}\u00ad{word[middle:]}",
        "".join(sign + ("\u0301" if sign in "aeiou" else "") for sign in word),
        "".join(ALIKE.get(sign, sign) for sign in word),
        "".join(chr(ord(sign) + 0xFEE0) for sign in word),
    )
    return draw(st.sampled_from(ways))


@st.composite
def worlds(draw: st.DrawFn, *, restricted: bool = True, slips: bool = True) -> World:
    """Draw a family; with `restricted`, some restrictions; with `slips`, guarded words where nothing covers them."""
    family, adults, children = draw(_families())
    words = iter(draw(st.permutations([a + b + c for a, b, c in _triples()])))
    guards = _guards(draw, words) if restricted else {}
    everybody = [*adults, *children]
    rules = [
        _restriction(draw, number, key, strings, everybody) for number, (key, strings) in enumerate(guards.items())
    ]
    planted: dict[str, set[str]] = {}
    tokens: dict[str, str] = {}
    records: list[Record] = []
    for number in range(draw(st.integers(4, 12))):
        record = _record(draw, number, family, next(words))
        tokens[record.id] = squashed(record.sections[0].text.split()[-1])
        records.append(_with_guarded(draw, record, guards, planted, slips=slips))
    family = _covered(draw, family, rules)
    return World(family, (*rules, *records), guards, planted, tokens)


def _triples() -> list[tuple[str, str, str]]:
    return [(a, b, c) for a in SYLLABLES for b in SYLLABLES[:6] for c in SYLLABLES[6:]]


def _guards(draw: st.DrawFn, words: Any) -> dict[str, tuple[str, ...]]:
    return {
        f"g{number}": tuple(next(words) for _ in range(draw(st.integers(1, 2))))
        for number in range(draw(st.integers(1, 3)))
    }


@st.composite
def _families(draw: st.DrawFn) -> tuple[Family, list[str], list[str]]:
    names = iter(NAMES)
    parents = [next(names) for _ in range(draw(st.integers(2, 3)))]
    children = [next(names) for _ in range(draw(st.integers(1, 3)))]
    others = [next(names) for _ in range(draw(st.integers(0, 3)))]
    unborn = draw(st.sets(st.sampled_from(children), max_size=1))
    people = {
        **{name.lower(): Person(name.lower(), f"{name} Marrow", "parent", born=date(1990, 1, 1)) for name in parents},
        **{
            name.lower(): Person(
                name.lower(),
                f"{name} Marrow",
                "child",
                born=None if name in unborn else date(2018, 5, 4),
                due=date(2025, 9, 1) if name in unborn else None,
            )
            for name in children
        },
        **{name.lower(): Person(name.lower(), f"{name} Brook", "relative") for name in others},
    }
    adults, young = [name.lower() for name in (*parents, *others)], [name.lower() for name in children]
    relations = tuple(
        Relation(
            f"r-{adult}-{child}",
            adult,
            child,
            draw(st.sampled_from(("mother", "father", "grandmother", "mother's partner", "no relation"))),
            draw(st.sampled_from(("", "yes", "no", "not known"))),
        )
        for adult in adults
        for child in young
        if draw(st.booleans())
    )
    couples = (Couple("c-1", (adults[0], adults[1]), "separated"),) if draw(st.booleans()) else ()
    joint = draw(st.booleans()) and len(parents) > 2
    assessed = [tuple(adults[:2])] if joint else [(adult,) for adult in adults[:2]]
    assessments = {
        f"PA-{place}": Assessment(f"PA-{place}", who, tuple(young), FIRST, None, bool(unborn))
        for place, who in enumerate(assessed, start=1)
    }
    team = {
        "priya": Member("priya", "Priya Nandakumar", "social-worker", email="priya@example.org"),
        "alison": Member("alison", "Alison Tranter", "team-manager"),
        "leanne": Member("leanne", "Leanne Osei", "domestic-abuse-practitioner", more={"known_to": [adults[0]]}),
    }
    family = Family(
        "marrow",
        "FS-0001",
        "Marrow",
        training=True,
        people=people,
        relations=relations,
        couples=couples,
        households=(Household("h-1", tuple(adults[:1] + young), "Quillhome", "7 Quillstreet Lane"),),
        assessments=assessments,
        orders=(Order("o-1", "non-molestation order", adults[1], (adults[0],), FIRST),) if draw(st.booleans()) else (),
        team=team,
    )
    return family, adults, young


def _moment(draw: st.DrawFn) -> tuple[date, datetime]:
    on = FIRST + timedelta(days=draw(st.integers(0, (LAST - FIRST).days)))
    return on, datetime.combine(on, time(12), tzinfo=UTC)


def _id(on: date, by: str, number: int) -> str:
    tail = "".join("abcdefghijklmnopqrstuvwxyz234567"[(number >> shift) % 32] for shift in range(0, 50, 5))
    return f"{on.isoformat()}-{by}-{tail}"


def _restriction(draw: st.DrawFn, number: int, key: str, strings: tuple[str, ...], everybody: list[str]) -> Record:
    since = FIRST - timedelta(days=draw(st.integers(0, 5)))
    head: dict[str, Any] = {
        "key": key,
        "what": "what is kept back",
        "guard": list(strings),
        "never_to": draw(st.lists(st.sampled_from(everybody), min_size=1, max_size=3, unique=True)),
        "from": since,
        "reason": "safety",
    }
    if draw(st.booleans()):
        others = [person for person in everybody if person not in head["never_to"]]
        head["may_have"] = draw(st.lists(st.sampled_from(others), max_size=2, unique=True)) if others else []
    moment = datetime.combine(since, time(9), tzinfo=UTC)
    return Record(_id(since, "alison", 7000 + number), "restriction", since, moment, "alison", head)


def _record(draw: st.DrawFn, number: int, family: Family, token: str) -> Record:
    kind = draw(st.sampled_from(KINDS))
    on, moment = _moment(draw)
    by = draw(st.sampled_from(("priya", "leanne")))
    children = [child.key for child in family.children]
    some = draw(st.lists(st.sampled_from(children), min_size=1, unique=True))
    adult = draw(st.sampled_from([person.key for person in family.parents]))
    head: dict[str, Any] = {"where": "7 Quillstreet Lane"}
    if kind == "module":
        assessment = draw(st.sampled_from(sorted(family.assessments)))
        about = draw(st.sampled_from(([family.assessments[assessment].parents[0]], some[:1])))
        head |= {
            "assessment": assessment,
            "about": about,
            "children": some,
            "questions": [draw(st.sampled_from(QUESTIONS))],
        }
    elif kind == "consent":
        head |= {"person": adult, "matter": "join-pathway", "state": "given"}
    elif kind == "status":
        head |= {"child": some[0], "status": "s17_cin", "from": on}
    elif kind == "visit":
        head |= {"children_seen": some, "session": "home-announced", "start": moment}
    else:
        head |= {"children": some, "about": draw(st.sampled_from(([], [adult])))}
    text = f"What was told and seen on that day. {token}"
    return Record(_id(on, by, number), kind, on, moment, by, head, (Section("account", "", text),))


def _with_guarded(
    draw: st.DrawFn, record: Record, guards: dict[str, tuple[str, ...]], planted: dict[str, set[str]], *, slips: bool
) -> Record:
    """Put a guarded word, disguised, into a record: covered as it should be, or let slip."""
    if not guards or not draw(st.booleans()):
        return record
    key = draw(st.sampled_from(sorted(guards)))
    word = draw(disguises(draw(st.sampled_from(guards[key]))))
    text = f"Somebody said {word} aloud. {record.sections[0].text}"
    record = record._replace(sections=(Section("account", "", text),))
    if slips and draw(st.booleans()):
        planted.setdefault(record.id, set()).add(key)
        return record
    return record._replace(head={**record.head, "restricted": [key]})


def _covered(draw: st.DrawFn, family: Family, rules: list[Record]) -> Family:
    """Restrict the very existence of a person, or one relation, by a restriction that is there."""
    if not rules or not draw(st.booleans()):
        return family
    key = draw(st.sampled_from([rule.head["key"] for rule in rules]))
    rule = next(rule for rule in rules if rule.head["key"] == key)
    hidden = [name for name in family.people if name not in rule.head["never_to"]]
    if not hidden:
        return family
    name = draw(st.sampled_from(hidden))
    people = dict(family.people)
    people[name] = people[name]._replace(restricted=(key,))
    return family._replace(people=people)

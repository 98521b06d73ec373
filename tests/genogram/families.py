"""Families to draw: in short, by shape, and at random."""

import random
from datetime import date

from fsworkbook.workbook.registry import read_family

DAY = date(2025, 5, 30)
_NAMES = (
    *("Ana", "Ben", "Cai", "Dot", "Eve", "Fay", "Gus", "Hal", "Ida", "Jon", "Kit", "Liv", "Max"),
    *("Ned", "Oli", "Pam", "Quy", "Roz", "Sam", "Tia", "Una", "Vic", "Wyn", "Xia", "Yan", "Zoe"),
)
_SURNAMES = ("Ash", "Pryce", "Montgomery-Smythe", "Cole", "van der Berg", "O’Rourke")
_GENDERS = {"f": "female", "m": "male", "-": "not-known", "o": "other"}


def table(people, relations=(), couples=(), homes=(), **more):
    """A family in short: `"kim f 1990"`, `"kim mother sam"`, `"kim lee married"`, `"Home: kim sam"`."""
    return {
        "reference": "FS-0001",
        "surname": "Rowan",
        "person": [_person(line) for line in people],
        "relation": [
            {"key": f"r{at}", "a": line.split()[0], "b": line.split()[-1], "kind": " ".join(line.split()[1:-1])}
            for at, line in enumerate(relations)
        ],
        "couple": [
            {"key": f"c{at}", "partners": line.split()[:2], "status": line.split()[2]}
            for at, line in enumerate(couples)
        ],
        "household": [
            {"key": f"h{at}", "name": line.split(":")[0], "members": line.split(":")[1].split()}
            for at, line in enumerate(homes)
        ],
        **more,
    }


def _person(line):
    """`key gender year`, with `child` for a child of the family, `died=YEAR`, `due`, or `day=YYYY-MM-DD`."""
    key, gender, *rest = line.split()
    row = {"key": key, "name": key.title(), "part": "other", "gender": _GENDERS[gender]}
    for word in rest:
        if word == "child":
            row["part"] = "child"
        elif word == "due":
            row["due"] = date(2025, 9, 1)
        elif word.startswith("died="):
            row["died"] = date(int(word[5:]), 3, 1)
        elif word.startswith("day="):
            row["born"] = date.fromisoformat(word[4:])
        else:
            row["born"] = date(int(word), 6, 1)
    return row


def family(*args, **more):
    return read_family(table(*args, **more), "rowan")


def parents(couple, *children):
    """The relations of a couple's children: `parents("kim lee", "sam", "jo")`."""
    return [f"{parent} parent {child}" for child in children for parent in couple.split()]


SHAPES = {
    "three partners in a row": (
        [
            "kim f 1990",
            "al m 1988",
            "bo m 1989",
            "cy m 1991",
            *(f"{key} f 2015 child" for key in ("ann", "bea", "cat")),
        ],
        [*parents("kim al", "ann"), *parents("kim bo", "bea"), *parents("kim cy", "cat")],
        ["kim al divorced", "kim bo separated", "kim cy cohabiting"],
        ["Kim’s home: kim cy ann bea cat"],
    ),
    "cousins marrying": (
        [
            *("gran f 1930 died=2001", "gramp m 1928 died=1999"),
            *("ann f 1955", "bob m 1957", "cy m 1953", "di f 1959", "eve f 1980", "fred m 1981"),
            "gil m 2010 child",
        ],
        [
            *parents("gran gramp", "ann", "bob"),
            *parents("ann cy", "eve"),
            *parents("bob di", "fred"),
            *parents("eve fred", "gil"),
        ],
        ["gran gramp married", "ann cy married", "bob di married", "eve fred married"],
    ),
    "two sisters with two brothers": (
        [
            *("ma f 1940", "pa m 1939", "mum f 1941", "dad m 1938"),
            *("ann f 1965", "bea f 1967", "cy m 1964", "dan m 1966"),
            *("eve f 1990 child", "fay f 1992 child", "gus m 1993 child"),
        ],
        [
            *parents("ma pa", "ann", "bea"),
            *parents("mum dad", "cy", "dan"),
            *parents("ann cy", "eve"),
            *parents("bea dan", "fay", "gus"),
        ],
        ["ma pa married", "mum dad married", "ann cy married", "bea dan cohabiting"],
    ),
    "five generations": (
        [
            *("a1 f 1920 died=1999", "a2 m 1919 died=1990", "b1 f 1942", "b2 m 1940", "b3 m 1945"),
            *("c1 f 1963", "c2 m 1961", "c3 f 1966", "d1 f 1985", "d2 m 1983", "d3 m 1988"),
            *("e1 m 2010 child", "e2 f 2012 child", "e3 - due child"),
        ],
        [
            *parents("a1 a2", "b1", "b3"),
            *parents("b1 b2", "c1", "c3"),
            *parents("c1 c2", "d1", "d3"),
            *parents("d1 d2", "e1", "e2", "e3"),
        ],
        ["a1 a2 married", "b1 b2 married", "c1 c2 divorced", "d1 d2 cohabiting"],
        ["Home: d1 d2 e1 e2", "C1’s: c1 d3"],
    ),
    "twins, half-sisters, adopted": (
        [
            *("kim f 1990", "lee m 1989", "mo m 1985", "ann f 1970", "bob m 1969"),
            *("t1 f day=2015-05-05 child", "t2 m day=2015-05-05 child", "sue f 2018 child", "zed m 2020 child"),
        ],
        [
            *parents("kim lee", "t1", "t2"),
            *parents("kim mo", "sue", "zed"),
            *("ann adoptive mother zed", "bob adoptive father zed"),
        ],
        ["kim lee divorced", "kim mo relationship", "ann bob civil-partnership"],
        ["Foster: ann bob zed", "Kim’s: kim sue t1 t2"],
    ),
    "violence and a break between generations": (
        [
            *("gran f 1950", "gramp m 1948", "kim f 1980", "lee m 1979", "sam m 2010 child", "tia f 2012 child"),
            "max m 1985",
        ],
        [
            *parents("gran gramp", "kim"),
            *parents("kim lee", "sam", "tia"),
            *("lee violence towards kim", "lee violence towards sam", "kim estranged from gramp"),
            *("max violence towards lee", "sam estranged from gran"),
        ],
        ["gran gramp married", "kim lee separated", "kim max relationship"],
    ),
    "a partner of the mother and later of the daughter": (
        ["ma f 1960", "al m 1965", "kim f 1985", "pa m 1958", "sam m 2005 child", "ann f 1990"],
        [*parents("ma pa", "kim"), *parents("kim al", "sam"), *parents("ma al", "ann")],
        ["ma pa divorced", "ma al ended", "kim al cohabiting"],
    ),
}
"""Families that are known to be hard to draw (kinship2, Madeline, GRAMPS): each an argument list of `table`."""


def at_random(seed, most=20):
    """A random family of at most `most` people over up to five generations; the same for the same seed."""
    luck = random.Random(seed)  # noqa: S311 - families, no secrets
    return read_family(_Random(luck, most).table(), "rowan")


def with_strangers(seed, most=20):
    """A random family in which many children have one parent who is known, and one who is not known or not named."""
    luck = random.Random(seed)  # noqa: S311 - families, no secrets
    made = _Random(luck, most)
    table = made.table()
    for person in table["person"]:
        if made.level[person["key"]] and "died" not in person:
            person["part"] = "child"
    known, kept = set(), []
    for row in table["relation"]:
        if "parent" in row["kind"] or "father" in row["kind"]:
            if row["b"] in known and luck.random() < 0.6:
                continue
            known.add(row["b"])
        kept.append(row)
    for person in table["person"]:
        if luck.random() < 0.3:
            person["other_parent"] = "not named"
    return read_family(table | {"relation": kept}, "rowan")


class _Random:
    def __init__(self, luck, most):
        self.luck, self.size = luck, luck.randint(3, most)
        self.people, self.relations, self.couples, self.level = [], [], [], {}

    def add(self, level):
        key = f"p{len(self.people)}"
        born = date(1930 + 24 * level + self.luck.randint(0, 12), self.luck.randint(1, 12), self.luck.randint(1, 28))
        name = f"{_NAMES[len(self.people)]} {self.luck.choice(_SURNAMES)}"
        gender = self.luck.choice(["male", "female", "female", "male", "not-known"])
        part = "child" if level > 2 else "relative"
        row = {"key": key, "name": name, "part": part, "gender": gender}
        row |= {"due": date(2025, 9, 1)} if level > 2 and self.luck.random() < 0.15 else {"born": min(born, DAY)}
        if self.luck.random() < 0.12 and "born" in row:
            row["died"] = date(2024, 6, 1)
        self.people.append(row)
        self.level[key] = level
        return key

    def relate(self, a, b, kind):
        self.relations.append({"key": f"r{len(self.relations)}", "a": a, "b": b, "kind": kind})

    def couple(self, key):
        mates = {other for row in self.couples for other in row["partners"] if key in row["partners"]}
        same = [other for other in self.level if self.level[other] == self.level[key] and other not in {key, *mates}]
        other = self.luck.choice(same) if same and self.luck.random() < 0.2 else self.add(self.level[key])
        status = self.luck.choice(["married", "cohabiting", "separated", "divorced", "ended", "relationship"])
        self.couples.append({"key": f"c{len(self.couples)}", "partners": [key, other], "status": status})

    def children(self):
        pair = self.luck.choice(self.couples)["partners"]
        level = self.level[pair[0]]
        for at in range(self.luck.randint(1, 4)):
            if level > 3 or len(self.people) >= self.size:
                return
            child = self.add(level + 1)
            if at and self.luck.random() < 0.15 and {"born", "died"} & set(self.people[-2]) == {"born"}:
                self.people[-1] |= {"born": self.people[-2]["born"]}
                self.people[-1].pop("due", None)
            for parent in pair if self.luck.random() < 0.9 else pair[:1]:
                self.relate(parent, child, self.luck.choice(["parent"] * 8 + ["adoptive parent", "possible father"]))

    def table(self):
        self.add(0)
        while len(self.people) < self.size:
            key, chance = self.luck.choice(self.people)["key"], self.luck.random()
            if chance < 0.4 or not self.couples:
                self.couple(key)
            elif chance < 0.85:
                self.children()
            elif self.level[key] and not any(row["b"] == key for row in self.relations):
                self.relate(self.add(self.level[key] - 1), key, "parent")
        keys = [row["key"] for row in self.people]
        homes = [
            {
                "key": f"h{at}",
                "name": "The flat on the hill",
                "members": self.luck.sample(keys, self.luck.randint(2, 3)),
            }
            for at in range(self.luck.randint(0, 3))
        ]
        for _ in range(self.luck.randint(0, 2)):
            self.relate(*self.luck.sample(keys, 2), self.luck.choice(["violence towards", "estranged from"]))
        return {
            "reference": "FS-0001",
            "surname": "Rowan",
            "person": self.people,
            "relation": self.relations,
            "couple": self.couples,
            "household": homes,
        }

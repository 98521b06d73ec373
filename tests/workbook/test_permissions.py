"""Who may decide what: every cell of B.50–B.76 against the data, and every form tried by every role (B4)."""

from datetime import date

import pytest

from fsworkbook.errors import Refused
from fsworkbook.workbook.family import Cover
from fsworkbook.workbook.forms import catalogue
from fsworkbook.workbook.registry import read_family

ROLES = (
    "team-manager",
    "social-worker",
    "children-family-worker",
    "domestic-abuse-practitioner",
    "domestic-abuse-officer",
    "psychologist",
    "recovery-worker",
    "embedded-coordinator",
)

# The inventory's table, cell by cell: TM SW CFW DAP DAO PSY REC EC, then whoever is outside ("" where it names nobody).
CELLS = {
    "B.50": ("R R - - - - - -", "D"),
    "B.51": ("D R R R R R R R", ""),
    "B.52": ("P P - - - - - -", ""),
    "B.53": ("P - - - - - - -", "D"),
    "B.54": ("W W W W W W W -", ""),
    "B.55": ("D W+D W W W W W -", ""),
    "B.56": ("- W W W W W W -", ""),
    "B.57": ("D P P P P P P -", ""),
    "B.58": ("D P P P P P P -", "D"),
    "B.59": ("D P P P P P P -", ""),
    "B.60": ("D - - - - - - W", ""),
    "B.61": ("- - - - - - - W", ""),
    "B.62": ("D - - - - - - -", ""),
    "B.63": ("D P - - - - - -", ""),
    "B.64": ("D - - - - - - -", "P"),
    "B.65": ("W W W W W W W -", "W"),
    "B.66": ("D P P P P P P -", ""),
    "B.67": ("R W R R R R R -", ""),
    "B.68": ("R W W W W W W -", ""),
    "B.69": ("D W W W W W W -", ""),
    "B.70": ("D P P P P P P -", ""),
    "B.71": ("D W - - - - - -", ""),
    "B.72": ("D W - - - - - -", "W"),
    "B.73": ("D P - - - - - W", ""),
    "B.74": ("R W R R R R R R", "R"),
    "B.75": ("D W - - - - - -", ""),
    "B.76": ("D - - - - - - R", ""),
    "B.40": ("D P - - - - - -", ""),
    "C.21": ("D P - - - - - -", ""),
    "F.70": ("D - - - - - - -", ""),
    "F.52": ("D W - - - - - -", ""),
    "G.05": ("D P - - - - - -", ""),
}
EVERY = [
    (rule, role, cell)
    for rule, (cells, outside) in CELLS.items()
    for role, cell in zip((*ROLES, "outside"), (*cells.split(), outside or "-"), strict=True)
]


@pytest.mark.parametrize(("rule", "role", "cell"), EVERY, ids=str)
def test_every_cell(practice, rule, role, cell):
    [permission] = [item for item in practice.permissions.values() if item.id == rule]
    assert (practice.may(role, permission.action) or "-") == cell


def test_the_table_is_whole(practice):
    assert list(CELLS) == [permission.id for permission in practice.permissions.values()]
    assert set(ROLES) | {"outside"} == set(practice.roles)


def keyed(role):
    return role.replace("domestic-abuse", "abuse")


@pytest.fixture(scope="module")
def team():
    people = [
        {"key": "ana", "name": "Ana Rowan", "part": "parent", "gender": "female"},
        {"key": "ida", "name": "Ida Rowan", "part": "child", "born": date(2015, 11, 11)},
    ]
    return read_family(
        {
            "format": 1,
            "reference": "FS-0001",
            "surname": "Rowan",
            "opened": date(2025, 2, 24),
            "person": people,
            "relation": [{"key": "r1", "a": "ana", "b": "ida", "kind": "mother"}],
            "assessment": [{"key": "PA-A", "parents": ["ana"], "children": ["ida"], "started": date(2025, 3, 3)}],
            "team": [{"key": keyed(role), "name": role.title(), "role": role} for role in (*ROLES, "outside")],
        },
        "rowan",
    )


# What each kind of record needs, which rule of the table it falls under, and whether proposing is enough.
FORMS = {
    "module": ("B.54", {"assessment": "PA-A", "answers": {"M3.Q01": "He shouts."}}),
    "visit": ("B.54", {"start": "2025-03-10T10:00:00+00:00", "session": "home-announced", "children_seen": ["ida"]}),
    "chronology": ("B.54", {"text": "A fall.", "effect_on_child": "She cried.", "children": ["ida"]}),
    "consent": ("B.65", {"person": "ana", "matter": "join-pathway", "state": "given"}),
    "rating": ("B.56", {"rating": "amber", "reason": "Ida is safe at school.", "children": {"ida": "amber"}}),
    "status": (
        "B.67",
        {"child": "ida", "status": "s17_cin", "from": date(2025, 3, 1), "decided_by": "review", "reason": "x"},
    ),
    "request": (
        "B.52",
        {"specialists": ["psychologist"], "person": "ana", "summary": "x", "purpose": "x", "timescale": "6 weeks"},
    ),
    "threshold": ("B.59", {"child": "ida", "propose": "up", "reason": "He came to the school."}),
    "extension": (
        "C.21",
        {
            "assessment": "PA-A",
            "until": date(2025, 6, 9),
            "reason": "Tests come back late.",
            "child_time": "Six weeks.",
        },
    ),
    "case-summary": ("B.74", {"reason": "first", "text": {"background": "x"}}),
    "handover": ("B.40", {"to": "The northern team", "head": "0" * 40, "sha256": "0" * 64}),
}
TAKEN = {"W", "D", "W+D"}
PROPOSED = {"request", "threshold"}


@pytest.mark.parametrize("role", [*ROLES, "outside"])
@pytest.mark.parametrize("kind", FORMS)
def test_every_form_by_every_role(kind, role, team, desk, practice):
    """A form is taken from those whose cell lets them, and refused to all others with who may."""
    rule, table = FORMS[kind]
    cells, outside = CELLS[rule]
    cell = dict(zip((*ROLES, "outside"), (*cells.split(), outside or "-"), strict=True))[role]
    bearings = desk.bearings("sam", date(2025, 3, 12))._replace(family=team, author=team.team[keyed(role)])
    if cell in TAKEN or (cell == "P" and kind in PROPOSED):
        [record, *_] = catalogue.submit(kind, table, bearings)
        assert record.by == keyed(role)
        return
    with pytest.raises(Refused, match="Who may: ") as refused:
        catalogue.submit(kind, table, bearings)
    assert refused.value.exit_code == 3
    for named, letter in zip(ROLES, cells.split(), strict=True):
        if letter in TAKEN:
            assert practice.roles[named].name in str(refused.value)


STEPS = {
    "scheduled": ("B.60", {"planned": date(2025, 4, 1)}),
    "reminded": ("B.60", {}),
    "moved": ("B.60", {"to": date(2025, 4, 8), "reason": "court", "decided_by": keyed("team-manager")}),
    "held": ("B.57", {"attendance": {keyed("social-worker"): "attended"}, "agreed": "amber"}),
    "minutes": ("B.61", {"text": "What was said."}),
    "approved": ("B.62", {}),
}
BEFORE = {"reminded": 1, "moved": 1, "held": 1, "minutes": 2, "approved": 3}


@pytest.mark.parametrize("role", [*ROLES, "outside"])
@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_a_supervision_by_every_role(step, role, team, desk):
    """Each step is for whom the table names, and nobody approves minutes of their own writing (D.41)."""

    def take(name, by):
        bearings = desk.bearings("sam", date(2025, 3, 12))._replace(family=team, author=team.team[keyed(by)])
        meeting = {"meeting": desk.records[0].id} if desk.records else {}
        made = catalogue.submit("supervision", {"step": name, **meeting, **STEPS[name][1]}, bearings)
        desk.records += made
        return made[0]

    for name, by in (
        ("scheduled", "embedded-coordinator"),
        ("held", "team-manager"),
        ("minutes", "embedded-coordinator"),
    )[: BEFORE.get(step, 0)]:
        take(name, by)
    cells, _ = CELLS[STEPS[step][0]]
    allowed = dict(zip(ROLES, cells.split(), strict=True)).get(role) in TAKEN
    if allowed:
        assert take(step, role).by == keyed(role)
    else:
        with pytest.raises(Refused):
            take(step, role)


def test_nobody_approves_their_own_minutes_even_where_they_cover_for_the_manager(team, desk):
    covered = team._replace(covers=(Cover("team-manager", keyed("embedded-coordinator")),))

    def take(name, by, **table):
        bearings = desk.bearings("sam", date(2025, 3, 12))._replace(family=covered, author=covered.team[keyed(by)])
        meeting = {"meeting": desk.records[0].id} if desk.records else {}
        made = catalogue.submit("supervision", {"step": name, **meeting, **STEPS[name][1], **table}, bearings)
        desk.records += made

    for name in ("scheduled", "held", "minutes"):
        take(name, "embedded-coordinator")
    with pytest.raises(Refused, match="wrote these minutes"):
        take("approved", "embedded-coordinator")
    take("approved", "team-manager")

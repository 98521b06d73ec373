"""Who is who of two people as one: what each changed is in it, what they disagree about is told, remarks stay."""

import tomllib

from hypothesis import given, settings
from hypothesis import strategies as st

from fsworkbook.store import familyfile, rewriting
from fsworkbook.workbook import merging
from fsworkbook.workbook.registry import read_family
from tests.sync.conftest import FAMILY

BASE = tomllib.loads(FAMILY)
words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12)
names = st.sampled_from(["faith", "language", "communication", "ethnicity", "shoe"])
keys = st.sampled_from(["kerry", "tyler"])
new_keys = st.sampled_from(["ann", "ben", "cat"])
edits = st.one_of(
    st.tuples(st.just("value"), keys, names, st.one_of(st.none(), words)),
    st.tuples(st.just("home"), st.lists(keys, min_size=1, max_size=2, unique=True), st.none(), st.none()),
    st.tuples(st.just("person"), new_keys, st.none(), words),
    st.tuples(st.just("member"), new_keys, st.none(), words),
    st.tuples(st.just("surname"), st.none(), st.none(), words),
    st.tuples(st.just("practice"), st.none(), st.sampled_from(["model", "version"]), words),
    st.tuples(st.just("remark"), st.none(), st.none(), words),
)


def edited(text, script):
    """Return the family.toml after what somebody did to it; what does not fit is not done."""
    for what, key, name, value in script:
        now = tomllib.loads(text)
        if what == "value":
            text = familyfile.change(text, "person", key, {name: value})
        elif what == "home":
            text = familyfile.change(text, "household", "h-kerry", {"members": key})
        elif what in {"person", "member"}:
            kind = "person" if what == "person" else "team"
            taken = {row["key"] for sort in ("person", "team") for row in now[sort]}
            more = {"part": "relative"} if what == "person" else {"role": "psychologist"}
            if key not in taken:
                text = familyfile.append(text, kind, {"key": key, "name": f"{value} Z", **more})
        elif what == "surname":
            text = familyfile.set_top(text, "surname", value)
        elif what == "practice":
            text = familyfile.set_single(text, "practice", name, value)
        else:
            text += f"\n# {value}\n"
    return text


@settings(max_examples=150, deadline=None)
@given(st.lists(edits, max_size=6), st.lists(edits, max_size=6))
def test_what_each_changed_is_in_it_and_what_they_disagree_about_is_told(ours, theirs):
    other, shared = edited(FAMILY, ours), edited(FAMILY, theirs)
    text, found = rewriting.merge(FAMILY, other, shared)
    table = tomllib.loads(text)
    read_family(table, "ashdown")
    told = {difference.path for difference in found}
    one, two = tomllib.loads(other), tomllib.loads(shared)
    for mine, yours in ((one, two), (two, one)):
        for path in paths(mine) | paths(BASE):
            before, value = merging.at(BASE, path), merging.at(mine, path)
            changed = not merging.same(before, value)
            apart = not merging.same(merging.at(yours, path), value)
            alone = changed and merging.same(merging.at(yours, path), before)
            if any(path[: len(part)] == part for part in told) or path[-1] == "members":
                continue
            assert not (changed and apart and not alone), f"nobody is told of {path}"
            if changed:
                assert merging.same(merging.at(table, path), value)
    for difference in found:
        assert merging.same(merging.at(table, difference.path), difference.shared)
        assert merging.same(merging.at(one, difference.path), difference.other)
    for remark in ("# Who is who. This remark stays.", "# The family, and people close to it."):
        assert remark in text


def paths(table):
    """Return the path of every single value, rows by their key."""
    found = set()
    for name, value in table.items():
        if merging.is_rows(value):
            for key, row in merging.rows(table, name).items():
                found |= {(name, key, field) for field in row}
        elif isinstance(value, dict):
            found |= {(name, field) for field in value}
        else:
            found.add((name,))
    return found


@settings(max_examples=100, deadline=None)
@given(st.lists(edits, max_size=6))
def test_one_sides_changes_alone_are_taken_to_the_letter(script):
    text = edited(FAMILY, script)
    for other, shared in ((text, FAMILY), (FAMILY, text), (text, text)):
        merged, found = rewriting.merge(FAMILY, other, shared)
        assert not found
        assert merging.same(tomllib.loads(merged), tomllib.loads(text))
        if (other, shared) != (text, FAMILY):
            assert merged == text


@settings(max_examples=100, deadline=None)
@given(st.lists(edits, max_size=5), st.lists(edits, max_size=5))
def test_a_text_is_made_to_say_any_other_and_its_segments_are_the_text(ours, theirs):
    one, two = edited(FAMILY, ours), edited(FAMILY, theirs)
    parts = rewriting.segments(one, tomllib.loads(one))
    assert "".join(part.text + part.gap for part in parts) == one
    said = tomllib.loads(rewriting.saying(one, tomllib.loads(two)))
    assert {kind: merging.rows(said, kind) for kind in ("person", "team")} == {
        kind: merging.rows(tomllib.loads(two), kind) for kind in ("person", "team")
    }
    assert {name: said.get(name) for name in ("surname", "practice")} == {
        name: tomllib.loads(two).get(name) for name in ("surname", "practice")
    }


def both(ours, theirs):
    """Merge what two people made of the same family."""
    text, found = rewriting.merge(FAMILY, ours(FAMILY), theirs(FAMILY))
    return tomllib.loads(text), found


def test_two_people_who_gave_one_key_to_two_different_things_are_told_and_never_mixed():
    def adds(name, **more):
        return lambda text: familyfile.append(text, "person", {"key": "sam", "name": name, "part": "relative", **more})

    table, (found,) = both(
        adds("Sam Green", gender="male"), adds("Samantha Cole", born=tomllib.loads("d=1990-01-01")["d"])
    )
    assert found.path == ("person", "sam")
    assert merging.rows(table, "person")["sam"] == found.shared
    assert found.other["name"] == "Sam Green"
    assert merging.placed(table, found.path, found.other)["person"][-1]["gender"] == "male"


def test_the_same_key_for_a_person_and_for_a_colleague_goes_to_the_one_shared_first():
    table, (found,) = both(
        lambda text: familyfile.append(text, "person", {"key": "sam", "name": "Sam G", "part": "relative"}),
        lambda text: familyfile.append(text, "team", {"key": "sam", "name": "Sam T", "role": "psychologist"}),
    )
    assert found.path == ("person", "sam")
    assert "sam" in merging.rows(table, "team")
    read_family(table, "ashdown")


def without(kind, key):
    def change(text):
        table = tomllib.loads(text)
        table[kind] = [row for row in table[kind] if row["key"] != key]
        if kind == "person":
            table["relation"] = []
            table["household"][0]["members"] = ["kerry"]
        return rewriting.saying(text, {name: value for name, value in table.items() if value != []})

    return change


def test_what_one_removed_and_the_other_changed_is_a_difference_either_way():
    def moves(text):
        return familyfile.change(text, "relation", "r-kerry-tyler", {"responsibility": "yes"})

    table, (found,) = both(without("relation", "r-kerry-tyler"), moves)
    assert (found.path, found.other) == (("relation", "r-kerry-tyler"), None)
    assert table["relation"][0]["responsibility"] == "yes"
    table, (found,) = both(moves, without("relation", "r-kerry-tyler"))
    assert (found.shared, found.other["responsibility"]) == (None, "yes")
    assert "relation" not in table
    assert merging.placed(table, found.path, found.other)["relation"] == [found.other]


def test_somebody_whom_one_removed_and_the_other_named_again_leaves_a_family_that_can_be_read():
    def names_him(text):
        return familyfile.append(
            text, "order", {"key": "o1", "kind": "order", "against": "tyler", "protects": ["kerry"]}
        )

    for ours, theirs in ((without("person", "tyler"), names_him), (names_him, without("person", "tyler"))):
        table, found = both(ours, theirs)
        assert found
        read_family(table, "ashdown")


def test_a_time_whose_ends_two_people_moved_apart_stays_as_it_was_shared():
    def dated(**values):
        days = {name: tomllib.loads(f"d={day}")["d"] for name, day in values.items()}
        return lambda text: familyfile.change(text, "household", "h-kerry", days)

    table, (found,) = both(dated(until="2025-03-01"), dated(**{"from": "2025-04-01"}))
    assert "until" not in table["household"][0]
    assert found.path == ("household", "h-kerry")


def test_a_pair_is_a_whole_and_a_list_is_a_set():
    base = familyfile.append(FAMILY, "couple", {"key": "c", "partners": ["kerry", "tyler"], "status": "married"})
    merged = merging.merge(
        tomllib.loads(base),
        tomllib.loads(familyfile.change(base, "person", "tyler", {"known_as": ["Ty", "T"]})),
        tomllib.loads(familyfile.change(base, "person", "tyler", {"known_as": ["Tee"]})),
    )
    assert merging.rows(merged.table, "person")["tyler"]["known_as"] == ["Tee", "T"]
    assert not merged.differences


def test_layouts_by_hand_are_merged_too():
    shuffled = FAMILY.replace('[[team]]\nkey = "tom"', '[practice]\nmodel = "x"\n\n[[team]]\nkey = "tom"')
    shuffled = shuffled.replace("\n", "\r\n")
    text, found = rewriting.merge(shuffled, shuffled.replace("Tom Whitcombe", "Tom W"), shuffled.replace('"x"', '"y"'))
    assert not found
    assert tomllib.loads(text)["practice"] == {"model": "y"}
    assert 'Tom W"' in text
    assert text.replace("\r\n", "").count("\n") == 0

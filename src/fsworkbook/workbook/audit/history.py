"""The walk over a whole history, parents first: each commit is held against what stood before it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from fsworkbook.workbook.audit import conduct, times
from fsworkbook.workbook.audit.conduct import Standing, author_key
from fsworkbook.workbook.audit.finding import Finding, finding_of
from fsworkbook.workbook.audit.joining import faithful, unfounded
from fsworkbook.workbook.audit.keeping import Keeping
from fsworkbook.workbook.audit.lines import Lines
from fsworkbook.workbook.audit.places import FAMILY
from fsworkbook.workbook.audit.roll import Roll, Step, evolve, join
from fsworkbook.workbook.audit.seals import Sealing
from fsworkbook.workbook.audit.tombs import Laid, Tombs
from fsworkbook.workbook.clock import day_of
from fsworkbook.workbook.disclosure import tombstones
from fsworkbook.workbook.gitnames import signed_as
from fsworkbook.workbook.signers import Keys, shifts_power

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from fsworkbook.workbook.audit.conduct import Said
    from fsworkbook.workbook.audit.facts import Commit, Contents, Delta, Head
    from fsworkbook.workbook.audit.keeping import Breach
    from fsworkbook.workbook.audit.places import Place
    from fsworkbook.workbook.audit.rules import Rules

_NOBODY = Roll()
_SWEPT: Final = "by hand, and taken along by whoever recorded next"


class State(NamedTuple):
    """How a family stands after a commit: `family.toml` as it is written, and the team as it counts."""

    blob: str
    table: Mapping[str, Any]
    roll: Roll
    when: int
    free: bool


class Audit:
    """What a history shows. `take` each commit once, parents first; then `findings`."""

    def __init__(self, rules: Rules, now: int | None = None) -> None:
        """Begin.

        Args:
            rules: what the practice model lets a role do.
            now: seconds since 1970, to find what is dated ahead of it; None where the clock is set by hand.
        """
        self.commits = 0
        self.first: int | None = None
        self.last: int | None = None
        self.sealings: list[Sealing] = []
        """Commits that are signed or have to be, for `seals.findings`."""
        self.keys: list[Keys] = []
        """The team's keys in every version of `family.toml` that counts."""
        self._rules = rules
        self._now = now
        self._found: list[Finding] = []
        self._keeping = Keeping()
        self._kept = conduct.Kept()
        self._states: dict[str, State] = {}
        self._lines = Lines()
        self._roots: list[str] = []
        self._keys_of: dict[int, tuple[Roll, Keys]] = {}
        self._days: dict[int, date] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self._absent: list[tuple[_About, frozenset[str]]] = []
        self._laid: list[Laid] = []
        self._members: dict[tuple[int, int, str, date], tuple[conduct.Member, Roll, Roll]] = {}

    def take(self, commit: Commit, contents: Contents) -> None:
        """Take one commit, with the contents of the files that it brings."""
        self.commits += 1
        self._parents[commit.id] = commit.parents
        self._span(commit.author.when)
        parents = [self._states[parent] for parent in commit.parents if parent in self._states]
        self._lines.add(commit.id, [parent for parent in commit.parents if parent in self._states])
        day = self._day(commit.author.when)
        breaches, fresh = self._keeping.take(commit)
        state, shifts, said_of_family = self._family(commit, contents, parents, day)
        self._states[commit.id] = state
        if len(parents) < len(commit.parents):
            return  # what it follows is not here, which is told once, for the folder
        roll = _before(parents) if parents else state.roll
        key = author_key(commit, roll)
        member = self._member(commit.trailers.author, roll, state.roll, day)
        brings = bool(fresh) or all(state.blob != parent.blob for parent in parents)
        about = _About(commit, key)
        made = {
            place.record: contents.heads[delta.blob]
            for delta, place in fresh
            if place.kind == "record" and delta.blob in contents.heads
        }
        if not commit.true:
            self._tell(about, [("damaged", "its bytes are not those that its name stands for")])
        if not parents:
            self._root(about)
        self._tell(about, conduct.of_commit(commit, Standing(roll, member, brings), made))
        absent = conduct.absent(commit, made)
        if absent:
            self._absent.append((about, absent))
        if breaches:
            self._altered(about, breaches)
        if said_of_family:
            self._tell(about, said_of_family, path=FAMILY)
        moment = self._moment(state, parents)
        self._tell(about, times.of_commit(commit, moment))
        roles = member.roles if key == commit.trailers.author else roll.roles(key, day)
        self._records(about, fresh, contents, roles, moment)
        if commit.trailers.clock == times.SET and not state.free:
            self._set_clock(about, made)
        keys = self._keys(roll)
        if commit.signed or keys.signed != "none":
            approving = shifts or any(self._rules.approves(head) for head in made.values())
            self.sealings.append(Sealing(commit, key, day, keys, approving))

    def findings(self) -> tuple[Finding, ...]:
        """Return everything that was found, in the order of the history; what tombstones do not explain comes last."""
        tombs = self.tombs()
        found = [*self._found, *_of_tombs(tombs)]
        tombs.bar(found)
        found += [
            about.finding("trailers", conduct.UNLIKE)
            for about, records in self._absent
            if not tombs.explain(about.commit.id, records)
        ]
        return tuple(found)

    def tombs(self) -> Tombs:
        """Return the tombstones of the history."""
        return Tombs(self._laid, self._parents, self._kept.heads)

    def known(self) -> Mapping[str, str]:
        """Return the name of the first bytes of each file that was recorded, by path."""
        return {path: first.blob for path, first in self._keeping.first.items()}

    # One commit

    def _records(
        self,
        about: _About,
        fresh: Sequence[tuple[Delta, Place]],
        contents: Contents,
        roles: frozenset[str],
        moment: times.Moment,
    ) -> None:
        for delta, place in fresh:
            if delta.blob in contents.forged:
                words = "its contents are not those that were recorded"
                self._found.append(about.finding("damaged", words, place.record, delta.path))
            head = contents.heads.get(delta.blob)
            if place.kind != "record" or head is None:
                continue
            for said in (
                conduct.of_record(place.record, head, about.key),
                conduct.of_power(head, about.key, roles, self._rules, self._kept),
                times.of_record(about.commit, head, moment),
            ):
                self._tell(about, said, place.record, delta.path)
            self._kept.add(place.record, head)
            if head.kind == tombstones.KIND:
                allowed = self._rules.expunges(roles)
                self._laid.append(Laid(place.record, head.tombstone, about.commit, allowed))

    def _altered(self, about: _About, breaches: Sequence[Breach]) -> None:
        swept = about.commit.trailers.action == conduct.BY_HAND
        for item in breaches:
            # Whoever recorded next stands under an edit by hand; it may be another's.
            by_hand = _SWEPT if swept and item.kind in {"changed", "removed"} else ""
            words = ", ".join(part for part in (item.words, by_hand) if part)
            self._found.append(about.finding(item.kind, words, item.record, item.path))

    def _moment(self, state: State, parents: Sequence[State]) -> times.Moment:
        if len(parents) == 1 and not parents[0].free:
            return times.Moment(parents[0].when, self._now, state.free)
        set_before = any(item.free for item in parents)
        before = None if set_before else max((item.when for item in parents), default=None)
        return times.Moment(before, self._now, state.free)

    def _member(self, key: str, roll: Roll, after: Roll, day: date) -> conduct.Member:
        asked = (id(roll), id(after), key, day)
        kept = self._members.get(asked)
        if kept is None:
            # The rolls are kept, so that no other takes the place of one and its answer.
            kept = self._members[asked] = (conduct.Member.of(key, roll, after, day), roll, after)
        return kept[0]

    def _family(
        self, commit: Commit, contents: Contents, parents: Sequence[State], day: date
    ) -> tuple[State, bool, list[Said]]:
        """Return the state after a commit, whether it shifts power, and what is wrong with what it did."""
        blob = _blob(commit, parents)
        free = _free(commit, parents)
        when = commit.author.when
        if parents and all(blob == parent.blob for parent in parents):
            roll = parents[0].roll if len(parents) == 1 else _joined(parents)
            return State(blob, parents[0].table, roll, when, free), False, []
        table = contents.families.get(blob)
        if table is None:
            said: list[Said] = [("unreadable", "it is no valid TOML" if blob else "it is missing")]
            last = parents[0] if parents else State("", {}, _NOBODY, when, free)
            return State(blob, last.table, last.roll, when, free), False, said
        if not parents:
            roll = Roll.of(table)
            self.keys.append(self._keys(roll))
            free = roll.training and commit.trailers.clock == times.SET
            return State(blob, table, roll, when, free), False, []
        before = _before(parents)
        key = author_key(commit, before)
        leads = before.leads(key, day, self._rules.deciders) and _is(commit, key, before)
        roll, said, shifts = self._stepped(commit, parents, table, key, leads=leads)
        if bool(table.get("training")) != bool(parents[0].table.get("training")):
            said.append(("opening", "“training” was changed"))
        if roll is not parents[0].roll:
            self.keys.append(self._keys(roll))
        return State(blob, table, roll, when, free), shifts, said

    def _stepped(
        self, commit: Commit, parents: Sequence[State], table: Mapping[str, Any], key: str, *, leads: bool
    ) -> tuple[Roll, list[Said], bool]:
        if len(parents) == 1:
            (before,) = parents
            step = Step(before.table, table, key, leads)
            roll, wrong = evolve(before.roll, step)
            return roll, [("team", str(breach)) for breach in wrong], shifts_power(before.table, table)
        sides = [parent.table for parent in parents]
        bases = [self._states[base].table for base in self._lines.bases(commit.parents)]
        free = leads or faithful(table, sides, bases)
        roll, wrong = join(table, [(parent.table, parent.roll) for parent in parents], free=free)
        lost = unfounded(table, sides, bases) if bases and not faithful(table, sides, bases) else ()
        return (
            roll,
            [*(("team", str(breach)) for breach in wrong), *(("dropped", place) for place in lost)],
            bool(wrong),
        )

    def _root(self, about: _About) -> None:
        self._roots.append(about.commit.id)
        if len(self._roots) > 1:
            self._tell(about, [("roots", f"the other is {self._roots[0][:10]}")])

    def _set_clock(self, about: _About, made: Mapping[str, Head]) -> None:
        for record in made or ("",):
            self._found.append(about.finding("set-clock", "", record))

    # Small things

    def _keys(self, roll: Roll) -> Keys:
        kept = self._keys_of.get(id(roll))
        if kept is None:
            keys = Keys.of({"team": list(roll.team.values()), "policy": roll.policy})
            kept = self._keys_of[id(roll)] = (roll, keys)  # the roll is kept, so that no other takes its place
        return kept[1]

    def _day(self, when: int) -> date:
        hour = when // 3600
        if hour not in self._days:
            try:
                self._days[hour] = day_of(datetime.fromtimestamp(when, UTC))
            except (OverflowError, ValueError, OSError):
                self._days[hour] = date.min
        return self._days[hour]

    def _span(self, when: int) -> None:
        self.first = when if self.first is None else min(self.first, when)
        self.last = when if self.last is None else max(self.last, when)

    def _tell(self, about: _About, said: Iterable[Said], record: str = "", path: str = "") -> None:
        self._found += [about.finding(kind, words, record, path) for kind, words in said]


def _of_tombs(tombs: Tombs) -> Iterator[Finding]:
    for laid, words, record in tombs.faults():
        yield finding_of(laid.commit, laid.commit.trailers.author, "tombstone", words, record or laid.record)


class _About(NamedTuple):
    """The commit that findings are about, and the key of its author."""

    commit: Commit
    key: str

    def finding(self, kind: str, words: str, record: str = "", path: str = "") -> Finding:
        return finding_of(self.commit, self.key, kind, words, record, path)


def _blob(commit: Commit, parents: Sequence[State]) -> str:
    """Return the name of the bytes of `family.toml` after a commit; "" where it is gone."""
    for place, deltas in enumerate(commit.deltas):
        for delta in deltas:
            if delta.path == FAMILY:
                return delta.blob
        if place < len(parents):
            return parents[place].blob
    return parents[0].blob if parents else ""


def _free(commit: Commit, parents: Sequence[State]) -> bool:
    """Return whether a commit's time says nothing: its clock was set, on a family for training from the start."""
    return commit.trailers.clock == times.SET and bool(parents) and all(_trains(parent) for parent in parents)


def _trains(state: State) -> bool:
    return state.roll.training and bool(state.table.get("training"))


def _before(parents: Sequence[State]) -> Roll:
    """Return the team as it counted before a commit; before a merge, what counted on all sides together."""
    return parents[0].roll if len(parents) == 1 else _joined(parents)


def _joined(parents: Sequence[State]) -> Roll:
    first = parents[0].roll
    if all(parent.roll is first for parent in parents):
        return first
    roll, _ = join(parents[0].table, [(parent.table, parent.roll) for parent in parents], free=True)
    missing = {key: row for parent in parents for key, row in parent.roll.team.items() if key not in roll.team}
    return roll._replace(team={**missing, **roll.team}) if missing else roll


def _is(commit: Commit, key: str, roll: Roll) -> bool:
    """Return whether a commit that claims to be a member's comes under that member's address."""
    row = roll.team.get(key)
    if row is None:
        return False
    return signed_as(key, row.get("name"), row.get("email"))[1].casefold() == commit.author.email.casefold()

"""The words of a practice model: its vocabularies and lists, by id, each read when it is first asked for."""

# A part's nouns are imported with the part: making thirty classes costs more than reading a file.
# ruff: noqa: PLC0415

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from fsworkbook.errors import BadInput
from fsworkbook.practice.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fsworkbook.practice.attachments import AttachmentKind
    from fsworkbook.practice.audiences import Audiences
    from fsworkbook.practice.calendars import Days
    from fsworkbook.practice.casesummaries import Trigger
    from fsworkbook.practice.checklists import Checklist
    from fsworkbook.practice.closings import ClosingItem
    from fsworkbook.practice.consents import Consents, ConsentState, Matter
    from fsworkbook.practice.contradictions import Contradiction
    from fsworkbook.practice.directwork import DirectWork
    from fsworkbook.practice.expungings import ExpungingReason
    from fsworkbook.practice.orders import Order
    from fsworkbook.practice.papers import Paper
    from fsworkbook.practice.people import Couple, Gender, People
    from fsworkbook.practice.plans import Planning
    from fsworkbook.practice.prompts import Prompts
    from fsworkbook.practice.ratings import Rating, Ratings, Rule
    from fsworkbook.practice.records import RecordKind
    from fsworkbook.practice.relations import Relation
    from fsworkbook.practice.sessions import Meeting, Missed, Session, Sessions
    from fsworkbook.practice.statuses import Plan, Status, Statuses, Step
    from fsworkbook.practice.summaries import Summaries, SummaryShape
    from fsworkbook.practice.supervisions import Attendance, MovingReason, Supervision, Threshold
    from fsworkbook.practice.term import Term
    from fsworkbook.practice.timescales import Timescale
    from fsworkbook.practice.wordlists import Acronyms, Checked, Own, Phrase


class Vocabulary(Reader):
    """What things are called, and what goes with each."""

    @cached_property
    def _ratings(self) -> Ratings:
        from fsworkbook.practice import ratings

        return self._read("ratings.toml", ratings.ratings)

    @property
    def ratings(self) -> Mapping[str, Rating]:
        """The ratings."""
        return self._ratings.ratings

    @property
    def rating_rules(self) -> Mapping[str, Rule]:
        """The rules of rating, in short."""
        return self._ratings.rules

    @cached_property
    def _statuses(self) -> Statuses:
        from fsworkbook.practice import statuses

        return self._read("statuses.toml", statuses.statuses)

    @property
    def statuses(self) -> Mapping[str, Status]:
        """The statuses that a child may have."""
        return self._statuses.statuses

    @property
    def plans(self) -> Mapping[str, Plan]:
        """The kinds of plan that statuses belong to."""
        return self._statuses.plans

    @property
    def steps(self) -> Mapping[str, Step]:
        """What a change of status is called."""
        return self._statuses.steps

    @cached_property
    def _people(self) -> People:
        from fsworkbook.practice import people

        return self._read("people.toml", people.people)

    @property
    def parts(self) -> Mapping[str, Term]:
        """The parts that a person may have in the family."""
        return self._people.parts

    @property
    def genders(self) -> Mapping[str, Gender]:
        """The genders."""
        return self._people.genders

    @cached_property
    def relations(self) -> Mapping[str, Relation]:
        """The words for what one person is to another."""
        from fsworkbook.practice import relations

        return self._read("relations.toml", relations.relations)

    def relations_called(self, word: str) -> tuple[Relation, ...]:
        """Return the relations that people mean by a word of kinship, such as “nan”: by id, name or other words."""
        wanted = _word(word)
        return tuple(
            relation
            for relation in self.relations.values()
            if wanted in {_word(relation.id), _word(relation.name), *map(_word, relation.words)}
        )

    @cached_property
    def couples(self) -> Mapping[str, Couple]:
        """The statuses of a couple."""
        from fsworkbook.practice import people

        return self._read("couples.toml", people.couples)

    @cached_property
    def checklist(self) -> Checklist:
        """The quality checklist of an assessment (H01-H51)."""
        from fsworkbook.practice import checklists

        return self._read("checklist.toml", checklists.checklist)

    @cached_property
    def planning(self) -> Planning:
        """What the plan of an assessment is made of: steps, topics, needs (N5, N6, H04)."""
        from fsworkbook.practice import plans

        return self._read("plan.toml", plans.planning)

    @cached_property
    def prompts(self) -> Prompts:
        """What is shown beside a question when somebody opens it, and the bands of children's ages (J, I, G.36)."""
        from fsworkbook.practice import prompts

        return self._read("prompts.toml", prompts.prompts)

    @cached_property
    def attachments(self) -> Mapping[str, AttachmentKind]:
        """What may be attached to a record, and the consent that it needs (F.10)."""
        from fsworkbook.practice import attachments

        return self._read("attachments.toml", attachments.attachments)

    @cached_property
    def orders(self) -> Mapping[str, Order]:
        """The kinds of court order and condition."""
        from fsworkbook.practice import orders

        return self._read("orders.toml", orders.orders)

    @cached_property
    def _sessions(self) -> Sessions:
        from fsworkbook.practice import sessions

        return self._read("sessions.toml", sessions.sessions)

    @property
    def sessions(self) -> Mapping[str, Session]:
        """The kinds of session."""
        return self._sessions.sessions

    @property
    def missed(self) -> Mapping[str, Missed]:
        """Who a missed session came from."""
        return self._sessions.missed

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """The kinds of meeting."""
        from fsworkbook.practice import sessions

        return self._read("meetings.toml", sessions.meetings)

    @cached_property
    def _supervision(self) -> Supervision:
        from fsworkbook.practice import supervisions

        return self._read("supervision.toml", supervisions.supervision)

    @property
    def attendance(self) -> Mapping[str, Attendance]:
        """How somebody attended a supervision."""
        return self._supervision.attendance

    @property
    def moving_reasons(self) -> Mapping[str, MovingReason]:
        """Why a supervision may be moved."""
        return self._supervision.moving_reasons

    @property
    def thresholds(self) -> Mapping[str, Threshold]:
        """What a supervision may recommend for a child."""
        return self._supervision.thresholds

    @property
    def vague_verbs(self) -> Mapping[str, Term]:
        """Words of an action that say nothing which could be seen being done."""
        return self._supervision.vague_verbs

    @cached_property
    def checked(self) -> Checked:
        """What is looked for in the words of a record, and in which records (K2)."""
        from fsworkbook.practice import wordlists

        return self._read("lints.toml", wordlists.lints)

    @cached_property
    def own_words(self) -> tuple[Own, ...]:
        """What the council's own files add to the lists of words, and take away from them."""
        names = sorted(path.name for path in self.folder.glob("council*.toml"))
        from fsworkbook.practice import wordlists

        return tuple(self._read(file, wordlists.council) for file in names)

    @cached_property
    def phrases(self) -> tuple[Phrase, ...]:
        """Words to avoid, of every list, the council's own last; those that it switched off are left out (K3-K5)."""
        from fsworkbook.practice import wordlists

        listed = [phrase for file in wordlists.LISTS for phrase in self._read(file, wordlists.phrases)]
        own = self.own_words
        off = {ident for one in own for ident in one.off}
        return tuple(one for one in (*listed, *(row for mine in own for row in mine.phrases)) if one.id not in off)

    @cached_property
    def acronyms(self) -> Acronyms:
        """Letters and capitals that need no explaining, and official titles; the council's own among them."""
        from fsworkbook.practice import wordlists

        found: Acronyms = self._read("acronyms.toml", wordlists.acronyms)
        return found._replace(
            allowed=(*found.allowed, *(word for one in self.own_words for word in one.allowed)),
            titles=(*found.titles, *(title for one in self.own_words for title in one.titles)),
        )

    @cached_property
    def _consents(self) -> Consents:
        from fsworkbook.practice import consents

        return self._read("consents.toml", consents.consents)

    @property
    def consent_states(self) -> Mapping[str, ConsentState]:
        """Where a consent may stand."""
        return self._consents.states

    @property
    def consent_reasons(self) -> Mapping[str, Term]:
        """Why consent may be not required."""
        return self._consents.reasons

    @property
    def consent_matters(self) -> Mapping[str, Matter]:
        """What consent is commonly asked for."""
        return self._consents.matters

    @cached_property
    def _summaries(self) -> Summaries:
        from fsworkbook.practice import summaries

        return self._read("summaries.toml", summaries.summaries)

    @property
    def summary_shapes(self) -> Mapping[str, SummaryShape]:
        """The shapes of a summary."""
        return self._summaries.shapes

    @cached_property
    def case_triggers(self) -> Mapping[str, Trigger]:
        """What calls for a new case summary."""
        from fsworkbook.practice import casesummaries

        return self._read("case_summaries.toml", casesummaries.triggers)

    @property
    def allocated_role(self) -> str:
        """The id of the role whose summary has the allocated worker's shape."""
        return self._summaries.allocated_role

    def summary_shape(self, role_id: str) -> SummaryShape:
        """Return the shape of the summary that a role writes.

        Raises:
            BadInput: the model has no shape for it.
        """
        for shape in self.summary_shapes.values():
            if shape.allocated == (role_id == self.allocated_role):
                return shape
        raise BadInput(f"summaries.toml has no shape for the role “{role_id}”.")

    @cached_property
    def records(self) -> Mapping[str, RecordKind]:
        """The kinds of record, and whom each is for."""
        from fsworkbook.practice import records

        return self._read("records.toml", records.records)

    @cached_property
    def papers(self) -> Mapping[str, Paper]:
        """The shorter papers beside the whole report."""
        from fsworkbook.practice import papers

        return self._read("papers.toml", papers.papers)

    @cached_property
    def audiences(self) -> Audiences:
        """Who may be given a copy, and what every copy says."""
        from fsworkbook.practice import audiences

        return self._read("audiences.toml", audiences.audiences)

    @cached_property
    def timescales(self) -> Mapping[str, Timescale]:
        """The numbers that the practice sets."""
        from fsworkbook.practice import timescales

        return self._read("timescales.toml", timescales.timescales)

    @cached_property
    def closing(self) -> Mapping[str, ClosingItem]:
        """What is looked at before a workbook closes."""
        from fsworkbook.practice import closings

        return self._read("closing.toml", closings.closing)

    @cached_property
    def direct_work(self) -> DirectWork:
        """What goals, diaries, reviews, worries from the start and measures can say (I.04-I.22)."""
        from fsworkbook.practice import directwork

        return self._read("direct_work.toml", directwork.direct_work)

    @cached_property
    def expunging_reasons(self) -> Mapping[str, ExpungingReason]:
        """Why something may be taken out of the whole history."""
        from fsworkbook.practice import expungings

        return self._read("expunging.toml", expungings.reasons)

    @cached_property
    def contradictions(self) -> Mapping[str, Contradiction]:
        """Where the sources differ, and how they are read here."""
        from fsworkbook.practice import contradictions

        return self._read("contradictions.toml", contradictions.contradictions)

    @cached_property
    def days(self) -> Days:
        """Which days are working days, and how days are counted."""
        from fsworkbook.practice import calendars

        return self._read("calendar.toml", calendars.days)


def _word(typed: str) -> str:
    """Return a word of kinship as it is compared."""
    return " ".join(typed.casefold().replace("’", "'").split())

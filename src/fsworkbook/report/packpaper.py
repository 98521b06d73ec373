"""The supervision pack as a paper for the team: ratings, summaries, actions, gaps, dates, others' views (D.60)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from fsworkbook.report import ratingpages
from fsworkbook.report.banners import TEAM_ONLY, TRAINING
from fsworkbook.report.charts import ratings as chart
from fsworkbook.report.document import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
    date_in_words,
    inlines,
    para,
    strong,
    text,
)
from fsworkbook.report.prose import blocks as prose
from fsworkbook.workbook.clock import brief
from fsworkbook.workbook.consentgaps import words
from fsworkbook.workbook.family import joined
from fsworkbook.workbook.risks import standing_words
from fsworkbook.workbook.thresholds import waiting_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fsworkbook.practice.model import Practice
    from fsworkbook.report.document import Block, Blocks, Cell
    from fsworkbook.workbook.briefing import Briefing, Standing
    from fsworkbook.workbook.family import Family
    from fsworkbook.workbook.pack import Pack, Part
    from fsworkbook.workbook.ratings import Opened
    from fsworkbook.workbook.record import Record
    from fsworkbook.workbook.thresholds import Review


def paper(
    pack: Pack, brief: Briefing, family: Family, practice: Practice, day: date, history: Sequence[Opened] = ()
) -> Document:
    """Return the pack for a meeting as a paper; it is for the team only and says so on every page.

    Args:
        pack: what each practitioner brings, and the ratings as its reader may see them.
        brief: what else the meeting should have before it.
        family: who is who.
        practice: the model in use.
        day: the day of the paper.
        history: the ratings of every meeting that was held, in their order.
    """
    of = f" of {date_in_words(pack.meeting.on)}" if pack.meeting else ""
    new = f"New since {date_in_words(pack.since)}" if pack.since else "The first one, so all is new"
    return Document(
        title=f"{family.surname}: pack for the group supervision{of}",
        subtitle=new,
        reference=family.reference,
        blocks=tuple(_Press(pack, brief, family, practice, history).blocks()),
        banners=(TEAM_ONLY, *([TRAINING] if family.training else [])),
        made=day,
        contents=False,
    )


class _Press:
    """Sets the paper, part by part; a part that has nothing to say is left out."""

    def __init__(
        self, pack: Pack, brief: Briefing, family: Family, practice: Practice, history: Sequence[Opened]
    ) -> None:
        self.pack = pack
        self.brief = brief
        self.family = family
        self.practice = practice
        self.history = history

    def blocks(self) -> Iterator[Block]:
        """Yield the whole paper."""
        for name, part in (
            ("Ratings", self.ratings()),
            ("Thresholds", self.thresholds()),
            ("Actions", self.actions()),
            ("Summaries", self.summaries()),
            ("Worries from the start", self.worries()),
            ("What others outside the team say", self.outside()),
            ("Dates", self.dates()),
            ("Coverage", self.coverage()),
            ("Consent", self.consents()),
            ("Consents, decisions and notes of the period", self.decisions()),
            ("The last approved minutes", self.minutes()),
        ):
            content = tuple(part)
            if content:
                yield Heading(1, text(name))
                yield from content

    # Ratings

    def ratings(self) -> Iterator[Block]:
        """Yield the ratings for this meeting, and how they went over time."""
        yield from ratingpages.of(self.pack.ratings, self.family, self.practice)
        if self.pack.without_summary:
            yield para("No summary from ", ", ".join(map(self.first, self.pack.without_summary)), ".")
        drawn = chart.picture(self.history, self.family, self.practice)
        if drawn:
            yield drawn

    # Thresholds

    def thresholds(self) -> Iterator[Block]:
        """Yield what was asked about between the meetings, and what was recommended and is not decided yet."""
        rows = tuple(self.review(item) for item in self.brief.reviews)
        if rows:
            heads = ("Child", "Proposed", "Why, and by whom", "Answer")
            yield Table(heads, rows, (2, 2, 4, 4), "Asked between meetings")
        if self.brief.waiting:
            said = [waiting_words(one, self.family, self.practice) for one in self.brief.waiting]
            yield Bullets(tuple((para(words),) for words in said))

    def review(self, item: Review) -> tuple[Cell, ...]:
        """Return one threshold review as a row."""
        asked, answer = item.asked, item.answer
        why = f"{self.first(asked.by)}, {date_in_words(asked.on)}: {asked.word('reason')}"
        told = "open"
        if answer is not None:
            who = "supervision" if answer.kind == "supervision" else self.first(answer.by)
            said = f"{self.recommended(item.recommend)} {item.why}".strip()
            told = f"{who}, {date_in_words(answer.on)}: {said}"
        return tuple(map(text, (self.first(item.child), self.recommended(asked.word("propose")), why, told)))

    def recommended(self, key: str) -> str:
        """Return the name of what was recommended; "" where it was said in words alone."""
        return f"{self.practice.thresholds[key].name}." if key in self.practice.thresholds else key

    # Actions

    def actions(self) -> Iterator[Block]:
        """Yield the open actions, and those that closed since the meeting before."""
        if self.brief.actions:
            rows = tuple(self.action(item) for item in self.brief.actions)
            yield Table(("What", "Who", "By", "Carried over", "Please look"), rows, (5, 3, 3, 2, 7), "Open")
        if self.brief.closed:
            rows = tuple(
                (
                    text(item.record.section("account") or ""),
                    text(self.owner(item.record)),
                    text(f"{item.state.replace('-', ' ')}{f': {item.result}' if item.result else ''}"),
                )
                for item in self.brief.closed
            )
            yield Table(("What", "Who", "How it came out"), rows, (5, 2, 3), "Closed since the last supervision")

    def action(self, item: Standing) -> tuple[Cell, ...]:
        """Return an open action as a row."""
        due = item.record.head.get("due")
        by = date_in_words(due) if isinstance(due, date) else str(due or "no day")
        looks = " ".join(f"{flag.words[:1].upper()}{flag.words[1:]}" for flag in item.flags)
        account = item.record.section("account") or ""
        return tuple(map(text, (account, self.owner(item.record), by, str(item.carried or "–"), looks)))

    def owner(self, record: Record) -> str:
        """Return who does an action."""
        return self.family.called(record.word("owner")) if record.word("owner") else "nobody named"

    # What each brings

    def summaries(self) -> Iterator[Block]:
        """Yield each practitioner's summary, and what they recorded in the period."""
        for part in self.pack.parts:
            if part.summary or part.work:
                yield Heading(2, text(self.headed(part)))
                yield from self.brought(part)

    def headed(self, part: Part) -> str:
        """Return the heading of what one practitioner brings."""
        role = self.practice.roles[part.member.role].name if part.member.role in self.practice.roles else ""
        return f"{part.member.name}, {part.member.title or role}"

    def brought(self, part: Part) -> Blocks:
        """Return one practitioner's summary, without what others say, and the entries it rests on."""
        found: list[Block] = []
        for section in part.summary.sections if part.summary else ():
            base, _, child = section.name.partition(".")
            if base == "outside":
                continue
            if section.title:
                name = f": {self.first(child)}" if child else ""
                found.append(Heading(3, text(f"{section.title}{name}")))
            found += prose(section.text, 4)
        if not part.summary:
            found.append(para("No summary."))
        if part.work:
            found.append(para(strong("Recorded in the period: "), f"{'; '.join(self.recorded(part.work))}."))
        return tuple(found)

    def recorded(self, work: Sequence[Record]) -> Iterator[str]:
        """Yield what was recorded, kind by kind, each with its days; what was recorded twice on a day is counted."""
        for kind in dict.fromkeys(record.kind for record in work):
            known = self.practice.records.get(kind)
            days = Counter(record.on for record in work if record.kind == kind)
            told = (f"{brief(day)}{f' ({count})' if count > 1 else ''}" for day, count in days.items())
            yield f"{known.name if known else kind}: {', '.join(told)}"

    def worries(self) -> Iterator[Block]:
        """Yield the worries from the start: how each stands, and which nobody looked at in the last supervision."""
        rows = tuple(
            (
                text(worry.words),
                text(date_in_words(worry.since)),
                text(standing_words(worry, self.practice)),
                text(f"not looked at on {date_in_words(worry.missed.on)}" if worry.missed else "–"),
            )
            for worry in self.brief.worries
        )
        if rows:
            yield Table(("Worry", "Since", "Now", "Please look"), rows, (5, 2, 4, 3))

    def outside(self) -> Iterator[Block]:
        """Yield what professionals outside the team say."""
        for said in self.brief.outside:
            yield from prose(said.text, 2)
            yield para(f"Written down by {self.first(said.by)}.")

    # Dates and gaps

    def dates(self) -> Iterator[Block]:
        """Yield the family's dates, those that are late first."""
        if self.brief.owed:
            rows = tuple(
                (
                    text(date_in_words(item.task.due)),
                    text(f"{item.task.what}{' (LATE)' if item.group == 'late' else ''}"),
                    text(", ".join(map(self.first, item.owners)) or "–"),
                    text(item.task.why),
                )
                for item in self.brief.owed
            )
            yield Table(("By", "What", "Who", "Why"), rows, (3, 6, 2, 7))

    def coverage(self) -> Iterator[Block]:
        """Yield how far the modules have come in each assessment, and what nobody has asked."""
        if self.brief.coverage:
            head = ("Assessment", *(str(module.number) for module in self.practice.modules))
            rows = []
            for row in self.brief.coverage:
                cells = [row.module(module.number) for module in self.practice.modules]
                names = joined(map(self.first, row.assessment.parents))
                rows.append(
                    (text(f"{row.assessment.key} ({names})"), *(text(f"{cell.touched}/{cell.total}") for cell in cells))
                )
            yield Table(head, tuple(rows), (4, *(1 for _ in head[1:])), "Questions worked on, by module")
        if self.brief.untouched:
            yield para("Nobody has yet asked:")
            yield Bullets(tuple((para(self.practice.questions[key].text),) for key in self.brief.untouched))

    def consents(self) -> Iterator[Block]:
        """Yield the gaps in consent."""
        if self.brief.consents:
            yield Bullets(tuple((para(words(gap, self.family, self.practice)),) for gap in self.brief.consents))

    def decisions(self) -> Iterator[Block]:
        """Yield consents, statuses, meetings and notes of the period."""
        if self.pack.decisions:
            yield Bullets(tuple((self.decided(record),) for record in self.pack.decisions))

    def decided(self, record: Record) -> Paragraph:
        """Return a decision in a line."""
        known = self.practice.records.get(record.kind)
        said = " ".join(section.text for section in record.sections) or self.named(record)
        whom = ", ".join(map(self.first, filter(None, (record.word("person"), record.word("child")))))
        lead = f"{date_in_words(record.on)} · {known.name if known else record.kind}{f' · {whom}' if whom else ''}"
        return Paragraph(inlines(strong(lead), f" {said}" if said else ""))

    def named(self, record: Record) -> str:
        """Return what a record without words of its own was: which meeting, which status and why."""
        meetings, statuses = self.practice.meetings, self.practice.statuses
        named = [meetings[key].name for key in record.names("meeting") if key in meetings]
        named += [statuses[key].name for key in (record.word("status"),) if key in statuses]
        about = f"{', '.join(named)}." if named else ""
        why = record.word("reason")
        ends = "" if why.endswith((".", "?", "!")) else "."
        return " ".join(part for part in (about, f"{why[:1].upper()}{why[1:]}{ends}" if why else "") if part)

    def minutes(self) -> Iterator[Block]:
        """Yield the last minutes that were approved, with the notes that put them right."""
        if self.brief.minutes:
            yield para(f"{date_in_words(self.brief.minutes.on)}, by {self.first(self.brief.minutes.by)}.")
            yield from prose(self.brief.minutes.section("account") or "", 2)
        for note in self.brief.notes:
            yield para(strong(f"Added on {date_in_words(note.on)} by {self.first(note.by)}: "))
            yield from prose(note.section("account") or "", 2)

    # Words

    def first(self, key: str) -> str:
        """Return somebody's first name, or the name as it was written."""
        return self.family.first_name(key)

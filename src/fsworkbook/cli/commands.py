"""The contents page: every command there is, under the headings that practitioners look for.

A command is one module `fsworkbook.cli.<room>.<module>` with a function `command` under `@recording`, `@reading` or
`@either`, or with a `Group` called `group` where it has words of its own (frame/calling.py). To add one, add its line.
"""

from __future__ import annotations

# Name, module and help. A NamedTuple would cost `--help` more than everything else together.
Entry = tuple[str, str, str]

CONTENTS: tuple[tuple[str, tuple[Entry, ...]], ...] = (
    (
        "Begin",
        (
            ("setup", "begin.setup", "Say who you are and where your families are."),
            ("doctor", "history.doctor", "See whether this machine and a family’s folder are sound, and mend them."),
            ("demo", "begin.demo", "Build a training family, made up and whole, to learn with."),
            ("practice", "begin.practice", "Show and check the practice model in use."),
        ),
    ),
    (
        "Open and choose a family",
        (
            ("new-family", "begin.new_family", "Open a family’s workbook."),
            ("families", "begin.families", "List the families in your caseload."),
            ("use", "begin.use", "Choose the current family."),
        ),
    ),
    (
        "Who is who",
        (
            ("person", "people.person", "See who is who; add and change people, how they stand, couples."),
            ("household", "people.household", "See who lives where; add a home, record a move."),
            ("order", "people.order", "See, add and change court orders and bail conditions."),
            ("born", "people.born", "Record the birth of an unborn child."),
            ("team", "people.team", "See who works with the family; add, change, leave."),
            ("assessment", "disclosing.assessment", "See the assessments; open one, alone or joint; conclude one."),
            ("split", "disclosing.split", "Make one assessment for each parent out of a joint one."),
            ("cover", "people.cover", "Say who stands in for a role, from and until when."),
        ),
    ),
    (
        "The eight modules",
        (
            ("module", "work.module", "Work on a module, question by question; bare: how far all eight have come."),
            ("plan", "paper.plan", "See and add to the plan of an assessment; make the family’s page of it."),
            ("extend", "work.extend", "Agree more time for a parenting assessment; see how long each one has."),
        ),
    ),
    (
        "Read, and put right",
        (
            ("show", "work.show", "Read one record or many."),
            ("search", "work.search", "Find words in all that was recorded, and in the names of people and files."),
            ("log", "history.log", "The history in plain words: what was recorded, by whom, when."),
            ("correct", "work.correct", "Put a record right, and say why."),
            ("strike", "work.strike", "Withdraw a record, and say why."),
            ("note", "work.note", "Write a free note."),
            ("reply", "disclosing.reply", "Record a parent’s or child’s reply to what is recorded, in their words."),
            ("attach", "work.attach", "Put a drawing, a letter or a photograph with a record."),
        ),
    ),
    (
        "Visits, meetings and consent",
        (
            ("visit", "work.visit", "Record a visit, made or missed; see when each child was seen, and is next to be."),
            ("event", "work.event", "Add an event to the chronology, with its effect on the child."),
            ("consent", "work.consent", "Who agreed to what; give, limit, refuse, withdraw, not required, review."),
            ("meeting", "work.meeting", "Record a conference, core group or other meeting, or plan one."),
            ("request", "work.request", "Ask for an adult practitioner; say what was decided."),
            ("status", "work.status", "Record a child’s plan or legal status; see each child’s history."),
            ("threshold", "work.threshold", "Ask for a look at the threshold before the next supervision; answer it."),
        ),
    ),
    (
        "Change over time",
        (
            ("goal", "change.goal", "See and set parents’ goals, say how they went; a page for the fridge."),
            ("diary", "change.diary", "Keep a page of a parent’s diary: their own words, shared as far as they say."),
            ("review", "change.review", "Review with a parent: what is better, a film, a thought, what is in the way."),
            ("observe", "change.observe", "Observe a parent and a child under the same heads each time; side by side."),
            ("ruler", "change.ruler", "Ask how important, how sure, how ready: 0 to 10, over time."),
            ("measure", "change.measure", "Any scale at the start and at the end: its points, in a line over time."),
            ("risk", "change.risk", "See how each worry from the start stands now; add one, look at one again."),
        ),
    ),
    (
        "Ratings and supervision",
        (
            ("rate", "month.rate", "Give my own rating, with my reason."),
            ("rag", "month.rag", "See who has rated; once the supervision is held, every rating and the spread."),
            ("summary", "month.summary", "Write my summary since the last supervision, or pack for the meeting."),
            ("supervision", "month.supervision", "Plan, move and hold the group supervision; minutes and approval."),
            ("action", "month.action", "Record who does what by when; say how it came out; see what is open."),
        ),
    ),
    (
        "What is due",
        (
            ("due", "time.due", "See what is due, late and next: mine, a family’s, everybody’s."),
            ("caseload", "time.caseload", "See every family in a line: rating, supervision, what is late (managers)."),
        ),
    ),
    (
        "Drawings and the report",
        (
            ("report", "paper.report", "The assessment as a paper: write its parts, make it final, sign it; letters."),
            ("chronology", "paper.chronology", "See or print what happened, and what it meant for each child."),
            ("genogram", "paper.genogram", "See the family tree; draw it over its generations, as at any day."),
        ),
    ),
    (
        "Quality",
        (
            ("check", "quality.check", "See what could be plainer, kinder or more exact in your words, and why."),
            ("qa", "quality.qa", "See the quality checklist of an assessment, filled in; rate its items."),
        ),
    ),
    (
        "Who may see what",
        (
            ("restrict", "disclosing.restrict", "Keep something from somebody: set, list, lift, check."),
            ("copies", "disclosing.copies", "See who holds which copy; let one go; say that it was handed over."),
            ("records", "disclosing.records", "Make the copy of everything that one person may have."),
            ("expunge", "disclosing.expunge", "Take out of the whole history what should never have been written."),
        ),
    ),
    (
        "Share, and prove",
        (
            ("sync", "history.sync", "Share with colleagues: send what is new here, get what is new there."),
            ("join", "history.join", "Fetch a family that colleagues share."),
            ("audit", "history.audit", "Look whether the history is whole, and every record as it was recorded."),
        ),
    ),
    (
        "End, and begin again",
        (
            ("close", "ending.close", "Close the workbook, or end the work with one child, with its checklist."),
            ("reopen", "ending.reopen", "Begin again: a new episode of a closed workbook."),
            ("handover", "ending.handover", "Make one file of the workbook for another team, to open and read."),
        ),
    ),
)

PURPOSE = "The Family Safeguarding workbook: one family, one folder, one team."


def entries() -> dict[str, Entry]:
    """Return every command's entry by its name, in the order of the contents."""
    return {entry[0]: entry for _, group in CONTENTS for entry in group}


def grouped(width: int) -> str:
    """Return the commands under their headings, as lines of at most `width` columns."""
    import textwrap  # noqa: PLC0415 - the registry itself is read by every command

    longest = max((len(name) for name in entries()), default=0)
    lines: list[str] = []
    for heading, group in CONTENTS:
        if not group:
            continue
        lines += ["", heading]
        for name, _, text in group:
            lead = f"  {name:<{longest}}  "
            lines += textwrap.wrap(text, max(width, 40), initial_indent=lead, subsequent_indent=" " * len(lead))
    return "\n".join(lines)


def contents(width: int) -> str:
    """Return the whole page that `fsworkbook --help` shows."""
    import textwrap  # noqa: PLC0415 - likewise

    return (
        f"Usage: fsworkbook COMMAND …\n\n{textwrap.fill(PURPOSE, max(width, 40))}\n{grouped(width)}\n\n"
        "fsworkbook COMMAND --help         says more of one\n"
        "fsworkbook --version              says which version\n"
        "fsworkbook --install-completion   lets Tab finish words\n"
    )

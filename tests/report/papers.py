"""Papers to test with: a realistic report about an invented family, of any number of entries."""

import datetime as dt

from fsworkbook.report import prose
from fsworkbook.report.document import (
    Bullets,
    Cite,
    Document,
    Evidence,
    Facts,
    Gap,
    Link,
    Note,
    PageBreak,
    Paragraph,
    Quote,
    Rule,
    Signature,
    Table,
    Text,
    bullets,
    emphasis,
    heading,
    inlines,
    para,
    strong,
    text,
)

TYPED = """\
Rowan told me that Ivy covers her ears when there is shouting next door. \
She said: *"It is the bins, not us, but she does not know that."* We talked about what Ivy has heard before, \
and what she might think is coming.

- Ivy (4) sleeps with the light on.
- Jonah (9) checks that the front door is locked, **twice**.

Rowan had thought of this as a habit. She now thinks that it is fear."""

SECTIONS = [
    ("Why are we involved", ("What brought the family to us", "What the parents say")),
    ("The children", ("Jonah", "Ivy", "What the children want to happen")),
    ("Parenting capacity", ("Basic care", "Ensuring safety", "Emotional warmth", "Guidance and boundaries")),
    ("Family and environment", ("Wider family", "Housing", "Money and work")),
    ("What has changed", ("Domestic abuse", "Alcohol", "Mental health")),
    ("Analysis and recommendation", ()),
]

LONG = (
    "The family came to the notice of children's services in November after two calls to the police within a "
    "fortnight. Nobody was hurt on either evening, but both children were in the house, awake, and Jonah told his "
    "teacher the next morning that he had been listening at the top of the stairs in case his mum needed him. "
)


def entry(number):
    day = dt.date(2025, 1, 6) + dt.timedelta(days=number % 150)
    credit = inlines(
        f"{day.day}.{day.month}.{day.year} · Sam Okafor, children and family worker · ",
        Link(text(f"entry {number}"), f"s{number}"),
    )
    return Evidence(prose.blocks(TYPED), credit, f"2025-{number:04}-sam")


def chronology(rows):
    return Table(
        ("Date", "What happened", "What it meant for the children", "Source"),
        tuple(
            (
                text(f"{1 + n % 28} March 2025"),
                text("Police called by a neighbour at 23:40. Loud argument; no injuries seen. " * (1 + n % 2)),
                text("Jonah was awake and heard it. He was late for school the next day." if n % 3 else "Not known."),
                inlines(Cite(str(n + 1), f"s{n + 1}")),
            )
            for n in range(rows)
        ),
        widths=(3, 7, 6, 2),
        caption="Significant events, March 2025",
    )


def _section(number, title, parts, entries):
    yield heading(1, f"{number}. {title}", f"section-{number}")
    yield para(LONG, "The social worker visited the next day.", Cite("4", "s4"), " ", Text(LONG), Cite("12", "s12"))
    if number == 1:
        yield Note(
            (
                para(
                    strong("How to read this report. "),
                    "Each part begins with what we think. What was said and seen, and by whom, follows it.",
                ),
            )
        )
    if number == 2:
        yield Facts(
            (
                ("Jonah", inlines("9 years, at Millbrook Primary School. Lives with his mother.")),
                ("Ivy", inlines("4 years, at nursery on three days. Lives with her mother.")),
                ("Who has parental responsibility", inlines("Rowan Hale and Piotr Zieliński")),
            )
        )
    for part in parts:
        yield heading(2, part)
        yield para(LONG)
        yield from (entry(n) for n in entries)
    if number == 3:
        yield heading(3, "What helps")
        yield bullets(
            "Her mother, who has the children on Thursdays.",
            "The walk to school: no phone, just talking.",
            inlines("The ", strong("stop and breathe"), " card that she and Jonah made together."),
        )
        yield Bullets(
            ((para("Ask Jonah first."), bullets("at school", "at home")), (para("Then tell Rowan."),)),
            ordered=True,
            start=3,
        )
        yield Quote((para("I used to think that if they were in bed they could not hear. They heard all of it."),))
    if number == 4:
        yield chronology(14)
        yield Gap("what the wider family can offer if Rowan is unwell.", "gap-1")
    if number == 5:
        yield Note(
            (
                para(
                    strong("Not agreed. "),
                    "Rowan does not agree that alcohol was a concern in March; her own words are in part 1.",
                ),
            ),
            "warning",
        )
        yield Paragraph(text("قال بيوتر: أريد أن أكون أباً أفضل لأطفالي، وأن أراهم كل أسبوع."))
        yield Rule()


def report(entries=3, **changes):
    """A report whose sections hold `entries` entries for each of their 15 parts."""
    blocks = []
    for number, (title, parts) in enumerate(SECTIONS, 1):
        blocks += _section(number, title, parts, range(number * 20, number * 20 + entries))
    blocks += [
        para("This is my own assessment. I have shown it to Rowan, and what she said about it is attached."),
        Signature("Priya Shah, social worker"),
        Signature("Alison Reed, team manager"),
        PageBreak(),
        heading(1, "Sources"),
        Bullets(
            tuple(
                (Paragraph(inlines(f"Home visit, {n} March 2025, Sam Okafor. ", emphasis("Recorded the same day."))),)
                for n in range(1, 15)
            ),
            ordered=True,
        ),
    ]
    settings = {
        "title": "Parenting assessment of Rowan Hale",
        "subtitle": "Jonah and Ivy's mother",
        "reference": "FS-0417-PA-R",
        "blocks": tuple(blocks),
        "banners": ("For the team only", "Training example"),
        "made": dt.date(2025, 5, 30),
        "draft": True,
    }
    return Document(**settings | changes)

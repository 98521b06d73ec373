"""`report` lists what stands in the way, on the screen: what is missing, unanswered, too long, uncited, left out."""

from tests.report_final.conftest import NOW

WHY = "It was about another family’s flat."
LONG = "Jordan means to stay calm when the baby cries, and his mother comes when he calls her. " * 70


def rows(shown, title):
    """Return the lines that stand under a title, as one line."""
    listed = shown.partition(f"\n{title}\n")[2].partition("\n\n")[0]
    return " ".join(listed.split())


def test_each_kind_is_shown_on_a_report_that_has_it(book):
    (entry,) = (path.stem for path in book.path.glob("modules/*/jordan/2025-05-29-tom-*.md"))
    book.run("strike", at=NOW, by="tom", table=f'strikes = "{entry}"\nreason = "{WHY}"\n')
    table = f'assessment = "PA-J"\nsection = "S05"\ntext = "{LONG}"\n'
    book.run("report", "write", "5", at=NOW, by="priya", table=table)
    table = 'assessment = "PA-J"\nsection = "S10.3"\ntext = "He rents a room by the canal."\n'
    book.run("report", "write", "10.3", at=NOW, by="priya", table=table)
    shown = book.run("report", "--check", "--assessment", "PA-J", at=NOW, code=1).stdout
    assert all(len(line) <= 80 for line in shown.splitlines())
    for title, words in (
        ("Facts that are not known", "1 fsworkbook assessment the day on which the assessment was concluded"),
        ("Our analysis of what is recorded", "13 Capacity to change: 13.3"),
        ("Nothing is recorded on these yet", "10.4 module 5 Employment and money"),
        ("Key questions that nothing answers yet", "4 Can Jordan stay calm with a baby"),
        ("Too long", "5 Summary: conclusions and recommendations is "),
        ("Statements that rest on no entry", "10.3 Housing: 1 statement rests on no entry"),
        ("Left out of the paper, and why", f"29 May, Tom · withdrawn: {WHY}"),
        ("Questions of the modules that nothing answers", "module 8 8.1, 8.2, 8.3, 8.4, 8.5"),
    ):
        assert words in rows(shown, title), title

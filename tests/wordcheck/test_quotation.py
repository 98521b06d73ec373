"""Whatever stands in quotation marks is somebody else’s: found in every spelling, over lines and paragraphs."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fsworkbook.workbook.plainness.passage import Passage
from fsworkbook.workbook.plainness.quotation import quotations
from fsworkbook.workbook.plainness.sentences import own_words, sentences

QUOTED = [
    ("She said, “I know.” Then she left.", ["“I know.”"]),
    ('She said, "I know." Then "No" again.', ['"I know."', '"No"']),
    ("She said, ‘I don’t know.’ The parents’ house is near.", ["‘I don’t know.’"]),
    ("She said, 'I don't know.' It's late.", ["'I don't know.'"]),
    ("He’s at the boys’ school; it isn’t far.", []),
    ("It's the boys' school and the girls' too.", []),
    ("“One line\nand the next,” she said.", ["“One line\nand the next,”"]),
    ("“First part.\n\n“Second part.” After.", ["“First part.", "“Second part.”"]),
    ("“First part.\n\nSecond part.” After.", ["“First part.\n\nSecond part.”"]),
    ("She said, “I never closed it.\n\nNext paragraph.", ["“I never closed it."]),
    ("> He hit me.\n> Twice.\n\nI wrote it down.", ["> He hit me.", "> Twice."]),
    ("“He said ‘stop’ to me,” she said.", ["“He said ‘stop’ to me,”"]),
    ('He is 5\'10" tall and 6" wide.', []),
    ("«Oui», said she.", ["«Oui»"]),
    ("Rock 'n' roll, 'til late.", []),
]


@pytest.mark.parametrize(("text", "quoted"), QUOTED, ids=[text for text, _ in QUOTED])
def test_quotations(text, quoted):
    assert [text[span.start : span.end] for span in quotations(text)] == quoted


@example('"?\n')
@given(st.text(alphabet="ab .,!?\n\"'“”‘’«»>#-", max_size=60))
def test_own_words_are_as_long_as_the_text_and_lie_where_they_lay(text):
    own = own_words(text)
    assert len(own) == len(text)
    for mine, typed in zip(own, text, strict=True):
        assert mine in {typed, " ", *".!?…"}
    assert own.count("\n") == text.count("\n")


@given(st.text(alphabet="ab .,!?\n\"'“”‘’«»>#-Mr", max_size=60))
def test_sentences_lie_in_order_and_every_word_has_one(text):
    passage = Passage(text)
    done = 0
    for span in sentences(own_words(text)):
        assert done <= span.start < span.end <= len(text)
        done = span.end
    for word in passage.words:
        span = passage.sentences[word.sentence]
        assert span.start <= word.start < word.end <= span.end
        assert text[word.start : word.end].replace("’", "'") == word.exact


SENTENCES = [
    ("Kerry rang. Tyler came.", 2),
    ("Mr. Bell and Dr. Feld came at 7.30 p.m. to No. 4.", 1),
    ("It was 4.30. He left.", 2),
    ("He said, “Stop. Now.” I went.", 2),
    ("He said, “Stop now,” and I went.", 1),
    ("One thing\n\nAnother thing", 2),
    ("- one thing\n- another thing", 2),
    ("A line that is broken\nin the middle.", 1),
    ("Is it? Yes! Well … perhaps.", 3),
]


@pytest.mark.parametrize(("text", "count"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_sentences(text, count):
    assert len(sentences(own_words(text))) == count

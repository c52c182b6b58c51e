import time
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from app.review.changes import Segment, word_diff
from tests.fixtures.documents import PATIENT, WORDS

texts = st.text() | st.lists(st.sampled_from([*WORDS, ",", "\n", "  ", "🇲🇦"])).map(" ".join)


@PATIENT
@given(texts, texts)
@example("", "")
@example("e\u0301", "e")
@example("a\u200d", "a")
def test_the_segments_join_to_both_texts(before: str, after: str) -> None:
    segments = word_diff(before, after)
    assert "".join(part.text for part in segments if part.kind != "added") == before
    assert "".join(part.text for part in segments if part.kind != "removed") == after
    assert all(part.text for part in segments)


@PATIENT
@given(texts, texts)
def test_no_segment_begins_within_a_character(before: str, after: str) -> None:
    for text in (before, after):
        kind = "added" if text is before else "removed"
        parts = [part.text for part in word_diff(before, after) if part.kind != kind]
        for part in parts[1:]:
            assert unicodedata.category(part[0])[0] != "M"
            assert part[0] not in "\u200d\ufe0f"
            assert not "\U0001f3fb" <= part[0] <= "\U0001f3ff"


def test_french_words_are_told_apart() -> None:
    assert word_diff("L'appui aux migrants de retour", "L'appui aux femmes de retour") == [
        Segment("same", "L'appui aux "),
        Segment("removed", "migrants "),
        Segment("added", "femmes "),
        Segment("same", "de retour"),
    ]


def test_a_word_stays_the_same_where_more_follows() -> None:
    assert word_diff("aux villages", "aux villages reculés") == [
        Segment("same", "aux villages"),
        Segment("added", " reculés"),
    ]


def test_arabic_words_keep_their_vowels() -> None:
    assert word_diff("دَعْمُ التعاونيات", "دعم التعاونيات") == [
        Segment("removed", "دَعْمُ "),
        Segment("added", "دعم "),
        Segment("same", "التعاونيات"),
    ]


def test_a_text_that_stays_is_one_segment() -> None:
    assert word_diff("Bonjour à tous", "Bonjour à tous") == [Segment("same", "Bonjour à tous")]
    assert word_diff("", "Bonjour") == [Segment("added", "Bonjour")]


def test_long_and_repetitive_texts_are_compared_in_time() -> None:
    hostile = [("a " * 10_000, "b a " * 5_000), ("ab" * 10_000, "ba" * 10_000)]
    hostile.append((" ".join(WORDS * 350), " ".join(WORDS[::-1] * 350)))
    hostile.append((" ".join(map(str, range(4000))), " ".join(map(str, range(4000, 0, -1)))))
    for before, after in hostile:
        start = time.process_time()
        word_diff(before[:20_000], after[:20_000])
        assert time.process_time() - start < 2

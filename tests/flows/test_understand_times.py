"""The table of times in wordings/times.toml: at least 97 in 100 are read right, the others asked back, none is guessed."""

from datetime import datetime

from flows.understand import Unclear, moment
from tests.flows.times import Wording, judged, wordings


def read(wording: Wording) -> datetime | None:
    found = moment(wording.text, now=wording.now, zone=wording.zone, language=wording.language)
    return None if isinstance(found, Unclear) else found


def test_times_are_read_right_or_asked_back_and_never_guessed() -> None:
    verdicts = judged(read)
    score = {verdict: len(found) for verdict, found in verdicts.items()}
    total = sum(score.values())
    assert [each.text for each in verdicts["wrong"]] == [], score
    assert score["right"] >= 0.97 * total, (score, [each.text for each in verdicts["asked"]])
    # "Right" is not earned by asking: most of the table has a meaning that can be told.
    told = [each for each in wordings() if each.means is not None]
    assert len(told) > total / 2
    assert sum(read(each) == each.means for each in told) >= 0.95 * len(told), score


def test_the_table_is_in_both_languages() -> None:
    count = {language: sum(each.language == language for each in wordings()) for language in ("en", "es")}
    assert min(count.values()) >= 150

"""What is heard as a change of mind while all of somebody's waits to be deleted."""

import pytest

from flows import keeping_me


@pytest.mark.parametrize(
    "said",
    [
        "hmm no keep me",
        "changed my mind sorry!! stay",
        "STOP deleting me",
        "please don't delete my stuff",
        "wait, I've changed my mind",
        "actually I'd rather stay",
        "undo the deletion pls",
        "no, I'm staying",
        "espera no, quiero quedarme",
        "quédate conmigo",
        "consérvame",
        "cambié de opinión",
        "no me borres por favor",
        "ay no borren nada",
        "me arrepentí, me quedo",
        "deja de borrarme",
    ],
)
def test_a_change_of_mind_needs_no_set_words(said: str) -> None:
    assert keeping_me.surely_stays(said)


@pytest.mark.parametrize(
    "said",
    [
        "don't keep me",
        "I don't want to stay",
        "ya no quiero quedarme",
        "I never changed my mind",
        "no me arrepentí",
    ],
)
def test_what_may_mean_the_contrary_is_asked_about(said: str) -> None:
    assert not keeping_me.surely_stays(said)


@pytest.mark.parametrize("said", ["delete me", "yes", "Friday", "bórrame", "sí", "olvídame"])
def test_what_says_nothing_of_it_is_no_change_of_mind(said: str) -> None:
    assert not keeping_me.sounds_like_staying(said)

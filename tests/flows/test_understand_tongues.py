"""Which languages people say that they coach in. The table is read as: what is texted, the codes."""

import pytest
from babel import localedata
from hypothesis import given
from hypothesis import strategies as st

from flows.understand import Reason, Unclear, Unplaced, tongue_name, tongues
from flows.understand import tongue_words as said

NAMED = {
    "English and Spanish": "en es", "inglés, español y un poco de portugués": "en es pt", "Yoruba/Igbo": "yo ig",
    "en, fr": "en fr",
    "en fr es": "en fr es", "EN / ES": "en es", "es": "es", "en, it": "en it", "eng, spa": "en es", "francais": "fr",
    "français": "fr",
    "I speak twi and pidgin": "ak pcm", "castellano": "es", "Kiswahili": "sw", "mandarin": "zh", "Chinese": "zh",
    "हिन्दी": "hi",
    "portugese": "pt", "spansh": "es", "engish": "en", "frensh": "fr", "chineese": "zh", "swahilli": "sw", "yuroba": "yo",
    "arabik": "ar",
    "farsi": "fa", "persian": "fa", "dari": "fa", "filipino": "fil", "tagalog": "fil", "naija": "pcm", "patois": "jam",
    "jamaican": "jam",
    "quechua": "qu", "quichua": "qu", "guaraní": "gn", "náhuatl": "nah", "中文": "zh", "العربية": "ar", "русский": "ru",
    "日本語": "ja", "தமிழ்": "ta",
    "اردو": "ur", "አማርኛ": "am", "Èdè Yorùbá": "yo", "kreyòl": "ht", "haitian creole": "ht", "Deutsch": "de",
    "isiZulu and Sesotho": "zu st",
    "English, French & Spanish": "en fr es", "English (native), Spanish (fluent)": "en es",
    "english spanish french": "en es fr",
    "en español": "es", "en español y en inglés": "es en", "Inglés e italiano": "en it", "ingles y frances": "en fr",
    "hablo español": "es",
    "I coach in English mostly, also Spanish": "en es", "only english": "en", "English 😊": "en", "english!": "en",
    "English, english": "en",
    "yoruba, english and a bit of hausa": "yo en ha", "english n yoruba": "en yo",
    "Ga and Ewe": "gaa ee", "Fante": "ak", "Krio": "kri",
    "wolof + fula": "wo ff",
    "afaan oromo": "om", "te reo Māori": "mi", "Brazilian Portuguese": "pt", "british english": "en",
    "Cantonese and mandarin": "yue zh",
    "serbo-croatian": "sr", "Spanish-English": "es en", "Euskera, catalán, gallego": "eu ca gl",
    "mi idioma es el español": "es",
    "hindi\ngujrati\npanjabi": "hi gu pa", "Kinyarwanda, Kirundi and Luganda": "rw rn lg", "bahasa indonesia": "id",
    "Klingon": "tlh",
    "BSL": "bfi", "American Sign Language": "ase", "Scots Gaelic": "gd", "español de México": "es",
    "Marathi, Telugu, Kannada": "mr te kn",
}  # fmt: skip
UNPLACED = {
    "no": "no", "hi": "", "it": "", "": "", "...": "", "1": "1", "none": "none", "all": "", "hello": "", "what?": "what",
    "no english": "no english",
    "English but not Spanish": "english but not spanish", "Learning Spanish": "learning spanish", "english, blorp": "blorp",
    "english and dothraki": "dothraki", "romania": "romania", "china": "china", "Spain": "spain", "italia": "italia",
    "house": "house",
    "creole": "creole", "English and creole": "creole", "bahasa": "bahasa", "ndebele": "ndebele",
    "sign language": "sign language",
    "Nigerian": "nigerian", "I'm from Kenya": "im from kenya", "Tuesday 6pm": "tuesday 6pm", "same as before": "same as before",
    "no hablo inglés": "no hablo ingles", "aprendiendo francés": "aprendiendo frances", "any language": "any language",
    "x" * 500: "",
}  # fmt: skip


@pytest.mark.parametrize("text", NAMED)
def test_tongues(text: str) -> None:
    expected = tuple(NAMED[text].split())
    for language in ("en", "es"):
        assert tongues(text, language=language) == expected
    assert tongues(text.upper(), language="en") == expected


@pytest.mark.parametrize("text", UNPLACED)
def test_what_cannot_be_placed(text: str) -> None:
    found = tongues(text, language="en")
    assert isinstance(found, Unplaced)
    assert found.part == UNPLACED[text]
    assert found.reason is (Reason.AMBIGUOUS if found.part in said.SEVERAL else Reason.UNREADABLE)


def test_names_in_the_writer_s_own_language() -> None:
    assert tongues("espagnol et hongrois", language="fr") == ("es", "hu")
    assert isinstance(tongues("hongrois", language="en"), Unclear)


def test_how_they_are_called() -> None:
    assert tongue_name("en", "es") == "inglés"
    assert tongue_name("pcm", "en") == "Nigerian Pidgin"
    assert tongue_name("jam", "es") == "patois jamaicano"
    assert tongue_name("ak", "en") == "Akan (Twi)"
    assert tongue_name("cab", "pt-BR") == "Garifuna"
    assert tongue_name("??", "tlh") == "??"


@pytest.mark.parametrize("code", sorted({*said.COMMON, *said.CALLED}))
def test_every_name_that_we_say_is_understood(code: str) -> None:
    code = said.SAME.get(code, code)
    for language in ("en", "es"):
        name = tongue_name(code, language)
        assert name != code or code == "fon"
        assert tongues(name.split("(")[0], language=language) == (code,)


def test_own_names_are_babel_s() -> None:
    for row in said.OWN.replace("\n", " ").split("|"):
        code, own = row.strip().split(" ", 1)
        if code in said.COMMON:
            assert localedata.load(code, merge_inherited=False)["languages"][code] == own


@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(sorted(said.FILLERS | said.COMMON)), max_size=8).map(" ".join)
)
def test_no_text_is_too_odd(text: str) -> None:
    for language in ("en", "zz"):
        found = tongues(text, language=language)
        assert isinstance(found, Unclear) or (found and len(set(found)) == len(found))
    assert isinstance(tongue_name(text, text), str)

"""What a text costs, as Twilio's own calculator has it; what fits better; long texts in parts."""

import random
import unicodedata

import pytest
import regex

from messaging.segments import GSM_7, GSM_7_EXTENSION, encoding, fit, segments, split, units
from simulator.segments import segments as simulated
from tests.servers.peers import segments_by_twilio

TENS = "1234567890"
WORDS = ["coaching", "at 18:30", "é", "ñ", "\n", " ", " ", "Lucía", "{", "€", "|", "~", "\r\n", "~{a}"]
CURLY = ["“so”", "it’s", "–", "—", "…", "\u00a0", "«", "•", "\u200e", "\t", "`", "word—word"]
EMOJI = [
    "👍",
    "👩🏽‍🏫",
    "👨‍👩‍👧‍👦",
    "🇬🇧",
    "🇲🇽🇨🇴",
    "❤️",
    "1️⃣",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "✊🏿",
    "🧑🏽‍🤝‍🧑🏿",
    "👁️‍🗨️",
    "🐻‍❄️",
    "🫶🏾",
    "👩🏽‍❤️‍💋‍👨🏿",
    "🤷🏽‍♀️",
]
SCRIPTS = [
    "مرحبا",
    "السَّلامُ",
    "नमस्ते",
    "क्षत्रिय",
    "ஸ்ரீ",
    "한국어",
    "각",
    "ไทยกำ",
    "שָׁלוֹם",
    "\u2068أمارا\u2069",
    "日本。",
    "e\u0301\u0323",
]
ODD = [
    "\u200d",
    "\ufe0f\ufe0f",
    "🇦",
    "🏽",
    "\u0600",
    "\u0600🇬🇧",
    "🇬🇧\u0301\u0301",
    "👩\ufe0f🏽",
    "👩\u0301\u0301🏽",
    "a" + "\u0301" * 80,
    "\x07",
]
KINDS = [WORDS, CURLY, EMOJI, SCRIPTS, ODD]


def mixed(rng: random.Random) -> str:
    """A text of some of these kinds, often about as long as a segment or two."""
    kinds = rng.sample(KINDS, rng.randint(1, len(KINDS)))
    wanted, text = rng.choice([3, 40, 66, 69, 130, 150, 158, 200, 300, 460]) + rng.randint(0, 4), ""
    while len(text) < wanted:
        text += (
            rng.choice(rng.choice(kinds)) if rng.random() < 0.5 else rng.choice(rng.choice([kinds[0], WORDS]))
        )
    return text


def edges() -> list[str]:
    """Each odd thing at each place around the end of a segment."""
    things = ["{", "👍", "é", "ç", "\r\n", *EMOJI, *SCRIPTS, *ODD]
    return [
        letter * fill + thing + "x" * after
        for thing in things
        for letter in "xй"
        for fill in (62, 64, 65, 66, 67, 70, 132, 151, 152, 153, 159)
        for after in (0, 66, fill)
    ]


RNG = random.Random(3)
TEXTS = [mixed(RNG) for _ in range(2400)]

# The calculator's own tests, and what its README says of the two encodings.
PUBLISHED = [
    ("{" + (TENS * 16)[1:159], "GSM-7", 1),
    ("{" + (TENS * 16)[1:160], "GSM-7", 2),
    ("😜" + (TENS * 7)[1:69], "UCS-2", 1),
    ("😜" + (TENS * 7)[1:70], "UCS-2", 2),
    ((TENS * 31)[:307], "GSM-7", 3),
    ("😜" + (TENS * 14)[1:134], "UCS-2", 3),
]


@pytest.mark.parametrize(("text", "travels_as", "count"), PUBLISHED)
def test_the_published_examples(text: str, travels_as: str, count: int) -> None:
    assert (encoding(text), segments(text)) == (travels_as, count)


def test_counts_as_twilio_does() -> None:
    texts = ["", *(text for text, *_ in PUBLISHED), *edges(), *TEXTS, *map(fit, TEXTS)]
    told = segments_by_twilio(texts)
    ours = [(encoding(text), segments(text)) for text in texts]
    assert [
        (text, one, other) for text, one, other in zip(texts, ours, told, strict=True) if one != other
    ] == []


def test_every_character_travels_as_twilio_says() -> None:
    characters = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]
    told = [travels_as for travels_as, _count in segments_by_twilio(characters)]
    assert [encoding(character) for character in characters] == told


def alone(cluster: str) -> bool:
    return len(cluster) == 1 or cluster == "\r\n"


def test_the_simulator_counts_alike_where_no_cluster_meets_an_end() -> None:
    plain = [text for text in TEXTS if all(map(alone, regex.findall(r"\X", text)))]
    assert len(plain) > 100
    assert [text for text in plain if simulated(text) != segments(text)] == []


@pytest.mark.parametrize(
    ("text", "fitted"),
    [
        ("It’s “so” – or not… " + "x" * 60, 'It\'s "so" - or not... ' + "x" * 60),
        ("You meet\u00a0Ama—at last. " + "x" * 60, "You meet Ama - at last. " + "x" * 60),
        ("\u2068Ama\u2069\u200b meets you. " + "x" * 60, "Ama meets you. " + "x" * 60),
        ("It’s short", "It’s short"),  # one segment either way
        ("It’s for Lucía. " + "x" * 90, "It’s for Lucía. " + "x" * 90),
        ("It’s good 👍 " + "x" * 90, "It’s good 👍 " + "x" * 90),
        ("Ça va… " + "ç" + "x" * 90, "Ça va… " + "ç" + "x" * 90),
        (
            "\u2068Ama\u2069 👍" + "x" * 64,
            "Ama 👍" + "x" * 64,
        ),  # stays UCS-2, and the fence alone made it two
        ("\u2068أمارا\u2069 👍" + "x" * 61, "\u2068أمارا\u2069 👍" + "x" * 61),
        ("…" * 60, "…" * 60),  # spelled out it would cost more
    ],
)
def test_downgrades_only_what_pays(text: str, fitted: str) -> None:
    assert fit(text) == fitted


def test_fitting_keeps_its_promises() -> None:
    changed = 0
    for text in [*TEXTS, GSM_7 + GSM_7_EXTENSION]:
        fitted = fit(text)
        assert fit(fitted) == fitted
        assert fitted == text or segments(fitted) < segments(text)
        assert spelled(fitted) == spelled(text)
        changed += fitted != text
    assert changed > 20


def spelled(text: str) -> str:
    """Letters, figures, symbols and what is written over them: what has to survive."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LNSM" and sign not in "`´")


NOTE = "Sounding Board has a note for you.\n"
LINK = "https://example.org/calendar/" + "a1-" * 40
LONG = [
    *("".join(TEXTS[index : index + 25]) for index in range(0, 2400, 40)),
    *(
        " ".join(f"It is {n}, {n} 000.50 or +44 7700 {n:06}. See {LINK} then." for n in range(k, k + 40))
        for k in range(20)
    ),
]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("limit", [160, 1600])
@pytest.mark.parametrize("first_line", [False, True])
def test_a_long_text_loses_nothing_but_white_space(limit: int, first_line: bool) -> None:
    for text in LONG:
        whole = NOTE + text if first_line else text
        parts = split(whole, limit, first_line=first_line)
        assert all(0 < len(part) <= units(part) <= limit for part in parts)
        if first_line:
            assert all(part.startswith(NOTE) for part in parts)
            parts = [part.removeprefix(NOTE) for part in parts]
        assert squeezed("".join(parts)) == squeezed(text)


@pytest.mark.parametrize("limit", [200, 1600])
def test_no_character_link_or_number_is_cut(limit: int) -> None:
    for text in LONG:
        whole = [*regex.findall(r"https?://\S+|\+44 7700 \d+|\d+ 000\.50", text)]
        whole += [cluster for cluster in regex.findall(r"\X", text) if not cluster.isspace()]
        parts = split(text, limit)
        kept = [*regex.findall(r"https?://\S+|\+44 7700 \d+|\d+ 000\.50", "\n".join(parts))]
        kept += [cluster for part in parts for cluster in regex.findall(r"\X", part) if not cluster.isspace()]
        assert kept == whole


def test_paragraphs_come_first_then_sentences_then_words() -> None:
    one, two, three = "One is here. Two.", "Three is here. Four.", "Five of them"
    assert split(f"{one}\n\n{two}\n\n{three}", 40) == [f"{one}\n\n{two}", three]
    assert split("One is here. Two is here. Three", 20) == ["One is here.", "Two is here. Three"]
    assert split("one two three four", 11) == ["one two", "three four"]
    assert split("one two three", 7) == ["one two", "three"]
    assert split("please call +44 7700 900123 now", 20) == ["please call", "+44 7700 900123 now"]
    assert split("see https://example.org/a。b it", 26) == ["see", "https://example.org/a。b it"]
    assert split("あいう。えおか。きくけ", 9) == ["あいう。えおか。", "きくけ"]
    assert split("no\u00a0break here", 9) == ["no\u00a0break", "here"]


def test_what_fits_stays_as_it_is() -> None:
    assert split("") == []
    assert split("  a \n") == ["  a \n"]
    assert split("x" * 1600) == ["x" * 1600]
    assert split("👍" * 801) == ["👍" * 800, "👍"]  # two units each


def test_what_no_part_can_hold_is_cut_where_it_must_be() -> None:
    assert split("a" + "\u0301" * 30, 20) == ["a" + "\u0301" * 19, "\u0301" * 11]
    assert split("1234567890\ufe0f\u20e3", 10) == ["123456789", "0\ufe0f\u20e3"]
    assert split("👍👍", 1) == ["👍", "👍"]
    assert split("go https://example.org/long", 10) == ["go", "https://ex", "ample.org/", "long"]


def test_a_long_first_line_is_no_heading() -> None:
    assert split("x" * 101 + "\n" + "y " * 800, first_line=True)[1].startswith("y")
    assert split(NOTE + "y " * 800)[1].startswith("y")

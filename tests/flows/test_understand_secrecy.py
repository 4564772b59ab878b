"""Who asks that nobody learns of it isn't read by a person."""

import pytest

from flows.understand.secrecy import wants_silence


@pytest.mark.parametrize(
    "text",
    [
        "no dont tell anyone", "please don't tell him", "Don't pass this on to the coordinators", "keep this between us",
        "nobody can know", "he will see my phone", "my husband checks my texts", "they'll see this on my phone",
        "no le digas a nadie", "no se lo cuentes a mi marido", "que nadie lo sepa por favor", "mi marido revisa mi celular",
    ],
)  # fmt: skip
def test_silence_is_understood(text: str) -> None:
    assert wants_silence(text)


@pytest.mark.parametrize(
    "text",
    [
        "tell Bisi I can't come", "I can't tell", "nobody can see thursday", "don't tell me", "I'd rather not say",
        "can he see me on friday", "dile a Bisi que no puedo", "no le digas que sí", "nadie puede el jueves",
    ],
)  # fmt: skip
def test_what_is_none_of_it(text: str) -> None:
    assert not wants_silence(text)

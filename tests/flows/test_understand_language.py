"""The language of somebody's first words."""

import pytest

from flows.understand import language_of

TEXTS = {
    "Hi": "en", "hello!": "en", "I want to join": "en", "What is this?": "en", "Hola": "es",
    "hola, quiero unirme": "es",
    "Buenos días": "es", "¿Qué es esto?": "es", "mañana": "es", "Join": "en", "": None, "👍": None,
    "1": None, "no": None,
    "Amara": None, "Bonjour": None, "مرحبا": None, "\ud800": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "language"), TEXTS.items())
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language

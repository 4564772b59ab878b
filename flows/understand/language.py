"""Which of our languages somebody's first words are in."""

from flows.understand.menus import tokens_of
from flows.understand.plain import fold
from flows.understand.vocabulary import words

# Only words that the other language doesn't have ("no", "me", "son", "once", "come" are in neither list).
_WORDS = {
    "en": words("""
    hi hello hey yes yeah the and is are my i im you your want would like to join how what who where why with for of
    please thanks thank good morning evening afternoon coach coaching this that it can do help not get sign up
    interested from about here
    """),
    "es": words("""
    hola buenas buenos dias tardes noches si el los las una y es soy mi quiero quisiera gustaria unirme como que quien
    donde cuando con para por favor gracias coachee estoy tengo puedo ayuda informacion participar este esta del al
    quien buen dia saludos inscribirme interesada interesado ustedes usted acerca sobre aqui
    """),
}
_LEAST_LEAD = 1


def language_of(text: str) -> str | None:
    """Return "en" or "es" when the words of `text` clearly are in that language, else None. Never raises."""
    said = tokens_of(fold(text[:300]))
    counts = {language: sum(token in known for token in said) for language, known in _WORDS.items()}
    if "¿" in text or "¡" in text or "ñ" in text.lower():
        counts["es"] += 1
    best, other = sorted(counts, key=lambda language: -counts[language])
    return best if counts[best] - counts[other] >= _LEAST_LEAD else None

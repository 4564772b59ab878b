"""Lists of words, written as people read them."""


def words(text: str) -> frozenset[str]:
    """Return the words of `text`, which are separated by spaces."""
    return frozenset(text.split())


def phrases(text: str) -> list[str]:
    """Return the phrases of `text`, which are separated by commas, in their order and with single spaces."""
    return [" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip()]

"""A list of options made ready to be compared with what people text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flows.understand.numbers import western
from flows.understand.plain import fold

# Vowel signs of Indic scripts belong to their words.
_TOKEN = re.compile(r"[^\W_][\w\u0900-\u0dff]*")


@dataclass(frozen=True, slots=True, eq=False)
class Menu:
    """The options of one question, in order."""

    names: tuple[str, ...]
    """The options' names as words with single spaces between them, folded."""

    tokens: tuple[tuple[str, ...], ...]
    """The words of each name."""

    quick: dict[str, int]
    """Texts that pick an option without any thought: its number, and its name as it is written or folded."""

    def has(self, token: str) -> bool:
        """Tell whether `token` is a word of any name."""
        return any(token in name for name in self.tokens)


def tokens_of(line: str) -> tuple[str, ...]:
    """Return the words and figures of a folded `line`, without apostrophes."""
    return tuple(_TOKEN.findall(line.replace("'", "")))


def menu_of(options: Sequence[str]) -> Menu:
    """Return the menu of `options`; made once for each list, so asking again costs one look in a dictionary."""
    return _menu(options if type(options) is tuple else tuple(options))


@lru_cache(maxsize=512)
def _menu(options: tuple[str, ...]) -> Menu:
    lines = [western(fold(option)) for option in options]
    tokens = tuple(tokens_of(line) for line in lines)
    candidates: dict[str, set[int]] = {}
    for place, (option, line) in enumerate(zip(options, lines, strict=True)):
        for form in {option, option.lower(), line, " ".join(tokens[place])} - {""}:
            candidates.setdefault(form, set()).add(place)
    for place in range(len(options)):
        # "2" means the second option, unless another one is called "2 hours": then we can't know.
        figure = str(place + 1)
        called = {other for other, words in enumerate(tokens) if words[:1] == (figure,)}
        candidates.setdefault(figure, set()).update({place} | called)
    quick = {form: places.pop() for form, places in candidates.items() if len(places) == 1}
    return Menu(tuple(" ".join(words) for words in tokens), tokens, quick)

"""Words and short phrases that stand for what they mean, whatever the language: the first half of hearing by meaning."""

from collections.abc import Mapping, Sequence


class Meanings:
    """Which words and phrases mean what. A phrase goes before its words, and what is named first before what is named later."""

    def __init__(self, named: Mapping[str, Sequence[str]], glue: frozenset[str]) -> None:
        self._glue = glue
        self._named: dict[str, str] = {}
        self._longest: dict[str, int] = {}  # how many words the longest phrase has that begins with a word
        for name, listed in named.items():
            for phrase in listed:
                self._named.setdefault(phrase, name)
                first = phrase.split()
                self._longest[first[0]] = max(self._longest.get(first[0], 0), len(first))

    def of(self, words: Sequence[str]) -> str:
        """What each word or phrase means, the longest phrase first; what only joins others is left out."""
        found, at = [], 0
        while at < len(words):
            for length in range(min(self._longest.get(words[at], 0), len(words) - at), 0, -1):
                phrase = " ".join(words[at : at + length])
                if phrase in self._named:
                    found.append(self._named[phrase])
                    at += length
                    break
            else:
                if words[at] not in self._glue:
                    found.append(words[at])
                at += 1
        return " ".join(found)

"""How many SMS segments a text takes."""

_GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_7_DOUBLE = set("^{}\\[~]|€\f")


def segments(body: str) -> int:
    """Return the number of SMS segments; even an empty text takes one."""
    if all(letter in _GSM_7 or letter in _GSM_7_DOUBLE for letter in body):
        widths = [2 if letter in _GSM_7_DOUBLE else 1 for letter in body]
        return _filled(widths, whole=160, part=153)
    widths = [2 if ord(letter) > 0xFFFF else 1 for letter in body]
    return _filled(widths, whole=70, part=67)


def _filled(widths: list[int], *, whole: int, part: int) -> int:
    if sum(widths) <= whole:
        return 1
    count, room = 1, part
    for width in widths:
        if width > room:  # a character is never cut in two
            count, room = count + 1, part
        room -= width
    return count

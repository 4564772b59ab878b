"""Holy days and days of one's own on which nothing is said unasked: what they are called and when they fall.

Days that move come from python-holidays alone: of the well-kept libraries only it has the Muslim, Hindu, Sikh, Buddhist,
Chinese, Hebrew and Persian calendars together (dates published by almanacs, renewed several times a year), so that no
second one is needed. Easter is dateutil's, which python-holidays stands on.

A kept day is remembered as a key: a name from `HOLY_DAYS`, "weekly:5" (Monday is 0), "03-14" (every year) or
"2027-04-09" (once).
"""

import calendar
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dateutil.easter import EASTER_ORTHODOX, easter
from holidays.calendars.buddhist import _BuddhistLunisolar
from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hebrew import _HebrewLunisolar
from holidays.calendars.hindu import _HinduLunisolar
from holidays.calendars.islamic import _IslamicLunar
from holidays.calendars.persian import _Persian

from flows.words import _

DAY = timedelta(days=1)
EVE = 16 * 60  # minutes after midnight: from then on the day before is quiet too, for what begins at sunset
SATURDAY = 5
_LAST_YEAR = 2098  # the calendars' tables end soon after

Found = date | None | tuple[date | None, bool] | Iterable[tuple[date, bool]]


@dataclass(frozen=True, slots=True)
class HolyDay:
    """One that a member may choose."""

    name: str  # as it is read
    also: str  # other names for it, folded, with commas between
    falls: Callable[
        [int], Iterable[date]
    ]  # its first days in a year, perhaps with some of the next or the last
    days: int = 1  # how many in a row
    eve: bool = False  # whether it begins on the evening before
    sighted: bool = False  # whether the moon has to be seen: the day after may be the one


@dataclass(frozen=True, slots=True)
class Span:
    """Days kept in a row, whole days of the calendar."""

    first: date
    last: date
    eve: bool = False  # from 16:00 of the day before
    about: bool = False  # the first day may be a day later


def _found(calendars: Callable[[int], Found]) -> Callable[[int], Iterator[date]]:
    """The days that a calendar of python-holidays names, in whichever form it does."""

    def falls(year: int) -> Iterator[date]:
        found = calendars(year)
        if isinstance(found, tuple):
            found = found[0]
        if found is None:
            return
        if isinstance(found, date):
            yield found
            return
        yield from (day for day, _estimated in found)

    return falls


def _fixed(month: int, day: int) -> Callable[[int], tuple[date, ...]]:
    def falls(year: int) -> tuple[date, ...]:
        # A 29 February is kept on the 28th in other years.
        return (date(year, month, min(day, calendar.monthrange(year, month)[1])),)

    return falls


def _from_easter(days: int, *, orthodox: bool = False) -> Callable[[int], tuple[date, ...]]:
    def falls(year: int) -> tuple[date, ...]:
        sunday = easter(year, EASTER_ORTHODOX) if orthodox else easter(year)
        return (sunday + days * DAY,)

    return falls


def _last_ten_nights(year: int) -> Iterator[date]:
    """Ramadan's; the days before Eid al-Fitr."""
    yield from (day - 10 * DAY for day in _found(_ISLAMIC.eid_al_fitr_dates)(year))


def _diwali(year: int) -> Found:
    """As India's almanacs have it; for years they don't reach, as Singapore's does."""
    found: tuple[date | None, bool] = _HINDU.diwali_india_date(year)
    return found if found[0] is not None else _HINDU.diwali_date(year)


def _hanukkah(year: int) -> Iterator[date]:
    yield from sorted(_HEBREW.hanukkah_date(year))


def _timkat(year: int) -> tuple[date, ...]:
    """11 Ṭərr: a day later when the Ethiopian year before it had a leap day, as in Gregorian leap years."""
    return (date(year, 1, 20 if calendar.isleap(year) else 19),)


def _indigenous_peoples(year: int) -> tuple[date, ...]:
    """The second Monday of October, as in the United States."""
    first = date(year, 10, 1)
    return (first + ((-first.weekday()) % 7 + 7) * DAY,)


_ISLAMIC, _HINDU, _HEBREW = _IslamicLunar(), _HinduLunisolar(), _HebrewLunisolar()
_BUDDHIST, _CHINESE, _PERSIAN = _BuddhistLunisolar(), _ChineseLunisolar(), _Persian()

HOLY_DAYS: dict[str, HolyDay] = {
    "eid_al_fitr": HolyDay(_("Eid al-Fitr"), "eid, eid ul fitr, aid el fitr, fin de ramadan, hari raya puasa, korite",
                           _found(_ISLAMIC.eid_al_fitr_dates), eve=True, sighted=True),
    "eid_al_adha": HolyDay(_("Eid al-Adha"), "eid, eid ul adha, fiesta del cordero, tabaski, bakrid, kurban bayrami",
                           _found(_ISLAMIC.eid_al_adha_dates), eve=True, sighted=True),
    "ashura": HolyDay(_("Ashura"), "achura, muharram", _found(_ISLAMIC.ashura_dates), eve=True, sighted=True),
    "mawlid": HolyDay(_("Mawlid"), "mawlid an nabi, milad, mulid, maulid, gamou, birth of the prophet",
                      _found(_ISLAMIC.mawlid_dates), eve=True, sighted=True),
    "ramadan": HolyDay(_("Ramadan"), "ramazan", _found(_ISLAMIC.ramadan_beginning_dates), days=30, eve=True, sighted=True),
    "last_ten_nights": HolyDay(_("the last ten nights of Ramadan"), "last ten nights, laylat al qadr",
                               _last_ten_nights, days=10, eve=True, sighted=True),
    "diwali": HolyDay(_("Diwali"), "divali, deepavali, dipavali, bandi chhor", _found(_diwali)),
    "holi": HolyDay(_("Holi"), "festival of colours, festival of colors", _found(_HINDU.holi_date)),
    "navaratri": HolyDay(_("Navaratri"), "navratri, sharad navaratri, durga puja", _found(_HINDU.sharad_navratri_date),
                         days=9),
    "janmashtami": HolyDay(_("Janmashtami"), "krishna janmashtami", _found(_HINDU.janmashtami_date)),
    "maha_shivaratri": HolyDay(_("Maha Shivaratri"), "shivratri, shivaratri", _found(_HINDU.maha_shivaratri_date)),
    "vaisakhi": HolyDay(_("Vaisakhi"), "baisakhi", _found(_HINDU.vaisakhi_date)),
    "guru_nanak": HolyDay(_("Guru Nanak Gurpurab"), "gurpurab, guru nanak, guru nanak jayanti, gurupurab",
                          _found(_HINDU.guru_nanak_jayanti_date)),
    "vesak": HolyDay(_("Vesak"), "wesak, buddha day, buddha purnima, visakha, buda", _found(_BUDDHIST.vesak_date)),
    "lunar_new_year": HolyDay(_("Lunar New Year"), "chinese new year, tet, seollal, ano nuevo chino",
                              _found(_CHINESE.lunar_new_year_date), days=3, eve=True),
    "mid_autumn": HolyDay(_("Mid-Autumn Festival"), "mid autumn, moon festival, chuseok, medio otono",
                          _found(_CHINESE.mid_autumn_date)),
    "nowruz": HolyDay(_("Nowruz"), "norooz, norouz, newroz, naw ruz, persian new year, ano nuevo persa",
                      _found(_PERSIAN.new_year_date)),
    "rosh_hashanah": HolyDay(_("Rosh Hashanah"), "rosh hashana, jewish new year, ros hasana, ano nuevo judio",
                             _found(_HEBREW.rosh_hashanah_date), days=2, eve=True),
    "yom_kippur": HolyDay(_("Yom Kippur"), "day of atonement, yom kipur, dia del perdon",
                          _found(_HEBREW.yom_kippur_date), eve=True),
    "sukkot": HolyDay(_("Sukkot"), "succot, feast of tabernacles, sucot", _found(_HEBREW.sukkot_date), days=9, eve=True),
    "hanukkah": HolyDay(_("Hanukkah"), "chanukah, hanukah, januca", _hanukkah, days=8, eve=True),
    "passover": HolyDay(_("Passover"), "pesach, pesaj, pascua judia", _found(_HEBREW.passover_date), days=8, eve=True),
    "shavuot": HolyDay(_("Shavuot"), "shavuos, savuot", _found(_HEBREW.shavuot_date), days=2, eve=True),
    "christmas": HolyDay(_("Christmas"), "xmas, christmas day, christmas eve, navidad, nochebuena", _fixed(12, 25),
                         eve=True),
    "orthodox_christmas": HolyDay(_("Orthodox Christmas"), "genna, ganna, coptic christmas, ethiopian christmas",
                                  _fixed(1, 7), eve=True),
    "timkat": HolyDay(_("Timkat"), "timket, ethiopian epiphany", _timkat, eve=True),
    "good_friday": HolyDay(_("Good Friday"), "viernes santo", _from_easter(-2)),
    "easter": HolyDay(_("Easter"), "easter sunday, pascua, domingo de pascua, pascua de resurreccion", _from_easter(0)),
    "easter_monday": HolyDay(_("Easter Monday"), "lunes de pascua", _from_easter(1)),
    "orthodox_good_friday": HolyDay(_("Orthodox Good Friday"), "siklet", _from_easter(-2, orthodox=True)),
    "orthodox_easter": HolyDay(_("Orthodox Easter"), "fasika, pascha, pascua ortodoxa, coptic easter",
                               _from_easter(0, orthodox=True)),
    "dia_de_muertos": HolyDay(_("Día de Muertos"), "dia de los muertos, day of the dead", _fixed(11, 1), days=2),
    "guadalupe": HolyDay(_("Our Lady of Guadalupe"), "guadalupe, virgen de guadalupe", _fixed(12, 12)),
    "juneteenth": HolyDay(_("Juneteenth"), "freedom day", _fixed(6, 19)),
    "emancipation_day": HolyDay(_("Emancipation Day"), "emancipation", _fixed(8, 1)),
    "kwanzaa": HolyDay(_("Kwanzaa"), "kwanza", _fixed(12, 26), days=7),
    "indigenous_peoples_day": HolyDay(_("Indigenous Peoples' Day"), "indigenous day, native american day",
                                      _indigenous_peoples),
    "truth_and_reconciliation": HolyDay(_("Truth and Reconciliation Day"), "orange shirt day", _fixed(9, 30)),
    "inti_raymi": HolyDay(_("Inti Raymi"), "fiesta del sol", _fixed(6, 24)),
}  # fmt: skip

_WEEKLY = re.compile(r"weekly:([0-6])\Z")
_YEARLY = re.compile(r"(\d\d)-(\d\d)\Z")


def weekday_of(key: str) -> int | None:
    """The day of the week (Monday 0) that `key` keeps, or None when it is no weekly one."""
    weekly = _WEEKLY.match(key)
    return int(weekly[1]) if weekly else None


@lru_cache(1024)
def spans(key: str, year: int) -> tuple[Span, ...]:
    """When the kept day `key` begins in `year`, in order; nothing for a key we don't know."""
    if not 1 < year <= _LAST_YEAR:
        return ()
    weekday = weekday_of(key)
    if weekday is not None:
        first = date(year, 1, 1)
        first += (weekday - first.weekday()) % 7 * DAY
        count = (date(year, 12, 31) - first).days // 7 + 1
        # Shabbat comes in on Friday evening.
        return tuple(
            Span(first + 7 * at * DAY, first + 7 * at * DAY, weekday == SATURDAY) for at in range(count)
        )
    known = HOLY_DAYS.get(key)
    if known is not None:
        begins = sorted({day for day in known.falls(year) if day.year == year})
        length = (known.days - 1 + known.sighted) * DAY
        return tuple(Span(day, day + length, known.eve, known.sighted) for day in begins)
    return tuple(Span(day, day) for day in _own(key, year))


def _own(key: str, year: int) -> tuple[date, ...]:
    yearly = _YEARLY.match(key)
    try:
        if yearly:
            return _fixed(int(yearly[1]), int(yearly[2]))(year)
        once = date.fromisoformat(key)
    except ValueError:  # nothing that we wrote
        return ()
    return (once,) if once.year == year else ()


def coming(key: str, today: date) -> Span | None:
    """The kept day `key` that is on or comes next; None when it has been, or no almanac goes that far."""
    for year in (today.year - 1, today.year, today.year + 1, today.year + 2):
        for span in spans(key, year):
            if span.last >= today:
                return span
    return None


@lru_cache(4096)
def closed(keys: tuple[str, ...], year: int) -> dict[date, int]:
    """The days around `year` (December before to January after) on which somebody who keeps `keys` is left in peace.

    Each with the minute after midnight from which: 0 for a whole day, 960 for the day before what begins at sunset.
    """
    found: dict[date, int] = {}
    for key in keys:
        for around in (year - 1, year, year + 1):
            for span in spans(key, around):
                if span.eve:
                    found.setdefault(span.first - DAY, EVE)
                for at in range((span.last - span.first).days + 1):
                    found[span.first + at * DAY] = 0
    first, last = date(year - 1, 12, 1), date(year + 1, 1, 31)
    return {day: minutes for day, minutes in found.items() if first <= day <= last}

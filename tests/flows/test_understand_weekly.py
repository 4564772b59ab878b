"""When in the week people are free, as they write it. The tables are read as: what is texted, what we show of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.signup import FREE
from flows.understand import Reason, Span, Unclear, decoded, encoded, shown_weekly, weekly
from messaging import segments

ENGLISH = {
    "Tue 6-9pm": "Tue 18:00-21:00", "tue 6-9": "Tue 18:00-21:00", "6-9pm tuesdays": "Tue 18:00-21:00",
    "Fri 10pm-1am": "Fri 22:00-01:00",
    "mon wed 18:00-21:00, sat morning": "Mon, Wed 18:00-21:00; Sat 09:00-12:00", "weekday evenings": "Mon-Fri 17:00-21:00",
    "weekends except sunday morning": "Sat 09:00-20:00; Sun 12:00-20:00", "weekends": "Sat, Sun 09:00-20:00",
    "mornings before 11": "Mon-Sun 09:00-11:00", "after 4 on thursdays": "Thu 16:00-21:00",
    "any day after 6pm": "Mon-Sun 18:00-21:00",
    "mon-fri 9-5": "Mon-Fri 09:00-17:00", "Monday to Thursday 7-9pm": "Mon-Thu 19:00-21:00", "m-f 6-8pm": "Mon-Fri 18:00-20:00",
    "evenings and weekends": "Mon-Fri 17:00-21:00; Sat, Sun 09:00-21:00", "weekends, 10-12": "Sat, Sun 10:00-12:00",
    "weekends and wed evenings": "Wed 17:00-21:00; Sat, Sun 09:00-20:00", "weekend evenings": "Sat, Sun 17:00-21:00",
    "weekday mornings and evenings": "Mon-Fri 09:00-12:00, 17:00-21:00", "mon 9-12 and 18-21": "Mon 09:00-12:00, 18:00-21:00",
    "mon 9-12 wed 18-21": "Mon 09:00-12:00; Wed 18:00-21:00", "6-9pm tue, thu": "Tue, Thu 18:00-21:00",
    "6-9pm tue, 9-12 sat": "Tue 18:00-21:00; Sat 09:00-12:00", "anytime": "Mon-Sun 09:00-21:00", "24/7": "Mon-Sun 09:00-21:00",
    "any time on weekends": "Sat, Sun 09:00-21:00", "sat all day": "Sat 09:00-20:00", "all day monday": "Mon 09:00-21:00",
    "weekday evenings, 6-9pm": "Mon-Fri 18:00-21:00", "weekday evenings (6-9pm)": "Mon-Fri 18:00-21:00",
    "evenings 6-9": "Mon-Sun 18:00-21:00",
    "evenings on mon and wed": "Mon, Wed 17:00-21:00", "mornings or evenings on mon, wed": "Mon, Wed 09:00-12:00, 17:00-21:00",
    "mornings and afternoons": "Mon-Sun 09:00-17:00", "Sundays 2-5pm & mondays 10-12": "Mon 10:00-12:00; Sun 14:00-17:00",
    "wensday 6pm-8pm, thrusday evenings": "Wed 18:00-20:00; Thu 17:00-21:00", "saturday mornnings": "Sat 09:00-12:00",
    "Tues & Thurs 12-2": "Tue, Thu 12:00-14:00", "tues/thurs 7.30-9pm": "Tue, Thu 19:30-21:00",
    "tue 18.00-21.00": "Tue 18:00-21:00",
    "1800-2100 tue": "Tue 18:00-21:00", "weeknights after 7": "Mon-Fri 19:00-21:00", "mon after 8pm": "Mon 20:00-22:00",
    "any time except fridays": "Mon, Tue, Wed, Thu, Sat, Sun 09:00-21:00",
    "weekday evenings but not friday": "Mon-Thu 17:00-21:00",
    "any evening but friday": "Mon, Tue, Wed, Thu, Sat, Sun 17:00-21:00",
    "weekday evenings, not after 8": "Mon-Fri 17:00-20:00",
    "every day, not before 10": "Mon-Sun 10:00-21:00", "tuesday 6pm onwards": "Tue 18:00-21:00", "fri 5pm+": "Fri 17:00-21:00",
    "mon noon to 3pm": "Mon 12:00-15:00", "sat noon-midnight": "Sat 12:00-00:00", "wed before noon": "Wed 09:00-12:00",
    "evenings mon tues wed, mornings thu": "Mon-Wed 17:00-21:00; Thu 09:00-12:00", "weekdays 7am-9am": "Mon-Fri 07:00-09:00",
    "weekdays before 9am": "Mon-Fri 07:00-09:00", "10-12 weekdays or 2-4pm": "Mon-Fri 10:00-12:00, 14:00-16:00",
    "mon 7-3": "Mon 07:00-15:00", "mon 22-2": "Mon 22:00-02:00", "mon 6:00-20:00": "Mon 06:00-20:00",
    "mon 06:00-09:00": "Mon 06:00-09:00",
    "lunchtimes mon-fri": "Mon-Fri 12:00-14:00", "office hours on tuesday": "Tue 09:00-17:00", "tue am": "Tue 09:00-12:00",
    "I'm usually free Tuesday evenings and Saturday mornings": "Tue 17:00-21:00; Sat 09:00-12:00",
    "I can do tuesdays 6 to 8 pm or sundays 4 to 6 pm": "Tue 18:00-20:00; Sun 16:00-18:00",
    "Mondays 6pm - 8:30pm\nThursdays 7 p.m. - 9 p.m.": "Mon 18:00-20:30; Thu 19:00-21:00",
    "monday from 10 in the morning to 6 in the evening": "Mon 10:00-18:00", "sun-mon 6-8pm": "Mon, Sun 18:00-20:00",
    "Tue and Thu after 5:30pm, any time on Saturday": "Tue, Thu 17:30-21:00; Sat 09:00-21:00",
    "tues afternoons, thurs evenings and all day sunday": "Tue 12:00-17:00; Thu 17:00-21:00; Sun 09:00-20:00",
    "sundays before 11 or after 4": "Sun 09:00-11:00, 16:00-21:00", "6-9pm on tue and on sat": "Tue, Sat 18:00-21:00",
    "mon 6pm on, tue 9-11": "Mon 18:00-21:00; Tue 09:00-11:00",
    "Tue: 18:00 - 21:00; Thu: 17:00 - 19:00": "Tue 18:00-21:00; Thu 17:00-19:00",
    "mornings work best for me": "Mon-Sun 09:00-12:00", "mon 9-11, mon 10-13": "Mon 09:00-13:00",
    "mon 9-12, 12-3": "Mon 09:00-15:00", "mon 10-1 at night": "Mon 22:00-01:00",
}  # fmt: skip
SPANISH = {
    "lunes y miércoles de 6 a 9 de la tarde": "lun, mié 18:00-21:00", "entre semana por la noche": "lun-vie 17:00-21:00",
    "lunes a viernes de 18h a 20h": "lun-vie 18:00-20:00", "de lunes a viernes de 9 a 12": "lun-vie 09:00-12:00",
    "lun-vie 18-20h": "lun-vie 18:00-20:00", "sábados por la mañana": "sáb 09:00-12:00", "sáb mañana": "sáb 09:00-12:00",
    "sab y dom de 10 a 13": "sáb, dom 10:00-13:00", "fines de semana": "sáb, dom 09:00-20:00", "findes": "sáb, dom 09:00-20:00",
    "los martes a partir de las 6 de la tarde": "mar 18:00-21:00", "después de las 18 los jueves": "jue 18:00-21:00",
    "todos los días después de las 7pm": "lun-dom 19:00-21:00", "martes y jueves 17:30-19:00": "mar, jue 17:30-19:00",
    "por las mañanas": "lun-dom 09:00-12:00", "tardes entre semana menos el viernes": "lun-jue 12:00-17:00",
    "el sabado todo el dia": "sáb 09:00-20:00", "miercoles 6 a 8 pm": "mié 18:00-20:00",
    "18-21 lun, mie y vie": "lun, mié, vie 18:00-21:00",
    "lunes de 10 de la mañana a 6 de la tarde": "lun 10:00-18:00",
    "viernes de 9 de la noche a 1 de la madrugada": "vie 21:00-01:00",
    "martes por la tarde y jueves por la noche": "mar 12:00-17:00; jue 17:00-21:00",
    "entre 6 y 8 los martes": "mar 18:00-20:00",
    "los lunes por la mañana, los jueves de 4 a 6": "lun 09:00-12:00; jue 16:00-18:00",
    "de 7 a 9 de la mañana": "lun-dom 07:00-09:00",
    "todas las noches menos los viernes": "lun, mar, mié, jue, sáb, dom 17:00-21:00", "a cualquier hora": "lun-dom 09:00-21:00",
    "sabado y domingo mañana y tarde": "sáb, dom 09:00-17:00", "antes de las 11 entre semana": "lun-vie 09:00-11:00",
    "lunes de 18 a 20 de la tarde": "lun 18:00-20:00",
}  # fmt: skip
ASKED = {
    **dict.fromkeys(
        ["hello", "", "yes", "never", "not mondays", "tomorrow 6-9pm", "mañana", "next tue 6-9", "tue 6-9 maybe",
        "every other tue 6-8pm",
         "after work", "most evenings", "tue 6-9pm, wed same", "mon 6/9pm", "mon 9-12-15", "mon 25-27", "free most of the time",
         "except mondays 6-9pm", "this week mon 6-9pm", "early mornings", "I work mon-fri 9-5", "busy mon",
         "late evenings", "x" * 500],
        Reason.UNREADABLE,
    ),
    **dict.fromkeys(
        ["saturdays", "weekdays", "any day", "sat, sun", "mon-wed", "tue 6pm", "tues 6pm til late",
        "mon and wed evenings, saturdays",
         "monday evening and wednesday", "mon 3 dec 6-9pm", "any day but friday"],
        Reason.NO_TIME,
    ),
    **dict.fromkeys(["6-9", "de 6 a 9", "6-9, sat morning"], Reason.NO_DATE),
    **dict.fromkeys(
        ["mon after 8", "mon before 9", "6-12pm mon", "mon 9pm-8am", "weekends but only mornings", "weekends but mornings",
         "any day but not before 10am", "weekday evenings except fri, sat morning", "6-9pm tue, thu, sat morning",
         "fri 5-7 and 8-10",
         "mon evenings except mornings", "always free mon 6-9pm", "6-9pm mon 9-12"],
        Reason.AMBIGUOUS,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [("en", *row) for row in ENGLISH.items()] + [("es", *row) for row in SPANISH.items()],
)
def test_weekly(language: str, text: str, expected: str) -> None:
    for form in (text, text.upper()):
        spans = weekly(form, language=language)
        assert not isinstance(spans, Unclear)
        assert shown_weekly(spans, language) == expected


@pytest.mark.parametrize("text", ASKED)
def test_what_has_to_be_asked(text: str) -> None:
    assert weekly(text, language="en") == Unclear(ASKED[text])


def test_what_we_show_is_understood() -> None:
    for text in (*ENGLISH, *SPANISH):
        spans = weekly(text, language="en")
        assert not isinstance(spans, Unclear)
        for language in ("en", "es"):
            assert weekly(shown_weekly(spans, language), language=language) == spans
        assert segments.encoding(shown_weekly(spans, "en")) == "GSM-7"


def test_kept_and_read_again() -> None:
    spans = weekly("tue 6-9pm, fri 10pm-1am", language="en")
    assert spans == (Span(1, 1080, 1260), Span(4, 1320, 1500))
    assert encoded(spans) == ["1 1080 1260", "4 1320 1500"]
    assert decoded(encoded(spans)) == spans


@pytest.mark.parametrize("label", FREE)
def test_labels_kept_before(label: str) -> None:
    assert decoded([label]) == weekly(label, language="en")
    assert decoded([label]) != ()


def test_what_cannot_be_read_again_is_left_out() -> None:
    odd = [
        "",
        "7 0 60",
        "1 60 60",
        "1 1440 1500",
        "1 0 1441",
        "1 -5 60",
        "mondays",
        "1 60 120 180",
        "٣ 60 120",
        "1 90 150",
        "1 60 120",
    ]
    assert decoded(odd) == (Span(1, 60, 150),)


SAID = st.lists(
    st.sampled_from(
        ["mon", "tue", "weekends", "6-9", "9pm-2am", "after", "before", "12", "pm", "evening", "mornings", ",", "and",
        "except", "but",
         "12am", "midnight", "to", "any day", "all day", "onwards", "not", "24", "0"]
    ),
    max_size=9,
).map(" ".join)  # fmt: skip


@given(st.text(max_size=60) | SAID)
def test_no_text_is_too_odd(text: str) -> None:
    spans = weekly(text, language="es")
    if isinstance(spans, Unclear):
        return
    assert spans == tuple(sorted(spans))
    assert all(0 <= span.weekday < 7 and 0 <= span.since < 1440 for span in spans)
    assert all(span.since < span.till <= span.since + 1440 for span in spans)
    assert decoded(encoded(spans)) == spans


@given(st.lists(st.text(max_size=12)))
def test_nothing_kept_is_too_odd(stored: list[str]) -> None:
    assert shown_weekly(decoded(stored), "xx") == shown_weekly(decoded(encoded(decoded(stored))), "xx")

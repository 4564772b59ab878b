"""What people's texts mean: yes and no, numbers, choices, names, places, dates and times.

Pure functions, in English and Spanish first. None of them raises on any text, and none guesses in silence where a
careful reader would ask.
"""

from flows.understand.changed import changed, other_time
from flows.understand.choices import Several, choice, choices, picked
from flows.understand.clear import asks_back, one_clear, without_lead
from flows.understand.countries import country_name
from flows.understand.inout import InOut, back_when, in_or_out
from flows.understand.language import language_of
from flows.understand.little import only_answers, says_little
from flows.understand.moments import day, moment
from flows.understand.names import Person, person
from flows.understand.numbers import number
from flows.understand.places import Place, places
from flows.understand.plain import fold, plain
from flows.understand.series import Series, how_often, series
from flows.understand.terms import round_terms
from flows.understand.tongues import Unplaced, tongue_name, tongues
from flows.understand.unclear import Reason, Unclear
from flows.understand.weekly import weekly
from flows.understand.weekly_spans import Span, decoded, encoded, shown_weekly
from flows.understand.windows import Window, span
from flows.understand.yesno import opens_with, yes_no

__all__ = [
    "InOut",
    "Person",
    "Place",
    "Reason",
    "Series",
    "Several",
    "Span",
    "Unclear",
    "Unplaced",
    "Window",
    "asks_back",
    "back_when",
    "changed",
    "choice",
    "choices",
    "country_name",
    "day",
    "decoded",
    "encoded",
    "fold",
    "how_often",
    "in_or_out",
    "language_of",
    "moment",
    "number",
    "one_clear",
    "only_answers",
    "opens_with",
    "other_time",
    "person",
    "picked",
    "places",
    "plain",
    "round_terms",
    "says_little",
    "series",
    "shown_weekly",
    "span",
    "tongue_name",
    "tongues",
    "weekly",
    "without_lead",
    "yes_no",
]

"""The environment, read once at the edges. A bad value stops us at start with a sentence that says what to set."""

import os
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import phonenumbers
from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from messaging import rates
from messaging.calls import TWILIO
from models.sealing import Keyring

_NUMBER = r"\+[1-9][0-9]{6,14}"  # E.164
MOST_OF_A_CONTACT = 120  # characters: people read it in the middle of a text
VAR = Path("var")  # where embedded defaults keep their files
_NEARLY = 0.85  # how alike two names are of which one is a slip: TWILIO_SMSFROM
_DAYS = {"message_days": (7, 30), "concern_days": (30, 3650)}  # from, to
_LIKE_A_DATABASE = (
    "must look like sqlite:////var/lib/sounding-board/board.db (four slashes before a full path)"
    " or postgresql://user:password@localhost/board"
)


class BadSettings(SystemExit):
    """Stops the program; its words say what to set."""


class Settings(BaseSettings):
    """Every setting there is. Lists are comma-separated."""

    model_config = SettingsConfigDict(extra="ignore")

    # What may hold a secret isn't part of what is shown of a Settings.
    database_url: str = Field(f"sqlite:///{VAR}/sounding-board.db", repr=False)
    redis_url: str = Field("", repr=False)  # empty: the embedded server
    public_url: str
    twilio_account_sid: str
    twilio_auth_token: str = Field(repr=False)
    twilio_api_url: str = TWILIO
    twilio_sms_from: Annotated[list[str], NoDecode] = []
    twilio_whatsapp_from: Annotated[list[str], NoDecode] = []
    twilio_messaging_service_sid: str = ""
    twilio_rates: Annotated[dict[str, float], NoDecode] = {}
    coordinators: Annotated[list[str], NoDecode]
    encryption_keys: Annotated[list[str], NoDecode] = Field(repr=False)
    default_region: str = "GB"
    outside_contact: str = ""  # empty: `sounding-board doctor` complains
    message_days: int = 30  # texts, answers and letters are kept
    concern_days: int = 365  # kept after they are over
    metrics_token: str = Field("", repr=False)  # empty: /metrics is open

    @field_validator(
        "coordinators", "encryption_keys", "twilio_sms_from", "twilio_whatsapp_from", mode="before"
    )
    @classmethod
    def _listed(cls, value: str | list[str]) -> list[str]:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        try:
            backend = make_url(value).get_backend_name()
        except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
            raise ValueError(_LIKE_A_DATABASE) from error
        if backend not in ("sqlite", "postgresql"):
            raise ValueError(_LIKE_A_DATABASE)
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return value

    @field_validator("public_url", "twilio_api_url")
    @classmethod
    def _web(cls, value: str, info: ValidationInfo) -> str:
        try:
            parts = urlsplit(value)
            fine = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            fine = False
        if not fine or parts.query or parts.fragment:
            such_as = TWILIO if info.field_name == "twilio_api_url" else "https://board.example.org"
            raise ValueError(f"must be a web address such as {such_as}")
        return value.rstrip("/")

    @field_validator("twilio_account_sid")
    @classmethod
    def _account(cls, value: str) -> str:
        if not re.fullmatch("AC[0-9a-fA-F]{32}", value):
            raise ValueError("must be the account SID: AC and 32 more characters, 0-9 and a-f")
        return value

    @field_validator("twilio_auth_token")
    @classmethod
    def _token(cls, value: str) -> str:
        if not value.strip() or not value.isascii():  # "…" stands for it in the README
            raise ValueError("must be the auth token that Twilio's console shows")
        return value

    @field_validator("twilio_sms_from")
    @classmethod
    def _sms(cls, value: list[str]) -> list[str]:
        if not all(re.fullmatch(rf"{_NUMBER}|[0-9]{{3,8}}", number) for number in value):
            raise ValueError("must be a number with its country code, such as +15005550006, or a short code")
        return list(dict.fromkeys(value))

    @field_validator("twilio_whatsapp_from")
    @classmethod
    def _whatsapp(cls, value: list[str]) -> list[str]:
        numbers = [one.removeprefix("whatsapp:") for one in value]
        if not all(re.fullmatch(_NUMBER, number) for number in numbers):
            raise ValueError("must be a number with its country code, such as whatsapp:+15005550006")
        return list(dict.fromkeys(f"whatsapp:{number}" for number in numbers))

    @field_validator("twilio_messaging_service_sid")
    @classmethod
    def _service(cls, value: str) -> str:
        if value and not re.fullmatch("MG[0-9a-fA-F]{32}", value):
            raise ValueError("must be a messaging service's SID: MG and 32 more characters, 0-9 and a-f")
        return value

    @field_validator("twilio_rates", mode="before")
    @classmethod
    def _rates(cls, value: str | dict[str, float]) -> dict[str, float]:
        return rates.read(value) if isinstance(value, str) else value

    @field_validator("coordinators")
    @classmethod
    def _coordinators(cls, value: list[str]) -> list[str]:
        if not value:
            raise ValueError("must name at least one coordinator's number, such as +447700900999")
        for number in value:
            try:
                length = phonenumbers.is_possible_number_with_reason(phonenumbers.parse(number))
                fine = number.startswith("+") and length == phonenumbers.ValidationResult.IS_POSSIBLE
            except phonenumbers.NumberParseException:
                fine = False
            if not fine:
                raise ValueError(
                    "must hold whole numbers with their country code, with commas between: +447700900999,+447700900998"
                )
        return value

    @field_validator("encryption_keys")
    @classmethod
    def _keys(cls, value: list[str]) -> list[str]:
        try:
            Keyring(value)
        except ValueError as error:
            raise ValueError(
                "must hold keys of 32 bytes in URL-safe base64, with commas between; make one with: sounding-board new-key"
            ) from error
        return value

    @field_validator("outside_contact")
    @classmethod
    def _outside(cls, value: str) -> str:
        if len(value) > MOST_OF_A_CONTACT or "\n" in value:
            raise ValueError(
                'must be one line of 120 characters at most, such as "Nora Bell, +44 7700 900998"'
            )
        return value.strip()

    @field_validator("default_region")
    @classmethod
    def _region(cls, value: str) -> str:
        if value.upper() not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("must be a country's two letters, such as GB")
        return value.upper()

    @field_validator("message_days", "concern_days", mode="before")
    @classmethod
    def _days(cls, value: str | int, info: ValidationInfo) -> int:
        least, most = _DAYS[str(info.field_name)]
        if not re.fullmatch("[0-9]{1,6}", str(value)) or not least <= int(value) <= most:
            raise ValueError(f"must be a number of days from {least} to {most}")
        return int(value)


def read() -> Settings:
    """The settings, or a sentence for each that is missing or wrong, and out."""
    try:
        settings = Settings()
    except ValidationError as error:
        raise BadSettings("\n".join(_sentence(one) for one in error.errors(include_input=False))) from None
    if not (
        settings.twilio_sms_from or settings.twilio_whatsapp_from or settings.twilio_messaging_service_sid
    ):
        raise BadSettings("Please set TWILIO_SMS_FROM or TWILIO_WHATSAPP_FROM: whom our texts come from.")
    ours = {
        *settings.twilio_sms_from,
        *settings.twilio_whatsapp_from,
        settings.twilio_messaging_service_sid,
    }
    if not ours.issuperset(settings.twilio_rates):
        raise BadSettings("Please mend TWILIO_RATES: it must name only senders that the other settings name.")
    if not {sender.removeprefix("whatsapp:") for sender in ours}.isdisjoint(settings.coordinators):
        raise BadSettings(
            "Please mend COORDINATORS: it must hold people's own numbers, and none that our texts come from."
        )
    return settings


def unheard() -> list[str]:
    """What the environment says and nobody hears, a sentence for each: a name that is nearly one of ours or Twilio's, and a
    setting with nothing in it. Names alone, never a value."""
    ours = {name.upper() for name in Settings.model_fields}
    found = []
    for name, value in sorted(os.environ.items()):
        (nearest, *_others) = get_close_matches(name.upper(), ours, 1, _NEARLY) or [""]
        if name.upper() in ours:
            if not value.strip():
                found.append(f"{name} is there and empty. Please set it, or take the line out.")
        elif nearest:
            found.append(f"Nobody reads {name}. Perhaps you mean {nearest}.")
        elif name.upper().startswith("TWILIO_"):
            found.append(f"Nobody reads {name}. Please take the line out, or see docs/running.md.")
    return found


def _sentence(error: object) -> str:
    assert isinstance(error, dict)
    name = str(error["loc"][0]).upper()
    if error["type"] == "missing":
        return f"Please set {name}."
    return f"Please mend {name}: it {str(error['msg']).removeprefix('Value error, ')}."

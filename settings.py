"""The environment, read once at the edges. A bad value stops us at start with a sentence that says what to set."""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import phonenumbers
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from messaging import rates
from messaging.calls import TWILIO
from models.sealing import Keyring

_NUMBER = r"\+[1-9][0-9]{6,14}"  # E.164
MOST_OF_A_CONTACT = 120  # characters: people read it in the middle of a text
VAR = Path("var")  # where embedded defaults keep their files


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
    message_days: Annotated[int, Field(ge=7, le=30)] = 30  # texts, answers and letters are kept
    concern_days: Annotated[int, Field(ge=30, le=3650)] = 365  # kept after they are over
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
            raise ValueError("is no database URL") from error
        if backend not in ("sqlite", "postgresql"):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "unix://")):
            raise ValueError("must begin with redis://, rediss:// or unix://")
        return value

    @field_validator("public_url", "twilio_api_url")
    @classmethod
    def _web(cls, value: str) -> str:
        try:
            parts = urlsplit(value)
            fine = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            fine = False
        if not fine or parts.query or parts.fragment:
            raise ValueError("must be a web address such as https://board.example.org")
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
        if not value.strip():
            raise ValueError("must not be empty")
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
                fine = number.startswith("+") and phonenumbers.is_possible_number(phonenumbers.parse(number))
            except phonenumbers.NumberParseException:
                fine = False
            if not fine:
                raise ValueError("must hold numbers with their country code, such as +447700900999")
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
            raise ValueError("must be one line of 120 characters at most, such as Nia Bell, +447700900998")
        return value.strip()

    @field_validator("default_region")
    @classmethod
    def _region(cls, value: str) -> str:
        if value not in phonenumbers.SUPPORTED_REGIONS:
            raise ValueError("must be a country's two letters, such as GB")
        return value


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
    return settings


def lacking(settings: Settings) -> list[str]:
    """What nothing breaks without, and people would miss: a sentence for each, for `sounding-board doctor`."""
    found = []
    if not settings.outside_contact:
        found.append(
            "Please set OUTSIDE_CONTACT: whom people can turn to when everybody who coordinates is part of what went wrong."
        )
    return found


def _sentence(error: object) -> str:
    assert isinstance(error, dict)
    name = str(error["loc"][0]).upper()
    if error["type"] == "missing":
        return f"Please set {name}."
    return f"Please mend {name}: it {str(error['msg']).removeprefix('Value error, ')}."

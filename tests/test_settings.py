"""The environment: a bad value stops the program with a sentence that names it, and never repeats it."""

import os

import pytest

import settings
from models.sealing import new_key

KEY = "m8fJ0bq3p1xZC6tVh2Yw9sKd4uRnEaLg7oTiXyBvQc0"  # of these tests and nothing else
GOOD = {
    "PUBLIC_URL": "https://board.example.org",
    "TWILIO_ACCOUNT_SID": "AC" + "0a" * 16,
    "TWILIO_AUTH_TOKEN": "a token",
    "TWILIO_SMS_FROM": "+15005550006",
    "COORDINATORS": "+447700900999, +573001234567",
    "ENCRYPTION_KEYS": KEY,
}


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A good environment and nothing else of ours in it."""
    for name in settings.Settings.model_fields:
        for key in list(os.environ):
            if key.upper() == name.upper():
                monkeypatch.delenv(key)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_a_good_environment_passes() -> None:
    chosen = settings.read()
    assert chosen.coordinators == ["+447700900999", "+573001234567"]
    assert chosen.encryption_keys == [KEY]
    assert chosen.database_url.startswith("sqlite:///")
    assert (chosen.redis_url, chosen.default_region) == ("", "GB")
    assert chosen.twilio_api_url == "https://api.twilio.com"


@pytest.mark.parametrize("name", sorted(set(GOOD) - {"TWILIO_SMS_FROM"}))
def test_a_missing_one_is_named(environment: pytest.MonkeyPatch, name: str) -> None:
    environment.delenv(name)
    with pytest.raises(settings.BadSettings) as stopped:
        settings.read()
    assert str(stopped.value) == f"Please set {name}."


def test_somebody_has_to_be_the_sender(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("TWILIO_SMS_FROM")
    with pytest.raises(settings.BadSettings, match=r"TWILIO_SMS_FROM or TWILIO_WHATSAPP_FROM"):
        settings.read()


BAD = [
    ("OUTSIDE_CONTACT", "hunter-8472 " * 20),
    ("MESSAGE_DAYS", "31"),
    ("MESSAGE_DAYS", ""),
    ("CONCERN_DAYS", "7"),
    ("CONCERN_DAYS", "hunter-8472"),
    ("DATABASE_URL", "nonsense-8472"),
    ("DATABASE_URL", "mysql://ann:hunter-8472@localhost/board"),
    ("DATABASE_URL", "postgresql://ann:hunter-8472@localhost:port/board"),
    ("REDIS_URL", "localhost:6379"),
    ("REDIS_URL", "http://:hunter-8472@localhost"),
    ("PUBLIC_URL", "board.example.org"),
    ("PUBLIC_URL", "ftp://board.example.org"),
    ("PUBLIC_URL", "https://"),
    ("PUBLIC_URL", "https://:443"),
    ("PUBLIC_URL", "https://board.example.org?x=hunter-8472"),
    ("PUBLIC_URL", "https://board.example.org#hunter-8472"),
    ("PUBLIC_URL", "https://[::1"),
    ("PUBLIC_URL", "https://board.example.org:hunter-8472"),
    ("TWILIO_API_URL", "api.twilio.com"),
    ("TWILIO_API_URL", ""),
    ("TWILIO_ACCOUNT_SID", ""),
    ("TWILIO_ACCOUNT_SID", "SK" + "0a" * 16),
    ("TWILIO_ACCOUNT_SID", "AChunter-8472"),
    ("TWILIO_ACCOUNT_SID", "AC" + "zz" * 16),
    ("TWILIO_AUTH_TOKEN", ""),
    ("TWILIO_AUTH_TOKEN", "  "),
    ("TWILIO_AUTH_TOKEN", "…"),
    ("TWILIO_SMS_FROM", "hunter-8472"),
    ("TWILIO_SMS_FROM", "07700900123"),
    ("TWILIO_SMS_FROM", "whatsapp:+15005550006"),
    ("TWILIO_WHATSAPP_FROM", "whatsapp:hunter-8472"),
    ("TWILIO_WHATSAPP_FROM", "whatsapp:"),
    ("TWILIO_SMS_FROM", "+15005550006,hunter-8472"),
    ("TWILIO_WHATSAPP_FROM", "whatsapp:+15005550006, hunter-8472"),
    ("TWILIO_MESSAGING_SERVICE_SID", "AC" + "0a" * 16),
    ("TWILIO_RATES", "hunter-8472"),
    ("TWILIO_RATES", "+15005550006=hunter-8472"),
    ("TWILIO_RATES", "+15005550006=0"),
    ("TWILIO_RATES", "+15005558472=3"),
    ("TWILIO_RATES", "07700900123=3"),
    ("COORDINATORS", ""),
    ("COORDINATORS", ","),
    ("COORDINATORS", "07700900999"),
    ("COORDINATORS", "+447700900999,hunter-8472"),
    ("COORDINATORS", "+1"),
    ("COORDINATORS", "+44770090"),
    ("COORDINATORS", "+15005550006"),
    ("ENCRYPTION_KEYS", ""),
    ("ENCRYPTION_KEYS", "hunter-8472"),
    ("ENCRYPTION_KEYS", f"{KEY},hunter-8472"),
    ("ENCRYPTION_KEYS", KEY[:-2]),
    ("DEFAULT_REGION", "hunter-8472"),
    ("DEFAULT_REGION", ""),
]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_one_is_named_in_a_sentence_that_does_not_repeat_it(
    environment: pytest.MonkeyPatch, name: str, value: str
) -> None:
    environment.setenv(name, value)
    with pytest.raises(settings.BadSettings) as stopped:
        settings.read()
    (sentence,) = str(stopped.value).splitlines()
    assert sentence.startswith(f"Please mend {name}: it ")
    assert "hunter" not in sentence
    assert KEY[:12] not in sentence
    assert stopped.value.code == str(stopped.value), "what Python prints as it exits, with a status of 1"


def test_every_setting_is_tried_with_a_bad_value() -> None:
    any_will_do = {"METRICS_TOKEN"}
    tried = {name for name, _value in BAD}
    assert tried | any_will_do == {name.upper() for name in settings.Settings.model_fields}


def test_all_that_is_wrong_is_said_at_once(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("PUBLIC_URL", "nowhere")
    environment.setenv("DEFAULT_REGION", "Atlantis")
    environment.delenv("ENCRYPTION_KEYS")
    with pytest.raises(settings.BadSettings) as stopped:
        settings.read()
    said = str(stopped.value).splitlines()
    assert len(said) == 3
    assert {line.split()[2].strip(":.") for line in said} == {
        "PUBLIC_URL",
        "DEFAULT_REGION",
        "ENCRYPTION_KEYS",
    }


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("PUBLIC_URL", "https://board.example.org/", "https://board.example.org"),
        ("PUBLIC_URL", "http://127.0.0.1:8000/board/", "http://127.0.0.1:8000/board"),
        ("DATABASE_URL", "postgresql://ann:p%40ss@db.example.org:5432/board", None),
        ("DATABASE_URL", "postgresql+psycopg://ann@/board?host=/run/postgresql", None),
        ("DATABASE_URL", "sqlite:////var/lib/board.db", None),
        ("REDIS_URL", "rediss://:secret@redis.example.org:6380/0", None),
        ("REDIS_URL", "unix:///run/redis.sock", None),
        ("TWILIO_SMS_FROM", "12345", ["12345"]),
        ("TWILIO_SMS_FROM", " +15005550006, +447700900123,", ["+15005550006", "+447700900123"]),
        ("TWILIO_SMS_FROM", "+15005550006,+15005550006", ["+15005550006"]),
        ("TWILIO_WHATSAPP_FROM", "+15005550006", ["whatsapp:+15005550006"]),
        (
            "TWILIO_WHATSAPP_FROM",
            "whatsapp:+15005550006,+447700900123",
            ["whatsapp:+15005550006", "whatsapp:+447700900123"],
        ),
        ("TWILIO_WHATSAPP_FROM", "", []),
        ("TWILIO_RATES", "", {}),
        ("TWILIO_RATES", "+15005550006 = 3", {"+15005550006": 3.0}),
        ("TWILIO_MESSAGING_SERVICE_SID", "MG" + "0f" * 16, None),
        ("DEFAULT_REGION", "CO", None),
        ("DEFAULT_REGION", "gb", "GB"),
        ("MESSAGE_DAYS", "14", 14),
    ],
)
def test_good_values(environment: pytest.MonkeyPatch, name: str, value: str, meant: object) -> None:
    environment.setenv(name, value)
    assert getattr(settings.read(), name.lower()) == (value if meant is None else meant)


def test_settings_made_by_hand_may_name_one_sender() -> None:
    made = settings.Settings(twilio_sms_from="+447700900123", twilio_whatsapp_from=["+447700900123"])
    assert made.twilio_sms_from == ["+447700900123"]
    assert made.twilio_whatsapp_from == ["whatsapp:+447700900123"]


def test_every_sender_may_have_a_rate(environment: pytest.MonkeyPatch) -> None:
    service = "MG" + "0f" * 16
    environment.setenv("TWILIO_WHATSAPP_FROM", "+447700900123")
    environment.setenv("TWILIO_MESSAGING_SERVICE_SID", service)
    environment.setenv("TWILIO_RATES", f"+15005550006=3,whatsapp:+447700900123=80,{service}=10")
    assert settings.read().twilio_rates == {"+15005550006": 3, "whatsapp:+447700900123": 80, service: 10}


def test_a_rotation_has_two_keys(environment: pytest.MonkeyPatch) -> None:
    newest = new_key()
    environment.setenv("ENCRYPTION_KEYS", f"{newest}, {KEY}")
    assert settings.read().encryption_keys == [newest, KEY]


def test_secrets_are_not_in_the_settings_own_words() -> None:
    """Somebody will print them."""
    shown = repr(settings.read()) + str(settings.read())
    assert GOOD["TWILIO_AUTH_TOKEN"] not in shown
    assert KEY not in shown


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("MESSAGE_DAYS", "31", "must be a number of days from 7 to 30."),
        ("MESSAGE_DAYS", "a week", "must be a number of days from 7 to 30."),
        ("CONCERN_DAYS", "", "must be a number of days from 30 to 3650."),
        ("DATABASE_URL", "/var/lib/board.db", "sqlite:////var/lib/sounding-board/board.db (four slashes"),
        ("TWILIO_API_URL", "api.twilio.com", "such as https://api.twilio.com."),
        ("COORDINATORS", "+447700900999;+573001234567", "with commas between"),
        ("COORDINATORS", "+15005550006", "none that our texts come from"),
    ],
)
def test_the_sentence_says_what_it_should_look_like(
    environment: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    environment.setenv(name, value)
    with pytest.raises(settings.BadSettings) as stopped:
        settings.read()
    assert said in str(stopped.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TWILIO_SMSFROM", "+15005550006", "Nobody reads TWILIO_SMSFROM. Perhaps you mean TWILIO_SMS_FROM."),
        ("COORDINATOR", "hunter-8472", "Nobody reads COORDINATOR. Perhaps you mean COORDINATORS."),
        ("TWILIO_REGION", "hunter-8472", "Nobody reads TWILIO_REGION. Please take the line out, or see docs/running.md."),
        ("TWILIO_WHATSAPP_FROM", "", "TWILIO_WHATSAPP_FROM is there and empty. Please set it, or take the line out."),
        ("EDITOR", "nano", None),
    ],
)  # fmt: skip
def test_what_nobody_hears_is_named(
    environment: pytest.MonkeyPatch, name: str, value: str, said: str | None
) -> None:
    environment.setenv(name, value)
    assert settings.unheard() == ([said] if said else [])

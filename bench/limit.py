"""The bare limit: Flask, Twilio's signature check, and one SELECT, INSERT and UPDATE with the ORM in one transaction.

It does nothing of what we are for. It runs on the same server, with the same workers, pool and pragmas as we do.
"""

from datetime import datetime

from flask import Flask, Response, abort, request
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from twilio.request_validator import RequestValidator

from bench.crowd import PATH, PUBLIC_URL, TOKEN, phone
from models import clock, database

ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Thank you.</Message></Response>'
READS = "Thank you."


class Base(DeclarativeBase):
    """The limit's two tables."""


class Person(Base):
    """Somebody who texts."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(unique=True)
    texts: Mapped[int] = mapped_column(default=0)


class Text(Base):
    """A text that came in."""

    __tablename__ = "texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    sid: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    body: Mapped[str]
    received_at: Mapped[datetime]


def prepare(url: str, people: int) -> None:
    """Make the tables, with everybody in them."""
    engine = database.connect(url)
    Base.metadata.create_all(engine)
    with Session(engine) as db, db.begin():
        db.add_all(Person(phone=phone(number)) for number in range(people))
    engine.dispose()


def create_app(url: str) -> Flask:
    """The WSGI application."""
    app = Flask("limit", static_folder=None)
    engine = database.connect(url)
    validator = RequestValidator(TOKEN)

    @app.post(PATH)
    def inbound() -> Response:
        form = request.form
        if not validator.validate(PUBLIC_URL + PATH, form, request.headers.get("X-Twilio-Signature", "")):
            abort(403)
        with Session(engine) as db, db.begin():
            person = db.scalars(select(Person).where(Person.phone == form["From"])).one()
            db.add(
                Text(
                    sid=form["MessageSid"],
                    person_id=person.id,
                    body=form["Body"],
                    received_at=clock.wall().replace(tzinfo=None),
                )
            )
            person.texts += 1
        return Response(ANSWER, mimetype="text/xml")

    return app

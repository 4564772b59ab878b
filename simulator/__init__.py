"""Twilio on your desk: phones in a browser, signed webhooks, the REST API, a clock to turn.

This room imports no other. It meets the app only as Twilio would, over HTTP.
"""

from simulator.account import Account
from simulator.app import create_app
from simulator.clock import Clock, DeskClock
from simulator.phones import DEFAULT_PHONES, PhoneSpec

__all__ = ["DEFAULT_PHONES", "Account", "Clock", "DeskClock", "PhoneSpec", "create_app"]

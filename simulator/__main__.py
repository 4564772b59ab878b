"""Start the simulator alone, beside an app that runs already: `python -m simulator http://127.0.0.1:8000`."""

import argparse
import sys

from werkzeug.serving import make_server

from simulator.account import Account
from simulator.app import create_app
from simulator.clock import DeskClock


def main(arguments: list[str] | None = None) -> None:
    """Serve the simulator on loopback until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("app_url", help="the app's PUBLIC_URL")
    parser.add_argument("--port", type=int, default=4010)
    parser.add_argument("--account-sid", default="AC" + "0" * 32)
    parser.add_argument("--auth-token", default="simulated")
    parser.add_argument("--sms-from", default="+15005550006")
    parser.add_argument("--whatsapp-from", default="whatsapp:+15005550006")
    parser.add_argument("--window", action="store_true", help="keep WhatsApp's 24-hour window")
    parser.add_argument(
        "--advanced-opt-out", action="store_true", help="send OptOutType, as a Messaging Service does"
    )
    chosen = parser.parse_args(arguments)
    account = Account(chosen.account_sid, chosen.auth_token, chosen.sms_from, chosen.whatsapp_from)
    app = create_app(
        app_url=chosen.app_url,
        account=account,
        clock=DeskClock(),
        window=chosen.window,
        advanced_opt_out=chosen.advanced_opt_out,
    )
    server = make_server("127.0.0.1", chosen.port, app, threaded=True)
    sys.stdout.write(f"The phones are at http://127.0.0.1:{chosen.port}/\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()

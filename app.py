"""Start the web page: ``python app.py [--host HOST] [--port PORT]``. A Hugging Face Space runs this file as it is."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path

from summarizer.errors import OptionsError, SummarizerError
from summarizer.ui import Settings, launch


def main() -> int:
    """Read the arguments and serve the page until it is interrupted; the exit code, as of the command line."""
    parser = argparse.ArgumentParser(description="The Mujaz web page.")
    parser.add_argument("--host", default="", help="address to listen on (default: GRADIO_SERVER_NAME, else 127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="port (default: the first free one from 7860)")
    parser.add_argument("--auth", type=Path, help="file of users and hashed passwords; without it, nobody is asked")
    parser.add_argument("--root-path", default="", help="path below which a proxy shows the page, such as /mujaz")
    parser.add_argument("--make-password", metavar="USER", help="ask for a password, print a line for that file, end")
    given = parser.parse_args()
    try:
        if given.make_password is not None:
            print(_make_line(given.make_password))
        else:
            settings = Settings(host=given.host, port=given.port, auth=given.auth, root_path=given.root_path)
            launch(settings, tell=_tell)
    except SummarizerError as error:
        _tell(str(error))
        return 2 if isinstance(error, OptionsError) else 1
    except KeyboardInterrupt:
        return 130
    return 0


def _make_line(user: str) -> str:
    from summarizer.web.access import make_line

    password = getpass.getpass() if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    return make_line(user, password)


def _tell(said: str) -> None:
    print(said, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

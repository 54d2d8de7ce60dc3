"""Start the web page: ``python app.py [--host HOST] [--port PORT]``. A Hugging Face Space runs this file as it is."""

from __future__ import annotations

import argparse

from summarizer.ui import launch


def main() -> None:
    """Read the arguments and serve the page until it is interrupted."""
    parser = argparse.ArgumentParser(description="The Mujaz web page.")
    parser.add_argument("--host", help="address to listen on (default: GRADIO_SERVER_NAME, else 127.0.0.1)")
    parser.add_argument("--port", type=int, help="port to listen on (default: the first free one from 7860)")
    given = parser.parse_args()
    launch(host=given.host, port=given.port)


if __name__ == "__main__":
    main()

"""Argos Translate with whatever Arabic model is installed; ARGOS_* and XDG_* in the environment say where. Its Python.

A sentence a call, past its cache, which would answer every round but the first.
"""

from __future__ import annotations

from argostranslate.translate import get_translation_from_codes
from serving import serve


def main() -> None:
    translation = get_translation_from_codes("ar", "en").underlying
    serve(lambda texts: [translation.translate(text) for text in texts])


if __name__ == "__main__":
    main()

"""Files that lie among articles and are none: pictures, sounds, films, fonts, and the parts of saved web pages."""

from __future__ import annotations

from collections.abc import Callable
from os.path import basename, splitext

from summarizer.errors import ReadError

_SUFFIXES: dict[str, str] = {
    "a picture": ".png .jpg .jpeg .jfif .gif .webp .avif .bmp .tif .tiff .svg .ico .heic .psd .ai .eps",
    "a sound": ".mp3 .m4a .aac .ogg .oga .opus .wav .flac .wma .amr",
    "a film": ".mp4 .m4v .mov .avi .mkv .webm .mpg .mpeg .3gp .wmv .flv .ts .m3u8",
    "a font": ".ttf .otf .woff .woff2 .eot",
    "a part of a web page": ".css .js .mjs .map .download",
}
_MEDIA = {suffix: what for what, suffixes in _SUFFIXES.items() for suffix in suffixes.split()}
_PAGE_FOLDER = "_files"  # browsers save page.html, and what it shows in page_files
_PAGES = (".html", ".htm", ".xhtml")


def name_medium(suffix: str) -> str:
    """What a file with that suffix is, such as "a picture"; "" if it is no medium."""
    return _MEDIA.get(suffix.lower(), "")


def set_aside_medium(name: str) -> ReadError | None:
    """Why the file of that name is set aside; None if it is no medium."""
    what = name_medium(splitext(name)[1])
    return _no_article(f"the file is {what}") if what else None


def set_aside_page_parts(folder: str, is_file: Callable[[str], bool]) -> ReadError | None:
    """Why the whole folder is set aside: a saved page of its name lies beside it. None if there is none."""
    if not folder.endswith(_PAGE_FOLDER):
        return None
    page = folder.removesuffix(_PAGE_FOLDER)
    beside = next((page + suffix for suffix in _PAGES if is_file(page + suffix)), None)
    return _no_article(f"the folder holds the parts of the saved page {basename(beside)}") if beside else None


def _no_article(said: str) -> ReadError:
    return ReadError(f"{said}, and no article", code="read.media", hint="It was set aside")

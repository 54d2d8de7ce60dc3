"""Arabic text in the encodings of old systems, as those systems would have written it."""

from __future__ import annotations

import unicodedata

ENCODINGS = ("cp1256", "iso8859_6", "mac_arabic", "cp720", "cp864")

_PLAIN = str.maketrans("“”«»„’‘–—ٍ٪\xa0", '"""""\'\'--\u0650% ')
_FORMS: dict[str, dict[str, int]] = {}  # base letters -> form -> byte of CP864
for _byte in range(0x80, 0x100):
    _shape = bytes([_byte]).decode("cp864", "replace")
    if "\ufe70" <= _shape <= "\ufefc":
        _form, *_base = unicodedata.decomposition(_shape).split()
        _FORMS.setdefault("".join(chr(int(point, 16)) for point in _base), {})[_form.strip("<>")] = _byte
_LIGATURES = {"لآ": "\ue000", "لأ": "\ue001", "لا": "\ue002"}
_LETTERS = {ligature: base for base, ligature in _LIGATURES.items()}
_JOINS_NOT = frozenset("اأآدذرزوؤءةى") | _LETTERS.keys()  # to the letter after them
_INSTEAD = {  # the forms that CP864 has none of are written as the next one
    "isolated": ("isolated", "initial", "final"),
    "initial": ("initial", "isolated"),
    "medial": ("medial", "initial", "isolated"),
    "final": ("final", "isolated", "initial"),
}


def encode_old(text: str, encoding: str) -> bytes:
    """``text`` in one of ``ENCODINGS``; what the encoding lacks is left out, typographic signs are written plainly."""
    plain = unicodedata.normalize("NFC", text).replace("…", "...").translate(_PLAIN)
    if encoding == "cp864":
        return _encode_cp864(plain.replace("إ", "ا"))
    return plain.encode(encoding, "ignore")


def _encode_cp864(text: str) -> bytes:
    for base, ligature in _LIGATURES.items():
        text = text.replace(base, ligature)
    encoded = bytearray()
    for i, sign in enumerate(text):
        forms = _FORMS.get(_LETTERS.get(sign, sign))
        if forms is None:
            encoded += sign.encode("cp864", "ignore")
            continue
        joined = i > 0 and _is_letter(text[i - 1]) and text[i - 1] not in _JOINS_NOT
        joins = i + 1 < len(text) and _is_letter(text[i + 1]) and text[i + 1] != "ء" and sign not in _JOINS_NOT
        form = {(False, False): "isolated", (False, True): "initial", (True, True): "medial", (True, False): "final"}
        encoded.append(next(forms[f] for f in _INSTEAD[form[joined, joins]] if f in forms))
    return bytes(encoded)


def _is_letter(sign: str) -> bool:
    return _LETTERS.get(sign, sign) in _FORMS


def as_read(data: bytes, encoding: str) -> str:
    """The text that a reader who knows the encoding gets, with ordinary letters and single spaces."""
    return " ".join(unicodedata.normalize("NFKC", data.decode(encoding)).split())

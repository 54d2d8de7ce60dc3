"""Files that no one wishes for: damaged, lying about their type, too large, endlessly nested, with names that hurt."""

from __future__ import annotations

import gzip
import os
import random
import stat
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from tests.fault.samples import NEWS, PAGE, docx, epub, mail, pack, pdf, samples

Files = Iterator[tuple[str, bytes]]

_TRUNCATIONS = (1, 10, 0.5, -1)  # bytes; share; all but the last
_FLIPS = 3  # damaged copies of each sample
_MB = 1_000_000


def write_corpus(folder: Path) -> None:
    """Write every hostile file below ``folder``."""
    for make in (_truncated, _flipped, _filled, _misnamed, _encodings, _large, _nested, _archives, _documents):
        below = folder / make.__name__.lstrip("_")
        below.mkdir(parents=True)
        for name, data in make():
            (below / name).write_bytes(data)
    _write_names(folder / "names")
    _write_system(folder / "system")


# --- files whose bytes are the trouble


def _truncated() -> Files:
    for suffix, data in samples().items():
        yield f"empty{suffix}", b""
        for cut in _TRUNCATIONS:
            yield f"cut-{cut}{suffix}", data[: int(cut * len(data)) if isinstance(cut, float) else cut]


def _flipped() -> Files:
    """Samples with one byte in a hundred, at least one, changed."""
    for suffix, data in samples().items():
        for seed in range(_FLIPS):
            luck, damaged = random.Random(f"{suffix} {seed}"), bytearray(data)
            for _ in range(max(1, len(data) // 100)):
                damaged[luck.randrange(len(data))] = luck.randrange(256)
            yield f"flipped-{seed}{suffix}", bytes(damaged)


def _filled() -> Files:
    for suffix in samples():
        yield f"zeros{suffix}", bytes(1000)
        yield f"noise{suffix}", random.Random(suffix).randbytes(3000)


def _misnamed() -> Files:
    kinds = list(samples())
    for n, (suffix, data) in enumerate(samples().items()):
        yield f"really-{suffix[1:]}{kinds[n - 1]}", data
    for magic in (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"\x7fELF", b"SQLite format 3\0", b"MZ\x90\0"):
        yield f"picture-{magic[:4].hex()}.txt", magic + bytes(range(256))
    yield "gzip.txt", gzip.compress(NEWS.encode())
    yield "office.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)  # what Word makes of a locked document
    yield "unknown.xyz", NEWS.encode()


def _encodings() -> Files:
    arabic = NEWS.encode()
    yield "half-letter.txt", arabic[:21]
    yield "overlong.txt", arabic + b"\xc0\xaf\xe0\x80\xaf"
    yield "surrogate.txt", arabic + b"\xed\xa0\x80"
    yield "beyond.txt", arabic + b"\xf7\xbf\xbf\xbf"
    yield "odd.txt", NEWS.encode("utf-16")[:-1]
    yield "lone.txt", b"\xff\xfe" + NEWS.encode("utf-16-le") + b"\x00\xd8"
    yield "wide.txt", NEWS.encode("utf-32")
    yield "two-halves.txt", NEWS.encode("utf-8") + NEWS.encode("cp1256")
    yield "marks.txt", b"\xef\xbb\xbf" * 3 + arabic
    yield "mark.txt", b"\xff\xfe"
    yield "ebcdic.txt", NEWS.encode("cp864", "ignore")
    yield "controls.txt", bytes(range(1, 32)) * 9 + arabic
    yield "bidi.txt", ("\u202e\u2066\u200f" * 500 + NEWS).encode()
    yield "marks-only.txt", ("\u064b\u0651\u0640" * 999).encode()
    yield "stacked.txt", ("ا" + "\u0651" * 20_000).encode()
    yield "unassigned.txt", (NEWS + "\U000e0001\ufdd0\uffff").encode()
    yield "charset.html", PAGE.replace("<head>", '<head><meta charset="no-such">').encode()
    yield "charset.eml", mail().as_bytes().replace(b"utf-8", b"no-such-charset")


def _large() -> Files:
    yield "line.txt", (NEWS.replace("\n", " ") * 100).encode()
    yield "word.txt", ("ا" * 100_000).encode()
    yield "spaces.txt", (" " * _MB + NEWS).encode()
    yield "blank.txt", (b"\n" * 100_000) + NEWS.encode()
    yield "stops.txt", (". ! ؟ " * 3000 + NEWS).encode()
    yield "quotes.txt", ("«" * 10_000 + NEWS).encode()
    yield "digits.txt", (NEWS + "9" * 5000).encode()
    yield "numbers.txt", (NEWS + "1,0" * 2000).encode()
    yield "thousands.txt", (NEWS + "ألف " * 10_000).encode()
    yield "millions.txt", (NEWS + "مليون " * 7_000).encode()
    yield "commas.txt", (NEWS + "،" * 10_000).encode()
    yield "short-lines.txt", ("خبر\n" * 2000).encode()
    yield "long.csv", f'text\n"{NEWS * 100}"\n'.encode()
    yield "columns.csv", (",".join(f"c{n}" for n in range(20_000)) + "\n").encode()
    yield "quote.csv", ('text\n"' + NEWS * 100).encode()
    yield "nul.csv", f"text\n{NEWS[:40]}\0\n".encode()
    yield "deep.jsonl", ("[" * 100_000).encode()
    yield "number.jsonl", ('{"text": ' + "9" * 10_000 + "}\n").encode()
    yield "nan.jsonl", b'{"text": NaN}\n"text"\n[]\nnull\n'


def _nested() -> Files:
    deep = 20_000
    yield "deep.html", f"<html><body>{'<div>' * deep}{NEWS}{'</div>' * deep}</body></html>".encode()
    yield "unclosed.html", f"<html><body>{'<p><b><i><span>' * deep}{NEWS}".encode()
    yield "closings.html", f"<html><body>{'</div>' * deep}<p>{NEWS}</p>".encode()
    yield "tables.html", f"<html><body>{'<table><tr><td>' * 3000}{NEWS}".encode()
    yield "attribute.html", f'<html><body title="{"ا" * _MB}"><p>{NEWS * 3}</p></body></html>'.encode()
    yield "attributes.html", f"<html><body {' '.join(f'a{n}=1' for n in range(20_000))}><p>{NEWS * 3}</p>".encode()
    yield "comment.html", f"<html><body><!-- <p>{NEWS}</p>".encode()
    yield "script.html", f"<html><body><script><p>{NEWS}</p>".encode()
    yield "brackets.html", b"<html>" + b"<" * 200_000
    yield "entities.html", f"<html><body><p>{'&amp;#1575;&#x110000;&nosuch;' * 999}{NEWS}</p></body></html>".encode()
    yield "frames.html", b"<html><frameset><frame src='file:///etc/passwd'></frameset></html>"
    for name, sign in (
        ("quote", "> "),
        ("list", "  - "),
        ("bracket", "["),
        ("image", "!["),
        ("tick", "`"),
        ("star", "*"),
    ):
        yield f"{name}.md", (sign * 5000 + NEWS).encode()
    yield "links.md", ("[ا](" * 1000 + NEWS).encode()
    yield "references.md", ("".join(f"[{n}]: /x\n" for n in range(5000)) + NEWS).encode()
    yield "table.md", (("|ا" * 2000 + "|\n") + ("|-" * 2000 + "|\n") + NEWS).encode()
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ا" * 10}">' for n in range(10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [{laughs}]>'
    outside = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    for name, start, entity in (("laughs", bomb, "&l9;"), ("outside", outside, "&e;")):
        feed = f"<rss><channel><item><title>{entity}</title><description>{NEWS}</description></item></channel></rss>"
        yield f"{name}.rss", (start + feed).encode()
        yield f"{name}.html", (start + f"<html><body><p>{entity}{NEWS * 3}</p></body></html>").encode()
        word = {"word/document.xml": f"{start}<x>{entity}</x>".encode()}
        yield f"{name}.docx", docx("", **word)
        yield f"{name}.epub", epub({"one.xhtml": f"{start}<html><body>{entity}</body></html>".encode()})


def _archives() -> Files:
    good, zeros = NEWS.encode(), bytes(20 * _MB)
    yield "bomb.zip", pack({"a.txt": zeros * 3})
    yield "bombs.zip", pack({f"{n}.txt": zeros for n in range(8)})
    yield "bomb.docx", docx("", **{"word/document.xml": b"<w:t>" + zeros * 5})
    yield "bomb.epub", epub({"one.xhtml": b"<html>" + zeros * 3})
    nested = good
    for _ in range(30):
        nested = pack({"inner.zip": nested})
    yield "nested.zip", nested
    yield "many.zip", pack({f"{n}.bin": b"" for n in range(3000)}, level=1)
    names = ("../out.txt", "/etc/out.txt", "a/../../out.txt", "C:\\out.txt", "..\\out.txt", "", "a\nb.txt", "x" * 999)
    for n, name in enumerate(names):
        yield f"name-{n}.zip", pack({name: good})
    yield "folders.zip", pack({"a/" * 2000 + "a.txt": good})
    yield "deepest.zip", pack({f"{'a/' * 30_000}{n}.txt": good for n in range(5)})
    yield "under-a-table.zip", pack({"news.csv": f'text\n"{NEWS}"\n'.encode(), "news.csv/row-1": good})
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    yield "link.zip", file.getvalue()
    whole = samples()[".zip"]
    for name, sign, at, value in (
        ("locked", b"PK\x01\x02", 8, 0x01),
        ("method", b"PK\x01\x02", 10, 0x63),
        ("size", b"PK\x01\x02", 24, 0xFF),
        ("offset", b"PK\x01\x02", 42, 0xFF),
        ("count", b"PK\x05\x06", 10, 0xFF),
        ("sum", b"PK\x01\x02", 16, 0xFF),
    ):
        lying = bytearray(whole)
        lying[lying.index(sign) + at] = value
        yield f"{name}.zip", bytes(lying)
    yield "front.zip", b"garbage" * 99 + whole
    yield "behind.zip", whole + b"garbage" * 99
    yield "end-only.zip", b"PK\x05\x06" + bytes(18)
    yield "no-document.docx", pack({"word/other.xml": good})
    yield "no-container.epub", pack({"mimetype": b"application/epub+zip"})
    yield "elsewhere.epub", epub({"../../../etc/passwd": PAGE.encode()})
    yield "locked.epub", epub({"one.xhtml": b"\x8f" * 500}, **{"META-INF/encryption.xml": b"<encryption/>"})
    yield "deep.docx", docx("<w:tbl><w:tr><w:tc>" * 20_000)
    yield "no-text.docx", docx("")


def _documents() -> Files:
    yield "loop.pdf", pdf(b"", pages=b"<</Type/Pages/Kids[2 0 R]/Count 1>>")
    yield "count.pdf", pdf(b"", pages=b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>")
    yield "negative.pdf", pdf(b"", pages=b"<</Type/Pages/Kids[3 0 R]/Count -1>>")
    yield "no-pages.pdf", pdf(b"", pages=b"<</Type/Pages/Kids[]/Count 0>>")
    yield "scanned.pdf", pdf(b"0 0 612 792 re f")
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/O(" + b"x" * 32 + b")/U(" + b"x" * 32 + b")/P -4>>/ID[(a)(a)]"
    yield "locked.pdf", pdf(b"BT ET", trailer=locked)
    yield "arrays.pdf", pdf(b"", pages=b"[" * 100_000)
    yield "operators.pdf", pdf(b"q " * 200_000)
    packed = zlib.compress(bytes(50 * _MB))
    stream = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    yield "bomb.pdf", pdf(b"").replace(b"<</Length 0>>stream\n\nendstream", stream)
    yield "header.pdf", b"%PDF-1.7\n" + b"%" * 5000
    parts = b"".join(b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (n, n + 1) for n in range(2000))
    start = b"From: a@example.org\nSubject: x\nMIME-Version: 1.0\n"
    yield "parts.eml", start + b"Content-Type: multipart/mixed; boundary=0\n\n" + parts
    yield "messages.eml", b"Content-Type: message/rfc822\n\n" * 2000 + NEWS.encode()
    yield "no-boundary.eml", start + b"Content-Type: multipart/mixed\n\n" + NEWS.encode()
    yield "base64.eml", start + b"Content-Transfer-Encoding: base64\n\n" + b"!!!" * 999
    yield "headers.eml", b"".join(b"X-%d: y\n" % n for n in range(20_000)) + b"\n" + NEWS.encode()
    yield "header.eml", b"Subject: " + b"=?utf-8?b?2KfZhA==?= " * 5000 + b"\n\n" + NEWS.encode()
    yield "attachment.eml", start + b"Content-Type: application/octet-stream\n\n" + bytes(999)
    yield "no-html.mhtml", start + b"Content-Type: image/png\n\n" + bytes(99)


# --- files whose names or places are the trouble

_NAMES = (
    b"new\nline.txt",
    b"return\r.txt",
    b"tab\t.txt",
    b"escape\x1b[31m.txt",
    b"\xff\xfe.txt",
    b"half-\xd8.txt",
    b"\xed\xa0\x80.txt",
    b"Case.txt",
    b"case.txt",
    b"-rf.txt",
    b"--help.txt",
    b" space .txt",
    b"dot..txt",
    b"CON.txt",
    b"NUL",
    b"a:b.txt",
    b"back\\slash.txt",
    b"star*.txt",
    b"what?.txt",
    b"<script>alert(1).txt",
    b"'; drop table articles; --.txt",
    b'"quoted".txt',
    b"%s%n{0}.txt",
    b"$(id).txt",
    b"`id`.txt",
    b"~.txt",
    b"no-suffix",
    b"dot.txt.",
    b"index.html.txt",
    b"x" * 251 + b".txt",
    "\u202egnp.txt".encode(),
    "\u2066isolate.txt".encode(),
    "zero\u200bwidth.txt".encode(),
    "line\u2028end.txt".encode(),
    "خبر عاجل.txt".encode(),
    "e\u0301.txt".encode(),
    "\u00e9.txt".encode(),
    "\U0001f600.txt".encode(),
)


def _write_names(folder: Path) -> None:
    folder.mkdir()
    for n, name in enumerate(_NAMES):
        with open(os.fsencode(folder) + b"/" + name, "wb") as file:
            file.write(f"{NEWS}وهذا الخبر رقم {n}.\n".encode())


def _write_system(folder: Path) -> None:
    """Links, pipes, sockets, folders and rights."""
    folder.mkdir()
    links = {
        "circle-1.txt": "circle-2.txt",
        "circle-2.txt": "circle-1.txt",
        "self.txt": "self.txt",
        "nowhere.txt": "missing.txt",
        "zeros.txt": "/dev/zero",
        "random.txt": "/dev/urandom",
        "full.txt": "/dev/full",
        "null.txt": "/dev/null",
        "memory.txt": "/proc/self/mem",
        "environment.txt": "/proc/self/environ",
        "up": "..",
    }
    for name, target in links.items():
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.txt")
    os.mknod(folder / "socket.txt", stat.S_IFSOCK | 0o600)
    (folder / "folder.txt").mkdir()
    (folder / "empty").mkdir()
    deep = folder / "/".join(["deep"] * 60)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text(NEWS, encoding="utf-8")
    for name, size in (
        ("sparse.txt", 50 * _MB),
        ("terabyte.txt", 10**12),
        ("sparse.pdf", 10**12),
        ("sparse.zip", 10**10),
    ):
        with open(folder / name, "wb") as file:
            file.truncate(size)
    denied = folder / "denied.txt"
    denied.write_text(NEWS, encoding="utf-8")
    denied.chmod(0)
    locked = folder / "locked"
    locked.mkdir(mode=0)

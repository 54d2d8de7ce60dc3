from __future__ import annotations

import io

import pytest

from summarizer.errors import ReadError
from summarizer.readers import feed
from summarizer.readers.members import Member
from summarizer.types import Article, Failure

NEWS = "أكد وزير الخارجية، الثلاثاء، أن بلاده «لن تغلق» الحدود أمام 98 ألف شخص."
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def members(xml: str | bytes) -> list[Member]:
    return list(feed.open_members(io.BytesIO(xml if isinstance(xml, bytes) else xml.encode()), "f.xml", ()))


def rss(*items: str) -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0"?><rss version="2.0" {CONTENT}><channel><title>x</title>{body}</channel></rss>'


def article_of(member: Member) -> Article:
    assert isinstance(member.content, Article), member
    return member.content


def test_an_entry_of_rss_is_an_article_whose_whole_content_wins_over_its_description() -> None:
    (entry,) = members(
        rss(
            "<title>عنوان &amp; خبر</title><link>https://a.b/1</link><pubDate>Wed, 03 Jul 2024 00:10:00 +0300</pubDate>"
            f"<description>وصف</description><content:encoded><![CDATA[<p>{NEWS}</p><script>x</script><p>ثان <b>هنا"
            "</b></p><ul><li>أ<li>ب</ul>]]></content:encoded>"
        )
    )
    article = article_of(entry)
    assert article.text.split("\n\n") == ["عنوان & خبر", NEWS, "ثان هنا", "أ", "ب"]
    assert (article.title, article.published) == ("عنوان & خبر", "2024-07-03")
    source = article.source
    assert (source.name, source.kind, source.url) == ("f.xml/entry-1", "entry", "https://a.b/1")
    assert article.findings == ()


def test_an_entry_of_atom_is_an_article() -> None:
    (entry,) = members(
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;عنوان&lt;/b&gt;</title>'
        '<updated>2024-07-03T23:00:00-05:00</updated><link href="https://a.b/2"/>'
        f'<content type="html">&lt;p&gt;{NEWS}&lt;/p&gt;</content></entry></feed>'
    )
    article = article_of(entry)
    assert (article.text, article.title, article.published) == (f"عنوان\n\n{NEWS}", "عنوان", "2024-07-03")


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (f"<description>{NEWS}</description>", NEWS),
        ("<title>عنوان فقط</title>", "عنوان فقط"),
        ("<title>عنوان</title><description>&lt;p&gt;نص&lt;/p&gt;</description>", "عنوان\n\nنص"),
    ],
)
def test_an_entry_without_content_is_what_it_has(item: str, text: str) -> None:
    assert article_of(members(rss(item))[0]).text == text


@pytest.mark.parametrize(
    ("stated", "published"), [("2024-07-03", "2024-07-03"), ("أمس", None), ("Wed, 33 Jul 2024", None), ("", None)]
)
def test_dates_are_taken_as_they_are_written_or_not_at_all(stated: str, published: str | None) -> None:
    (entry,) = members(rss(f"<title>عنوان</title><pubDate>{stated}</pubDate>"))
    assert article_of(entry).published == published


def test_an_empty_entry_is_its_own_failure() -> None:
    first, second = members(rss("<link>https://a.b/</link>", "<title>عنوان</title>"))
    assert isinstance(first.content, Failure)
    assert (first.name, first.content.code) == ("entry-1", "read.empty")
    assert article_of(second).text == "عنوان"


def test_a_damaged_link_is_no_link() -> None:
    (entry,) = members(rss(f'<title>{NEWS}</title><link>https://a.b/<x y="').removesuffix("</item></channel></rss>"))
    assert (article_of(entry).text, article_of(entry).source.url) == (NEWS, None)


def test_what_a_damaged_feed_has_none_of_is_empty() -> None:
    entry = {"title": None, "summary": None, "content": [{"value": None}, {}], "link": None, "published": None}
    assert feed._to_entry(entry) == feed.Entry(title="", text="", date="", url="")


def test_a_feed_that_breaks_off_says_so_at_each_entry() -> None:
    entries = members(
        rss(f"<title>أ</title><description>{NEWS}</description>", "<title>ب</title>").removesuffix("</channel></rss>")
    )
    assert [[finding.code for finding in article_of(entry).findings] for entry in entries] == [["read.feed"]] * 2


def test_a_feed_in_an_old_encoding_is_read() -> None:
    xml = rss(f"<title>{NEWS}</title>").replace('"1.0"?', '"1.0" encoding="windows-1256"?')
    article = article_of(members(xml.encode("cp1256"))[0])
    assert (article.text, [finding.code for finding in article.findings]) == (NEWS, ["read.encoding"])
    assert article_of(members(xml)[0]).text == NEWS


BOMB = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 20 if i else "ب" * 20}">' for i in range(9))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "read.empty"),
        (b"/etc/hostname", "read.wrong_type"),
        (b"<html><body>x</body></html>", "read.wrong_type"),
        (b"<a><b/></a>", "read.wrong_type"),
        (b"%PDF-1.4", "read.wrong_type"),
        (bytes(range(256)), "read.binary"),
        (rss(f"<title>{NEWS}</title>").encode() + b"\xd8", "read.encoding"),
    ],
)
def test_what_is_no_feed_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ReadError) as caught:
        members(data)
    assert (caught.value.code, caught.value.source) == (code, "f.xml")


def test_entities_are_neither_multiplied_nor_fetched() -> None:
    xml = rss("<title>عنوان &a8; &x;</title>")
    doctype = f'<!DOCTYPE rss [{BOMB}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    found = members(xml.replace("<rss", f"{doctype}<rss", 1))
    assert sum(len(article_of(entry).text) for entry in found) < 1000
    assert not any("root:" in article_of(entry).text for entry in found)

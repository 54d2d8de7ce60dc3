from __future__ import annotations

import errno
import hashlib
import html
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from summarizer.errors import OptionsError, WriteError
from summarizer.findings import make_finding
from summarizer.types import ArticleBrief, Brief, Failure, Summary
from summarizer.writers import WRITERS, check_target, files, plain, write
from summarizer.writers.files import save
from summarizer.writers.html import MOST_ON_ONE_PAGE, MOST_TOLD, mark_direction
from summarizer.writers.markdown import escape
from summarizer.writers.page_names import page_names
from summarizer.writers.view import (
    count_severities,
    find_makers,
    say_count,
    say_day,
    say_models,
    view_articles,
    visible,
)
from tests.factories import Line, border_article, hostile_brief, make_article, make_brief, news_brief

CHOSEN = "Summaries: sentences of the articles, chosen, not written anew."
PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'></style></title></textarea></details><svg onload=alert(1)>",
    "<!-- --><a href=javascript:alert(1)>x</a>",
    "&lt;script&gt;&#60;b&#62;&copy;",
    "{{ 7 * 7 }}{% raw %}",
)


class Page(HTMLParser):
    """The elements of a page: (tag, attributes) in order, and all its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, attribute: str) -> list[str]:
        return [value for _, found in self.elements if (value := found.get(attribute)) is not None]


def make_pages(brief: Brief) -> dict[str, str]:
    return {path: "".join(text) for path, text in WRITERS["html"].render(brief)}


def make_index(brief: Brief) -> str:
    return make_pages(brief)["index.html"]


def make_markdown(brief: Brief) -> str:
    return "".join(dict(WRITERS["markdown"].render(brief))["briefing.md"])


def make_records(brief: Brief) -> list[dict[str, object]]:
    return [json.loads(line) for line in dict(WRITERS["jsonl"].render(brief))["briefing.jsonl"]]


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def small(*names: str) -> Brief:
    return make_brief(*(make_article(name, [Line("body", "خبر", "News.")], summary=(0,)) for name in names))


# --- the folder ---------------------------------------------------------------------------------------------------


def test_write_makes_every_format_and_returns_the_main_page_first(tmp_path: Path) -> None:
    written = write(small("a.txt", "sub/b.md"), tmp_path / "out")
    names = [path.relative_to(tmp_path / "out").as_posix() for path in written]
    assert names[:3] == ["index.html", "articles/a.txt.html", "articles/sub/b.md.html"]
    assert names[3:] == ["briefing.md", "briefing.docx", "briefing.jsonl", "figures.csv"]
    assert set(tree(tmp_path / "out")) == {*names, ".mujaz.json"}


@pytest.mark.parametrize(
    ("formats", "names"),
    [(("jsonl",), ["briefing.jsonl"]), (("jsonl", "markdown"), ["briefing.md", "briefing.jsonl"]), ((), [])],
)
def test_formats_limit_what_is_written(tmp_path: Path, formats: tuple[str, ...], names: list[str]) -> None:
    assert [path.name for path in write(small("a.txt"), tmp_path, formats=formats)] == names


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    for call in (lambda: check_target(tmp_path, ["pdf"]), lambda: write(small(), tmp_path, formats=["pdf"])):
        with pytest.raises(OptionsError, match="no format 'pdf'"):
            call()


def test_the_list_names_every_file_with_its_digest(tmp_path: Path) -> None:
    write(small("a.txt"), tmp_path)
    written = tree(tmp_path)
    listed = {entry["path"]: entry["sha256"] for entry in json.loads(written.pop(".mujaz.json"))["files"]}
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}


def test_a_second_run_replaces_its_own_files_and_gives_the_same_bytes(tmp_path: Path) -> None:
    write(news_brief(), tmp_path)
    first = tree(tmp_path)
    check_target(tmp_path)
    write(news_brief(), tmp_path)
    assert tree(tmp_path) == first


@pytest.mark.parametrize("name", ["index.html", "briefing.md", "briefing.jsonl", "articles/a.txt.html"])
def test_an_altered_file_is_refused_before_the_work_and_before_the_writing(tmp_path: Path, name: str) -> None:
    write(small("a.txt"), tmp_path)
    (tmp_path / name).write_text("my notes")
    before = tree(tmp_path)
    for call in (lambda: check_target(tmp_path), lambda: write(small("a.txt"), tmp_path)):
        with pytest.raises(WriteError, match=f"{re.escape(str(tmp_path / name))}: .*--force") as refused:
            call()
        assert refused.value.code == "write.exists"
    assert tree(tmp_path) == before
    check_target(tmp_path, force=True)
    write(small("a.txt"), tmp_path, force=True)
    assert tree(tmp_path)[name] != b"my notes"


def test_a_file_that_was_there_before_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "articles" / "a.txt.html"
    page.parent.mkdir()
    page.write_text("mine")
    with pytest.raises(WriteError, match=r"write\.exists"):
        write(small("a.txt"), tmp_path)
    assert tree(tmp_path) == {"articles/a.txt.html": b"mine"}


def test_pages_of_an_earlier_run_go_unless_somebody_altered_them(tmp_path: Path) -> None:
    write(small("a.txt", "old/b.txt", "old/c.txt", "gone/d.txt"), tmp_path)
    (tmp_path / "articles/old/c.txt.html").write_text("altered")
    write(small("a.txt"), tmp_path, force=True)
    pages = {name for name in tree(tmp_path) if name.startswith("articles/")}
    assert pages == {"articles/a.txt.html", "articles/old/c.txt.html"}
    assert not (tmp_path / "articles/gone").exists()
    assert "c.txt" not in (tmp_path / ".mujaz.json").read_text()


def test_other_formats_of_an_earlier_run_go_unless_somebody_altered_them(tmp_path: Path) -> None:
    write(small("a.txt"), tmp_path)
    (tmp_path / "briefing.md").write_text("my notes")
    write(small("b.txt"), tmp_path, formats=["jsonl"])
    assert set(tree(tmp_path)) == {"briefing.jsonl", "briefing.md", ".mujaz.json"}
    assert (tmp_path / "briefing.md").read_text() == "my notes"


@pytest.mark.parametrize("content", ["not json", "[]", '{"files": 3}', '{"files": [{"path": "x"}]}'])
def test_a_list_that_cannot_be_read_is_not_overwritten(tmp_path: Path, content: str) -> None:
    (tmp_path / ".mujaz.json").write_text(content)
    for call in (lambda: check_target(tmp_path), lambda: write(small("a.txt"), tmp_path)):
        with pytest.raises(WriteError, match=r"\.mujaz\.json.*write\.exists"):
            call()
    assert tree(tmp_path) == {".mujaz.json": content.encode()}
    assert write(small("a.txt"), tmp_path, force=True)


def test_a_list_from_somebody_else_cannot_make_us_remove_files_elsewhere(tmp_path: Path) -> None:
    victim, folder = tmp_path / "victim.html", tmp_path / "out"
    victim.write_text("precious")
    folder.mkdir()
    digest = hashlib.sha256(b"precious").hexdigest()
    paths = ["articles/../../victim.html", str(victim), "../victim.html"]
    entries = [{"path": path, "sha256": digest} for path in paths]
    (folder / ".mujaz.json").write_text(json.dumps({"files": entries}))
    write(small("a.txt"), folder)
    assert victim.read_text() == "precious"


@pytest.mark.parametrize("force", [False, True])
def test_links_that_lead_out_of_the_folder_are_not_followed(tmp_path: Path, force: bool) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "out"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / "articles").symlink_to(elsewhere)
    with pytest.raises(WriteError, match=r"link leads out.*write\.failed"):
        write(small("a.txt"), folder, force=force)
    assert tree(elsewhere) == {}


def test_a_link_in_the_place_of_a_file_is_replaced_and_not_written_through(tmp_path: Path) -> None:
    victim, folder = tmp_path / "victim", tmp_path / "out"
    victim.write_text("precious")
    folder.mkdir()
    (folder / "index.html").symlink_to(victim)
    with pytest.raises(WriteError, match=r"write\.exists"):
        write(small("a.txt"), folder)
    write(small("a.txt"), folder, force=True)
    assert victim.read_text() == "precious"
    assert not (folder / "index.html").is_symlink()


def test_check_target_changes_nothing(tmp_path: Path) -> None:
    check_target(tmp_path / "new" / "folder")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_a_coded_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    for folder in (tmp_path / "out", tmp_path / "out" / "deeper"):
        for call in (lambda: check_target(folder), lambda: write(small("a.txt"), folder)):  # noqa: B023
            with pytest.raises(WriteError, match=r"A file stands where a folder is needed.*write\.failed"):
                call()


def test_a_folder_that_may_not_be_written_to_is_found_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # the tests may run as root, who may do anything
    with pytest.raises(WriteError, match=r"Permission denied.*--to.*write\.failed"):
        check_target(tmp_path)


def test_a_path_that_is_too_long_is_a_coded_error(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"shorter path.*write\.failed"):
        check_target(tmp_path / ("x" * 300))
    with pytest.raises(WriteError, match=r"shorter path.*write\.failed"):
        write(small("a.txt"), tmp_path / ("x" * 300))


def test_a_full_disk_leaves_the_earlier_briefing_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(small("a.txt"), tmp_path)
    before, synced = tree(tmp_path), []

    def full(handle: int) -> None:
        synced.append(handle)
        if len(synced) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(WriteError, match=r"No space left.*Free some space.*write\.failed"):
        write(small("a.txt", "b.txt"), tmp_path)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("moves", range(7))
def test_a_run_cut_off_anywhere_is_taken_up_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    class Killed(BaseException):
        pass

    write(small("a.txt", "b.txt"), tmp_path)
    real, done = Path.replace, []

    def dying(self: Path, target: Path) -> Path:
        if len(done) == moves:
            raise Killed
        done.append(target)
        return real(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", dying)
        patched.setattr("shutil.rmtree", lambda *args, **kwargs: None)  # the dead clean nothing up
        patched.setattr(os, "getpid", lambda: 2**30)  # no process has this number
        with pytest.raises(Killed):
            write(small("a.txt", "c.txt"), tmp_path)
    check_target(tmp_path)
    write(small("a.txt", "c.txt"), tmp_path)
    clean = tmp_path / "clean"
    write(small("a.txt", "c.txt"), clean)
    expected = tree(clean)
    assert {name: content for name, content in tree(tmp_path).items() if not name.startswith("clean/")} == expected


def test_two_runs_into_one_folder_leave_each_other_s_new_files_alone(tmp_path: Path) -> None:
    def made(name: str, between: Callable[[], object]) -> Iterator[tuple[str, str]]:
        yield f"{name}.md", name
        between()
        yield f"{name}.html", name

    save(tmp_path, made("one", lambda: save(tmp_path, made("two", lambda: None), force=False)), force=False)
    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("one.*")} == {
        "one.md": "one",
        "one.html": "one",
    }
    assert not list(tmp_path.glob(".mujaz-new*"))


def test_a_large_file_is_written_while_it_is_made(tmp_path: Path) -> None:
    sizes: list[int] = []

    def made() -> Iterator[str]:
        for _ in range(3):
            yield "x" * 100_000
            sizes.extend(path.stat().st_size for path in tmp_path.glob(f"{files.STAGING}-*/large.txt"))

    save(tmp_path, [("large.txt", made())], force=False)
    assert sizes == [100_000, 200_000, 300_000]


def test_the_list_of_many_files_is_written_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces: list[str] = []
    stage = files._stage

    def spy(path: Path, content: files.Content) -> str:
        if path.name == files.LIST:
            pieces[:] = list(map(str, content))
            content = iter(pieces)
        return stage(path, content)

    monkeypatch.setattr(files, "_stage", spy)
    names = [f"{n}.txt" for n in range(30)]
    save(tmp_path, [(name, name) for name in names], force=False)
    assert [entry["path"] for entry in json.loads("".join(pieces))["files"]] == sorted(names)
    assert 64 <= max(map(len, pieces)) < 128, "a digest, and never two"


# --- page names ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("a.txt", "a.txt.html"),
        ("sub/a.txt", "sub/a.txt.html"),
        ("أخبار/خبر ١.txt", "أخبار/خبر ١.txt.html"),
        (".hidden/a.b.md", ".hidden/a.b.md.html"),
        ("../a.txt", "_..-5ec1f7e7/a.txt.html"),
        ("/etc/passwd", "_-e3b0c442/etc/passwd.html"),
        ("C:\\a.txt", "_C__a.txt-a85e1387.html"),
        ("con/nul.txt", "_con-81a3a1ab/_nul.txt-97bb5d20.html"),
        ("a//b./c.txt", "a/_-e3b0c442/_b.-f5de1e1f/c.txt.html"),
        ("x.html/a.txt", "_x.html-72c7f10f/a.txt.html"),
        ("", "_-e3b0c442.html"),
    ],
)
def test_a_page_is_named_after_its_source(source: str, page: str) -> None:
    blank = re.compile(r"-[0-9a-f]{8}(?=[/.])")
    assert blank.sub("-", page_names([source])[0]) == blank.sub("-", page)


def test_names_that_only_case_or_nothing_tells_apart_get_a_page_each() -> None:
    assert page_names(["a.txt", "A.txt", "a.txt"]) == ("a.txt.html", "A.txt-2.html", "a.txt-3.html")


@given(
    st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])) | st.sampled_from(["a/b", "A/b", "..", "/"]))
)
def test_pages_never_leave_the_folder_and_never_meet(sources: list[str]) -> None:
    pages = page_names(sources)
    assert len({page.casefold() for page in pages}) == len(sources)
    for page in pages:
        parts = page.split("/")
        assert not {"", ".", ".."} & set(parts)
        assert not re.search(r'[<>:"\\|?*\x00-\x1f]', page)
        assert all(len(part.encode()) <= 255 for part in parts)
        assert page.endswith(".html")
        assert not any(part.lower().endswith(".html") for part in parts[:-1])


def test_a_long_name_is_shortened_and_still_its_own(tmp_path: Path) -> None:
    names = ["خبر " * 60 + ending for ending in ("1.txt", "2.txt")]
    first, second = page_names(names)
    assert first != second
    assert len(write(small(*names), tmp_path, formats=["html"])) == 3


@pytest.mark.parametrize("folders", ["a/" * 1200, "خبر عاجل جدا/" * 90, f"{'b' * 200}/" * 20])
def test_folders_too_deep_for_a_file_system_are_mirrored_as_far_as_it_goes(folders: str, tmp_path: Path) -> None:
    sources = [f"{folders}{name}" for name in ("1.txt", "2.txt")]
    for page, name in zip(page_names(sources), ("1.txt", "2.txt"), strict=True):
        *kept, inner, last = page.split("/")
        assert folders.startswith("/".join(kept))
        assert (len(kept) <= 50, len(page.encode()) < 1300, last) == (True, True, f"{name}.html")
        assert inner.startswith("_")
    assert len(write(small(*sources), tmp_path, formats=["html"])) == 3


# --- views --------------------------------------------------------------------------------------------------------


def test_numbers_dates_and_plurals() -> None:
    assert [say_count(n, "article") for n in (0, 1, 2, 1200)] == [
        "0 articles",
        "1 article",
        "2 articles",
        "1,200 articles",
    ]
    dates = ("2022-09-27", "2022-09-28T06:30:00+03:00", "yesterday", "2022-13-01")
    assert [say_day(date, None) for date in dates] == [
        "27 September 2022",
        "28 September 2022",
        "yesterday",
        "2022-13-01",
    ]
    assert [say_day(None, date) for date in ("--09-27", None)] == ["dateline: 27 September", ""]
    assert say_day("2022-09-27", "--09-26") == "27 September 2022"


def test_every_finding_is_shown_once_and_at_its_place() -> None:
    article = border_article()
    doubts = view_articles(make_brief(article))[0].doubts
    assert [(d.finding.code, d.anchor, d.words) for d in doubts] == [
        ("clean.no_title", "a1", "article 1, whole article"),
        ("translate.unsure", "a1-s9", "article 1, sentence 9"),
    ]
    assert count_severities(doubts) == (("warning", 1), ("note", 1))


def test_a_summary_sentence_taken_from_the_article_shows_that_sentence_s_findings() -> None:
    index = Page(make_index(news_brief())).words
    assert index.count("The source says 9") == 3  # in the list, in the summary, in the text
    (found,) = make_records(news_brief())[0]["summary"]["sentences"][2]["findings"]  # type: ignore[index]
    assert found["code"] == "number.missing"


def test_a_summary_sentence_with_its_own_words_has_its_own_findings() -> None:
    doubt = make_finding("translate.loop", "The translation repeats itself.", where=0)
    article = make_article("a.txt", [Line("body", "خبر", "News.")], summary=(0,), summary_findings=(doubt,))
    article = replace(article, summary=replace(article.summary, sentences=("غيره",), method="abstractive"))
    assert [d[1:] for d in view_articles(make_brief(article))[0].doubts] == [(1, "a1-sum1", "summary 1")]


def abstractive(**fields: object) -> ArticleBrief:
    """An article of one sentence with a summary of one sentence that a model wrote."""
    article = make_article("a.txt", [Line("body", "خبر", "News.")], summary=(0,))
    said = {"sentences": ("غيره",), "evidence": ((0,),), "method": "abstractive", "model": "xlsum"} | fields
    pairs = tuple((text, "Other.") for text in said["sentences"])  # type: ignore[attr-defined]
    return replace(
        article,
        summary=Summary(**said),  # type: ignore[arg-type]
        summary_translation=replace(article.summary_translation, pairs=pairs),
    )


def test_a_doubt_about_the_summary_is_told_once_and_stands_at_its_sentence() -> None:
    doubt = make_finding("summary.number", "The summary says 9.", where=0, about="summary")
    whole = make_finding("summary.partly_read", "It read a half.", about="summary")
    article = replace(abstractive(findings=(doubt, whole)), findings=(doubt, whole))
    (view,) = view_articles(make_brief(article))
    assert [d[1:] for d in view.doubts] == [(1, "a1", "whole article"), (1, "a1-sum1", "summary 1")]
    assert view.summary[0].findings == (doubt,)
    assert view.lines[0].findings == ()
    assert Page(make_index(make_brief(article))).words.count("The summary says 9.") == 2  # in the list, at the sentence


def test_a_replaced_sentence_shows_why_and_what_is_doubted_in_it() -> None:
    why = make_finding("summary.replaced", "The check said: no.", where=0, about="summary")
    doubt = make_finding("number.missing", "The source says 9.", where=0)
    article = abstractive(sentences=("خبر",), replaced=(0,), findings=(why,))
    article = replace(article, summary_translation=article.translation, findings=(doubt, why))
    (part,) = view_articles(make_brief(article))[0].summary
    assert part.findings == (why, doubt)
    (record,) = make_records(make_brief(article))[0]["summary"]["sentences"]  # type: ignore[index]
    assert (record["replaced"], record["text"]) == (True, "خبر")


def test_a_summary_written_in_english_has_no_arabic() -> None:
    brief = make_brief(abstractive(sentences=("Other.",), language="en"))
    (record,) = make_records(brief)[0]["summary"]["sentences"]  # type: ignore[index]
    assert (record["text"], record["english"]) == (None, "Other.")
    assert "there is no Arabic of this sentence" in Page(make_index(brief)).words
    assert "(1) Other.\n\nFrom sentence 1." in make_markdown(brief)
    assert plain.render(brief, "summary").endswith("\nOther.")


def test_a_summary_sentence_with_nothing_behind_it_says_so() -> None:
    brief = make_brief(abstractive(evidence=((),)))
    assert "From no sentence of the article" in Page(make_index(brief)).words
    assert "From no sentence of the article." in make_markdown(brief)


@pytest.mark.parametrize(("count", "told"), [(MOST_TOLD, True), (MOST_TOLD + 1, False)])
def test_of_many_doubts_the_box_lists_the_places(count: int, told: bool) -> None:
    doubts = [make_finding("number.added", f"Number {n}.", where=n % 4) for n in range(count)]
    article = make_article("a.txt", [Line("body", f"خبر {n}", "News.") for n in range(4)], findings=doubts)
    for name, text in make_pages(make_brief(article)).items():
        box = text.partition('id="doubts"')[2].partition("</section>")[0]
        assert ("Number 3." in box) == told
        words = " ".join(Page(box).words.split())
        prefix = "Article 1: " if name == "index.html" else ""
        meaning = "A number of the translation is not in the source."
        assert (f"{count} errors {meaning} {prefix}Sentence 1, 2, 3, 4" in words) == (not told)
        assert set(Page(box).all("href")) == {"#a1-s1", "#a1-s2", "#a1-s3", "#a1-s4"}


@pytest.mark.parametrize(
    ("caution", "said"),
    [
        ("", f"Translated by mujaz-ar-en. {CHOSEN}"),
        ("No model was used.", f"No model was used. {CHOSEN}"),
    ],
)
def test_what_is_to_be_said_of_a_model_is_said_on_every_page(caution: str, said: str) -> None:
    article = replace(border_article(), signature=(("caution", caution),))
    texts = (*make_pages(make_brief(article, article)).values(), make_markdown(make_brief(article)))
    assert all(said in html.unescape(text) for text in texts)


def test_it_is_said_in_plain_words_how_summaries_were_made() -> None:
    chosen = border_article()
    written = replace(chosen, summary=replace(chosen.summary, method="abstractive", model="xlsum"))
    assert say_models(map(find_makers, [chosen, written, chosen])) == (
        f"Translated by mujaz-ar-en. {CHOSEN} Summaries: written by xlsum, a model."
    )
    said = say_models(map(find_makers, [chosen, written]), "ar")
    assert said.endswith("جمل مختارة من المقالات، لم تُصَغ من جديد. الملخصات: كتبها النموذج xlsum.")
    assert say_models([]) == ""


def test_passages_hold_every_line_once_and_in_order() -> None:
    for view in view_articles(news_brief()):
        assert [line for passage in view.passages for line in passage.lines] == list(view.lines)
        assert all(line.set_aside == passage.set_aside for passage in view.passages for line in passage.lines)


# --- records ------------------------------------------------------------------------------------------------------


def test_a_record_holds_the_article_field_by_field() -> None:
    lines = [Line("title", "عنوان", "Title"), Line("body", "خبر.", "News."), Line("body", "رقم.", None, joined=True)]
    finding = make_finding("translate.empty", "The model gave no translation.", where=2)
    article = make_article(
        "a.txt", lines, summary=(1,), findings=(finding, make_finding("read.encoding", "Windows-1256.")), byline="كاتب"
    )
    record = {
        "kind": "article",
        "source": "a.txt",
        "url": None,
        "title": "عنوان",
        "title_english": "Title",
        "byline": "كاتب",
        "published": None,
        "format": "text",
        "text": "عنوان\n\nخبر. رقم.",
        "summary": {
            "method": "extractive",
            "model": None,
            "sentences": [{"text": "خبر.", "english": "News.", "evidence": [1], "replaced": False, "findings": []}],
        },
        "sentences": [
            {"text": "عنوان", "plain": "عنوان", "start": 0, "end": 5, "role": "title", "paragraph": 0}
            | {"english": "Title", "score": -0.412, "findings": []},
            {"text": "خبر.", "plain": "خبر.", "start": 7, "end": 11, "role": "body", "paragraph": 1}
            | {"english": "News.", "score": -0.412, "findings": []},
            {"text": "رقم.", "plain": "رقم.", "start": 12, "end": 16, "role": "body", "paragraph": 1}
            | {"english": None, "score": None}
            | {"findings": [{"code": finding.code, "severity": "error", "message": finding.message}]},
        ],
        "facts": {"figures": [], "attributions": [], "dates": [], "dateline": None},
        "findings": [{"code": "read.encoding", "severity": "note", "message": "Windows-1256."}],
        "signature": dict(article.signature),
    }
    (found,) = make_records(make_brief(article))
    assert found == record
    assert list(found) == list(record)
    assert [list(s) for s in found["sentences"]] == [list(s) for s in record["sentences"]]  # type: ignore[attr-defined]


def test_a_record_stays_on_its_line_for_every_reader_of_lines() -> None:
    words = "خبر \u2028 \u2029 \x85 \x0b \x1c \r \x00 نهاية"
    brief = make_brief(make_article("a.txt", [Line("body", words, words)]))
    text = "".join(dict(WRITERS["jsonl"].render(brief))["briefing.jsonl"])
    assert len(text.splitlines()) == 1
    assert json.loads(text)["text"] == words
    assert "خبر" in text  # Arabic is not escaped


def test_records_tell_nothing_of_the_machine() -> None:
    assert "/home/user" not in "".join(line for _, lines in WRITERS["jsonl"].render(news_brief()) for line in lines)


def test_docs_name_every_field_of_a_record() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "briefing-record.md").read_text(encoding="utf-8")
    record = make_records(news_brief())[0]
    parts = [record, record["summary"], record["summary"]["sentences"][2], record["sentences"][10]]  # type: ignore[index]
    parts.append(record["sentences"][10]["findings"][0])  # type: ignore[index]
    assert [name for part in parts for name in part if f"| `{name}` |" not in docs] == []  # type: ignore[attr-defined]


# --- the page -----------------------------------------------------------------------------------------------------


def test_every_link_on_every_page_leads_somewhere() -> None:
    pages = {name: Page(text) for name, text in make_pages(news_brief()).items()}
    for name, page in pages.items():
        ids = page.all("id")
        assert len(set(ids)) == len(ids)
        for link in page.all("href"):
            path, _, anchor = unquote(link).partition("#")
            if path == "data:,":
                continue
            target = os.path.normpath(os.path.join(os.path.dirname(name), path)) if path else name
            assert not anchor or anchor in pages[target].all("id"), link


def test_each_sentence_is_linked_to_its_arabic_and_back() -> None:
    page = Page(make_index(news_brief()))
    ids, links = set(page.all("id")), page.all("href")
    for view in view_articles(news_brief()):
        for line in view.lines:
            here = f"a{view.number}-s{line.number}"
            assert {here, f"{here}-ar"} <= ids
            assert f"#{here}" in links
            assert f"#{here}-ar" in links


@pytest.mark.parametrize(("count", "whole"), [(MOST_ON_ONE_PAGE, True), (MOST_ON_ONE_PAGE + 1, False)])
def test_a_large_briefing_lists_its_articles_instead_of_holding_them(count: int, whole: bool) -> None:
    pages = make_pages(small(*(f"a b/{number}%.txt" for number in range(count))))
    index = Page(pages["index.html"])
    assert len(pages) == count + 1
    assert ("article" in [tag for tag, _ in index.elements]) == whole
    linked = {unquote(link) for link in index.all("href")} & set(pages)
    assert linked == (set() if whole else set(pages) - {"index.html"})


def test_the_page_is_honest_about_what_is_missing() -> None:
    words = Page(make_index(news_brief())).words
    assert "No title was found" in words
    assert words.count("Not translated") == 2
    assert "Made by machine for triage, not for quotation." in words
    assert f"Translated by mujaz-ar-en. {CHOSEN}" in words
    assert re.search(r"scan\.pdf\s+no reader knows this type of file\s+read\.unsupported", words)
    assert re.search(r"3 errors\s", words)


def test_an_empty_briefing_still_says_what_happened() -> None:
    failed = Failure(source="a.txt", code="read.empty", message="the file holds no text")
    brief = make_brief(failures=[failed])
    for words in (Page(make_index(brief)).words, make_markdown(brief)):
        assert "0 articles from Arabic" in words
        assert "the file holds no text" in words
    assert [record["kind"] for record in make_records(brief)] == ["left_out"]


def test_an_article_without_a_summary_says_so() -> None:
    brief = make_brief(make_article("a.txt", [Line("boilerplate", "رئيس التحرير", "Editor")]))
    assert "No summary could be made." in Page(make_index(brief)).words
    assert "No summary could be made." in make_markdown(brief)
    assert make_records(brief)[0]["summary"] == {"method": "extractive", "model": None, "sentences": []}


def test_an_article_without_findings_is_not_called_right() -> None:
    assert "a wrong word they cannot see" in Page(make_index(small("a.txt"))).words


def test_every_block_of_arabic_says_its_language_and_direction() -> None:
    page = Page(make_index(news_brief()))
    arabic = [found for _, found in page.elements if found.get("lang") == "ar"]
    assert arabic
    assert all(found["dir"] == "rtl" for found in arabic)
    assert all("lang" in found and "dir" in found for tag, found in page.elements if tag == "html")


@pytest.mark.parametrize(
    ("text", "base", "marked"),
    [
        ("Plain words.", "en", "Plain words."),
        ("the “غفلان” of", "en", "the “<bdi lang='ar' dir='rtl'>غفلان</bdi>” of"),
        ("says 9 (“9 طائرات”).", "en", "says 9 (“<bdi lang='ar' dir='rtl'>9 طائرات</bdi>”)."),
        ("وكالة رويترز said", "en", "<bdi lang='ar' dir='rtl'>وكالة رويترز</bdi> said"),
        ("طراز إل-76 landed", "en", "<bdi lang='ar' dir='rtl'>طراز إل-76</bdi> landed"),
        ("تامة [in Russia]قال", "ar", "تامة [<bdi lang='en' dir='ltr'>in Russia</bdi>]قال"),
        ('مركز "Talap"،', "ar", "مركز &#34;<bdi lang='en' dir='ltr'>Talap</bdi>&#34;،"),
        ("مقاتلة F-16 و 5", "ar", "مقاتلة <bdi lang='en' dir='ltr'>F-16</bdi> و 5"),
        ("هبوط 9 طائرات", "ar", "هبوط 9 طائرات"),
        ("a\x00b\u2028c <b>", "en", "a\ufffdb c &lt;b&gt;"),
    ],
)
def test_pieces_of_the_other_direction_are_isolated(text: str, base: str, marked: str) -> None:
    assert str(mark_direction(text, base)) == marked.replace("'", '"')  # type: ignore[arg-type]


@given(st.text(alphabet="aZ9 -.\"“”«»<>&'غةاب،٣") | st.text(), st.sampled_from(["en", "ar"]))
def test_isolating_loses_and_adds_no_character(text: str, base: str) -> None:
    marked = re.sub(r'<bdi lang="(ar|en)" dir="(rtl|ltr)">|</bdi>', "", str(mark_direction(text, base)))  # type: ignore[arg-type]
    assert "<" not in marked
    assert html.unescape(marked) == visible(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_word_of_an_article_becomes_markup(payload: str) -> None:
    tame, wild = make_pages(hostile_brief("x")), make_pages(hostile_brief(payload))
    for harmless, hostile in zip(map(Page, tame.values()), map(Page, wild.values()), strict=True):
        strip = lambda page: [(tag, sorted(found)) for tag, found in page.elements if tag != "bdi"]  # noqa: E731
        assert strip(hostile) == strip(harmless)
        assert payload in hostile.words
        assert all(link.startswith(("#", "articles/", "../", "data:,")) for link in hostile.all("href"))


def test_the_page_fetches_nothing() -> None:
    text = make_index(news_brief())
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in text
    assert not re.search(r"https?:|@import|url\(|<script|<link(?! rel=\"icon\" href=\"data:,\")", text)


def contrasts() -> Iterator[tuple[str, str, float]]:
    style = (Path(files.__file__).parents[1] / "templates" / "style.css").read_text(encoding="utf-8")
    light, dark = (dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in style.split(":root {")[1:3])
    for scheme, colours in (("light", light), ("dark", dark)):
        for ink in ("ink", "quiet", "link", "error", "warning", "note"):
            for paper in ("paper", "tint"):
                lighter, darker = sorted((luminance(colours[ink]), luminance(colours[paper])), reverse=True)
                yield scheme, f"{ink} on {paper}", (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_words_has_the_contrast_of_wcag_aa() -> None:
    found = list(contrasts())
    assert len(found) == 24
    assert [(scheme, pair, ratio) for scheme, pair, ratio in found if ratio < 4.5] == []


# --- Markdown -----------------------------------------------------------------------------------------------------


def test_markdown_holds_the_same_in_the_same_order() -> None:
    text, brief = make_markdown(news_brief()), news_brief()
    place = 0
    for article in brief.articles:
        for line, (_, english) in zip(article.document.sentences, article.translation.pairs, strict=True):
            number = article.document.sentences.index(line) + 1
            place = text.index(f"({number}) ", place)
            assert escape(english or line.plain) in text[place:]
            assert f"> ({number}) {escape(line.plain)}" in text[place:]
    assert "- **Error**, article 1, sentence 11: The source says 9" in text
    assert "- **Error**, sentence (11): The source says 9" in text
    assert "(16) *not translated:* وقال" in text
    assert "Set aside: 2 lines" in text


@pytest.mark.parametrize(
    "payload",
    [
        *PAYLOADS,
        "# heading",
        "- item",
        "1. item",
        "> quote",
        "```python",
        "*a* **b** _c_ __d__ ~~e~~",
        "[a](https://example.com) ![b](c) [d]: e",
        "<https://example.com> https://example.com www.example.com a@example.com",
        "| a | b |",
        "---",
        "===",
        "title #",
        "\\* back\\slash \\",
        "snake_case_name 2022_09",
    ],
)
def test_no_word_of_an_article_becomes_markdown(payload: str) -> None:
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tame, wild = (reader.parse(make_markdown(hostile_brief(words))) for words in ("x", payload))
    assert [token.type for token in wild] == [token.type for token in tame]
    kinds = {child.type for token in wild for child in token.children or ()}
    assert kinds <= {"text", "softbreak", "strong_open", "strong_close", "em_open", "em_close"}
    shown = "\n".join("".join(child.content for child in token.children or ()) for token in wild)
    said = "\n".join(t.content for t in tame if t.type == "inline")
    assert shown.lower().count(payload.lower()) == said.lower().count("x ") > 10  # a headline begins with a capital


@given(st.text() | st.text(alphabet="aW1.- +>=#*_`[]()<&~|:/\\\n"))
def test_escaped_text_reads_as_itself(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(escape(text))
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    children = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in children} <= {"text"}
    assert "".join(child.content for child in children) == visible(text).strip()


def test_an_unclosed_quotation_is_marked_in_time() -> None:
    text = "قال “" + "كلمة " * 40_000 + "word " * 40_000  # the square of its length would take hours
    assert str(mark_direction(text, "en")).count("كلمة") == 40_000

from __future__ import annotations

from pathlib import Path

import pytest

from summarizer.brief import run_signature
from summarizer.engines import Card, Decoding
from summarizer.engines.base import make_search
from summarizer.errors import OptionsError
from summarizer.options import Options, read_options


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_later_word_wins(elsewhere: Path) -> None:
    assert read_options(environ={}).summary_sentences == 3
    (elsewhere / "mujaz.toml").write_text("summary_sentences = 4\nbeam_size = 2\n")
    assert read_options(environ={}).summary_sentences == 4
    environ = {"MUJAZ_SUMMARY_SENTENCES": "5"}
    assert read_options(environ=environ).summary_sentences == 5
    options = read_options({"summary_sentences": 6, "beam_size": None}, environ=environ)
    assert (options.summary_sentences, options.beam_size) == (6, 2)


def test_the_environment_can_name_the_file(elsewhere: Path) -> None:
    (elsewhere / "other.toml").write_text('formats = ["html"]\nforce = true\n')
    options = read_options(environ={"MUJAZ_OPTIONS": str(elsewhere / "other.toml")})
    assert (options.formats, options.force) == (("html",), True)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("FORCE", "yes", True),
        ("FORCE", "0", False),
        ("FORMATS", "html, jsonl", ("html", "jsonl")),
        ("COLUMNS", "text=body, title=head line", ("text=body", "title=head line")),
        ("FETCH", "yes", True),
        ("MODEL", "x", "x"),
        ("STRICT", "off", ""),
    ],
)
def test_the_environment_is_text(name: str, text: str, value: object) -> None:
    assert getattr(read_options(environ={f"MUJAZ_{name}": text}), name.lower()) == value


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"engine": "gpt"}, "ct2, echo, hf"),
        ({"compute_type": "int4"}, "float32, int8"),
        ({"device": "tpu"}, "auto, cpu, cuda"),
        ({"strict": "fatal"}, "note, warning, error"),
        ({"summary_sentences": 0}, "1 to 10"),
        ({"beam_size": 99}, "0 to 16"),
        ({"formats": ("html", "pdf")}, "html, jsonl, markdown"),
        ({"formats": ()}, "html, jsonl, markdown"),
        ({"columns": ("body",)}, "ROLE=COLUMN, with the role one of text, title, date, url, id"),
        ({"columns": ("author=by",)}, "ROLE=COLUMN"),
        ({"fetch": True, "offline": True}, "Leave out fetch or offline"),
        ({"summary_route": "detour"}, "translate, direct"),
        ({"summary_route": "direct", "summary": "extractive"}, "translate"),
    ],
)
def test_an_impossible_value_is_refused_with_what_is_possible(given: dict[str, object], named: str) -> None:
    with pytest.raises(OptionsError) as caught:
        Options(**given)  # type: ignore[arg-type]
    assert caught.value.code == "options.value"
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no toml at all [", "options.file"),
        (b"model = '\xff\xfe'", "options.file"),
        (b"colour = 1", "options.unknown"),
        (b'beam_size = "x"', "options.value"),
        (b"beam_size = true", "options.value"),
        (b"formats = 5", "options.value"),
    ],
)
def test_a_bad_options_file_is_a_coded_error(elsewhere: Path, content: bytes, code: str) -> None:
    (elsewhere / "mujaz.toml").write_bytes(content)
    with pytest.raises(OptionsError) as caught:
        read_options(environ={})
    assert caught.value.code == code


@pytest.mark.parametrize(("name", "text"), [("BEAM_SIZE", "many"), ("BEAM_SIZE", "--5"), ("FORCE", "perhaps")])
def test_a_bad_environment_is_a_coded_error(name: str, text: str) -> None:
    with pytest.raises(OptionsError) as caught:
        read_options(environ={f"MUJAZ_{name}": text})
    assert caught.value.code == "options.value"


def test_a_missing_named_file_is_an_error() -> None:
    with pytest.raises(OptionsError, match="nowhere"):
        read_options(environ={"MUJAZ_OPTIONS": "nowhere.toml"})


def test_decoding_follows_the_options() -> None:
    assert Options(beam_size=2).decoding == Decoding(beam_size=2)
    assert Options().decoding == Decoding()


@pytest.mark.parametrize(("asked", "advice", "taken"), [(0, 5, 5), (2, 5, 2), (0, None, 4), (3, None, 3)])
def test_the_beam_is_what_was_asked_for_or_what_the_makers_advise(asked: int, advice: int | None, taken: int) -> None:
    card = Card(
        name="x",
        digest="",
        engine="",
        max_input_tokens=9,
        max_output_tokens=9,
        licence="",
        advice=(("beam_size", advice),) if advice else (),
        revision="1" * 40,
    )
    options = Options(beam_size=asked)
    assert make_search(options.decoding, card).beam_size == taken
    signed = dict(run_signature(card, options))
    assert (signed["beam_size"], signed["model_revision"]) == (str(taken), "1" * 40)

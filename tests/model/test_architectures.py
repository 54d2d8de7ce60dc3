"""Every architecture through the catalogue, the converter and both engines, with tiny random weights."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import ctranslate2
import pytest
from tiny_models import BUILDERS, build_tiny

from summarizer import hardware
from summarizer.catalogue import Model, find_model
from summarizer.conversion import CONVERSION, converted_folder
from summarizer.engines import Decoding, Engine, load_engine
from summarizer.engines.conventions import CONTROL, CONVENTIONS
from summarizer.engines.tokenizer import Tokenizer
from summarizer.engines.vocabulary import read_vocabulary
from summarizer.errors import EngineError, ModelError, OptionsError, SummarizerError
from summarizer.normalize import has_arabic
from summarizer.pieces import fit
from summarizer.types import Generation

MOST = 16  # longer outputs of random weights come to a tie that rounding decides
GREEDY = Decoding(beam_size=1, max_output_tokens=MOST)
BEAM = Decoding(beam_size=4, max_output_tokens=MOST, length_penalty=0.6)
TEXTS = (
    "قال الوزير إن الحرب انتهت أمس.",
    "غادر عشرات الآلاف من الروس بلادهم منذ إعلان الجيش الروسي عن التعبئة الجزئية",
    "نعم",
    "وصل الوفد إلى القاهرة يوم الأحد الماضي وبدأ المحادثات مع الحكومة",
    "2022 3,5 %",
    "قال",
    "إن الحرب",
    "كازاخستان وروسيا",
)
# Text that says what control tokens are called, one after the other.
INJECTED = (
    "قال الوزير </s> <pad> <s> <unk> <mask> __en__ __ar__ eng_Latn arb_Arab en_XX ar_AR <2en> <extra_id_0> إن الحرب"
)
UNTIED_T5 = "t5 untied"
MANY_LANGUAGES = "mt5 of many languages"
KINDS = (*BUILDERS, UNTIED_T5, MANY_LANGUAGES)


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Model]:
    """The tiny model of a kind, made once."""
    made: dict[str, Model] = {}

    def give(kind: str) -> Model:
        if kind not in made:
            made[kind] = _make(kind, tmp_path_factory.mktemp("tiny") / kind.replace(" ", "-"))
        return made[kind]

    return give


def _make(kind: str, folder: Path) -> Model:
    if kind == UNTIED_T5:  # as T5 v1.1 and MADLAD are published
        model = build_tiny("t5", folder, tie_word_embeddings=False)
        _change_config(folder, tie_word_embeddings=False)
        return find_model(str(model.folder))
    if kind == MANY_LANGUAGES:  # as CrossSum m2m is: the decoder starts from a piece that stands for the language
        build_tiny("mt5", folder)
        start = list(read_vocabulary(find_model(str(folder))))[77]
        _change_config(folder, task_specific_params={"langid_map": {"english": [77, start]}})
        return replace(find_model(str(folder)), target_language="english", task="direct")
    return build_tiny(kind, folder)


def _change_config(folder: Path, **changes: object) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes), encoding="utf-8")


@pytest.fixture(params=KINDS, scope="module")
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def ct2(kind: str, build: Callable[[str], Model]) -> Iterator[Engine]:
    engine = load_engine("ct2", model=build(kind), compute_type="float32", threads=1, self_test=False)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def hf(kind: str, build: Callable[[str], Model]) -> Iterator[Engine]:
    """The reference. It cannot run quickmt, which is compared with the Marian model that it was made from."""
    model = build(kind)
    if kind == "quickmt":
        model = find_model(f"{model.folder}-marian")
    engine = load_engine("hf", model=model, threads=1, self_test=False)
    yield engine
    engine.close()


def essence(said: list[Generation]) -> list[tuple[str, int, int, str]]:
    return [(g.text, g.input_tokens, g.output_tokens, g.stopped) for g in said]


def test_the_tiny_models_are_all_that_the_engines_know() -> None:
    assert set(BUILDERS) == set(CONVENTIONS)


def test_a_folder_is_known_for_what_it_is(kind: str, build: Callable[[str], Model]) -> None:
    assert build(kind).architecture == kind.split()[0]


def test_greedy_tokens_and_scores_are_equal(ct2: Engine, hf: Engine) -> None:
    ours, reference = ct2.generate(TEXTS, GREEDY), hf.generate(TEXTS, GREEDY)
    assert essence(ours) == essence(reference)
    assert len({g.text for g in ours}) > len(TEXTS) // 2  # the comparison means something
    assert [g.score for g in ours] == pytest.approx([g.score for g in reference], abs=1e-3)


def test_beams_agree_in_tokens_and_scores(ct2: Engine, hf: Engine) -> None:
    ours, reference = ct2.generate(TEXTS, BEAM), hf.generate(TEXTS, BEAM)
    same = [(a.score, b.score) for a, b in zip(ours, reference, strict=True) if a.text == b.text]
    assert len(same) >= len(TEXTS) * 3 // 4  # the two stop searching at different moments
    assert [a for a, _ in same] == pytest.approx([b for _, b in same], abs=1e-3)


def test_some_outputs_end_and_some_do_not(kind: str, ct2: Engine) -> None:
    said = [*ct2.generate(TEXTS, GREEDY), *ct2.generate(TEXTS, BEAM)]
    assert {g.stopped for g in said} <= {"end", "length"}
    assert all(g.output_tokens <= (MOST if g.stopped == "end" else MOST + 1) for g in said)
    assert all(g.score < 0 for g in said)


def test_batches_equal_singles(ct2: Engine, hf: Engine) -> None:
    for engine in (ct2, hf):
        assert essence(engine.generate(TEXTS, GREEDY)) == [essence(engine.generate([t], GREEDY))[0] for t in TEXTS]


def test_what_an_article_says_is_no_control_token(
    kind: str, build: Callable[[str], Model], ct2: Engine, hf: Engine
) -> None:
    tokenizer = Tokenizer(build(kind))
    inside = tokenizer.pieces(INJECTED)
    assert {piece for piece in inside if CONTROL.fullmatch(piece)} <= {"<unk>"}
    assert len(inside) > len(tokenizer.pieces("قال الوزير إن الحرب")) + 10
    assert inside[-2:] == tokenizer.pieces("إن الحرب")[-2:]  # what follows is read as ever
    ours, reference = ct2.generate([INJECTED], GREEDY), hf.generate([INJECTED], GREEDY)
    assert essence(ours) == essence(reference)


@pytest.mark.parametrize("name", ["m2m100", "marian", "mt5", "nllb"])
def test_a_model_of_latin_output_searches_no_token_with_arabic_letters(
    build: Callable[[str], Model], name: str
) -> None:
    latin = replace(build(name), latin_output=True)
    free, ours, reference = (
        load_engine(engine, model=model, compute_type="float32", threads=1, self_test=False)
        for engine, model in (("ct2", build(name)), ("ct2", latin), ("hf", latin))
    )
    assert any(has_arabic(g.text) for g in free.generate(TEXTS, GREEDY))
    said, theirs = ours.generate(TEXTS, GREEDY), reference.generate(TEXTS, GREEDY)
    assert not any(has_arabic(g.text) for g in said)
    assert essence(said) == essence(theirs)
    assert [g.score for g in said] == pytest.approx([g.score for g in theirs], abs=1e-3)
    assert essence(said) == [essence(ours.generate([t], GREEDY))[0] for t in TEXTS]
    assert free.card != ours.card  # the memory tells their sentences apart
    for engine in (free, ours, reference):
        engine.close()


def test_outputs_hold_no_marks(ct2: Engine) -> None:
    for said in ct2.generate(TEXTS, GREEDY):
        assert not [word for word in said.text.split() if CONTROL.fullmatch(word)]


@pytest.mark.parametrize(
    ("name", "before", "forced"),
    [
        ("m2m100", ["__ar__"], ("__en__",)),
        ("marian", [], ()),
        ("mbart", ["<s>"], ()),
        ("mbart50", ["ar_AR"], ("en_XX",)),
        ("mt5", [], ()),
        ("nllb", ["arb_Arab"], ("eng_Latn",)),
        ("quickmt", [], ()),
        ("t5", [], ()),
    ],
)
def test_the_marks_stand_where_the_model_wants_them(
    build: Callable[[str], Model], name: str, before: list[str], forced: tuple[str, ...]
) -> None:
    tokenizer = Tokenizer(build(name))
    assert tokenizer.encode("قال") == [*before, *tokenizer.pieces("قال"), "</s>"]
    assert tokenizer.forced == forced
    assert tokenizer.marks == len(before) + 1


@pytest.mark.parametrize(
    ("name", "made_by"),
    [
        ("m2m100", "M2M100Tokenizer"),
        ("mbart", "BarthezTokenizer"),
        ("mbart50", "MBart50Tokenizer"),
        ("mt5", "T5Tokenizer"),
        ("nllb", "NllbTokenizer"),
        ("t5", "T5Tokenizer"),
    ],
)
def test_tokens_have_the_numbers_that_transformers_gives_them(
    build: Callable[[str], Model], name: str, made_by: str
) -> None:
    import transformers

    model = build(name)
    languages = {"src_lang": model.source_language} if model.source_language else {}
    theirs = getattr(transformers, made_by).from_pretrained(model.folder, **languages)
    tokenizer, numbers = Tokenizer(model), read_vocabulary(model)
    for text in TEXTS:
        assert [numbers.get(token, numbers["<unk>"]) for token in tokenizer.encode(text)] == theirs(text).input_ids
    if model.target_language:
        assert numbers[tokenizer.forced[0]] == theirs.convert_tokens_to_ids(tokenizer.forced[0])


def test_a_prefix_of_the_catalogue_is_a_mark_and_in_the_article_it_is_text(build: Callable[[str], Model]) -> None:
    tokenizer = Tokenizer(replace(build("t5"), prefix="<2en> "))
    assert tokenizer.encode("<2en> قال").count("<2en>") == 1
    assert tokenizer.encode("قال")[0] == "<2en>"


def test_text_rules_prepare_the_source(build: Callable[[str], Model]) -> None:
    plain = Tokenizer(build("mbart")).pieces("الحرب لا")
    assert Tokenizer(replace(build("mbart"), text_rule="nfkc")).pieces("الحرب \ufefb") == plain
    lines = Tokenizer(replace(build("mt5"), text_rule="whitespace"))
    assert lines.pieces(" قال\n\nالوزير ") == lines.pieces("قال الوزير")


@pytest.mark.parametrize("least", [5, 12])
def test_the_least_and_the_most_tokens_are_kept_to(ct2: Engine, hf: Engine, least: int) -> None:
    wanted = Decoding(beam_size=1, max_output_tokens=14, min_output_tokens=least)
    for engine in (ct2, hf):
        counts = [g.output_tokens for g in engine.generate(TEXTS, wanted)]
        assert min(counts) >= least
        assert max(counts) <= 15


def test_what_the_makers_advise_is_done_unless_the_caller_says_otherwise(build: Callable[[str], Model]) -> None:
    advised = replace(build("marian"), decoding=(("min_output_tokens", 12), ("no_repeat_ngram", 2)))
    engine = load_engine("ct2", model=advised, compute_type="float32", self_test=False)
    assert all(g.output_tokens >= 12 for g in engine.generate(TEXTS, GREEDY))
    short = replace(GREEDY, max_output_tokens=3, min_output_tokens=1)
    assert all(g.output_tokens <= 4 for g in engine.generate(TEXTS, short))
    engine.close()


def test_long_texts_are_refused_and_their_pieces_are_not(ct2: Engine, hf: Engine) -> None:
    text = "قال الوزير إن الحرب انتهت، " * 60
    for engine in (ct2, hf):
        limit = engine.card.max_input_tokens
        if engine.count_tokens(text) <= limit:  # T5 has relative places, and 512 of them
            text *= 3
        with pytest.raises(EngineError) as caught:
            engine.generate([text], GREEDY)
        assert caught.value.code == "engine.failed"
        pieces = [piece.strip() for piece in fit(text, engine.count_tokens, limit)]
        assert len(engine.generate(pieces, replace(GREEDY, max_output_tokens=2))) == len(pieces) > 1


def test_an_empty_text_does_no_harm(ct2: Engine, hf: Engine) -> None:
    for engine in (ct2, hf):
        assert engine.generate([], GREEDY) == []
        first, last = engine.generate(["", "نعم"], GREEDY)
        assert first.input_tokens == 0
        assert essence([last]) == essence(engine.generate(["نعم"], GREEDY))


def test_log_probabilities_are_those_of_transformers(kind: str, build: Callable[[str], Model], hf: Engine) -> None:
    """The guard of the converter: every token of outputs that no search has chosen, and not their mean alone."""
    import ctranslate2
    import torch

    if kind in ("quickmt", MANY_LANGUAGES):
        pytest.skip("made from a model that is compared by itself")
    model = build(kind)
    tokenizer, numbers = Tokenizer(model), read_vocabulary(model)
    source, target = tokenizer.encode(TEXTS[1]), [*tokenizer.forced, *tokenizer.pieces(TEXTS[3])]
    translator = ctranslate2.Translator(str(converted_folder(model, "float32")), compute_type="float32")
    (ours,) = translator.score_batch([source], [target])
    reference = hf._model  # type: ignore[attr-defined]
    tokens, made = ([numbers.get(t, numbers["<unk>"]) for t in side] for side in (source, [*target, "</s>"]))
    start = reference.generation_config.decoder_start_token_id
    with torch.inference_mode():
        logits = reference(
            input_ids=torch.tensor([tokens]), decoder_input_ids=torch.tensor([[start, *made[:-1]]])
        ).logits
    theirs = logits[0].log_softmax(-1)[range(len(made)), made].tolist()
    assert max(theirs) - min(theirs) > 0.02  # the comparison means something
    assert ours.log_probs == pytest.approx(theirs, abs=1e-3)


def test_crosssum_of_many_languages_loads_as_it_is_installed(
    build: Callable[[str], Model], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from summarizer.entries import read_catalogue
    from summarizer.installation import install
    from summarizer.manifest import Manifest, ModelFile

    monkeypatch.setenv("MUJAZ_CACHE", str(tmp_path / "cache"))
    entry, tiny = read_catalogue()["crosssum-m2m"], build(MANY_LANGUAGES)
    (tmp_path / "cache" / "hub").mkdir(parents=True)
    shutil.copytree(tiny.folder, tmp_path / "staged")
    files = tuple(ModelFile(name=name, sha256=digest, size=1) for name, digest in tiny.files)
    install(
        tmp_path / "staged",
        Manifest(name=entry.name, hub=entry.hub, revision=entry.revision, licence=entry.licence, files=files),
    )
    model = find_model("crosssum-m2m", "direct")
    assert Tokenizer(model).start == Tokenizer(tiny).start != ""
    engine = load_engine("ct2", model=model, compute_type="float32", threads=1, self_test=False)
    assert len(engine.generate(TEXTS[:2], GREEDY)) == 2
    engine.close()


def test_int8_runs_on_every_architecture(kind: str, build: Callable[[str], Model], ct2: Engine) -> None:
    engine = load_engine("ct2", model=build(kind), threads=1, self_test=False)
    converted = "" if kind == "quickmt" else f" conversion {CONVERSION}"
    assert engine.card.engine == f"ctranslate2 {ctranslate2.__version__} int8{converted}"
    assert [g.input_tokens for g in engine.generate(TEXTS, GREEDY)] == [
        g.input_tokens for g in ct2.generate(TEXTS, GREEDY)
    ]
    engine.close()


@pytest.mark.parametrize("engine", ["ct2", "hf"])
@pytest.mark.parametrize("name", ["marian", "nllb", "m2m100"])
def test_weights_that_were_never_trained_fail_the_self_test(
    build: Callable[[str], Model], engine: str, name: str
) -> None:
    with pytest.raises(ModelError) as caught:
        load_engine(engine, model=build(name))
    assert caught.value.code == "model.garbage"


@pytest.mark.parametrize("name", ["mbart", "mt5", "t5"])
def test_a_summariser_that_was_never_trained_fails_the_self_test(build: Callable[[str], Model], name: str) -> None:
    with pytest.raises(ModelError, match="self-test") as caught:
        load_engine("ct2", model=replace(build(name), task="summarization"))
    assert caught.value.code == "model.garbage"


@pytest.fixture
def pickled(build: Callable[[str], Model], tmp_path: Path) -> Path:
    """The tiny NLLB with its weights as most of the hub's are: pickled by torch."""
    import torch
    from safetensors.torch import load_file

    folder = tmp_path / "pickled"
    shutil.copytree(build("nllb").folder, folder)
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    (folder / "model.safetensors").unlink()
    return folder


@pytest.mark.parametrize("name", ["ct2", "hf"])
def test_pickled_weights_give_what_safetensors_give(pickled: Path, build: Callable[[str], Model], name: str) -> None:
    said = []
    for model in (find_model(str(pickled)), build("nllb")):
        engine = load_engine(name, model=model, compute_type="float32", self_test=False)
        said.append(essence(engine.generate(TEXTS, GREEDY)))
        engine.close()
    assert said[0] == said[1]


@pytest.mark.parametrize("name", ["ct2", "hf"])
@pytest.mark.parametrize("content", [b"not what it was", b"", b"PK\x03\x04 broken"])
def test_pickled_weights_that_are_none_are_refused_with_a_code(pickled: Path, name: str, content: bytes) -> None:
    (pickled / "pytorch_model.bin").write_bytes(content)
    with pytest.raises(SummarizerError) as caught:
        load_engine(name, model=find_model(str(pickled)))
    assert caught.value.code in ("model.damaged", "model.convert")


@pytest.mark.parametrize("engine", ["ct2", "hf"])
def test_a_model_that_does_not_fit_is_refused_before_it_is_loaded(
    build: Callable[[str], Model], engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f"summarizer.engines.{engine}.free_memory", lambda device: 10_000_000)
    with pytest.raises(ModelError, match=r"it needs about [\d,]+ MB of memory and 10 MB are free") as caught:
        load_engine(engine, model=build("marian"), self_test=False)
    assert caught.value.code == "model.memory"


@pytest.mark.parametrize(
    ("engine", "asked"),
    [
        ("ct2", {"compute_type": "bfloat16"}),
        ("hf", {"compute_type": "int8"}),
        ("ct2", {"device": "cuda"}),
        ("hf", {"device": "cuda"}),
    ],
)
def test_what_the_machine_cannot_do_is_refused(
    build: Callable[[str], Model], engine: str, asked: dict[str, str]
) -> None:
    if "device" in asked and _has_cuda():
        pytest.skip("this machine has a CUDA device")
    with pytest.raises(OptionsError) as caught:
        load_engine(engine, model=build("marian"), self_test=False, **asked)  # type: ignore[arg-type]
    assert caught.value.code == "options.value"


def _has_cuda() -> bool:
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count() > 0)


def test_hf_says_which_engine_runs_quickmt(build: Callable[[str], Model]) -> None:
    with pytest.raises(ModelError, match="--engine ct2"):
        load_engine("hf", model=build("quickmt"))


def test_hf_computes_in_the_format_asked_for(build: Callable[[str], Model]) -> None:
    engine = load_engine("hf", model=build("t5"), compute_type="bfloat16", self_test=False)
    assert engine.card.engine.endswith("bfloat16")
    assert len(engine.generate(TEXTS[:2], GREEDY)) == 2
    engine.close()


def test_the_need_for_memory_is_reckoned_from_the_files(build: Callable[[str], Model]) -> None:
    model = build("mt5")
    size = (model.folder / "model.safetensors").stat().st_size
    assert hardware.count_parameters(model) == size // 4

"""The sections of docs/measured.md on what Mujaz says: translation, checks, sentences, summaries, stories, reading."""

from __future__ import annotations

from benchmarks.measured.pictures import Dot, Dots, Picture
from benchmarks.measured.tables import (
    TRANSLATED,
    Figures,
    Result,
    Section,
    Shown,
    percent,
    ratio,
    read_last_leg,
    read_part,
    read_result,
    share_dot,
    table,
    within,
)

_OURS = "Mujaz, embedded"
_SET = {
    "news_dev": "news_dev: 200 sentences of news",
    "flores_dev": "FLORES dev: 997 of an encyclopaedia",
    "seeds": "seeds: the five sample articles",
    "number_set": "129 sentences full of numbers",
}
_PLANTS = {
    "digit_changed": "a digit changed",
    "digits_dropped": "a number left out",
    "number_added": "a number added",
    "scale_changed": "thousands for millions, or back",
    "month_changed": "a month changed",
    "percent_dropped": '"per cent" left out',
    "word_dropped": "a number word left out",
    "small_dropped": "a number up to ten left out",
    "half_dropped": "half of the sentence left out",
    "loop_added": "a loop added",
    "hedge_turned": '"more than" for "less than", or back',
    "hedge_dropped": '"about" or "more than" left out',
    "unit_changed": "a currency or measure changed",
    "country_dropped": "a country left out",
    "negation_dropped": 'a "not" left out',
}


def _show_english(result: Result) -> Shown:
    flores = result.part("flores_dev")
    systems: dict[str, Figures] = {_OURS: flores["beam 4"]} | flores["peers"]
    reference, ours = flores["reference"]["numbers"], flores["beam 4"]
    others = sorted(found["BLEU"]["score"] for found in flores["peers"].values())
    kept = [
        share_dot(name, found["numbers"]["kept"], found["numbers"]["numbers"], ours=name == _OURS)
        for name, found in systems.items()
    ]
    line = (100 * reference["kept"], "human translation")
    panels = [
        *(_score_panel(systems, name) for name in ("BLEU", "chrF")),
        Dots(axis="numbers kept, % (axis from 90 on)", dots=kept, limits=(90, 100), line=line),
    ]
    said = percent(ours["numbers"]["kept"])
    return Shown(
        finding=f"On FLORES dev the embedded model has {ours['BLEU']['score']:.1f} BLEU, other systems {others[0]:.1f} "
        f"to {others[-1]:.1f}; it keeps {said} of the numbers, human translators {percent(reference['kept'])}",
        tables=_peer_table(systems, flores["reference"]) + "\n" + _set_table(result),
        picture=Picture(
            name="quality",
            title=f"FLORES dev: poorer English than larger systems, {said} of the numbers kept",
            command=result.command,
            panels=panels,
        ),
    )


def _score_panel(systems: dict[str, Figures], name: str) -> Dots:
    dots = [
        Dot(
            name=system,
            value=found[name]["score"],
            spread=(found[name]["score"] - found[name]["ci95"], found[name]["score"] + found[name]["ci95"]),
            ours=system == _OURS,
        )
        for system, found in systems.items()
    ]
    limits = (0, 10 * (1 + max(dot.value for dot in dots) // 10))
    return Dots(axis=f"{name}, points (more is better)", dots=dots, limits=limits)


def _peer_table(systems: dict[str, Figures], reference: Figures) -> str:
    rows = [
        (name, within(x["BLEU"]), within(x["chrF"]), percent(x["numbers"]["kept"]), percent(x["numbers"]["added"]))
        for name, x in systems.items()
    ]
    numbers = reference["numbers"]
    people = ("human translation", "", "", percent(numbers["kept"]), percent(numbers["added"]))
    return table(("FLORES dev", "BLEU", "chrF", "numbers kept", "numbers added"), [*rows, people])


def _set_table(result: Result) -> str:
    rows = []
    for name, said in _SET.items():
        found = result.part(name)
        alone, glossary = found["beam 4"], found.get("beam 4, glossary", {}).get("names")
        rows.append(
            (
                said,
                within(alone["BLEU"]) if "BLEU" in alone else "",
                within(alone["chrF"]) if "chrF" in alone else "",
                percent(alone["numbers"]["kept"]),
                percent(alone["names"]["kept"]) if "names" in alone else "",
                percent(glossary["kept"]) if glossary else "",
                percent(alone["faults"]["loops"]),
            )
        )
    head = ("the embedded model on", "BLEU", "chrF", "numbers kept", "names right", "with a glossary", "loops")
    return table(head, rows)


def _show_checks(result: Result) -> Shown:
    plants, alarms = result.part("plants"), result.part("false alarms")
    dots = [share_dot(said, plants[key]["found"], plants[key]["plants"], ours=True) for key, said in _PLANTS.items()]
    dots.sort(key=lambda dot: -dot.value)
    rows = [(said, f"{plants[key]['plants']:,}", percent(plants[key]["found"])) for key, said in _PLANTS.items()]
    false = alarms["news_dev"]["share"]["any number or date"]
    digits, negations = plants["digit_changed"], plants["negation_dropped"]
    return Shown(
        finding=f"{percent(digits['found'])} of {digits['plants']:,} changed digits were found, "
        f"{percent(negations['found'])} of {negations['plants']:,} lost negations; {percent(false)} of good news "
        "sentences get a false alarm about a number or date",
        tables=table(("planted in good translations", "times", "found"), rows),
        picture=Picture(
            name="checks",
            title=f"Found: {digits['found']:.0%} of changed digits, {negations['found']:.0%} of lost negations",
            command=result.command,
            panels=[Dots(axis="found, % of those planted, with 95 % interval", dots=dots, limits=(0, 101))],
        ),
    )


def _show_splitters(result: Result) -> Shown:
    found = result.part("splitters")
    systems: dict[str, Figures] = found["systems"]
    rows = [
        (n, percent(x["right"]), f"{x['boundary_f1']:.3f}", percent(x["nothing_lost"]), ratio(x))
        for n, x in systems.items()
    ]
    best = max((name for name in systems if name != "Mujaz"), key=lambda name: float(systems[name]["right"]))
    return Shown(
        finding=f"{percent(systems['Mujaz']['right'])} of {found['cases']} cases are cut as they should be, by {best} "
        f"{percent(systems[best]['right'])}",
        tables=table(("splitter", "cases right", "boundary F1", "nothing lost", "time against ours"), rows),
    )


def _show_summaries(result: Result) -> Shown:
    found = result.part("summaries")
    rows = [
        (n, f"{x['rouge1']:.1f}", f"{x['rouge2']:.1f}", f"{x['rougeL']:.1f}", f"{x['words']:.0f}", ratio(x))
        for n, x in found["systems"].items()
    ]
    ours, lead, oracle = (found["systems"][n]["rouge1"] for n in ("Mujaz", "first 2 sentences", "oracle, 2 sentences"))
    head = ("extractive summary", "ROUGE-1", "ROUGE-2", "ROUGE-L", "words", "time against ours")
    return Shown(
        finding=f"ROUGE-1 {ours:.1f} on {found['articles']} articles whose outlet wrote its own summary; the first two "
        f"sentences have {lead:.1f}, the best two {oracle:.1f}",
        tables=table(head, rows),
    )


def _show_readers(result: Result) -> Shown:
    found = result.part("readers")
    rows = [
        (n, percent(x["text_kept"]), percent(x["text_kept_worst"]), percent(x["boilerplate_kept"]), ratio(x))
        for n, x in found["systems"].items()
    ]
    ours = found["systems"]["Mujaz"]
    return Shown(
        finding=f"{percent(ours['text_kept'])} of the text of {found['pages']} pages is kept, and "
        f"{percent(ours['boilerplate_kept'])} of what is around it",
        tables=table(("reader", "text kept", "on the worst page", "boilerplate kept", "time against ours"), rows),
    )


def _show_pdf(result: Result) -> Shown:
    found = result.part("pdf")
    rows = [(n, percent(x["text_right"]), percent(x["numbers_right"]), ratio(x)) for n, x in found["systems"].items()]
    ours = found["systems"]["Mujaz"]
    return Shown(
        finding=f"{percent(ours['text_right'])} of the words and {percent(ours['numbers_right'])} of the numbers of "
        f"{found['files']} generated Arabic PDFs come out as they were put in",
        tables=table(("reader", "words right", "numbers right", "time against ours"), rows),
    )


def _show_stories(result: Result) -> Shown:
    odd = result.part("silver pairs, odd half")
    sets = ("silver pairs, even half (constants chosen on it)", "silver pairs, odd half", "hand-made set")
    rows = [
        (n, x["right"], x["missed"], x["wrongly joined"], percent(x["precision"]), percent(x["recall"]))
        for n, x in ((name, result.part(name)) for name in sets)
    ]
    head = ("pairs of articles", "rightly joined", "missed", "wrongly joined", "precision", "recall")
    return Shown(
        finding=f"{percent(odd['precision'])} of the pairs that are joined belong together, {percent(odd['recall'])} "
        "of those that do are joined (on pairs that no constant was chosen on)",
        tables=table(head, rows),
    )


def _show_figures(result: Result) -> Shown:
    kinds = ("figures", "range", "bound", "percent", "date", "speaker")
    found = {kind: result.part(kind) for kind in kinds}
    rows = [(k, x["marked"], percent(x["precision"]), percent(x["recall"])) for k, x in found.items()]
    return Shown(
        finding=f"{percent(found['figures']['recall'])} of the figures in marked sentences are read, "
        f"{percent(found['figures']['precision'])} of those read are right",
        tables=table(("read from the Arabic", "marked", "precision", "recall"), rows),
    )


def _show_support(result: Result) -> Shown:
    found, plants, doubted = result.part("found, %"), result.part("plants"), result.part("doubted, %")
    rows = [(name, f"{plants[name]:,}", f"{share:.1f} %") for name, share in found.items() if name != "own sentence"]
    return Shown(
        finding=f"{doubted['any']:.0f} % of the sentences that editors wrote above their articles are doubted; "
        f"{found['own sentence']:.0f} % of an article's own sentences pass",
        tables=table(("put into a summary", "times", "found"), rows),
    )


QUALITY = (
    Section(name="english", read=read_last_leg, show=_show_english, hang_on=TRANSLATED),
    Section(name="checks", read=lambda: read_result("check"), show=_show_checks),
    Section(name="stories", read=lambda: read_result("stories"), show=_show_stories),
    Section(name="figures", read=lambda: read_result("figures"), show=_show_figures),
    Section(name="support", read=lambda: read_result("support"), show=_show_support),
    Section(name="summaries", read=lambda: read_part("peers", "summaries"), show=_show_summaries),
    Section(name="splitters", read=lambda: read_part("peers", "splitters"), show=_show_splitters),
    Section(name="readers", read=lambda: read_part("peers", "readers"), show=_show_readers),
    Section(name="pdf", read=lambda: read_part("peers", "pdf"), show=_show_pdf),
)

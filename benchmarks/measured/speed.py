"""The sections of docs/measured.md on time and memory: engines, start, large folders, the web page."""

from __future__ import annotations

from benchmarks.measured.pictures import Dot, Dots, Growth, Picture
from benchmarks.measured.tables import (
    MODEL,
    TRANSLATED,
    Figures,
    Result,
    Section,
    Shown,
    percent,
    ratio,
    read_part,
    read_result,
    table,
)

_OURS = "Mujaz ct2"  # the base of all times in peers.json
_CEILING = "raw CTranslate2 (the ceiling)"
_DECODING = "Mujaz ct2, decoding only"
_TARGETS = (  # group and name in peers.json; the least time against ours that was wanted
    ("engines", _CEILING, "CTranslate2 alone, so that Mujaz has 85 % of its speed", 0.85),
    ("engines", "Argos Translate", "Argos Translate", 2.0),
    ("transformers", "transformers float32, batch 16", "transformers, float32, batch 16", 4.0),
    ("transformers", "transformers bfloat16, batch 16", "transformers, bfloat16, batch 16", 2.0),
)
_MODEL_TARGET = 0.85  # of a batch's time
_RAY_TARGET = 1.1  # of the plain batch's time for one more article, both writing records only
_PAGE_TARGET = 10  # percent added to an article of 500 words
_PAGE_ADDS = {  # beside that, in ui.json
    "page with downloads adds percent": "added until all its downloads stand beside it",
    "server adds percent": "added by the server alone, asked over HTTP, until all files and their ZIP are written",
}
_WAITS = {  # in startup.json; seconds and megabytes wanted
    "mujaz --help": ("`mujaz --help`", 0.5, 500),
    "one article, cold": ("one article, from the command to the written briefing", 4, 500),
}


def _show_engines(result: Result) -> Shown:
    """Programs on CTranslate2; time and quality are of two sets, which the finding names."""
    found = result.part("engines")
    systems: dict[str, Figures] = found["systems"]
    ours, ceiling = systems[_OURS], systems[_CEILING]
    level = ceiling["time_against_ours"] / systems[_DECODING]["time_against_ours"]
    rows = [(*_timed_row(n, x), f"{x['BLEU']:.1f}", percent(x["numbers_kept"])) for n, x in systems.items()]
    head = ("engine", "time against ours", "sentences a second", "BLEU", "numbers kept")
    timed = f"rounds of {found['sentences_a_round']} sentences of mayadeen_dev"
    return Shown(
        finding=f"In {timed}, Mujaz has {percent(ceiling['time_against_ours'])} of the speed of CTranslate2 alone, "
        f"its decoding alone {percent(level)}; on the {found['sentences']} sentences of news_dev it keeps "
        f"{percent(ours['numbers_kept'])} of the numbers, CTranslate2 alone {percent(ceiling['numbers_kept'])}",
        tables=table(head, rows)
        + f"\nTime: {timed}. BLEU and numbers: the {found['sentences']} sentences of news_dev.\n\n"
        + _show_targets(result),
        picture=Picture(
            name="speed",
            title="One model, the same sentences: time against Mujaz",
            command=result.command.removesuffix(" engines"),
            panels=_compare_engines(systems),
        ),
    )


def _show_targets(result: Result) -> str:
    """Each target of speed: what was found, and whether that is enough."""
    rows = []
    for group, name, said, wanted in _TARGETS:
        found = result.figures.get(group, {}).get("systems", {}).get(name)
        verdict = ("reached" if found["time_against_ours"] >= wanted else "missed") if found else "not measured yet"
        rows.append((said, f"{wanted:g}", ratio(found) if found else "", verdict))
    return table(("target: the others' time, as a multiple of ours", "wanted, at least", "found", ""), rows)


def _timed_row(name: str, found: Figures) -> tuple[str, str, str]:
    return name, ratio(found), f"{found['sentences_per_s']:.1f}"


def _compare_engines(systems: dict[str, Figures]) -> tuple[Dots, Dots]:
    """Time and numbers kept, the fastest engine first."""
    rows = sorted(systems.items(), key=lambda item: float(item[1]["time_against_ours"]))
    times = [
        Dot(name=n, value=x["time_against_ours"], spread=(x["spread"][0], x["spread"][1]), ours=n == _OURS)
        for n, x in rows
    ]
    kept = [Dot(name=n, value=100 * x["numbers_kept"], ours=n == _OURS) for n, x in rows]
    ends = [end for dot in times for end in dot.spread or ()]
    return (
        Dots(
            axis="time against Mujaz (mayadeen_dev),\nlogarithmic; line: least and most of the rounds",
            dots=times,
            limits=(min(ends) / 1.3, max(ends) * 1.3),
            log=True,
            line=(1, "Mujaz"),
        ),
        Dots(axis="numbers kept, % (news_dev; axis from 80 on)", dots=kept, limits=(80, 100)),
    )


def _show_transformers(result: Result) -> Shown:
    """Programs on transformers, in rounds of their own, with a row of Mujaz in these."""
    found = result.part("transformers")
    systems: dict[str, Figures] = found["systems"]
    times = [float(x["time_against_ours"]) for name, x in systems.items() if "Mujaz" not in name]
    return Shown(
        finding=f"In rounds of {found['sentences_a_round']} sentences of mayadeen_dev, programs on transformers take "
        f"{min(times):.1f} to {max(times):.1f} times as long as Mujaz",
        tables=table(
            ("engine", "time against ours", "sentences a second"), [_timed_row(n, x) for n, x in systems.items()]
        ),
    )


def _show_start(result: Result) -> Shown:
    seconds, memory = result.part("median_seconds"), result.part("peak_megabytes")
    rows = [
        (said, _against(seconds[name], most, "s"), _against(memory[name], megabytes, "MB"))
        for name, (said, most, megabytes) in _WAITS.items()
    ]
    return Shown(
        finding=f"An article of {result.part('words')} words takes {seconds['one article, cold']:.1f} s from the "
        f"command to the briefing, and {memory['one article, cold']:,} MB of memory",
        tables=table(("", "time, median", "most memory"), rows),
    )


def _against(value: float, most: float, unit: str) -> str:
    """A value beside the most that was wanted."""
    verdict = "reached" if value <= most else "missed"
    return f"{value:,.3g} {unit} (wanted: {most:g} {unit}, {verdict})"


def _show_stages(result: Result) -> Shown:
    stages = result.part("stages")
    verdict = "reached" if stages["share_in_model"] >= _MODEL_TARGET else "missed"
    waited = stages["share_waited_for"]
    rows = [
        (name, percent(waited[name]) if name in waited else "", taken)
        for name, taken in sorted(stages["processor_ms_per_article"].items(), key=lambda item: -float(item[1]))
    ]
    return Shown(
        finding=f"For {percent(stages['share_in_model'])} of a batch's time the model is at work (wanted: "
        f"{percent(_MODEL_TARGET)}, {verdict})",
        tables=table(("stage", "waited for", f"processor time, ms an article (of {stages['articles']})"), rows),
    )


def _show_floor(result: Result) -> Shown:
    floor = result.part("floor")
    rows = []
    for name, value in floor.items():
        each = value if isinstance(value, dict) else {"": value}
        rows += [(" ".join((name.replace("_", " "), of)).strip(), f"{figure:,g}") for of, figure in each.items()]
    least = floor["times_the_least"]["int8, the model's shapes"]
    return Shown(
        finding=f"The model takes {least:g} times the processor time that its products alone would take",
        tables=table(("", "one thread"), rows),
    )


def _show_growth(result: Result) -> Shown:
    runs = {engine: list(found) for engine, found in result.part("growth").items()}
    for engine, found in result.figures.get("large", {}).items():
        runs[engine] += found
    rows = [
        (engine, f"{run['articles']:,}", f"{run['seconds']:,g}", f"{run['ms_per_article']:,g}", run["peak_megabytes"])
        for engine, found in runs.items()
        for run in found
    ]
    across, echo, largest = "articles", runs["echo"], runs["ct2"][-1]
    panels = [
        Growth(title="Time", across=across, axis="seconds", points=[(r["articles"], r["seconds"]) for r in echo]),
        Growth(
            title="Memory",
            across=across,
            axis="MB",
            points=[(r["articles"], r["peak_megabytes"]) for r in echo],
            log=False,
        ),
    ]
    times, more, memory = (echo[-1][name] / echo[0][name] for name in ("articles", "seconds", "peak_megabytes"))
    finding = f"{times:,.0f} times the articles take {more:,.0f} times the time and {memory:.2f} times the memory"
    return Shown(
        finding=f"Without the model, {finding}",
        tables=table(("engine", "articles", "seconds", "ms an article", "most memory, MB"), rows)
        + f"\nWith the model, {largest['articles']} articles: {_against(largest['peak_megabytes'], 500, 'MB')}.\n",
        picture=Picture(name="growth", title=f"Without the model: {finding}", command=result.command, panels=panels),
    )


def _show_batch(result: Result) -> Shown:
    runs: dict[str, Figures] = result.part("speed_by_workers")
    rows = [(n, f"{x['articles_per_minute']:.0f}", percent(x["share_in_model"])) for n, x in runs.items()]
    return Shown(
        finding=f"{max(x['articles_per_minute'] for x in runs.values()):.0f} articles a minute on two cores",
        tables=table(("workers", "articles a minute", "share of the time in the model"), rows),
    )


def _show_memory(result: Result) -> Shown:
    sizes = {int(count): megabytes for count, megabytes in result.part("peak_megabytes").items()}
    few, many = min(sizes), max(sizes)
    return Shown(
        finding=f"{many:,} articles take {percent(sizes[many] / sizes[few] - 1)} more memory than {few:,}",
        tables=table(("articles", "most memory, MB"), [(f"{count:,}", f"{sizes[count]:,}") for count in sorted(sizes)]),
    )


def _show_ray(result: Result) -> Shown:
    plain, cluster = result.part("plain"), result.part("cluster")
    kinds = {
        "seconds_per_article": "seconds for one more article",
        "start_seconds": "seconds to start",
        "kilobytes_per_article": "kilobytes written for an article",
    }
    rows = [(said, f"{plain[name]:g}", f"{cluster[name]:g}") for name, said in kinds.items()]
    times = cluster["seconds_per_article"] / plain["seconds_per_article"]
    verdict = "reached" if times <= _RAY_TARGET else "missed"
    if not plain.get("records only"):
        verdict = "not shown: the plain batch wrote pages and documents besides, Ray records only"
    return Shown(
        finding=f"On the same two cores one more article takes on Ray {times:.2f} of the time that it takes in the "
        f"plain batch ({plain['articles']} articles; wanted: at most {_RAY_TARGET:g}, {verdict})",
        tables=table(("", "plain batch", "Ray"), rows),
    )


def _show_page(result: Result) -> Shown:
    parts = ("first_screen", "overhead", "many_users", "memory_over_requests")
    first, added, users, memory = (result.part(name) for name in parts)
    alone = f"{added['median seconds']['pipeline']:g} s"
    rows = [
        ("first screen, from the start of the server", f"{first['seconds from start']:g} s"),
        ("first screen of a visit", f"{first['seconds of a visit']:g} s"),
        (f"article of {added['words']} words, from file to briefing", alone),
        ("added until the article has come into the page", _against(added["page adds percent"], _PAGE_TARGET, "%")),
        (
            "added until it is drawn there, on the same cores",
            _against(added["page drawn adds percent"], _PAGE_TARGET, "%"),
        ),
        *((said, f"{added[name]:.3g} %") for name, said in _PAGE_ADDS.items()),
        (f"of {users['users']} users at once, results lost / wrong", f"{users['lost']} / {users['wrong']}"),
        *((f"memory after {count} requests", f"{size:,g} MB") for count, size in memory["resident MB after"].items()),
    ]
    return Shown(
        finding=f"The page adds {added['page drawn adds seconds']:g} s to the {alone} of an article; "
        f"of {users['users']} users at once {users['lost']} lost a result and {users['wrong']} got another's",
        tables=table(("the web page", ""), rows),
    )


SPEED = (
    Section(name="engines", read=lambda: read_part("peers", "engines"), show=_show_engines, hang_on=TRANSLATED),
    Section(
        name="transformers",
        read=lambda: read_part("peers", "transformers"),
        show=_show_transformers,
        hang_on=TRANSLATED,
    ),
    Section(name="start", read=lambda: read_result("startup"), show=_show_start, hang_on=TRANSLATED),
    Section(name="stages", read=lambda: read_part("performance", "stages"), show=_show_stages, hang_on=TRANSLATED),
    Section(name="floor", read=lambda: read_part("performance", "floor"), show=_show_floor, hang_on=MODEL),
    Section(name="growth", read=lambda: read_part("performance", "growth"), show=_show_growth, hang_on=TRANSLATED),
    Section(name="batch", read=lambda: read_result("batch"), show=_show_batch, hang_on=TRANSLATED),
    Section(name="memory", read=lambda: read_result("batch"), show=_show_memory),
    Section(name="ray", read=lambda: read_result("batch"), show=_show_ray, hang_on=TRANSLATED),
    Section(name="page", read=lambda: read_result("ui"), show=_show_page, hang_on=TRANSLATED),
)

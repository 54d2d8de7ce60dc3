"""What the web page costs: to its first screen, over the pipeline alone, with twenty users at once, over 500 requests.

python benchmarks/ui.py [--part first_screen|overhead|many_users|memory_over_requests ...]

The parts that are named are measured, else all, and written beside what the file of results has of the same versions.
Servers are processes of their own with an empty folder of jobs, no translation memory and the embedded model (the echo
engine for the 500 requests, which are about memory). Needs Chromium. Medians of five. The overhead is the median of
fifteen rounds. In each the same article goes through three processes, warmed up by a round before. It has 500 words,
and two more in each sentence, which change from round to round, so that nothing of it is known:

pipeline               `brief_folder`, until the briefing with all its files is written
server                 asked by HTTP, until the job is finished: the same files, and the ZIP of them; none is fetched
page                   in Chromium, by its own clock, from the click until the article has come into its frame
page drawn             from the same click until it stands there to be read: the frame is loaded
page with downloads    ... and until the downloads stand beside it

The page shows the article before the briefing's other files are written: who reads it there waits for "page drawn", who
wants it as a Word document for "page with downloads". What measures is not in it: the making of the client, and
Playwright's way to the button and back; nor the movements of a page that has just opened. Chromium draws on the cores
that translate.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from subprocess import PIPE

import httpx
from playwright.sync_api import Browser, Page, sync_playwright
from results import RESULTS, ROOT, save, sign

sys.path.insert(0, str(ROOT))
from tests.ui.serving import Server

COMMAND = "python benchmarks/ui.py"
DEFINITION = 5  # of what is measured, as this docstring has it; another number, and no figure of before is kept
ROUNDS, PAIRED_ROUNDS = 5, 15
USERS = 20
REQUESTS, EACH = 500, 100  # resident memory is read after each hundred
WARM_UP = "وصل الوفد إلى القاهرة مساء أمس."
SEED = ROOT / "seeds" / "003_8dbbc4f548402be0.txt"
DONE = "done"
SETTLE = 1.5  # seconds
MEASURED = ("pipeline", "server", "page", "page drawn", "page with downloads")
CHANGED = "جديد قديم كبير صغير طويل قصير بعيد قريب سريع بطيء قوي ضعيف جميل غريب عام خاص مهم سهل صعب واسع"
LOOK_MS = 100  # between two looks at the page's own record; by itself Playwright looks in every frame that is drawn
WATCH_PAGE = """() => {
  const took = {};
  const button = document.querySelector("#start-article");
  button.addEventListener("click", (click) => { took.clicked = click.timeStamp; }, true);
  const note = (what) => {
    took[what] = (performance.now() - took.clicked) / 1000;
    if (took.read && took.files) window.took = took;
  };
  let frame = null;
  new MutationObserver((_, observer) => {
    if (!frame && (frame = document.querySelector("#result iframe"))) {
      frame.addEventListener("load", () => {
        const come = performance.getEntriesByType("resource").findLast((entry) => entry.initiatorType === "iframe");
        took.come = (come.responseEnd - took.clicked) / 1000;
        note("read");
      });
    }
    if (!document.querySelector("#result a[download]")) return;
    observer.disconnect();
    note("files");
  }).observe(document.body, { childList: true, subtree: true });
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--part", action="append", choices=PARTS)
    parser.add_argument("--pipeline", type=Path, metavar="FOLDER", help="brief its article.txt for each line of input")
    given = parser.parse_args()
    if given.pipeline:
        serve_pipeline(given.pipeline)
        return
    signature = sign_page()
    figures = read_figures(signature)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in given.part or PARTS:
            figures[name] = PARTS[name](browser)
            print(name, json.dumps(figures[name]), flush=True)
            save("ui", figures, signature)


def sign_page() -> dict[str, object]:
    """What is needed to get the figures again, and by which definition they are measured."""
    packages = ("gradio", "fastapi", "uvicorn", "ctranslate2")
    return sign(COMMAND, files=[SEED], packages=packages, translated=True) | {"definition": DEFINITION}


def read_figures(signature: dict[str, object]) -> dict[str, object]:
    """What was measured before with the same versions, by the same definition."""
    results = RESULTS / "ui.json"
    content = json.loads(results.read_text(encoding="utf-8")) if results.exists() else {}
    return dict(content["figures"]) if content.get("signature") == signature else {}


def first_screen(browser: Browser) -> dict[str, object]:
    """Seconds until an article can be typed and sent: from the start of the server, and on a running one."""
    cold, warm = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        with running("ct2") as server:
            visit(browser, server)
            cold.append(time.perf_counter() - start)
            start = time.perf_counter()
            visit(browser, server)
            warm.append(time.perf_counter() - start)
    return {"seconds from start": median(cold), "seconds of a visit": median(warm)}


def overhead(browser: Browser) -> dict[str, object]:
    """Seconds for the article, and which share the server and the page add to the pipeline's of the same round."""
    seconds: dict[str, list[float]] = {name: [] for name in MEASURED}
    with pipeline() as brief, running("ct2") as asked, running("ct2") as shown, talking(asked) as client:
        page = open_page(browser, shown)
        for number in range(1 + PAIRED_ROUNDS):
            text = article(number)
            taken = (brief(text), by_http(client, text), *in_the_page(page, text))
            for kept, each in zip(seconds.values(), taken if number else (), strict=False):
                kept.append(each)
        page.close()
    own = seconds["pipeline"]
    return {
        "words": len(article(1).split()),
        "rounds": PAIRED_ROUNDS,
        "median seconds": {name: median(taken) for name, taken in seconds.items()},
        "seconds": {name: [round(each, 2) for each in taken] for name, taken in seconds.items()},
        **{f"{name} adds percent": added(taken, own) for name, taken in list(seconds.items())[1:]},
        "page drawn adds seconds": median(
            [mine - other for mine, other in zip(seconds["page drawn"], own, strict=True)]
        ),
    }


def many_users(_: Browser) -> dict[str, object]:
    """How many of ``USERS`` who ask at the same moment lose their result or get another's."""
    texts = [f"قتل {number} شخصا في انفجار في العاصمة يوم الأحد." for number in range(101, 101 + USERS)]
    with running("ct2") as server, ThreadPoolExecutor(USERS) as users:
        start = time.perf_counter()
        told = list(users.map(lambda text: ask(server, text), texts))
        taken = time.perf_counter() - start
    lost = sum(phase != DONE for phase, _ in told)
    wrong = sum(phase == DONE and arabic != text for text, (phase, arabic) in zip(texts, told, strict=True))
    return {"users": USERS, "lost": lost, "wrong": wrong, "seconds": round(taken, 2)}


def memory_over_requests(_: Browser) -> dict[str, object]:
    """Resident memory of the server in MB as requests go by: each a job that is asked for and read."""
    sizes = {}
    with running("echo") as server:
        for number in range(1, REQUESTS + 1):
            phase, _ = ask(server, f"وصل {number} شخصا إلى القاهرة مساء أمس.")
            assert phase == DONE
            if number % EACH == 0:
                sizes[str(number)] = resident_mb(server.pid)
    return {"requests": REQUESTS, "resident MB after": sizes}


@contextmanager
def running(engine: str, **environment: str) -> Iterator[Server]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder), engine=engine, **environment) as server,
    ):
        yield server


def visit(browser: Browser, server: Server) -> None:
    page = browser.new_page()
    page.goto(server.address)
    page.locator("#article-text textarea").fill(WARM_UP)
    page.locator("#start-article").wait_for()
    page.close()


def article(number: int) -> str:
    """The seed with two more words in each longer sentence, others for each number below 400."""
    words = CHANGED.split()
    put = f"{words[number % len(words)]} {words[number // len(words)]}"
    sentences = SEED.read_text(encoding="utf-8").replace(". ", ".\n").split("\n")
    return "\n".join(re.sub(r"^(\w+ \w+) (?=(\S+ ){4})", rf"\1 {put} ", sentence) for sentence in sentences)


@contextmanager
def pipeline() -> Iterator[Callable[[str], float]]:
    """What briefs a text in a process of its own, with the model loaded, and tells its seconds."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--pipeline", folder]
        with subprocess.Popen(command, stdin=PIPE, stdout=PIPE, text=True, cwd=ROOT) as process:
            assert process.stdin
            assert process.stdout

            def brief(text: str) -> float:
                Path(folder, "article.txt").write_text(text, encoding="utf-8")
                process.stdin.write("\n")
                process.stdin.flush()
                return float(process.stdout.readline())

            yield brief
            process.stdin.close()


def serve_pipeline(folder: Path) -> None:
    """For each line of the standard input, brief the folder's ``article.txt`` and print the seconds."""
    import os

    os.environ["MUJAZ_MEMORY"] = "none"
    from summarizer.batch import brief_folder
    from summarizer.beside import take_short_turns
    from summarizer.briefing_folder import open_briefing
    from summarizer.options import Options
    from summarizer.pipeline import Pipeline
    from summarizer.walk import find_inputs

    take_short_turns()  # as the command does
    with Pipeline(Options()) as pipeline:
        for number, _ in enumerate(sys.stdin):
            start = time.perf_counter()
            with open_briefing(folder / f"briefing-{number}") as journal:
                brief_folder(lambda: find_inputs([folder / "article.txt"]), pipeline, journal)
            print(time.perf_counter() - start, flush=True)


def by_http(client: httpx.Client, text: str) -> float:
    start = time.perf_counter()
    state = finish(client, text)
    taken = time.perf_counter() - start
    assert state["phase"] == DONE
    return taken


def open_page(browser: Browser, server: Server) -> Page:
    page = browser.new_page()
    page.goto(server.address, wait_until="networkidle")
    return page


def in_the_page(page: Page, text: str) -> list[float]:
    """Seconds until the article has come, can be read, and has its downloads beside it; then the forms are back."""
    page.locator("#article-text textarea").fill(text)
    time.sleep(SETTLE)
    page.evaluate(WATCH_PAGE)
    page.locator("#start-article").click()
    taken = page.wait_for_function("window.took", polling=LOOK_MS, timeout=300_000).json_value()
    page.frame_locator("#result iframe").locator("h1").wait_for()  # it is the article
    page.evaluate("window.took = null")
    page.locator("#new").click()
    page.locator("#start-article").wait_for()
    time.sleep(SETTLE / 2)
    return [float(taken[name]) for name in ("come", "read", "files")]


def talking(server: Server) -> httpx.Client:
    return httpx.Client(base_url=server.address, timeout=300, trust_env=False)


def finish(client: httpx.Client, text: str) -> dict[str, str]:
    """The state in which the job of a text ended."""
    job = client.post("/jobs", data={"text": text}).raise_for_status().json()["id"]
    while not (state := client.get(f"/jobs/{job}?wait=30").raise_for_status().json())["finished"]:
        pass
    return dict(state)


def ask(server: Server, text: str) -> tuple[str, str]:
    """The phase in which the job of a text ended, and the Arabic that its record is about."""
    with talking(server) as client:
        state = finish(client, text)
        if state["phase"] != DONE:
            return state["phase"], ""
        lines = client.get(f"/jobs/{state['id']}/files/briefing.jsonl").raise_for_status().text.splitlines()
    records = [json.loads(line) for line in lines]
    return state["phase"], " ".join(s["plain"] for record in records for s in record.get("sentences", ()))


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return round(int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1000, 1)


def added(taken: list[float], base: list[float]) -> float:
    """The median over the rounds of what is added to the pipeline's time of the same round, in percent."""
    return round(100 * statistics.median(mine / other - 1 for mine, other in zip(taken, base, strict=True)), 1)


def median(taken: list[float]) -> float:
    return round(statistics.median(taken), 2)


PARTS = {part.__name__: part for part in (first_screen, overhead, many_users, memory_over_requests)}

if __name__ == "__main__":
    main()

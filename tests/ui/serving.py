"""app.py in a process of its own, as a newsroom runs it: a test can kill it and start it again on the same folder."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[2]
NO_HUB = "http://127.0.0.1:9"  # where nobody answers: no test fetches a model
_START = 120  # seconds after which a server that has not answered is taken for broken; on an idle machine it takes 6
_STOP = 20


class Server:
    """The page on a free loopback port, with an empty folder of jobs. Use it in a ``with``.

    ``hold`` is a file: while it exists, the echo engine waits before each batch with a text that holds the file's words
    (any text, if it is empty), so that a test can look at a job in its middle for as long as it likes. While
    ``hold_files`` exists, no briefing gets its Word document; while ``full`` does, the disk has no room for that.
    """

    def __init__(self, folder: Path, *arguments: str, engine: str = "echo", **environment: str) -> None:
        self.folder, self.hold = folder, folder / "hold"
        self.hold_files, self.full = folder / "hold-files", folder / "full"
        self.log = folder / "log.txt"
        self._arguments, self._port = arguments, _free_port()
        self._environment = {
            **os.environ,
            "MUJAZ_JOBS": str(folder / "jobs"),
            "MUJAZ_ENGINE": engine,
            "MUJAZ_MEMORY": "none",
            "MUJAZ_TEST_HOLD": str(self.hold),
            "HF_ENDPOINT": NO_HUB,
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        assert self._process
        return self._process.pid

    def start(self) -> None:
        """Come back once /health answers; AssertionError with the log if it never does."""
        command = [sys.executable, "-m", "tests.ui.held_app", "--port", str(self._port), *self._arguments]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, cwd=ROOT, env=self._environment, stdout=log, stderr=log)
        end = time.monotonic() + _START
        while not self._answers():
            broken = self._process.poll() is not None or time.monotonic() > end
            assert not broken, self.log.read_text(encoding="utf-8", errors="replace")
            time.sleep(0.1)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """The exit code, once the process is gone."""
        assert self._process
        self._process.send_signal(how)
        try:
            return self._process.wait(_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait(_STOP)

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for held in (self.hold, self.hold_files):
            held.unlink(missing_ok=True)
        self.stop()

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        port: int = any_port.getsockname()[1]
        return port

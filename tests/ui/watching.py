"""What a browser did while a test looked: every request of every frame, dialogs, and what scripts complained of."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page

OWN = ("data:", "blob:", "about:", "chrome-error:")

# A page that is left while gradio loads says these of its own open stream. They tell nothing of the server: where it
# does not answer, what a test waits for does not appear.
LEFT = ("AbortError: signal is aborted without reason", "Unexpected error Connection errored out.")


class Watch:
    """Watches all pages of a browser context."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        self.complaints: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("dialog", self._dismiss)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self._complain(str(error.error)))
        context.on("page", lambda page: page.on("websocket", lambda socket: self.requests.append(socket.url)))

    def outside(self, address: str) -> list[str]:
        """The requests that did not go to the server at ``address`` (http://HOST:PORT)."""
        own = (f"{address}/", address.replace("http:", "ws:") + "/", *OWN)
        return [url for url in self.requests if not f"{url}/".startswith(own)]

    def ran(self, page: Page) -> list[str]:
        """What a payload (``payloads.py``) got to run in the page or in one of its frames."""
        flags = [frame.url for frame in page.frames if frame.evaluate("() => 'ran' in window")]
        return self.dialogs + flags

    def _dismiss(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _hear(self, message: ConsoleMessage) -> None:
        # A frame without scripts says this of what Playwright does in it; a payload that ran is seen by ``ran``.
        if message.type == "error" and not message.text.startswith("Blocked script execution"):
            self._complain(f"{message.text} ({message.location.get('url', '')})")

    def _complain(self, text: str) -> None:
        if not text.startswith(LEFT):
            self.complaints.append(text)

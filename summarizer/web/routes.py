"""The routes beside the page: jobs for programs and curl, the files that jobs made, and whether the server is well."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from summarizer.errors import SummarizerError
from summarizer.input_names import unique
from summarizer.readers import MAX_BYTES
from summarizer.web import jobs
from summarizer.web.actions import record
from summarizer.web.jobs import JobState
from summarizer.web.room import JobRoom
from summarizer.web.telling import status_of, tell
from summarizer.web.uploads import MAX_URLS, safe_name
from summarizer.web.waiting import wait_until

_MEDIA = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".html": "text/html; charset=utf-8",
    ".jsonl": "application/x-ndjson; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
_RETRY_SECONDS = "60"
_MOST_WAIT = 60  # seconds; a proxy closes a connection on which nothing comes for so long
_READER_WAITS = 30  # seconds
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "text": {"type": "string", "description": "one pasted article"},
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                        "url": {"type": "array", "items": {"type": "string"}, "description": "pages to fetch"},
                        "glossary": {"type": "string", "format": "binary", "description": "CSV: Arabic, English"},
                        "settings": {"type": "string", "description": "JSON object with " + ", ".join(jobs.SETTINGS)},
                        "kind": {"type": "string", "enum": ["article", "briefing"]},
                    },
                }
            }
        },
    }
}
_ERROR = {
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("code", "message", "hint")},
            }
        }
    }
}
_ERRORS: dict[int | str, dict[str, Any]] = {
    404: {"description": "No such job or file", **_ERROR},
}
_STATE: dict[int | str, dict[str, Any]] = {200: {"model": JobState}, **_ERRORS}
_BUSY_ERRORS: dict[int | str, dict[str, Any]] = {
    429: {"description": "This address has its share of jobs", **_ERROR},
    503: {"description": "As many jobs wait as the server takes, or its disk is almost full", **_ERROR},
}
_ARTICLE: dict[int | str, dict[str, Any]] = {
    202: {"description": "Not yet: ask again, as browsers do by themselves"},
    303: {"description": "Where the page is"},
    204: {"description": "The job ended without an article"},
    **_ERRORS,
}
_SUBMIT_ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"description": "No such form", **_ERROR},
    413: {"description": "More than the server takes", **_ERROR},
    422: {"description": "Text or settings that cannot be", **_ERROR},
    **_BUSY_ERRORS,
}


def make_routes(room: JobRoom, root_path: str = "") -> APIRouter:
    """The routes. ``root_path``: where a proxy shows the server, such as ``/mujaz``."""
    router = APIRouter()

    def _page_of(id: str) -> str:
        return f"{root_path}/?job={id}"

    @router.get("/ar", include_in_schema=False)
    def arabic(request: Request) -> RedirectResponse:
        """The Arabic page, which stands in a folder."""
        return RedirectResponse(f"{root_path}/ar/" + (f"?{request.url.query}" if request.url.query else ""))

    @router.get("/health")
    def health() -> JSONResponse:
        """Whether the server is alive and at work."""
        well = room.is_at_work
        return JSONResponse({"status": "ok" if well else "stopped"}, status_code=200 if well else 503)

    @router.post("/jobs", status_code=202, openapi_extra=_FORM, responses=_SUBMIT_ERRORS)
    async def submit(request: Request) -> dict[str, str]:
        """Start a job; what comes back is its id, and the address of the page that shows it."""
        client = request.client.host if request.client else ""
        async with request.form(
            max_files=room.limits.files + 2, max_fields=MAX_URLS + 8, max_part_size=MAX_BYTES
        ) as form:
            id = await run_in_threadpool(_submit, room, form, client)
        return {"id": id, "url": _page_of(id)}

    @router.get("/jobs/{id}", responses=_STATE)
    async def state(id: str, wait: Annotated[float, Query(ge=0, le=_MOST_WAIT)] = 0) -> dict[str, Any]:
        """How far the job is, and whether it is finished; with ``wait`` once it is, or after so many seconds."""
        return record(await wait_until(lambda state: state.finished, room, id, wait))

    @router.delete("/jobs/{id}", responses=_STATE)
    def remove(id: str) -> dict[str, Any]:
        """Cancel the job if it is unfinished, else clear away all that it made.

        A job of which only stories and files are left is finished, not cancelled.
        """
        return record(room.remove(id))

    @router.post("/jobs/{id}/resume", responses={**_STATE, **_BUSY_ERRORS})
    def resume(id: str) -> dict[str, Any]:
        """Let a job that was cancelled or failed go on, one that is over try again what failed, where that may help."""
        return record(room.resume(id))

    _add_outputs(router, room, _page_of)
    return router


def _add_outputs(router: APIRouter, room: JobRoom, page_of: Callable[[str], str]) -> None:
    @router.get("/jobs/{id}/article", response_class=RedirectResponse, status_code=303, responses=_ARTICLE)
    async def article(id: str) -> Response:
        """The page of a job's one article, as soon as it can be read."""
        state = await wait_until(lambda state: state.finished or bool(state.readable), room, id, _READER_WAITS)
        if state.readable:
            return RedirectResponse(f"files/{quote(state.readable)}", status_code=303)
        if state.finished or room.is_closing:
            return Response(status_code=204)  # a frame stays as it is; the state of the job says why
        # Before a proxy gives up. Not a redirect: browsers follow but twenty of those.
        return Response(status_code=202, headers={"Refresh": "0"})

    @router.get("/jobs/{id}/files/{path:path}", response_class=FileResponse, responses=_ERRORS)
    def output(id: str, path: str) -> Response:
        """A file that the job made: pages to be shown, all else to be saved.

        The briefing as a whole, to which the articles' pages lead, is the job's page as long as it is not made.
        """
        if path == "index.html" and not room.state(id).files:
            return RedirectResponse(page_of(id))
        file = room.output(id, path)
        return FileResponse(
            file,
            media_type=_MEDIA[file.suffix],
            filename=file.name,
            content_disposition_type="inline" if file.suffix == ".html" else "attachment",
        )


def tell_errors(app: FastAPI) -> None:
    """Let errors be told as JSON with a fitting status: {"code", "message", "hint"}."""

    async def told(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, SummarizerError)
        code, message, hint = tell(error)
        status = status_of(code)
        headers = {"Retry-After": _RETRY_SECONDS} if status in (429, 503) else None
        return JSONResponse({"code": code, "message": message, "hint": hint}, status_code=status, headers=headers)

    async def refused(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, HTTPException)
        hint = "GET /openapi.json says what can be asked for"
        said = {"code": "web.request", "message": str(error.detail), "hint": hint}
        return JSONResponse(said, status_code=error.status_code, headers=error.headers)

    async def not_valid(_: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, RequestValidationError)
        said = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        hint = "GET /openapi.json says what can be asked for"
        return JSONResponse({"code": "web.request", "message": said, "hint": hint}, status_code=422)

    app.add_exception_handler(SummarizerError, told)
    app.add_exception_handler(RequestValidationError, not_valid)
    app.add_exception_handler(HTTPException, refused)


def _submit(room: JobRoom, form: FormData, client: str) -> str:
    """The id of the job that the form asks for."""
    with room.inbox() as inbox:
        uploads = [part for part in form.getlist("files") if isinstance(part, UploadFile)]
        taken: dict[int, int] = {}
        files = tuple(_save(part, inbox, unique(safe_name(part.filename or ""), taken)) for part in uploads)
        glossary = form.get("glossary")
        urls = tuple(str(url) for url in form.getlist("url") if url)
        request = jobs.Request(
            kind=_kind(form, bool(files or urls)),
            text=str(form.get("text") or ""),
            files=files,
            urls=urls,
            glossary=_save(glossary, inbox, ".glossary.csv") if isinstance(glossary, UploadFile) else None,
            settings=_settings(str(form.get("settings") or "{}")),
        )
        return room.submit(request, client)


def _save(part: UploadFile, folder: Path, name: str) -> Path:
    path = folder / name
    with path.open("xb") as file:
        shutil.copyfileobj(part.file, file)
    return path


def _kind(form: FormData, is_many: bool) -> jobs.Kind:
    given = form.get("kind") or ("briefing" if is_many else "article")
    if given == "article":
        return "article"
    if given == "briefing":
        return "briefing"
    hint = "Give article or briefing"
    raise SummarizerError("there is no such kind of job", code="web.request", hint=hint, source="kind")


def _settings(text: str) -> Mapping[str, Any]:
    try:
        settings = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _no_settings() from error
    if not isinstance(settings, dict):
        raise _no_settings()
    return settings


def _no_settings() -> SummarizerError:
    hint = 'Give an object such as {"summary_sentences": 3}'
    return SummarizerError("they are no JSON object", code="web.request", hint=hint, source="settings")

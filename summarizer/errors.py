"""The errors that Mujaz raises, and every code that they carry.

    SummarizerError
      ReadError      an input cannot become an article; the rest of the batch goes on
      ModelError     a model is missing, damaged or of an unknown kind
      EngineError    a model was loaded and failed at its work
      OptionsError   options that cannot be, or cannot go together; nothing was started
      WriteError     an output cannot be written

Catch ``SummarizerError`` around a whole run, ``ReadError`` around one input. Doubts about a result are no errors: they
are ``types.Finding``.
"""

from __future__ import annotations

ERRORS: dict[str, str] = {
    "read.missing": "there is no such file or folder",
    "read.denied": "the file may not be read by this user",
    "read.failed": "the operating system could not read the file",
    "read.not_a_file": "the path is a device, pipe or socket",
    "read.empty": "the file holds no text",
    "read.too_large": "the file is larger than an article can be",
    "read.binary": "the file is not text",
    "read.wrong_type": "the content is of another type than the file name says",
    "read.unsupported": "no reader knows this type of file",
    "read.encoding": "the bytes are not valid in the encoding that the file seems to have",
    "read.no_arabic": "the text holds no Arabic",
    "read.language": "the text is in another language than Arabic",
    "read.encrypted": "the file is locked with a password",
    "read.damaged": "the file is damaged: it is not built as its type demands",
    "read.scanned": "the pages are pictures of text, not text",
    "read.too_slow": "reading the file took too long",
    "read.too_much": "the file unpacks to more than an article can be, or takes too much memory",
    "read.crashed": "the program that reads this type of file broke down",
    "read.no_article": "no article text could be found in the page",
    "read.columns": "no column of the table is clearly the text, or a named column is not in it",
    "read.row": "a row of the table is not built like the others",
    "read.media": "a picture, sound, film, font or part of a saved page, and no article: set aside",
    "read.unsafe": "the name of a file in an archive leads out of the archive or lies too deep, or the file is a link",
    "read.address": "the address is not one that may be fetched",
    "read.fetch": "the page could not be fetched",
    "read.nothing": "the inputs hold no file that a reader knows",
    "model.missing": "the model is not on this machine",
    "model.damaged": "a file of the model is missing or has the wrong digest",
    "model.unsupported": "the model's architecture is not one that the engines know",
    "model.garbage": "the model fails its self-test: what it writes makes no sense",
    "model.memory": "the model does not fit into the memory that is free",
    "model.convert": "the model could not be converted for CTranslate2",
    "model.network": "the hub of models cannot be reached, or the transfer broke off",
    "model.space": "the disk has no room for the model",
    "model.gated": "the model's owners ask to be asked first",
    "model.not_found": "the hub has no such model or revision",
    "model.digest": "a fetched file is not the one that was announced or recorded",
    "model.licence": "the model's licence was not accepted",
    "model.archive": "the archive of a model is damaged, unsafe, or no such archive",
    "engine.failed": "the engine failed while generating",
    "options.unknown": "there is no option of that name",
    "options.value": "the option does not take that value",
    "eval.lengths": "the texts to be compared are not one to one",
    "eval.rows": "a line of the rows to be scored is not built as it must be",
    "eval.comet": "COMET is not installed, or lacks the source",
    "options.file": "the options file cannot be read",
    "options.glossary": "the glossary cannot be read, or one of its lines is no entry",
    "since.missing": "the folder holds no earlier briefing",
    "since.damaged": "a record of the earlier briefing is not whole",
    "since.foreign": "the file is no briefing of Mujaz",
    "write.exists": "the output would replace a file that Mujaz did not write, or that was changed since",
    "write.failed": "the output could not be written",
    "memory.failed": "the translation memory cannot be opened",
    "cluster.missing": "Ray is not installed on this machine",
    "cluster.unreachable": "no Ray cluster answers at the address",
    "cluster.failed": "the cluster could not finish the run",
    "cluster.differs": "the machines of the cluster do not have the same code and model",
    "cluster.options": "the option cannot be had on a cluster",
    "journal.busy": "another run is writing this briefing",
    "journal.damaged": "the journal of the briefing cannot be read",
    "journal.missing": "the folder holds no briefing of Mujaz with a journal",
    "web.busy": "as many jobs wait as the server takes, or its disk is almost full",
    "web.client": "one address has as many unfinished jobs as it may have",
    "web.size": "the upload is larger than the server takes",
    "web.count": "there are more files, addresses or articles than the server takes in one job",
    "web.unknown": "there is no such job or file on the server, or it was cleared away",
    "web.failed": "the server could not finish the job",
    "web.running": "another server is at work in the folder of jobs",
    "web.request": "the request is not one that the server can read",
    "web.passwords": "the file of passwords cannot be read, or one of its lines is none",
    "article.failed": "an unforeseen fault in one article; the rest of the batch went on",
}

# What is no article of ours and was never meant to be one: told and listed, but no failure of the run.
SET_ASIDE = frozenset({"read.media", "read.language"})


class SummarizerError(Exception):
    """A failure with a code, told on one line: the input, the fault, the remedy.

    ``code`` is a key of ``ERRORS``, ``source`` the input it is about (may be empty), ``hint`` the remedy.
    """

    def __init__(self, message: str, *, code: str, hint: str = "", source: str = "") -> None:
        if code not in ERRORS:
            raise KeyError(f"error code {code!r} is not in errors.ERRORS")
        super().__init__(message)
        self.message, self.code, self.hint, self.source = message, code, hint, source

    def __str__(self) -> str:
        """``SOURCE: fault. Remedy. [code]`` with all line breaks taken out."""
        said = f"{self.message.rstrip('.')}." + (f" {_sentence(self.hint)}." if self.hint else "")
        line = (f"{self.source}: " if self.source else "") + f"{said} [{self.code}]"
        return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)


def _sentence(hint: str) -> str:
    return hint[0].upper() + hint[1:].rstrip(".")


class ReadError(SummarizerError):
    """An input cannot become an article."""


class ModelError(SummarizerError):
    """A model is missing, damaged or unknown."""


class EngineError(SummarizerError):
    """A loaded model failed."""


class OptionsError(SummarizerError):
    """Options that cannot be."""


class WriteError(SummarizerError):
    """An output cannot be written."""

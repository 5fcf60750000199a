"""The schema of designs in the real YAML language server, which editors run: designs are checked and completed as one types."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import SAMPLES, run

Message = dict[str, Any]


class Server:
    """One session with the server over standard input and output."""

    def __init__(self, folder: Path, schema: Path) -> None:
        program = folder / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
        self.process = subprocess.Popen(
            ["node", str(program), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.folder = folder
        self.settings = {"schemas": {schema.as_uri(): "*.yaml"}, "validate": True, "completion": True}
        self.messages: queue.Queue[Message] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        self.send(id=1, method="initialize", params={"processId": None, "rootUri": folder.as_uri(), "capabilities": {}})
        self.wait(lambda message: message.get("id") == 1)
        self.send(method="initialized", params={})
        self.send(method="workspace/didChangeConfiguration", params={"settings": {"yaml": self.settings}})

    def send(self, **message: Any) -> None:
        """Send one message."""
        assert self.process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def wait(self, wanted: Callable[[Message], bool]) -> Message:
        """The first message that is wanted; what the server asks on the way is answered."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                message = self.messages.get(timeout=1)
            except queue.Empty:
                continue
            if "method" in message and "id" in message:
                items = message.get("params", {}).get("items", [])
                answers = [self.settings if item.get("section") == "yaml" else {} for item in items]
                self.send(id=message["id"], result=answers if items else None)
            elif wanted(message):
                return message
        raise TimeoutError

    def diagnostics(self, name: str, text: str) -> list[tuple[int, str]]:
        """Line and message of everything that the server finds in a document."""
        uri = (self.folder / name).as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.send(method="textDocument/didOpen", params={"textDocument": document})
        found = self.wait(
            lambda message: message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri
        )
        return [(each["range"]["start"]["line"] + 1, each["message"]) for each in found["params"]["diagnostics"]]

    def completions(self, name: str, line: int, character: int) -> set[str]:
        """What the server offers at a place, counted from 0."""
        position = {"line": line, "character": character}
        uri = (self.folder / name).as_uri()
        self.send(id=9, method="textDocument/completion", params={"textDocument": {"uri": uri}, "position": position})
        result = self.wait(lambda message: message.get("id") == 9)["result"]
        return {item["label"] for item in (result["items"] if isinstance(result, dict) else result)}

    def close(self) -> None:
        """End the session."""
        self.process.kill()
        self.process.wait()
        self.reader.join()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        while True:
            length = 0
            while header := self.process.stdout.readline().strip():
                if header.lower().startswith(b"content-length"):
                    length = int(header.split(b":")[1])
            if not length:
                return
            self.messages.put(json.loads(self.process.stdout.read(length)))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("the YAML language server needs node and npm, which are not on this machine")
    folder = tmp_path_factory.mktemp("language-server")
    install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "yaml-language-server@1"]
    done = subprocess.run(install, capture_output=True, timeout=300, check=False)
    if done.returncode:
        pytest.skip("the YAML language server cannot be installed here: no package registry can be reached")
    schema = folder / "design.schema.json"
    schema.write_text(run("schema", "design").stdout, "utf-8")
    started = Server(folder, schema)
    yield started
    started.close()


def test_the_language_server_finds_nothing_wrong_with_the_sample_designs(server: Server) -> None:
    files = sorted(SAMPLES.rglob("*.yaml"))
    assert len(files) >= 9
    found = {
        str(file.relative_to(SAMPLES)): server.diagnostics("-".join(file.parts[-2:]), file.read_text("utf-8")) for file in files
    }
    assert {name: those for name, those in found.items() if those} == {}


def test_the_language_server_marks_mistakes_and_completes_keys(server: Server) -> None:
    text = "organization: {ownership: privat}\npositions:\n  - titel: x\n  - {title: 3, headcount: many}\n  - title: y\n    \n"
    lines = {line for line, _ in server.diagnostics("mistakes.yaml", text)}
    assert lines == {1, 3, 4}
    assert {"reports_to", "unit", "holder", "duties"} <= server.completions("mistakes.yaml", 5, 4)

"""A mail server of a few lines, spoken to over the network as a real one is."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Told:
    """How the server answers, and what it was given."""

    refuse: dict[str, str] = field(default_factory=dict)  # the answer to RCPT, by address
    hang_up_at: str = ""  # the word at which it closes the connection; “.” is after the whole message
    messages: list[EmailMessage] = field(default_factory=list)


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    told: Told


class _Handler(socketserver.StreamRequestHandler):
    server: _Server

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word in (self.server.told.hang_up_at, "QUIT"):
                return
            if word == "DATA":
                if not self.take():
                    return
            elif word == "RCPT":
                address = line.partition("<")[2].partition(">")[0]
                self.say(self.server.told.refuse.get(address, "250 ok"))
            else:
                self.say("250 ok")

    def take(self) -> bool:
        self.say("354 go on")
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.server.told.messages.append(message_from_bytes(b"".join(lines), policy=policy.default))
        if self.server.told.hang_up_at == ".":
            return False
        self.say("250 taken")
        return True


@contextmanager
def a_mail_server(**told: object) -> Iterator[tuple[Told, int]]:
    """A running server: what it was told, and its port."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.told = Told(**told)  # type: ignore[arg-type]
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.told, server.server_address[1]
        finally:
            server.shutdown()
            thread.join()

"""A mail server on a real socket, which can be away in the ways that real ones are."""

import socket
import threading
from email import message_from_bytes
from typing import NamedTuple


class Letter(NamedTuple):
    """A mail as it arrived: to whom, and by which identity."""

    to: str
    message_id: str


class MailServer:
    """Refuses every call at first; then hangs, or works, as it is told."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.held = 0
        self._works, self._ends = threading.Event(), threading.Event()
        # Bound, so that nobody takes the port; until it listens, whoever calls is refused.
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]

    def hang(self) -> None:
        """Take every call from now on, and say not a word."""
        self._socket.listen()
        threading.Thread(target=self._take_calls, daemon=True).start()

    def work(self) -> None:
        """Be well from now on. Whoever was kept waiting has to call again."""
        self._works.set()

    def close(self) -> None:
        self._ends.set()
        self._works.set()
        self._socket.close()

    def _take_calls(self) -> None:
        self._socket.settimeout(0.2)
        while not self._ends.is_set():
            try:
                call, _caller = self._socket.accept()
            except TimeoutError:
                continue
            except OSError:
                return
            call.settimeout(60)
            threading.Thread(target=self._answer, args=[call], daemon=True).start()

    def _answer(self, call: socket.socket) -> None:
        with call:
            if not self._works.is_set():
                self.held += 1
                self._works.wait()
                return
            try:
                self._converse(call)
            except OSError:  # the other one was killed
                return

    def _converse(self, call: socket.socket) -> None:
        to, file = "", call.makefile("rb")
        call.sendall(b"220 test\r\n")
        while line := file.readline():
            command = line[:4].upper()
            if command == b"RCPT":
                to = line.decode().partition("<")[2].partition(">")[0]
            if command != b"DATA":
                call.sendall(b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n")
                continue
            call.sendall(b"354 go on\r\n")
            body = b"".join(iter(file.readline, b".\r\n"))
            self.letters.append(Letter(to, str(message_from_bytes(body)["Message-ID"])))
            call.sendall(b"250 ok\r\n")

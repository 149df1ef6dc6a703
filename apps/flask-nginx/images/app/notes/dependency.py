"""A server this process depends on, but must outlive."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)

PING_SECONDS = 1.0  # how long a ping may take, and the pause after it
ANSWER_SECONDS = 2.0  # how long a request waits for its answer, unless the server has a limit of its own


class Unavailable(Exception):
    """A dependency does not answer."""

    def __init__(self, dependency: str) -> None:
        super().__init__(f"{dependency} is unavailable")
        self.dependency = dependency


class Dependency:
    """Asks one server in threads of its own, and watches it with a ping.

    A server that hangs, or a name lookup that does, holds up only these threads: the request waits
    `answer_seconds` at most. After two pings in a row that fail, requests are refused at once, so
    that the threads which serve them, and with them `/health`, stay free however many arrive. One
    may be late because the machine is busy: to refuse all for that would make an outage of it.
    """

    def __init__(
        self,
        name: str,
        ping: Callable[[], object],
        failures: tuple[type[Exception], ...],
        threads: int,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.name = name
        self.available = False
        self._ping = ping
        self._answer_seconds = answer_seconds
        self._failures: tuple[type[Exception], ...] = (TimeoutError, *failures)
        self._threads = ThreadPoolExecutor(threads + 1, thread_name_prefix=name)  # one is for the ping
        self._doubt = threading.Event()
        self._pinged = threading.Event()

    def watch(self) -> None:
        """Starts the pings, and waits for the first, so that no early request is refused for nothing."""
        threading.Thread(target=self._watch, name=f"{self.name}-watch", daemon=True).start()
        self._pinged.wait(2 * PING_SECONDS)

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """The answer to `question`; raises `Unavailable` if there is none in time."""
        if not self.available:
            raise Unavailable(self.name)
        try:
            return self._within(self._answer_seconds, question)
        except self._failures as error:
            log.warning("%s did not answer a request: %s", self.name, _reason(error))
            self._doubt.set()
            raise Unavailable(self.name) from error

    def _within(self, seconds: float, question: Callable[[], Answer]) -> Answer:
        answer = self._threads.submit(question)
        try:
            return answer.result(seconds)
        except TimeoutError:
            answer.cancel()  # has an effect only on a question that still queues
            raise

    def _watch(self) -> None:
        while True:
            self._doubt.clear()
            failure = self._failure()
            if failure and self.available:
                failure = self._failure()
            self._becomes(failure is None, _reason(failure) if failure else "it answers")
            self._pinged.set()
            self._doubt.wait(PING_SECONDS)

    def _failure(self) -> Exception | None:
        """Why a ping fails, if it does."""
        try:
            self._within(PING_SECONDS, self._ping)
        except Exception as error:  # whatever it is, the next ping is what ends it
            return error
        return None

    def _becomes(self, available: bool, reason: str) -> None:
        first = not self._pinged.is_set()
        if available != self.available or first:
            level = logging.INFO if available else logging.WARNING
            log.log(level, "%s is %s: %s", self.name, "available" if available else "unavailable", reason)
        self.available = available


def _reason(error: Exception) -> str:
    return str(error) or ("no answer in time" if isinstance(error, TimeoutError) else type(error).__name__)

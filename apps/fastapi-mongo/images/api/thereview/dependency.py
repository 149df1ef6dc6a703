"""A server this process depends on, but must outlive."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from .metrics import DEPENDENCY_UP

Answer = TypeVar("Answer")

log = logging.getLogger(__name__)

CONNECT_SECONDS = 1.0  # how long it may take to reach a server
PING_SECONDS = 2.0  # how long a ping may take
PAUSE_SECONDS = 1.0  # between pings
ANSWER_SECONDS = 5.0  # how long a request waits for its answer, unless the server has a limit of its own
STALE_SECONDS = 20.0  # when nothing was watched for so long the watch itself is broken


class UnavailableError(Exception):
    """A dependency does not answer."""

    def __init__(self, dependency: str) -> None:
        super().__init__(f"{dependency} is unavailable")
        self.dependency = dependency


class Dependency:
    """Asks one server with a time limit, and watches it with a ping.

    While the pings fail, requests are refused at once instead of piling up behind a server that
    hangs. A ping that is merely late has to be so twice: that happens on a busy machine too. And
    what answers requests needs no ping.
    """

    def __init__(
        self,
        name: str,
        ping: Callable[[], Awaitable[object]],
        failures: tuple[type[Exception], ...],
        *,
        required: bool = True,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self.name = name
        self.required = required  # whether nothing can be served without it
        self._answer_seconds = answer_seconds
        self.available = False
        self._ping = ping
        self._failures: tuple[type[Exception], ...] = (TimeoutError, OSError, *failures)
        self._doubt = asyncio.Event()
        self._pinged = asyncio.Event()
        self._answered = asyncio.Event()
        self._late = 0
        self._last_watched = time.monotonic()
        self._left: set[asyncio.Future[Any]] = set()
        DEPENDENCY_UP.labels(name).set(0)

    @property
    def watched(self) -> bool:
        """Whether somebody still looks; what is found does not matter."""
        return time.monotonic() - self._last_watched < STALE_SECONDS

    async def watch(self) -> None:
        """Pings for ever."""
        while True:
            self._last_watched = time.monotonic()
            if self._answered.is_set() and not self._doubt.is_set():
                self._late = 0
            else:
                self._doubt.clear()
                await self._find_out()
                self._pinged.set()
            self._answered.clear()
            await _either(self._doubt, PAUSE_SECONDS)

    async def first_ping(self) -> None:
        """Waits for the first ping, so that no early request is refused for nothing."""
        await _either(self._pinged, PING_SECONDS)

    async def ask(self, question: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer to `question`; raises `UnavailableError` if there is none in time."""
        if not self.available:
            raise UnavailableError(self.name)
        try:
            answer = await self._within(self._answer_seconds, question)
        except self._failures as error:
            log.warning("%s did not answer a request: %s", self.name, _reason(error))
            self._doubt.set()
            raise UnavailableError(self.name) from error
        self._answered.set()
        return answer

    async def _find_out(self) -> None:
        try:
            await self._within(PING_SECONDS, self._ping)
        except TimeoutError as error:
            self._late += 1
            if self._late > 1:
                self._becomes(False, _reason(error))
        except Exception as error:  # whatever it is, the next ping is what ends it
            self._becomes(False, _reason(error))
        else:
            self._late = 0
            self._becomes(True, "it answers")

    async def _within(self, seconds: float, question: Callable[[], Awaitable[Answer]]) -> Answer:
        # A question that is late is left alone, not cancelled: to tidy up may hang as well, and a driver's
        # pool may come out of it broken. It ends by the driver's own limits.
        answer = asyncio.ensure_future(question())
        await asyncio.wait({answer}, timeout=seconds)
        if not answer.done():
            self._left.add(answer)
            answer.add_done_callback(self._forget)
            raise TimeoutError(f"no answer within {seconds:g} s")
        return answer.result()

    def _forget(self, answer: "asyncio.Future[Any]") -> None:
        self._left.discard(answer)
        if not answer.cancelled():
            answer.exception()  # looked at, so that it is not reported as never retrieved

    def _becomes(self, available: bool, reason: str) -> None:
        first = not self._pinged.is_set()
        if available != self.available or first:
            level = logging.INFO if available else logging.WARNING
            log.log(level, "%s is %s: %s", self.name, "available" if available else "unavailable", reason)
        self.available = available
        DEPENDENCY_UP.labels(self.name).set(available)


async def _either(event: asyncio.Event, seconds: float) -> None:
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__

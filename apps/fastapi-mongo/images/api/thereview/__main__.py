"""Runs the service with several workers: `python -m thereview`."""

import os

import uvicorn
from uvicorn.supervisors import Multiprocess

from . import metric_files
from .config import Config
from .logs import CONFIG as LOGS


class Workers(Multiprocess):
    """uvicorn's own, except that it stops listening before it stops its workers.

    Otherwise a connection that comes in between would be taken, but never served.
    """

    def terminate_all(self) -> None:
        for socket in self.sockets:
            socket.close()
        super().terminate_all()


def main() -> None:
    config = Config.from_env(os.environ)
    metric_files.clear()
    server = uvicorn.Config(
        "thereview.app:create_app",
        factory=True,
        host="0.0.0.0",  # noqa: S104 (a container: all its addresses)
        port=config.port,
        workers=config.workers,
        log_config=LOGS,
        access_log=False,  # request_log has more to say
        server_header=False,
        # Exactly one proxy stands in front, and it replaces what a client claims.
        proxy_headers=True,
        forwarded_allow_ips="*",
        # Longer than proxies keep idle connections (60 s and less): the side that closes first should be
        # the client, or a request meets a connection that is just being closed.
        timeout_keep_alive=75,
        timeout_graceful_shutdown=30,
    )
    Workers(server, [server.bind_socket()]).run()


if __name__ == "__main__":
    main()

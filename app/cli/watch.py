"""Starts the embedded database again when it dies under the server."""

import sys
import threading

from app.db.cluster import Cluster
from app.errors import ClusterError

PERIOD = 1.0
LONGEST_PERIOD = 30.0


class ClusterWatch(threading.Thread):
    def __init__(self, cluster: Cluster) -> None:
        super().__init__(name="cluster-watch", daemon=True)
        self._cluster = cluster
        self._ended = threading.Event()

    def run(self) -> None:
        period = PERIOD
        while not self._ended.wait(period):
            try:
                if self._cluster.revive():
                    print("The database had stopped; it runs again.", file=sys.stderr, flush=True)
                period = PERIOD
            except (ClusterError, OSError) as error:
                period = min(period * 2, LONGEST_PERIOD)
                print(f"The database is down: {error}", file=sys.stderr, flush=True)

    def end(self) -> None:
        self._ended.set()
        self.join()

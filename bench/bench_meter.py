"""What is measured."""

import os
import time
from pathlib import Path


class Meter:
    """CPU seconds that this process and one PostgreSQL backend spend inside the block."""

    def __init__(self, connection):
        self._stat = Path(f"/proc/{connection.get_backend_pid()}/stat")

    def _read(self):
        user, system = self._stat.read_text().rpartition(")")[2].split()[11:13]
        return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def __enter__(self):
        self._clock, self._start = time.perf_counter(), self._read()
        return self

    def __exit__(self, *error):
        self.clock, self.cpu = time.perf_counter() - self._clock, self._read() - self._start

"""What is measured."""

import os
import time
from pathlib import Path


def read_peak_memory():
    """Peak of this process in kB since it started its program.

    Not ``ru_maxrss``: a child takes that of its parent along, however small it is itself.
    """
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0])


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

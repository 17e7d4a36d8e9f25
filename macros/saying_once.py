"""Says a warning once for as long as it stands, and not again at every edit."""

import logging


class Once(logging.Handler):
    def __init__(self, log: logging.Logger) -> None:
        super().__init__(logging.WARNING)
        self._log = log
        self._said: set[str] = set()
        self._heard: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        self.say(record.getMessage())

    def say(self, message: str) -> None:
        self._heard.add(message)
        if message not in self._said:
            self._said.add(message)
            self._log.info("%s", message)

    def begin(self) -> None:
        self._heard.clear()

    def end(self) -> None:
        """Everything was looked at."""
        self._said &= self._heard

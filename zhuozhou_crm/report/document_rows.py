"""Lines of a register, and numbers, as texts."""

from .figures import translated
from .registers import LIGHT_WORDS, divide
from .xlsx_sheet import LIGHTS

DIGITS = "零一二三四五六七八九"


class RegisterRows:
    """Lines of a register as texts, their totals kept on the way."""

    def __init__(self, document, register, url: str):
        self.document = document
        self.register = register
        self.url = url
        self.number_column = next(
            i for i, column in enumerate(register.columns) if column.kind == "number"
        )
        self._last, self._number = None, 0
        self._totals = {i: 0 for i, column in enumerate(register.columns) if column.total}
        self._shares = {i: c.share for i, c in enumerate(register.columns) if c.share}

    def label(self, column) -> str:
        label = translated(self.document.env, column.label).replace("\n", "")
        if column.kind == "amount":
            return self.document.env._(
                "%(label)s (%(unit)s)", label=label, unit=self.document.unit.label
            )
        return label

    def row(self, record_id: int, values: list) -> tuple[str, list[str]]:
        again = record_id == self._last
        if not again:
            self._last, self._number = record_id, self._number + 1
            for index in self._totals.keys() - self._shares.keys():
                self._totals[index] += values[index] or 0
        texts = [
            "" if again and not column.of_line else self._text(column, value)
            for column, value in zip(self.register.columns, values, strict=True)
        ]
        return f"{self.url}/{record_id}", texts

    def fills(self) -> dict[int, dict[str, tuple[str, str]]]:
        """Of columns with lights: ground and letters of each word, as ``#RRGGBB``."""
        words = {
            translated(self.document.env, word): tuple(LIGHTS[colour].values())
            for colour, word in LIGHT_WORDS.items()
        }
        return {
            index: words
            for index, column in enumerate(self.register.columns)
            if column.kind == "light"
        }

    def total(self) -> list[str] | None:
        if not self._totals:
            return None
        columns = self.register.columns
        paths = [column.path for column in columns]
        for index in self._totals.keys() & self._shares.keys():
            part, whole = (paths.index(path) for path in self._shares[index])
            self._totals[index] = divide(self._totals[part], self._totals[whole])
        texts = [
            self._text(column, self._totals[i]) if i in self._totals else ""
            for i, column in enumerate(columns)
        ]
        texts[self.number_column] = self.document.env._("Total")
        return texts

    def _text(self, column, value) -> str:
        if column.kind == "number":
            return str(self._number)
        if value is None or value == "":
            return ""
        if column.kind == "amount":
            return self.document._amount(value)
        if column.kind == "percent":
            return f"{value:.1%}"
        if column.kind == "month":
            return value.strftime("%Y-%m")
        if column.kind in ("count", "days_since", "late"):
            return f"{value:,}"
        if column.kind == "decimal":
            return f"{value:,.1f}"
        return str(value)


def chinese_number(number: int) -> str:
    """一 to 九十九, as headings are numbered."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")

"""What can be wrong with a ledger, as codes with parameters."""


class LedgerError(Exception):
    """The file as a whole cannot be read; ``code`` says why, ``params`` what to tell about it."""

    def __init__(self, code, **params):
        super().__init__(code, params)
        self.code = code
        self.params = params


class CellError(ValueError):
    """A cell holds no value that could be taken as it is.

    ``decide`` tells whether a person who looks at the cell can say what it means (约1.2亿), or
    whether the ledger has to be mended (-5 as an investment).
    """

    def __init__(self, code, decide=False, **params):
        super().__init__(code)
        self.code = code
        self.decide = decide
        self.params = params

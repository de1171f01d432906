from . import investment_ledger
from . import investment_snapshot
from . import investment_summary
from . import portal

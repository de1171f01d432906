from . import investment_snapshot
from . import investment_summary

from . import investment_summary

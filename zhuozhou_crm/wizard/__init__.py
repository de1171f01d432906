from . import investment_claim_reassign
from . import investment_deal_end
from . import investment_fall_through
from . import investment_lead_merge
from . import investment_lead_merge_line
from . import investment_register_wizard
from . import investment_summary_wizard

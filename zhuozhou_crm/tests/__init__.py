from . import test_amount
from . import test_crm_team
from . import test_event_event
from . import test_groups
from . import test_investment_engagement
from . import test_investment_trip
from . import test_js
from . import test_res_users

from . import test_amount
from . import test_groups
from . import test_js
from . import test_res_users

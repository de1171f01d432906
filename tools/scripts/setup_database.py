"""Make a database ready for a Chinese office. Run in ``odoo shell``; may be run again at any time.

Environment: ZCRM_ADMIN_PASSWORD sets the administrator's password when given.
"""

import os

COMPANY = "涿州市投资促进中心"
LANG = "zh_CN"
TZ = "Asia/Shanghai"


def set_up_language(env):
    lang = env["res.lang"].with_context(active_test=False).search([("code", "=", LANG)])
    if not lang.active:
        env["res.lang"]._activate_lang(LANG)
    lang.write({"week_start": "1"})
    env["ir.default"].set("res.partner", "lang", LANG)
    env["ir.default"].set("res.partner", "tz", TZ)


def set_up_company(env):
    company = env.ref("base.main_company")
    china = env.ref("base.cn")
    if company.name in ("My Company", "YourCompany"):
        company.write(
            {"name": COMPANY, "country_id": china.id, "currency_id": china.currency_id.id}
        )
    company.partner_id.write({"lang": LANG, "tz": TZ})


def set_up_users(env):
    users = env["res.users"].with_context(active_test=False).search([])
    users.partner_id.write({"lang": LANG, "tz": TZ})
    admin = env.ref("base.user_admin")
    if admin.name in ("Administrator", "Mitchell Admin"):
        admin.name = "系统管理员"
    if password := os.environ.get("ZCRM_ADMIN_PASSWORD"):
        admin.password = password
    # English is not offered once nobody uses it
    english = env["res.lang"].search([("code", "=", "en_US")])
    if english and not env["res.partner"].with_context(active_test=False).search_count(
        [("lang", "=", "en_US")], limit=1
    ):
        english.active = False


def set_up_calendar(env):
    if "resource.calendar" in env:
        env["resource.calendar"].search([("tz", "!=", TZ)]).write({"tz": TZ})


def keep_data_at_home(env):
    """A public office's server does not report to third parties by itself."""
    if cron := env.ref("mail.ir_cron_module_update_notification", raise_if_not_found=False):
        cron.active = False


def set_up(env):
    set_up_language(env)
    set_up_company(env)
    set_up_users(env)
    set_up_calendar(env)
    keep_data_at_home(env)
    env.cr.commit()


set_up(env)  # noqa: F821 - given by odoo shell

{
    "name": "Zhuozhou Investment CRM",
    "version": "19.0.1.0.0",
    "category": "Sales/CRM",
    "summary": "Investment attraction for a county-level city: enterprises, trips, pipeline, deals, "
    "figures",
    "author": "zhuozhou_crm contributors",
    "license": "LGPL-3",
    "depends": ["crm", "event_crm", "portal", "rating"],
    "external_dependencies": {"python": ["python-stdnum", "xlsxwriter"]},
    "data": [
        "security/zhuozhou_crm_groups.xml",
        "security/ir.model.access.csv",
        "security/crm_team_security.xml",
        "security/investment_engagement_security.xml",
        "security/investment_trip_security.xml",
        "data/crm_team_data.xml",
        "data/investment_trip_data.xml",
        "views/crm_team_views.xml",
        "views/event_event_views.xml",
        "views/investment_engagement_views.xml",
        "views/investment_trip_views.xml",
        "views/res_users_views.xml",
        "views/zhuozhou_crm_menus.xml",
    ],
    "demo": [],
    "assets": {
        "web.assets_backend": [
            # The distribution ships without this file; without it every tour ends in a
            # console error. Removing the path is harmless where the file exists.
            ("remove", "mail/static/lib/selfie_segmentation/selfie_segmentation.js"),
            "zhuozhou_crm/static/src/**/*",
        ],
        "web.assets_unit_tests": ["zhuozhou_crm/static/tests/**/*"],
    },
    "application": True,
    "installable": True,
    "uninstall_hook": "uninstall_hook",
}

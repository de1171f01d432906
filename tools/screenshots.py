#!/usr/bin/env python3
"""Take the screenshots of README.md and docs/ from a running system with the sample data.

usage: screenshots.py --url http://127.0.0.1:8069 [--out docs/images] [--only NAME …]

Needs PyPI's ``playwright`` and a Chromium on PATH. Every picture is a row of SCREENS: its name,
who looks, the address below /odoo, the width in pixels (1440 desktop, 390 phone) and a selector
to click first, if any.
"""

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

PASSWORD = "zhuozhou"
DESKTOP, PHONE = 1440, 390
ACTION = "action-zhuozhou_crm."
SCREENS = [
    ("pipeline", "officer", ACTION + "crm_lead_action", DESKTOP, None),
    ("pipeline_phone", "officer", ACTION + "crm_lead_action", PHONE, None),
    ("enterprises", "officer", ACTION + "res_partner_action_target", DESKTOP, None),
    ("trips", "officer", ACTION + "investment_trip_action", DESKTOP, None),
    ("engagements", "officer", ACTION + "investment_engagement_action", DESKTOP, None),
    ("events", "officer", ACTION + "event_event_action_promotion", DESKTOP, None),
    ("deals", "manager", ACTION + "investment_deal_action", DESKTOP, None),
    ("indicators", "manager", ACTION + "investment_indicator_action", DESKTOP, None),
    (
        "published",
        "manager",
        ACTION + "investment_published_text_action",
        DESKTOP,
        ".o_data_row .o_data_cell[name=name]",
    ),
    ("key_projects", "manager", ACTION + "investment_project_action", DESKTOP, None),
    (
        "key_project",
        "officer",
        ACTION + "investment_project_action",
        DESKTOP,
        ".o_data_row:has-text('示例新型显示材料') td.o_data_cell",
    ),
    (
        "filing",
        "officer",
        ACTION + "investment_project_progress_action_open_filing",
        DESKTOP,
        None,
    ),
    ("board", "leader", ACTION + "investment_project_action_board", DESKTOP, None),
    ("wall", "leader", ACTION + "investment_project_action_wall", DESKTOP, None),
    ("timeline", "leader", ACTION + "investment_project_action_timeline", DESKTOP, None),
    (
        "hearing",
        "manager",
        ACTION + "investment_hearing_action",
        DESKTOP,
        ".o_data_row td[name=name]",
    ),
    ("summary", "leader", ACTION + "investment_summary_wizard_action", DESKTOP, None),
]


def open_page(browser, url, login, width):
    """Return a page signed in as ``login``."""
    context = browser.new_context(
        viewport={"width": width, "height": 900 if width > 600 else 844},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    page = context.new_page()
    page.goto(f"{url}/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_selector(".o_main_navbar", timeout=60000)
    return page


def shoot(page, url, path, click, target):
    """Open ``path``, wait until it stands still and save the picture."""
    page.goto(f"{url}/odoo/{path}")
    page.wait_for_selector(
        ".o_action_manager :is(.o_view_controller, .o_investment_wall, .o_investment_timeline), "
        ".modal-content",
        timeout=60000,
    )
    if click:
        page.click(click)
    page.wait_for_timeout(3000)
    page.screenshot(path=target)
    print(target)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--url", required=True)
    parser.add_argument("--out", default="docs/images", type=Path)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    pages = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for name, login, path, width, click in SCREENS:
            if options.only and name not in options.only:
                continue
            key = login, width
            if key not in pages:
                pages[key] = open_page(browser, options.url, login, width)
            shoot(pages[key], options.url, path, click, str(options.out / f"{name}.png"))
        browser.close()


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Write the sample data of the addon into zhuozhou_crm/demo/; nothing random, no dependency.

    python3 tools/generate_sample_data.py            write the files
    python3 tools/generate_sample_data.py --check    compare them with what would be written

The year 2023 is records, not totals; their sums are the figures that the city published:
19 trips, 30,000 km, 173 enterprises of which 106 central SOE or Beijing firms, nine agreements of
44.85 亿元 at one event, central SOE units from 37 to 58; 56 key projects of 626.6 亿元, 91.9 亿元
completed in the year. A smaller current year is relative to the
day of loading. Everything invented says 示例 in its name. People and teams are written by hand in
demo/sample_people.xml.
"""

import argparse
import sys
from pathlib import Path

from sample_data import (
    enterprises,
    key_project_lights,
    key_projects,
    key_projects_now,
    outreach,
    pipeline,
    published,
    today_records,
)
from sample_data.output import to_csv, to_xml

DEMO = Path(__file__).resolve().parent.parent / "zhuozhou_crm" / "demo"


def build_files():
    """Contents by file name. Their order is the manifest's."""
    contacted = enterprises.build_contacted()
    uncontacted = enterprises.build_uncontacted()
    enterprise_of = pipeline.find_enterprises(contacted)
    local_units = pipeline.build_local_units(enterprise_of)
    settled = enterprises.build_settled() + enterprises.build_settled_others()
    firms = [enterprise.row for enterprise in contacted + uncontacted]
    meetings = [
        *outreach.first_meetings(contacted, pipeline.find_leads(enterprise_of)),
        *pipeline.build_follow_ups(enterprise_of),
        *outreach.cancelled_meetings(uncontacted),
    ]
    deals = pipeline.build_deals(enterprise_of)
    tables = {
        "res.partner-groups.csv": enterprises.build_groups(),
        "res.partner-local_units.csv": settled + local_units,
        "res.partner-enterprises.csv": firms,
        "res.partner-contacts.csv": enterprises.build_contacts(contacted + uncontacted),
        "investment.trip.csv": outreach.build_trips(),
        "investment.trip.stop.csv": outreach.build_stops(),
        "ir.attachment.csv": pipeline.build_evidence(),
        "crm.lead.csv": pipeline.build_leads(enterprise_of),
        "investment.engagement.csv": sorted(meetings, key=lambda row: row["date"]),
        "investment.trip-states.csv": outreach.build_trip_states(),
        "crm.lead-stages.csv": pipeline.build_stages(),
        "investment.deal.csv": deals,
        "investment.deal-verified.csv": pipeline.build_verifications(),
        "investment.deal-terminated.csv": pipeline.build_terminations(),
        "investment.fund.receipt.csv": pipeline.build_receipts(deals),
        "investment.fund.receipt-states.csv": pipeline.build_receipt_states(),
        "crm.lead-lost.csv": pipeline.build_losses(),
        "crm.lead-dates.csv": pipeline.build_dates(),
        "investment.published.text.csv": published.build_texts(),
        "investment.published.figure.csv": published.build_figures(),
        **_build_key_projects(),
    }
    files = {name: to_csv(list(rows)) for name, rows in tables.items()}
    files["sample_event_2023.xml"] = to_xml(outreach.build_event(contacted))
    files["sample_current_year.xml"] = to_xml(today_records.build(enterprise_of))
    return files | _build_key_project_records()


def _build_key_projects():
    return {
        "investment.project.csv": key_projects.build_projects(),
        "investment.project.plan.csv": key_projects.build_plans(),
        "investment.project.progress.csv": key_projects.build_progress(),
        "investment.approval.csv": key_projects.build_approvals(),
        "investment.site.survey.csv": key_projects.build_surveys(),
        "investment.land.acquisition.csv": key_projects.build_land(),
    }


def _build_key_project_records():
    return {
        "sample_lights_2023.xml": to_xml(key_project_lights.build()),
        "sample_key_projects_now.xml": to_xml(key_projects_now.build()),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="write nothing, fail on a difference"
    )
    check = parser.parse_args().check
    stale = []
    for name, content in build_files().items():
        path = DEMO / name
        if path.exists() and path.read_text(encoding="utf-8") == content:
            continue
        stale.append(name)
        if not check:
            path.write_text(content, encoding="utf-8")
    if check and stale:
        sys.exit(f"not what tools/generate_sample_data.py writes: {', '.join(stale)}")
    print(f"{len(stale)} files written" if stale else "the sample data is up to date")


if __name__ == "__main__":
    main()

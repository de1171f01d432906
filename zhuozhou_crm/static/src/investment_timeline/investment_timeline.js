import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { Component, onWillStart, useState } from "@odoo/owl";

/** The year of the projects: planned and actual building as bars, milestones as marks. */
export class InvestmentTimeline extends Component {
    static template = "zhuozhou_crm.Timeline";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.state = useState({ data: null, year: null, colour: null, offset: 0 });
        onWillStart(() => this.load({}));
    }

    async load(changes) {
        const { year, colour, offset } = { ...this.state, ...changes };
        const data = await this.orm.call("investment.project", "get_timeline_data", [
            year,
            colour,
            offset,
        ]);
        Object.assign(this.state, { data, colour, offset, year: data.year });
    }

    get last() {
        return this.state.offset + this.state.data.projects.length;
    }

    openProject(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "investment.project",
            res_id: id,
            views: [[false, "form"]],
            target: "current",
        });
    }
}

registry.category("actions").add("zhuozhou_crm.timeline", InvestmentTimeline);

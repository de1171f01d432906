import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

import { Component, onMounted, onWillStart, onWillUnmount, useState } from "@odoo/owl";

const REFRESH = 60_000;
const TURN = 12_000;
const ROWS = 6;

/**
 * The lights of all projects for a big screen, red first: reads everything in one call, again every
 * minute, and turns the pages by itself. A moving mouse holds the page; one left lying on the screen
 * does not. A click leads to the records.
 *
 * It covers the window by its style, so that whoever opened it comes back to the menus he left.
 */
export class InvestmentWall extends Component {
    static template = "zhuozhou_crm.Wall";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ data: null, page: 0, stale: false });
        onWillStart(() => this.load());
        onMounted(() => {
            this.refreshing = setInterval(() => this.refresh(), REFRESH);
            this.holdPage();
        });
        onWillUnmount(() => {
            clearInterval(this.refreshing);
            clearTimeout(this.turning);
        });
    }

    async load() {
        this.state.data = await this.orm.silent.call("investment.project", "get_wall_data");
    }

    /** Without an answer the last figures stay, and the screen says of when they are. */
    async refresh() {
        try {
            await this.load();
            this.state.stale = false;
        } catch {
            this.state.stale = true;
        }
    }

    get pages() {
        return Math.max(1, Math.ceil(this.state.data.projects.length / ROWS));
    }

    get page() {
        return Math.min(this.state.page, this.pages - 1);
    }

    get rows() {
        return this.state.data.projects.slice(this.page * ROWS, (this.page + 1) * ROWS);
    }

    turn(step) {
        this.state.page = (this.page + step + this.pages) % this.pages;
        this.holdPage();
    }

    /** The page stays for its full time from now on. */
    holdPage() {
        clearTimeout(this.turning);
        this.turning = setTimeout(() => this.turn(1), TURN);
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

    openLight(colour) {
        return this.action.doAction("zhuozhou_crm.investment_project_action_board", {
            additionalContext: { [`search_default_filter_${colour}`]: 1 },
        });
    }

    leave() {
        return this.action.doAction("zhuozhou_crm.investment_project_action_board", {
            clearBreadcrumbs: true,
        });
    }
}

registry.category("actions").add("zhuozhou_crm.wall", InvestmentWall);

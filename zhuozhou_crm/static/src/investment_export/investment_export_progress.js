import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Component, useState } from "@odoo/owl";

/** In the corner of every page while files are being made: how far they are. */
export class InvestmentExportProgress extends Component {
    static template = "zhuozhou_crm.InvestmentExportProgress";
    static props = {};

    setup() {
        this.action = useService("action");
        this.running = useState(useService("investment_export").running);
    }

    get files() {
        return Object.values(this.running);
    }

    get progress() {
        return Math.min(...this.files.map((file) => file.progress));
    }

    get names() {
        return this.files.map((file) => file.name).join("\n");
    }

    open() {
        this.action.doAction("zhuozhou_crm.investment_export_action");
    }
}

registry
    .category("systray")
    .add("investment_export", { Component: InvestmentExportProgress }, { sequence: 90 });

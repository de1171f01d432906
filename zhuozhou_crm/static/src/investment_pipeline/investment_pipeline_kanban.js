import { ForecastKanbanRenderer } from "@crm/views/forecast_kanban/forecast_kanban_renderer";
import { forecastKanbanView } from "@crm/views/forecast_kanban/forecast_kanban_view";
import { RottingColumnProgress } from "@mail/js/rotting_mixin/rotting_column_progress";
import { RottingKanbanHeader } from "@mail/js/rotting_mixin/rotting_kanban_header";
import { RottingKanbanRenderer } from "@mail/js/rotting_mixin/rotting_kanban_renderer";
import { rottingKanbanView } from "@mail/js/rotting_mixin/rotting_kanban_view";
import { registry } from "@web/core/registry";

import { InvestmentAmountNumber } from "../investment_amount/investment_amount_kanban";

/** Above a column: next steps as a bar, overdue projects, all projects and their value. */
export class InvestmentColumnProgress extends RottingColumnProgress {
    static template = "zhuozhou_crm.ColumnProgress";
    static components = {
        ...RottingColumnProgress.components,
        AnimatedNumber: InvestmentAmountNumber,
    };
}

export class InvestmentPipelineHeader extends RottingKanbanHeader {
    static components = {
        ...RottingKanbanHeader.components,
        ColumnProgress: InvestmentColumnProgress,
    };

    /** A new project begins in the first stage: it has none of the facts the others ask for. */
    canQuickCreate() {
        const { group } = this.props;
        const isFirst = group.model.root.groups[0] === group;
        return super.canQuickCreate() && (isFirst || group.groupByField.name !== "stage_id");
    }
}

export class InvestmentPipelineRenderer extends RottingKanbanRenderer {
    static components = {
        ...RottingKanbanRenderer.components,
        KanbanHeader: InvestmentPipelineHeader,
    };
}

export class InvestmentForecastRenderer extends ForecastKanbanRenderer {
    static components = {
        ...ForecastKanbanRenderer.components,
        KanbanHeader: InvestmentPipelineHeader,
    };
}

registry.category("views").add("investment_pipeline_kanban", {
    ...rottingKanbanView,
    Renderer: InvestmentPipelineRenderer,
});
registry.category("views").add("investment_forecast_kanban", {
    ...forecastKanbanView,
    Renderer: InvestmentForecastRenderer,
});

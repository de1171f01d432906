import { registry } from "@web/core/registry";
import { KanbanHeader } from "@web/views/kanban/kanban_header";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { AnimatedNumber } from "@web/views/view_components/animated_number";
import { ColumnProgress } from "@web/views/view_components/column_progress";

import { formatInvestmentAmount } from "./investment_amount_format";

/** Total above a kanban column, in the reader's unit instead of "4.5G". */
export class InvestmentAmountNumber extends AnimatedNumber {
    format(value) {
        return formatInvestmentAmount(value);
    }
}

export class InvestmentAmountColumnProgress extends ColumnProgress {
    static components = { ...ColumnProgress.components, AnimatedNumber: InvestmentAmountNumber };
}

export class InvestmentAmountKanbanHeader extends KanbanHeader {
    static components = {
        ...KanbanHeader.components,
        ColumnProgress: InvestmentAmountColumnProgress,
    };
}

export class InvestmentAmountKanbanRenderer extends KanbanRenderer {
    static components = {
        ...KanbanRenderer.components,
        KanbanHeader: InvestmentAmountKanbanHeader,
    };
}

/** For a kanban whose progress bar sums a Monetary field. */
export const investmentAmountKanbanView = {
    ...kanbanView,
    Renderer: InvestmentAmountKanbanRenderer,
};

registry.category("views").add("investment_amount_kanban", investmentAmountKanbanView);

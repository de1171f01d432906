from collections import defaultdict

from odoo import api, models

from ..tools.ledger.rows import TELL


class InvestmentLedgerMessage(models.AbstractModel):
    """Puts the problems of a ledger into words: what, where, and how to mend it.

    The readers of ledgers deal in codes with parameters (``tools/ledger``); here each code has its
    sentence. A sentence about a row names the row as the spreadsheet numbers it, and the column.
    """

    _name = "investment.ledger.message"
    _description = "Words for the Problems of Ledgers"

    @api.model
    def _describe_error(self, error):
        """Return the sentence for a ``LedgerError``: why the file as a whole cannot be read."""
        mib = 1024 * 1024
        params = defaultdict(str, error.params)
        if error.code == "file_too_big":
            params.update(
                size=f"{params['size'] / mib:.1f}", limit=f"{params['limit'] / mib:.0f}"
            )
        return self._get_file_texts()[error.code] % params

    @api.model
    def _describe_row(self, row, texts, labels, many_sheets):
        """Return the reason why a row does not go in, and what else should be known about it.

        :param dict texts: ``_get_texts()``, asked for once for all rows
        :param dict labels: names of the kind's columns
        """
        place = self.env._("Row %(row)s", row=row.number)
        if many_sheets:
            place = self.env._(
                "Sheet “%(sheet)s”, row %(row)s", sheet=row.sheet, row=row.number
            )
        reasons, notes = [], []
        for problem in row.problems:
            sentence = texts[problem.code] % defaultdict(str, problem.params)
            if problem.field:
                sentence = self.env._(
                    "%(column)s: %(sentence)s",
                    column=row.titles.get(problem.field)
                    or labels.get(problem.field, problem.field),
                    sentence=sentence,
                )
            (notes if problem.level == TELL else reasons).append(sentence)
        if reasons:
            reasons[0] = self.env._("%(place)s, %(reason)s", place=place, reason=reasons[0])
        return "\n".join(dict.fromkeys(reasons)), "\n".join(dict.fromkeys(notes))

    @api.model
    def _get_texts(self):
        return {
            **self._get_cell_texts(),
            **self._get_date_texts(),
            **self._get_amount_texts(),
            **self._get_code_texts(),
            **self._get_enterprise_texts(),
            **self._get_record_texts(),
            **self._get_deal_texts(),
        }

    # ------------------------------------------------------------
    # The file
    # ------------------------------------------------------------

    @api.model
    def _get_file_texts(self):
        return {
            "file_empty": self.env._(
                "The file is empty. Choose the ledger that holds the rows."
            ),
            "file_too_big": self.env._(
                "The file has %(size)s MB, the limit is %(limit)s MB. Remove pictures and old "
                "sheets from it, or import it in parts."
            ),
            "file_encrypted": self.env._(
                "The file is protected with a password. Remove the protection, save, and choose "
                "it again."
            ),
            "file_macros": self.env._(
                "The file contains macros, which are not accepted. Save it as “Excel workbook "
                "(.xlsx)” and choose that."
            ),
            "file_unknown": self.env._(
                "This is not a spreadsheet. Choose an .xlsx, .xls or .csv file; save an .et file "
                "as .xlsx first."
            ),
            "file_html": self.env._(
                "The file is a web page that is only called a spreadsheet. Open it in Excel or "
                "WPS, save it as .xlsx, and choose that."
            ),
            "file_damaged": self.env._(
                "The file is damaged and cannot be read. Open it in Excel or WPS, save it anew as "
                ".xlsx, and choose that."
            ),
            **self._get_guard_texts(),
            **self._get_sheet_texts(),
        }

    @api.model
    def _get_guard_texts(self):
        return {
            "file_bomb": self.env._(
                "Unpacked, the file is far larger than any ledger; it is not opened. Copy the "
                "rows into a new workbook and choose that."
            ),
            "file_other_zip": self.env._(
                "The file is not an Excel workbook. Save it as .xlsx (in WPS: “Save as”, Excel "
                "workbook) and choose that."
            ),
            "file_encoding": self.env._(
                "The characters of the file cannot be read. Save it as .xlsx, or as CSV in UTF-8."
            ),
        }

    @api.model
    def _get_sheet_texts(self):
        return {
            "sheet_too_long": self.env._(
                "A sheet has %(rows)s rows, the limit is %(limit)s. Delete what stands far below "
                "the table, or import it in parts."
            ),
            "sheet_too_wide": self.env._(
                "A sheet has %(columns)s columns, the limit is %(limit)s. Delete what stands far "
                "to the right of the table."
            ),
            "sheet_too_big": self.env._(
                "The sheets are too large. Copy the rows of the ledger into a new workbook and "
                "choose that."
            ),
            "no_header": self.env._(
                "No header of this ledger was found. It must name at least one of: %(columns)s. "
                "Check that the kind of ledger is right, or tell in which row the header is."
            ),
            "no_rows": self.env._(
                "There are no rows under the header. Nothing can be imported."
            ),
            "no_column": self.env._(
                "No column was found for: %(columns)s. Choose the column under “Columns”, or add "
                "it to the ledger."
            ),
        }

    # ------------------------------------------------------------
    # Cells
    # ------------------------------------------------------------

    @api.model
    def _get_cell_texts(self):
        return {
            "missing": self.env._("is empty. Fill it in."),
            "cell_error": self.env._(
                "the cell shows %(text)s. Correct the formula or type the value."
            ),
            "cell_unsaved": self.env._(
                "the cell holds a formula without its result. Open the file in Excel or WPS and "
                "save it."
            ),
            "side_unclear": self.env._("“%(text)s” is not exact; kept as a note."),
            "choice_unknown": self.env._(
                "“%(text)s” is not known here; kept as a note. A manager can add it under Ledger "
                "Columns."
            ),
            "row_hidden": self.env._("The row is hidden in the file."),
        }

    @api.model
    def _get_date_texts(self):
        return {
            "date_unclear": self.env._(
                "“%(text)s” is not a clear date. Write it like 2024-05-08."
            ),
            "date_vague": self.env._("“%(text)s” does not name the day. Enter the day."),
            "date_no_year": self.env._(
                "“%(text)s” has no year, and the title names none. Enter the date with its year."
            ),
            "date_unreal": self.env._("“%(text)s” does not exist. Correct the date."),
            "date_reversed": self.env._("“%(text)s” ends before it starts. Correct the dates."),
            "date_future": self.env._(
                "%(date)s lies ahead. Correct the date, or import it afterwards."
            ),
            "date_month": self.env._("only the month is named, %(date)s is taken."),
        }

    @api.model
    def _get_amount_texts(self):
        return {
            "amount_approximate": self.env._(
                "“%(text)s” is an approximation. Enter the exact amount."
            ),
            "amount_range": self.env._("“%(text)s” is a range. Enter the exact amount."),
            "amount_precision": self.env._("“%(text)s” is finer than a fen. Check the unit."),
            "amount_size": self.env._("“%(text)s” is too large. Check the unit."),
            "amount_unclear": self.env._("“%(text)s” is not a clear amount. Enter the amount."),
            "amount_unknown": self.env._("“%(text)s” is no amount yet. Enter the amount."),
            "amount_foreign": self.env._(
                "“%(text)s” is foreign money. Enter the amount in yuan."
            ),
            "amount_no_unit": self.env._(
                "“%(text)s” has no unit: neither the cell, nor the header, nor the unit line names "
                "one. Choose the unit under “Columns”."
            ),
            "amount_merged": self.env._(
                "“%(text)s” is one amount for several rows. Enter the part of this row."
            ),
            "amount_negative": self.env._(
                "the amount %(text)s must be above zero. Correct it."
            ),
            "fixed_above_value": self.env._(
                "%(fixed)s is more than the whole amount %(value)s. Correct one of the two."
            ),
        }

    # ------------------------------------------------------------
    # Enterprises
    # ------------------------------------------------------------

    @api.model
    def _get_code_texts(self):
        return {
            "code_damaged": self.env._(
                "“%(text)s” was taken for a number, its last digits are lost. Type the code again "
                "from the licence and format the column as text."
            ),
            "code_organisation": self.env._(
                "“%(text)s” is the former 9-character code. Copy the 18 characters from the "
                "licence."
            ),
            "code_length": self.env._(
                "“%(text)s” has %(length)s characters instead of 18. Compare it with the licence."
            ),
            "code_character": self.env._(
                "“%(text)s”: character %(position)s cannot be “%(character)s”. Compare it with the "
                "licence."
            ),
            "code_check": self.env._(
                "“%(text)s”: the check character does not fit, at least one character is wrong. "
                "Compare it with the licence."
            ),
        }

    @api.model
    def _get_enterprise_texts(self):
        return {
            "enterprise_similar": self.env._(
                "“%(name)s” is similar to %(candidates)s. Choose the enterprise, or tick that it "
                "is a new one."
            ),
            "enterprise_other_code": self.env._(
                "%(text)s is not the code of “%(name)s”, which is %(code)s; that one stays."
            ),
            "enterprise_other_name": self.env._(
                "the code belongs to “%(other)s”. Choose the enterprise, or correct the code."
            ),
            "enterprise_several": self.env._(
                "several enterprises are called “%(name)s”. Choose the one that is meant."
            ),
            "enterprise_joint": self.env._(
                "“%(name)s” names several enterprises. Give each a row of its own, or choose the one "
                "that is meant."
            ),
            "enterprise_archived": self.env._("“%(name)s” is archived. Restore it first."),
            "enterprise_similar_row": self.env._("similar to “%(other)s” in row %(row)s."),
            "group_unknown": self.env._(
                "the group “%(text)s” is not registered; kept as a note."
            ),
            "industry_unknown": self.env._(
                "the industry “%(text)s” is not known; kept as a note."
            ),
            "honour_unknown": self.env._("the honour “%(text)s” is not known; kept as a note."),
        }

    # ------------------------------------------------------------
    # Records
    # ------------------------------------------------------------

    @api.model
    def _get_record_texts(self):
        return {
            "repeats_row": self.env._("The same as row %(row)s of this file."),
            "repeats_row_other": self.env._(
                "The same as row %(row)s of this file, but with other values (%(columns)s). Which "
                "one holds? Import it as another one, or leave it out."
            ),
            "exists": self.env._("In the system already: “%(name)s”."),
            "changes": self.env._("“%(name)s” is updated: %(changes)s."),
            "keeps": self.env._("“%(name)s” keeps what the system has: %(changes)s."),
            "left_out": self.env._("Left out by decision."),
            "refused": self.env._("%(reason)s"),
            "team_unknown": self.env._(
                "no promotion team is called “%(text)s”; it goes to %(team)s."
            ),
            "team_foreign": self.env._(
                "“%(text)s” is not your team. That team or the bureau has to import the row."
            ),
            "user_unknown": self.env._(
                "nobody in the system is called “%(text)s”; kept as a note."
            ),
            **self._get_project_texts(),
            "stage_held": self.env._(
                "“%(wanted)s” in the ledger; it goes to “%(reached)s”, because it lacks: %(facts)s."
            ),
            **self._get_outreach_texts(),
        }

    @api.model
    def _get_project_texts(self):
        return {
            "project_unknown": self.env._("no project is called “%(text)s”; kept as a note."),
            "project_missing": self.env._(
                "no project “%(text)s” is registered. Import the ledger of agreements first."
            ),
            "project_similar": self.env._(
                "“%(name)s” is similar to the project %(candidates)s. Choose the project, or tick "
                "that it is a new one."
            ),
            "project_other_investor": self.env._(
                "the project “%(name)s” is registered for the investor %(investor)s. Choose the "
                "project, or tick that it is a new one."
            ),
            "project_several": self.env._(
                "several projects are called “%(name)s”. Choose the one that is meant."
            ),
            "project_lost": self.env._(
                "the project “%(name)s” is lost or archived. Restore it first."
            ),
            "project_reported": self.env._(
                "%(team)s has registered a project of this name first (first report)."
            ),
        }

    @api.model
    def _get_outreach_texts(self):
        return {
            "mode_missing": self.env._("not given, taken as an outbound visit."),
            "step_past": self.env._(
                "the next step of an old engagement is kept with its outcome."
            ),
            "trip_days": self.env._(
                "%(days)s in the ledger, %(counted)s by first and last day."
            ),
            "trip_unmet": self.env._(
                "The trip names no enterprise; it stays open until one is recorded."
            ),
            "trip_reversed": self.env._(
                "the last day %(end)s lies before the first day %(start)s."
            ),
            "trip_cancelled": self.env._("the trip “%(name)s” is cancelled. Reopen it first."),
        }

    @api.model
    def _get_deal_texts(self):
        return {
            "agreement_default": self.env._("not given, taken as a formal agreement."),
            "agreement_unknown": self.env._(
                "“%(text)s” is not known. Write one of: formal, framework or supplementary "
                "agreement, capital increase; or let a manager add the word under Ledger Columns."
            ),
            "deal_frozen": self.env._(
                "“%(name)s” is verified, %(changes)s cannot be changed. Let a manager take the "
                "verification back, or leave the row out."
            ),
            "deal_other_date": self.env._(
                "“%(name)s” of %(date)s is of the same kind and amount. Is this another agreement? "
                "Import it as another one, or leave it out."
            ),
            "deal_unverified": self.env._(
                "It enters the figures once a manager has verified it."
            ),
            "receipt_no_deal": self.env._(
                "the project “%(text)s” has no agreement. Import the ledger of agreements first."
            ),
            "receipt_several_deals": self.env._(
                "the project “%(text)s” has several agreements. Choose the one that the money "
                "belongs to."
            ),
        }

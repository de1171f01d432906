from odoo import fields, models


class InvestmentTripStop(models.Model):
    """Stop of a trip: the place and the distance driven to reach it."""

    _name = "investment.trip.stop"
    _description = "Trip Stop"
    _order = "trip_id, sequence, id"

    trip_id = fields.Many2one("investment.trip", required=True, ondelete="cascade", index=True)
    sequence = fields.Integer(default=10)
    place = fields.Char(required=True)
    mileage = fields.Float("Mileage (km)")
    note = fields.Char()

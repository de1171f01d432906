from odoo import fields, models


class InvestmentTripStop(models.Model):
    """Stop of a trip: the place and the distance driven to reach it."""

    _name = "investment.trip.stop"
    _description = "Trip Stop"
    _rec_name = "place"
    _order = "trip_id, sequence, id"

    trip_id = fields.Many2one("investment.trip", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="trip_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    place = fields.Char(required=True)
    mileage = fields.Float(
        "Mileage (km)", digits=(16, 1), help="Distance driven to reach this stop."
    )
    note = fields.Char()

    _mileage_positive = models.Constraint(
        "CHECK (mileage >= 0)", "The mileage of a stop cannot be negative."
    )

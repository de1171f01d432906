from odoo.fields import Command

from .common import InvestmentCommon


class TripCommon(InvestmentCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterprises = cls.env["res.partner"].create(
            [
                {
                    "name": f"Enterprise {number}",
                    "is_company": True,
                    "is_investment_target": True,
                }
                for number in range(1, 4)
            ]
        )
        cls.mayor = cls.env["res.partner"].create(
            {"name": "Deputy", "function": "Deputy mayor"}
        )

    def _new_trip(self, user=None, **values):
        """A trip of 3 days in June 2023 that lacks nothing but engagements."""
        return (
            self.env["investment.trip"]
            .with_user(user or self.officer_a)
            .create(
                {
                    "leader_id": self.mayor.id,
                    "date_start": "2023-06-06",
                    "date_end": "2023-06-08",
                    "stop_ids": [
                        Command.create({"place": "Beijing", "mileage": 70, "sequence": 1}),
                        Command.create({"place": "Tianjin", "mileage": 130.5, "sequence": 2}),
                        Command.create({"place": "Beijing", "mileage": 120, "sequence": 3}),
                    ],
                    **values,
                }
            )
        )

    def _visit(self, trip, enterprise=None, **values):
        return (
            self.env["investment.engagement"]
            .with_user(trip.env.user)
            .create(
                {
                    "partner_id": (enterprise or self.enterprises[0]).id,
                    "trip_id": trip.id,
                    **values,
                }
            )
        )

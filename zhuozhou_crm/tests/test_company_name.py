from odoo.tests import BaseCase, tagged

from ..tools import company_name


@tagged("post_install", "-at_install")
class TestCompanyName(BaseCase):
    def test_core(self):
        for name, expected in (
            ("中国通用技术（集团）控股有限责任公司", "中国通用技术"),
            ("中国通用技术(集团)控股有限责任公司 ", "中国通用技术"),
            ("中国钢研科技集团有限公司", "中国钢研科技"),
            ("华润（集团）有限公司", "华润"),
            ("中国人寿保险（集团）公司", "中国人寿保险"),
            ("中国烟草总公司", "中国烟草"),
            ("中国冶金地质总局", "中国冶金地质总局"),
            ("交通银行", "交通银行"),
            ("Sinochem Holdings Corp., Ltd.", "sinochemholdings"),
            ("公司", "公司"),
            ("", ""),
            (None, ""),
        ):
            with self.subTest(name=name):
                self.assertEqual(company_name.core(name), expected)

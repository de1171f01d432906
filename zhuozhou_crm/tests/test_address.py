from odoo.tests import BaseCase, tagged

from ..tools import address


@tagged("post_install", "-at_install")
class TestAddress(BaseCase):
    def test_beijing(self):
        for texts, expected in (
            (("北京市海淀区中关村大街1号",), True),
            (("北京", "西直门外大街"), True),
            (("北京市", ""), True),
            (("中国北京市西城区",), True),
            (("100081 北京 海淀",), True),
            (("北京中关村南大街5号",), True),
            (("北京大学科技园",), True),
            (("北京市东城区东四十条",), True),
            (("北京市北京路",), True),
            # a neighbour leaves out the city
            (("海淀区中关村",), True),
            (("海淀",), True),
            (("密云县鼓楼东大街",), True),
            (("通州区张家湾镇",), True),
            (("亦庄荣华南路",), True),
            (("Beijing",), True),
            (("Haidian District, Beijing 100080",), True),
            (("", "Chaoyang District, Beijing, P.R. China"), True),
            # elsewhere
            (("河北省涿州市北京路12号",), False),
            (("河北省保定市北京大街",), False),
            (("涿州市", "北京路12号"), False),
            (("北京路12号",), False),
            (("北京东路100号",), False),
            (("上海", "北京西路2号"), False),
            (("上海市北京东路2号",), False),
            (("乌鲁木齐市北京南路",), False),
            (("天津市和平区北京道",), False),
            (("北京市场街1号",), False),
            # namesakes of districts
            (("吉林省长春市朝阳区",), False),
            (("长春市朝阳区",), False),
            (("朝阳市双塔区",), False),
            (("江苏省南通市通州区",), False),
            (("保定市", "海淀区"), False),
            (("No. 1 Beijing East Road, Shanghai",), False),
            (("", None, False), False),
            ((), False),
        ):
            with self.subTest(texts=texts):
                self.assertIs(address.is_beijing(*texts), expected)

    def test_district(self):
        for texts, expected in (
            (("北京市海淀区中关村大街1号",), "海淀区"),
            (("北京海淀中关村",), "海淀区"),
            (("北京市密云县",), "密云县"),
            (("河北省保定市涿州市平安北街",), "涿州市"),
            (("河北省涿州市平安北街",), "涿州市"),
            (("平安北街1号", "", "涿州市"), "涿州市"),
            (("上海市浦东新区世纪大道",), "浦东新区"),
            (("内蒙古自治区包头市昆都仑区",), "昆都仑区"),
            (("贵州省黔南布依族苗族自治州都匀市",), "都匀市"),
            (("高新区火炬路",), "高新区"),
            (("北京", ""), ""),
            (("阳光小区5号",), ""),
            (("科技园区3号楼",), ""),
            ((None, ""), ""),
        ):
            with self.subTest(texts=texts):
                self.assertEqual(address.district(*texts), expected)

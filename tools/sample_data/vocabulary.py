"""The words of the sample data: cities, kinds of business, invented central groups.

Cities and distances are real; every organisation and person is invented and says so by 示例.
"""

from typing import NamedTuple

HOME = "涿州"


class City(NamedTuple):
    """Where an enterprise sits: the state's record of Odoo, the city and its districts."""

    state: str
    name: str
    districts: tuple


CITIES = {
    "北京": City("BJ", "北京市", ("海淀区", "西城区", "朝阳区", "丰台区", "大兴区", "房山区")),
    "天津": City("TJ", "天津市", ("滨海新区", "西青区")),
    "上海": City("SH", "上海市", ("浦东新区", "闵行区")),
    "重庆": City("CQ", "重庆市", ("渝北区",)),
    "雄安": City("HE", "雄安新区", ("容城县", "雄县")),
    "石家庄": City("HE", "石家庄市", ("鹿泉区", "长安区")),
    "保定": City("HE", "保定市", ("竞秀区", "莲池区")),
    "涿州": City("HE", "涿州市", ("高新区", "经济开发区", "松林店镇", "码头镇")),
    "苏州": City("JS", "苏州市", ("工业园区", "昆山市")),
    "南京": City("JS", "南京市", ("江宁区", "栖霞区")),
    "无锡": City("JS", "无锡市", ("新吴区",)),
    "杭州": City("ZJ", "杭州市", ("滨江区", "余杭区")),
    "宁波": City("ZJ", "宁波市", ("鄞州区",)),
    "合肥": City("AH", "合肥市", ("蜀山区",)),
    "深圳": City("GD", "深圳市", ("南山区", "龙岗区")),
    "东莞": City("GD", "东莞市", ("松山湖",)),
    "广州": City("GD", "广州市", ("黄埔区", "天河区")),
    "武汉": City("HB", "武汉市", ("洪山区", "江夏区")),
    "长沙": City("HN", "长沙市", ("岳麓区",)),
    "郑州": City("HA", "郑州市", ("金水区",)),
    "济南": City("SD", "济南市", ("历下区",)),
    "青岛": City("SD", "青岛市", ("崂山区", "黄岛区")),
    "西安": City("SN", "西安市", ("雁塔区",)),
    "成都": City("SC", "成都市", ("双流区", "郫都区")),
    "沈阳": City("LN", "沈阳市", ("浑南区",)),
    "大连": City("LN", "大连市", ("甘井子区",)),
}


class Topic(NamedTuple):
    """A kind of business: part of the name, GB/T 4754 division, sector, its products."""

    label: str
    industry: str
    sector: str
    products: tuple


TOPICS = {
    "data": Topic(
        "数据科技",
        "65",
        "industry",
        ("数据标注与训练基地", "城市数据运营中心", "行业大模型应用"),
    ),
    "compute": Topic(
        "智算科技", "64", "industry", ("智能算力中心", "边缘计算节点集群", "绿色数据中心")
    ),
    "electronics": Topic(
        "电子科技", "39", "industry", ("服务器整机制造", "传感器生产线", "车载电子模组")
    ),
    "robot": Topic(
        "智能装备", "35", "industry", ("工业机器人制造", "智能物流装备", "数控装备")
    ),
    "aero": Topic("航空部件", "37", "industry", ("无人机总装", "航空复合材料构件")),
    "auto": Topic("汽车部件", "36", "industry", ("汽车轻量化部件", "线控底盘部件")),
    "power": Topic("储能科技", "38", "industry", ("储能电池系统", "智能配电设备")),
    "energy": Topic("新能源", "44", "industry", ("分布式光伏与储能", "综合智慧能源站")),
    "material": Topic("新材料", "30", "industry", ("高性能保温材料", "装配式建筑构件")),
    "metal": Topic("金属材料", "33", "industry", ("特种合金精密加工", "增材制造粉末")),
    "pharma": Topic("生物医药", "27", "industry", ("中药制剂生产", "体外诊断试剂")),
    "instrument": Topic("仪器仪表", "40", "industry", ("智能水表制造", "检测仪器生产")),
    "food": Topic("食品", "14", "industry", ("中央厨房", "预制菜加工")),
    "farm": Topic("农业科技", "01", "agriculture", ("智慧种苗基地", "设施蔬菜产业园")),
    "seed": Topic("种业", "05", "agriculture", ("良种繁育基地", "农业检测服务中心")),
    "culture": Topic("文旅", "90", "tourism", ("文化体验园", "康养旅居度假区")),
    "film": Topic("影视传媒", "87", "tourism", ("影视拍摄基地", "数字内容制作园")),
    "logistics": Topic("供应链", "59", "industry", ("智慧仓储中心", "冷链物流园")),
    "environment": Topic("环保科技", "77", "industry", ("再生资源利用", "污水资源化示范")),
    "testing": Topic("检验检测", "74", "industry", ("检验检测中心", "计量校准实验室")),
    "research": Topic("研究院", "73", "industry", ("中试基地", "成果转化中心")),
    "build": Topic("建设工程", "48", "industry", ("绿色建造产业园", "区域总部")),
}
# What the enterprises of a city do; elsewhere anything of the above
TOPICS_OF_CITY = {
    "上海": ("electronics", "robot", "instrument"),
    "苏州": ("electronics", "instrument", "robot"),
    "南京": ("testing", "compute"),
    "无锡": ("instrument",),
    "天津": ("robot", "aero", "auto"),
    "深圳": ("electronics", "compute", "data"),
    "东莞": ("electronics", "power"),
    "广州": ("data", "auto"),
    "杭州": ("data", "compute", "robot"),
    "宁波": ("auto", "logistics"),
    "武汉": ("auto", "pharma"),
    "合肥": ("auto", "robot"),
    "成都": ("aero", "data"),
    "重庆": ("auto", "compute"),
    "石家庄": ("pharma", "food"),
    "西安": ("material", "aero"),
    "郑州": ("seed", "food", "farm"),
    "济南": ("food",),
    "青岛": ("food", "logistics"),
    "沈阳": ("robot",),
    "大连": ("instrument",),
    "长沙": ("power", "material"),
    "保定": ("auto", "material", "food", "culture", "seed", "testing"),
}
EVENT_TOPICS = ("compute", "data", "electronics", "robot")

# 字号: pairs that are no word of everyday use, so that no known brand arises by chance
NAME_HEADS = "云禾岚泽沐昱澜翊骁珩霁昀曦琰璟屿"
NAME_TAILS = "川衡屹序砺桓舟阔岫澈岳朔棠"


class Group(NamedTuple):
    """An invented central group: word in the names of its units, and their kinds of business."""

    key: str
    word: str
    name: str
    city: str
    topics: tuple


GROUPS = (
    Group(
        "energy", "央能", "示例中央能源集团有限公司", "北京", ("energy", "power", "environment")
    ),
    Group(
        "build",
        "央建",
        "示例中央建设集团有限公司",
        "北京",
        ("build", "material", "environment"),
    ),
    Group(
        "equipment", "央装", "示例中央装备集团有限公司", "北京", ("robot", "aero", "instrument")
    ),
    Group(
        "digital",
        "央信",
        "示例中央信息通信集团有限公司",
        "雄安",
        ("compute", "data", "electronics"),
    ),
    Group(
        "material", "央材", "示例中央材料集团有限公司", "北京", ("metal", "material", "testing")
    ),
    Group("farm", "央农", "示例中央农业集团有限公司", "北京", ("farm", "seed", "food")),
    Group("pharma", "央药", "示例中央医药集团有限公司", "北京", ("pharma", "logistics")),
    Group("culture", "央文", "示例中央文旅集团有限公司", "北京", ("culture", "film")),
)

CONTACT_FUNCTIONS = (
    "战略发展部部长",
    "投资总监",
    "副总经理",
    "总经理助理",
    "董事会秘书",
    "市场拓展部经理",
    "区域负责人",
)

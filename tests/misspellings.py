"""Slips that people make, each with the name that was meant."""

# One character wrong.
WRONG = [
    ("body", "移民署", "移民局"),
    ("body", "商务不", "商务部"),
    ("body", "外交局", "外交部"),
    ("body", "教育局", "教育部"),
    ("body", "财政厅", "财政部"),
    ("body", "海关总局", "海关总署"),
    ("body", "自然资源局", "自然资源部"),
    ("body", "知识产权部", "知识产权局"),
    ("body", "中央网安办", "中央网信办"),
    ("body", "最高人民检院", "最高人民法院"),
    ("region", "石家装", "石家庄"),
    ("region", "哈尔宾", "哈尔滨"),
    ("region", "乌鲁木奇", "乌鲁木齐"),
    ("region", "西咸心区", "西咸新区"),
]
# One character missing, or one too many.
MISSING = [
    ("body", "移民", "移民局"),
    ("body", "海总署", "海关总署"),
    ("body", "国家移民管局", "移民局"),
    ("body", "人力资源社会保部", "人力资源社会保障部"),
    ("body", "市场管总局", "市场监管总局"),
    ("body", "文化旅游部", "文化和旅游部"),
    ("body", "工业信息化部", "工业和信息化部"),
    ("body", "商务部部", "商务部"),
    ("body", "发展改革委员会", "发展改革委"),
    ("region", "石家", "石家庄"),
    ("region", "哈滨", "哈尔滨"),
    ("region", "乌鲁齐", "乌鲁木齐"),
    ("region", "雄安区", "雄安新区"),
    ("region", "厦门门", "厦门"),
    ("region", "杭州市市", "杭州"),
]
# Two characters swapped.
SWAPPED = [
    ("body", "移局民", "移民局"),
    ("body", "商部务", "商务部"),
    ("body", "证会监", "证监会"),
    ("body", "卫生健委康", "卫生健康委"),
    ("body", "交运通输部", "交通运输部"),
    ("region", "门厦", "厦门"),
    ("region", "连大", "大连"),
    ("region", "家石庄", "石家庄"),
    ("region", "安雄新区", "雄安新区"),
]
# A character that looks alike.
LOOKALIKE = [
    ("body", "侮关总署", "海关总署"),
    ("body", "司注部", "司法部"),
    ("body", "公按部", "公安部"),
    ("body", "栘民局", "移民局"),
    ("region", "厦们", "厦门"),
    ("region", "夏门", "厦门"),
    ("region", "青鸟", "青岛"),
    ("region", "抗州", "杭州"),
    ("region", "成部", "成都"),
    ("region", "昆朋", "昆明"),
    ("region", "天律", "天津"),
    ("region", "武汊", "武汉"),
    ("region", "贵阴", "贵阳"),
    ("region", "合肌", "合肥"),
    ("region", "北亰", "北京"),
    ("region", "深训", "深圳"),
]
# The same sound.
SOUND = [
    ("body", "移民居", "移民局"),
    ("body", "商物部", "商务部"),
    ("body", "税物总局", "税务总局"),
    ("body", "师法部", "司法部"),
    ("body", "科计部", "科技部"),
    ("region", "下门", "厦门"),
    ("region", "大莲", "大连"),
    ("region", "清道", "青岛"),
    ("region", "威嗨", "威海"),
    ("region", "常春", "长春"),
    ("region", "男京", "南京"),
    ("region", "素州", "苏州"),
    ("region", "成督", "成都"),
    ("region", "航洲", "杭州"),
]
# English misspelt, or pinyin for a name.
ENGLISH = [
    ("body", "Ministry of Comerce", "商务部"),
    ("body", "National Imigration Administration", "移民局"),
    ("body", "MOFCON", "商务部"),
    ("body", "yiminju", "移民局"),
    ("region", "Xiemen", "厦门"),
    ("region", "Shenzen", "深圳"),
    ("region", "Guangzou", "广州"),
    ("region", "Harbing", "哈尔滨"),
    ("region", "Urumqui", "乌鲁木齐"),
    ("region", "Chonqing", "重庆"),
    ("region", "Hang zou", "杭州"),
]

MISSPELLINGS = [*WRONG, *MISSING, *SWAPPED, *LOOKALIKE, *SOUND, *ENGLISH]

UNRELATED = [
    "巴黎",
    "东京",
    "苹果",
    "香蕉",
    "电影院",
    "图书馆",
    "足球",
    "天气预报",
    "程序员",
    "太阳",
    "hello",
    "banana",
    "London",
    "Wikipedia",
    "abc",
    "xyz",
    "12345",
    "……",
    "",
]

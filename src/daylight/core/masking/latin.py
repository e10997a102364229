"""拼音: how a Chinese name is written in Latin letters, so that Wang Jianguo on a parcel slip is found for 王建国.

GB/T 28039—2011 (中国人名汉语拼音字母拼写规则). The table holds the characters names are mostly made of; a name with another
character has no Latin form here and is left to the second look.
"""

from __future__ import annotations

from itertools import product

_TABLE = """
an 安 ai 艾爱 ao 敖傲 ba 巴 bai 白百柏 ban 班 bang 邦 bao 包保宝鲍葆 bei 贝蓓北 ben 本 bi 毕碧 bian 边卞 biao 彪标
bin 宾斌彬滨 bing 冰兵炳秉丙 bo 博波伯勃 bu 卜步 cai 蔡才财彩 can 灿 cang 苍 cao 曹 ce 策 cen 岑 chai 柴
chang 常昌畅长 chao 超朝潮晁 che 车 chen 陈晨辰臣宸琛 cheng 程成承诚城澄 chi 池迟赤 chong 崇冲 chu 初楚储褚 chuan 川传
chun 春纯淳 ci 慈 cong 聪丛 cui 崔翠 da 达大 dai 戴代岱 dan 丹单 dang 党 dao 道 de 德得 deng 邓登 di 迪狄 dian 典殿
diao 刁 ding 丁定鼎 dong 董东冬栋 dou 窦 du 杜都 duan 段端 dun 敦 e 娥鄂 en 恩 er 尔二 fa 发法 fan 范樊凡帆繁
fang 方芳房芬坊 fei 费飞菲斐 fen 芬奋 feng 冯丰峰风凤锋封枫逢 fu 付傅福富甫符夫扶伏复 gai 盖 gan 甘淦 gang 刚钢岗
gao 高皋 ge 葛戈歌革 gen 根 geng 耿庚 gong 龚宫公功恭巩贡工 gou 苟 gu 顾谷古固 guan 关官管冠观 guang 光广 gui 桂贵归
guo 郭国果 ha 哈 hai 海 han 韩汉涵寒翰晗 hang 杭航 hao 郝浩豪昊好皓 he 何贺和河荷赫鹤禾 hei 黑 heng 衡恒亨
hong 洪红宏弘虹鸿 hou 侯厚后 hu 胡虎湖扈 hua 华花化桦 huai 怀淮槐 huan 欢焕环桓 huang 黄皇煌凰 hui 惠慧辉会晖卉徽
hun 珲 huo 霍火 ji 季纪吉姬冀继济计基冀技 jia 贾佳家嘉加甲 jian 简建健剑俭坚 jiang 江姜蒋将疆 jiao 焦娇
jie 杰洁捷节解介 jin 金晋进锦靳瑾今津 jing 京敬静景晶精荆婧菁经 jiong 炯 jiu 久九 ju 菊居巨鞠 juan 娟娟隽 jue 珏觉
jun 军君俊均骏钧峻 kai 凯开楷恺 kan 阚侃 kang 康亢 ke 柯可克科 kong 孔 kou 寇 ku 库 kuan 宽 kuang 邝匡 kui 奎魁
kun 坤昆 lai 赖来莱 lan 兰蓝岚澜 lang 郎朗 lao 老 le 乐勒 lei 雷蕾磊 leng 冷 li 李黎利立丽力理莉励礼历厉里
lian 连廉莲联 liang 梁良亮 liao 廖 lin 林琳麟临霖 ling 凌玲令灵岭 liu 刘柳留六 long 龙隆 lou 娄楼 lu 卢陆鲁路禄露璐芦
luan 栾 lun 伦 luo 罗骆洛 lv 吕 ma 马麻 mai 麦 man 满 mao 毛茂 mei 梅美眉 men 门 meng 孟蒙梦萌 mi 米 mian 勉 miao 苗妙
min 民敏闵旻 ming 明铭名 mo 莫墨 mou 牟 mu 穆木慕沐 na 娜那 nan 南楠男 nao 淖 nian 年念 nie 聂 ning 宁凝 niu 牛
nong 农 nuo 诺 ou 欧 pan 潘盼 pang 庞 pei 裴培佩沛 peng 彭朋鹏 pi 皮 pian 骈 pin 品 ping 平萍苹屏 pu 蒲普璞浦
qi 齐祁戚琪琦奇启七旗岐 qian 钱千谦乾倩前 qiang 强 qiao 乔巧桥 qin 秦勤琴芹钦沁 qing 庆青清晴卿 qiong 琼 qiu 邱秋丘求
qu 曲屈瞿 quan 全泉权 que 阙 qun 群 ran 冉然 rao 饶 ren 任仁人 ri 日 rong 荣容融蓉戎 ru 茹如儒汝 ruan 阮
rui 瑞锐睿蕊芮 run 润 ruo 若 sa 萨 sai 赛 sang 桑 sen 森 sha 沙莎 shan 山善珊 shang 尚商 shao 邵少绍 she 佘
shen 沈申深慎 sheng 生胜盛升声圣晟 shi 石史施时世师士诗实仕 shou 守寿首 shu 舒树淑书殊 shuai 帅 shuang 双爽 shui 水
shun 顺舜 shuo 硕朔 si 司思斯四 song 宋松颂嵩 su 苏素肃 sui 隋随岁 sun 孙 suo 索 tai 太泰台 tan 谭谈檀 tang 唐汤堂棠
tao 陶涛桃韬 teng 腾滕 ti 题 tian 田天甜 tie 铁 ting 婷廷庭亭 tong 童佟同彤桐通 tu 涂图 wan 万婉 wang 王汪旺望
wei 魏韦卫伟威维为巍薇蔚炜 wen 文温闻雯 weng 翁 wo 沃 wu 吴武伍邬五悟 xi 席习希喜西溪熙曦 xia 夏霞侠 xian 贤先宪显娴
xiang 向项祥翔香湘 xiao 肖萧小晓笑潇孝 xie 谢解协 xin 辛新欣鑫心信昕 xing 邢兴星杏行幸 xiong 熊雄 xiu 修秀
xu 许徐旭续绪 xuan 宣轩萱玄 xue 薛雪学 xun 荀勋迅 ya 雅亚娅 yan 严颜阎闫燕彦岩言延艳焱炎研 yang 杨阳洋扬 yao 姚尧耀瑶
ye 叶业野晔 yi 易伊益义艺毅一怡依宜仪逸亿 yin 尹殷银印音 ying 应英颖莹营迎盈瑛 yong 雍永勇咏用 you 尤游友有
yu 于余俞喻玉宇雨裕育瑜钰煜 yuan 袁元苑原源远媛圆 yue 岳月悦越跃 yun 云运芸韵允 za 杂 zai 在再 zan 昝 zang 臧 ze 泽则
zeng 曾增 zha 查 zhai 翟 zhan 詹展占战 zhang 张章彰 zhao 赵昭兆照召 zhe 哲浙 zhen 甄振真珍镇贞 zheng 郑正政征争
zhi 支志智治之芝直 zhong 钟仲忠中众 zhou 周舟洲 zhu 朱祝竹珠柱主 zhuang 庄壮 zhuo 卓 zi 子自紫 zong 宗 zou 邹 zu 祖
zuo 左佐
"""
_SOUNDS: dict[str, tuple[str, ...]] = {}
for _sound, _characters in zip(_TABLE.split()[::2], _TABLE.split()[1::2], strict=True):
    for _character in _characters:
        _SOUNDS[_character] = (*_SOUNDS.get(_character, ()), _sound.upper())
# Surnames that read otherwise as surnames, and ü, which passports write YU and machines V.
_ALSO = {"单": ("SHAN",), "曾": ("CENG",), "吕": ("LYU", "LU"), "解": ("JIE",), "盖": ("GE",), "乐": ("YUE",), "任": ("REN",),
         "仇": ("QIU",), "尉": ("YU", "WEI"), "葛": ("GE",), "万": ("MO",), "覃": ("QIN", "TAN"), "长": ("ZHANG",), "上": ("SHANG",),
         "诸": ("ZHU",), "侯": ("HOU",), "阳": ("YANG",)}  # fmt: skip
_LEAST = 4


def latin_forms(family: str, given: str) -> set[str]:
    """Capitals without blanks, both orders: WANGJIANGUO, JIANGUOWANG. Empty when a character is not in the table."""
    readings = [tuple(dict.fromkeys((*_SOUNDS.get(each, ()), *_ALSO.get(each, ())))) for each in family + given]
    if not family or not given or not all(readings):
        return set()
    found = set()
    for sounds in product(*readings):
        first, second = "".join(sounds[: len(family)]), "".join(sounds[len(family) :])
        found |= {first + second, second + first}
    return {form for form in found if len(form) >= _LEAST}

"""Written by tools/build_code.py from the data: not to be edited."""

from .._actors import Body
from .._late import Late, once
from .._record import later
known = Late("_compiled.known")

@once
def body_0():
    return later(Body('cbirc',
'银保监会',
'中国银行保险监督管理委员会',
'China Banking and Insurance Regulatory Commission',
'CBIRC',
'国务院直属事业单位',
'国务院',
None), ('names', 'history'), lambda: known.REST[0]())

@once
def body_1():
    return later(Body('nmpa',
'药监局',
'国家药品监督管理局',
'National Medical Products Administration',
'NMPA',
'国务院部委管理的国家局',
'国家市场监督管理总局',
None), ('names', 'history'), lambda: known.REST[1]())

@once
def body_2():
    return later(Body('mohurd',
'住房城乡建设部',
'中华人民共和国住房和城乡建设部',
'Ministry of Housing and Urban-Rural Development',
'MOHURD',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[2]())

@once
def body_3():
    return later(Body('mnr',
'自然资源部',
'中华人民共和国自然资源部',
'Ministry of Natural Resources',
'MNR',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[3]())

@once
def body_4():
    return later(Body('mct',
'文化和旅游部',
'中华人民共和国文化和旅游部',
'Ministry of Culture and Tourism',
'MCT',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[4]())

@once
def body_5():
    return later(Body('mofcom',
'商务部',
'中华人民共和国商务部',
'Ministry of Commerce',
'MOFCOM',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[5]())

@once
def body_6():
    return later(Body('hong-kong-macao-office',
'港澳办',
'国务院港澳事务办公室',
'Hong Kong and Macao Affairs Office of the State Council',
None,
'国务院办事机构',
'国务院',
None), ('names', 'history'), lambda: known.REST[6]())

@once
def body_7():
    return later(Body('mot',
'交通运输部',
'中华人民共和国交通运输部',
'Ministry of Transport',
'MOT',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[7]())

@once
def body_8():
    return later(Body('moe',
'教育部',
'中华人民共和国教育部',
'Ministry of Education',
'MOE',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[8]())

@once
def body_9():
    return later(Body('gacc',
'海关总署',
'中华人民共和国海关总署',
'General Administration of Customs',
'GACC',
'国务院直属机构',
'国务院',
None), ('names', 'history'), lambda: known.REST[9]())

@once
def body_10():
    return later(Body('nhc',
'卫生健康委',
'中华人民共和国国家卫生健康委员会',
'National Health Commission',
'NHC',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[10]())

@once
def body_11():
    return later(Body('sta',
'税务总局',
'国家税务总局',
'State Taxation Administration',
'STA',
'国务院直属机构',
'国务院',
None), ('names', 'history'), lambda: known.REST[11]())

@once
def body_12():
    return later(Body('caac',
'民航局',
'中国民用航空局',
'Civil Aviation Administration of China',
'CAAC',
'国务院部委管理的国家局',
'交通运输部',
None), ('names', 'history'), lambda: known.REST[12]())

@once
def body_13():
    return later(Body('jsd',
'中央军委联合参谋部',
'中央军事委员会联合参谋部',
'Joint Staff Department of the Central Military Commission',
'JSD',
'中央军委机关部门',
'中央军事委员会',
None), ('names', 'history'), lambda: known.REST[13]())

@once
def body_14():
    return later(Body('csrc',
'证监会',
'中国证券监督管理委员会',
'China Securities Regulatory Commission',
'CSRC',
'国务院直属事业单位',
'国务院',
None), ('names', 'history'), lambda: known.REST[14]())

@once
def body_15():
    return later(Body('safe',
'外汇局',
'国家外汇管理局',
'State Administration of Foreign Exchange',
'SAFE',
'国务院部委管理的国家局',
'中国人民银行',
None), ('names', 'history'), lambda: known.REST[15]())

@once
def body_16():
    return later(Body('moj',
'司法部',
'中华人民共和国司法部',
'Ministry of Justice',
'MOJ',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[16]())

@once
def body_17():
    return later(Body('mohrss',
'人力资源社会保障部',
'中华人民共和国人力资源和社会保障部',
'Ministry of Human Resources and Social Security',
'MOHRSS',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[17]())

@once
def body_18():
    return later(Body('mfa',
'外交部',
'中华人民共和国外交部',
'Ministry of Foreign Affairs',
'MFA',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[18]())

@once
def body_19():
    return later(Body('nia',
'移民局',
'国家移民管理局',
'National Immigration Administration',
'NIA',
'国务院部委管理的国家局',
'公安部',
None), ('names', 'history'), lambda: known.REST[19]())

@once
def body_20():
    return later(Body('natcm',
'中医药局',
'国家中医药管理局',
'National Administration of Traditional Chinese Medicine',
'NATCM',
'国务院部委管理的国家局',
'国家卫生健康委员会',
None), ('names', 'history'), lambda: known.REST[20]())

@once
def body_21():
    return later(Body('most',
'科技部',
'中华人民共和国科学技术部',
'Ministry of Science and Technology',
'MOST',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[21]())

@once
def body_22():
    return later(Body('cnipa',
'知识产权局',
'国家知识产权局',
'China National Intellectual Property Administration',
'CNIPA',
'国务院部委管理的国家局',
'国家市场监督管理总局',
None), ('names', 'history'), lambda: known.REST[22]())

@once
def body_23():
    return later(Body('taiwan-work-office',
'中央台办',
'中共中央台湾工作办公室',
None,
None,
'党中央机构',
'中共中央',
None), ('names', 'history'), lambda: known.REST[23]())

@once
def body_24():
    return later(Body('samr',
'市场监管总局',
'国家市场监督管理总局',
'State Administration for Market Regulation',
'SAMR',
'国务院直属机构',
'国务院',
None), ('names', 'history'), lambda: known.REST[24]())

@once
def body_25():
    return later(Body('miit',
'工业和信息化部',
'中华人民共和国工业和信息化部',
'Ministry of Industry and Information Technology',
'MIIT',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[25]())

@once
def body_26():
    return later(Body('pbc',
'人民银行',
'中国人民银行',
"People's Bank of China",
'PBC',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[26]())

@once
def body_27():
    return later(Body('ndrc',
'发展改革委',
'中华人民共和国国家发展和改革委员会',
'National Development and Reform Commission',
'NDRC',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[27]())

@once
def body_28():
    return later(Body('sasac',
'国资委',
'国务院国有资产监督管理委员会',
'State-owned Assets Supervision and Administration Commission',
'SASAC',
'国务院直属特设机构',
'国务院',
None), ('names', 'history'), lambda: known.REST[28]())

@once
def body_29():
    return later(Body('cac',
'中央网信办',
'中央网络安全和信息化委员会办公室',
'Office of the Central Cyberspace Affairs Commission',
'CAC',
'党中央机构',
'中央网络安全和信息化委员会',
None), ('names', 'history'), lambda: known.REST[29]())

@once
def body_30():
    return later(Body('mof',
'财政部',
'中华人民共和国财政部',
'Ministry of Finance',
'MOF',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[30]())

@once
def body_31():
    return later(Body('publicity-department',
'中央宣传部',
'中共中央宣传部',
'Publicity Department of the CPC Central Committee',
None,
'党中央机构',
'中共中央',
None), ('names', 'history'), lambda: known.REST[31]())

@once
def body_32():
    return later(Body('nrta',
'广电总局',
'国家广播电视总局',
'National Radio and Television Administration',
'NRTA',
'国务院直属机构',
'国务院',
None), ('names', 'history'), lambda: known.REST[32]())

@once
def body_33():
    return later(Body('spb',
'邮政局',
'国家邮政局',
'State Post Bureau',
'SPB',
'国务院部委管理的国家局',
'交通运输部',
None), ('names', 'history'), lambda: known.REST[33]())

@once
def body_34():
    return later(Body('sport-administration',
'体育总局',
'国家体育总局',
'General Administration of Sport',
None,
'国务院直属机构',
'国务院',
None), ('names', 'history'), lambda: known.REST[34]())

@once
def body_35():
    return later(Body('ccpit',
'中国贸促会',
'中国国际贸易促进委员会',
'China Council for the Promotion of International Trade',
'CCPIT',
'人民团体',
None,
None), ('names', 'history'), lambda: known.REST[35]())

@once
def body_36():
    return later(Body('spc',
'最高人民法院',
'中华人民共和国最高人民法院',
"Supreme People's Court",
'SPC',
'审判机关',
None,
None), ('names', 'history'), lambda: known.REST[36]())

@once
def body_37():
    return later(Body('nhsa',
'医保局',
'国家医疗保障局',
'National Healthcare Security Administration',
'NHSA',
'国务院直属机构',
'国务院',
None), ('names', 'history'), lambda: known.REST[37]())

@once
def body_38():
    return later(Body('sinosure',
'中国出口信保公司',
'中国出口信用保险公司',
'China Export & Credit Insurance Corporation',
'SINOSURE',
'企业',
None,
None), ('names', 'history'), lambda: known.REST[38]())

@once
def body_39():
    return later(Body('mps',
'公安部',
'中华人民共和国公安部',
'Ministry of Public Security',
'MPS',
'国务院组成部门',
'国务院',
None), ('names', 'history'), lambda: known.REST[39]())

@once
def body_40():
    return later(Body('nbs',
'统计局',
'国家统计局',
'National Bureau of Statistics',
'NBS',
'国务院直属机构',
'国务院',
None), ('names', 'history'), lambda: known.REST[40]())

@once
def body_41():
    return later(Body('joint-meeting-office',
'国务院服务贸易发展部际联席会议办公室（商务部）',
'国务院服务贸易发展部际联席会议办公室',
'Office of the Inter-departmental Joint Meeting Mechanism on the Development of Trade in Services of the State Council',
None,
'部际联席会议办公室',
'商务部',
body_5()), ('names', 'history'), lambda: known.REST[41]())

BODIES = (body_0,
body_1,
body_2,
body_3,
body_4,
body_5,
body_6,
body_7,
body_8,
body_9,
body_10,
body_11,
body_12,
body_13,
body_14,
body_15,
body_16,
body_17,
body_18,
body_19,
body_20,
body_21,
body_22,
body_23,
body_24,
body_25,
body_26,
body_27,
body_28,
body_29,
body_30,
body_31,
body_32,
body_33,
body_34,
body_35,
body_36,
body_37,
body_38,
body_39,
body_40,
body_41,
)

"""The exact words of headings, reasons and errors: joints, roles and degrees."""

from __future__ import annotations

from typing import Any, cast

import pytest

import svctrade
from svctrade import MeasureSet

ALL = svctrade.measures()
TASK_1 = "task 1 (Comprehensively explore improving the administration system)"
HEADINGS: list[tuple[MeasureSet, str, str]] = [
    (
        ALL.with_role("lead", "share"),
        "Measures that have an assignment in the role lead or shared responsibility: 7 of 122",
        "有“牵头或共同负责”职责的举措：122项中的7项",
    ),
    (
        ALL.in_region("厦门", "深圳"),
        "Measures that apply in Xiamen or Shenzhen: 103 of 122",
        "适用于厦门或深圳的举措：122项中的103项",
    ),
    (
        ALL.involving("公安部", role="policy"),
        (
            "Measures that name the Ministry of Public Security in the role policy support "
            "measures: 1 of 122"
        ),
        "涉及公安部（制订政策保障措施）的举措：122项中的1项",
    ),
    (
        ALL.led_by("移民局", "商务部") | ALL.national(),
        (
            "Measures that are led by the National Immigration Administration or the Ministry of "
            "Commerce or make no region responsible: 25 of 122"
        ),
        "由移民局或商务部牵头，或未列任何地区的举措：122项中的25项",
    ),
    (
        ALL.in_region("厦门") & ALL.national(),
        "Measures that apply in Xiamen and make no region responsible: 0 of 122",
        "适用于厦门，且未列任何地区的举措：122项中的0项",
    ),
    (
        ALL - ALL.in_task(1),
        f"Measures that are in the edition, without those that belong to {TASK_1}: 106 of 122",
        "属于本版本，剔除属于任务（一）全面探索完善管理体制的举措：122项中的106项",
    ),
    (
        ALL.national() ^ ALL.in_task(1),
        f"Measures that make no region responsible or, but not both, belong to {TASK_1}: 21 of 122",
        "未列任何地区，或（不同时）属于任务（一）全面探索完善管理体制的举措：122项中的21项",
    ),
    (
        ~ALL.national(),
        "Measures that are none of those that make no region responsible: 117 of 122",
        "非“未列任何地区”的举措：122项中的117项",
    ),
    (
        ALL.in_region("厦门", exactly="none").with_role("guide", "designate"),
        (
            "Measures that do not apply in Xiamen and have an assignment in the role guidance or "
            "designation of pilot regions: 0 of 122"
        ),
        "不适用于厦门、有“指导或确定试点地区”职责的举措：122项中的0项",
    ),
]


@pytest.mark.parametrize(("found", "english", "chinese"), HEADINGS)
def test_heading_joins_what_was_asked(found: MeasureSet, english: str, chinese: str) -> None:
    """Several values, a chain and each operator have joints of their own in both languages."""
    assert found.heading("en") == english
    assert found.heading("zh") == chinese


LABELS = {
    "lead": ("牵头", "lead"),
    "policy": ("制订政策保障措施", "policy support measures"),
    "support": ("支持和指导", "support and guidance"),
    "guide": ("指导", "guidance"),
    "implement": ("负责推进", "implementation"),
    "share": ("共同负责", "shared responsibility"),
    "assist": ("协助推进", "assistance"),
    "designate": ("确定试点地区", "designation of pilot regions"),
}


def test_roles_have_their_labels() -> None:
    """Each role has the words of the document, and English ones."""
    assert {role.value: (role.label, role.label_en) for role in svctrade.Role} == LABELS


def test_reason_says_the_roles_of_its_clause() -> None:
    """A reason about an involved body ends with the roles of the clause."""
    (reason,) = ALL.involving("公安部", role="policy").explain()[0].reasons
    assert str(reason).endswith("(characters 12 to 43; policy support measures).")
    assert reason.as_text("zh").endswith("（第12至第43字；制订政策保障措施）。")
    reason = ALL.involving("商务部").numbered(1).explain()[0].reasons[0]
    assert "(characters 1 to 25; lead)." in str(reason)
    reason = ALL.involving("最高人民法院").numbered(107).explain()[0].reasons[0]
    assert "; designation of pilot regions; policy support measures)." in " ".join(
        str(reason).split()
    )
    assert "；确定试点地区；制订政策保障措施）。" in reason.as_text("zh")


def test_missing_role_is_explained_by_the_role_that_there_is() -> None:
    """What excludes a measure is the role in its clause, or that no clause has one of the roles."""
    (missing,) = ALL.involving("移民局", role="lead").explain_missing(59)
    (step,) = missing.reasons[0].steps
    assert (step.text, step.chinese) == (
        "Here its role is: policy support measures.",
        "其在本句的角色为：制订政策保障措施。",
    )
    (missing,) = ALL.with_role("guide", "designate").explain_missing(1)
    (step,) = missing.reasons[0].steps
    assert (step.text, step.chinese) == (
        (
            "This is the whole statement; no clause has the role guidance, designation of pilot "
            "regions."
        ),
        "以上为责任分工全文，没有“指导、确定试点地区”的规定。",
    )


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (
            lambda: ALL.with_role(cast("Any", "x")),
            ValueError,
            (
                "role is 'x'; expected one of 'lead', 'policy', 'support', 'guide', 'implement', "
                "'share', 'assist', 'designate'"
            ),
        ),
        (
            lambda: ALL.with_role(cast("Any", 7)),
            TypeError,
            "role takes a Role or its name, not int: 7",
        ),
        (
            lambda: ALL.in_region("厦门", at_least=cast("Any", "none")),
            ValueError,
            "at_least is 'none'; expected one of 'possible', 'covered', 'named'",
        ),
        (
            lambda: ALL.led_by(counterparts=True),
            TypeError,
            "led_by() takes at least one body, and was given none",
        ),
        (
            lambda: ALL.led_by("移民局", basis=cast("Any", "x")),
            ValueError,
            "basis is 'x'; expected one of 'explicit', 'first_named', 'any'",
        ),
    ],
)
def test_error_of_a_word_lists_the_words(ask: Any, error: type[Exception], message: str) -> None:
    """A role, a degree or a basis that is none is answered by those that there are."""
    with pytest.raises(error) as caught:
        ask()
    assert str(caught.value) == message


def test_english_table_joins_texts_by_semicolons() -> None:
    """Several texts of a cell have the joint of the language."""
    found = ALL.numbered(59)
    assert "; " in found.table(lang="en").select("Bodies").to_csv()
    assert "移民局、外交部" in found.table(lang="zh").to_csv()
    assert "移民局、外交部" in found.table().to_csv()


def test_mention_in_english_takes_a_space_for_a_hyphen() -> None:
    """A term of the translation is found with a hyphen and without, and quoted as it is there."""
    found = ALL.mentioning("visa free")
    assert found.numbers == ALL.mentioning("visa-free").numbers == (59, 94)
    assert ALL.mentioning("cross-border") == ALL.mentioning("CROSS BORDER")
    assert "visa-free transit" in found.explain()[0].as_text("en")


def test_mention_at_the_first_character_is_quoted() -> None:
    """A term at the very beginning of a text is found at offset 0, and again behind."""
    first = ALL[0].text[:2]
    (explanation,) = ALL.mentioning(first).numbered(1).explain()
    spans = [reason.span for reason in explanation.reasons if reason.quote == first]
    assert spans[0] == svctrade.Span(0, 2)
    edition = svctrade.read_table([{"举措": "甲乙甲乙。", "责任单位": "商务部"}])
    (explanation,) = svctrade.measures(edition).mentioning("甲乙").explain()
    assert [reason.span for reason in explanation.reasons] == [
        svctrade.Span(0, 2),
        svctrade.Span(2, 4),
    ]


def test_lead_that_does_not_make_the_policy_is_explained() -> None:
    """The reason says the roles of the body named first, and who is first for the policy."""
    statement = "司法部确定试点地区并指导，商务部制订政策保障措施"
    edition = svctrade.read_table([{"举措": "甲。", "责任分工": statement}])
    ((step,),) = (
        [step for step in reason.steps if step.kind == "other-policy"]
        for explanation in svctrade.measures(edition).led_by("司法部").explain()
        for reason in explanation.reasons
    )
    assert step.as_text("en") == (
        "Its role is designation of pilot regions, guidance; “商务部” (Ministry of Commerce) is "
        "named first for the policy measures."
    )
    assert step.as_text("zh") == "其职责为确定试点地区、指导；政策保障措施由商务部等制订。"

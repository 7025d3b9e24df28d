"""DMN files: ours, other tools', and those that are not taken."""

from itertools import pairwise

import pytest

from bureau.criteria.dmn.reading import read_dmn
from bureau.criteria.dmn.writing import rewrite, write_dmn
from bureau.criteria.rules.kinds import Kind
from bureau.criteria.tests.tables import DMN, a_table, decision, dmn
from bureau.refusal import Refusal

OTHER_TOOL = f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="{DMN}" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/"
    xmlns:camunda="http://camunda.org/schema/1.0/dmn" xmlns:modeler="http://camunda.org/m"
    id="d" name="菜" namespace="http://camunda.org/schema/1.0/dmn" exporter="X" >
  <itemDefinition id="i1" name="tSeason">
    <typeRef>string</typeRef><allowedValues><text>"冬","夏"</text></allowedValues>
  </itemDefinition>
  <inputData id="in" name="season"><variable name="season" typeRef="tSeason"/></inputData>
  <decision id="dish" name="Dish" camunda:historyTimeToLive="30">
    <extensionElements><camunda:x y="1"/></extensionElements>
    <informationRequirement><requiredInput href="#in"/></informationRequirement>
    <decisionTable id="t" hitPolicy="FIRST" biodi:annotationsWidth="400"
        xmlns:biodi="http://bpmn.io/schema/dmn/biodi/2.0">
      <input id="a" label="季节" camunda:inputVariable="s">
        <inputExpression id="ae" typeRef="tSeason"><text>season</text></inputExpression></input>
      <input id="b"><inputExpression id="be" typeRef="integer"><text>guests</text>
        </inputExpression></input>
      <output id="o" label="菜" name="dish" typeRef="string"/>
      <annotation name="依据"/>
      <rule id="r1"><description>冬天</description>
        <inputEntry id="r1a"><text>"冬"</text></inputEntry>
        <inputEntry id="r1b"><text><![CDATA[<= 8]]></text></inputEntry>
        <outputEntry id="r1o"><text>"羊肉"</text></outputEntry>
        <annotationEntry><text>第三条</text></annotationEntry></rule>
      <rule id="r2"><inputEntry id="r2a"><text></text></inputEntry>
        <inputEntry id="r2b"><text></text></inputEntry>
        <outputEntry id="r2o"><text>"炖菜"</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram id="g"/></dmndi:DMNDI>
</definitions>""".encode()


class TestAFileOfAnotherTool:
    def test_is_read_past_its_diagrams_and_extensions(self) -> None:
        document = read_dmn(OTHER_TOOL)
        table = document.table("Dish")

        assert [column.kind for column in table.inputs] == [Kind.STRING, Kind.INTEGER]
        assert table.rows[0].notes == ("第三条",)
        assert document.evaluate("Dish", {"season": "冬", "guests": 8}).output == "羊肉"
        assert document.evaluate("Dish", {"season": "夏", "guests": 8}).output == "炖菜"

    def test_keeps_them_when_a_table_in_it_is_changed(self) -> None:
        document = read_dmn(OTHER_TOOL)
        table = document.tables[0]

        written = rewrite(document, table.with_rows(table.rows[1:]))

        assert b"DMNDiagram" in written
        assert b"historyTimeToLive" in written
        assert len(read_dmn(written).tables[0].rows) == 1

    def test_that_leaves_out_the_types_has_them_read_from_the_cells(self) -> None:
        bare = decision(("< 5", '"甲"', "1")).replace(' typeRef="number"', "")
        bare = decision(("< 5", "1"), ("5", "2")).replace(' typeRef="number"', "")

        assert read_dmn(dmn(bare)).tables[0].inputs[0].kind is Kind.NUMBER


class TestTablesThatRestOnEachOther:
    @staticmethod
    def on(other: str) -> str:
        link = f'<requiredDecision href="#{other}"/>'
        return f"<informationRequirement>{link}</informationRequirement>"

    def test_are_decided_one_after_the_other(self) -> None:
        size = decision(("< 50", '"小"'), (">= 50", '"大"'), name="规模")
        term = decision(
            ('"小"', "3"), ('"大"', "10"),
            inputs=(("规模", "string"),), name="期限", inside=self.on("规模"),
        )  # fmt: skip

        assert read_dmn(dmn(term, size)).evaluate("期限", {"面积": 60}).output == 10

    def test_may_be_a_long_chain(self) -> None:
        names = [f"表{number}" for number in range(1500)]
        chain = [
            decision(("1", "1"), name=name, inside=self.on(following))
            for name, following in pairwise(names)
        ]
        last = decision(("1", "1"), name=names[-1])

        assert read_dmn(dmn(*chain, last)).evaluate("表0", {"面积": 1}).output == 1

    def test_in_a_circle_are_refused_naming_it(self) -> None:
        one = decision(("1", "1"), inputs=(("乙", "number"),), name="甲", inside=self.on("乙"))
        two = decision(("1", "1"), inputs=(("甲", "number"),), name="乙", inside=self.on("甲"))

        with pytest.raises(Refusal, match="“甲” → “乙” → “甲”"):
            read_dmn(dmn(one, two))

    def test_that_is_not_there_is_refused(self) -> None:
        with pytest.raises(Refusal, match="没有这张表"):
            read_dmn(dmn(decision(("1", "1"), inside=self.on("丙"))))


class TestAFileThatIsNotTaken:
    def test_names_table_row_and_cell(self) -> None:
        with pytest.raises(Refusal, match="表“表一”第2行“面积”一格：区间"):
            a_table(("< 5", "1"), ("[9..5]", "2"))
        with pytest.raises(Refusal, match=r"表“表一”第1行结果“结果”一格：.*不能用"):
            a_table(("< 5", "面积 * 2"))

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "空的"),
            (b"not xml", "不是一个完好的 XML"),
            (b"<a/>", "不是 DMN"),
            (b"\xff\xfe\x00", "不是一个完好的 XML"),
            (dmn(), "一张决策表也没有"),
            (b" " * 10_000_000, "MB"),
            (b"<!DOCTYPE definitions>" + dmn(decision(("1", "1"))), "DTD"),
            (
                b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
                + dmn(decision(("1", "1"), name="&b;")),
                "DTD|XML",
            ),
            (
                b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + dmn("<x>&a;</x>"),
                "DTD|XML",
            ),
            (dmn('<decision name="d"><literalExpression/></decision>'), "“d”不是决策表"),
            (dmn('<businessKnowledgeModel name="m"/>'), "“m”是 businessKnowledgeModel"),
            (dmn(decision(("1", "1")), decision(("1", "1"))), "都叫“表一”"),
            (dmn(decision(("1", "1"), policy="BEST")), "命中策略"),
            (dmn(decision(("1", "2", "1"))), "第1行有 2 格条件"),
            (dmn(decision(("1", "1"), inputs=(("面积 * 2", "number"),))), "要先算"),
            (dmn(decision(("1", "1"), inputs=(("面积", "tFoo"),))), "不认识类型“tFoo”"),
            (dmn(decision(("1", "1"), policy="PRIORITY")), "列出全部的值"),
        ],
    )
    def test_is_refused_in_a_sentence(self, data: bytes, said: str) -> None:
        with pytest.raises(Refusal, match=said):
            read_dmn(data)

    def test_is_a_sum_of_words(self) -> None:
        text = decision(("1", '"甲"'), policy="COLLECT").replace(
            "<decisionTable", '<decisionTable aggregation="SUM"'
        )

        with pytest.raises(Refusal, match="第1行的结果不能"):
            read_dmn(dmn(text))


class TestWriting:
    def test_gives_back_domains_notes_and_defaults(self) -> None:
        outputs = (
            '<output name="结果" typeRef="string">'
            '<outputValues><text>"甲","乙"</text></outputValues>'
            '<defaultOutputEntry><text>"乙"</text></defaultOutputEntry></output>'
        )
        table = a_table(
            ("[0..5]", '"甲"'), inputs=(("面积", "number", "[0..100]"),), outputs=outputs
        )

        assert read_dmn(write_dmn([table])).tables == (table,)

"""Whom a name in a table means: found where it is sure, otherwise asked, and remembered."""

from flask import Flask

from portal.enterprises import naming_queries, services
from portal.enterprises.candidates import candidates_for
from portal.enterprises.matching import MatchedBy, explain_matches, match_name
from portal.enterprises.naming import Likeness
from portal.kernel.audit import Actor
from tests.factories.enterprises import credit_code, make_enterprise
from tests.factories.sampling import published_batch

OFFICER = Actor(kind="staff", name="officer")


def why(name: str, code: str = "") -> MatchedBy | None:
    found = explain_matches([(name, code)]).get((name, code))
    return found.by if found else None


def test_each_way_to_be_sure_is_told(inside: Flask) -> None:
    one = make_enterprise("温州示例食品有限公司", credit_code=credit_code(1))
    services.rename_enterprise(one, name="温州新示例食品有限公司", by=OFFICER)
    assert why("别的写法", credit_code(1)) is MatchedBy.CODE
    assert why("温州新示例食品有限公司 ") is MatchedBy.NAME
    assert why("温州示例食品有限公司") is MatchedBy.FORMER
    assert why("温州市新示例食品有限责任公司（分装）") is MatchedBy.SPELLING
    assert match_name("温州市示例食品有限公司") is one
    assert why("台州新示例食品有限公司") is None


def test_a_spelling_that_may_mean_two_means_nobody(inside: Flask) -> None:
    make_enterprise("温州示例食品有限公司", credit_code=credit_code(1))
    make_enterprise("温州市示例食品有限责任公司", credit_code=credit_code(2))
    assert why("浙江省温州市示例食品有限公司") is None
    assert why("温州示例食品有限公司", credit_code(3)) is None


def test_a_name_that_is_like_one_of_the_register_is_asked_about_once(inside: Flask) -> None:
    make_enterprise("温州示例酵母股份有限公司")
    parties = [("示例酵母", ""), ("丁戊己庚食品厂", ""), ("温州市示例酵母股份有限公司", "")]
    assert services.ask_about(parties, seen_in="示例结果") == 1
    assert services.ask_about(parties, seen_in="示例结果") == 1
    (question,) = naming_queries.list_open_names()
    assert (question.name, question.seen_count) == ("示例酵母", 2)
    (candidate,) = candidates_for(question.name)
    assert candidate.likeness is Likeness.SHORT


def test_a_decision_is_kept_used_again_and_may_be_changed(inside: Flask) -> None:
    one = make_enterprise("温州示例酵母股份有限公司")
    services.ask_about([("示例酵母", "")], seen_in="示例结果")
    (question,) = naming_queries.list_open_names()
    services.decide_name(question, enterprise=one, by=OFFICER)
    assert match_name("示例 酵母") is one
    assert naming_queries.count_open_names() == 0
    services.decide_name(question, enterprise=None, by=OFFICER)
    assert match_name("示例酵母") is None
    assert services.ask_about([("示例酵母", "")], seen_in="示例结果") == 0
    assert naming_queries.list_decided_names()[0].enterprise is None


def test_results_are_linked_once_people_have_said_who_is_meant(inside: Flask) -> None:
    maker = make_enterprise("温州示例酵母股份有限公司")
    batch = published_batch(标称生产企业名称="示例酵母")
    assert batch.maker_id is None
    (question,) = naming_queries.list_open_names()
    services.decide_name(question, enterprise=maker, by=OFFICER)
    assert batch.maker_id == maker.id


def test_every_spelling_can_be_worked_out_anew(inside: Flask) -> None:
    one = make_enterprise("温州示例食品有限公司（原示例旧味精厂）")
    assert services.spell_all() == 1
    assert match_name("温州市示例食品有限公司") is one
    assert match_name("示例旧味精厂") is one

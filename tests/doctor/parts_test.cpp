#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "daemon/doctor/dashboard.hpp"
#include "daemon/doctor/expression.hpp"
#include "daemon/doctor/findings_text.hpp"
#include "daemon/doctor/page.hpp"
#include "daemon/doctor/questions.hpp"
#include "daemon/doctor/retention.hpp"
#include "tests/doctor/recorded.hpp"

using namespace entangled;
using namespace entangled::doctor;

TEST_CASE("two texts of one expression are the same, and of two are not")
{
    const std::string one = "max without (state) (a{job=\"x\",state=~\"f|c\"})\nor\nlast_over_time(b{}[1h])";
    CHECK(canonical(one) == canonical("max without(state)(a{state=~\"f|c\", job=\"x\"}) or last_over_time(b{}[1h])"));
    CHECK(canonical(one) != canonical("max without(state)(a{state=~\"f |c\", job=\"x\"}) or last_over_time(b{}[1h])"));
    CHECK(canonical(one) != canonical("max without(state)(a{state=~\"f|c\"}) or last_over_time(b{}[1h])"));
    CHECK(canonical(R"(a{b="}, \" {",a='x"'})") == canonical(R"(a{ a='x"', b="}, \" {" })"));
    CHECK(canonical("a > 60") != canonical("a > 61"));
    for (const auto* odd : {"", "{", "a{b=\"", "a{b=\"\\", "\"", "}{", "a{,}"}) CHECK_NOTHROW(canonical(odd));
}

TEST_CASE("durations are read as Prometheus writes them")
{
    using std::chrono::days;
    using std::chrono::hours;
    CHECK(read_prometheus_duration("15d") == Duration{days{15}});
    CHECK(read_prometheus_duration("1y2w3d4h5m6s7ms") ==
          Duration{days{365 + 14 + 3} + hours{4}} + std::chrono::seconds{306} + Duration{7});
    CHECK(read_prometheus_duration("0s") == Duration{});
    for (const auto* wrong : {"", "d", "15", "15x", "-1d", "1.5d", "99999999999d", "4294967295y"}) {
        CAPTURE(wrong);
        CHECK_FALSE(read_prometheus_duration(wrong));
    }
    CHECK(read_retention("1y or 10GiB")->time == Duration{days{365}});
    CHECK_FALSE(read_retention("512MB")->time);
    CHECK_FALSE(read_retention(""));
    CHECK_FALSE(read_retention("for ever"));
}

TEST_CASE("a page is read as Prometheus reads it, and what is no sample is passed over")
{
    const Page page = Page::read(
        "# HELP a b\na 1\nb{x=\"1\",y=\"q\\\"\\\\\\n, }\"} 2.5\nb{x=\"2\"} +Inf\nc NaN 17\n"
        "bad\nbad{ 1\nbad{x=\"1} 1\nbad{x=1} 1\nbad{x=\"1\"}\nbad x\n{} 1\n\nlast 7");
    CHECK(page.size() == 5);
    CHECK(page.value("a") == 1.0);
    CHECK(page.value("b", {{"x", "1"}, {"y", "q\"\\\n, }"}}) == 2.5);
    CHECK(page.value("b", {{"x", "2"}}) == std::numeric_limits<double>::infinity());
    CHECK_FALSE(page.value("b", {{"x", "3"}}));
    CHECK(page.has("c"));
    CHECK(page.value("last") == 7.0);
    CHECK_FALSE(page.has("bad"));
    CHECK(page.label_names() == std::set<std::string>{"x", "y"});
}

TEST_CASE("the queries of a dashboard are those that Grafana would send")
{
    const auto* const dashboard = R"J({"templating":{"list":[
        {"name":"lookback","type":"constant","query":"35d"},
        {"name":"good","type":"query","current":{"value":"$__all"}},
        {"name":"tier","type":"query","current":{"value":["$__all"]},"allValue":".+"},
        {"name":"job","type":"query","current":{"value":"elsewhere"}},
        {"name":"side","type":"custom","query":"a,b","current":{"value":"b"}}]},
      "annotations":{"list":[{"name":"Acts","expr":"changes(e[$__range])"},{"name":"built in"}]},
      "panels":[
        {"title":"One","targets":[{"expr":"a{job=~\"$job\",instance=~\"$instance\"}[${lookback}]","instant":true},{"expr":""}]},
        {"title":"Row","type":"row","panels":[{"title":"Two","targets":[
          {"expr":"b{good=~\"${good:regex}\",tier=~\"$tier\"}[$__rate_interval] / $unknown $ ${x"},{"expr":"bound"}]}]},
        {"title":"Text"},
        {"title":"Three","targets":[{"expr":"c{side=\"$side\"}","instant":false}]}]})J";
    const auto queries = dashboard_queries(dashboard, {"mine", "30d", "6h"});
    REQUIRE(queries.has_value());
    REQUIRE(queries->size() == 5);
    CHECK(queries->at(0).expression == "a{job=~\"mine\",instance=~\".+\"}[35d]");
    CHECK(queries->at(0).is_instant);
    CHECK(queries->at(1).title == "Two");
    CHECK(queries->at(0).panel != queries->at(1).panel);
    CHECK(queries->at(1).panel == queries->at(2).panel);
    CHECK(queries->at(2).panel != queries->at(3).panel);
    CHECK(queries->at(1).expression == "b{good=~\".*\",tier=~\".+\"}[6h] / $unknown $ ${x");
    CHECK(queries->at(2).expression == "bound");
    CHECK(queries->at(3).expression == "c{side=\"b\"}");
    CHECK_FALSE(queries->at(3).is_instant);
    CHECK(queries->at(4).expression == "changes(e[30d])");
}

TEST_CASE("a file that is no classic dashboard is refused with the reason")
{
    const DashboardVariables variables{"mine", "30d", "6h"};
    CHECK(dashboard_queries("{", variables).error().detail.starts_with("it is no JSON"));
    for (const auto* wrong : {"{}", "[]", "7", R"({"panels":7})", R"({"spec":{"elements":{}}})"}) {
        CAPTURE(wrong);
        CHECK(dashboard_queries(wrong, variables).error().detail.starts_with("it has no panel"));
    }
}

TEST_CASE("everybody is asked only if there is an address, and of the job that was given")
{
    Setup setup = sound_setup();
    setup.scrape.job = "a\"b";
    setup.scrape.matchers = {{"cluster", "eu"}};
    const auto all = questions(setup);
    CHECK(all.size() == 17);
    const auto cycles =
        std::find_if(all.begin(), all.end(), [](const Question& question) { return question.id == ask::cycles; });
    CHECK(cycles->parameters.front().second ==
          R"(entangled_cycle_last_success_timestamp_seconds{job="a\"b",cluster="eu"})");
    setup.addresses = {{}, "http://127.0.0.1:9090", {}};
    for (const Question& question : questions(setup)) CHECK(question.server == Server::prometheus);
    setup.addresses = {};
    CHECK(questions(setup).empty());
}

TEST_CASE("the text keeps to its width and commands to their line")
{
    const std::string command = "entangled rules prometheus --config.file=" + std::string(70, 'x');
    const std::vector<Finding> findings{
        {"scrape", Verdict::trouble, "two\nlines and \x1b[31m colour", {"Do this.", {command}}},
        {"rules", Verdict::not_asked, "nobody answers", {}},
        {"clock", Verdict::ok, "right", {}}};
    const std::string text = findings_text(findings, recorded_at, {.width = 80});
    CHECK(text ==
          "entangled doctor at 2026-11-22T06:05:40Z\n\n"
          "  TROUBLE  scrape         two lines and [31m colour\n"
          "           -> Do this.\n"
          "              " +
              command +
              "\n"
              "  -        rules          nobody answers\n"
              "  ok       clock          right\n\n"
              "1 ok, 0 warnings, 1 in trouble, 1 not asked\n");
    CHECK(is_in_trouble(findings));
    const auto json = boost::json::parse(findings_json(findings, recorded_at));
    CHECK(json.at("trouble").as_bool());
    CHECK(json.at("checks").as_array().size() == 3);
    CHECK(json.at("checks").at(0).at("commands").at(0).as_string() == command.c_str());
    CHECK(json.at("checks").at(1).at("verdict").as_string() == "not_asked");
}

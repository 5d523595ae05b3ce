#include "daemon/report/history_rows.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <sstream>

#include "tests/report/fixture.hpp"

using namespace entangled;
using namespace entangled::report;

namespace {

std::vector<boost::json::object> objects(const std::string& lines)
{
    std::vector<boost::json::object> found;
    std::istringstream stream(lines);
    for (std::string line; std::getline(stream, line);) found.push_back(boost::json::parse(line).as_object());
    return found;
}

const boost::json::object& of(const std::vector<boost::json::object>& all, std::string_view id)
{
    for (const auto& one : all) {
        if (one.at("id").as_string() == id) return one;
    }
    throw std::logic_error("no such row");
}

}  // namespace

TEST_CASE("a row says value, interval and age, or the reason why there is none")
{
    const auto cycle = fixture::cycle_at("2026-11-03");
    const auto rows = objects(history_rows(*cycle, {}, HistoryFormat::jsonl));
    CHECK(rows.size() == cycle->readings.size());
    const auto& known = of(rows, "us_nir");
    CHECK(known.at("time").as_string() == "2026-11-03T00:00:00Z");
    CHECK(known.at("record").as_string() == "reading");
    CHECK(known.at("value").as_double() == Approx(0.67));
    CHECK(known.at("reason").is_null());
    // From the end of 2025 to 3 November 2026.
    CHECK(known.at("newest").as_string() == "2026-01-01T00:00:00Z");
    CHECK(known.at("age_days").as_int64() == 306);
    const auto& lost = of(rows, "cn_hbm");
    CHECK(lost.at("value").is_null());
    CHECK(lost.at("age_days").is_null());
    CHECK(!lost.at("reason").as_string().empty());
    CHECK(!lost.at("detail").as_string().empty());
}

TEST_CASE("an alert is told with where it came from, in the unit of what it judges")
{
    auto cycle = *fixture::cycle_at("2026-11-03");
    auto plan = *cycle.plan;
    AlertRule rule;
    rule.name = "ends_soon";
    rule.condition = AlertCondition::days_until;
    plan.alerts = {rule};
    cycle.plan = std::make_shared<const Plan>(plan);
    cycle.readings.clear();
    const std::vector<AlertEvent> events{{{"ends_soon", "some, reading"}, AlertPhase::pending, AlertPhase::firing, 6.5},
                                         {{"gone", "x"}, AlertPhase::firing, AlertPhase::held, std::nullopt}};
    CHECK(history_header(HistoryFormat::csv) + history_rows(cycle, events, HistoryFormat::csv) ==
          "time,record,id,instance,kind,state,before,value,lower,upper,unit,answer,reason,detail,period,newest,"
          "age_days,n,coverage\r\n"
          "2026-11-03T00:00:00Z,alert,ends_soon,\"some, reading\",,firing,pending,6.5,,,days,,,,,,,,\r\n"
          "2026-11-03T00:00:00Z,alert,gone,x,,held,firing,,,,,,,,,,,,\r\n");
    CHECK(history_header(HistoryFormat::jsonl).empty());
}

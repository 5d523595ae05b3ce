#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "daemon/report/csv.hpp"
#include "daemon/report/json.hpp"
#include "tests/report/fixture.hpp"

using namespace entangled;
using namespace entangled::report;

namespace {

std::vector<std::vector<std::string>> parse_csv(std::string_view text)
{
    std::vector<std::vector<std::string>> records(1);
    std::string field;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            field += text[++i];
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && (c == ',' || c == '\r')) {
            records.back().push_back(std::exchange(field, {}));
            if (c == ',') continue;
            ++i;
            records.emplace_back();
        } else {
            field += c;
        }
    }
    records.pop_back();
    return records;
}

const boost::json::object& reading(const boost::json::value& report, std::string_view id)
{
    for (const auto& one : report.at("readings").as_array()) {
        if (one.at("id").as_string() == id) return one.as_object();
    }
    throw std::logic_error("no such reading");
}

}  // namespace

TEST_CASE("the JSON report parses back with what the readings hold")
{
    const std::string text = screen_json(first_screen(*fixture::cycle_at("2026-11-03")));
    const auto report = boost::json::parse(text);
    CHECK(report.at("as_of").as_string() == "2026-11-03T00:00:00Z");
    CHECK(report.at("readings").as_array().size() == fixture::specs().size());
    const auto& known = reading(report, "us_nir");
    CHECK(known.at("value").as_double() == Approx(0.67));
    CHECK(known.at("period").as_string() == "2025");
    CHECK(known.at("reason").is_null());
    CHECK(known.at("labels").at("dependent").as_string() == "US");
    const auto& lost = reading(report, "cn_hbm");
    CHECK(lost.at("value").is_null());
    CHECK(lost.at("n").is_null());
    CHECK(lost.at("reason").at("code").as_string() == "no_data");
    const auto& race = reading(report, "race");
    CHECK(race.at("answer").as_string() == "undecided");
    CHECK(race.at("value").is_null());
}

TEST_CASE("JSON and CSV are the same bytes twice and as agreed")
{
    const Screen screen = first_screen(*fixture::cycle_at("2026-11-03"));
    const std::string json = screen_json(screen);
    const std::string csv = readings_csv(screen);
    CHECK(json == screen_json(first_screen(*fixture::cycle_at("2026-11-03"))));
    CHECK(csv == readings_csv(first_screen(*fixture::cycle_at("2026-11-03"))));
    CHECK(json == fixture::golden("report.json", json));
    CHECK(csv == fixture::golden("report.csv", csv));
}

TEST_CASE("numbers in the JSON report are the shortest that read back")
{
    Screen screen;
    ReadingRow row;
    row.id = "third";
    row.reading = known(1.0 / 3.0);
    screen.groups = {{"dependence", {row}}};
    CHECK(screen_json(screen).find("\"value\":0.3333333333333333,") != std::string::npos);
}

TEST_CASE("every CSV record has the columns of the header")
{
    Screen screen = first_screen(*fixture::cycle_at("2026-11-03"));
    screen.groups.front().rows.front().subject = "comma, \"quote\"\nline";
    const auto records = parse_csv(readings_csv(screen));
    REQUIRE(records.size() == fixture::specs().size() + 1);
    for (const auto& record : records) CHECK(record.size() == records.front().size());
    CHECK(records.front().front() == "as_of");
    CHECK(records[1][4] == "comma, \"quote\"\nline");
}

TEST_CASE("hostile names survive JSON")
{
    Screen screen;
    ReadingRow row;
    row.id = "\"\\\n</script>\xFF";
    row.reading = missing(Errc::no_data, "tab\t");
    screen.groups = {{"dependence", {row}}};
    const auto report = boost::json::parse(screen_json(screen));
    CHECK(report.at("readings").at(0).at("id").as_string() == "\"\\\n</script>\xEF\xBF\xBD");
}

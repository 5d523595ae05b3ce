#include "daemon/dashboard/dashboard.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <set>

#include "daemon/config/configuration.hpp"
#include "daemon/dashboard/json_text.hpp"

using namespace entangled;
using namespace entangled::dashboard;

namespace {

namespace json = boost::json;

const Plan& shipped()
{
    static const LoadedConfiguration loaded = load_configuration(ENTANGLED_SOURCE_DIR "/config/entangled.toml");
    REQUIRE(loaded.errors.empty());
    return *loaded.configuration.plan;
}

json::value dashboard_of(const Plan& plan, const DashboardOptions& options = {})
{
    return json::parse(grafana_dashboard(plan, options));
}

const json::array& panels(const json::value& dashboard) { return dashboard.at("panels").as_array(); }

std::string_view text(const json::value& value, std::string_view key) { return value.at(key).as_string(); }

const json::value& panel(const json::value& dashboard, std::string_view title)
{
    for (const auto& one : panels(dashboard)) {
        if (text(one, "title") == title) return one;
    }
    FAIL("no panel " << title);
    return dashboard;
}

std::vector<std::string> titles(const json::value& dashboard, std::string_view type)
{
    std::vector<std::string> found;
    for (const auto& one : panels(dashboard)) {
        if (text(one, "type") == type) found.emplace_back(text(one, "title"));
    }
    return found;
}

int edge(const json::value& panel, std::string_view key)
{
    return static_cast<int>(panel.at("gridPos").at(key).as_int64());
}

std::string queries(const json::value& panel)
{
    std::string all;
    if (!panel.as_object().contains("targets")) return all;
    for (const auto& target : panel.at("targets").as_array()) all += fmt::format("{}\n", text(target, "expr"));
    return all;
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

constexpr std::array<std::string_view, 1> no_labels{"of"};

const IndicatorKind& new_kind()
{
    static const IndicatorKind kind = [] {
        IndicatorKind made{};
        made.name = "not_in_the_registry";
        made.unit = "points";
        made.help = "Help of it.";
        made.formula = "a + b";
        made.source = "Nobody (1900)";
        made.limitation = "there are some";
        made.labels = no_labels;
        return made;
    }();
    return kind;
}

PlannedReading reading_of(const IndicatorKind& kind, std::string id, std::string subject)
{
    PlannedReading reading;
    reading.id = std::move(id);
    reading.kind = &kind;
    reading.body.subject = std::move(subject);
    return reading;
}

}  // namespace

TEST_CASE("the same plan gives the same bytes", "[dashboard]")
{
    CHECK(grafana_dashboard(shipped(), {}) == grafana_dashboard(shipped(), {}));
}

TEST_CASE("every reading stands in a query", "[dashboard]")
{
    std::string all;
    const auto dashboard = dashboard_of(shipped());
    for (const auto& one : panels(dashboard)) all += queries(one);
    for (const auto& reading : shipped().readings) {
        // Those of policies are named by their label.
        if (reading.kind->name == "policy_end") continue;
        CAPTURE(reading.id);
        CHECK((has(all, '"' + reading.id + '"') || has(all, '"' + reading.id + '|') ||
               has(all, '|' + reading.id + '|') || has(all, '|' + reading.id + '"')));
    }
}

TEST_CASE("panels have ids of their own and lie beside one another", "[dashboard]")
{
    const auto dashboard = dashboard_of(shipped());
    std::set<std::int64_t> ids;
    std::set<std::pair<int, int>> taken;
    for (const auto& one : panels(dashboard)) {
        CAPTURE(text(one, "title"));
        CHECK(ids.insert(one.at("id").as_int64()).second);
        CHECK(edge(one, "x") + edge(one, "w") <= 24);
        bool is_free = true;
        for (int x = edge(one, "x"); x < edge(one, "x") + edge(one, "w"); ++x) {
            for (int y = edge(one, "y"); y < edge(one, "y") + edge(one, "h"); ++y) {
                is_free = taken.insert({x, y}).second && is_free;
            }
        }
        CHECK(is_free);
    }
}

TEST_CASE("a plan without readings says what is not configured", "[dashboard]")
{
    const auto dashboard = dashboard_of(Plan{});
    const auto words = titles(dashboard, "text");
    CHECK(words == std::vector<std::string>{"What does each side hold almost alone?",
                                            "Who sheds its dependence faster?", "Do the two sides escalate?",
                                            "Which measures are about to end?", "Shares", "Flows", "Speeds", "Acts"});
    for (const auto& title : words) {
        CHECK(has(text(panel(dashboard, title).at("options"), "content"), "Not configured: no reading"));
    }
    CHECK(titles(dashboard, "row").size() == 7);
}

TEST_CASE("the sides change places and nothing else", "[dashboard]")
{
    const auto ours = dashboard_of(shipped());
    DashboardOptions swapped;
    swapped.side = {"US", "JP", "coalition"};
    const auto theirs = dashboard_of(shipped(), swapped);
    CHECK(edge(panel(ours, "Supply share by CN"), "x") == 0);
    CHECK(edge(panel(ours, "Supply share by coalition, coalition+MY, coalition+TW, US"), "x") == 12);
    for (const auto* const title : {"Supply share by CN", "Foreign share of CN", "Net import reliance of US"}) {
        CAPTURE(title);
        CHECK(edge(panel(ours, title), "x") + edge(panel(theirs, title), "x") == 12);
        CHECK(queries(panel(ours, title)) == queries(panel(theirs, title)));
    }
    auto all_of_ours = titles(ours, "table");
    auto all_of_theirs = titles(theirs, "table");
    std::sort(all_of_ours.begin(), all_of_ours.end());
    std::sort(all_of_theirs.begin(), all_of_theirs.end());
    CHECK(all_of_ours == all_of_theirs);
}

TEST_CASE("a flow is drawn with the thresholds that the daemon has", "[dashboard]")
{
    const auto dashboard = dashboard_of(shipped());
    CHECK(has(queries(panel(dashboard, "Flow to base")),
              "entangled_alert_threshold{job=~\"$job\",instance=~\"$instance\","
              "alert=~\"magnet_flow_halved\""));
    Plan plan = shipped();
    plan.alerts.clear();
    CHECK_FALSE(has(queries(panel(dashboard_of(plan), "Flow to base")), "alert_threshold"));
}

TEST_CASE("days left are coloured as the alerts on them are urgent", "[dashboard]")
{
    const auto steps = [](const Plan& plan) {
        const auto dashboard = dashboard_of(plan);
        const auto& overrides =
            panel(dashboard, "Which measures are about to end?").at("fieldConfig").at("overrides").as_array();
        for (const auto& one : overrides) {
            for (const auto& property : one.at("properties").as_array()) {
                if (text(property, "id") == "thresholds") return json::serialize(property.at("value").at("steps"));
            }
        }
        return std::string{};
    };
    CHECK(steps(shipped()) == R"([{"color":"red","value":null},{"color":"orange","value":7},)"
                              R"({"color":"yellow","value":30},{"color":"text","value":90}])");
    Plan plan = shipped();
    plan.alerts.clear();
    CHECK(steps(plan) == R"([{"color":"text","value":null}])");
}

TEST_CASE("a kind that no row knows has a row of its own", "[dashboard]")
{
    Plan plan;
    plan.readings = {reading_of(new_kind(), "first", "it"), reading_of(new_kind(), "second", "it"),
                     reading_of(new_kind(), "third", "a\nline")};
    const auto dashboard = dashboard_of(plan);
    CHECK(titles(dashboard, "row")[5] == "Other");
    const auto& shown = panel(dashboard, "Not in the registry (points)");
    CHECK(text(shown, "description") ==
          "Help of it.\n\nFormula: a + b.\n\nSource: Nobody (1900).\n\nLimitation: there are some.\n\n"
          "Newest, and oldest: the last month, or the day, of the newest and oldest input.");
    CHECK(has(queries(shown),
              "entangled_not_in_the_registry_points{job=~\"$job\",instance=~\"$instance\","
              "reading=~\"first|second|third\"}"));
    const std::string overrides = json::serialize(shown.at("fieldConfig").at("overrides"));
    for (const auto* const words : {"\"it (first)\"", "\"it (second)\"", "\"a line\""}) CHECK(has(overrides, words));
}

TEST_CASE("a value is asked for only while its reading is ok", "[dashboard]")
{
    const auto dashboard = dashboard_of(shipped());
    CHECK(has(queries(panel(dashboard, "Flow to base")),
              "max by (reading) (last_over_time(entangled_flow_to_base_ratio{job=~\"$job\",instance=~\"$instance\","
              "reading=~\"magnets_to_us_flow\"}[$lookback]) and on (job, instance, reading) "
              "last_over_time(entangled_reading_state{job=~\"$job\",instance=~\"$instance\","
              "reading=~\"magnets_to_us_flow\",state=\"ok\"}[$lookback]) == 1)"));
}

TEST_CASE("the chosen job comes first", "[dashboard]")
{
    DashboardOptions options;
    options.job = "say \"x\"";
    const auto dashboard = dashboard_of(Plan{}, options);
    CHECK(text(dashboard.at("templating").at("list").at(1).at("current"), "value") == options.job);
}

TEST_CASE("JSON keeps the order of keys, and short things on one line", "[dashboard]")
{
    const json::object value{{"b", json::array{1, "two"}},
                             {"a", json::object{{"deep", json::array{json::object{{"x", nullptr}}}}}},
                             {"empty", json::array{}}};
    CHECK(json_text(value) == R"({
  "b": [1,"two"],
  "a": {
    "deep": [
      {"x":null}
    ]
  },
  "empty": []
}
)");
}

#pragma once

#include <cstdlib>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/engine/cycle.hpp"

namespace entangled::fixture {

inline Timestamp day(std::string_view text) { return Timestamp{parse_date(text).value()}; }

inline CodeBook code_book()
{
    CodeBook codes;
    const auto define = [&](std::string id, std::string source, Basis basis) {
        codes.definitions[id] = {id, std::move(source), basis, "year", "public domain", "", "", ""};
    };
    define("usgs_mcs_world", "USGS", Basis::world_supply);
    define("usgs_mcs_nir", "USGS", Basis::net_import);
    define("vendor_sales", "vendors", Basis::domestic_market);
    codes.goods = {{"gallium", "gallium"}, {"euv", "EUV lithography"}, {"rare_earths", "rare earths"}};
    const auto economy = [&](std::string code, std::string name, int hours) {
        codes.economies[code] = {code, std::move(name), std::chrono::minutes{60 * hours}};
    };
    economy("CN", "China", 8);
    economy("US", "United States", -5);
    economy("NL", "Netherlands", 1);
    economy("JP", "Japan", 9);
    economy("RU", "Russia", 3);
    return codes;
}

struct Figure {
    SeriesKey key;
    std::string period;
    std::string release;
    std::string known_at;
    double value{};
};

inline ObservationRow row(const Figure& figure, const std::string& table)
{
    ObservationRow row;
    row.table = table;
    row.release = figure.release;
    row.known_at = day(figure.known_at);
    row.complete = true;
    row.key = figure.key;
    row.period = parse_period(figure.period).value();
    row.value = figure.value;
    row.source = {"USGS " + figure.release, "https://example.org/" + figure.release.substr(4)};
    return row;
}

inline Feed feed_of(std::string id, FeedContents contents, FeedState state, std::string detail)
{
    Feed feed;
    feed.id = std::move(id);
    feed.status.state = state;
    feed.status.detail = std::move(detail);
    feed.status.retrieved = day("2026-11-03");
    feed.status.stale_after = std::chrono::hours{24 * 400};
    feed.contents = std::make_shared<const FeedContents>(std::move(contents));
    return feed;
}

inline FeedContents tables()
{
    const auto world = [](std::string good, std::string tier, std::string origin) {
        return SeriesKey{Measure::production, std::move(good), std::move(tier), "usgs_mcs_world", "",
                         std::move(origin)};
    };
    const SeriesKey nir{Measure::net_import_reliance, "rare_earths", "compounds", "usgs_mcs_nir", "US", ""};
    std::vector<ObservationRow> rows;
    for (const auto& f :
         std::vector<Figure>{{world("gallium", "primary", "CN"), "2024", "MCS 2025", "2025-01-31", 750},
                             {world("gallium", "primary", "RU"), "2024", "MCS 2025", "2025-01-31", 5},
                             {world("gallium", "primary", "JP"), "2024", "MCS 2025", "2025-01-31", 3},
                             {world("gallium", "primary", "OTH"), "2024", "MCS 2025", "2025-01-31", 2}}) {
        rows.push_back(row(f, "world.gallium"));
    }
    rows.push_back(row({world("euv", "tools", "NL"), "2023", "MCS 2024", "2024-01-31", 60}, "world.euv"));
    for (const auto& f : std::vector<Figure>{{nir, "2024", "MCS 2025", "2025-01-31", 0.80},
                                             {nir, "2024", "MCS 2026", "2026-01-31", 0.53},
                                             {nir, "2025", "MCS 2026", "2026-01-31", 0.67}}) {
        rows.push_back(row(f, "us.nir"));
    }
    const SeriesKey home{Measure::self_sufficiency, "chips", "all", "vendor_sales", "CN", ""};
    rows.push_back(row({home, "2016", "MCS 2017", "2017-03-01", 0.1}, "self.chips"));
    return assemble(std::move(rows), {}).contents;
}

inline Policy policy(std::string id, std::string imposer, std::string from, std::string expires, std::string title)
{
    Policy policy;
    policy.id = std::move(id);
    policy.known_at = day("2025-11-10");
    policy.source = "a notice";
    policy.url = "https://example.org/notice";
    policy.title = std::move(title);
    policy.imposer = std::move(imposer);
    policy.effective = parse_date(from);
    if (!expires.empty()) policy.expires = parse_date(expires);
    policy.state = "in_force";
    return policy;
}

inline Membership member(std::string bloc, std::string economy)
{
    Membership row;
    row.id = bloc + economy;
    row.bloc = std::move(bloc);
    row.economy = std::move(economy);
    row.standing = "signatory";
    row.from = parse_date("2025-12-12").value();
    return row;
}

inline FeedContents records()
{
    FeedContents contents;
    Act act;
    act.id = "act_1";
    act.known_at = day("2026-06-01");
    act.date = parse_date("2026-06-01").value();
    act.actors = {"US"};
    act.targets = {"CN"};
    act.front = "chips";
    act.severity = -8;
    act.title = "Tools embargoed";
    act.source = "a notice";
    contents.acts = {act};
    contents.policies = {policy("truce", "US", "2025-11-10", "2026-11-09", "Stay of the affiliates rule"),
                         policy("old_truce", "CN", "2025-11-10", "2026-08-10", "Tariff truce"),
                         policy("quota", "CN", "2027-12-31", "", "Home tools <70%>"),
                         policy("fee", "US", "2026-01-15", "", "Licence fee")};
    contents.memberships = {member("china", "CN"), member("coalition", "NL"), member("coalition", "US")};
    return contents;
}

inline std::shared_ptr<const Dataset> dataset()
{
    Feed acts = feed_of("acts", records(), FeedState::ok, "");
    acts.status.complete_until = day("2026-08-14") - Duration{1};
    acts.status.grace = std::chrono::hours{24 * 30};
    std::vector<Feed> feeds{feed_of("tables", tables(), FeedState::ok, ""), acts,
                            feed_of("prices", {}, FeedState::error, "line 3: no column 'value'")};
    feeds.back().status.retrieved.reset();
    return std::make_shared<const Dataset>(std::move(feeds));
}

inline ReadingSpec spec(std::string id, std::string_view kind,
                        std::initializer_list<std::pair<const std::string, ParameterValue>> values)
{
    std::map<std::string, ParameterValue, std::less<>> all;
    for (const auto& [name, value] : values) all.emplace(name, value);
    return {std::move(id), find_indicator_kind(kind), Parameters(std::move(all))};
}

inline std::string text(std::string_view value) { return std::string(value); }

inline std::vector<ReadingSpec> share_specs()
{
    const auto share = [](std::string id, std::string_view good, std::string_view tier, std::string_view by,
                          std::string_view who) {
        return spec(std::move(id), "supply_share",
                    {{"good", text(good)},
                     {"tier", text(tier)},
                     {"definition", text("usgs_mcs_world")},
                     {text(by), text(who)}});
    };
    return {share("cn_gallium", "gallium", "primary", "supplier", "CN"),
            share("coalition_gallium", "gallium", "primary", "bloc", "coalition"),
            share("nl_euv", "euv", "tools", "supplier", "NL"), share("cn_hbm", "hbm", "memory", "supplier", "CN")};
}

inline std::vector<ReadingSpec> specs()
{
    auto all = share_specs();
    const auto definition = [](std::string_view id) {
        return std::pair<const std::string, ParameterValue>{"definition", text(id)};
    };
    all.push_back(spec("us_nir", "net_import_reliance",
                       {{"good", text("rare_earths")},
                        {"tier", text("compounds")},
                        {"dependent", text("US")},
                        definition("usgs_mcs_nir")}));
    all.push_back(
        spec("cn_chips_foreign", "foreign_share",
             {{"good", text("chips")}, {"tier", text("all")}, {"economy", text("CN")}, definition("vendor_sales")}));
    all.push_back(spec("us_rate", "decoupling_rate",
                       {{"of", text("net_import_reliance")},
                        {"good", text("rare_earths")},
                        {"tier", text("compounds")},
                        {"dependent", text("US")},
                        definition("usgs_mcs_nir")}));
    all.push_back(spec("cn_rate", "decoupling_rate",
                       {{"of", text("foreign_share")},
                        {"good", text("chips")},
                        {"tier", text("all")},
                        {"dependent", text("CN")},
                        definition("vendor_sales")}));
    const std::vector<std::string> a{"us_rate"};
    const std::vector<std::string> b{"cn_rate"};
    all.push_back(spec("race", "race_gap", {{"a_candidates", a}, {"b_candidates", b}}));
    all.push_back(spec("acts_on_china", "act_intensity", {{"actor", text("US")}, {"target", text("CN")}}));
    all.push_back(spec("acts_of_china", "act_intensity", {{"actor", text("CN")}, {"target", text("US")}}));
    for (const std::string id : {"truce", "old_truce", "quota", "fee", "lost"}) {
        all.push_back(spec("end_" + id, "policy_end", {{"policy", id}}));
    }
    return all;
}

inline std::shared_ptr<const Plan> plan_of(const std::vector<ReadingSpec>& specs)
{
    auto plan = std::make_shared<Plan>();
    plan->codes = code_book();
    const RosterRule roster{parse_date("2026-08-13"), {"signatory"}};
    auto graph = plan_readings(specs, ConfigureContext{plan->codes, roster});
    for (const auto& error : graph.errors) throw std::logic_error(error.reading + ": " + error.detail);
    plan->readings = std::move(graph.readings);
    AlertRule feeds;
    feeds.name = "feed_broken";
    feeds.severity = "warning";
    feeds.audience = "operator";
    feeds.summary = "A feed cannot be read.";
    feeds.condition = AlertCondition::feed_state;
    feeds.feeds = {"tables", "prices"};
    feeds.states = {"error"};
    plan->alerts = {feeds};
    return plan;
}

/// The cycle that most tests look at: every sort of reading on 3 November 2026.
inline CyclePtr cycle_at(std::string_view date)
{
    return next_cycle(nullptr, {}, plan_of(specs()), dataset(), day(date));
}

inline std::string file_text(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// The golden text of that name; written anew if ENTANGLED_UPDATE_GOLDEN is 1.
inline std::string golden(const std::string& name, const std::string& actual)
{
    const std::string path = std::string(ENTANGLED_TESTS_DIR) + "/report/golden/" + name;
    const char* update = std::getenv("ENTANGLED_UPDATE_GOLDEN");
    if (update != nullptr && std::string_view(update) == "1") std::ofstream(path, std::ios::binary) << actual;
    return file_text(path);
}

}  // namespace entangled::fixture

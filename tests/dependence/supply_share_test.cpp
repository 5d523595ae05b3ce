#include <catch2/catch.hpp>

#include "tests/support/data_builder.hpp"
#include "tests/support/shipped.hpp"

using namespace entangled;
using namespace entangled::test;

namespace {

Options china(std::string good, std::string tier, std::string definition, std::string period)
{
    return {{"good", std::move(good)},
            {"tier", std::move(tier)},
            {"definition", std::move(definition)},
            {"supplier", std::string("CN")},
            {"period", std::move(period)}};
}

Options printed_share_of(std::string good, std::string tier, std::string definition)
{
    return {{"good", std::move(good)},
            {"tier", std::move(tier)},
            {"definition", std::move(definition)},
            {"measure", std::string("supply_share")}};
}

struct Anchor {
    const char* what;
    Options options;
    const char* share;
};

}  // namespace

// Expected: sanity anchors of the reference data, recomputed independently by tests/reference/check_reference.py.
TEST_CASE("China's shares of world supply come out to their printed digits")
{
    const auto anchor = GENERATE(values<Anchor>({
        {"rare earths 2024", china("rare_earths", "mine", "usgs_mcs_world", "2024"), "0.703"},
        {"rare earths 2025", china("rare_earths", "mine", "usgs_mcs_world", "2025"), "0.694"},
        {"gallium", china("gallium", "primary", "usgs_mcs_world", "2024"), "0.989"},
        {"tungsten", china("tungsten", "mine", "usgs_mcs_world", "2024"), "0.821"},
        {"graphite", china("graphite_natural", "mine", "usgs_mcs_world", "2024"), "0.819"},
        {"antimony", china("antimony", "mine", "usgs_mcs_world", "2024"), "0.336"},
        {"magnet rare-earth refining", china("magnet_rare_earths", "refining", "iea_cmde_2025", "2024"), "0.913"},
    }));
    CAPTURE(anchor.what);
    const Reading reading = read("supply_share", anchor.options, "2026-06-30");
    REQUIRE(reading.state == ReadingState::ok);
    REQUIRE(reading.value.has_value());
    CHECK(printed(*reading.value, 3) == anchor.share);
}

TEST_CASE("printed shares keep their value, bounds and disagreement")
{
    Options magnets = printed_share_of("ndfeb_magnets", "magnets", "iea_oct_2025");
    magnets["supplier"] = std::string("CN");
    CHECK(printed_span(read("supply_share", magnets, "2026-06-30"), 2) == "[0.94, 0.94]");
    Options germanium = printed_share_of("germanium", "refinery", "project_blue");
    germanium["supplier"] = std::string("CN");
    CHECK(printed_span(read("supply_share", germanium, "2026-06-30"), 3) == "[0.592, 0.592]");
    Options separation = printed_share_of("dysprosium_terbium", "separation", "");
    separation.erase("definition");
    separation["definitions"] = std::vector<std::string>{"particle", "rare_earth_exchanges", "rawmaterials_net"};
    separation["supplier"] = std::string("CN");
    const Reading reading = read("supply_share", separation, "2026-06-30");
    CHECK(printed_span(reading, 2) == "[0.90, 1.00]");
    CHECK_FALSE(reading.value.has_value());
}

TEST_CASE("the coalition holds all of EUV and HBM, and without the Dutch participant EUV leaves it")
{
    Options euv = printed_share_of("euv_lithography", "equipment", "trade_press_euv");
    euv["bloc"] = std::string("coalition");
    CHECK(printed_span(read("supply_share", euv, "2026-08-13"), 2) == "[1.00, 1.00]");
    Options hbm = printed_share_of("hbm", "memory", "counterpoint");
    hbm["bloc"] = std::string("coalition");
    CHECK(printed_span(read("supply_share", hbm, "2026-08-13"), 2) == "[1.00, 1.00]");

    const auto& codes = shipped().configuration->plan->codes;
    const ConfigureContext signatories_only{codes, {parse_date("2026-08-13"), {"signatory", "member"}}};
    const auto body = find_indicator_kind("supply_share")->configure(Parameters(euv), signatories_only);
    REQUIRE(body.has_value());
    const View view(*shipped().dataset, day("2026-08-13"));
    CHECK(printed_span(body->evaluate({view, day("2026-08-13"), codes, {}, nullptr}), 2) == "[0.00, 0.00]");
}

TEST_CASE("answers that turn on a neutral economy are shown both ways")
{
    const Reading without = shipped_reading("leading_logic_coalition_share", "2026-08-13");
    const Reading with = shipped_reading("leading_logic_coalition_with_tw_share", "2026-08-13");
    CHECK(span_of(without)->upper < 0.5);
    CHECK(span_of(with)->lower > 0.5);
    const Reading refining = shipped_reading("magnet_rare_earth_refining_coalition_share", "2026-08-13");
    const Reading refining_my = shipped_reading("magnet_rare_earth_refining_coalition_with_my_share", "2026-08-13");
    CHECK(span_of(refining_my)->lower > span_of(refining)->upper);
}

TEST_CASE("accelerators sold in China are a share of China's market, not of the world")
{
    const Reading reading = shipped_reading("accelerators_us_share_of_china", "2026-06-30");
    CHECK(printed_span(reading, 2) == "[0.59, 0.59]");
}

TEST_CASE("a table that is not complete has no shares")
{
    const Reading reading = read("supply_share", china("rare_earths", "mine", "usgs_mcs_world", "2018"), "2020-06-30");
    REQUIRE(reading.state == ReadingState::unknown);
    CHECK(reading.reason->code == Errc::incomplete_table);
}

TEST_CASE("a world total is not an economy")
{
    const auto with_total = DataBuilder{}
                                .production("2024", "2024-02-01", "CN", "2023", 70)
                                .production("2024", "2024-02-01", "US", "2023", 30)
                                .production("2024", "2024-02-01", "WLD", "2023", 100)
                                .build(day("2024-06-01"));
    const Reading reading = read(*with_total, "supply_share", china("gallium", "primary", "usgs_mcs_world", "2023"),
                                 day("2024-06-01"), day("2024-06-01"));
    CHECK(*reading.value == Approx(0.7));  // 0.35 with the total counted
}

// Grouped by the literal words of the source, "est" or not, China's rare-earth share of 2024 would be 0.798, not 0.703.
TEST_CASE("estimated and other figures of one release are one table")
{
    DataBuilder builder;
    builder.production("2024", "2024-02-01", "CN", "2023", 70).production("2024", "2024-02-01", "US", "2023", 30);
    ObservationRow estimated = builder.rows().front();
    estimated.key.origin = "AU";
    estimated.value = 40.0;
    estimated.flags = Flag::estimate;
    estimated.source = {"USGS MCS 2024", "https://example.org/estimates"};
    const auto data = builder.row(estimated).build(day("2024-06-01"));
    const Reading reading = read(*data, "supply_share", china("gallium", "primary", "usgs_mcs_world", "2023"),
                                 day("2024-06-01"), day("2024-06-01"));
    CHECK(*reading.value == Approx(0.5));
}

TEST_CASE("an unnamed supplier may be among the others, a named one is not")
{
    const auto data = DataBuilder{}
                          .production("2024", "2024-02-01", "CN", "2023", 70)
                          .production("2024", "2024-02-01", "OTH", "2023", 30)
                          .build(day("2024-06-01"));
    Options options = china("gallium", "primary", "usgs_mcs_world", "2023");
    CHECK(printed_span(read(*data, "supply_share", options, day("2024-06-01"), day("2024-06-01")), 2) ==
          "[0.70, 0.70]");
    options["supplier"] = std::string("US");
    CHECK(printed_span(read(*data, "supply_share", options, day("2024-06-01"), day("2024-06-01")), 2) ==
          "[0.00, 0.30]");
}

TEST_CASE("a row lost to rejection takes the share away, with its line")
{
    const auto data = DataBuilder{}
                          .production("2024", "2024-02-01", "CN", "2023", 70)
                          .damage("world", "2024", "line 3: not_utf8")
                          .build(day("2024-06-01"));
    const Reading reading = read(*data, "supply_share", china("gallium", "primary", "usgs_mcs_world", "2023"),
                                 day("2024-06-01"), day("2024-06-01"));
    REQUIRE(reading.state == ReadingState::unknown);
    CHECK(reading.reason->detail.find("line 3") != std::string::npos);
}

TEST_CASE("a withheld figure makes the newest period unusable and is said")
{
    Options antimony = china("antimony", "mine", "usgs_mcs_world", "2024");
    antimony.erase("period");
    const Reading reading = read("supply_share", antimony, "2026-06-30");
    REQUIRE(reading.state == ReadingState::ok);
    CHECK(format_period(*reading.period) == "2024");
    REQUIRE_FALSE(reading.notes.empty());
    CHECK(reading.notes.front().find("withholds US") != std::string::npos);
}

TEST_CASE("definitions of two bases are refused, both named")
{
    Options mixed = printed_share_of("ai_accelerators", "all", "");
    mixed.erase("definition");
    mixed["supplier"] = std::string("US");
    mixed["definitions"] = std::vector<std::string>{"idc_units", "usgs_mcs_world"};
    const std::string why = refusal("supply_share", mixed);
    CHECK(why.find("domestic_market") != std::string::npos);
    CHECK(why.find("world_supply") != std::string::npos);
}

TEST_CASE("a reading goes unknown when its feed was not read within its limit")
{
    const auto data = DataBuilder{}.production("2024", "2024-02-01", "CN", "2023", 70).build(day("2024-06-01"));
    const Options options = china("gallium", "primary", "usgs_mcs_world", "2023");
    CHECK(read(*data, "supply_share", options, day("2024-06-02"), day("2024-06-02")).reason->code == Errc::stale);
}
